"""The settings' card with the register of letters: every number of a year, voided ones too."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.events.tables import Event
from models.files import replacing
from models.letters.drafts import kind_name
from models.letters.queries import LetterRow, letters_of_year, years_of_letters
from models.letters.tables import Letter
from models.office.queries import time_zone, today
from models.partners.tables import Partner
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, em
from ui.looking import ask
from ui.messages import FileKind
from ui.office_paper import office_paper_name
from ui.panes.file_names import file_name
from ui.panes.letters_standing import letter_badge, letter_remark
from ui.panes.saving import Document, save_document
from ui.panes.settings_panel import SettingsPanel
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text

SHOWN = frozenset({Letter, Event, Partner})


class Register(NamedTuple):
    """The letters of a year, and what years there are."""

    years: list[int]
    year: int
    letters: list[LetterRow]


class RegisterPanel(SettingsPanel):
    """Lists the letters of a year by number; Enter goes to a letter's event."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Register of letters"), parent=parent)
        self._bench = bench
        self._rows: dict[int, LetterRow] = {}
        self.year: Choice[int] = Choice({})
        self.year.setAccessibleName(_("Year"))
        self.export = action_button(_("Export to Excel…"), "file-spreadsheet")
        self._count = Text("", ink=FAINT)
        self._strip = ProgressStrip()
        self._model: RowsModel[LetterRow] = RowsModel(_columns(), self._load, self)
        self.view = table_view(self._model, _("Register of letters"), bench.settings, "register")
        NarrowColumns(self.view, {1: 36, 2: 56, 4: 64})
        top = QHBoxLayout()
        top.addWidget(self.year)
        top.addWidget(self._count, 1)
        top.addWidget(self.export)
        self.add(top)
        self.add(self._strip)
        self.add(self.view, 1)
        self.view.setMinimumHeight(em(self, 12))
        self.year.picked.connect(self.read)
        self.export.clicked.connect(self.save_as)
        self.view.opened.connect(self._open)
        Fresh(self, bench.changes.committed, SHOWN, self.read)
        self._show(Register([], 0, []))

    @override
    def read(self) -> None:
        year = self.year.value() if self.year.count() else None
        ask(self._bench, partial(_register, year), self._show, self)

    def save_as(self) -> None:
        """Ask for a place and write the register of the year shown there."""
        year, store = self.year.value(), self._bench.store
        document = Document(
            _("Export the register of letters"),
            file_name(_("Register of letters"), str(year), suffix=".xlsx"),
            FileKind(_("Excel files"), "*.xlsx"),
            _("Writing the table"),
            lambda target: _write(store, year, target, spoken()),
            Unnoted.NAMES_NOBODY,
        )
        save_document(self._bench, document, self._strip)

    def _show(self, register: Register) -> None:
        self.year.offer({year: str(year) for year in register.years})
        if register.years:
            self.year.show_value(register.year)
        self._rows = {row.id: row for row in register.letters}
        self._model.show(list(self._rows))
        none = _("No letter has been given a number yet.")
        count = ngettext("{n} number given", "{n} numbers given", len(self._rows))
        self._count.setText(count if self._rows else none)
        for widget in (self.year, self.export, self.view):
            widget.setVisible(bool(self._rows))

    def _load(self, ids: Sequence[int]) -> Mapping[int, LetterRow]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _open(self, letter_id: int) -> None:
        row = self._rows.get(letter_id)
        if row is not None:
            self._bench.show_page("event", event_id=row.event_id, part="plan")


def _register(year: int | None, session: Any) -> Register:  # noqa: ANN401 - see ask
    years = years_of_letters(session)
    if year is None or year not in years:
        year = next(iter(years), today(session).year)
    return Register(years, year, letters_of_year(session, year))


def _write(store: Store, year: int, target: Path, words: Words) -> Work[int]:
    """Write the register of a year to ``target``; return how many numbers there were."""
    yield Progress(0, 0)
    from reports.letters_table import RegisterLine, write_letters_table

    with store.reading() as session:
        letters, zone = letters_of_year(session, year), time_zone(session)
        paper = office_paper_name(session)
    lines = [
        RegisterLine(row, kind_name(row.kind), _said_to(row), *_told(row, zone)) for row in letters
    ]
    with replacing(target) as out:
        title = words.say("Register of letters {year}", year=year)
        return (yield from write_letters_table(out, title, lines, words, paper=paper))


def _told(row: LetterRow, zone: ZoneInfo) -> tuple[str, str]:
    """Return how a letter stands, and what became of it."""
    return letter_badge(row).text, letter_remark(row, zone)


def _columns() -> list[Column[LetterRow]]:
    words = spoken()
    return [
        Column(_("Number"), lambda row: row.number, width=16),
        Column(_("Date"), lambda row: words.digits(row.dated_on), width=11),
        Column(_("Kind"), lambda row: kind_name(row.kind), width=18),
        Column(_("To"), _said_to, stretch=True),
        Column(_("Event"), lambda row: row.event, width=26),
        Column(_("State"), letter_badge, width=15),
    ]


def _said_to(row: LetterRow) -> str:
    return row.partner or _("The staff")
