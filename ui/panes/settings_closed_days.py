"""The settings' card about closed days of a year, beside the public holidays it has anyway."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.events.month import FIRST, LAST
from models.office.closed_days import (
    ClosedDayDraft,
    ClosedSpan,
    add_closed_days,
    change_closed_days,
    closed_days,
    closed_span,
    closed_spans,
    remove_closed_days,
)
from models.office.queries import today
from models.office.tables import ClosedDay
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.closed_day_form import ClosedDayForm
from ui.icons import icon
from ui.look import FAINT, Size, em, let_tab_reach
from ui.looking import ask
from ui.panes.settings_absences import days_said
from ui.panes.settings_list import ListPanel
from ui.widgets.entries import Entry
from ui.widgets.stack import Stack
from ui.widgets.text import Text

TURNING = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class ClosedDaysPanel(ListPanel):
    """Lists a year's closed days; PageUp and PageDown turn to the year before and after."""

    kind = ClosedDay

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            self._today = today(session)
        self.year = self._today.year
        self.form = ClosedDayForm(self._today)
        self._year = Text("", Size.STRONG)
        self._holidays = QVBoxLayout()
        self._told: list[Text] = []
        self._asked: tuple[int, str] | None = None
        none = _("Besides public holidays the office is not closed this year.")
        words = _("Add closed days"), _("Open again"), none
        super().__init__(bench, _("Closed days"), self.form, words, frozenset({ClosedDay}))
        self.show_list()
        self.read()

    @override
    def read(self) -> None:
        super().read()
        self._year.setText(str(self.year))
        self._ask_for_holidays()

    @override
    def lines(self) -> Stack:
        years = QWidget()
        row = QHBoxLayout(years)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._arrow("chevron-left", _("Previous year"), -1))
        row.addWidget(self._year)
        row.addWidget(self._arrow("chevron-right", _("Next year"), 1))
        row.addStretch(1)
        below = QWidget()
        below.setLayout(self._holidays)
        self._holidays.setContentsMargins(0, 0, 0, 0)
        self._holidays.setSpacing(em(below, 0.2))
        self._holidays.addWidget(Text(_("Public holidays"), Size.STRONG, FAINT))
        return Stack().add(years).add(self.none).add(self.list).add(below)

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        return [_entry(span) for span in closed_spans(session, self.year)]

    @override
    def prepare(self, session: Any, draft: ClosedDayDraft) -> None:
        taken = closed_days(session, date.min, date.max)
        own = set(draft.days())
        self.form.know({day: name for day, name in taken.items() if day not in own})

    @override
    def look_up(self, session: Any, record_id: int) -> ClosedDayDraft:
        span = closed_span(session, record_id)
        if span is None:
            raise UserError(_("These closed days are not there any more."))
        return span.draft

    @override
    def new_draft(self) -> ClosedDayDraft:
        return ClosedDayDraft()

    @override
    def keep_new(self, session: Any, draft: ClosedDayDraft) -> str:
        add_closed_days(session, draft)
        count = len(draft.days())
        return ngettext("{n} closed day was added.", "{n} closed days were added.", count)

    @override
    def keep_changed(self, session: Any, record_id: int, draft: ClosedDayDraft) -> str:
        change_closed_days(session, record_id, draft)
        return _("The closed days were changed.")

    @override
    def take_out(self, session: Any, record_id: int, draft: ClosedDayDraft) -> str:
        remove_closed_days(session, record_id)
        return _("The closed days were removed.")

    @override
    def kept(self, draft: ClosedDayDraft) -> None:
        if draft.first_day is not None:
            self.year = draft.first_day.year
            self.read()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        turning = TURNING.get(Qt.Key(event.key()))
        if turning is None or self.form_is_open():
            super().keyPressEvent(event)
        else:
            self.turn(turning)

    def turn(self, years: int) -> None:
        """Show another year."""
        self.year = min(max(self.year + years, FIRST.year), LAST.year)
        self.read()

    def _arrow(self, glyph: str, name: str, years: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(glyph))
        button.setAccessibleName(name)
        button.setToolTip(name)
        let_tab_reach(button)
        button.clicked.connect(lambda: self.turn(years))
        return button

    def _ask_for_holidays(self) -> None:
        """Learn the year's holidays; the first time loads what reckons them."""
        wanted = self.year, spoken().language
        if wanted != self._asked:
            self._asked = wanted
            ask(self.bench, partial(_holidays_of, *wanted), self._show_holidays, self)

    def _show_holidays(self, found: tuple[int, Mapping[date, str]]) -> None:
        year, holidays = found
        if year != self.year:  # turned on meanwhile
            return
        for line in self._told:
            line.hide()
            line.deleteLater()
        words = spoken()
        self._told = [
            Text(
                f"{words.short_weekday(day)} {words.short_day(day)} · {name}", ink=FAINT, wrap=True
            )
            for day, name in sorted(holidays.items())
        ]
        for line in self._told:
            self._holidays.addWidget(line)


def _entry(span: ClosedSpan) -> Entry:
    count = (span.last_day - span.first_day) // timedelta(days=1) + 1
    days = ngettext("{n} day", "{n} days", count)
    detail = f"{days_said(span.first_day, span.last_day)} · {days}"
    return Entry(span.id, span.name, detail, icon="calendar-days")


def _holidays_of(year: int, language: str, _session: object) -> tuple[int, Mapping[date, str]]:
    from models.events.public_holidays import public_holidays

    return year, public_holidays(year, language)
