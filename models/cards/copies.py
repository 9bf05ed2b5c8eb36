"""Copies of cards: which of them is the one that counts, how one ends, and which are revoked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, not_, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.tables import Card, CardCopy, CardState, CopyState
from models.errors import UserError
from models.fields import none_if_blank
from models.history.bulk import table_of, update_many
from models.history.recording import Fields
from models.history.rows import batches
from models.office.tables import Desk
from models.words import _

OPEN = (CopyState.DRAWN, CopyState.SENT)
"""Nobody has told yet how such a copy came out."""
LIVE = (CopyState.PRINTED, CopyState.HANDED)
"""Such a copy is the card, unless it was declared void."""
COUNTING = (*OPEN, *LIVE)
"""Such a copy is at the printer or is the card, unless it was declared void."""
REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Current:
    """A card and its copies that count, by their ids: at the printer, printed or handed over.

    There is none where it waits, was lost, or is older than copies are. There are several where two
    desks printed it, neither knowing of the other, until somebody decides which of them holds.
    """

    card_id: int
    state: CardState
    number: str
    prints: int
    copies: Mapping[int, CopyState]

    @property
    def standing(self) -> CardState:
        """How the card stands by its copies; it waits where there is none."""
        states = frozenset(self.copies.values())
        if CopyState.HANDED in states:
            return CardState.HANDED
        if CopyState.PRINTED in states:
            return CardState.PRINTED
        return CardState.SENT if states else CardState.QUEUED


def counts() -> ColumnElement[bool]:
    """Return that a copy is at the printer or is the card; at one desk at most one of it does."""
    return and_(CardCopy.voided_at.is_(None), CardCopy.state.in_(COUNTING))


def current_copies(session: Session, cards: Collection[int]) -> dict[int, Current]:
    """Return how cards stand and which copies of each count; those gone are left out."""
    session.flush()
    wanted = select(
        Card.id, Card.state, Card.number, Card.prints, CardCopy.id, CardCopy.state
    ).outerjoin(CardCopy, and_(CardCopy.card_id == Card.id, counts()))
    found: dict[int, Current] = {}
    counting: dict[int, dict[int, CopyState]] = {}
    for batch in batches(dict.fromkeys(cards)):
        for card, state, number, prints, copy, of_copy in session.execute(
            wanted.where(Card.id.in_(batch))
        ):
            copies = counting.setdefault(card, {})
            found[card] = Current(card, state, number, prints, copies)
            if copy is not None:
                copies[copy] = of_copy
    return found


def revoked_serials(session: Session) -> list[tuple[int, int]]:
    """Return desk number and serial of every copy that no longer holds, in order.

    Whatever was given a serial is either at the printer, printed or handed over, or it is here:
    lost, damaged, replaced, void, of a cancelled card, spoilt, or drawn and never printed. Should
    such a piece turn up after all, from a bin or out of a printer, it is nobody's card.
    """
    rows = session.execute(
        select(Desk.number, CardCopy.serial)
        .join(Desk, Desk.id == CardCopy.desk_id)
        .join(Card, Card.id == CardCopy.card_id)
        .where(not_(counts()) | (Card.state == CardState.CANCELLED))
        .order_by(Desk.number, CardCopy.serial)
    )
    return [(desk, serial) for desk, serial in rows]


def checked_reason(reason: str, *, needed: bool = True) -> str | None:
    """Return a reason as it is kept. Raises UserError where it is needed and empty, or too long."""
    kept = none_if_blank(reason)
    if needed and kept is None:
        raise UserError(_("Say why."))
    if kept is not None and len(kept) > REASON_LENGTH:
        raise UserError(_("That reason is too long."))
    return kept


def copies_in(found: Iterable[Current], states: Collection[CopyState]) -> list[int]:
    """Return those copies of these cards that stand so."""
    return [copy for one in found for copy, state in one.copies.items() if state in states]


def queue_again(session: Session, cards: Collection[int]) -> None:
    """Let cards wait to be printed; one of which another copy counts stands as that one says."""
    found = current_copies(session, cards)
    change_cards(session, {one: {"state": known.standing} for one, known in found.items()})


def end_copies(
    session: Session, ids: Iterable[int], state: CopyState, reason: str | None = None
) -> None:
    """Let copies be ``state`` from now on: spoilt, lost, damaged, replaced or dropped."""
    ended = {"state": state, "ended_at": utc_now(), "reason": reason}
    update_many(session, table_of(CardCopy), dict.fromkeys(ids, ended))


def void_copies(session: Session, cards: Collection[int], reason: str) -> None:
    """Declare void whatever was printed of these cards; what is at the printer is dropped."""
    found = current_copies(session, cards).values()
    _fall(session, copies_in(found, OPEN), copies_in(found, LIVE), reason)


def keep_copy(session: Session, copies: Sequence[int], kept: int, reason: str) -> None:
    """Let none of several copies count but the one at the place ``kept``.

    Those that fall are void, or dropped while they are at the printer: what it still gives of them
    is spoilt. A card that is printed stands as what is left of it says. Raises UserError where the
    one to keep does not count any more, as when it did not come out.
    """
    asked = select(CardCopy.card_id).where(CardCopy.id.in_(copies))
    found = current_copies(session, session.scalars(asked).all())
    states = {copy: state for one in found.values() for copy, state in one.copies.items()}
    if copies[kept] not in states:
        raise UserError(_("This cannot be decided like that."))
    falls = [one for one in copies if one != copies[kept] and one in states]
    printing = [one for one in falls if states[one] in OPEN]
    _fall(session, printing, [one for one in falls if states[one] in LIVE], reason)
    left = current_copies(session, found).values()
    under_way = (CardState.SENT, CardState.PRINTED, CardState.HANDED)
    again = (one for one in left if one.copies and one.state in under_way)
    change_cards(session, {one.card_id: {"state": one.standing} for one in again})


def _fall(session: Session, printing: Iterable[int], printed: Iterable[int], reason: str) -> None:
    end_copies(session, printing, CopyState.DROPPED, reason)
    voided = {"voided_at": utc_now(), "void_reason": reason}
    update_many(session, table_of(CardCopy), dict.fromkeys(printed, voided))


def change_cards(session: Session, changes: Mapping[int, Fields]) -> None:
    """Give each card, by its id, new values for some fields."""
    update_many(session, table_of(Card), changes)
