"""People as screens show them, and the list of occupations."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session

from models.fields import kept
from models.history.rows import batches
from models.people.drafts import PersonDraft
from models.people.tables import Occupation, Person, Sector, Sex


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the table of people."""

    id: int
    nik: str
    name: str
    birth_date: date | None
    sex: Sex | None
    phone: str
    region_line: str
    occupation: str
    group_name: str
    member_number: str

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0]


@dataclass(frozen=True, slots=True)
class OccupationRow:
    """A kind of work."""

    id: int
    name: str
    sector: Sector


PERSON_ROW = (
    select(
        Person.id,
        func.coalesce(Person.nik, "").label("nik"),
        Person.name,
        Person.birth_date,
        Person.sex,
        func.coalesce(Person.phone, "").label("phone"),
        func.coalesce(Person.region_line, "").label("region_line"),
        func.coalesce(Occupation.name, "").label("occupation"),
        func.coalesce(Person.group_name, "").label("group_name"),
        func.coalesce(Person.member_number, "").label("member_number"),
    )
    .select_from(Person)
    .outerjoin(Occupation, Occupation.id == Person.occupation_id)
)


class PersonOrder(enum.StrEnum):
    """What people can be sorted by."""

    NAME = "name"
    NIK = "nik"
    VILLAGE = "village"
    OCCUPATION = "occupation"


def person_rank(order: PersonOrder) -> SQLColumnExpression[Any]:
    """Return what to sort by, of ``Person`` and the ``Occupation`` joined to it."""
    return {
        PersonOrder.NAME: func.lower(Person.name),
        PersonOrder.NIK: Person.nik,
        PersonOrder.VILLAGE: Person.region_line,
        PersonOrder.OCCUPATION: Occupation.name,
    }[order]


def people_ids(
    session: Session, order: PersonOrder = PersonOrder.NAME, *, descending: bool = False
) -> list[int]:
    """Return everybody, sorted; those of like rank by name."""
    rank = person_rank(order)
    wanted = (
        select(Person.id)
        .where(Person.archived_at.is_(None))
        .order_by(
            (rank.desc() if descending else rank.asc()).nulls_last(),
            func.lower(Person.name),
            Person.id,
        )
    )
    if order is PersonOrder.OCCUPATION:
        wanted = wanted.outerjoin(Occupation, Occupation.id == Person.occupation_id)
    return list(session.scalars(wanted))


def person_rows(session: Session, ids: Sequence[int]) -> dict[int, PersonRow]:
    """Return the lines with these ids; one gone meanwhile is left out."""
    return {
        row.id: PersonRow(**row._mapping)
        for batch in batches(ids)
        for row in session.execute(PERSON_ROW.where(Person.id.in_(batch)))
    }


def person_draft(session: Session, person_id: int) -> PersonDraft:
    """Return a person as the form shows them."""
    return PersonDraft(**kept(session.get_one(Person, person_id), PersonDraft))


def people_count(session: Session) -> int:
    """Count everybody but who is in the recycle bin: merged, limited or erased people, too."""
    wanted = select(func.count()).select_from(Person).where(Person.archived_at.is_(None))
    return session.scalar(wanted) or 0


def occupations(session: Session, also: int | None = None) -> list[OccupationRow]:
    """Return the office's kinds of work, by name; ``also`` one that is no longer among them."""
    return [
        OccupationRow(*row)
        for row in session.execute(
            select(Occupation.id, Occupation.name, Occupation.sector)
            .where(or_(Occupation.active, Occupation.id == also))
            .order_by(func.lower(Occupation.name), Occupation.id)
        )
    ]


def not_erased(session: Session, people: Collection[int]) -> set[int]:
    """Return which of these people are known and were not erased."""
    asked = select(Person.id).where(Person.erased_at.is_(None))
    return {
        person
        for batch in batches(people)
        for person in session.scalars(asked.where(Person.id.in_(batch)))
    }
