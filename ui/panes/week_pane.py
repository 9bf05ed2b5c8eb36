"""The events of a week by their hours: moved to other days and hours, opened, begun."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from typing_extensions import override

from models.events.month import MonthEvent, by_day, within_reach
from models.events.week import DAYS, blocks, strips, takes_days, week_of
from models.words import _, spoken
from ui.bench import Bench
from ui.panes.calendar_pane import CalendarPane
from ui.widgets.week_grid import HOUR, WeekBlock, WeekSheet, WeekStrip
from ui.widgets.week_view import WeekView


class WeekPane(CalendarPane):
    """Shows seven days, what takes whole ones above their hours."""

    def __init__(self, bench: Bench) -> None:
        self.view = WeekView(_("Week"))
        super().__init__(bench, self.view, (_("Previous week"), _("Next week")))
        self.view.begun.connect(self._begin_at)
        self.view.left.connect(self._show_moment)
        self._days = week_of(self.now.date(), spoken().first_weekday)
        self.show_day(self.now.date())

    @override
    def days(self) -> Sequence[date]:
        return self._days

    @override
    def show_day(self, day: date) -> None:
        self._show_moment(datetime.combine(day, time(self.view.hour())))

    @override
    def turn(self, steps: int) -> None:
        self.show_day(within_reach(self.view.day()) + steps * timedelta(days=DAYS))

    @override
    def follow(self, event: MonthEvent, shift: timedelta) -> None:
        days = timedelta(days=round(shift / timedelta(days=1)))
        moment = self.view.moment() + days if takes_days(event) else event.starts_at
        self.view.go_to(moment, event.id)

    @override
    def show_events(self) -> None:
        words, days = spoken(), self._days
        events = by_day(self.events, days)
        self.title.setText(
            _("{first} – {last}").format(first=words.day(days[0]), last=words.day(days[-1]))
        )
        self.view.show_week(
            WeekSheet(
                [self.cell(day, events[day]) for day in days],
                [words.short_weekday(day) for day in days],
                [block for day in days for block in self._blocks(day, events[day])],
                self._strips(),
                self.now,
            )
        )

    def _blocks(self, day: date, events: Sequence[MonthEvent]) -> list[WeekBlock]:
        place = (day - self._days[0]).days
        within = [event for event in events if not takes_days(event)]
        return [
            WeekBlock(
                self.chip(one.event, day),
                place,
                _minute(one.event.starts_at, day),
                _minute(one.event.ends_at, day),
                one.lane,
                one.lanes,
            )
            for one in blocks(within)
        ]

    def _strips(self) -> list[WeekStrip]:
        whole = [event for event in self.events if takes_days(event)]
        return [
            WeekStrip(self.chip(one.event, self._days[one.first]), one.first, one.last, one.row)
            for one in strips(whole, self._days)
        ]

    def _show_moment(self, moment: datetime) -> None:
        chosen = self.view.chosen()
        day = within_reach(moment.date())
        self._days = week_of(day, spoken().first_weekday)
        self.read_again()
        self.view.go_to(datetime.combine(day, moment.time()), chosen)

    def _begin_at(self, moment: datetime) -> None:
        self.plan(day=moment.date(), begins=moment.time())


def _minute(moment: datetime, day: date) -> int:
    """Return the minute of ``day`` at a moment; midnight after it is its end."""
    return round((moment - datetime.combine(day, time.min)).total_seconds()) // HOUR
