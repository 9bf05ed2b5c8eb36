"""Closing a day: its figures on the left, the counts on the right, the sheet when it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.backups.known import Backup
from models.backups.making import make_backup
from models.backups.manifests import Reason
from models.cards.tables import Card as MemberCard
from models.cards.tables import CardBatch, CardCopy
from models.closing.drafts import CloseDraft
from models.closing.figures import DayFigures, day_figures
from models.closing.operations import FiguresChangedError, close_day
from models.closing.queries import (
    CloseRow,
    DaySheet,
    OpenDay,
    changed_since,
    closings,
    sheet_paper,
    unclosed_days,
)
from models.closing.tables import DayClose
from models.enrolment.tables import Enrolment, Payment
from models.events.tables import Attendance, SessionPresence
from models.money.here import desk_here
from models.money.tables import CashBox, CashMove, Receipt
from models.office.queries import time_zone, today
from models.office.second_person import Witness
from models.office.tables import Officer
from models.supplies.tables import Supply, SupplyMove
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Role, Size, em
from ui.looking import ask
from ui.messages import Question
from ui.panes.bringing_home import BringingHome
from ui.panes.day_counting import DayCounting
from ui.panes.day_paper import DayPaper
from ui.panes.day_said import close_entries, day_name, figure_facts, since_said
from ui.widgets.choice import Choice
from ui.widgets.entries import EntryList
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.panel import Card, Panel
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

COUNTED = frozenset(
    {
        Attendance,
        SessionPresence,
        Enrolment,
        Payment,
        Receipt,
        CashBox,
        CashMove,
        MemberCard,
        CardBatch,
        CardCopy,
        Supply,
        SupplyMove,
        DayClose,
    }
)
SIDE_BY_SIDE = 52
"""The width in text lines from which the counts stand beside the figures."""
MOST = 60
"""How many closings are listed at most, the latest."""


@dataclass(frozen=True, slots=True)
class _Found:
    figures: DayFigures | None
    days: Sequence[OpenDay]
    rows: Sequence[CloseRow]
    today: date
    zone: ZoneInfo
    paper: str


class DayClosePanel(Panel):
    """Today, or a day that was forgotten; those closed before it, each with its sheet."""

    closed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("End of day"), parent=parent)
        self._bench = bench
        self._found: _Found | None = None
        self._rows: dict[int, CloseRow] = {}
        self.day: Choice[date | None] = Choice({None: ""})
        self.day.setAccessibleName(_("Day"))
        self.facts = Facts()
        self.earlier = EntryList()
        self.counting = DayCounting(bench)
        self.paper = DayPaper(bench)
        self.strip = ProgressStrip()
        self._bringing = BringingHome(bench, self.strip)
        self._right = QStackedWidget()
        self._lay_out()
        self.day.picked.connect(lambda: self._read(anew=True))
        self.earlier.chosen.connect(self._show_closing)
        self.paper.left.connect(self._show_counting)
        self.counting.close_asked.connect(self._close)
        Fresh(self, bench.changes.committed, COUNTED, self._read)
        Fresh(self, bench.changes.committed, frozenset({Officer}), self.counting.second.refresh)

    def show_event(self, _event_id: int) -> None:
        """Show the day: it is the same, whichever event is open."""
        self._read()

    def show_day(self, day: date | None = None) -> None:
        """Show a day, by default the earliest that is not closed."""
        self._right.setCurrentWidget(self.counting)
        self._read(day, anew=True)

    def begin(self) -> None:
        """Put the keyboard on the first count, or where the sheet is printed."""
        if self._right.currentWidget() is self.paper:
            self.paper.print.setFocus()
        else:
            self.counting.begin()

    def may_leave(self) -> bool:
        """Whether nothing that was counted would be lost, or the person agrees to lose it."""
        if self.counting.typed() is None:
            return True
        question = Question(_("What you counted has not been closed."), _("Discard the counts"))
        if not self._bench.messages.ask(question):
            return False
        self._read(anew=True)
        return True

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        label = Text(_("Day"), Size.STRONG)
        label.setBuddy(self.day)
        head.addWidget(label)
        head.addWidget(self.day, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addLayout(head)
        column.addWidget(self.facts)
        self._earlier_title = Text(_("Days closed before"), Size.STRONG)
        column.addWidget(self._earlier_title)
        column.addWidget(self.earlier)
        self._none = Text(_("No day has been closed yet."), ink=FAINT, wrap=True)
        column.addWidget(self._none)
        column.addStretch(1)
        left, right = Card(), Card()
        left.column.addWidget(Scrolling(inside), 1)
        self._right.addWidget(self.counting)
        self._right.addWidget(self.paper)
        right.column.addWidget(self.strip)
        right.column.addWidget(self._right, 1)
        self.add(Columns([(left, 4), (right, 5)], SIDE_BY_SIDE), 1)

    def _read(self, day: date | None = None, *, anew: bool = False) -> None:
        wanted = day or self.day.value()

        def found(one: _Found) -> None:
            self._show(one, anew=anew)

        ask(self._bench, lambda session: _look(session, wanted), found, self)

    def _show(self, found: _Found, *, anew: bool) -> None:
        before, self._found = self._found, found
        self._rows = {row.id: row for row in found.rows}
        self.earlier.show_entries(close_entries(found.rows, found.zone))
        self._none.setVisible(not found.rows)
        if found.figures is None:
            return
        offered: dict[date | None, str] = {one.day: day_name(one) for one in found.days}
        for day in (found.figures.day, found.today):
            offered.setdefault(day, spoken().weekday(day))
        self.day.offer(dict(sorted(offered.items(), key=lambda one: one[0] or date.min)))
        self.day.show_value(found.figures.day)
        self.facts.show_facts(figure_facts(found.figures))
        was = None if before is None else before.figures
        other = was is None or was.day != found.figures.day
        if anew or was != found.figures:
            self.counting.show_figures(found.figures, anew=anew or other)

    def _show_closing(self, close_id: object) -> None:
        if isinstance(close_id, int) and close_id in self._rows:
            row = self._rows[close_id]
            ask(
                self._bench,
                lambda session: since_said(changed_since(session, row.id)),
                lambda since: self._show_paper(row, since),
                self,
            )

    def _show_paper(self, row: CloseRow, since: str = "") -> None:
        self.paper.show_closing(row, since)
        self._right.setCurrentWidget(self.paper)
        self.begin()

    def _show_counting(self) -> None:
        self._right.setCurrentWidget(self.counting)
        self.begin()

    def _close(self, draft: CloseDraft, witness: Witness) -> None:
        found = self._found
        if found is None:
            return
        words, paper = spoken(), found.paper
        keep(
            self._bench,
            lambda session: _close_and_find(session, draft, witness, words, paper),
            self._closed,
            self,
            self._not_closed,
        )

    def _closed(self, row: CloseRow) -> None:
        said = _("{day} is closed. Print the sheet and sign it.")
        self._bench.messages.tell(said.format(day=spoken().day(row.day)), Role.SUCCESS)
        self._show_paper(row)
        self._read(anew=True)
        self.closed.emit()
        self._bench.run(
            make_backup(self._bench.store, Reason.DAY_CLOSED),
            _("Making the backup"),
            self.strip,
            succeeded=self._backed_up,
        )

    def _backed_up(self, backup: Backup) -> None:
        said = _("The backup was made and opened: {file}")
        self._bench.messages.tell(said.format(file=backup.path.name), Role.SUCCESS)
        self._bringing.offer()

    def _not_closed(self, error: Exception) -> None:
        self.counting.fail(error)
        if isinstance(error, FiguresChangedError):
            self._read()


def _look(session: Any, wanted: date | None) -> _Found:  # noqa: ANN401 - see ask
    desk_id, now = desk_here(session), today(session)
    days = unclosed_days(session, desk_id)
    day = wanted or (days[0].day if days else now)
    return _Found(
        None if desk_id is None else day_figures(session, day, desk_id),
        days,
        closings(session)[:MOST],
        now,
        time_zone(session),
        sheet_paper(session),
    )


def _close_and_find(
    session: Any,  # noqa: ANN401 - see keep
    draft: CloseDraft,
    witness: Witness,
    words: Words,
    paper: str,
) -> CloseRow:
    from reports.day_sheet import write_day_sheet  # loaded on the worker's thread

    def write(sheet: DaySheet) -> bytes:
        out = BytesIO()
        write_day_sheet(out, sheet, words, paper)
        return out.getvalue()

    close_id = close_day(session, draft, witness, write)
    return next(row for row in closings(session, draft.figures.day) if row.id == close_id)
