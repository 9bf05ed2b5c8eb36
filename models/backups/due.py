"""When the next backup is due, and how old the newest is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from models.backups.failing import Failure, last_failure
from models.backups.keeping import keeping
from models.backups.known import Backup, is_brought, newest
from models.backups.proving import contents
from models.office.queries import time_zone
from models.store import Store

OLD = timedelta(days=3)
"""So long after the last backup work is at risk."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the backups of a database stand: the newest, and what was done since."""

    newest: Backup | None
    actions_since: int
    now: datetime
    second_place: Path | None
    second_at: datetime | None
    second_missed: bool
    failure: Failure | None = None
    """What did not succeed since."""

    @property
    def age(self) -> timedelta | None:
        """Return how long ago the newest was made; None where there is none."""
        return self.now - self.newest.moment if self.newest else None

    @property
    def current(self) -> bool:
        """Whether nothing was done since the newest backup."""
        return self.newest is not None and self.actions_since == 0

    @property
    def at_risk(self) -> bool:
        """Whether work of days would be lost with this file."""
        return not self.current and (self.age is None or self.age > OLD)


def backup_state(store: Store, now: datetime) -> BackupState:
    """Return how the backups of a database stand."""
    made, kept = newest(store.path), keeping(store.path)
    return BackupState(
        made,
        _since(store, made),
        now,
        kept.second(),
        kept.second_at,
        kept.is_missed(now),
        last_failure(store),
    )


def is_due(store: Store, now: datetime, *, ending: bool = False) -> bool:
    """Tell whether a backup is to be made: after so many actions, on another day, at the end.

    The day is that of the office's clock.
    """
    made = newest(store.path)
    since = _since(store, made)
    if made is None:
        return True
    if not since:
        return False
    with store.reading() as session:
        zone = time_zone(session)
    another_day = made.moment.astimezone(zone).date() != now.astimezone(zone).date()
    return ending or another_day or since >= keeping(store.path).every


def second_due(database: Path) -> bool:
    """Tell whether the second place is there and lacks the newest backup."""
    second, made = keeping(database).second(), newest(database)
    if second is None or made is None or not second.is_dir():
        return False
    return not is_brought(database, made)


def _since(store: Store, made: Backup | None) -> int:
    """Return how many actions the newest backup does not know."""
    with store.snapshot() as connection:
        held = contents(connection, ["action"])
    if made is None:
        return held.counts["action"]
    known = made.manifest.contents
    if held.chains == known.chains:
        return 0
    return max(1, held.counts["action"] - known.counts.get("action", 0))
