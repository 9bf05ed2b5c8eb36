"""Wrong secrets in a row of those who are to be a second person, kept in the database's own file.

They count on in whatever window and after whatever restart, for each officer, until that officer
gets it right. A copy of the file has its own: there only the cost of each guess holds a thief up.
"""

import json
from datetime import UTC, datetime
from math import ceil

from models.base import utc_now
from models.local_notes import forget, note, noted
from models.office.pins import TRIES, wait_after
from models.store import Store

PREFIX = "proof/"


def wrong_proofs(store: Store, officer_id: int) -> int:
    """Return how many secrets of an officer were wrong since the last right one."""
    return _kept(store, officer_id)[0]


def seconds_to_wait(store: Store, officer_id: int) -> int:
    """Return the seconds for which nothing is taken yet; a clock turned back shortens none.

    Where it was turned back they begin anew: it may have been years ahead, and be right now.
    """
    wrong, last = _kept(store, officer_id)
    now = utc_now()
    if now < last:
        _keep(store, officer_id, wrong, now)
    passed = max(0.0, (now - last).total_seconds())
    return max(0, ceil(wait_after(wrong) - passed))


def takes_pins(store: Store, officer_id: int) -> bool:
    """Whether so few were wrong that a PIN is still taken."""
    return wrong_proofs(store, officer_id) < TRIES


def note_wrong(store: Store, officer_id: int) -> None:
    """Count one more wrong secret of an officer."""
    _keep(store, officer_id, wrong_proofs(store, officer_id) + 1, utc_now())


def forget_wrong(store: Store, officer_id: int) -> None:
    """Begin to count anew: the officer got it right."""
    forget(store, f"{PREFIX}{officer_id}")


def _keep(store: Store, officer_id: int, wrong: int, last: datetime) -> None:
    said = {"wrong": wrong, "last": last.isoformat()}
    note(store, f"{PREFIX}{officer_id}", json.dumps(said))


def _kept(store: Store, officer_id: int) -> tuple[int, datetime]:
    """Return how many were wrong, and when the last one was typed."""
    kept = noted(store, f"{PREFIX}{officer_id}")
    if kept is None:
        return 0, datetime.fromtimestamp(0, UTC)
    said = json.loads(kept)
    return int(said["wrong"]), datetime.fromisoformat(said["last"])
