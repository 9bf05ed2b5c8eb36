"""Typing in what stands on an emergency form: short texts as one types them, and what they mean.

The power was out when it was written, so everything is kept at the time that stands on the paper.
The caller owns the session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.consent_texts import current_version
from models.enrolment.desk import DeskRow, desk_rows
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol, take_in
from models.enrolment.paper_forms import form_rows, refuse_used
from models.enrolment.paper_reading import (
    COLUMNS,
    Texts,
    read_birth,
    read_consent,
    read_income,
    read_months,
    read_payer,
    read_phone_number,
    read_programmes,
    read_sex_of,
    read_time,
    read_work,
    said_of,
)
from models.enrolment.starting import Habits, begin_known, begin_new
from models.enrolment.tables import ConsentWay, PaperForm
from models.errors import UserError
from models.events.operations import check_in
from models.events.tables import Event
from models.history.recording import named
from models.money.at_enrolment import MoneyKind, receipt_said
from models.office.queries import time_zone, today
from models.people.drafts import PersonDraft
from models.people.nik import LENGTH, clean_nik
from models.people.operations import change_person
from models.people.queries import OccupationRow, occupations
from models.people.tables import Person
from models.words import N_, _, spoken

__all__ = [
    "COLUMNS",
    "Ground",
    "Kept",
    "Known",
    "Read",
    "Texts",
    "ground",
    "known",
    "read",
    "type_in",
]

_BESIDE = {
    "first_month": "months",
    "money": "paid",
    "amount": "paid",
    "reference": "paid",
    "billing_code": "paid",
    "age_reason": "reason",
    "declared": "consent",
    "base_income": "income",
    "base_reason": "income",
}
"""In which column of the paper it is told what the form of an enrolment tells elsewhere."""
_ONLY_PRESENT = ("time", "nik", "name", "birth_date", "sex", "phone", "reason")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for all forms of an event: its days, the clock, what may be chosen."""

    event_id: int
    first_day: date
    last_day: date
    now: datetime
    zone: ZoneInfo
    today: date
    works: tuple[OccupationRow, ...]
    new: EnrolmentDraft


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose NIK stands on the paper: the form as it begins for them, how they stand."""

    draft: EnrolmentDraft
    row: DeskRow


@dataclass(frozen=True, slots=True)
class Read:
    """What a form means as it was typed: when, the enrolment, and what to say beside each cell.

    ``only_present`` says that they did not enrol. ``shown`` is what cells say that were left empty.
    """

    only_present: bool
    at: datetime | None
    draft: EnrolmentDraft
    problems: Mapping[str, str]
    warnings: Mapping[str, str]
    shown: Mapping[str, str]

    @property
    def complete(self) -> bool:
        """Whether it can be kept."""
        return not self.problems and self.at is not None


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a form: its number, who stands on it, the receipt given now."""

    number: str
    person_id: int
    name: str
    receipt: str


def ground(session: Session, event_id: int) -> Ground:
    """Return what the forms of an event are read against. Raises UserError if it is gone."""
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    return Ground(
        event_id=event_id,
        first_day=event.starts_at.date(),
        last_day=event.ends_at.date(),
        now=utc_now(),
        zone=time_zone(session),
        today=today(session),
        works=tuple(occupations(session)),
        new=begin_new(session, event_id, Habits()),
    )


def known(session: Session, event_id: int, nik: str) -> Known | None:
    """Return who is known by a NIK, with whom their record was merged into; None for nobody."""
    digits = clean_nik(nik)
    if len(digits) != LENGTH:
        return None
    goes_on = select(func.coalesce(Person.merged_into_id, Person.id)).where(Person.nik == digits)
    person_id = session.scalar(goes_on)
    if person_id is None:
        return None
    row = desk_rows(session, event_id, [person_id]).get(person_id)
    draft = begin_known(session, event_id, person_id, Habits())
    return Known(draft, row) if row is not None and draft is not None else None


def read(texts: Texts, on: Ground, who: Known | None, *, only_present: bool = False) -> Read:
    """Read what was typed of one form; ``who`` is known by its NIK.

    An empty cell leaves what is known of that person as it is; of somebody new, birth date and sex
    are taken from the NIK.
    """
    found: dict[str, str] = {}
    at = read_time(texts.time, on.first_day, on.last_day, found)
    moment = at.replace(tzinfo=on.zone).astimezone(UTC) if at is not None else None
    if moment is not None and moment > on.now:
        found["time"] = _("That time has not come yet.")
    draft = _draft(texts, on, who, found, only_present=only_present)
    problems = _problems(texts, on, draft, who, only_present=only_present) | found
    if who is not None and who.row.enrolled_id is not None and not only_present:
        problems["nik"] = _("{name} is enrolled at this event already.").format(name=who.row.name)
    columns = _ONLY_PRESENT if only_present else COLUMNS
    return Read(
        only_present=only_present,
        at=moment,
        draft=draft,
        problems={column: problems[column] for column in columns if problems.get(column)},
        warnings=_warnings(on, draft, only_present=only_present),
        shown=said_of(draft, only_present=only_present),
    )


def type_in(session: Session, form_id: int, meant: Read) -> Kept:
    """Keep what stands on a form, at the time on the paper, as one action.

    A receipt for cash gets the number that is next now. Raises UserError for a form that was typed
    in or voided meanwhile, and as ``enrol`` does.
    """
    row = form_rows(session, [form_id]).get(form_id)
    if row is None or meant.at is None or not meant.complete:
        raise UserError(_("Something is still missing on this form."))
    name = meant.draft.person.name
    named(session, N_("Type in form {number} of {person}"), number=row.number, person=name)
    refuse_used(session, row)
    form = session.get_one(PaperForm, form_id)
    draft = _as_printed(meant.draft, form)
    person_id, receipt = _keep(session, row.event_id, replace(meant, draft=draft), meant.at)
    form.person_id, form.written_at, form.typed_at = person_id, meant.at, utc_now()
    session.flush()
    return Kept(row.number, person_id, name, receipt)


def _as_printed(draft: EnrolmentDraft, form: PaperForm) -> EnrolmentDraft:
    """Return the enrolment with consent given to the wording that stands on the form."""
    if not draft.consent.given:
        return draft
    wording = replace(draft.consent, text_version=form.text_version, language=form.language)
    return replace(draft, consent=wording)


def _keep(session: Session, event_id: int, meant: Read, at: datetime) -> tuple[int, str]:
    draft = meant.draft
    if not meant.only_present:
        enrolment = enrol(session, event_id, draft, at)
        return enrolment.person_id, receipt_said(session, enrolment.id)
    if draft.person_id is None:
        return take_in(session, event_id, draft.person, at).id, ""
    person = change_person(session, draft.person_id, draft.person)
    check_in(session, event_id, person.id, at)
    return person.id, ""


def _draft(
    texts: Texts, on: Ground, who: Known | None, found: dict[str, str], *, only_present: bool
) -> EnrolmentDraft:
    """Return the enrolment that is meant; ``found`` gets what cannot be read."""
    begun = on.new if who is None else who.draft
    draft = replace(begun, person=_person(texts, on, begun.person, found))
    if only_present:
        return draft
    work = read_work(texts.occupation, on.works, draft.person.occupation_id, found)
    if work is not None:
        person = replace(draft.person, occupation_id=work.id)
        draft = replace(draft, person=person, occupation=work.name, sector=work.sector)
    way = read_consent(texts.consent, found)
    draft = replace(
        draft,
        programmes=read_programmes(texts.programmes, begun.programmes, found),
        months=read_months(texts.months, begun.months, found),
        payer=read_payer(texts.payer, begun.payer, found),
        age_reason=texts.reason.strip(),
        # Both stand above the one signature on the paper.
        declared=way is not None or begun.has_consent,
        consent=_consent(way),
    )
    amount = read_income(texts.paid, "paid", found)
    if amount is None:
        return draft
    return replace(draft, money=replace(begun.money, kind=MoneyKind.CASH, amount=amount))


def _consent(way: ConsentWay | None) -> ConsentDraft:
    if way is None:
        return ConsentDraft()
    return ConsentDraft(
        given=True, way=way, text_version=current_version(), language=spoken().language
    )


def _person(texts: Texts, on: Ground, begun: PersonDraft, found: dict[str, str]) -> PersonDraft:
    """Return the person with what was typed; what was left empty stays as it is known."""
    said = replace(begun, nik=clean_nik(texts.nik) or begun.nik)
    reading = said.reading(on.today) if said.nik else None
    typed: dict[str, Any] = {
        "name": texts.name.strip(),
        "birth_date": read_birth(texts.birth_date, on.today, found),
        "sex": read_sex_of(texts.sex, found),
        "phone": read_phone_number(texts.phone, found),
        "income": read_income(texts.income, "income", found),
        "nik_reason": texts.reason.strip(),
    }
    said = replace(
        said, **{name: value for name, value in typed.items() if value not in (None, "")}
    )
    if reading is None or not reading.sound:
        return said
    return replace(
        said, birth_date=said.birth_date or reading.birth_date, sex=said.sex or reading.sex
    )


def _problems(
    texts: Texts, on: Ground, draft: EnrolmentDraft, who: Known | None, *, only_present: bool
) -> dict[str, str]:
    said = (draft.person if only_present else draft).problems(on.today)
    if draft.person.wants_reason(on.today) and not draft.person.nik_reason.strip():
        said["nik"] = _("The NIK says otherwise. Look again, or write the reason.")
    found = {_BESIDE.get(name, name): text for name, text in said.items()}
    if not texts.time.strip():
        found["time"] = _("Write the time that is on the paper.")
    if not only_present and not texts.months.strip():
        found["months"] = _("Write for how many months.")
    return found


def _warnings(on: Ground, draft: EnrolmentDraft, *, only_present: bool) -> dict[str, str]:
    if not only_present:
        told: dict[str, list[str]] = {}
        for name, text in draft.warnings(on.today).items():
            told.setdefault(_BESIDE.get(name, name), []).append(text)
        return {column: " ".join(texts) for column, texts in told.items()}
    if not draft.person.nik.strip():
        return {}
    doubts = " ".join(one.message() for one in draft.person.reading(on.today).warnings)
    return {"nik": doubts} if doubts else {}
