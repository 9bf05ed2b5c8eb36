"""The recycle bin: people put away, and brought back. The caller owns the session."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.history.bulk import table_of, update_many
from models.history.recording import named
from models.history.rows import batches
from models.office.rights import Right, need
from models.people.bulk import refuse_too_many
from models.people.tables import Person
from models.privacy.limits import LimitedError, limited_among
from models.words import N_, _, ngettext


class ReasonNeededError(UserError):
    """Somebody who is enrolled is put away only for a reason."""


def enrolled_among(session: Session, ids: Collection[int]) -> int:
    """Count those of these people who have an enrolment that was not rejected."""
    wanted = select(func.count(Enrolment.person_id.distinct())).where(
        Enrolment.status != EnrolmentStatus.REJECTED
    )
    return sum(
        session.scalar(wanted.where(Enrolment.person_id.in_(batch))) or 0 for batch in batches(ids)
    )


def archive_people(session: Session, ids: Collection[int], reason: str = "") -> int:
    """Put people into the recycle bin; return how many were not in it yet.

    The reason stands in the history. Raises ReasonNeededError where one of them is enrolled and
    none is given, and UserError for too many at once.
    """
    need(session, Right.PLAN)
    refuse_too_many(ids)
    reason = " ".join(reason.split())
    if not reason and enrolled_among(session, ids):
        raise ReasonNeededError(_("Say why: among them are people who are enrolled."))
    names = _standing(session, ids, archived=False)
    _name(session, names, reason)
    return _put(session, names, utc_now())


def bring_back_people(session: Session, ids: Collection[int]) -> int:
    """Take people out of the recycle bin again; return how many were in it.

    A record that was merged into another one is no longer anybody's and stays where it is.
    Raises UserError for too many at once, LimitedError where the data of one may not be processed.
    """
    need(session, Right.PLAN)
    refuse_too_many(ids)
    if limited := limited_among(session, ids):
        raise LimitedError(
            ngettext(
                "The data of {n} of them may not be processed. Lift that limit first.",
                "The data of {n} of them may not be processed. Lift those limits first.",
                len(limited),
            )
        )
    names = _standing(session, ids, archived=True)
    if len(names) == 1:
        named(session, N_("Bring back {person}"), person=next(iter(names.values())))
    else:
        named(session, N_("Bring back people: {count}"), count=len(names))
    return _put(session, names, None)


def _standing(session: Session, ids: Collection[int], *, archived: bool) -> dict[int, str]:
    """Return the names of those who are in the bin, or of those who are not."""
    there = Person.archived_at.is_not(None) if archived else Person.archived_at.is_(None)
    wanted = select(Person.id, Person.name).where(
        there, Person.merged_into_id.is_(None), Person.erased_at.is_(None)
    )
    return {
        row.id: row.name
        for batch in batches(ids)
        for row in session.execute(wanted.where(Person.id.in_(batch)))
    }


def _name(session: Session, names: dict[int, str], reason: str) -> None:
    if len(names) == 1:
        words = {"person": next(iter(names.values())), "reason": reason}
        said = N_("Archive {person}: {reason}") if reason else N_("Archive {person}")
        named(session, said, **words)
    else:
        said = N_("Archive people: {count} ({reason})") if reason else N_("Archive people: {count}")
        named(session, said, count=len(names), reason=reason)


def _put(session: Session, ids: Collection[int], moment: datetime | None) -> int:
    update_many(session, table_of(Person), {one: {"archived_at": moment} for one in ids})
    return len(ids)
