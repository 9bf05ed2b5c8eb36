"""Data kept past the rule of its retention: whose, until when and why (UU 27/2022 art. 42)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.history.recording import named, recorder
from models.history.rows import batches
from models.office.queries import time_zone, today
from models.office.rights import Right, need
from models.office.tables import Officer
from models.people.tables import Person
from models.privacy.tables import RetentionKeep
from models.words import N_, _

REASON_LENGTH = 500
LONGEST = 50
"""Years."""
PAGE = 25
"""How many are shown at once."""


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Whose data is to be kept longer, until which day and why, as it is typed."""

    people: tuple[int, ...] = ()
    until: date | None = None
    reason: str = ""

    def problems(self, day: date) -> dict[str, str]:
        """Return what stands in the way of keeping it, by field; ``day`` is today."""
        found = {}
        if not self.people:
            found["people"] = _("Tick whose data is kept longer.")
        if self.until is None:
            found["until"] = _("Until which day? On it they are reviewed again.")
        elif self.until <= day:
            found["until"] = _("Choose a day that is still to come.")
        elif self.until.year > day.year + LONGEST:
            found["until"] = _("Choose a day within {n} years.").format(n=LONGEST)
        if not self.reason.strip():
            found["reason"] = _("Why is it kept longer?")
        elif len(self.reason.strip()) > REASON_LENGTH:
            found["reason"] = _("That is too long. Shorten it.")
        return found


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Somebody whose data is kept longer: until when, why, who decided; on the office's clock."""

    person_id: int
    name: str
    until: date
    reason: str
    officer: str
    kept_at: datetime


def keep_longer(session: Session, person_ids: Collection[int], until: date, reason: str) -> None:
    """Keep these people's data until a day, for a reason; what was said of them before goes.

    Raises UserError where the day has come, nothing says why, or one of them is not there any more.
    """
    need(session, Right.ERASE)
    people = tuple(dict.fromkeys(person_ids))
    if problems := KeepDraft(people, until, reason).problems(today(session)):
        raise UserError(next(iter(problems.values())))
    named(session, N_("Keep data longer: {count}"), count=len(people))
    for batch in batches(people):
        _refuse_gone(session, batch)
        earlier = select(RetentionKeep).where(RetentionKeep.person_id.in_(batch))
        for one in session.scalars(earlier):
            session.delete(one)
    officer_id = recorder(session).officer_id
    session.add_all(
        RetentionKeep(person_id=one, until=until, reason=reason.strip(), officer_id=officer_id)
        for one in people
    )
    session.flush()


def end_keeping(session: Session, person_ids: Collection[int]) -> int:
    """Let the rules hold again for these people's data, and return of how many it was kept longer.

    Raises UserError where it is of none of them.
    """
    need(session, Right.ERASE)
    holding = select(RetentionKeep).where(RetentionKeep.until > today(session))
    kept = [
        one
        for batch in batches(tuple(dict.fromkeys(person_ids)))
        for one in session.scalars(holding.where(RetentionKeep.person_id.in_(batch)))
    ]
    if not kept:
        raise UserError(_("The data of nobody among them is kept longer any more."))
    count = len({one.person_id for one in kept})
    named(session, N_("End keeping data longer: {count}"), count=count)
    for one in kept:
        session.delete(one)
    session.flush()
    return count


def is_kept(day: date) -> ColumnElement[bool]:
    """Return what is true of a ``Person`` whose data is kept longer on ``day``."""
    return exists().where(RetentionKeep.person_id == Person.id, RetentionKeep.until > day)


def kept_count(session: Session) -> int:
    """Count the decisions to keep somebody's data longer that still hold."""
    return session.scalar(select(func.count()).select_from(_holding(session).subquery())) or 0


def kept_list(session: Session, limit: int = PAGE) -> list[KeptRow]:
    """Return whose data is kept longer, who comes to be reviewed first at the top."""
    zone = time_zone(session)
    rows = session.execute(
        _holding(session).order_by(RetentionKeep.until, RetentionKeep.id).limit(limit)
    )
    return [
        KeptRow(
            row.person_id, row.name, row.until, row.reason, row.officer or "",
            row.kept_at.astimezone(zone),
        )
        for row in rows
    ]  # fmt: skip


def _holding(session: Session) -> Select[int, str, date, str, str, datetime]:
    return (
        select(
            RetentionKeep.person_id,
            Person.name,
            RetentionKeep.until,
            RetentionKeep.reason,
            Officer.name.label("officer"),
            RetentionKeep.kept_at,
        )
        .join(Person, Person.id == RetentionKeep.person_id)
        .outerjoin(Officer, Officer.id == RetentionKeep.officer_id)
        .where(RetentionKeep.until > today(session), Person.erased_at.is_(None))
    )


def _refuse_gone(session: Session, people: Collection[int]) -> None:
    there = select(func.count()).where(
        Person.id.in_(people), Person.erased_at.is_(None), Person.merged_into_id.is_(None)
    )
    if session.scalar(there) != len(people):
        raise UserError(_("This person is not there any more."))
