"""One person: their particulars, what is known of them at a glance, documents, what was done."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from typing_extensions import override

from models.cards.tables import Card
from models.documents.attachments import Owner
from models.enrolment.consents import withdraw_consent
from models.enrolment.of_person import PersonRecord, person_record
from models.enrolment.tables import Consent, Enrolment, Payment
from models.errors import UserError
from models.events.tables import Attendance, Event
from models.office.queries import time_zone, today
from models.people.drafts import PersonDraft
from models.people.operations import NikTakenError, add_person, change_person
from models.people.photo import photo
from models.people.queries import person_draft, person_rows
from models.people.tables import Group, GroupMember, Person
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.person_form import PersonForm
from ui.forms.photo_form import PhotoForm
from ui.look import Role
from ui.messages import Question
from ui.panes.alike_notice import AlikeNotice
from ui.panes.detail import FORM, REST, Detail, Shown
from ui.panes.documents_box import DocumentsBox
from ui.panes.person_history import PersonHistory
from ui.panes.person_money import PersonMoney
from ui.panes.person_record import PersonLook, PersonRecordView
from ui.widgets.badge import Badge

DOCUMENTS, HISTORY, MONEY, PHOTO = "documents", "history", "money", "photo"
LAYERS = (FORM, REST, DOCUMENTS, HISTORY, MONEY, PHOTO)
KINDS = frozenset(
    {Person, Attendance, Enrolment, Event, Payment, Card, Consent, Group, GroupMember}
)


class PersonDetail(Detail):
    """Shows the person chosen, or the form for somebody new."""

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
        self._money = PersonMoney(bench)
        self._photo = PhotoForm()
        self._picture = b""
        self._parts.add(DOCUMENTS, _("Documents"))
        self._parts.add(HISTORY, _("History"))
        for layer in (self._documents, self._history, self._money, self._photo):
            self._stack.addWidget(layer)
        self._listen()

    @override
    def show_part(self, name: str) -> None:
        """Show the particulars, the overview, the documents or what was done."""
        if not self.rest_may_leave():
            with QSignalBlocker(self._parts):
                self._parts.choose(self._part_shown())
            return
        self._money.let_go()
        self._parts.choose(name)
        self._show_layer(name)
        if name == HISTORY and self.record_id is not None:
            self._history.show_person(self.record_id)

    @override
    def show_record(self, record_id: int) -> bool:
        if record_id != self.record_id:
            self._money.let_go()
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
        self._money.let_go()
        self.alike.clear()
        super().show_new(title, draft)
        self._show_layer(FORM)

    @override
    def may_leave(self) -> bool:
        """Whether nothing typed in any part would be lost, or the person agrees to lose it."""
        return super().may_leave() and self.rest_may_leave()

    @override
    def rest_may_leave(self) -> bool:
        return self._money.may_leave() and self._documents.may_leave()

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
        count = len(record.events) + len(record.enrolments)
        return Shown(row.name, draft, count, _member_badge(record))

    @override
    def add(self, session: Any, draft: PersonDraft) -> int:
        return add_person(session, draft).id

    @override
    def change(self, session: Any, record_id: int, draft: PersonDraft) -> None:
        change_person(session, record_id, draft)

    @override
    def fail(self, error: Exception) -> None:
        if isinstance(error, NikTakenError):
            known = error.person_id
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
        self._money.event_chosen.connect(self.event_chosen)
        self._money.left.connect(self._back_to_overview)
        photo_of.picture_read.connect(self._cut_photo)
        self._photo.given.connect(self._keep_photo)
        self._photo.left.connect(self._back_to_overview)
        self._documents.counted.connect(lambda count: self._parts.set_count(DOCUMENTS, count))

    def _somebody_new(self) -> PersonDraft | None:
        return self._form.draft() if self.record_id is None else None

    def _show_layer(self, name: str) -> None:
        self._stack.setCurrentIndex(LAYERS.index(name))

    def _part_shown(self) -> str:
        """Return the part of the switch that what is shown belongs to."""
        name = LAYERS[self._stack.currentIndex()]
        return REST if name in (MONEY, PHOTO) else name

    def _open_enrolment(self, enrolment_id: int) -> None:
        with self._bench.store.reading() as session:
            found = self._money.show_enrolment(session, enrolment_id)
        if found:
            self._show_layer(MONEY)
            self._money.form.setFocus()

    def _show_money_again(self, session: Any) -> None:  # noqa: ANN401 - see keep
        """Read the enrolment shown anew; leave it if it is gone."""
        shown = self._money.enrolment_id
        if shown is not None and not self._money.show_enrolment(session, shown):
            self._show_layer(REST)

    def _back_to_overview(self) -> None:
        enrolment_id = self._money.enrolment_id
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

    def _keep_photo(self, cut: Any) -> None:  # noqa: ANN401 - a Cut, by a signal
        self._record.photo.keep_cut(self._picture, cut)
        self._picture = b""
        self._back_to_overview()


def _member_badge(record: PersonRecord) -> Badge | None:
    if not record.member_number:
        return None
    return Badge(_("Member {number}").format(number=record.member_number), Role.SUCCESS)
