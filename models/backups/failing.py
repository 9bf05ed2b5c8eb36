"""What is remembered of a backup that did not succeed, until one does."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DatabaseError

from models.base import utc_now
from models.local_notes import forget, note, noted
from models.store import Store

KEY = "backup_failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """Since when no backup succeeds, and why the last did not, as it was told."""

    since: datetime
    reason: str


def note_failure(store: Store, reason: str) -> None:
    """Remember that a backup did not succeed; since when stays as it was at the first."""
    before = last_failure(store)
    since = before.since if before else utc_now()
    with suppress(DatabaseError):  # where not even this can be written, every saving tells of it
        note(store, KEY, json.dumps({"since": since.isoformat(), "reason": reason}))


def forget_failure(store: Store) -> None:
    """Forget what did not succeed before: a backup did."""
    if noted(store, KEY) is not None:
        forget(store, KEY)


def last_failure(store: Store) -> Failure | None:
    """Return what did not succeed since the last backup that did; None where all is well."""
    kept = noted(store, KEY)
    if kept is None:
        return None
    try:
        said = json.loads(kept)
        since = datetime.fromisoformat(said["since"])
        return Failure(since, str(said["reason"])) if since.tzinfo else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
