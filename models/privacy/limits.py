"""Limits on processing (UU 27/2022 art. 11): who is limited is met nowhere until it is lifted.

A limited person lies in the recycle bin, which hides them as it does anybody, and can leave it only
by ``lift_limit``; beyond that, lists of events, cards and files leave them out. The caller owns the
session.
"""

import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session, aliased

from models.base import utc_now
from models.engines.postgres import GUARD
from models.errors import UserError
from models.history.recording import named, recorder
from models.history.rows import batches
from models.office.rights import Right, may, need
from models.people.tables import Person
from models.words import N_, _


class LimitedError(UserError):
    """This person's data may not be processed."""


def limit_said() -> str:
    """Say that somebody's data may not be processed, with nothing of them."""
    return _("This person's data may not be processed. They have asked for that.")


def put_out_of_use(person: Person) -> None:
    """Limit ``person``, unless they are; what is there stays."""
    if person.limited_at is not None:
        return
    now = utc_now()
    # Another moment than that of an earlier archiving, whose undoing then finds it changed.
    if person.archived_at is not None:
        now = max(now, person.archived_at + timedelta(seconds=1))
    person.limited_at = person.archived_at = now


def lift_limit(session: Session, person_id: int) -> None:
    """Let a person's data be processed again, out of the recycle bin. Raises UserError."""
    need(session, Right.PLAN)
    person = _person(session, person_id)
    if person.limited_at is None:
        raise UserError(_("This person's data is not limited."))
    named(session, N_("Lift the limit on the data of {person}"), person=person.name)
    person.limited_at = person.archived_at = None


def is_limited(session: Session, person_id: int) -> bool:
    """Tell whether somebody's data may not be processed."""
    return bool(limited_among(session, [person_id]))


def limited_among(session: Session, ids: Collection[int]) -> frozenset[int]:
    """Return those of these people whose data may not be processed."""
    wanted = select(Person.id).where(Person.limited_at.is_not(None))
    met = frozenset(
        one for batch in batches(ids) for one in session.scalars(wanted.where(Person.id.in_(batch)))
    )
    return met | frozenset(_kept_back(session, "limited_ids", ids))


def refuse_limited(session: Session, ids: Collection[int]) -> None:
    """Return if the data of all these may be processed. Raises LimitedError, naming nobody."""
    if limited_among(session, ids):
        raise LimitedError(limit_said())


def refuse_kept_back(session: Session, nik: str) -> None:
    """Return unless a server knows a NIK that it keeps back. Raises LimitedError, naming nobody."""
    if _kept_back(session, "limited_niks", [nik]):
        raise LimitedError(limit_said())


def number_kept_back(session: Session, number: str) -> bool:
    """Tell whether a membership number is that of somebody whom a server keeps back."""
    return bool(_kept_back(session, "limited_numbers", [number]))


def limited_niks(session: Session, niks: Collection[str]) -> frozenset[str]:
    """Return those of these NIKs that lead to somebody limited, by a merged record, too."""
    other = aliased(Person)
    wanted = (
        select(Person.nik)
        .outerjoin(other, other.id == Person.merged_into_id)
        .where(func.coalesce(other.limited_at, Person.limited_at).is_not(None))
    )
    met = frozenset(
        nik
        for batch in batches(niks)
        for nik in session.scalars(wanted.where(Person.nik.in_(batch)))
        if nik is not None
    )
    return met | frozenset(_kept_back(session, "limited_niks", niks))


def _kept_back(session: Session, ask: str, asked: Collection[Any]) -> list[Any]:
    """Return those asked for whom a server keeps back from who may not lift a limit.

    ``ask`` names what its database answers (``server.guarding``): of each only whether it is so.
    """
    if not asked or may(session, Right.PLAN):
        return []
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        return []
    wanted = text(f"SELECT value FROM {GUARD}.{ask}(:asked)")
    return list(connection.execute(wanted, {"asked": json.dumps(list(asked))}).scalars())


def may_be_processed() -> ColumnElement[bool]:
    """Return what is true of a ``Person`` whose data may be processed."""
    return Person.limited_at.is_(None)


def processed_only(session: Session, ids: Sequence[int]) -> list[int]:
    """Return these people without those who are limited, in their order."""
    limited = limited_among(session, ids)
    return [one for one in ids if one not in limited]


def refuse_half_lifted(session: Session) -> None:
    """Raise LimitedError if what was done would show somebody while the limit stands."""
    touched = recorder(session).touched(Person)
    there = select(Person.id).where(Person.limited_at.is_not(None), Person.archived_at.is_(None))
    for batch in batches(touched):
        if session.scalar(there.where(Person.id.in_(batch)).limit(1)) is not None:
            raise LimitedError(_("Lift the limit first: until then this person stays put away."))


def _person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.merged_into_id is not None or person.erased_at is not None:
        raise UserError(_("This person is not there any more."))
    return person
