"""Notes that a server could not take: kept by this computer until it can."""

from collections.abc import Mapping
from threading import RLock
from typing import Protocol


class AsideFile(Protocol):
    """Where such notes lie when the program is closed."""

    def read(self) -> dict[str, str | None]:
        """Return what was written last; nothing where nothing was, or nothing can be read."""

    def write(self, notes: Mapping[str, str | None]) -> bool:
        """Write all notes in place of those before; return whether that could be done."""


class Aside:
    """Notes by their keys; None where one is to be forgotten. In memory, and in a file if given.

    Used by the screen's thread and the worker's.
    """

    def __init__(self) -> None:
        self._notes: dict[str, str | None] = {}
        self._file: AsideFile | None = None
        self._written = True
        self._lock = RLock()

    @property
    def lasting(self) -> bool:
        """Whether all of it is still there when the program is closed."""
        with self._lock:
            return self._file is not None and self._written

    @property
    def holds(self) -> bool:
        """Whether anything somebody typed lies here."""
        with self._lock:
            return any(value is not None for value in self._notes.values())

    def keep_in(self, file: AsideFile) -> None:
        """Keep the notes in a file from now on, and take in what lies there from before."""
        with self._lock:
            self._file = file
            self._notes = {**file.read(), **self._notes}

    def put(self, key: str, value: str | None) -> None:
        """Keep a note until the server takes it; None to have it forgotten there."""
        with self._lock:
            self._notes[key] = value
            self._write()

    def let_go(self, key: str, value: str | None) -> None:
        """Keep a note no longer, unless it is another one by now: the server has it."""
        with self._lock:
            if key in self._notes and self._notes[key] == value:
                del self._notes[key]
                self._write()

    def all(self) -> dict[str, str | None]:
        """Return all notes."""
        with self._lock:
            return dict(self._notes)

    def _write(self) -> None:
        if self._file is not None:
            self._written = self._file.write(self._notes)
