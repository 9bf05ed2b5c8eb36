"""What the desk shows the state of, and what it loads while nobody waits."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models.cards.tables import Card
from models.enrolment.rate_tables import rates
from models.enrolment.tables import Consent, Enrolment
from models.errors import UserError
from models.events.tables import Attendance, Event, EventSession, SessionPresence
from models.office.tables import Office
from models.people import phones
from models.people.tables import Occupation, Person
from models.progress import Progress, Work
from ui.bench import Bench

QUIET = 400
"""Milliseconds before getting the form ready: first of all, the pane itself is to be seen."""

SHOWN = frozenset(
    {
        Person,
        Attendance,
        EventSession,
        SessionPresence,
        Enrolment,
        Consent,
        Card,
        Event,
        Occupation,
        Office,
    }
)
"""Records of which a change is seen at the desk."""


class FormReady(QObject):
    """Has the form made while nobody waits for it; what it needs is loaded by the worker."""

    def __init__(self, bench: Bench, side: QWidget, make: Callable[[], object]) -> None:
        """Call ``make`` if ``side`` is seen when all is loaded."""
        super().__init__(side)
        self._bench, self._side, self._make = bench, side, make
        self._made = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET)
        self._later.timeout.connect(self._load)

    def soon(self) -> None:
        """Begin in a moment."""
        if not self._made:
            self._later.start()

    def _load(self) -> None:
        if self._side.isVisible():
            self._made = True
            self._bench.tasks.start(
                load_form(),
                succeeded=lambda _nothing: self._make_now(),
                failed=self._bench.fail,
                owner=self._side,
            )

    def _make_now(self) -> None:
        """Make it, unless the database is away just now: then it is made when it is wanted."""
        try:
            self._make()
        except UserError:
            self._made = False


def load_form() -> Work[None]:
    """Load what the form is made of and what judges it, phone numbers too, on this thread."""
    yield Progress(0, 0)
    import_module("ui.panes.desk_enrolment")
    import_module("ui.panes.money_parts")
    rates()
    phones.load()
