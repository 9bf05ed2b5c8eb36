"""Enrolling somebody at the desk: the form, what it comes to, and what follows from saving."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from models.enrolment.desk import find_at_desk
from models.enrolment.drafts import EnrolmentDraft
from models.enrolment.operations import enrol, take_in
from models.enrolment.starting import Habits, begin_known, begin_new
from models.people.drafts import PersonDraft
from models.people.nik import LENGTH
from models.people.operations import NikTakenError
from models.people.queries import person_rows
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.enrolment_form import EnrolmentForm
from ui.forms.keeping import keep
from ui.look import FAINT, Role, Size
from ui.messages import Messages
from ui.panes.alike_notice import AlikeNotice
from ui.panes.form_panel import FormPanel
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text


class DeskEnrolment(Card):
    """Enrols one person after the other; what was chosen for one is proposed for the next."""

    enrolled = Signal(object)
    """The id of the person who was enrolled."""
    taken_in = Signal(object)
    """The id of the person who was taken in as present only."""
    left = Signal()
    meant = Signal(object, str)
    """The NIK typed is that of somebody known: their id, and the NIK."""
    found = Signal(object)
    """Somebody known is probably who was typed, and is to be looked at: their id."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id = 0
        self._habits: dict[int, Habits] = {}
        self._begun: EnrolmentDraft | None = None
        self._looked_up = ""
        self._title = Text("", Size.HEADING, elide=True)
        self._badge = BadgeLabel(None, self)
        self.form = EnrolmentForm(bench)
        self.panel = EnrolPanel(self.form, bench.messages)
        self.alike = AlikeNotice(bench, most=1)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._badge)
        self.column.addLayout(head)
        self.column.addWidget(self.panel, 1)
        self.panel.save_asked.connect(self._save)
        self.panel.only_present.clicked.connect(self._take_in)
        self.panel.left.connect(self.left)
        self.form.changed.connect(self._look_up_nik)
        self.alike.watch(self.panel, self._somebody_new)
        self.alike.show_asked.connect(self._find_alike)

    def begin_new(self, event_id: int, typed: str) -> None:
        """Show the form for somebody new, what was searched for filled in."""
        self._event_id = event_id
        with self._bench.store.reading() as session:
            draft = begin_new(session, event_id, self._habits_here())
        self._show(draft, _("New person"), Badge(_("Walk-in"), Role.INFO))
        self.form.person.take_typed(typed)

    def begin_known(self, event_id: int, person_id: int) -> bool:
        """Show the form for a person; return whether they are still known."""
        self._event_id = event_id
        with self._bench.store.reading() as session:
            draft = begin_known(session, event_id, person_id, self._habits_here())
        if draft is not None:
            self._show(draft, _("Enrol {name}").format(name=draft.person.name), None)
        return draft is not None

    def begin(self) -> None:
        """Put the keyboard into the form."""
        self.form.begin()

    def may_leave(self) -> bool:
        """Whether the form may be given up; with something typed, ask."""
        return self.panel.may_leave()

    def _habits_here(self) -> Habits:
        return self._habits.get(self._event_id, Habits())

    def _show(self, draft: EnrolmentDraft, title: str, badge: Badge | None) -> None:
        self._begun = draft
        self._looked_up = ""
        self._title.setText(title)
        self._badge.show_badge(badge)
        self.panel.only_present.setVisible(draft.person_id is None)
        self.panel.show_draft(draft)
        self.alike.clear()

    def _somebody_new(self) -> PersonDraft | None:
        known = self._begun is None or self._begun.person_id is not None
        return None if known else self.form.person.draft()

    def _find_alike(self, person_id: object) -> None:
        """Go to somebody who is probably meant, unless what was typed is not to be lost."""
        if self.may_leave():
            self.alike.clear()
            self.found.emit(person_id)

    def _save(self) -> None:
        draft, event_id = self.form.draft(), self._event_id
        self.panel.wait()
        keep(
            self._bench,
            lambda session: enrol(session, event_id, draft).person_id,
            lambda person_id: self._saved(event_id, person_id, draft),
            self,
            self._failed,
        )

    def _saved(self, event_id: int, person_id: int, draft: EnrolmentDraft) -> None:
        if self._begun is not None:
            habits = self._habits.get(event_id, Habits())
            self._habits[event_id] = habits.after(self._begun, draft)
        text = _("{name} is enrolled: {total}. The card waits to be printed.")
        total = spoken().rupiah(draft.price().total)
        self._bench.done(text.format(name=draft.person.name, total=total))
        self.enrolled.emit(person_id)

    def _take_in(self) -> None:
        draft, event_id = self.form.draft().person, self._event_id
        self.alike.clear()
        self.panel.wait()
        keep(
            self._bench,
            lambda session: take_in(session, event_id, draft).id,
            lambda person_id: self._was_taken_in(person_id, draft.name),
            self,
            self._failed,
        )

    def _was_taken_in(self, person_id: int, name: str) -> None:
        self._bench.done(_("{name} is here.").format(name=name))
        self.taken_in.emit(person_id)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NikTakenError):
            known, nik = error.person_id, self.form.draft().person.nik
            self.panel.fail(error, _("Enrol this person"), lambda: self.meant.emit(known, nik))
        else:
            self.panel.fail(error)

    def _look_up_nik(self) -> None:
        """Say at once, and not only when saving, that the NIK typed is somebody's already."""
        draft = self.form.draft()
        nik = draft.person.nik
        if nik == self._looked_up or draft.person_id is not None:
            return
        self._looked_up = nik
        self.panel.notice.hide()
        if len(nik) != LENGTH:
            return
        with self._bench.store.reading() as session:
            rows = person_rows(session, find_at_desk(session, self._event_id, nik, limit=1))
        known = next((row for row in rows.values() if row.nik == nik), None)
        if known is not None:
            self.panel.notice.say(
                _("{name} is known by this NIK already.").format(name=known.name),
                Role.WARNING,
                _("Enrol this person"),
                lambda: self.meant.emit(known.id, nik),
            )


class EnrolPanel(FormPanel):
    """The form with what is still missing; it is saved even where nothing was changed."""

    judged = Signal()

    def __init__(self, form: EnrolmentForm, messages: Messages) -> None:
        self._enrolment = form
        super().__init__(form, messages, _("Save and next (Enter)"))
        self.missing = Text("", Size.CAPTION, FAINT, elide=True)
        self.only_present = action_button(_("Only here, not enrolled"), "user-check")
        self.put_beneath(self.missing)
        self.buttons.insertWidget(0, self.only_present)
        self.judged.connect(self._tell)
        self.judge()

    @override
    def judge(self) -> None:
        super().judge()
        may = not self._enrolment.problems() and not self._busy
        self._save.setEnabled(may)
        self.judged.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, or go on while something is missing: it never ticks consent."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        only_save = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        pressed = isinstance(self.focusWidget(), QPushButton) and not only_save
        if not enter or pressed:
            super().keyPressEvent(event)
        elif self._save.isEnabled():
            self.save_asked.emit()
        elif not only_save:
            self.focusNextChild()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        reached = self.focusWidget()
        if moved and reached is not None:
            bring_into_view(reached)
        return moved

    def _tell(self) -> None:
        """Say what is still missing."""
        form = self._enrolment
        problems = form.problems()
        self.missing.setText(next(iter(problems.values()), ""))
        self.missing.setVisible(bool(problems))
        self.only_present.setEnabled(not form.person.own_problems() and not self._busy)
