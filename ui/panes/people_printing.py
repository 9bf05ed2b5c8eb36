"""People chosen in the table, on paper: the table itself, an attendance sheet, their cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from models.cards.queries import waiting_cards
from models.errors import UserError
from models.files import replacing
from models.office.queries import letterhead, today
from models.people.exporting import exportable, exported_lines
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.forms.bulk_event import BulkEvent
from ui.look import Role
from ui.looking import ask
from ui.messages import FileKind
from ui.office_paper import office_paper
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.plain import label
from ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from ui.printing import Printing

MOST_ON_PAPER = 10_000
"""People on one printed table or sheet: five hundred pages, written in seconds."""
STEP = 500
"""Lines read between two reports of progress."""

Ids = Sequence[int]
Writes = Callable[[Path], Work[int]]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """What a table lets one do things to.

    ``chosen`` are those selected; ``listed`` finds all who are listed, however many of them are
    shown; ``columns`` are the keys of the columns shown and whether NIKs are masked; ``said`` is
    what a filter leaves out, in words.
    """

    chosen: Callable[[], Ids]
    listed: Callable[[], Callable[[Any], Ids]]
    columns: Callable[[], tuple[list[str], bool]]
    said: Callable[[], str]

    def meant(self) -> Callable[[Any], Ids]:
        """Return what finds those who are meant: several who are chosen, else all listed."""
        chosen = self.chosen()
        return (lambda _session: chosen) if len(chosen) > 1 else self.listed()


@dataclass(frozen=True, slots=True)
class _Meant:
    """What of the table is printed: who, which columns, and what is said of the choice."""

    find: Callable[[Any], Ids]
    keys: Sequence[str]
    masked: bool
    said: str


class _Counted:
    """Finds people and remembers how many they were."""

    def __init__(self, find: Callable[[Any], Ids]) -> None:
        self._find = find
        self.people = 0

    def __call__(self, session: Any) -> Ids:  # noqa: ANN401 - a session is not the window's
        ids = self._find(session)
        self.people = len(ids)
        return ids


class PeoplePrinting(QObject):
    """Has a ``menu``; for which event a sheet is, is asked in place by ``at_event``."""

    def __init__(
        self, bench: Bench, table: ShownTable, strip: ProgressStrip, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._table = table
        self._strip = strip
        self._widget = parent
        self._printing: Printing | None = None
        self._then: Callable[[int, str], object] = self._print_sheet
        self._find: Callable[[Any], Ids] = lambda _session: ()
        self.at_event = BulkEvent(bench)
        self.at_event.chosen.connect(lambda event_id, title: self._then(event_id, title))
        self.menu = QMenu(parent)
        self.menu.addAction(_("Table…"), self.print_table)
        self.menu.addAction(_("Table as PDF…"), self.save_table)
        self.menu.addSeparator()
        self.menu.addAction(_("Attendance sheet…"), partial(self._ask_event, self._print_sheet))
        self.menu.addAction(
            _("Attendance sheet as PDF…"), partial(self._ask_event, self._save_sheet)
        )
        self.menu.addSeparator()
        self.menu.addAction(_("Cards that wait…"), self.show_cards)

    def say_whom(self, several: int) -> None:
        """Say whether those chosen or all listed are printed."""
        self.menu.setTitle(label(_("Print those chosen") if several > 1 else _("Print all listed")))

    def print_table(self) -> None:
        """Print the table as it is shown, through the system's dialog."""
        found = _Counted(self._table.meant())
        self._print(self._writes_table(found), _("People"), self._table_out(found))

    def save_table(self) -> None:
        """Ask for a place and write the table as it is shown there, as PDF."""
        found = _Counted(self._table.meant())
        self._save(
            _("Save the table"),
            file_name(_("People"), suffix=".pdf"),
            _("Writing the people"),
            self._writes_table(found),
            self._table_out(found),
        )

    def _table_out(self, found: _Counted) -> LetsOut:
        keys, masked = self._table.columns()
        return LetsOut(
            DisclosureKind.PAPER,
            _("People"),
            full_niks="nik" in keys and not masked,
            people=lambda _pages: found.people,
        )

    def show_cards(self) -> None:
        """Go to the cards of those meant that wait to be printed, and choose them there."""
        find = self._table.meant()

        def go(cards: list[int]) -> None:
            if cards:
                self._bench.show_page("cards", event_id=None, cards=cards)
            else:
                text = _("None of them has a card that waits to be printed.")
                self._bench.messages.tell(text, Role.WARNING)

        ask(self._bench, lambda session: waiting_cards(session, find(session)), go, self)

    def _ask_event(self, then: Callable[[int, str], object]) -> None:
        self._then, self._find = then, self._table.meant()
        self.at_event.ask(_("For which event is the attendance sheet?"), _("Go on"))

    def _print_sheet(self, event_id: int, title: str) -> None:
        said = _("Attendance sheet")
        self._find = found = _Counted(self._find)
        self._print(
            self._writes_sheet(event_id), f"{said} {title}", _sheet_out(found, event_id, title)
        )

    def _save_sheet(self, event_id: int, title: str) -> None:
        self._find = found = _Counted(self._find)
        self._save(
            _("Save the attendance sheet"),
            file_name(_("Attendance sheet"), title, suffix=".pdf"),
            _("Writing the attendance sheet"),
            self._writes_sheet(event_id),
            _sheet_out(found, event_id, title),
        )

    def _writes_table(self, find: Callable[[Any], Ids]) -> Writes:
        keys, masked = self._table.columns()
        meant = _Meant(find, keys, masked, self._table.said())
        words, store = spoken(), self._bench.store
        return lambda target: _write_table(store, meant, target, words)

    def _writes_sheet(self, event_id: int) -> Writes:
        find, words, store = self._find, spoken(), self._bench.store
        return lambda target: _write_sheet(store, find, event_id, target, words)

    def _print(self, write: Writes, title: str, out: LetsOut) -> None:
        if self._printing is None:
            from ui.printing import Printing  # loads much, and most visits never print

            self._printing = Printing(self._bench, self._strip, self._widget)
        self._printing.print_pdf(write, title, out)

    def _save(self, title: str, name: str, doing: str, write: Writes, out: LetsOut) -> None:
        kind = FileKind(_("PDF files"), "*.pdf")
        document = Document(title, name, kind, doing, write, out)
        save_document(self._bench, document, self._strip)


def _sheet_out(found: _Counted, event_id: int, title: str) -> LetsOut:
    return LetsOut(
        DisclosureKind.PAPER,
        _("Attendance sheet: {event}").format(event=title),
        event_id=event_id,
        people=lambda _pages: found.people,
    )


def _write_table(store: Store, meant: _Meant, target: Path, words: Words) -> Work[int]:
    yield Progress(0, 0)
    from reports.people_paper import PeopleTable, write_people_paper  # on the worker's thread

    with store.reading() as session:
        ids = _few_enough(meant.find(session), words)
        office, day = letterhead(session).name, today(session)
        paper = office_paper(session)
    titles = {one.key: one.title for one in exportable()}
    keys = [key for key in meant.keys if key in titles]
    lines = []
    for line in exported_lines(store, ids, keys, words, masked=meant.masked):
        lines.append(_on_paper(keys, line))
        if len(lines) % STEP == 0:
            yield Progress(len(lines), len(ids))
    count = words.count("{n} person", "{n} people", len(lines))
    beneath = " · ".join(part for part in (count, words.day(day), meant.said) if part)
    table = PeopleTable(office, beneath, keys, [titles[key] for key in keys], lines)
    with replacing(target) as out:
        return (yield from write_people_paper(out, table, words, paper=paper))


def _write_sheet(
    store: Store, find: Callable[[Any], Ids], event_id: int, target: Path, words: Words
) -> Work[int]:
    yield Progress(0, 0)
    from ui.documents import write_attendance_sheet  # loaded on the worker's thread

    with store.reading() as session:
        ids = _few_enough(find(session), words)
    return (yield from write_attendance_sheet(store, event_id, target, words, people=ids))


def _few_enough(ids: Ids, words: Words) -> Ids:
    if len(ids) > MOST_ON_PAPER:
        text = _("{n} people are too many to be printed. Narrow the list, or export it.")
        raise UserError(text.format(n=words.number(len(ids))))
    return ids


def _on_paper(keys: Sequence[str], line: Sequence[str]) -> Sequence[str]:
    """Return a line with its village up to the regency, which tells it from its namesakes."""
    return [
        ", ".join(cell.split(", ")[:3]) if key == "village" else cell
        for key, cell in zip(keys, line, strict=True)
    ]
