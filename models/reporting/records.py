"""What each figure counts: the records behind it, said once for the count and for its list."""

import enum
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import exists, func, or_, select, true, tuple_
from sqlalchemy.orm import Session, aliased

from models.enrolment.contribution import MOST_MONTHS
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.agenda import OFF
from models.events.tables import Attendance, Event, Stage
from models.people.filters import month_after
from models.people.tables import Person
from models.reporting.periods import Period
from models.reporting.scope import Rule, Scope, is_held, moments_of, stands

SETTLED = (EnrolmentStatus.PAID, EnrolmentStatus.REGISTERED)
OPEN = (EnrolmentStatus.TO_REGISTER, EnrolmentStatus.BILLED, EnrolmentStatus.PAID)


class Record(enum.StrEnum):
    """What kind of record a figure counts or adds up."""

    EVENT = "event"
    SEAT = "seat"
    ENROLMENT = "enrolment"
    ENROLMENT_THERE = "enrolment there"
    PAYMENT = "payment"
    COST = "cost"
    CARD = "card"
    VILLAGE = "village"
    COVER = "cover"


def _follow_up_open() -> Rule:
    again = aliased(Event)
    # Asked once for all events: asked of each, it would look through all events each time.
    repeated = select(again.repeats_id).where(
        again.repeats_id.is_not(None),
        again.archived_at.is_(None),
        again.stage != Stage.CANCELLED,  # what is called off for good is asked for as before
    )
    asked = func.trim(func.coalesce(Event.follow_up, "")) != ""
    return is_held() & asked & Event.id.not_in(repeated)


def is_incomplete() -> Rule:
    """Return that a person lacks what is asked of all, or is marked to be looked at again.

    Of who was erased the mark alone says whether it was so before.
    """
    asked = (Person.nik, Person.birth_date, Person.sex, Person.region_code, Person.occupation_id)
    lacking = Person.erased_at.is_(None) & or_(*(column.is_(None) for column in asked))
    return Person.flag.is_not(None) | lacking


def known_by(session: Session, period: Period, scope: Scope) -> list[Rule]:
    """Return that an enrolment stands and was made before a period was over."""
    _first, after = moments_of(session, period)
    return [stands(), Enrolment.enrolled_at < after, *scope.enrolments()]


def ends_within(period: Period, days: int) -> Rule:
    """Return that the last cover of a person ends in the ``days`` after a period."""
    months = _months_after(period, days)
    return func.max(month_after()).between(months.start, months.stop - 1)


def may_end_within(period: Period, days: int) -> Rule:
    """Return what is true of every enrolment whose own cover ends in the ``days`` after a period.

    It asks which months they are, with no reckoning of dates row by row, which takes ten times as
    long; a cover longer than any that is sold may be another.
    """
    ending = [
        (date(first // 12, first % 12 + 1, 1), after - first)
        for after in _months_after(period, days)
        for first in range(max(after - MOST_MONTHS, 12), after)
    ]
    alike = tuple_(Enrolment.first_month, Enrolment.months).in_(ending)
    return alike | (Enrolment.months > MOST_MONTHS)


def _months_after(period: Period, days: int) -> range:
    """Return the months, counted from the year 0, that follow a cover's end in those days."""
    # A cover ends on the last day of a month: the day after it is the first of one.
    first, last = period.last + timedelta(days=2), period.last + timedelta(days=days + 1)
    least = first.year * 12 + first.month - 1 + (first.day > 1)
    return range(least, last.year * 12 + last.month)


def _waits(*status: EnrolmentStatus) -> Rule:
    # Not as a join: SQLite would begin it with all the people who have no number.
    numbered = exists().where(Person.id == Enrolment.person_id, Person.member_number.is_not(None))
    return Enrolment.status.in_(status) & ~numbered


_SEEN = Attendance.present_at.is_not(None)

OF_EVENTS: Mapping[str, Rule] = {
    "events_planned": true(),
    "events_held": is_held(),
    "events_off": Event.stage.in_(OFF),
    "follow_ups_open": _follow_up_open(),
}
"""Of the events of the period."""

OF_SEATS: Mapping[str, Rule] = {
    "invited": Attendance.invited.is_(True),
    "present": _SEEN,
    "walk_ins": _SEEN & Attendance.walk_in,
}
"""Of the seats at the events held in the period."""

OF_ENROLMENTS: Mapping[str, Rule] = {
    "enrolled": stands(),
    "paid_enrolments": Enrolment.status.in_(SETTLED),
    "rejected": ~stands(),
    "contributions": stands(),
    "months_prepaid": stands(),
}
"""Of the enrolments made in the period."""

HELD_EVER: Mapping[str, Rule] = {"held_ever": is_held()}
"""Of all events there are."""

ENROLLED_EVER: Mapping[str, Rule] = {
    # By the statuses there are, for which there is an index, not by the one left out.
    "enrolled_ever": Enrolment.status.in_((*OPEN, EnrolmentStatus.REGISTERED)),
    "waiting": _waits(*OPEN),
    "waiting_paid": _waits(EnrolmentStatus.PAID),
}
"""Of all enrolments there are."""

RENEWALS = {"renewals_30": 30, "renewals_60": 60}
"""Within how many days after the period a cover ends."""

RECORDS: Mapping[str, Record] = {
    **dict.fromkeys(OF_EVENTS, Record.EVENT),
    **dict.fromkeys(OF_SEATS, Record.SEAT),
    **dict.fromkeys(OF_ENROLMENTS, Record.ENROLMENT),
    **dict.fromkeys(RENEWALS, Record.COVER),
    **dict.fromkeys(HELD_EVER, Record.EVENT),
    **dict.fromkeys(ENROLLED_EVER, Record.ENROLMENT),
    "data_faults": Record.ENROLMENT,
    "enrolled_at_events": Record.ENROLMENT_THERE,
    "conversion": Record.ENROLMENT_THERE,
    "paid": Record.PAYMENT,
    "cost": Record.COST,
    "cost_per_member": Record.COST,
    "villages_visited": Record.VILLAGE,
    "cards_printed": Record.CARD,
    "cards_handed": Record.CARD,
}
"""Targets and what is missing to them have no records: they are set, not counted."""
