"""Looks for clashes while an event is typed: after a pause, off the screen's thread."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.events.clash import Clash
from models.events.clashes import clashes_for
from models.events.drafts import EventDraft
from models.events.tables import (
    Event,
    EventEquipment,
    EventKind,
    EventSession,
    EventStaff,
)
from models.office.tables import Absence, ClosedDay, Equipment, Officer
from ui.bench import Bench
from ui.looking import ask
from ui.widgets.fresh import Fresh

PAUSE = 250
"""Milliseconds without a change before it is looked."""
KINDS = frozenset(
    {Event, EventStaff, EventEquipment, EventSession, Absence, ClosedDay, Equipment, Officer}
)
"""The kinds of record that clashes hang on."""


class ClashWatch(QObject):
    """Asks only after a change that a clash hangs on, and only while ``form`` is seen."""

    found = Signal(object)
    """The clashes of what was typed last, the worst first."""

    def __init__(self, bench: Bench, form: QWidget) -> None:
        super().__init__(form)
        self._bench = bench
        self._form = form
        self._wish: tuple[EventDraft, int | None] | None = None
        self._known = False
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self._fresh = Fresh(form, bench.changes.committed, KINDS, self._look_again)
        form.installEventFilter(self)

    def look(self, draft: EventDraft, event_id: int | None) -> None:
        """Look for the clashes of ``draft`` once nothing is typed for a moment."""
        wish = _what_matters(draft), event_id
        if wish != self._wish:
            self._wish = wish
            self._look_again()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the form is next seen for what was asked while nobody did."""
        if event.type() == QEvent.Type.Show and not self._known:
            self._pause.start()
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        self._known = False
        self._pause.start()

    def _ask(self) -> None:
        if self._wish is None or not self._form.isVisible():
            return
        self._known = True
        wish = draft, event_id = self._wish

        def answer(clashes: tuple[Clash, ...]) -> None:
            if wish == self._wish:  # nothing else was typed meanwhile
                self.found.emit(clashes)

        ask(self._bench, lambda session: clashes_for(session, draft, event_id), answer, self)


def _what_matters(draft: EventDraft) -> EventDraft:
    return replace(
        draft,
        title="",
        kind=EventKind.TALK,
        note="",
        target_present=0,
        target_enrolled=0,
        target_rupiah=None,
        potential_workers=None,
        partners=(),
    )
