"""What was typed and not saved, kept until it is saved or let go: it survives a closed window."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from models.base import utc_now
from models.local_notes import forget as forget_note
from models.local_notes import note, noted, noted_under
from models.plain_values import UnreadableError, from_plain, to_plain
from models.store import Store

Draft = TypeVar("Draft")
PREFIX = "draft/"
NEW = "new"


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Something typed and not saved: what it is called, when it was typed (UTC), its draft."""

    key: str
    title: str
    typed_at: datetime
    record_id: int | None
    plain: Mapping[str, Any]

    def draft(self, kind: type[Draft]) -> Draft | None:
        """Return it as the form holds it; None if this program cannot read it any more."""
        try:
            return from_plain(kind, self.plain)
        except UnreadableError:
            return None


def key_of(form: str, record_id: int | None) -> str:
    """Return the key of what is typed into a form, for this record or a new one."""
    return f"{PREFIX}{form}/{NEW if record_id is None else record_id}"


def keep(store: Store, key: str, title: str, draft: object) -> None:
    """Keep a draft under ``key``, in place of what was kept there; ``key`` from ``key_of``."""
    value = {"title": title, "at": utc_now().isoformat(), "draft": to_plain(draft)}
    note(store, key, json.dumps(value, ensure_ascii=False))


def take(store: Store, key: str) -> Unsaved | None:
    """Return what is kept under ``key``; None where nothing is, or nothing that can be read."""
    value = noted(store, key)
    return _read(key, value) if value is not None else None


def all_of(store: Store, form: str) -> list[Unsaved]:
    """Return all that is kept of a form, what was typed last first."""
    kept = noted_under(store, f"{PREFIX}{form}/")
    found = [one for one in (_read(key, value) for key, value in kept.items()) if one]
    return sorted(found, key=lambda one: one.typed_at, reverse=True)


def forget(store: Store, key: str) -> None:
    """Keep nothing under ``key`` any more: it was saved, or let go."""
    forget_note(store, key)


def _read(key: str, value: str) -> Unsaved | None:
    record = key.rpartition("/")[2]
    try:
        said = json.loads(value)
        moment = datetime.fromisoformat(said["at"])
        if moment.tzinfo is None:
            return None
        record_id = None if record == NEW else int(record)
        return Unsaved(key, str(said["title"]), moment, record_id, dict(said["draft"]))
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
