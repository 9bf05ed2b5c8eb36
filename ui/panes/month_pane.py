"""The events of a month: turned by buttons and keys, moved to other days, opened, begun."""

from collections.abc import Sequence
from datetime import date, timedelta

from typing_extensions import override

from models.events.month import MonthEvent, by_day, days_shown, month_away, within_reach
from models.words import _, spoken
from ui.bench import Bench
from ui.panes.calendar_pane import CalendarPane
from ui.widgets.month_cells import WEEK
from ui.widgets.month_view import MonthView


class MonthPane(CalendarPane):
    """Shows the whole weeks that hold a month."""

    def __init__(self, bench: Bench) -> None:
        self.view = MonthView(_("Month"))
        super().__init__(bench, self.view, (_("Previous month"), _("Next month")))
        self.view.begun.connect(lambda day: self.plan(day=day))
        self.view.left.connect(self.show_day)
        self._month = self.now.date()
        self.show_day(self._month)

    @override
    def days(self) -> Sequence[date]:
        return days_shown(self._month, spoken().first_weekday)

    @override
    def show_day(self, day: date) -> None:
        chosen, day = self.view.chosen(), within_reach(day)
        self._month = day
        self.read_again()
        self.view.go_to(day, chosen)

    @override
    def turn(self, steps: int) -> None:
        self.show_day(month_away(self.view.day(), steps))

    @override
    def follow(self, event: MonthEvent, shift: timedelta) -> None:
        self.view.go_to(self.view.day() + shift, event.id)

    @override
    def show_events(self) -> None:
        days, words = self.days(), spoken()
        events = by_day(self.events, days)
        cells = [self.cell(day, events[day], inside=day.month == self._month.month) for day in days]
        self.title.setText(words.month(self._month))
        heads = [words.short_weekday(day) for day in days[:WEEK]]
        self.view.show_days(cells, heads, self.now.date())
