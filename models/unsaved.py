"""What was typed and not saved, kept until it is saved or let go: it survives a closed window.

While a server is away it is kept aside (``models.aside``), and brought there once it answers.
"""

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
from models.troubles import NotKeptError

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
    first: Mapping[str, Any] | None = None
    """The draft it was begun from, where that was kept."""

    def opened(self, kind: type[Draft]) -> Draft | None:
        """Return the draft it was begun from; None if that is not known."""
        try:
            return None if self.first is None else from_plain(kind, self.first)
        except UnreadableError:
            return None

    def draft(self, kind: type[Draft]) -> Draft | None:
        """Return it as the form holds it; None if this program cannot read it any more."""
        try:
            return from_plain(kind, self.plain)
        except UnreadableError:
            return None


def key_of(form: str, record_id: int | None) -> str:
    """Return the key of what is typed into a form, for this record or a new one."""
    return f"{PREFIX}{form}/{NEW if record_id is None else record_id}"


def keep(store: Store, key: str, title: str, draft: object, opened: object = None) -> None:
    """Keep a draft under ``key``, in place of what was kept there; ``key`` from ``key_of``.

    ``opened`` is what it was begun from: a record may have been changed before one goes on with it.
    """
    value = {"title": title, "at": utc_now().isoformat(), "draft": to_plain(draft)}
    if opened is not None:
        value["opened"] = to_plain(opened)
    _note(store, key, json.dumps(value, ensure_ascii=False))


def take(store: Store, key: str) -> Unsaved | None:
    """Return what is kept under ``key``; None where nothing is, or nothing that can be read."""
    aside = bring_home(store)
    value = aside.get(key) if key in aside or not store.reached else noted(store, key)
    return _read(key, value) if value is not None else None


def all_of(store: Store, form: str) -> list[Unsaved]:
    """Return all that is kept of a form, what was typed last first."""
    start = f"{PREFIX}{form}/"
    aside = {key: value for key, value in bring_home(store).items() if key.startswith(start)}
    kept = {**(noted_under(store, start) if store.reached else {}), **aside}
    found = [_read(key, value) for key, value in kept.items() if value is not None]
    return sorted((one for one in found if one), key=lambda one: one.typed_at, reverse=True)


def forget(store: Store, key: str) -> None:
    """Keep nothing under ``key`` any more: it was saved, or let go."""
    _note(store, key, None)


def bring_home(store: Store) -> dict[str, str | None]:
    """Bring to the server what was kept aside while it was away; return what still is."""
    aside = store.aside
    if aside is None:
        return {}
    for key, value in aside.all().items():
        if not _taken(store, key, value):
            break
        aside.let_go(key, value)
    return aside.all()


def _note(store: Store, key: str, value: str | None) -> None:
    """Keep what was typed, or nothing: where it belongs, or aside where a server is away.

    Raises NotKeptError of a file.
    """
    aside = store.aside
    if aside is None:
        _write(store, key, value)
        return
    before = aside.all().get(key)
    if _taken(store, key, value):
        aside.let_go(key, before)
        bring_home(store)
    else:
        aside.put(key, value)


def _taken(store: Store, key: str, value: str | None) -> bool:
    try:
        _write(store, key, value)
    except NotKeptError:
        return False
    return True


def _write(store: Store, key: str, value: str | None) -> None:
    if value is None:
        forget_note(store, key)
    else:
        note(store, key, value)


def _read(key: str, value: str) -> Unsaved | None:
    record = key.rpartition("/")[2]
    try:
        said = json.loads(value)
        moment = datetime.fromisoformat(said["at"])
        if moment.tzinfo is None:
            return None
        record_id = None if record == NEW else int(record)
        opened = said.get("opened")
        first = None if opened is None else dict(opened)
        return Unsaved(key, str(said["title"]), moment, record_id, dict(said["draft"]), first)
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
