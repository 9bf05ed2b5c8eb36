"""Beranda: what is coming, what needs doing, how the year goes."""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.cards.tables import Card
from models.enrolment.tables import Enrolment
from models.events.home import DUE_SHOWN, HomeFigures, HomeView, home_view
from models.events.tables import (
    Attendance,
    Event,
    EventEquipment,
    EventPartner,
    EventSession,
    EventStaff,
    EventTask,
)
from models.office.rights import Right
from models.office.tables import Absence, Equipment, MonthTarget, Office, Officer
from models.office.targets import Standing
from models.partners.tables import Agreement, Partner, PartnerNote
from models.people.tables import Person
from models.reporting.behind import Behind
from models.reporting.periods import Period, PeriodKind
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role
from ui.looking import ask
from ui.panes.home_backup import BackupLine
from ui.panes.home_clocks import HomeBreaches, HomeRequests
from ui.panes.home_days import HomeDays
from ui.panes.home_packets import HomePackets
from ui.panes.home_panels import ComingPanel, MonthsPanel
from ui.panes.home_targets import TargetsPanel, target_badge
from ui.panes.home_todo import TodoPanel
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.widgets.panel import StatCard
from ui.widgets.reflow import Columns, Tiles
from ui.widgets.stack import Stack

SHOWN = 5
"""How many coming events are listed; the others are on the page of events."""
ALL_TASKS = 100
"""How many tasks that are due are listed where all are wanted."""
COUNTED = frozenset(
    {
        Event,
        EventPartner,
        EventTask,
        EventStaff,
        EventSession,
        EventEquipment,
        Equipment,
        Absence,
        MonthTarget,
        Attendance,
        Enrolment,
        Card,
        Person,
        Partner,
        Agreement,
        PartnerNote,
        Office,
        Officer,
    }
)


class HomePage(Page):
    """Greets, lists the coming events and what needs doing, and counts the year."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        new_event = action_button(_("New event"), "plus", primary=True)
        super().__init__("", actions=[new_event], parent=parent)
        self._bench = bench
        self._day: date | None = None
        self._enrolled = self._card(_("Enrolled this year"), "enrolled")
        self._held = self._card(_("Events held this year"), "events_held")
        self._conversion = self._card(_("Average conversion this year"), "conversion")
        self._waiting = self._card(_("Waiting for a membership number"), "waiting")
        self._coming = ComingPanel(bench)
        self._todo = TodoPanel(bench)
        self._months = MonthsPanel(bench)
        self._targets = TargetsPanel(bench)
        self._tasks = DUE_SHOWN
        self._empty = EmptyState(
            "calendar-plus",
            _("No event has been planned yet."),
            _("Plan the first event"),
        )
        self._inside = self._arranged()
        self._days = HomeDays(bench)
        self._clocks = [HomePackets(bench), HomeBreaches(bench), HomeRequests(bench)]
        self._days.opened.connect(lambda _on: self._read())
        self.add(self._days)
        self._backup = BackupLine(bench)
        for panel in (*self._clocks, self._backup):
            self.add(panel)
        self.add(self._inside, 1)
        self.add(self._empty, 1)
        self._empty.hide()
        self.begin_at(new_event)
        new_event.clicked.connect(self._plan)
        bench.needs(Right.PLAN, new_event, self._empty)
        self._empty.chosen.connect(self._plan)
        self._todo.more_asked.connect(self._show_all_tasks)
        self._fresh = Fresh(self, bench.changes.committed, COUNTED, self._read)

    @override
    def go(self, **where: object) -> None:
        self._tasks = DUE_SHOWN
        if where.get("days"):
            self._days.show_days()
        else:
            self._days.refresh()
        for panel in self._clocks:
            panel.read()
        self._fresh.call_now()

    @override
    def may_leave(self) -> bool:
        return self._days.may_leave()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible():
            self._fresh.call_now()  # another day may have begun while one was away

    def _card(self, caption: str, key: str) -> StatCard:
        card = StatCard(caption, opens=True)
        card.chosen.connect(partial(self._open_list, key))
        card.setEnabled(not self._bench.only_serves)  # at the desk there is only the desk
        return card

    def _open_list(self, key: str) -> None:
        """Show the people, or the events, whom a figure of the year counts."""
        if self._day is not None:
            figure = Behind(key, Period.of(PeriodKind.YEAR, self._day))
            self._bench.show_page("events" if figure.of_events else "people", figure=figure)

    def _arranged(self) -> QWidget:
        figures = Tiles([self._enrolled, self._held, self._conversion, self._waiting])
        left = Stack().add(self._coming).add(self._targets).add(self._months, 1)
        return Stack().add(figures).add(Columns([(left, 5), (self._todo, 4)]), 1)

    def _read(self) -> None:
        tasks = self._tasks
        ask(self._bench, lambda session: home_view(session, SHOWN, tasks), self._show, self)

    def _show(self, view: HomeView) -> None:
        self._day = view.now.date()
        self.header.show_title(greeting(view.now), _about(view))
        self._show_figures(view.figures, view.standings.year.enrolled)
        for panel in (self._coming, self._todo, self._months):
            panel.show_view(view)
        self._targets.show_standings(view.standings)
        closing = self._days.is_open()
        self._backup.setVisible(not closing and self._bench.store.in_file)
        self._empty.setVisible(view.is_new and not closing)
        self._inside.setVisible(not view.is_new and not closing)

    def _show_all_tasks(self) -> None:
        self._tasks = ALL_TASKS
        self._fresh.call_now()

    def _show_figures(self, figures: HomeFigures, year: Standing) -> None:
        words = spoken()
        share = figures.conversion
        self._enrolled.show_number(
            words.number(figures.enrolled),
            target_badge(year)
            or _growth(figures.enrolled, figures.enrolled_this_month, figures.enrolled_ever),
        )
        self._held.show_number(
            words.number(figures.held),
            _growth(figures.held, figures.held_this_month, figures.held_ever),
        )
        self._conversion.show_number("–" if share is None else words.percent(share))
        paid = ngettext("{n} paid", "{n} paid", figures.waiting_paid)
        self._waiting.show_number(
            words.number(figures.waiting),
            Badge(paid, Role.WARNING) if figures.waiting_paid else None,
        )

    def _plan(self) -> None:
        self._bench.show_page("event", event_id=None)


def greeting(now: datetime) -> str:
    """Greet as the time of day asks: pagi, siang, sore, malam."""
    if 4 <= now.hour < 11:
        return _("Good morning")
    if 11 <= now.hour < 15:
        return _("Good day")
    return _("Good afternoon") if 15 <= now.hour < 18 else _("Good evening")


def _about(view: HomeView) -> str:
    """Say the day, how many events are near and how many tasks are due."""
    day = spoken().weekday(view.now.date())
    if view.soon:
        said = ngettext(
            "{day} · {n} event in the next seven days",
            "{day} · {n} events in the next seven days",
            view.soon,
            day=day,
        )
    else:
        said = _("{day} · no event in the next seven days").format(day=day)
    due = ngettext("{n} task due", "{n} tasks due", view.due.count)
    return f"{said} · {due}" if view.due.count else said


def _growth(year: int, month: int, ever: int) -> Badge | None:
    """Return what was added this month; else, early in the year, how many there ever were."""
    if month:
        return Badge(ngettext("+{n} this month", "+{n} this month", month), Role.SUCCESS)
    if ever > year:
        return Badge(ngettext("{n} in total", "{n} in total", ever))
    return None
