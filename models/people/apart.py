"""Two people who look alike and are not the same: noted once, and not asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.history.bulk import delete_many, table_of, update_many
from models.history.recording import named
from models.people.tables import Person, PersonApart
from models.words import N_, _

Pair = tuple[int, int]
"""The ids of two people, the smaller first."""


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Somebody noted as not the same as another person."""

    id: int
    name: str
    nik: str
    village: str


def keep_apart(session: Session, one: int, other: int) -> None:
    """Note that two people are not the same, so that nobody is asked whether they are.

    Raises UserError if the two are one record, or one of them is no longer in the list.
    """
    if one == other:
        raise UserError(_("Choose another person: this is the same record."))
    people = [session.get(Person, person_id) for person_id in (one, other)]
    names = [person.name for person in people if person is not None and not person.archived_at]
    if len(names) < len(people):
        raise UserError(_("That person is no longer in the list."))
    named(session, N_("Keep apart {person} and {other}"), person=names[0], other=names[1])
    if _noted(session, one, other) is None:
        first, second = ordered(one, other)
        session.add(PersonApart(first_id=first, other_id=second))
        session.flush()


def bring_together(session: Session, one: int, other: int) -> None:
    """Note no longer that two people are not the same."""
    names = [session.get_one(Person, person_id).name for person_id in (one, other)]
    named(
        session,
        N_("Keep {person} and {other} apart no longer"),
        person=names[0],
        other=names[1],
    )
    noted = _noted(session, one, other)
    if noted is not None:
        session.delete(noted)
        session.flush()


def kept_apart(session: Session, person_id: int) -> tuple[KeptApart, ...]:
    """Return, by name, from whom one person was kept apart; those no longer in the list not."""
    rows = session.execute(
        select(Person.id, Person.name, Person.nik, Person.region_line)
        .where(Person.id.in_(apart_from(session, person_id)), Person.archived_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return tuple(
        KeptApart(row.id, row.name, row.nik or "", (row.region_line or "").split(",")[0])
        for row in rows
    )


def apart_pairs(session: Session) -> set[Pair]:
    """Return all who were kept apart."""
    rows = session.execute(select(PersonApart.first_id, PersonApart.other_id))
    return {(first, other) for first, other in rows}


def apart_from(session: Session, person_id: int) -> set[int]:
    """Return who was kept apart from one person."""
    return set(chain.from_iterable(_pairs_of(session, person_id).values())) - {person_id}


def move_apart(session: Session, kept_id: int, other_id: int) -> None:
    """Have ``kept_id`` kept apart from all from whom ``other_id`` was, of whom they become one.

    What was noted of the two themselves no longer holds and is taken out.
    """
    known = apart_from(session, kept_id) | {kept_id}
    moved, gone = {}, []
    for record_id, pair in _pairs_of(session, other_id).items():
        from_whom = pair[0] if pair[1] == other_id else pair[1]
        if from_whom in known:
            gone.append(record_id)
        else:
            first, second = ordered(kept_id, from_whom)
            moved[record_id] = {"first_id": first, "other_id": second}
    delete_many(session, table_of(PersonApart), gone)
    update_many(session, table_of(PersonApart), moved)


def ordered(one: int, other: int) -> Pair:
    """Return two ids as a pair is kept."""
    return min(one, other), max(one, other)


def _noted(session: Session, one: int, other: int) -> PersonApart | None:
    first, second = ordered(one, other)
    return session.scalars(
        select(PersonApart).where(PersonApart.first_id == first, PersonApart.other_id == second)
    ).one_or_none()


def _pairs_of(session: Session, person_id: int) -> Mapping[int, Pair]:
    """Return the pairs that one person is in, by their record's id."""
    rows = session.execute(
        select(PersonApart.id, PersonApart.first_id, PersonApart.other_id).where(
            or_(PersonApart.first_id == person_id, PersonApart.other_id == person_id)
        )
    )
    return {record_id: (first, other) for record_id, first, other in rows}
