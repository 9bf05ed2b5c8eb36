"""Emergency forms: numbers reserved before the power goes out, what became of each, and voiding.

The caller owns the session. A desk counts its forms one by one; what is taken back is void, and
its number is never used again.
"""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.consent_texts import current_version
from models.enrolment.paper_numbers import FormNumber, form_code, form_number
from models.enrolment.tables import PaperForm
from models.errors import UserError
from models.events.called_off import EMERGENCY, refuse_off
from models.events.tables import Event
from models.history.bulk import insert_many, table_of, update_many
from models.history.recording import named, recorder
from models.history.rows import batches
from models.history.tables import Action, Change
from models.money.here import desk_here
from models.office.queries import time_zone
from models.office.serials import next_serial
from models.office.tables import Desk, Officer
from models.people.tables import Person
from models.words import N_, _, ngettext

MOST = 500
"""Forms printed at once; what is more is a slip of the finger."""
REASON_LENGTH = 500
_PRINTED = ("event_id", "desk_id", "serial", "printed_at", "text_version", "language")


class FormState(enum.StrEnum):
    """What became of a form."""

    OUT = "out"
    TYPED = "typed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form. ``name`` is who stands on it, ``event`` the title of the event it is for."""

    id: int
    desk: int
    serial: int
    event_id: int
    event: str
    printed_at: datetime
    written_at: datetime | None
    typed_at: datetime | None
    person_id: int | None
    name: str
    voided_at: datetime | None
    void_reason: str

    @property
    def number(self) -> str:
        """Return its number as it is read on paper."""
        return form_number(self.desk, self.serial)

    @property
    def code(self) -> str:
        """Return what its code says."""
        return form_code(self.desk, self.serial)

    @property
    def state(self) -> FormState:
        """Return what became of it."""
        if self.voided_at is not None:
            return FormState.VOID
        return FormState.OUT if self.typed_at is None else FormState.TYPED


@dataclass(frozen=True, slots=True)
class FormCounts:
    """How many forms of an event were printed, and what became of them."""

    printed: int = 0
    typed: int = 0
    void: int = 0

    @property
    def out(self) -> int:
        """Return how many are neither typed in nor void."""
        return self.printed - self.typed - self.void


def reserve_forms(session: Session, event_id: int, count: int, language: str = "id") -> list[int]:
    """Give out the next ``count`` numbers of this desk for an event; return the forms' ids.

    ``language`` is the one in which consent stands on them, in today's wording.

    Raises UserError for a count outside 1–500, an event that is gone or was called off, and a
    computer that is no desk of the office.
    """
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    refuse_off(session, event_id, EMERGENCY)
    named(session, N_("Print {count} emergency forms for {event}"), count=count, event=event.title)
    if not 1 <= count <= MOST:
        raise UserError(_("Print from 1 to {most} forms at once.").format(most=MOST))
    desk_id = recorder(session).desk_id
    if desk_id is None:
        raise UserError(_("This computer is not a desk of the office yet."))
    first, now = _first_serial(session, desk_id), utc_now()
    wording = current_version(session)
    rows = [(event_id, desk_id, first + place, now, wording, language) for place in range(count)]
    return list(insert_many(session, PaperForm, _PRINTED, rows))


def next_number(session: Session) -> FormNumber | None:
    """Return the number the next form of this desk gets; None where this is no desk yet."""
    desk_id = desk_here(session)
    if desk_id is None:
        return None
    return FormNumber(session.get_one(Desk, desk_id).number, _first_serial(session, desk_id))


def void_forms(session: Session, ids: Collection[int], reason: str) -> None:
    """Declare forms void that were spoilt or stayed unused; their numbers are never used again.

    Raises UserError without a reason, and for one that was typed in or is void already.
    """
    rows = list(form_rows(session, list(ids)).values())
    number = rows[0].number if len(rows) == 1 else ""
    if number:
        named(session, N_("Void emergency form {number}"), number=number)
    else:
        named(session, N_("Void {count} emergency forms"), count=len(rows))
    if not reason.strip():
        raise UserError(_("Write why the form is void."))
    if len(reason.strip()) > REASON_LENGTH:
        raise UserError(_("Write no more than {most} characters.").format(most=REASON_LENGTH))
    for row in rows:
        refuse_used(session, row)
    fields = {"voided_at": utc_now(), "void_reason": reason.strip()}
    update_many(session, table_of(PaperForm), {row.id: fields for row in rows})


def refuse_used(session: Session, row: FormRow) -> None:
    """Raise UserError if a form cannot be typed in any more, saying what became of it."""
    if said := used_said(session, row):
        raise UserError(said)


def used_said(session: Session, row: FormRow) -> str:
    """Say what became of a form that is not out any more, by whom and when; else nothing."""
    if row.state is FormState.VOID:
        return _("Form {number} is void: {reason}").format(
            number=row.number, reason=row.void_reason
        )
    if row.state is FormState.OUT or row.typed_at is None:
        return ""
    officer = typed_by(session, row.id)
    when = row.typed_at.astimezone(time_zone(session))
    words = _("Form {number} was typed in already: {name}, {when}.")
    if officer:
        words = _("Form {number} was typed in already: {name}, by {officer}, {when}.")
    return words.format(
        number=row.number, name=row.name, officer=officer, when=f"{when:%d/%m/%Y %H:%M}"
    )


def typed_by(session: Session, form_id: int) -> str:
    """Return who typed a form in, as the history says; empty where it does not."""
    found = session.scalar(
        select(Officer.name)
        .select_from(Change)
        .join(Action, Action.id == Change.action_id)
        .join(Officer, Officer.id == Action.officer_id)
        .where(
            Change.record_table == PaperForm.__tablename__,
            Change.record_id == form_id,
            Change.after["typed_at"].as_string().is_not(None),
        )
        .order_by(Action.id.desc())
        .limit(1)
    )
    return found or ""


def form_counts(session: Session, event_id: int) -> FormCounts:
    """Count the forms of an event, those of all desks."""
    void = PaperForm.voided_at.is_not(None)
    row = session.execute(
        select(
            func.count(),
            func.count().filter(~void, PaperForm.typed_at.is_not(None)),
            func.count().filter(void),
        ).where(PaperForm.event_id == event_id)
    ).one()
    return FormCounts(*row)


def counts_said(counts: FormCounts) -> str:
    """Say in the spoken language how many forms there are and what became of them."""
    parts = (
        ngettext("{n} printed", "{n} printed", counts.printed),
        ngettext("{n} typed in", "{n} typed in", counts.typed),
        ngettext("{n} void", "{n} void", counts.void),
        ngettext("{n} still out", "{n} still out", counts.out),
    )
    return " · ".join(parts)


def forms_out(session: Session, event_id: int) -> list[int]:
    """Return the forms of an event that are neither typed in nor void, by number."""
    return list(
        session.scalars(
            select(PaperForm.id)
            .join(Desk, Desk.id == PaperForm.desk_id)
            .where(
                PaperForm.event_id == event_id,
                PaperForm.typed_at.is_(None),
                PaperForm.voided_at.is_(None),
            )
            .order_by(Desk.number, PaperForm.serial)
        )
    )


def form_rows(session: Session, ids: Sequence[int]) -> dict[int, FormRow]:
    """Return the forms with these ids, in their order."""
    found = {
        row.id: FormRow(**row._mapping)
        for batch in batches(ids)
        for row in session.execute(_ROWS.where(PaperForm.id.in_(batch)))
    }
    return {one: found[one] for one in ids if one in found}


def find_form(session: Session, number: FormNumber) -> FormRow | None:
    """Return the form with this number; None if there never was one."""
    row = session.execute(
        _ROWS.where(Desk.number == number.desk, PaperForm.serial == number.serial)
    ).one_or_none()
    return FormRow(**row._mapping) if row is not None else None


def _first_serial(session: Session, desk_id: int) -> int:
    last = select(func.max(PaperForm.serial)).where(PaperForm.desk_id == desk_id)
    return next_serial(session, session.scalar(last))


_ROWS: Select[*tuple[Any, ...]] = (
    select(
        PaperForm.id,
        Desk.number.label("desk"),
        PaperForm.serial,
        PaperForm.event_id,
        Event.title.label("event"),
        PaperForm.printed_at,
        PaperForm.written_at,
        PaperForm.typed_at,
        PaperForm.person_id,
        func.coalesce(Person.name, "").label("name"),
        PaperForm.voided_at,
        func.coalesce(PaperForm.void_reason, "").label("void_reason"),
    )
    .join(Desk, Desk.id == PaperForm.desk_id)
    .join(Event, Event.id == PaperForm.event_id)
    .outerjoin(Person, Person.id == PaperForm.person_id)
)
