"""The cards of the first page: coming events, enrolments per month."""

from datetime import date

from PySide6.QtWidgets import QWidget

from models.events.drafts import stage_name
from models.events.home import HomeView, MonthCount
from models.events.queries import EventRow
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, Role
from ui.panes.badges import stage_badge
from ui.widgets.badge import Badge, BadgeButton
from ui.widgets.bar_chart import BarChart, ChartBar
from ui.widgets.entries import Entry, EntryList
from ui.widgets.panel import Panel
from ui.widgets.text import Text

DATE_ROOM = 4.2


class ComingPanel(Panel):
    """The coming events, the next first."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        every = BadgeButton(Badge(_("All events")))
        super().__init__(_("Coming events"), every, parent)
        self.entries = EntryList(DATE_ROOM)
        self._nothing = Text(_("No event is planned for the days to come."), ink=FAINT, wrap=True)
        self.add(self.entries)
        self.add(self._nothing)
        self._nothing.hide()
        self.column.addStretch(1)
        every.clicked.connect(lambda: bench.show_page("events"))
        self.entries.chosen.connect(lambda event: bench.show_page("event", event_id=event))

    def show_view(self, view: HomeView) -> None:
        """Show the coming events, and what is the matter with each."""
        self.entries.show_entries([_coming(row, view) for row in view.coming])
        self._nothing.setVisible(not view.coming)


class MonthsPanel(Panel):
    """How many enrolled in each of twelve months, and this month's target."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        title = _("Enrolments per month")
        self.aim = BadgeButton(Badge(_("Set targets")))
        super().__init__(title, self.aim, parent)
        self.chart = BarChart(title)
        self._nothing = Text(_("Nobody has been enrolled yet."), ink=FAINT, wrap=True)
        self.add(self.chart, 1)
        self.add(self._nothing, 1)
        self._nothing.hide()
        self.aim.clicked.connect(lambda: bench.show_page("settings", section="targets"))

    def show_view(self, view: HomeView) -> None:
        """Show these months, of which the present one is still running."""
        months, today = view.months, view.now.date()
        past = bool(months) and months[-1].month < today.replace(day=1)
        target = 0 if past else view.standings.month.enrolled.target
        said = _("Target of this month: {n}").format(n=spoken().number(target))
        self.chart.show_bars([_bar(month, today) for month in months], target, said)
        self.chart.setVisible(bool(months))
        self._nothing.setVisible(not months)
        self.aim.setVisible(not view.standings.year.has_target)
        title = _("Enrolments per month until {month}") if past else _("Enrolments per month")
        self.set_title(title.format(month=spoken().month(months[-1].month)) if past else title)


def _coming(row: EventRow, view: HomeView) -> Entry:
    words, badge = spoken(), _badge(row, view)
    told = [words.clock(row.starts_at), row.venue or row.village, ", ".join(row.partners)]
    if badge != stage_badge(row.stage):
        told.append(stage_name(row.stage))
    return Entry(
        row.id,
        row.title,
        " · ".join(part for part in told if part),
        words.short_day(row.starts_at.date()),
        badge=badge,
    )


def _badge(row: EventRow, view: HomeView) -> Badge:
    """Return what is most to be known of a coming event: a clash, tasks that are due, its stage."""
    if row.id in view.clashing:
        return Badge(_("Clash"), Role.DANGER)
    if due := view.due_by_event.get(row.id, 0):
        return Badge(ngettext("{n} task", "{n} tasks", due), Role.WARNING)
    return stage_badge(row.stage)


def _bar(month: MonthCount, today: date) -> ChartBar:
    words = spoken()
    running = month.month == today.replace(day=1)
    return ChartBar(
        words.short_month(month.month), month.enrolled, words.number(month.enrolled), running
    )
