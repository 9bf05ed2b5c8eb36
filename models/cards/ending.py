"""Cards lost, damaged, issued again and voided. The caller owns the session."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from models.cards.copies import (
    LIVE,
    OPEN,
    Current,
    change_cards,
    checked_reason,
    copies_in,
    current_copies,
    end_copies,
    void_copies,
)
from models.cards.tables import CardState, CopyState
from models.errors import UserError
from models.history.recording import named
from models.words import N_, _, ngettext

OUT = (CardState.PRINTED, CardState.HANDED)
"""There is a piece of such a card, and it holds."""
REISSUABLE = (*OUT, CardState.LOST, CardState.DAMAGED, CardState.SPOILT)


def note_lost(session: Session, cards: Collection[int], reason: str = "") -> int:
    """Note that printed cards were lost: they hold no longer; return how many.

    Raises UserError where none of the cards is printed or handed over.
    """
    named(session, N_("Note cards as lost"))
    return _end(session, cards, CardState.LOST, CopyState.LOST, reason)


def note_damaged(session: Session, cards: Collection[int], reason: str = "") -> int:
    """Note that printed cards are damaged: they hold no longer; return how many.

    Raises UserError where none of the cards is printed or handed over.
    """
    named(session, N_("Note cards as damaged"))
    return _end(session, cards, CardState.DAMAGED, CopyState.DAMAGED, reason)


def issue_again(session: Session, cards: Collection[int], reason: str = "") -> int:
    """Put cards back into the queue, to be printed anew with the same number; return how many.

    A copy that is still about is void from now on. The new one gets another serial when it is
    drawn. Raises UserError where none of the cards was printed.
    """
    why = checked_reason(reason, needed=False)
    named(session, N_("Print cards again"))
    again = _standing(session, cards, REISSUABLE)
    if not again:
        raise UserError(_("Only a card that was printed can be issued again."))
    _end_all(session, again, CopyState.REPLACED, why)
    change_cards(session, {one.card_id: {"state": CardState.QUEUED} for one in again})
    return len(again)


def void_cards(session: Session, cards: Collection[int], reason: str) -> int:
    """Declare cards void, whether they were printed or not; return how many were not already.

    Raises UserError without a reason, or where one of them is at the printer.
    """
    why = checked_reason(reason)
    named(session, N_("Void cards"))
    found = [
        one
        for one in current_copies(session, cards).values()
        if one.state is not CardState.CANCELLED
    ]
    printing = sum(one.state is CardState.SENT for one in found)
    if printing:
        raise UserError(
            ngettext(
                "{n} of these cards is at the printer. Say first how it came out.",
                "{n} of these cards are at the printer. Say first how they came out.",
                printing,
            )
        )
    void_copies(session, [one.card_id for one in found], why or "")
    change_cards(session, {one.card_id: {"state": CardState.CANCELLED} for one in found})
    return len(found)


def _end(
    session: Session, cards: Collection[int], card: CardState, copy: CopyState, reason: str
) -> int:
    why = checked_reason(reason, needed=False)
    out = _standing(session, cards, OUT)
    if not out:
        raise UserError(_("Only a card that was printed can be lost or damaged."))
    _end_all(session, out, copy, why)
    change_cards(session, {one.card_id: {"state": card} for one in out})
    return len(out)


def _standing(
    session: Session, cards: Collection[int], states: Collection[CardState]
) -> list[Current]:
    return [one for one in current_copies(session, cards).values() if one.state in states]


def _end_all(
    session: Session, found: Collection[Current], state: CopyState, why: str | None
) -> None:
    """Let no copy of these cards count any more, whichever desk printed it."""
    end_copies(session, copies_in(found, OPEN), CopyState.DROPPED, why)
    end_copies(session, copies_in(found, LIVE), state, why)
