"""The list behind a figure: exactly the records it counts, the people or events they belong to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.cards.tables import Card
from models.enrolment.tables import Enrolment, Payment
from models.events.agenda import takes_part
from models.events.tables import Attendance, BudgetLine, Event, EventPartner, EventStaff
from models.people.tables import Person
from models.reporting.breakdowns import DISTRICT_PARTS, By
from models.reporting.coverage import covered
from models.reporting.figures import ALL
from models.reporting.periods import Period
from models.reporting.records import (
    ENROLLED_EVER,
    HELD_EVER,
    OF_ENROLMENTS,
    OF_EVENTS,
    OF_SEATS,
    RECORDS,
    RENEWALS,
    Record,
    ends_within,
    is_incomplete,
    known_by,
)
from models.reporting.scope import Rule, Scope, is_held, moments_of, on_days_of, stands

MEMBERS, VISITS = "members", "visits"
"""Figures of a village's reach, of all periods: who is covered, which events were held."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A figure of a period, or a line of it: ``part`` is the key of a line of ``by``.

    Where the figure is of no period, as of those that stand now, ``period`` says nothing.
    """

    key: str
    period: Period
    scope: Scope = ALL
    by: By | None = None
    part: str = ""

    @property
    def record(self) -> Record | None:
        """Return what it counts, None where nothing is counted, as of a target."""
        if self.key in (MEMBERS, VISITS):
            return Record.COVER if self.key == MEMBERS else Record.EVENT
        return RECORDS.get(self.key)

    @property
    def of_events(self) -> bool:
        """Whether its list is one of events; else it is one of people."""
        return self.record in (Record.EVENT, Record.COST, Record.VILLAGE)


def records(session: Session, figure: Behind) -> Select[Any]:
    """Select the ids of the records a figure counts; codes of villages, people where covered.

    Raises KeyError for a figure that counts no records.
    """
    return _selected(session, figure, None)


def counted(session: Session, figure: Behind) -> int:
    """Count the records of one figure, where not all of a period's are wanted."""
    listed = records(session, figure).subquery()
    return session.scalar(select(func.count()).select_from(listed)) or 0


def people_behind(session: Session, figure: Behind) -> Select[int]:
    """Select the people whose records a figure counts, each as often as records count."""
    return _selected(session, figure, "person")


def events_behind(session: Session, figure: Behind) -> Select[int]:
    """Select the events whose records a figure counts, each as often as records count."""
    return _selected(session, figure, "event")


def _selected(session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    """Select the records of a figure, or the ``owner`` of each."""
    if figure.key == MEMBERS:
        return select(Person.id).where(Person.archived_at.is_(None), covered(), _at_home(figure))
    if figure.key == VISITS:
        return select(Event.id).where(Event.archived_at.is_(None), is_held(), *_line(figure))
    record = RECORDS[figure.key]
    return _SELECTING[record](session, figure, owner)


def _events(_session: Session, figure: Behind, _owner: str | None) -> Select[Any]:
    if figure.key in HELD_EVER:
        here = (*figure.scope.events(), *_line(figure))
        return select(Event.id).where(HELD_EVER[figure.key], *here)
    return select(Event.id).where(OF_EVENTS[figure.key], *_happening(figure))


def _villages(_session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    wanted: Select[Any] = select(Event.id) if owner else select(Event.region_code).distinct()
    return wanted.where(is_held(), Event.region_code.is_not(None), *_happening(figure))


def _seats(_session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    column = {"person": Attendance.person_id, "event": Attendance.event_id, None: Attendance.id}
    held = (is_held(), *_happening(figure))
    return select(column[owner]).join(Attendance.event).where(OF_SEATS[figure.key], *held)


def _costs(_session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    wanted = select(BudgetLine.event_id if owner else BudgetLine.id).join(BudgetLine.event)
    noted = BudgetLine.actual.is_not(None)
    return wanted.where(noted, is_held(), *_happening(figure))


def _enrolments(session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    wanted = select(_of_enrolment(owner, Enrolment.id))
    if figure.key in ENROLLED_EVER:
        return wanted.where(ENROLLED_EVER[figure.key], *_entered(figure))
    made = (*_made(session, figure), *_entered(figure))
    if figure.key == "data_faults":
        return wanted.join(Enrolment.person).where(stands(), is_incomplete(), *made)
    return wanted.where(OF_ENROLMENTS[figure.key], *made)


def _enrolments_there(_session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    wanted = select(_of_enrolment(owner, Enrolment.id)).join(Enrolment.event)
    held = (is_held(), *_happening(figure))
    return wanted.where(stands(), *held, *figure.scope.enrolments(), *_line_of_enrolments(figure))


def _payments(session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    first, after = moments_of(session, figure.period)
    came = (Payment.paid_at >= first, Payment.paid_at < after)
    wanted = select(_of_enrolment(owner, Payment.id)).join(Payment.enrolment)
    return wanted.where(stands(), *came, *_entered(figure))


def _cards(session: Session, figure: Behind, owner: str | None) -> Select[Any]:
    first, after = moments_of(session, figure.period)
    moment = Card.printed_at if figure.key == "cards_printed" else Card.handed_at
    wanted = select(_of_enrolment(owner, Card.id)).join(Card.enrolment)
    return wanted.where(moment >= first, moment < after, *_entered(figure))


def _covers(session: Session, figure: Behind, _owner: str | None) -> Select[Any]:
    days = RENEWALS[figure.key]
    return (
        select(Enrolment.person_id)
        .where(*known_by(session, figure.period, figure.scope), *_line_of_enrolments(figure))
        .group_by(Enrolment.person_id)
        .having(ends_within(figure.period, days))
    )


_SELECTING: dict[Record, Callable[[Session, Behind, str | None], Select[Any]]] = {
    Record.EVENT: _events,
    Record.VILLAGE: _villages,
    Record.SEAT: _seats,
    Record.COST: _costs,
    Record.ENROLMENT: _enrolments,
    Record.ENROLMENT_THERE: _enrolments_there,
    Record.PAYMENT: _payments,
    Record.CARD: _cards,
    Record.COVER: _covers,
}


def _of_enrolment(owner: str | None, own: InstrumentedAttribute[int]) -> Any:  # noqa: ANN401
    return {"person": Enrolment.person_id, "event": Enrolment.event_id, None: own}[owner]


def _happening(figure: Behind) -> list[Rule]:
    return [*figure.scope.events(), *on_days_of(figure.period), *_line(figure)]


def _made(session: Session, figure: Behind) -> list[Rule]:
    first, after = moments_of(session, figure.period)
    return [Enrolment.enrolled_at >= first, Enrolment.enrolled_at < after]


def _entered(figure: Behind) -> list[Rule]:
    """Return what an enrolment must fulfil, wherever it was made."""
    rules = [*figure.scope.enrolments(), *_line_of_enrolments(figure)]
    of_event = _line(figure)
    if of_event:
        rules.append(Enrolment.event_id.in_(select(Event.id).where(*of_event)))
    return rules


def _line(figure: Behind) -> list[Rule]:
    """Return what an event must fulfil to count on the figure's line."""
    code = func.coalesce(Event.region_code, "")
    match figure.by:
        case By.KIND:
            return [Event.kind == figure.part]
        case By.DISTRICT:
            inside = code.startswith(f"{figure.part}.", autoescape=True)
            whole = figure.part.count(".") == DISTRICT_PARTS - 1
            return [(code == figure.part) | inside if whole else code == figure.part]
        case By.VILLAGE:
            return [code == figure.part]
        case By.PARTNER:
            whose = EventPartner.partner_id == int(figure.part)
            return [Event.partners.any(whose & takes_part())]
        case By.OFFICER:
            return [Event.staff.any(EventStaff.officer_id == int(figure.part))]
    return []


def _line_of_enrolments(figure: Behind) -> list[Rule]:
    match figure.by:
        case By.PROGRAMME:
            return Scope(programme=figure.part).enrolments()
        case By.OCCUPATION:
            return [Enrolment.occupation == figure.part]
        case By.MONTHS:
            return [Enrolment.months == int(figure.part)]
        case By.REASON:
            return [func.coalesce(Enrolment.reject_reason, "") == figure.part]
    return []


def _at_home(figure: Behind) -> Rule:
    return func.coalesce(Person.region_code, "") == figure.part
