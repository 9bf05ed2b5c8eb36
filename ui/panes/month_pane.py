"""The events of a month: turned by buttons and keys, moved to other days, opened, begun."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.agenda import OFF
from models.events.drafts import stage_name
from models.events.month import (
    MonthEvent,
    by_day,
    days_shown,
    events_between,
    month_away,
    within_reach,
)
from models.events.moving import move_event
from models.events.tables import Stage
from models.office.queries import today
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.icons import icon
from ui.look import Size, em, let_tab_reach
from ui.looking import ask
from ui.panes.badges import STAGE_ROLES
from ui.widgets.header import action_button
from ui.widgets.month_cells import WEEK, Chip, DayCell
from ui.widgets.month_view import MonthView
from ui.widgets.panel import Card
from ui.widgets.text import Text

STAGE_GLYPHS = {
    Stage.PROPOSED: "circle-help",
    Stage.DRAFT: "pencil",
    Stage.INVITED: "file-text",
    Stage.READY: "circle-check",
    Stage.RUNNING: "radio-tower",
    Stage.DONE: "check",
    Stage.REPORTED: "clipboard-check",
    Stage.CANCELLED: "ban",
    Stage.POSTPONED: "clock",
}
SATURDAY = 5
TURNING = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthPane(QWidget):
    """Reads the events of the weeks that are seen; the page says when, and what is searched."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._search = ""
        self._today = date.min
        self._events: Sequence[MonthEvent] = ()
        self._moving: dict[int, MonthEvent] = {}
        self._holidays: dict[int, dict[date, str]] = {}
        self._title = Text("", Size.HEADING)
        self.view = MonthView(_("Month"))
        self._lay_out()
        self.view.opened.connect(lambda event: bench.show_page("event", event_id=event))
        self.view.begun.connect(lambda day: bench.show_page("event", event_id=None, day=day))
        self.view.moved.connect(self._move)
        self.view.left.connect(self.show_day)
        self._month = self._read_today()
        self.show_day(self._month)

    def read(self, search: str) -> None:
        """Read anew the events of the weeks shown, those that fit ``search``."""
        self._search = search
        self._today = self._read_today()
        days = days_shown(self._month, spoken().first_weekday)
        with self._bench.store.reading() as session:
            events = events_between(session, days[0], days[-1], search)
        kept = [event for event in events if event.id not in self._moving]
        self._events = sorted([*kept, *self._moving.values()], key=_order)
        self._ask_for_holidays(days)
        self._show()

    def show_day(self, day: date) -> None:
        """Show the month of ``day`` and put the keyboard on it; what was chosen stays so there."""
        chosen, day = self.view.chosen(), within_reach(day)
        self._month = day
        self.read(self._search)
        self.view.go_to(day, chosen)

    def event_ids(self) -> list[int]:
        """Return the events of the weeks shown."""
        return [event.id for event in self._events]

    def begin(self) -> None:
        """Put the keyboard among the days."""
        self.view.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in TURNING:
            self._turn(TURNING[key])
        elif key == Qt.Key.Key_Home:
            self._go_to_today()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        back = _arrow("chevron-left", _("Previous month"))
        onward = _arrow("chevron-right", _("Next month"))
        this_day = action_button(_("Today"))
        back.clicked.connect(lambda: self._turn(-1))
        onward.clicked.connect(lambda: self._turn(1))
        this_day.clicked.connect(self._go_to_today)
        bar = QHBoxLayout()
        for widget in (back, onward, self._title):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(this_day)
        card = Card()
        card.column.addLayout(bar)
        card.column.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _read_today(self) -> date:
        with self._bench.store.reading() as session:
            return today(session)

    def _turn(self, months: int) -> None:
        self.show_day(month_away(self.view.day(), months))

    def _go_to_today(self) -> None:
        self.show_day(self._today)

    def _ask_for_holidays(self, days: Sequence[date]) -> None:
        """Learn the holidays of years not seen yet; the first time loads what reckons them."""
        wanted = {day.year for day in days} - self._holidays.keys()
        language = spoken().language
        for year in wanted:
            self._holidays[year] = {}  # asked for once
            ask(
                self._bench,
                partial(_holidays_of, year, language),
                self._learn,
                self,
            )

    def _learn(self, found: tuple[int, dict[date, str]]) -> None:
        year, self._holidays[year] = found[0], found[1]
        self._show()

    def _show(self) -> None:
        words = spoken()
        days = days_shown(self._month, words.first_weekday)
        events = by_day(self._events, days)
        cells = [
            DayCell(
                day,
                day.month == self._month.month,
                day.weekday() >= SATURDAY,
                self._holiday(day),
                tuple(_chip(event, day) for event in events[day]),
            )
            for day in days
        ]
        self._title.setText(words.month(self._month))
        heads = [words.short_weekday(day) for day in days[:WEEK]]
        self.view.show_days(cells, heads, self._today)

    def _holiday(self, day: date) -> str:
        return self._holidays.get(day.year, {}).get(day, "")

    def _move(self, event_id: int, days: int) -> None:
        event = next((one for one in self._events if one.id == event_id), None)
        if event is None:
            return
        shift = timedelta(days=days)
        moved = replace(event, starts_at=event.starts_at + shift, ends_at=event.ends_at + shift)
        day = moved.starts_at.date()
        # It is shown there at once, so that further keys go on from where it was put.
        self._moving[event_id] = moved
        self.read(self._search)
        self.view.go_to(self.view.day() + shift, event_id)
        keep(
            self._bench,
            lambda session: move_event(session, event_id, day),
            lambda _nothing: self._moved(moved),
            self,
            partial(self._not_moved, moved),
        )

    def _moved(self, event: MonthEvent) -> None:
        """Say where an event is now."""
        self._settle(event)
        first = event.starts_at.date()
        days = [first + timedelta(days=n) for n in range((event.last_day - first).days + 1)]
        holiday = next(filter(None, map(self._holiday, days)), "")
        self._bench.done(self._told(event.title, first, holiday))

    def _not_moved(self, event: MonthEvent, error: Exception) -> None:
        self._settle(event)
        self.read(self._search)
        self._bench.fail(error)

    def _settle(self, event: MonthEvent) -> None:
        """Let the records say again where an event is, unless it was moved on meanwhile."""
        if self._moving.get(event.id) is event:
            del self._moving[event.id]

    def _told(self, title: str, day: date, holiday: str) -> str:
        if holiday and day < self._today:
            text = _("{event} is now on {day}, which is past and a holiday: {holiday}.")
        elif holiday:
            text = _("{event} is now on {day}, which is a holiday: {holiday}.")
        elif day < self._today:
            text = _("{event} is now on {day}, which is past.")
        else:
            text = _("{event} is now on {day}.")
        return text.format(event=title, day=spoken().weekday(day), holiday=holiday)


def _order(event: MonthEvent) -> tuple[datetime, int]:
    return event.starts_at, event.id


def _holidays_of(year: int, language: str, _session: object) -> tuple[int, dict[date, str]]:
    from models.events.public_holidays import public_holidays

    return year, public_holidays(year, language)


def _chip(event: MonthEvent, day: date) -> Chip:
    words = spoken()
    title = " ".join(event.title.split())
    begins = event.starts_at.date() == day
    lines = (title, _when(event), stage_name(event.stage), event.place)
    return Chip(
        event.id,
        f"{words.clock(event.starts_at)} {title}" if begins else title,
        "\n".join(line for line in lines if line),
        STAGE_ROLES[event.stage],
        STAGE_GLYPHS[event.stage],
        off=event.stage in OFF,
    )


def _when(event: MonthEvent) -> str:
    words = spoken()
    first, last = event.starts_at.date(), event.last_day
    days = words.weekday(first)
    if last != first:
        days = f"{days} – {words.weekday(last)}"
    return f"{days}, {words.span(event.starts_at, event.ends_at)}"


def _arrow(glyph: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(glyph))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setMinimumWidth(em(button, 2))
    let_tab_reach(button)
    return button
