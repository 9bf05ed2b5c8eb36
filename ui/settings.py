"""What the person chose, kept between runs: each choice declared once with type and default."""

import json
from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast, overload

from PySide6.QtCore import QByteArray, QSettings

Value = TypeVar("Value", bool, int, str)

RECENT = 8
MOST = 2**31 - 1
"""The largest number Qt counts with, for instance the milliseconds of a timer."""


class Setting(Generic[Value]):
    """One setting, read and written as a plain attribute of ``Settings``."""

    def __init__(self, key: str, default: Value) -> None:
        self.key = key
        self.default: Value = default

    @overload
    def __get__(self, owner: None, kind: type) -> "Setting[Value]": ...
    @overload
    def __get__(self, owner: "Settings", kind: type) -> Value: ...
    def __get__(self, owner: "Settings | None", kind: type) -> "Setting[Value] | Value":
        if owner is None:
            return self
        kept: Any
        if type(self.default) is int:
            kept = whole(owner.kept.value(self.key), self.default)
        elif isinstance(self.default, str):
            kept = _text(owner.kept.value(self.key), self.default)
        else:
            kept = owner.kept.value(self.key, self.default, type(self.default))
        return cast("Value", kept)

    def __set__(self, owner: "Settings", value: Value) -> None:
        owner.kept.setValue(self.key, value)


class Settings:
    """The person's choices on this computer."""

    language = Setting("language", "id")
    theme = Setting("theme", "system")
    last_database = Setting("database/last", "")
    last_folder = Setting("folder/last", "")
    last_officer = Setting("database/officer", "")
    desk = Setting("desk", "")
    lock_minutes = Setting("lock-minutes", 10)
    camera = Setting("camera/device", "")
    camera_mirrored = Setting("camera/mirrored", True)
    desk_fills = Setting("desk/fills", False)
    desk_letters = Setting("desk/letters", 115)
    sounds = Setting("desk/sounds", False)
    volume = Setting("desk/volume", 60)
    scanner = Setting("scanner/there", True)
    scan_marks = Setting("scanner/marks", True)
    scanner_prefix = Setting("scanner/prefix", "")
    scanner_suffix = Setting("scanner/suffix", "")
    scanner_pace = Setting("scanner/pace", 35)
    card_sheet = Setting("cards/sheet", "a4")
    card_backs = Setting("cards/backs", "long")
    card_jobs = Setting("cards/jobs", "")
    printers = Setting("printers", "")
    events_view = Setting("events/view", "list")
    partners_kind = Setting("partners/kind", "")
    partners_place = Setting("partners/place", "")
    events_pile = Setting("events/pile", "coming")
    events_filter_shown = Setting("events/filter-shown", False)

    def __init__(self, kept: QSettings) -> None:
        self.kept = kept

    @property
    def recent_databases(self) -> list[str]:
        """The databases opened lately, newest first."""
        # An ini file gives a list of one back as a plain string, and an empty one as nothing.
        said = self.kept.value("database/recent") or []
        listed = said if isinstance(said, list) else [said]
        return [path for path in listed if isinstance(path, str)]

    def remember_database(self, path: str) -> None:
        """Put ``path`` first among the recent databases."""
        others = [other for other in self.recent_databases if other != path]
        self.kept.setValue("database/recent", [path, *others][:RECENT])
        self.last_database = path

    def arrangement(self, name: str) -> dict[str, Any]:
        """Return how the columns of table ``name`` were last arranged; empty if never."""
        try:
            said = json.loads(_text(self.kept.value(f"columns/{name}"), "{}") or "{}")
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}

    def keep_arrangement(self, name: str, arrangement: Mapping[str, Any]) -> None:
        """Remember how the columns of table ``name`` are arranged."""
        self.kept.setValue(f"columns/{name}", json.dumps(arrangement))

    def shape(self, name: str) -> QByteArray:
        """Return how the window ``name`` was last arranged; empty if never."""
        return cast("QByteArray", self.kept.value(f"shape/{name}", QByteArray(), QByteArray))

    def keep_shape(self, name: str, state: QByteArray) -> None:
        """Remember how the window ``name`` is arranged."""
        self.kept.setValue(f"shape/{name}", state)


def _text(kept: object, usual: str) -> str:
    """Return a text as it was kept; ``usual`` where the file holds something else."""
    return kept if isinstance(kept, str) else usual


def whole(kept: object, usual: int) -> int:
    """Return a number as it was kept; ``usual`` where somebody wrote none, or none Qt can count."""
    try:
        number = int(str(kept))
    except ValueError:
        return usual
    return number if abs(number) <= MOST else usual
