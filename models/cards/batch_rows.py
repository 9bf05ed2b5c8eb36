"""Batches and copies of cards as screens show them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.cards.copies import OPEN
from models.cards.tables import (
    BatchState,
    Card,
    CardBatch,
    CardCopy,
    CopyState,
    HandWay,
)
from models.enrolment.tables import Enrolment
from models.events.tables import Event
from models.history.rows import batches
from models.office.tables import Desk, Officer, local
from models.people.tables import Person
from models.words import _

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch: who drew it at which desk, when, for what, and what became of its cards.

    Moments are in UTC. ``cards`` were drawn, ``waiting`` of them nobody has told of yet, ``good``
    came out well; ``spoilt`` are the pieces that did not, wasted blanks included. ``printer`` is
    empty for a file.
    """

    id: int
    state: BatchState
    desk: str
    officer: str
    event_id: int | None
    event: str
    drawn_at: datetime
    sent_at: datetime | None
    told_at: datetime | None
    printer: str
    sheet: str
    design: str
    cards: int
    waiting: int
    good: int
    spoilt: int
    note: str


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A card of a batch in the order of printing, and how its copy stands."""

    card_id: int
    place: int
    serial: int
    name: str
    number: str
    state: CopyState

    @property
    def waiting(self) -> bool:
        """Tell whether nobody has told yet how it came out."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class CardCopyRow:
    """One copy of a card, and who printed it and handed it over. Moments are in UTC.

    ``desk`` and ``serial`` are what its code says of it; ``signature`` is the fingerprint of what
    its owner drew, ``reason`` why it ended.
    """

    id: int
    batch_id: int
    desk: int
    serial: int
    state: CopyState
    issued_on: date
    printed_at: datetime | None
    printed_by: str
    printer: str
    handed_at: datetime | None
    handed_by: str
    hand_way: HandWay | None
    signature: str | None
    ended_at: datetime | None
    reason: str
    voided_at: datetime | None


@dataclass(frozen=True, slots=True)
class PrintedBefore:
    """That a card was printed already: how often, and last when (UTC), by whom and where.

    ``officer`` and ``desk`` are empty where it was not noted.
    """

    times: int
    at: datetime | None
    officer: str = ""
    desk: str = ""


def batch_rows(
    session: Session, event_id: int | None = None, limit: int = MOST_SHOWN
) -> list[BatchRow]:
    """Return the batches, or those of an event, the latest first."""
    which = () if event_id is None else (CardBatch.event_id == event_id,)
    return _rows(session, _batches(*which).limit(limit))


def open_batches(session: Session) -> list[BatchRow]:
    """Return this desk's batches of which nobody has told how all cards came out, the latest first.

    What another desk prints is asked there. One still ``DRAWN`` was never noted as sent: it is
    being made ready, or the program was ended.
    """
    waiting = select(CardCopy.batch_id).where(
        CardCopy.state.in_(OPEN), CardCopy.voided_at.is_(None)
    )
    number = session.scalar(select(local.c.value).where(local.c.key == "desk_number"))
    here = Desk.number == int(number or 0)
    return _rows(session, _batches(CardBatch.id.in_(waiting), here))


def batch_cards(session: Session, batch_id: int) -> list[BatchCard]:
    """Return the cards of a batch in the order of printing; those taken back are left out."""
    rows = session.execute(
        select(Card.id, CardCopy.place, CardCopy.serial, Person.name, Card.number, CardCopy.state)
        .join(Card, Card.id == CardCopy.card_id)
        .join(Card.enrolment)
        .join(Enrolment.person)
        .where(CardCopy.batch_id == batch_id, CardCopy.voided_at.is_(None))
        .order_by(CardCopy.place)
    )
    return [BatchCard(*row) for row in rows]


def copies_of(session: Session, card_id: int) -> list[CardCopyRow]:
    """Return the copies of a card, the latest first."""
    wanted = _copies().where(CardCopy.card_id == card_id)
    latest = wanted.order_by(CardBatch.drawn_at.desc(), CardCopy.id.desc())
    return [CardCopyRow(*row) for row in session.execute(latest)]


def printed_before(session: Session, cards: Collection[int]) -> dict[int, PrintedBefore]:
    """Return of each card that was printed before how often, and when and by whom the last time."""
    found: dict[int, PrintedBefore] = {}
    for batch in batches(cards):
        found |= {
            row.id: PrintedBefore(row.prints, row.printed_at)
            for row in session.execute(
                select(Card.id, Card.prints, Card.printed_at).where(
                    Card.id.in_(batch), Card.prints > 0
                )
            )
        }
        found |= {
            row.card_id: PrintedBefore(row.prints, row.at, row.officer or "", row.desk)
            for row in session.execute(_came_out().where(CardCopy.card_id.in_(batch)))
        }
    return found


def copy_state_name(state: CopyState) -> str:
    """Say how a copy of a card stands, in the spoken language."""
    return {
        CopyState.DRAWN: _("Being printed"),
        CopyState.SENT: _("At the printer"),
        CopyState.PRINTED: _("Printed"),
        CopyState.HANDED: _("Handed over"),
        CopyState.SPOILT: _("Spoilt"),
        CopyState.LOST: _("Lost"),
        CopyState.DAMAGED: _("Damaged"),
        CopyState.REPLACED: _("Replaced"),
        CopyState.DROPPED: _("Not printed"),
    }[state]


def batch_state_name(state: BatchState) -> str:
    """Say how a batch stands, in the spoken language."""
    return {
        BatchState.DRAWN: _("Being printed"),
        BatchState.SENT: _("At the printer"),
        BatchState.TOLD: _("Printed"),
        BatchState.DROPPED: _("Not printed"),
        BatchState.REVERTED: _("Withdrawn"),
    }[state]


def _batches(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    standing = CardCopy.voided_at.is_(None)
    counted = (
        select(
            CardCopy.batch_id,
            func.count().label("cards"),
            func.count(case((standing, 1))).label("standing"),
            func.count(case((and_(standing, CardCopy.state.in_(OPEN)), 1))).label("waiting"),
            func.count(CardCopy.printed_at).label("good"),
        )
        .group_by(CardCopy.batch_id)
        .subquery()
    )
    return (
        select(
            CardBatch,
            Desk.name.label("desk"),
            Officer.name.label("officer"),
            Event.title.label("event"),
            counted.c.cards,
            counted.c.standing,
            counted.c.waiting,
            counted.c.good,
        )
        .join(counted, counted.c.batch_id == CardBatch.id)
        .join(Desk, Desk.id == CardBatch.desk_id)
        .outerjoin(Officer, Officer.id == CardBatch.officer_id)
        .outerjoin(Event, Event.id == CardBatch.event_id)
        .where(*which)
        .order_by(CardBatch.drawn_at.desc(), CardBatch.id.desc())
    )


def _rows(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[BatchRow]:
    session.flush()
    return [_row(row) for row in session.execute(wanted)]


def _row(row: Row[*tuple[Any, ...]]) -> BatchRow:
    """Return a batch as shown.

    One has come to nothing of which nobody is asked how it came out: its drawing was taken back, or
    nobody has the numbers of its cards any more. So has one noted as printed that was taken back.
    """
    batch: CardBatch = row.CardBatch
    asked = batch.state in (BatchState.DRAWN, BatchState.SENT)
    told = batch.state is BatchState.TOLD and (row.standing or row.good or batch.spoilt)
    undone = not row.waiting if asked else batch.state is BatchState.TOLD and not told
    return BatchRow(
        id=batch.id,
        state=BatchState.DROPPED if undone else batch.state,
        desk=row.desk,
        officer=row.officer or "",
        event_id=batch.event_id,
        event=row.event or "",
        drawn_at=batch.drawn_at,
        sent_at=batch.sent_at,
        told_at=batch.told_at,
        printer=batch.printer,
        sheet=batch.sheet,
        design=batch.design,
        cards=row.cards,
        waiting=row.waiting,
        good=row.good,
        spoilt=batch.spoilt,
        note=batch.note or "",
    )


def _came_out() -> Select[*tuple[Any, ...]]:
    """Return the copies that came out, well or spoilt, the last one last."""
    at = func.coalesce(CardCopy.printed_at, CardCopy.ended_at)
    return (
        select(
            CardCopy.card_id,
            Card.prints,
            at.label("at"),
            Officer.name.label("officer"),
            Desk.name.label("desk"),
        )
        .join(Card, Card.id == CardCopy.card_id)
        .join(CardBatch, CardBatch.id == CardCopy.batch_id)
        .join(Desk, Desk.id == CardBatch.desk_id)
        .outerjoin(Officer, Officer.id == CardBatch.officer_id)
        .where(
            CardCopy.voided_at.is_(None),
            or_(CardCopy.printed_at.is_not(None), CardCopy.state == CopyState.SPOILT),
        )
        .order_by(at, CardCopy.id)
    )


def _copies() -> Select[*tuple[Any, ...]]:
    giver = aliased(Officer)
    return (
        select(
            CardCopy.id,
            CardCopy.batch_id,
            Desk.number,
            CardCopy.serial,
            CardCopy.state,
            CardCopy.issued_on,
            CardCopy.printed_at,
            func.coalesce(Officer.name, ""),
            CardBatch.printer,
            CardCopy.handed_at,
            func.coalesce(giver.name, ""),
            CardCopy.hand_way,
            CardCopy.signature,
            CardCopy.ended_at,
            func.coalesce(CardCopy.reason, CardCopy.void_reason, ""),
            CardCopy.voided_at,
        )
        .join(CardBatch, CardBatch.id == CardCopy.batch_id)
        .join(Desk, Desk.id == CardCopy.desk_id)
        .outerjoin(Officer, Officer.id == CardBatch.officer_id)
        .outerjoin(giver, giver.id == CardCopy.handed_by_id)
    )
