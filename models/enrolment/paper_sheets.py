"""What is printed on emergency forms, as plain values: the event, the choices, what they cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enrolment.consent_texts import consent_text, current_version
from models.enrolment.contribution import price
from models.enrolment.paper_forms import form_rows, next_number
from models.enrolment.paper_numbers import form_code, form_number
from models.enrolment.rate_tables import rates
from models.errors import UserError
from models.events.tables import Event
from models.office.queries import letterhead, time_zone
from models.people.tables import Occupation, Person, Sector
from models.words import _

USUAL = 8
"""Kinds of work to be ticked; all others are written."""


@dataclass(frozen=True, slots=True)
class FormMark:
    """What tells one form from all others: its number, and what its code says."""

    number: str
    code: str


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What programmes cost at the least income, in rupiah, for each number of months."""

    programmes: tuple[str, ...]
    sector: Sector | None
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EmergencySheet:
    """All that stands on the forms of an event.

    ``sector`` of a price line is None where the sector makes no difference; ``income`` is the least
    there is a price for. ``statements`` is what is signed, by language, of the wording ``version``.
    """

    office: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    village: str
    works: tuple[str, ...]
    months: tuple[int, ...]
    prices: tuple[PriceLine, ...]
    income: int
    version: str
    statements: dict[str, str]
    marks: tuple[FormMark, ...]


def emergency_sheet(session: Session, event_id: int, ids: Sequence[int]) -> EmergencySheet:
    """Return what is printed on these forms of an event. Raises UserError if the event is gone."""
    marks = tuple(FormMark(row.number, row.code) for row in form_rows(session, ids).values())
    return _sheet(session, event_id, marks)


def sample_sheet(session: Session, event_id: int, count: int) -> EmergencySheet:
    """Return what the next ``count`` forms will look like; no number is given out."""
    first = next_number(session)
    marks = tuple(
        FormMark(form_number(*number), form_code(*number))
        for number in ((first.desk, first.serial + place) for place in range(count) if first)
    )
    return _sheet(session, event_id, marks)


def _sheet(session: Session, event_id: int, marks: tuple[FormMark, ...]) -> EmergencySheet:
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    office, version = letterhead(session).name, current_version(session)
    months = rates().offered_months
    return EmergencySheet(
        office=office,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_zone=time_zone(session).key,
        place=event.venue or "",
        village=event.region_line or "",
        works=_usual_works(session),
        months=months,
        prices=tuple(_prices(event.starts_at.date().replace(day=1), months)),
        income=rates().least_base,
        version=version,
        statements={one: _statement(session, version, one, office) for one in ("id", "en")},
        marks=marks,
    )


def _statement(session: Session, version: str, language: str, office: str) -> str:
    """Return what is signed: the last paragraph of the wording, below its heading."""
    last = consent_text(version, language, office, session).split("\n\n")[-1]
    lines = last.splitlines()
    return " ".join(lines[1:] or lines)


def _usual_works(session: Session) -> tuple[str, ...]:
    """Return the kinds of work most people have, by name."""
    people = func.count(Person.id)
    wanted = (
        select(Occupation.name)
        .outerjoin(Person, Person.occupation_id == Occupation.id)
        .where(Occupation.active)
        .group_by(Occupation.id)
        .order_by(people.desc(), func.lower(Occupation.name))
        .limit(USUAL)
    )
    return tuple(sorted(session.scalars(wanted), key=str.casefold))


def _prices(first_month: date, months: Sequence[int]) -> list[PriceLine]:
    """Return a line for the compulsory programmes, and one for all; two where the sector counts."""
    table = rates()
    compulsory = tuple(one.code for one in table.programmes if one.compulsory)
    every = tuple(one.code for one in table.programmes)
    lines = []
    for programmes in dict.fromkeys((compulsory, every)):
        by_sector = {
            sector: _amounts(programmes, sector, first_month, months)
            for sector in (Sector.OTHER, Sector.TRANSPORT)
        }
        if len(set(by_sector.values())) == 1:
            lines.append(PriceLine(programmes, None, by_sector[Sector.OTHER]))
        else:
            lines += [PriceLine(programmes, one, by_sector[one]) for one in by_sector]
    return [line for line in lines if line.amounts]


def _amounts(
    programmes: Sequence[str], sector: Sector, first_month: date, months: Sequence[int]
) -> tuple[int, ...]:
    """Return what so many months cost; nothing where no rule says it."""
    try:
        return tuple(
            price(
                income=rates().least_base,
                sector=sector,
                programmes=programmes,
                first_month=first_month,
                months=count,
            ).total
            for count in months
        )
    except UserError:
        return ()
