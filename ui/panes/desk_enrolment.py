"""Enrolling somebody at the desk: the form, what it comes to, and what follows from saving."""

import enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from models.enrolment.desk import find_at_desk
from models.enrolment.drafts import EnrolmentDraft
from models.enrolment.operations import take_in
from models.enrolment.starting import Habits, begin_known, begin_new
from models.people.drafts import PersonDraft
from models.people.nik import LENGTH
from models.people.operations import NikTakenError
from models.people.queries import person_rows
from models.privacy.limits import limit_said, limited_niks
from models.words import _
from ui.bench import Bench
from ui.forms.enrolment_form import EnrolmentForm
from ui.forms.keeping import keep
from ui.look import Role, Size, em
from ui.panes.alike_notice import AlikeNotice
from ui.panes.desk_card import card_title
from ui.panes.enrolment_layers import EnrolmentLayers
from ui.panes.enrolment_panel import EnrolPanel
from ui.panes.enrolment_saving import Kept, enrol_at_desk, enrolled_said, photo_of
from ui.panes.enrolment_unsaved import UnsavedEnrolment
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.panel import Card
from ui.widgets.text import Text


class Then(enum.Enum):
    """What follows once somebody is enrolled: the entry, the next walk-in, or the card."""

    ENTRY = enum.auto()
    NEXT = enum.auto()
    CARD = enum.auto()


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
        self.sitting_id: int | None = None
        """The sitting that was chosen for whoever comes; None leaves it to the clock."""
        self._event_id = 0
        self._habits: dict[int, Habits] = {}
        self._begun: EnrolmentDraft | None = None
        self._photo: bytes | None = None
        self._looked_up = ""
        self._last: int | None = None
        self._title = Text("", Size.HEADING, elide=True)
        self._badge = BadgeLabel(None, self)
        self.picture = QLabel()
        self.form = EnrolmentForm(bench)
        self.panel = EnrolPanel(self.form, bench.messages)
        self.alike = AlikeNotice(bench, most=1)
        self.layers = EnrolmentLayers(bench, self.panel, self.form)
        self.unsaved = UnsavedEnrolment(bench, self.panel)
        self._lay_out()
        self._listen()

    def begin_new(self, event_id: int, typed: str) -> None:
        """Show the form for somebody new, what was searched for filled in."""
        self._event_id = event_id
        with self._bench.store.reading() as session:
            draft = begin_new(session, event_id, self._habits_here())
        self._photo = None
        self._show(draft, _("New person"), Badge(_("Walk-in"), Role.INFO))
        if typed.strip():
            self.form.person.take_typed(typed)

    def begin_known(self, event_id: int, person_id: int) -> bool:
        """Show the form for a person; return whether they are still known."""
        self._event_id = event_id
        with self._bench.store.reading() as session:
            draft = begin_known(session, event_id, person_id, self._habits_here())
            self._photo = photo_of(session, person_id) if draft is not None else None
        if draft is not None:
            self._show(draft, _("Enrol {name}").format(name=draft.person.name), None)
        return draft is not None

    def begin(self) -> None:
        """Put the keyboard into the form."""
        self.form.begin()

    def may_leave(self) -> bool:
        """Whether the form may be given up; with something typed, ask."""
        changed, leaving = self.form.is_changed(), self.panel.may_leave()
        if changed and leaving:
            self.unsaved.forget()
        return leaving

    def may_close(self) -> bool:
        """Whether the window may close: what was typed is kept, and offered again."""
        self.unsaved.keep_now()
        return True

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._badge)
        head.addWidget(self.picture)
        self.column.addLayout(head)
        self.column.addWidget(self.layers, 1)

    def _listen(self) -> None:
        panel = self.panel
        panel.save_asked.connect(partial(self._save, Then.ENTRY))
        panel.next_asked.connect(partial(self._save, Then.NEXT))
        panel.card_asked.connect(partial(self._save, Then.CARD))
        panel.only_present.clicked.connect(self._take_in)
        panel.undo_asked.connect(self._bench.undoing.undo)
        panel.left.connect(self._leave)
        self.form.changed.connect(self._look_up_nik)
        self.form.changed.connect(self._show_photo)
        self.layers.printed.connect(self._go_to_entry)
        self.alike.watch(panel, self._somebody_new)
        self.alike.show_asked.connect(self._find_alike)

    def _habits_here(self) -> Habits:
        return self._habits.get(self._event_id, Habits())

    def _show(self, draft: EnrolmentDraft, title: str, badge: Badge | None) -> None:
        self._begun = draft
        self._looked_up = draft.person.nik
        self._title.setText(title)
        self._badge.show_badge(badge)
        self.panel.only_present.setVisible(draft.person_id is None)
        self.panel.show_draft(draft)
        self.alike.clear()
        self.layers.show_form()
        self.unsaved.look_for(self._event_id, draft.person_id)
        self._show_photo()

    def _show_photo(self) -> None:
        """Show the photo taken now, or the one that is kept of the person."""
        data = self.form.photo() or self._photo
        picture = QPixmap()
        if data:
            picture.loadFromData(data)
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToHeight(em(self, 4), smooth)
            self.picture.setPixmap(picture)
            name = self.form.person.draft().name
            self.picture.setAccessibleName(_("Photo of {name}").format(name=name))
        self.picture.setVisible(not picture.isNull())

    def _somebody_new(self) -> PersonDraft | None:
        known = self._begun is None or self._begun.person_id is not None
        return None if known else self.form.person.draft()

    def _find_alike(self, person_id: object) -> None:
        """Go to somebody who is probably meant, unless what was typed is not to be lost."""
        if self.may_leave():
            self.alike.clear()
            self.found.emit(person_id)

    def _save(self, then: Then) -> None:
        draft, event_id, sitting = self.form.draft(), self._event_id, self.sitting_id
        self.alike.clear()
        self.panel.wait()
        keep(
            self._bench,
            lambda session: enrol_at_desk(session, event_id, draft, sitting),
            lambda kept: self._saved(event_id, draft, kept, then),
            self,
            self._failed,
        )

    def _saved(self, event_id: int, draft: EnrolmentDraft, kept: Kept, then: Then) -> None:
        self.unsaved.forget()
        if self._begun is not None:
            habits = self._habits.get(event_id, Habits())
            self._habits[event_id] = habits.after(self._begun, draft)
        self._bench.done(enrolled_said(draft, kept))
        self._last = kept.person_id
        if then is Then.ENTRY:
            self._go_to_entry()
            return
        self.begin_new(event_id, "")
        if then is Then.CARD and kept.card_id is not None:
            self._title.setText(card_title(draft.person.name))
            self._badge.show_badge(None)
            self.layers.show_card(kept.card_id, draft.person.name)
        else:
            self.begin()

    def _go_to_entry(self) -> None:
        """Go back to the entry, which is ready for the next person where one was enrolled."""
        last, self._last = self._last, None
        if last is None:
            self.left.emit()
        else:
            self.enrolled.emit(last)

    def _leave(self) -> None:
        self.unsaved.forget()
        self._go_to_entry()

    def _take_in(self) -> None:
        draft, event_id, sitting = self.form.draft().person, self._event_id, self.sitting_id
        self.alike.clear()
        self.panel.wait()
        keep(
            self._bench,
            lambda session: take_in(session, event_id, draft, session_id=sitting).id,
            lambda person_id: self._was_taken_in(person_id, draft.name),
            self,
            self._failed,
        )

    def _was_taken_in(self, person_id: int, name: str) -> None:
        self.unsaved.forget()
        self._last = None
        self._bench.done(_("{name} is here.").format(name=name))
        self.taken_in.emit(person_id)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, NikTakenError):
            known, nik = error.person_id, self.form.draft().person.nik
            self.panel.fail(error, _("Enrol this person"), lambda: self.meant.emit(known, nik))
        else:
            self.panel.fail(error)

    def _look_up_nik(self) -> None:
        """Say at once, and not only when saving, that the NIK typed is somebody else's already."""
        draft = self.form.draft()
        nik = draft.person.nik
        if nik == self._looked_up:
            return
        self._looked_up = nik
        self.panel.notice.hide()
        if len(nik) != LENGTH:
            return
        with self._bench.store.reading() as session:
            rows = person_rows(session, find_at_desk(session, self._event_id, nik, limit=1))
            limited = bool(limited_niks(session, [nik]))
        if limited:
            self.panel.notice.say(limit_said(), Role.DANGER)
            return
        known = next((row for row in rows.values() if row.nik == nik), None)
        if known is not None and known.id != draft.person_id:
            text = _("{name} is known by this NIK already.")
            if draft.person_id is not None:
                text = _("This is the NIK of {name}. Look at the KTP again.")
            self.panel.notice.say(
                text.format(name=known.name),
                Role.WARNING,
                _("Enrol this person"),
                lambda: self.meant.emit(known.id, nik),
            )
