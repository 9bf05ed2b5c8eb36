"""What the desk counts while an event runs: people, money, cards, and how fast people come."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, String, case, cast, func, select
from sqlalchemy.orm import Session

from models.cards.queries import card_counts
from models.cards.tables import Card, CardState
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment
from models.events.queries import EventCounts
from models.events.tables import Attendance, EventSession, SessionPresence
from models.history.agreeing import CAME_WITH
from models.history.rows import columns_at_once
from models.office.tables import Desk, local
from models.supplies.tables import Supply, SupplyKind, SupplyMove

PAID = (EnrolmentStatus.PAID, EnrolmentStatus.REGISTERED)
"""The agency registers nobody whose contribution was not paid."""
IN_HANDS = (CardState.PRINTED, CardState.HANDED)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many people came in an hour, to the minute.

    ``peak`` came in the busiest sixty minutes, which began at ``peak_from``; ``last_hour`` in the
    sixty minutes just gone.
    """

    peak: int = 0
    peak_from: datetime | None = None
    last_hour: int = 0


@dataclass(frozen=True, slots=True)
class DeskShare:
    """What was done at one desk; ``desk`` is empty where no desk was noted. Money in rupiah."""

    desk: str
    present: int = 0
    enrolled: int = 0
    paid: int = 0
    booked: int = 0
    received: int = 0
    cards_printed: int = 0


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """All that stands above the desk; ``shares`` only where they were asked for.

    ``desks`` is how many desks there are at all.
    """

    counts: EventCounts
    pace: Pace
    blanks: int | None
    desks: int
    shares: tuple[DeskShare, ...] = ()


def desk_figures(
    session: Session, event_id: int, now: datetime, *, by_desk: bool = False
) -> DeskFigures:
    """Return the figures of an event at a moment, with ``by_desk`` those of each desk, too."""
    return DeskFigures(
        event_counts(session, event_id),
        pace(session, event_id, now),
        blank_cards_left(session, event_id),
        session.scalar(select(func.count()).select_from(Desk)) or 0,
        tuple(desk_shares(session, event_id)) if by_desk else (),
    )


def event_counts(session: Session, event_id: int) -> EventCounts:
    """Count what the desk shows while an event runs."""
    invited, present, walk_ins = session.execute(
        select(
            func.coalesce(func.sum(case((Attendance.invited, 1), else_=0)), 0),
            func.count(Attendance.present_at),
            func.coalesce(func.sum(case((Attendance.walk_in, 1), else_=0)), 0),
        ).where(Attendance.event_id == event_id)
    ).one()
    months = session.execute(
        select(Enrolment.months, func.count(), func.sum(Enrolment.total), func.sum(_one_if_paid()))
        .where(Enrolment.event_id == event_id, Enrolment.status != EnrolmentStatus.REJECTED)
        .group_by(Enrolment.months)
        .order_by(Enrolment.months)
    ).all()
    cards = card_counts(session, event_id)
    return EventCounts(
        invited=invited,
        present=present,
        walk_ins=walk_ins,
        enrolled=sum(row[1] for row in months),
        paid=sum(row[3] for row in months),
        total=sum(row[2] for row in months),
        received=session.scalar(_received(event_id)) or 0,
        months=tuple((row[0], row[1]) for row in months),
        cards_printed=sum(cards[state] for state in IN_HANDS),
        cards_queued=cards[CardState.QUEUED],
    )


def pace(session: Session, event_id: int, now: datetime) -> Pace:
    """Return how fast people come to an event; ``now`` is a moment.

    At an event of several sittings who comes to each is counted, for each comes by the desk.
    """
    (minutes,) = columns_at_once(session, _minutes(session, event_id))
    return pace_of([(_read(one), count) for one, count in sorted(Counter(minutes).items())], now)


def pace_of(arrivals: Sequence[tuple[datetime, int]], now: datetime) -> Pace:
    """Return the pace of so many people a minute, the minutes in order."""
    window: deque[tuple[datetime, int]] = deque()
    inside, best, since = 0, 0, None
    for minute, count in arrivals:
        window.append((minute, count))
        inside += count
        while minute - window[0][0] >= HOUR:
            inside -= window.popleft()[1]
        if inside > best:
            best, since = inside, window[0][0]
    last = sum(count for minute, count in arrivals if now - HOUR < minute <= now)
    return Pace(best, since, last)


def blank_cards_left(session: Session, event_id: int) -> int | None:
    """Return for how many more cards there are blanks; None where no stock of them is kept.

    That is the stock, less what this event printed and has not been noted as used yet. In a packet
    nobody knows it: what came in and went out is noted at the office.
    """
    pieces = func.coalesce(func.sum(SupplyMove.count), 0)
    for_event = func.coalesce(
        func.sum(case((SupplyMove.event_id == event_id, -SupplyMove.count), else_=0)), 0
    )
    supplies = session.execute(
        select(Supply.cards_each, pieces, for_event)
        .outerjoin(SupplyMove, SupplyMove.supply_id == Supply.id)
        .where(Supply.active, Supply.kind == SupplyKind.BLANK_CARD)
        .where(~select(local.c.key).where(local.c.key == CAME_WITH).exists())
        .group_by(Supply.id)
    ).all()
    if not supplies:
        return None
    stock: int = sum(each * there for each, there, _used in supplies)
    noted = sum(each * used for each, _there, used in supplies)
    prints = session.scalar(
        select(func.sum(Card.prints)).join(Card.enrolment).where(Enrolment.event_id == event_id)
    )
    return stock - max(int(prints or 0) - int(noted), 0)


def desk_shares(session: Session, event_id: int) -> list[DeskShare]:
    """Return what was done at each desk, those that were most seen at first."""
    found: dict[int | None, dict[str, int]] = {}
    for desk, present in session.execute(
        select(Attendance.desk_id, func.count())
        .where(Attendance.event_id == event_id, Attendance.present_at.is_not(None))
        .group_by(Attendance.desk_id)
    ):
        found.setdefault(desk, {})["present"] = present
    for desk, enrolled, paid, booked in session.execute(
        select(
            Enrolment.desk_id,
            func.count(),
            func.sum(_one_if_paid()),
            func.sum(Enrolment.total),
        )
        .where(Enrolment.event_id == event_id, Enrolment.status != EnrolmentStatus.REJECTED)
        .group_by(Enrolment.desk_id)
    ):
        found.setdefault(desk, {}).update(enrolled=enrolled, paid=paid, booked=booked)
    for desk, received in session.execute(
        select(Payment.desk_id, func.sum(Payment.amount))
        .join(Payment.enrolment)
        .where(Enrolment.event_id == event_id)
        .group_by(Payment.desk_id)
    ):
        found.setdefault(desk, {})["received"] = received
    for desk, printed in session.execute(
        select(Enrolment.desk_id, func.count())
        .join(Card, Card.enrolment_id == Enrolment.id)
        .where(Enrolment.event_id == event_id, Card.state.in_(IN_HANDS))
        .group_by(Enrolment.desk_id)
    ):
        found.setdefault(desk, {})["cards_printed"] = printed
    return _named(session, found)


def _named(session: Session, found: dict[int | None, dict[str, int]]) -> list[DeskShare]:
    names: dict[int | None, str] = {
        row.id: row.name for row in session.execute(select(Desk.id, Desk.name))
    }
    shares = [DeskShare(names.get(desk, ""), **counts) for desk, counts in found.items()]
    return sorted(shares, key=lambda one: (-one.present, one.desk))


def _one_if_paid() -> Any:  # noqa: ANN401 - an expression of the database
    return case((Enrolment.status.in_(PAID), 1), else_=0)


def _received(event_id: int) -> Select[int]:
    return (
        select(func.sum(Payment.amount))
        .join(Payment.enrolment)
        .where(Enrolment.event_id == event_id)
    )


def _minutes(session: Session, event_id: int) -> Select[str]:
    """Ask for the minute of each arrival, as "2022-06-28 01:12"."""
    of_event = EventSession.event_id == event_id
    if session.scalar(select(EventSession.id).where(of_event).limit(1)) is None:
        present_at = Attendance.present_at
        return select(_to_minutes(present_at)).where(
            Attendance.event_id == event_id, present_at.is_not(None)
        )
    return (
        select(_to_minutes(SessionPresence.present_at))
        .join(EventSession, EventSession.id == SessionPresence.session_id)
        .where(of_event)
    )


def _to_minutes(moment: Any) -> Any:  # noqa: ANN401 - expressions of the database
    return func.substr(cast(moment, String), 1, len("2022-06-28 01:12")).label("minute")


def _read(minute: str) -> datetime:
    return datetime.fromisoformat(minute).replace(tzinfo=UTC)
