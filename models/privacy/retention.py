"""Whose data has been kept long enough: rules in months, and the people they have come to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, exists, extract, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.events.tables import Attendance, Event
from models.history.recording import named
from models.office.queries import today
from models.office.rights import Right, need
from models.people.filters import month_after
from models.people.tables import Person
from models.privacy.keeping import is_kept
from models.privacy.tables import RetentionRule, RetentionSubject
from models.reporting.scope import stands
from models.words import N_, _

LONGEST = 600
"""Months: half a century."""
BASIS_LENGTH = 500
MONTHS = 12
PAGE = 25
"""How many of the review list are shown at once."""


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as it is typed; ``months`` None while nothing is."""

    subject: RetentionSubject
    months: int | None = None
    basis: str = ""
    active: bool = False

    def problems(self) -> dict[str, str]:
        """Return what stands in the way of keeping it, by field."""
        found = {}
        if self.active and not self.months:
            found["months"] = _("After how many months?")
        elif self.months is not None and not 0 < self.months <= LONGEST:
            found["months"] = _("Write 1 to {most} months.").format(most=LONGEST)
        if self.active and not self.basis.strip():
            found["basis"] = _("On which rule of the office or law does it rest?")
        elif len(self.basis.strip()) > BASIS_LENGTH:
            found["basis"] = _("That is too long. Shorten it.")
        return found


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Somebody whose time has passed: by which rule, and the day from which it was counted."""

    person_id: int
    name: str
    subject: RetentionSubject
    since: date


def subject_name(subject: RetentionSubject) -> str:
    """Say in the spoken language what a rule is about."""
    return {
        RetentionSubject.NEVER_ENROLLED: _("Never enrolled, since the last event"),
        RetentionSubject.COVER_ENDED: _("Cover ended and was not renewed"),
        RetentionSubject.REJECTED: _("Rejected, and not enrolled since"),
    }[subject]


def rules(session: Session) -> list[RuleDraft]:
    """Return the rule about each subject; one that was never set is not active."""
    kept = {one.subject: one for one in session.scalars(select(RetentionRule))}
    return [
        RuleDraft(subject, one.months, one.basis or "", one.active)
        if (one := kept.get(subject)) is not None
        else RuleDraft(subject)
        for subject in RetentionSubject
    ]


def keep_rule(session: Session, draft: RuleDraft) -> None:
    """Keep the rule about a subject. Raises UserError if it cannot be kept."""
    need(session, Right.ADMINISTER)
    named(session, N_("Change a rule of retention"))
    if problems := draft.problems():
        raise UserError(next(iter(problems.values())))
    kept = session.scalars(
        select(RetentionRule).where(RetentionRule.subject == draft.subject)
    ).one_or_none()
    if draft.months is None:
        if kept is not None:
            session.delete(kept)
        return
    if kept is None:
        kept = RetentionRule(subject=draft.subject, months=draft.months)
        session.add(kept)
    kept.months, kept.basis, kept.active = draft.months, draft.basis.strip() or None, draft.active


def review_count(session: Session) -> int:
    """Count those whose time has passed and who are not kept longer."""
    found = _due(session)
    if found is None:
        return 0
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def review_list(session: Session, offset: int = 0, limit: int = PAGE) -> list[ReviewRow]:
    """Return those whose time has passed and who are not kept longer, the longest kept first."""
    found = _due(session)
    if found is None:
        return []
    due = found.subquery()
    rows = session.execute(select(due).order_by(due.c.since, due.c.id).offset(offset).limit(limit))
    return [
        ReviewRow(row.id, row.name, RetentionSubject(row.subject), _first_of(int(row.since)))
        for row in rows
    ]


def _due(session: Session) -> CompoundSelect[int, str, str, int] | None:
    """Select those whose time has passed, by every rule that is active; None where none is.

    ``since`` is a month, counted from the year 0. Somebody falls under one rule at most: without
    any enrolment, with rejected ones alone, or with one that stood.
    """
    day = today(session)
    now = day.year * MONTHS + day.month - 1
    ask = {
        RetentionSubject.NEVER_ENROLLED: _never_enrolled,
        RetentionSubject.COVER_ENDED: _cover_ended,
        RetentionSubject.REJECTED: _rejected,
    }
    parts = [
        ask[one.subject](now - one.months).where(~is_kept(day))
        for one in rules(session)
        if one.active and one.months
    ]
    return union_all(*parts) if parts else None


def _never_enrolled(before: int) -> Any:  # noqa: ANN401 - a select of a person, a word and a month
    since = func.max(_month(Event.starts_at))
    return (
        _people(RetentionSubject.NEVER_ENROLLED, since)
        .join(Attendance, Attendance.person_id == Person.id)
        .join(Event, Event.id == Attendance.event_id)
        .where(~exists().where(Enrolment.person_id == Person.id))
        .group_by(Person.id)
        .having(since < before)
    )


def _cover_ended(before: int) -> Any:  # noqa: ANN401 - see above
    since = func.max(month_after())
    return (
        _people(RetentionSubject.COVER_ENDED, since)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(stands())
        .group_by(Person.id)
        .having(since <= before)
    )


def _rejected(before: int) -> Any:  # noqa: ANN401 - see above
    since = func.max(_month(Enrolment.enrolled_at))
    standing = aliased(Enrolment)
    stood = exists().where(
        standing.person_id == Person.id, standing.status != EnrolmentStatus.REJECTED
    )
    return (
        _people(RetentionSubject.REJECTED, since)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(~stood)
        .group_by(Person.id)
        .having(since < before)
    )


def _people(subject: RetentionSubject, since: Any) -> Any:  # noqa: ANN401 - see above
    return select(
        Person.id.label("id"),
        Person.name.label("name"),
        literal(subject.value).label("subject"),
        since.label("since"),
    ).where(Person.erased_at.is_(None), Person.merged_into_id.is_(None))


def _month(moment: Any) -> Any:  # noqa: ANN401 - a column of moments
    return extract("year", moment) * MONTHS + extract("month", moment) - 1


def _first_of(month: int) -> date:
    return date(month // MONTHS, month % MONTHS + 1, 1)
