"""Batches of cards: drawn with serials, sent to a printer, told how they came out.

The caller owns the session. From being drawn a card is at the printer, so that nobody prints it a
second time meanwhile; printed it is only once a person has told that it came out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.copies import (
    LIVE,
    OPEN,
    change_cards,
    checked_reason,
    current_copies,
    end_copies,
    queue_again,
)
from models.cards.stock import note_used
from models.cards.tables import BatchState, Card, CardBatch, CardCopy, CardState, CopyState
from models.enrolment.tables import Enrolment
from models.errors import UserError
from models.history.bulk import insert_many, table_of, update_many
from models.history.recording import Fields, named, recorder
from models.history.rows import batches
from models.office.queries import today
from models.office.serials import next_serial
from models.words import N_, _, ngettext

_DRAWN = ("card_id", "batch_id", "desk_id", "serial", "place", "state", "issued_on")


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy that is to be printed: its card, its serial at this desk, its place from 1."""

    id: int
    card_id: int
    serial: int
    place: int


@dataclass(frozen=True, slots=True)
class DrawnBatch:
    """A batch with a serial reserved for each card, in the order they are printed."""

    id: int
    copies: tuple[CopyRow, ...]


def draw_batch(
    session: Session, cards: Sequence[int], *, sheet: str, design: str, event_id: int | None = None
) -> DrawnBatch:
    """Reserve a serial for a new copy of each card, in this order.

    ``sheet`` and ``design`` are the names of what they are printed on and by. Without an event the
    batch is of the one that all its cards are of, if it is one. Serials count at the desk and are
    never given twice, whatever is taken back.

    Raises UserError where there is nothing to print, one of the cards does not wait to be printed
    any more, or this computer is no desk of the office.
    """
    wanted = list(dict.fromkeys(cards))
    named(session, N_("Draw {n} cards"), n=len(wanted))
    desk_id = recorder(session).desk_id
    if desk_id is None:
        raise UserError(_("This computer is not a desk of the office yet."))
    _check_waiting(session, wanted)
    batch = CardBatch(
        desk_id=desk_id,
        officer_id=recorder(session).officer_id,
        event_id=event_id if event_id is not None else _event_of(session, wanted),
        drawn_at=utc_now(),
        printer="",
        sheet=sheet,
        design=design,
        state=BatchState.DRAWN,
    )
    session.add(batch)
    session.flush()
    copies = _draw_copies(session, batch, wanted)
    change_cards(session, {card: {"state": CardState.SENT} for card in wanted})
    return DrawnBatch(batch.id, copies)


def note_sent(session: Session, batch_id: int, printer: str) -> None:
    """Note that the printer took a batch; ``printer`` is empty where a file was made of it.

    Raises UserError where it was sent already, or taken back.
    """
    batch = _batch(session, batch_id)
    named(session, N_("Send a batch of cards to {printer}"), printer=printer)
    copies = _copies(session, batch_id, OPEN)
    if batch.state is not BatchState.DRAWN or not copies:
        raise UserError(_("This batch was sent already, or taken back."))
    batch.state, batch.sent_at, batch.printer = BatchState.SENT, utc_now(), printer
    _change_copies(session, (one.id for one in copies), {"state": CopyState.SENT})


def came_out(
    session: Session,
    batch_id: int,
    good: Collection[int],
    spoilt: Collection[int] = (),
    *,
    blank: int | None = None,
) -> None:
    """Note which cards of a batch came out well and which spoilt; the rest was not printed.

    All but the good ones are queued again. What the printer used up is taken from the stock, of
    ``blank`` or else of the supply that is usual for this sheet.

    Raises UserError where it was told already.
    """
    named(session, N_("Note how a batch of cards came out"))
    _tell(session, batch_id, frozenset(good), frozenset(spoilt), 0, blank)


def jammed(
    session: Session,
    batch_id: int,
    last_good: int | None,
    spoilt: int = 0,
    *,
    blank: int | None = None,
) -> None:
    """Note that the printer jammed: up to the card ``last_good`` all came out, with None none did.

    The next ``spoilt`` were spoilt; if those are more than were left, blank ones were. Whatever
    follows the last good one is queued again. Raises UserError where it was told already.
    """
    named(session, N_("Note that the printer jammed"))
    printing = [one.card_id for one in _copies(session, batch_id, OPEN)]
    if last_good is not None and last_good not in printing:
        raise UserError(_("This card is not of that batch, or was told of already."))
    past = 0 if last_good is None else printing.index(last_good) + 1
    bad = printing[past : past + spoilt]
    _tell(session, batch_id, frozenset(printing[:past]), frozenset(bad), spoilt - len(bad), blank)


def drop_batch(session: Session, batch_id: int) -> None:
    """Give a batch up that was never sent: its cards are queued again, its serials stay unused.

    Raises UserError where it was sent already, or taken back.
    """
    batch = _batch(session, batch_id)
    named(session, N_("Drop a batch of cards"))
    copies = _copies(session, batch_id, OPEN)
    if batch.state is not BatchState.DRAWN or not copies:
        raise UserError(_("This batch was sent already, or taken back."))
    batch.state = BatchState.DROPPED
    _change_copies(session, (one.id for one in copies), _ended(CopyState.DROPPED))
    queue_again(session, [one.card_id for one in copies])


def revert_batch(session: Session, batch_id: int, reason: str) -> None:
    """Withdraw what was printed in a batch, as when all of it is wrong; the cards are queued again.

    Their copies are void, and the blanks stay used up. Raises UserError without a reason, where it
    was not told yet how the batch came out, where a card of it is with its owner (that one is to
    be issued again first), and where nothing of it is left to withdraw.
    """
    why = checked_reason(reason)
    batch = _batch(session, batch_id)
    named(session, N_("Withdraw a batch of cards"))
    if _copies(session, batch_id, OPEN):
        raise UserError(_("Say first how this batch came out."))
    copies = _copies(session, batch_id, LIVE)
    with_owners = sum(one.state is CopyState.HANDED for one in copies)
    if with_owners:
        raise UserError(
            ngettext(
                "{n} card of this batch is with its owner. Issue it again first.",
                "{n} cards of this batch are with their owners. Issue them again first.",
                with_owners,
            )
        )
    if not copies:
        raise UserError(_("Nothing of this batch is left to withdraw."))
    batch.state, batch.note = BatchState.REVERTED, why
    end_copies(session, [one.id for one in copies], CopyState.REPLACED, why)
    queue_again(session, [one.card_id for one in copies])


def _tell(
    session: Session,
    batch_id: int,
    good: frozenset[int],
    spoilt: frozenset[int],
    wasted: int,
    blank: int | None,
) -> None:
    """Note what became of every copy of a batch; ``wasted`` blanks were spoilt besides."""
    batch = _batch(session, batch_id)
    copies = _copies(session, batch_id, (*OPEN, CopyState.DROPPED))
    if not any(one.state in OPEN for one in copies):
        raise UserError(_("It was told already how this batch came out."))
    if good & spoilt or not (good | spoilt) <= {one.card_id for one in copies}:
        raise UserError(_("This card is not of that batch, or was told of already."))
    note_used(session, batch, len(good) + len(spoilt) + wasted, blank)
    batch.state, batch.told_at = BatchState.TOLD, utc_now()
    dropped = {one.card_id for one in copies if one.state not in OPEN}
    batch.spoilt += len(spoilt | (good & dropped)) + wasted
    _settle_copies(session, copies, good, spoilt)
    _settle_cards(session, [one.card_id for one in copies if one.state in OPEN], good, spoilt)


def _settle_copies(
    session: Session,
    copies: Iterable[Row[*tuple[Any, ...]]],
    good: frozenset[int],
    spoilt: frozenset[int],
) -> None:
    """Let each copy be what it came out as; of a card cancelled meanwhile none is good."""
    changes: dict[int, Fields] = {}
    for one in copies:
        printing = one.state in OPEN
        if printing and one.card_id in good:
            changes[one.id] = {"state": CopyState.PRINTED, "printed_at": utc_now()}
        elif one.card_id in good or one.card_id in spoilt:
            changes[one.id] = _ended(CopyState.SPOILT)
        elif printing:
            changes[one.id] = _ended(CopyState.DROPPED)
    update_many(session, table_of(CardCopy), changes)


def _settle_cards(
    session: Session, cards: Collection[int], good: frozenset[int], spoilt: frozenset[int]
) -> None:
    found = current_copies(session, cards)
    moment, changes = utc_now(), dict[int, Fields]()
    for card in cards:
        fields: Fields = {"state": found[card].standing}
        if card in good:
            fields["printed_at"] = moment
            if fields["state"] is not CardState.HANDED:  # as by another copy, of another desk
                fields["handed_at"] = None
        if card in good or card in spoilt:
            fields["prints"] = found[card].prints + 1
        changes[card] = fields
    change_cards(session, changes)


def _ended(state: CopyState) -> Fields:
    return {"state": state, "ended_at": utc_now()}


def _draw_copies(session: Session, batch: CardBatch, cards: Sequence[int]) -> tuple[CopyRow, ...]:
    """Make a copy of each card, in this order, with the next serials of the batch's desk."""
    batch_id, desk_id, day = batch.id, batch.desk_id, today(session)
    first = _first_serial(session, desk_id)
    numbered = [(card, first + n, 1 + n) for n, card in enumerate(cards)]
    ids = insert_many(
        session,
        CardCopy,
        _DRAWN,
        [
            (card, batch_id, desk_id, serial, place, CopyState.DRAWN, day)
            for card, serial, place in numbered
        ],
    )
    return tuple(CopyRow(one, *rest) for one, rest in zip(ids, numbered, strict=True))


def _check_waiting(session: Session, cards: Collection[int]) -> None:
    if not cards:
        raise UserError(_("There is no card to print."))
    found = current_copies(session, cards)
    not_waiting = len(cards) - sum(one.state is CardState.QUEUED for one in found.values())
    if not_waiting:
        raise UserError(
            ngettext(
                "{n} of these cards does not wait to be printed any more.",
                "{n} of these cards do not wait to be printed any more.",
                not_waiting,
            )
        )


def _event_of(session: Session, cards: Collection[int]) -> int | None:
    """Return the event that all these cards are of, if it is one."""
    found = {
        event
        for batch in batches(cards)
        for event in session.scalars(
            select(Enrolment.event_id)
            .join(Card, Card.enrolment_id == Enrolment.id)
            .where(Card.id.in_(batch))
            .distinct()
        )
    }
    return found.pop() if len(found) == 1 else None


def _first_serial(session: Session, desk_id: int) -> int:
    asked = select(func.max(CardCopy.serial)).where(CardCopy.desk_id == desk_id)
    return next_serial(session, session.scalar(asked))


def _batch(session: Session, batch_id: int) -> CardBatch:
    batch = session.get(CardBatch, batch_id)
    if batch is None:
        raise UserError(_("This batch is not there any more."))
    return batch


def _copies(
    session: Session, batch_id: int, states: Collection[CopyState]
) -> list[Row[*tuple[Any, ...]]]:
    """Return the copies of a batch that stand so and are not void, in the order of printing."""
    session.flush()
    return list(
        session.execute(
            select(CardCopy.id, CardCopy.card_id, CardCopy.state)
            .where(
                CardCopy.batch_id == batch_id,
                CardCopy.voided_at.is_(None),
                CardCopy.state.in_(states),
            )
            .order_by(CardCopy.place)
        )
    )


def _change_copies(session: Session, ids: Iterable[int], fields: Fields) -> None:
    update_many(session, table_of(CardCopy), dict.fromkeys(ids, fields))
