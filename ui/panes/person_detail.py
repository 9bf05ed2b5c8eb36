"""One person: their particulars, what is known of them at a glance, documents, what was done."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.cards.tables import Card
from models.documents.attachments import Owner
from models.edits import GoneMeanwhileError
from models.enrolment.consents import withdraw_consent
from models.enrolment.of_person import PersonRecord, person_record
from models.enrolment.tables import Consent, Enrolment, Payment
from models.errors import UserError
from models.events.tables import Attendance, Event
from models.office.queries import time_zone, today
from models.office.rights import Right
from models.people.apart import bring_together
from models.people.drafts import PersonDraft
from models.people.operations import NikTakenError, add_person, change_person
from models.people.photo import photo
from models.people.queries import person_draft, person_rows
from models.people.tables import Group, GroupMember, Person, PersonApart
from models.privacy.tables import DataRequest
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.person_form import PersonForm
from ui.forms.photo_form import PhotoForm
from ui.forms.photo_taker import PhotoTaker
from ui.look import Role
from ui.messages import Question
from ui.panes.alike_notice import AlikeNotice
from ui.panes.detail import FORM, REST, Detail, Shown
from ui.panes.documents_box import DocumentsBox
from ui.panes.person_erasure import PersonErasure
from ui.panes.person_history import PersonHistory
from ui.panes.person_number import PersonNumber
from ui.panes.person_privacy import PersonPrivacy
from ui.panes.person_record import PersonLook, PersonRecordView
from ui.widgets.badge import Badge

if TYPE_CHECKING:  # loaded with the first enrolment that is opened
    from ui.panes.person_money import PersonMoney

DOCUMENTS, HISTORY, MONEY, PHOTO = "documents", "history", "money", "photo"
CAMERA, NUMBER, PRIVACY, ERASING = "camera", "number", "privacy", "erasing"
LAYERS = (FORM, REST, DOCUMENTS, HISTORY, MONEY, PHOTO, CAMERA, NUMBER, PRIVACY, ERASING)
KINDS = frozenset(
    {
        Person,
        Attendance,
        Enrolment,
        Event,
        Payment,
        Card,
        Consent,
        Group,
        GroupMember,
        PersonApart,
        DataRequest,
    }
)


class PersonDetail(Detail):
    """Shows the person chosen, or the form for somebody new."""

    kept_with = Right.SERVE
    kind = Person
    person_meant = Signal(object)
    """The NIK typed is this person's: they should be shown instead."""
    alike_chosen = Signal(object)
    """This person is probably whom is being added: they should be shown, if nothing is lost."""
    group_chosen = Signal(object)

    def __init__(self, bench: Bench) -> None:
        self._form = PersonForm(bench)
        self._record = PersonRecordView(bench)
        super().__init__(bench, self._form, self._record, _("Overview"), KINDS)
        nothing = _("Nothing is attached yet: KTP, family card, signed consent.")
        self.alike = AlikeNotice(bench)
        self._documents = DocumentsBox(bench, nothing)
        self._history = PersonHistory(bench)
        self._money: PersonMoney | None = None
        self._photo, self._taker = PhotoForm(), PhotoTaker(bench)
        self._picture = b""
        self._parts.add(DOCUMENTS, _("Documents"))
        self._parts.add(HISTORY, _("History"))
        self._number = PersonNumber(bench)
        self.privacy, self._erasure = PersonPrivacy(bench), PersonErasure(bench)
        self._parts.add(PRIVACY, _("Data and consent"))
        self._no_money = QWidget()
        rest = (self._documents, self._history, self._no_money, self._photo, self._taker)
        for layer in (*rest, self._number, self.privacy, self._erasure):
            self._stack.addWidget(layer)
        self._listen()

    @override
    def show_part(self, name: str) -> None:
        """Show the particulars, the overview, the documents or what was done."""
        if not self.rest_may_leave():
            with QSignalBlocker(self._parts):
                self._parts.choose(self._part_shown())
            return
        self._let_go()
        self._parts.choose(name)
        self._show_layer(name)
        if name == HISTORY and self.record_id is not None:
            self._history.show_person(self.record_id)

    @override
    def show_record(self, record_id: int) -> bool:
        if record_id != self.record_id:
            self._let_go()
            self._show_layer(self._parts.name())
        self.alike.clear()
        found = super().show_record(record_id)
        if found:
            self._documents.show_owner(Owner(person_id=record_id))
            if self._parts.name() == HISTORY:
                self._history.show_person(record_id)
        return found

    @override
    def show_new(self, title: str, draft: object) -> None:
        self._let_go()
        self.alike.clear()
        self.panel.setEnabled(True)
        super().show_new(title, draft)
        self._show_layer(FORM)

    @override
    def may_leave(self) -> bool:
        """Whether nothing typed in any part would be lost, or the person agrees to lose it."""
        return super().may_leave() and self.rest_may_leave()

    @override
    def rest_may_leave(self) -> bool:
        parts = (self._money, self._number, self._documents, self.privacy)
        return all(part is None or part.may_leave() for part in parts)

    def begin_new(self, nik: str = "", name: str = "") -> None:
        """Show the form for somebody new, with what was searched for filled in."""
        self.show_new(_("Add person"), PersonDraft())
        self._form.take(nik=nik, name=name)
        self.begin()

    @override
    def begin(self) -> None:
        """Put the keyboard into the form."""
        self.show_part(FORM)
        self._form.begin()

    @override
    def look_up(self, session: Any, record_id: int) -> Shown | None:
        row = person_rows(session, [record_id]).get(record_id)
        if row is None:
            return None
        record, draft = person_record(session, record_id), person_draft(session, record_id)
        day = today(session)
        reading = draft.reading(day) if draft.nik else None
        self._record.show_person(
            PersonLook(
                record_id,
                row.name,
                self._look_at_photo(session, record_id),
                reading,
                record,
                day,
                time_zone(session),
            )
        )
        self._show_money_again(session)
        self._number.look_again(session)
        waiting = self.privacy.show_person(session, record_id)
        self._parts.set_count(PRIVACY, spoken().number(waiting) if waiting else "")
        count = len(record.events) + len(record.enrolments)
        said = self.privacy.erasure_said(session, record_id)
        self.panel.setEnabled(not said)  # nothing is to be typed about whoever was erased
        return Shown(said or row.name, draft, count, _member_badge(record))

    @override
    def draft_of(self, session: Any, record_id: int) -> PersonDraft:
        return person_draft(session, record_id)

    @override
    def add(self, session: Any, draft: PersonDraft) -> int:
        return add_person(session, draft).id

    @override
    def change(self, session: Any, record_id: int, draft: PersonDraft) -> None:
        change_person(session, record_id, draft)

    @override
    def fail(self, error: Exception) -> None:
        known = error.person_id if isinstance(error, NikTakenError) else None
        if isinstance(error, GoneMeanwhileError):
            known = error.goes_on_id
        if known is not None:
            self.panel.fail(error, _("Show this person"), lambda: self.person_meant.emit(known))
        else:
            super().fail(error)

    def _listen(self) -> None:
        record, photo_of = self._record, self._record.photo
        self.alike.watch(self.panel, self._somebody_new)
        self.alike.show_asked.connect(self.alike_chosen)
        record.event_chosen.connect(self.event_chosen)
        record.group_chosen.connect(self.group_chosen)
        record.enrolment_chosen.connect(self._open_enrolment)
        record.consent_chosen.connect(self._withdraw)
        record.apart_chosen.connect(self._bring_together)
        record.number_asked.connect(self._open_number)
        self._number.left.connect(self._back_from_number)
        self.privacy.erase_asked.connect(self._ask_to_erase)
        self._erasure.left.connect(self._back_from_erasure)
        self._erasure.erased.connect(lambda: self._show_layer(REST))
        photo_of.picture_read.connect(self._cut_photo)
        photo_of.camera_asked.connect(self._take_photo)
        self._taker.taken.connect(self._keep_taken)
        self._taker.left.connect(self._back_to_overview)
        self._photo.given.connect(self._keep_photo)
        self._photo.left.connect(self._back_to_overview)
        self._documents.counted.connect(lambda count: self._parts.set_count(DOCUMENTS, count))

    def _somebody_new(self) -> PersonDraft | None:
        return self._form.draft() if self.record_id is None else None

    def _show_layer(self, name: str) -> None:
        if name != CAMERA:
            self._taker.stop()
        self._stack.setCurrentIndex(LAYERS.index(name))

    def _part_shown(self) -> str:
        """Return the part of the switch that what is shown belongs to."""
        name = LAYERS[self._stack.currentIndex()]
        if name == ERASING:
            return PRIVACY
        return REST if name in (MONEY, PHOTO, CAMERA, NUMBER) else name

    def _let_go(self) -> None:
        """Give up what was begun in a layer over the overview."""
        if self._money is not None:
            self._money.let_go()
        self._number.let_go()
        self.privacy.let_go()
        self._erasure.let_go()

    def _open_number(self) -> None:
        if self.record_id is not None:
            self._number.show_person(self.record_id)
            self._show_layer(NUMBER)
            self._number.form.setFocus()

    def _ask_to_erase(self, person_id: object) -> None:
        if isinstance(person_id, int) and self.rest_may_leave():
            self._erasure.show_person(person_id)
            self._show_layer(ERASING)
            self._erasure.form.setFocus()

    def _back_from_erasure(self) -> None:
        self._show_layer(PRIVACY)
        self.privacy.erase.setFocus()

    def _back_from_number(self) -> None:
        self._number.let_go()
        self._show_layer(REST)
        self._record.number.setFocus()

    def _open_enrolment(self, enrolment_id: int) -> None:
        money = self._money = self._money or self._add_money()
        with self._bench.store.reading() as session:
            found = money.show_enrolment(session, enrolment_id)
        if found:
            self._show_layer(MONEY)
            money.form.setFocus()

    def _add_money(self) -> "PersonMoney":
        from ui.panes.person_money import PersonMoney

        money = PersonMoney(self._bench)
        money.event_chosen.connect(self.event_chosen)
        money.left.connect(self._back_to_overview)
        self._stack.insertWidget(LAYERS.index(MONEY), money)
        self._stack.removeWidget(self._no_money)
        self._no_money.deleteLater()
        return money

    def _show_money_again(self, session: Any) -> None:  # noqa: ANN401 - see keep
        """Read the enrolment shown anew; leave it if it is gone."""
        money = self._money
        if money is None or money.enrolment_id is None:
            return
        if not money.show_enrolment(session, money.enrolment_id):
            self._show_layer(REST)

    def _back_to_overview(self) -> None:
        enrolment_id = self._money.enrolment_id if self._money is not None else None
        if self._money is not None:
            self._money.let_go()
        self._show_layer(REST)
        self._record.begin_at(enrolment_id)

    def _withdraw(self, consent_id: object) -> None:
        """Note that a consent is withdrawn, if that is meant."""
        if not isinstance(consent_id, int):
            return
        question = Question(
            _("Note that this consent is withdrawn?"),
            _("Withdraw consent"),
            _("Without a valid consent the office may not enrol this person again."),
        )
        if self._bench.messages.ask(question):
            keep(
                self._bench,
                lambda session: withdraw_consent(session, consent_id),
                lambda _nothing: self._bench.done(_("The consent was withdrawn.")),
                self,
            )

    def _bring_together(self, other_id: object) -> None:
        """Let two who were kept apart be compared again, if that is meant."""
        person_id = self.record_id
        if person_id is None or not isinstance(other_id, int):
            return
        with self._bench.store.reading() as session:
            names = [row.name for row in person_rows(session, [person_id, other_id]).values()]
        question = Question(
            _("Could these two be the same person after all?"),
            _("Compare them again"),
            _("They are shown among the duplicates again, if they look alike."),
            names,
            harmful=False,
        )
        if self._bench.messages.ask(question):
            keep(
                self._bench,
                lambda session: bring_together(session, person_id, other_id),
                lambda _nothing: self._bench.done(_("They are kept apart no longer.")),
                self,
            )

    def _look_at_photo(self, session: Any, person_id: int) -> bytes | None:  # noqa: ANN401 - see keep
        """Return the photo; one that was damaged is told, and the page shown without it."""
        try:
            return photo(session, person_id)
        except UserError as error:
            self._bench.fail(error)
            return None

    def _cut_photo(self, picture: bytes) -> None:
        self._picture = picture
        self._photo.show_picture(picture)
        self._parts.choose(REST)
        self._show_layer(PHOTO)
        self._photo.setFocus()

    def _take_photo(self) -> None:
        self._parts.choose(REST)
        self._show_layer(CAMERA)
        self._taker.start()
        self._taker.setFocus()

    def _keep_taken(self, photo: bytes) -> None:
        self._record.photo.keep_photo(photo)
        self._back_to_overview()

    def _keep_photo(self, cut: Any) -> None:  # noqa: ANN401 - a Cut, by a signal
        self._record.photo.keep_cut(self._picture, cut)
        self._picture = b""
        self._back_to_overview()


def _member_badge(record: PersonRecord) -> Badge | None:
    if not record.member_number:
        return None
    return Badge(_("Member {number}").format(number=record.member_number), Role.SUCCESS)
