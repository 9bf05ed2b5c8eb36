"""Cards as the queue shows them and as they are printed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from models.cards.faces import CardFace
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Event
from models.history.rows import batches, columns_at_once
from models.office.queries import today
from models.office.tables import Office
from models.people.search import find_ids
from models.people.tables import Person
from models.privacy.limits import may_be_processed
from models.words import _

COVERED = frozenset({EnrolmentStatus.PAID, EnrolmentStatus.REGISTERED})
"""Cover begins with the contribution paid: only then does a card say until when."""
MOST_FOUND = 2000
"""How many people are looked at whose cards may be meant by what was typed."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One line of the queue. Moments are in UTC.

    ``valid_until`` is the last day that is paid for, if anything is. A card is ``active`` that its
    owner has while the cover runs.
    """

    id: int
    name: str
    number: str
    kind: CardKind
    state: CardState
    prints: int
    event: str
    nik: str
    programmes: tuple[str, ...]
    printed_at: datetime | None = None
    handed_at: datetime | None = None
    valid_until: date | None = None
    active: bool = False


def card_ids(
    session: Session,
    event_id: int | None = None,
    states: Collection[CardState] = (),
    typed: str = "",
) -> list[int]:
    """Return the cards of an event, or of all, by name; those that fit what was typed."""
    return list(card_states(session, event_id, states, typed))


def card_states(
    session: Session,
    event_id: int | None = None,
    states: Collection[CardState] = (),
    typed: str = "",
) -> dict[int, CardState]:
    """Return the cards that ``card_ids`` does, in their order, and how each stands."""
    wanted = (
        select(Card.id, Card.state)
        .join(Card.enrolment)
        .join(Enrolment.person)
        .where(may_be_processed())
        .order_by(Person.name, Card.number)
    )
    if event_id is not None:
        wanted = wanted.where(Enrolment.event_id == event_id)
    wanted = wanted.where(Card.state.in_(states) if states else Card.state != CardState.CANCELLED)
    if typed.strip():
        wanted = wanted.where(_fits(session, typed.strip(), event_id))
    ids, states_found = columns_at_once(session, wanted)
    return dict(zip(ids, map(CardState, states_found), strict=True))


def waiting_cards(session: Session, people: Sequence[int]) -> list[int]:
    """Return the cards of these people that wait to be printed."""
    waiting = (
        select(Card.id)
        .join(Card.enrolment)
        .join(Enrolment.person)
        .where(Card.state == CardState.QUEUED, may_be_processed())
    )
    return [
        card
        for batch in batches(people)
        for card in session.scalars(waiting.where(Enrolment.person_id.in_(batch)))
    ]


def events_with_cards(session: Session) -> dict[int, str]:
    """Return the titles of the events that have cards, the latest first."""
    wanted = (
        select(Event.id, Event.title)
        .where(
            Event.id.in_(select(Enrolment.event_id).join(Card, Card.enrolment_id == Enrolment.id))
        )
        .order_by(Event.starts_at.desc(), Event.id.desc())
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def queued_card(session: Session, enrolment_id: int) -> int | None:
    """Return the card of an enrolment that waits to be printed; None without one."""
    return session.scalar(
        select(Card.id)
        .where(Card.enrolment_id == enrolment_id, Card.state == CardState.QUEUED)
        .order_by(Card.id.desc())
        .limit(1)
    )


def card_rows(session: Session, ids: Sequence[int]) -> dict[int, CardRow]:
    """Return the lines with these ids; one gone meanwhile is left out."""
    wanted = (
        select(
            Card.id,
            Person.name,
            Card.number,
            Card.kind,
            Card.state,
            Card.prints,
            Event.title,
            Person.nik,
            Enrolment.programmes,
            Card.printed_at,
            Card.handed_at,
            Enrolment.first_month,
            Enrolment.months,
            Enrolment.status,
        )
        .join(Card.enrolment)
        .join(Enrolment.person)
        .outerjoin(Enrolment.event)
    )
    day = today(session)
    return {
        row.id: _card_row(row, day)
        for batch in batches(ids)
        for row in session.execute(wanted.where(Card.id.in_(batch)))
    }


def card_counts(session: Session, event_id: int | None = None) -> dict[CardState, int]:
    """Count the cards of an event, or all, by state."""
    wanted = select(Card.state, func.count()).group_by(Card.state)
    if event_id is not None:
        wanted = wanted.join(Card.enrolment).where(Enrolment.event_id == event_id)
    found = {row[0]: row[1] for row in session.execute(wanted)}
    return {state: found.get(state, 0) for state in CardState}


def card_faces(session: Session, ids: Sequence[int]) -> list[CardFace]:
    """Return what is printed on these cards, in their order; those gone are left out."""
    office = session.scalar(select(Office.name)) or ""
    found = {
        row.id: _face(row, office)
        for batch in batches(ids)
        for row in session.execute(_faces().where(Card.id.in_(batch)))
    }
    return [found[card] for card in ids if card in found]


def kind_name(kind: CardKind) -> str:
    """Say a card's kind in the spoken language."""
    return {CardKind.MEMBER: _("Member card"), CardKind.PROOF: _("Proof of registration")}[kind]


def state_name(state: CardState) -> str:
    """Say a card's state in the spoken language."""
    return {
        CardState.QUEUED: _("To print"),
        CardState.SENT: _("At the printer"),
        CardState.PRINTED: _("Printed"),
        CardState.HANDED: _("Handed over"),
        CardState.SPOILT: _("Spoilt"),
        CardState.LOST: _("Lost"),
        CardState.DAMAGED: _("Damaged"),
        CardState.CANCELLED: _("Cancelled"),
    }[state]


def _card_row(row: Row[*tuple[Any, ...]], day: date) -> CardRow:
    until = _valid_until(row)
    runs = until is not None and row.first_month <= day <= until
    return CardRow(
        id=row.id,
        name=row.name,
        number=row.number,
        kind=row.kind,
        state=row.state,
        prints=row.prints,
        event=row.title or "",
        nik=row.nik or "",
        programmes=tuple(row.programmes.split()),
        printed_at=row.printed_at,
        handed_at=row.handed_at,
        valid_until=until,
        active=runs and row.state is CardState.HANDED,
    )


def _fits(session: Session, typed: str, event_id: int | None) -> ColumnElement[bool]:
    """Return that a card's number holds what was typed, or that it is of somebody it fits."""
    people = find_ids(session, typed, limit=MOST_FOUND, event_id=event_id)
    of_people = Card.enrolment_id.in_(select(Enrolment.id).where(Enrolment.person_id.in_(people)))
    return Card.number.contains(typed.upper(), autoescape=True) | of_people


def _faces() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Card.id,
            Card.kind,
            Card.number,
            Person.name,
            Enrolment.programmes,
            Person.region_line,
            Enrolment.occupation,
            Enrolment.first_month,
            Enrolment.months,
            Enrolment.status,
        )
        .join(Card.enrolment)
        .join(Enrolment.person)
    )


def _face(row: Row[*tuple[Any, ...]], office: str) -> CardFace:
    return CardFace(
        kind=row.kind,
        number=row.number,
        name=row.name,
        programmes=tuple(row.programmes.split()),
        village=(row.region_line or "").split(",")[0],
        occupation=row.occupation,
        first_month=row.first_month,
        valid_until=_valid_until(row),
        office=office,
    )


def _valid_until(row: Row[*tuple[Any, ...]]) -> date | None:
    return last_day(row.first_month, row.months) if row.status in COVERED else None


def last_day(first_month: date, months: int) -> date:
    """Return the last day of the last of so many months."""
    after = first_month.year * 12 + first_month.month - 1 + months
    return date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)
