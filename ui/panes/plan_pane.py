"""Rencana: what is to do, what is planned, with whom, what came of it, what was done."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.checklist import TaskRow, checklist
from models.events.drafts import OutcomeDraft
from models.events.making import origin, repeats
from models.events.queries import EventView, event_view
from models.events.series import series_of
from models.events.tables import (
    Attendance,
    Event,
    EventEquipment,
    EventPartner,
    EventSession,
    EventStaff,
    EventTask,
)
from models.letters.tables import LetterKind
from models.office.queries import OfficerRow, officers, time_zone, wall_now
from models.office.tables import Equipment, Office, Officer
from models.words import _
from ui.bench import Bench
from ui.looking import ask
from ui.panes.budget_panel import BudgetPanel
from ui.panes.checklist_panel import ChecklistPanel
from ui.panes.documents_panel import DocumentsPanel
from ui.panes.history_panel import HistoryPanel
from ui.panes.letters_panel import LettersPanel
from ui.panes.outcome_panel import OutcomePanel
from ui.panes.packing_panel import PackingPanel
from ui.panes.pane import EventPane
from ui.panes.parts_panel import PartsPanel
from ui.panes.plan_facts import FactsPanel, links_of
from ui.panes.targets_panel import TargetsPanel
from ui.widgets.entries import Entry
from ui.widgets.fresh import Fresh
from ui.widgets.panel import Panel
from ui.widgets.panel_switch import PanelSwitch
from ui.widgets.reflow import Columns
from ui.widgets.stack import Stack

if TYPE_CHECKING:
    from ui.panes.letters_pane import LettersPane

SHOWN = frozenset(
    {
        Event,
        EventPartner,
        EventSession,
        EventStaff,
        EventEquipment,
        EventTask,
        Attendance,
        Equipment,
        Office,
        Officer,
    }
)


LATER = 30
"""Milliseconds between two panels that are made while the plan is looked at."""


class Found(NamedTuple):
    """All that the plan itself shows; most panels look up the rest."""

    view: EventView
    tasks: list[TaskRow]
    officers: list[OfficerRow]
    links: list[Entry]
    now: datetime
    zone: ZoneInfo


class PlanPane(EventPane):
    """The plan of an event in a few cards; the making of letters takes their place."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._found: Found | None = None
        self._switched_for: int | None = None
        self._facts, self._parts = FactsPanel(bench), PartsPanel(bench)
        self._targets = TargetsPanel(bench)
        self._to_do, self._papers = self._switches()
        self._layers = QStackedWidget()
        self._layers.addWidget(self._columns())
        self._writing: LettersPane | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._layers)
        self._later = QTimer(self, interval=LATER)
        self._later.timeout.connect(self._make_another)
        for switch in (self._to_do, self._papers):
            switch.made.connect(self._take_up)
        self._to_do.choose("checklist")
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._read)

    @override
    def show_event(self, event_id: int) -> None:
        self._event_id, self._found = event_id, None
        self._show_plan()
        self._fresh.call_now()
        for panel in self._panels():
            self._show_in(panel)

    @override
    def may_leave(self) -> bool:
        asked = self._panels()
        if self._writing is not None and self._layers.currentWidget() is self._writing:
            asked = [self._writing]
        return all(panel.may_leave() for panel in asked)

    @override
    def may_close(self) -> bool:
        if self._writing is not None and self._layers.currentWidget() is self._writing:
            self._writing.keep_now()
            return True
        return self.may_leave()

    def _switches(self) -> tuple[PanelSwitch, PanelSwitch]:
        bench = self._bench
        to_do = PanelSwitch(
            _("What is to be done, taken along and spent"),
            {
                "checklist": (_("Checklist"), lambda: ChecklistPanel(bench)),
                "packing": (_("Packing"), lambda: PackingPanel(bench)),
                "budget": (_("Budget"), lambda: BudgetPanel(bench)),
            },
        )
        papers = PanelSwitch(
            _("Papers, outcome and history"),
            {
                "letters": (_("Letters"), self._make_letters_panel),
                "documents": (_("Documents"), lambda: DocumentsPanel(bench)),
                "outcome": (_("Outcome"), lambda: OutcomePanel(bench)),
                "history": (_("History"), lambda: HistoryPanel(bench)),
            },
        )
        return to_do, papers

    def _make_letters_panel(self) -> LettersPanel:
        panel = LettersPanel(self._bench)
        panel.making_asked.connect(self._make_letter)
        panel.letter_asked.connect(self._show_letter)
        return panel

    def _columns(self) -> QWidget:
        middle = Stack().add(self._facts).add(self._parts, 1)
        right = Stack().add(self._targets).add(self._papers, 1)
        return Columns([(self._to_do, 8), (middle, 7), (right, 7)])

    def _panels(self) -> list[Any]:
        """Return the panels there are, but for that of the facts."""
        return [self._parts, self._targets, *self._to_do.panels(), *self._papers.panels()]

    def _make_another(self) -> None:
        """Make a panel nobody asked for yet, so that its count is told and it opens at once."""
        if not self._to_do.make_next() and not self._papers.make_next():
            self._later.stop()

    def _take_up(self, panel: Panel) -> None:
        """Show the event in a panel that was just made."""
        self.grown.emit(panel)
        if self._event_id is not None:
            self._show_in(panel)

    def _show_in(self, panel: Any) -> None:  # noqa: ANN401 - what the panels share has no class
        if not isinstance(panel, ChecklistPanel | OutcomePanel):
            panel.show_event(self._event_id)
        elif self._found is not None:
            self._show_found(panel, self._found)

    def _show_found(self, panel: "ChecklistPanel | OutcomePanel", found: Found) -> None:
        row = found.view.row
        if isinstance(panel, OutcomePanel):
            panel.show_outcome(row.id, found.view.outcome)
            return
        today, first_day = found.now.date(), row.starts_at.date()
        panel.show_tasks(row.id, first_day, found.tasks, found.officers, today, found.zone)

    def _read(self) -> None:
        event_id = self._event_id
        if event_id is not None:
            ask(self._bench, partial(_find, event_id), partial(self._show, event_id), self)

    def _show(self, event_id: int, found: Found | None) -> None:
        if found is None or event_id != self._event_id:
            return
        self._found = found
        self._facts.show_plan(found.view, found.zone.key, found.links)
        if self._switched_for != event_id:
            self._switched_for = event_id
            over = found.view.row.starts_at.date() <= found.now.date()
            written = found.view.outcome != OutcomeDraft()
            self._papers.choose("outcome" if over or written else "letters")
            self._later.start()
        for panel in self._panels():
            if isinstance(panel, ChecklistPanel | OutcomePanel):
                self._show_found(panel, found)

    def _make_letter(self, kind: LetterKind) -> None:
        event_id = self._event_id
        if event_id is not None:
            self._write(lambda letters: letters.show_event(event_id, kind))

    def _show_letter(self, letter_id: int | None) -> None:
        event_id = self._event_id
        if event_id is not None:
            self._write(lambda letters: letters.show_letter(event_id, letter_id))

    def _write(self, begin: Callable[[Any], object]) -> None:
        """Show the letters in the place of the plan, if nothing typed there would be lost."""
        if not self.may_leave():
            return
        if self._writing is None:
            from ui.panes.letters_pane import LettersPane  # most visits never need it

            self._writing = LettersPane(self._bench)
            self._writing.left.connect(self._show_plan)
            self._layers.addWidget(self._writing)
            self.grown.emit(self._writing)
        self._layers.setCurrentWidget(self._writing)
        begin(self._writing)

    def _show_plan(self) -> None:
        back = self._layers.currentWidget() is self._writing and self.isVisible()
        self._layers.setCurrentIndex(0)
        if back:
            self._papers.choose("letters")
            self._papers.panel("letters").setFocus()


def _find(event_id: int, session: Any) -> Found | None:  # noqa: ANN401 - see ask
    view = event_view(session, event_id)
    if view is None:
        return None
    asked_at, after = origin(session, event_id), repeats(session, event_id)
    now = wall_now(session)
    return Found(
        view,
        checklist(session, event_id, now.date()),
        officers(session),
        links_of(event_id, asked_at, after, series_of(session, event_id)),
        now,
        time_zone(session),
    )
