"""Rencana: what is to do, what is planned, with whom, what came of it, what was done."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.cards.tables import Card
from models.enrolment.tables import Enrolment
from models.events.checklist import checklist
from models.events.drafts import OutcomeDraft, kind_name
from models.events.queries import EventView, event_view
from models.events.tables import Attendance, Event, EventPartner, EventStaff, EventTask
from models.office.queries import officers, time_zone, wall_now
from models.office.tables import Office, Officer
from models.partners.tables import Contact, Partner
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role
from ui.panes.checklist_panel import ChecklistPanel
from ui.panes.history_panel import HistoryPanel
from ui.panes.outcome_panel import OutcomePanel
from ui.panes.pane import EventPane
from ui.panes.parts_panel import PartsPanel
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.meter import Meter
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel
from ui.widgets.reflow import Columns
from ui.widgets.segments import Segments
from ui.widgets.stack import Stack

SHOWN = frozenset(
    {
        Event,
        EventPartner,
        EventStaff,
        EventTask,
        Attendance,
        Enrolment,
        Card,
        Partner,
        Contact,
        Office,
        Officer,
    }
)


class PlanPane(EventPane):
    """The plan of an event in a few cards."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._switched_for: int | None = None
        self._why = Notice()
        self._checklist = ChecklistPanel(bench)
        self._facts = Facts()
        self._parts = PartsPanel(bench)
        self._present = Meter(_("People present"), Role.INFO)
        self._enrolled = Meter(_("Enrolments"), Role.SUCCESS)
        self._conversion = Meter(_("Conversion"), Role.WARNING)
        self._outcome = OutcomePanel(bench)
        self._history = HistoryPanel(bench)
        plan = Panel(_("The plan"))
        plan.add(self._why)
        plan.add(self._facts)
        plan.column.addStretch(1)
        targets = Panel(_("Targets and results"))
        for meter in (self._present, self._enrolled, self._conversion):
            targets.add(meter)
        middle = Stack().add(plan).add(self._parts, 1)
        self._after: dict[str, Panel] = {"outcome": self._outcome, "history": self._history}
        right = Stack().add(targets).add(self._switch()).add(self._layers, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([(self._checklist, 8), (middle, 7), (right, 7)]))
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._read)

    @override
    def show_event(self, event_id: int) -> None:
        self._event_id = event_id
        self._fresh.call_now()

    @override
    def may_leave(self) -> bool:
        return self._checklist.may_leave() and self._outcome.may_leave()

    def _switch(self) -> Segments:
        """Make the switch between what came of the event and what was done to it."""
        self._layers = QStackedWidget()
        for panel in self._after.values():
            panel.hide_title()
            self._layers.addWidget(panel)
        self._switcher = Segments(_("Outcome or history"))
        self._switcher.add("outcome", _("Outcome"))
        self._switcher.add("history", _("History"))
        self._switcher.chosen.connect(lambda name: self._layers.setCurrentWidget(self._after[name]))
        return self._switcher

    def _read(self) -> None:
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            view = event_view(session, self._event_id)
            now, zone = wall_now(session), time_zone(session)
            tasks = checklist(session, self._event_id, now.date())
            people = officers(session)
        if view is None:
            return
        self._show_plan(view, zone.key)
        first_day = view.row.starts_at.date()
        self._checklist.show_tasks(view.row.id, first_day, tasks, people, now.date(), zone)
        self._show_results(view)
        self._parts.show_parts(view.row.id, view.parts)
        self._outcome.show_outcome(view.row.id, view.outcome)
        self._history.show_event(view.row.id)
        if self._switched_for != view.row.id:
            self._switched_for = view.row.id
            over = first_day <= now.date() or view.outcome != OutcomeDraft()
            self._switcher.choose("outcome" if over else "history")

    def _show_plan(self, view: EventView, zone: str) -> None:
        words, row = spoken(), view.row
        first, last = row.starts_at.date(), row.ends_at.date()
        days = words.weekday(first)
        if last != first:
            days = f"{days} – {words.weekday(last)}"
        self._facts.show_facts(
            [
                (_("Day"), days),
                (_("Time"), words.span(row.starts_at, row.ends_at, zone)),
                (_("Place"), row.venue),
                (_("Village"), row.region_line),
                (_("Kind"), kind_name(row.kind)),
                (_("Staff"), ", ".join(view.staff)),
                (_("Note"), view.draft.note),
            ]
        )
        self._why.hide()
        if view.stage_reason:
            self._why.say(view.stage_reason, Role.WARNING)

    def _show_results(self, view: EventView) -> None:
        row, draft = view.row, view.draft
        for meter, number, target in (
            (self._present, row.present, draft.target_present),
            (self._enrolled, row.enrolled, draft.target_enrolled),
        ):
            meter.show_value(number, target, _against(number, target))
        words = spoken()
        share = _("nobody was present yet")
        if row.present:
            share = _("{share} of those present").format(
                share=words.percent(row.enrolled / row.present)
            )
        self._conversion.show_value(row.enrolled, row.present, share)


def _against(number: int, target: int) -> str:
    words = spoken()
    if not target:
        return _("{n}, no target set").format(n=words.number(number))
    return _("{n} of {target} aimed at").format(n=words.number(number), target=words.number(target))
