"""One person: their particulars, the events they came to, what they enrolled in."""

from typing import Any

from PySide6.QtCore import Signal
from typing_extensions import override

from models.enrolment.of_person import PersonRecord, person_record
from models.enrolment.tables import Enrolment
from models.events.tables import Attendance, Event
from models.office.queries import time_zone
from models.people.drafts import PersonDraft
from models.people.operations import NikTakenError, add_person, change_person
from models.people.queries import person_draft, person_rows
from models.people.tables import Person
from models.words import _
from ui.bench import Bench
from ui.forms.person_form import PersonForm
from ui.look import Role
from ui.panes.detail import FORM, Detail, Shown
from ui.panes.person_record import PersonRecordView
from ui.widgets.badge import Badge

KINDS = frozenset({Person, Attendance, Enrolment, Event})


class PersonDetail(Detail):
    """Shows the person chosen, or the form for somebody new."""

    person_meant = Signal(object)
    """The NIK typed is this person's: they should be shown instead."""

    def __init__(self, bench: Bench) -> None:
        self._form = PersonForm(bench)
        self._record = PersonRecordView()
        super().__init__(bench, self._form, self._record, _("Events and enrolments"), KINDS)
        self._record.event_chosen.connect(self.event_chosen)

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
        record = person_record(session, record_id)
        self._record.show_record(record, time_zone(session))
        return Shown(
            row.name,
            person_draft(session, record_id),
            len(record.events) + len(record.enrolments),
            _member_badge(record),
        )

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


def _member_badge(record: PersonRecord) -> Badge | None:
    if not record.member_number:
        return None
    return Badge(_("Member {number}").format(number=record.member_number), Role.SUCCESS)
