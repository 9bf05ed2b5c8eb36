"""Events to a calendar file, and moved dates back from one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from models.events.calendar import calendar_entries
from models.events.calendar_reading import MovesRead, read_moves
from models.events.moving import make_moves
from models.files import replacing
from models.office.queries import time_zone
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import Role
from ui.looking import ask
from ui.messages import FileKind, Question
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip

TITLE = 60
"""Letters of a title that a question shows."""


class CalendarFiles(QObject):
    """Has a button with a menu; ``shown`` returns the events that would be exported."""

    def __init__(
        self, bench: Bench, strip: ProgressStrip, shown: Callable[[], Sequence[int]]
    ) -> None:
        super().__init__(strip)
        self._bench = bench
        self._strip = strip
        self._shown = shown
        self.button = action_button(_("Calendar file"), "calendar-days")
        menu = QMenu(self.button)
        menu.addAction(_("Export calendar file…"), self.export)
        menu.addAction(_("Take in moved dates…"), self.take_in)
        self.button.setMenu(menu)

    def export(self) -> None:
        """Ask for a place and write the events that are shown there."""
        ids = list(self._shown())
        if not ids:
            self._bench.messages.tell(_("No event is shown that could be exported."), Role.WARNING)
            return
        document = calendar_document(self._bench.store, ids, _("Events"))
        save_document(self._bench, document, self._strip)

    def take_in(self) -> None:
        """Ask for a calendar file and, if events of ours were moved in it, whether to move them."""
        file = self._bench.messages.open_file(_("Take in moved dates"), [_kind()])
        if file is not None:
            ask(
                self._bench,
                lambda session: read_moves(session, file),
                partial(self._propose, file.name),
                self,
            )

    def _propose(self, file: str, read: MovesRead) -> None:
        unclear = ""
        if read.unclear:
            titles = "; ".join(_short(title) for title in read.unclear)
            unclear = _("Their time in the file cannot be understood: {events}").format(
                events=titles
            )
        if not read.moves:
            text = unclear or _("No event in {file} has been moved.").format(file=file)
            self._bench.messages.tell(text, Role.WARNING if unclear else Role.INFO)
            return
        count = len(read.moves)
        question = Question(
            ngettext("Move {n} event?", "Move {n} events?", count),
            ngettext("Move it", "Move them", count),
            unclear,
            [
                f"{_short(move.title)}: {_when(move.was_from, move.was_until)}"
                f" → {_when(move.starts_at, move.ends_at)}"
                for move in read.moves
            ],
            harmful=False,
        )
        if self._bench.messages.ask(question):
            self._make(read, file)

    def _make(self, read: MovesRead, file: str) -> None:
        done = ngettext("{n} event was moved", "{n} events were moved", len(read.moves))
        keep(
            self._bench,
            lambda session: make_moves(session, read.moves, file),
            lambda _nothing: self._bench.done(done),
            self,
        )


def calendar_document(store: Store, ids: Sequence[int], name: str) -> Document:
    """Return the calendar file of these events, ``name`` being proposed for it."""
    return Document(
        _("Export calendar file"),
        file_name(name, suffix=".ics"),
        _kind(),
        _("Writing the calendar file"),
        lambda target: _write(store, ids, target, spoken()),
        Unnoted.NAMES_NOBODY,
    )


def _kind() -> FileKind:
    return FileKind(_("Calendar files"), "*.ics")


def _write(store: Store, ids: Sequence[int], target: Path, words: Words) -> Work[int]:
    yield Progress(0, len(ids))
    from reports.calendar_file import write_calendar  # loaded on the worker's thread

    with store.reading() as session:
        entries, zone = calendar_entries(session, ids), time_zone(session)
    with replacing(target) as out:
        return (yield from write_calendar(out, entries, zone, words))


def _when(start: datetime, end: datetime) -> str:
    words = spoken()
    if start.date() == end.date():
        return f"{words.digits(start.date())} {words.span(start, end)}"
    first = f"{words.digits(start.date())} {words.clock(start)}"
    return f"{first} – {words.digits(end.date())} {words.clock(end)}"


def _short(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= TITLE else f"{plain[: TITLE - 1]}…"
