"""What month and week have in common: events of some days, turned, moved, opened, begun."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.agenda import OFF
from models.events.clashes import clashing_ids
from models.events.drafts import stage_name
from models.events.filters import EventFilter
from models.events.month import MonthEvent, events_between
from models.events.moving import move_event, move_event_to
from models.events.tables import Stage
from models.office.closed_days import closed_days
from models.office.queries import wall_now
from models.office.rights import Right
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.icons import icon
from ui.look import Size, em, let_tab_reach
from ui.looking import ask
from ui.panes.badges import STAGE_ROLES
from ui.widgets.header import action_button
from ui.widgets.month_cells import Chip, DayCell
from ui.widgets.month_view import MonthView
from ui.widgets.panel import Card
from ui.widgets.text import Text
from ui.widgets.week_view import WeekView

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
TO_TODAY = (Qt.Key.Key_Home, Qt.Key.Key_T)


class CalendarPane(QWidget):
    """Reads the events of the days that are seen; the page says when, and which of them.

    A pane of some kind says which days those are and how they are shown.
    """

    def __init__(self, bench: Bench, view: MonthView | WeekView, names: tuple[str, str]) -> None:
        """Put ``view`` below a line of buttons; ``names`` say what lies before and after."""
        super().__init__()
        self.bench = bench
        self.events: Sequence[MonthEvent] = ()
        self.title = Text("", Size.HEADING, elide=True)
        self._view = view
        self._wanted = EventFilter()
        self._moving: dict[int, MonthEvent] = {}
        self._holidays: dict[int, dict[date, str]] = {}
        self._closed: Mapping[date, str] = {}
        self._clashes: Mapping[int, int] = {}
        self._lay_out(*names)
        view.opened.connect(lambda event: bench.show_page("event", event_id=event))
        view.moved.connect(self._move)
        self.now = self._read_now()

    def days(self) -> Sequence[date]:
        """Return the days shown, without a gap."""
        raise NotImplementedError

    def show_events(self) -> None:
        """Show the events that were read, on the days of theirs."""
        raise NotImplementedError

    def show_day(self, day: date) -> None:
        """Show what holds ``day`` and put the keyboard on it; what was chosen stays so there."""
        raise NotImplementedError

    def turn(self, steps: int) -> None:
        """Show what lies so many months or weeks on."""
        raise NotImplementedError

    def follow(self, event: MonthEvent, shift: timedelta) -> None:
        """Let the keyboard go along with an event that was moved by ``shift``."""
        raise NotImplementedError

    def read(self, wanted: EventFilter) -> None:
        """Read anew the events of the days shown, those that ``wanted`` lets through."""
        self._wanted = wanted
        days = self.days()
        self.now = self._read_now()
        with self.bench.store.reading() as session:
            among = wanted.conditions(self.now.date())
            events = events_between(session, days[0], days[-1], among)
            self._closed = closed_days(session, days[0], days[-1])
        kept = [event for event in events if event.id not in self._moving]
        self.events = sorted([*kept, *self._moving.values()], key=_order)
        self._ask_for_holidays(days)
        self.show_events()
        if self.events:
            ids = [event.id for event in self.events]
            ask(self.bench, lambda session: clashing_ids(session, ids), self._learn_clashes, self)

    def read_again(self) -> None:
        """Read what was read last, for other days."""
        self.read(self._wanted)

    def event_ids(self) -> list[int]:
        """Return the events of the days shown."""
        return [event.id for event in self.events]

    def begin(self) -> None:
        """Put the keyboard among the days."""
        self._view.setFocus()

    def holiday(self, day: date) -> str:
        """Return why nobody works on a day: a public holiday, or the office is closed."""
        return self._holidays.get(day.year, {}).get(day, "") or self._closed.get(day, "")

    def cell(self, day: date, events: Sequence[MonthEvent], *, inside: bool = True) -> DayCell:
        """Return a day as it is shown."""
        chips = tuple(self.chip(event, day) for event in events)
        return DayCell(day, inside, day.weekday() >= SATURDAY, self.holiday(day), chips)

    def chip(self, event: MonthEvent, day: date) -> Chip:
        """Return an event as it is shown on a day."""
        title = " ".join(event.title.split())
        begins = event.starts_at.date() == day
        count = self._clashes.get(event.id, 0)
        clash = ngettext("{n} clash", "{n} clashes", count) if count else ""
        lines = (title, when_said(event), stage_name(event.stage), event.place, clash)
        return Chip(
            event.id,
            f"{spoken().clock(event.starts_at)} {title}" if begins else title,
            "\n".join(line for line in lines if line),
            STAGE_ROLES[event.stage],
            STAGE_GLYPHS[event.stage],
            off=event.stage in OFF,
            clash=bool(count),
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in TURNING:
            self.turn(TURNING[key])
        elif key in TO_TODAY:
            self._go_to_today()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, before: str, after: str) -> None:
        back, onward = _arrow("chevron-left", before), _arrow("chevron-right", after)
        this_day = action_button(_("Today"))
        back.clicked.connect(lambda: self.turn(-1))
        onward.clicked.connect(lambda: self.turn(1))
        this_day.clicked.connect(self._go_to_today)
        bar = QHBoxLayout()
        bar.addWidget(back)
        bar.addWidget(onward)
        bar.addWidget(self.title, 1)
        bar.addWidget(this_day)
        card = Card()
        card.column.addLayout(bar)
        card.column.addWidget(self._view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _read_now(self) -> datetime:
        with self.bench.store.reading() as session:
            return wall_now(session).replace(tzinfo=None)

    def _go_to_today(self) -> None:
        self.show_day(self.now.date())

    def _ask_for_holidays(self, days: Sequence[date]) -> None:
        """Learn the holidays of years not seen yet; the first time loads what reckons them."""
        wanted = {day.year for day in days} - self._holidays.keys()
        language = spoken().language
        for year in wanted:
            self._holidays[year] = {}  # asked for once
            ask(self.bench, partial(_holidays_of, year, language), self._learn, self)

    def _learn(self, found: tuple[int, dict[date, str]]) -> None:
        year, self._holidays[year] = found[0], found[1]
        self.show_events()

    def _learn_clashes(self, found: Mapping[int, int]) -> None:
        if found != self._clashes:
            self._clashes = found
            self.show_events()

    def plan(self, **where: object) -> None:
        """Show the form for a new event, to whoever may plan one."""
        if self.bench.allowed(Right.PLAN):
            self.bench.show_page("event", event_id=None, **where)

    def _move(self, event_id: int, by: int | timedelta) -> None:
        """Move an event by days, or within them."""
        event = next((one for one in self.events if one.id == event_id), None)
        shift = by if isinstance(by, timedelta) else timedelta(days=by)
        if event is None or not self.bench.allowed(Right.PLAN):
            return
        moved = replace(event, starts_at=event.starts_at + shift, ends_at=event.ends_at + shift)
        # It is shown there at once, so that further keys go on from where it was put.
        self._moving[event_id] = moved
        self.read_again()
        self.follow(moved, shift)
        timed = moved.starts_at.time() != event.starts_at.time()
        keep(
            self.bench,
            lambda session: (
                move_event_to(session, event_id, moved.starts_at)
                if timed
                else move_event(session, event_id, moved.starts_at.date())
            ),
            lambda _nothing: self._moved(moved, timed=timed),
            self,
            partial(self._not_moved, moved),
        )

    def _moved(self, event: MonthEvent, *, timed: bool) -> None:
        """Say where an event is now."""
        self._settle(event)
        day = event.starts_at.date()
        days = [day + timedelta(days=n) for n in range((event.last_day - day).days + 1)]
        public = (self._holidays.get(one.year, {}).get(one, "") for one in days)
        closed = (self._closed.get(one, "") for one in days)
        told = self._told(event, next(filter(None, public), ""), timed=timed)
        reason = next(filter(None, closed), "")
        if reason:
            closed_then = _("The office is closed then: {reason}.").format(reason=reason)
            told = f"{told} {closed_then}"
        self.bench.done(told)

    def _not_moved(self, event: MonthEvent, error: Exception) -> None:
        self._settle(event)
        self.read_again()
        self.bench.fail(error)

    def _settle(self, event: MonthEvent) -> None:
        """Let the records say again where an event is, unless it was moved on meanwhile."""
        if self._moving.get(event.id) is event:
            del self._moving[event.id]

    def _told(self, event: MonthEvent, holiday: str, *, timed: bool) -> str:
        past = event.starts_at.date() < self.now.date()
        if holiday and past:
            text = _("{event} is now on {day}, which is past and a holiday: {holiday}.")
        elif holiday:
            text = _("{event} is now on {day}, which is a holiday: {holiday}.")
        elif past:
            text = _("{event} is now on {day}, which is past.")
        else:
            text = _("{event} is now on {day}.")
        words = spoken()
        day = words.weekday(event.starts_at.date())
        when = f"{day}, {words.clock(event.starts_at)}" if timed else day
        return text.format(event=event.title, day=when, holiday=holiday)


def when_said(event: MonthEvent) -> str:
    """Say from when until when an event is."""
    words = spoken()
    first, last = event.starts_at.date(), event.last_day
    days = words.weekday(first)
    if last != first:
        days = f"{days} – {words.weekday(last)}"
    return f"{days}, {words.span(event.starts_at, event.ends_at)}"


def _order(event: MonthEvent) -> tuple[datetime, int]:
    return event.starts_at, event.id


def _holidays_of(year: int, language: str, _session: object) -> tuple[int, dict[date, str]]:
    from models.events.public_holidays import public_holidays

    return year, public_holidays(year, language)


def _arrow(glyph: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(glyph))
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setMinimumWidth(em(button, 2))
    let_tab_reach(button)
    return button
