"""Puts somebody on an event's list: somebody known, found as one types, or somebody new."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.desk import desk_rows
from models.events.guests import add_guest, invite_known
from models.events.tables import Attendance
from models.people.drafts import PersonDraft
from models.people.operations import NikTakenError
from models.people.search import NUMBER
from models.people.tables import Person
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.person_form import PersonForm
from ui.look import Size, em
from ui.panes.alike_notice import AlikeNotice
from ui.panes.form_panel import FormPanel
from ui.panes.guest_card import GuestCard
from ui.panes.known_people import KnownPeople
from ui.tables.rows_model import NOWHERE
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text

KINDS = frozenset({Attendance, Person})


class GuestAdding(QWidget):
    """Everybody known at the left; whoever is chosen, or the form for somebody new, at the right.

    Enter puts the person chosen on the list, F2 begins somebody new, Esc goes back to the list.
    """

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self.known = KnownPeople(bench)
        self.card = GuestCard()
        self._form = PersonForm(bench)
        self.panel = FormPanel(self._form, bench.messages, _("Put on the list"))
        self.alike = AlikeNotice(bench)
        self.alike.watch(self.panel, self._form.draft)
        self._nobody = EmptyState(
            "user-plus",
            _("Choose a person the office knows, or add a new one."),
            _("Add as a new person"),
        )
        self._right = QStackedWidget()
        self._new = QWidget()
        for layer in (self._nobody, self.card, self._new):
            self._right.addWidget(layer)
        self._lay_out()
        self._listen()

    def show_event(self, event_id: int) -> None:
        """Begin with nobody chosen for this event."""
        self._event_id = event_id
        self.known.search.clear()
        self.known.view.clearSelection()
        self._right.setCurrentWidget(self._nobody)

    def begin(self) -> None:
        """Put the keyboard into the search."""
        self.known.search.setFocus()

    def begin_new(self) -> None:
        """Show the form for somebody new, with what was searched for filled in."""
        if not self.may_leave():
            return
        typed = self.known.typed()
        self.known.view.setCurrentIndex(NOWHERE)
        self._right.setCurrentWidget(self._new)
        self.panel.show_draft(PersonDraft())
        self.alike.clear()
        if NUMBER.fullmatch(typed):
            self._form.take(nik=typed)
        else:
            self._form.take(name=typed)
        self._form.begin()
        bring_into_view(self.panel)

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        return self._right.currentWidget() is not self._new or self.panel.may_leave()

    def leave(self) -> None:
        """Go back to the list, if the person agrees to lose what was typed."""
        if self.may_leave():
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._back = action_button(_("Back to the list"), "arrow-left")
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(Text(_("Add a person to the list"), Size.HEADING, elide=True), 1)
        form = QVBoxLayout(self._new)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(em(self, 0.6))
        form.addWidget(Text(_("Add as a new person"), Size.HEADING))
        form.addWidget(self.panel, 1)
        right = Card()
        right.column.addWidget(self._right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addLayout(head)
        column.addWidget(Columns([(self.known, 4), (right, 3)]), 1)

    def _listen(self) -> None:
        self._back.clicked.connect(self.leave)
        self._nobody.chosen.connect(self.begin_new)
        self.known.new_asked.connect(self.begin_new)
        self.known.chosen.connect(self._choose)
        self.known.opened.connect(self._put_chosen)
        self.card.put_asked.connect(self._put_chosen)
        self.panel.save_asked.connect(self._put_new)
        self.panel.left.connect(self._leave_form)
        self.alike.show_asked.connect(self._show_alike)
        new = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.activated.connect(self.begin_new)
        Fresh(self, self._bench.changes.committed, KINDS, self._show_chosen)

    def _choose(self, person_id: int | None) -> None:
        if person_id is not None and self.may_leave():
            self._right.setCurrentWidget(self.card)
            self._show_chosen()

    def _show_chosen(self) -> None:
        """Show who is chosen, and whether they are on the list already."""
        person_id = self.known.view.chosen_id()
        if self._right.currentWidget() is not self.card or self._event_id is None:
            return
        row = None
        if person_id is not None:
            with self._bench.store.reading() as session:
                row = desk_rows(session, self._event_id, [person_id]).get(person_id)
        if row is None:
            self._right.setCurrentWidget(self._nobody)
        else:
            self.card.show_person(row)

    def _show_alike(self, person_id: int) -> None:
        """Choose somebody who is probably meant; Enter then puts them on the list."""
        if not self.may_leave():
            return
        self.alike.clear()
        self._right.setCurrentWidget(self._nobody)
        self.known.show_record(person_id)
        self.known.view.setFocus()

    def _put_chosen(self) -> None:
        person_id = self.known.view.chosen_id()
        if self._right.currentWidget() is self.card and person_id is not None:
            self.put(person_id)

    def put(self, person_id: int) -> None:
        """Put somebody known on the list."""
        event_id = self._event_id
        if event_id is None:
            return

        def invite(session: Any) -> tuple[str, bool]:  # noqa: ANN401 - models own the session
            name = session.get_one(Person, person_id).name
            return name, invite_known(session, event_id, person_id)

        keep(self._bench, invite, self._said, self)

    def _put_new(self) -> None:
        event_id, draft = self._event_id, self._form.draft()
        if event_id is None:
            return
        self.panel.wait()
        keep(
            self._bench,
            lambda session: add_guest(session, event_id, draft).name,
            self._added,
            self,
            self._not_added,
        )

    def _said(self, put: tuple[str, bool]) -> None:
        name, fresh = put
        if fresh:
            self._bench.done(_("{name} was put on the list.").format(name=name))
        else:
            self._bench.messages.tell(_("{name} is on the list already.").format(name=name))
        self._begin_next()

    def _added(self, name: str) -> None:
        self._right.setCurrentWidget(self._nobody)
        self._bench.done(_("{name} was put on the list.").format(name=name))
        self._begin_next()

    def _not_added(self, error: Exception) -> None:
        if isinstance(error, NikTakenError):
            meant = partial(self._put_instead, error.person_id)
            self.panel.fail(error, _("Put this person on the list"), meant)
        else:
            self.panel.fail(error)

    def _put_instead(self, person_id: int) -> None:
        """Put the person on the list whose NIK was typed, and let what else was typed go."""
        self._right.setCurrentWidget(self._nobody)
        self.put(person_id)

    def _begin_next(self) -> None:
        self.known.search.selectAll()
        self.begin()

    def _leave_form(self) -> None:
        self._right.setCurrentWidget(self._nobody)
        self.begin()
