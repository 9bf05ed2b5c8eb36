"""Meja: who comes is found, marked present and enrolled, on one screen and with the keyboard."""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.cards.tables import Card
from models.enrolment.desk import DeskRow, desk_rows, event_counts
from models.enrolment.rate_tables import rates
from models.enrolment.tables import Consent, Enrolment
from models.events.operations import check_in, take_back_check_in
from models.events.queries import event_rows
from models.events.tables import Attendance, Event
from models.office.queries import time_zone, today
from models.office.tables import Office
from models.people import phones
from models.people.queries import person_draft
from models.people.tables import Occupation, Person
from models.progress import Progress, Work
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import em
from ui.panes.desk_counts import DeskCounts
from ui.panes.desk_finder import DeskFinder
from ui.panes.desk_person import AtDesk, DeskPerson
from ui.panes.desk_signs import state_sign
from ui.panes.pane import EventPane
from ui.widgets.fresh import Fresh
from ui.widgets.reflow import NARROW, Columns

if TYPE_CHECKING:
    from ui.panes.desk_enrolment import DeskEnrolment

QUIET = 400
"""Milliseconds before getting the form ready: first of all, the pane itself is to be seen."""
SHOWN = frozenset({Person, Attendance, Enrolment, Consent, Card, Event, Occupation, Office})


class DeskPane(EventPane):
    """The entry, those found and the person chosen; in their place the form when one enrols."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._at: AtDesk | None = None
        self._day = self._today = date.min
        self._zone = ZoneInfo("UTC")
        self.counts = DeskCounts()
        self.finder = DeskFinder(bench)
        self.person = DeskPerson()
        self._enrolment: DeskEnrolment | None = None
        self._entry = QWidget()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(QUIET)
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._refresh)

    @override
    def show_event(self, event_id: int) -> None:
        self._soon.start()
        self._event_id, self._at = event_id, None
        with self._bench.store.reading() as session:
            row = event_rows(session, [event_id]).get(event_id)
            self._zone, self._today = time_zone(session), today(session)
        if row is None:
            return
        self._day = row.starts_at.date()
        self._show_entry()
        self.finder.show_event(event_id, self._day, self._zone)
        self._show_counts()

    @override
    def begin(self) -> None:
        if self._enrols() and self._enrolment is not None:
            self._enrolment.begin()
        else:
            self.finder.search.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def may_leave(self) -> bool:
        side = self._enrolment
        if side is None or not self._enrols() or not side.form.is_changed():
            return True
        leaving = side.may_leave()
        if leaving:
            self._show_entry()  # what was typed has been let go
        return leaving

    def mark_present(self) -> None:
        """Note that the person chosen is here; who was seen already stays as they were."""
        at, event_id = self._at, self._event_id
        self.finder.let_go()
        if at is None or event_id is None or self._enrols() or at.row.present_at is not None:
            return
        person_id, name = at.row.id, at.row.name
        keep(
            self._bench,
            lambda session: check_in(session, event_id, person_id).id,
            lambda _place: self._bench.done(_("{name} is here.").format(name=name)),
            self,
        )

    def take_back(self) -> None:
        """Note that the person chosen was marked by mistake."""
        at, event_id = self._at, self._event_id
        if at is None or event_id is None:
            return
        person_id = at.row.id
        text = _("{name} is not marked as here any more.").format(name=at.row.name)
        keep(
            self._bench,
            lambda session: take_back_check_in(session, event_id, person_id),
            lambda _nothing: self._bench.done(text),
            self,
        )
        self.finder.search.setFocus()

    def enrol_chosen(self) -> None:
        """Show the form for the person chosen, unless they are enrolled here."""
        at, event_id = self._at, self._event_id
        if at is None or event_id is None or self._enrols() or at.row.enrolled_id is not None:
            return
        side = self._enrolment_side()
        if side.begin_known(event_id, at.row.id):
            self._show_enrolment(side)

    def take_new(self) -> None:
        """Show the form for somebody new, what was typed filled in."""
        if self._event_id is not None and not self._enrols():
            side = self._enrolment_side()
            side.begin_new(self._event_id, self.finder.typed())
            self._show_enrolment(side)

    def _lay_out(self) -> None:
        entry = QVBoxLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(em(self, 0.75))
        entry.addWidget(self.counts)
        entry.addWidget(Columns([(self.finder, 5), (self.person, 4)]), 1)
        self._sides = QVBoxLayout(self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self._entry, 1)

    def _listen(self) -> None:
        finder, person = self.finder, self.person
        self._soon.timeout.connect(self._get_ready)
        finder.chosen.connect(self._show_person)
        finder.eye.toggled.connect(self._show_person_anew)
        finder.undo_asked.connect(self._bench.undoing.undo)
        finder.entered.connect(self.mark_present)
        finder.enrol_asked.connect(self.enrol_chosen)
        finder.new_asked.connect(self.take_new)
        person.mark_asked.connect(self.mark_present)
        person.enrol_asked.connect(self.enrol_chosen)
        person.new_asked.connect(self.take_new)
        person.take_back_asked.connect(self.take_back)
        for side in (finder, person):
            _on_key(side, "F2", self.take_new)
            _on_key(side, "F4", self.enrol_chosen)

    def _enrols(self) -> bool:
        return self._enrolment is not None and self._entry.isHidden()

    def _get_ready(self) -> None:
        """Make the form while nobody waits for it; what it needs is loaded by the worker."""
        if self._enrolment is None and self.isVisible():
            self._bench.tasks.start(
                _load_form(),
                succeeded=lambda _nothing: self._enrolment_side(),
                failed=self._bench.fail,
                owner=self,
            )

    def _enrolment_side(self) -> "DeskEnrolment":
        if self._enrolment is None:
            from ui.panes.desk_enrolment import DeskEnrolment  # as a rule the worker has loaded it

            side = self._enrolment = DeskEnrolment(self._bench)
            side.hide()
            self._sides.addWidget(side, 1)
            side.enrolled.connect(self._next)
            side.taken_in.connect(self._next)
            side.left.connect(self._leave)
            side.meant.connect(self._enrol_instead)
            side.found.connect(self._find_instead)
        return self._enrolment

    def _show_enrolment(self, side: "DeskEnrolment") -> None:
        self._entry.hide()
        side.show()
        side.begin()

    def _show_entry(self) -> None:
        if self._enrolment is not None:
            self._enrolment.hide()
        self._entry.show()

    def _next(self, _person_id: object) -> None:
        self._show_entry()
        self.finder.begin_next()

    def _leave(self) -> None:
        self._show_entry()
        self.finder.search.setFocus()

    def _enrol_instead(self, person_id: int, nik: str) -> None:
        """Go on with the person whose NIK was typed for somebody new."""
        self._show_entry()
        self.finder.search_for(nik)
        self.finder.view.choose(person_id)
        self.enrol_chosen()

    def _find_instead(self, person_id: int) -> None:
        """Show somebody known in the place of whom was typed as new: by name, else by number."""
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            row = desk_rows(session, self._event_id, [person_id]).get(person_id)
        self._show_entry()
        for typed in (row.name, row.phone, row.nik) if row is not None else ():
            self.finder.search_for(typed)
            if self.finder.row(person_id) is not None:
                self.finder.view.choose(person_id)
                break
        else:
            self.finder.search_for("")  # nobody is chosen rather than somebody else
        self.finder.search.setFocus()

    def _fit(self) -> None:
        """Where the person is shown further down, say in a line how they stand."""
        narrow = self.width() < em(self, NARROW)
        self.finder.told.setVisible(narrow and self._at is not None)
        keys_too = self._at is None or self.finder.only_like()
        self.finder.keys.setHidden(narrow and not keys_too)

    def _refresh(self) -> None:
        self._show_counts()
        self._at = None  # of the same person, something else may have been changed
        self.finder.refresh()

    def _show_counts(self) -> None:
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            counts = event_counts(session, self._event_id)
        self.counts.show_counts(counts)

    def _show_person_anew(self) -> None:
        self._at = None
        self._show_person(self.finder.view.chosen_id())

    def _show_person(self, person_id: object) -> None:
        """Show somebody, or nobody; who is shown already is not looked up at each letter."""
        if self._at is not None and self._at.row == self._row_of(person_id):
            self._fit()  # what was typed may fit them less, or more
            return
        self._at = self._look_at(person_id)
        self.person.show_person(self._at, shows_nik=self.finder.shows_niks)
        if self._at is not None:
            sign = state_sign(self._at.row, self._zone)
            self.finder.told.show_sign(self._at.row.name, sign.role, sign.icon, sign.text)
        self._fit()

    def _row_of(self, person_id: object) -> DeskRow | None:
        return self.finder.row(person_id) if isinstance(person_id, int) else None

    def _look_at(self, person_id: object) -> AtDesk | None:
        row = self._row_of(person_id)
        if row is None:
            return None
        with self._bench.store.reading() as session:
            draft = person_draft(session, row.id)
        return AtDesk(row, draft, self._day, self._today, self._zone)


def _on_key(side: QWidget, keys: str, do: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(keys), side)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(do)


def _load_form() -> Work[None]:
    """Load what the form is made of and what judges it, phone numbers too, on this thread."""
    yield Progress(0, 0)
    import_module("ui.panes.desk_enrolment")
    rates()
    phones.load()
