"""What the history is to know of cards where they are taken back.

A card says in short how it stands, its copies say it one by one, and the batch they were drawn in
says it in sum.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from models.cards.copies import COUNTING, OPEN, counts
from models.cards.tables import (
    BatchState,
    Card,
    CardBatch,
    CardCopy,
    CardKind,
    CardState,
    CopyState,
    HandWay,
)
from models.cards.told_in_part import copies_by_batch, keep_counted
from models.history.conflicts import Conflict, Key, Refusal
from models.history.recording import Fields
from models.history.reversal import Reversal
from models.history.rooms import Room
from models.history.rows import batches
from models.history.together import left_by, owners, parts_of_wholes, touched
from models.supplies.tables import SupplyMove
from models.words import _

CARD, COPY, BATCH = (one.__tablename__ for one in (Card, CardCopy, CardBatch))


class Cards(Room):
    """Cards, their copies and the batches these were drawn in."""

    links = ((COPY, "card_id", CARD),)
    wholes = {BATCH: ("batch_id", (COPY, SupplyMove.__tablename__))}  # noqa: RUF012 - never changed
    # Whose a card is, is among them: no copy that was drawn for one counts as another's.
    standing = {  # noqa: RUF012 - never changed
        CARD: frozenset({"state", "enrolment_id", "prints", "printed_at", "handed_at"}),
        COPY: frozenset(CardCopy.__table__.columns.keys()),
    }

    @override
    def in_the_way(self, session: Session, todo: Reversal) -> Iterator[Conflict]:
        """Yield cards drawn anew since, and copies whose batch was told of since."""
        yield from (Conflict(CARD, one, used_by=COPY) for one in _drawn_anew(session, todo))
        yield from (Conflict(COPY, one, used_by=BATCH) for one in _told_already(session, todo))

    @override
    def gone_on(self, session: Session, todo: Reversal, found: Collection[Key]) -> set[Key]:
        """Return of the records in the way those with which more was done than is taken back.

        So it is with a batch that was told of, dropped or withdrawn since, and all that is of it,
        and with a copy whose card, which changed along with it, the action left alone.
        """
        in_the_way = {key for key in found if key[0] == BATCH}
        cards = owners(session, todo, COPY, "card_id")
        known = touched(todo, CARD)
        alone = {key for key in found if key[0] == COPY and cards.get(key[1]) not in known}
        parts = parts_of_wholes(session, todo)
        return (in_the_way | alone).union(*(parts.get(one, ()) for one in in_the_way))

    @override
    def kept_for(self, table: str, found: Sequence[Conflict]) -> Refusal | None:
        """Return why a card or copy that was only changed cannot become as it was before."""
        if any(_came_out_since(conflict) for conflict in found):
            return Refusal.GONE_ON
        if any(conflict.used_by for conflict in found):
            return Refusal.DRAWN_ANEW
        anothers = table == CARD and any(one.field == "enrolment_id" for one in found)
        return Refusal.ANOTHERS if anothers else None

    @override
    def handed_out(self, table: str, fields: Fields) -> Refusal | None:
        """Return that a card was printed."""
        printed = table == CARD and fields["state"] is not CardState.QUEUED
        return Refusal.PRINTED if printed else None

    @override
    def balancing(self, session: Session, todo: Reversal) -> Callable[[], None]:
        """Return what lets batches and stock count the copies that were left out."""
        return partial(keep_counted, session, todo, copies_by_batch(session, todo))

    @override
    def words(self) -> Mapping[type, Callable[[Any], str]]:
        """Return what says how cards, copies and batches stand."""
        from models.cards.batch_rows import batch_state_name, copy_state_name
        from models.cards.queries import kind_name, state_name

        return {
            BatchState: batch_state_name,
            CardKind: kind_name,
            CardState: state_name,
            CopyState: copy_state_name,
            HandWay: _hand_way_name,
        }


def _hand_way_name(way: HandWay) -> str:
    return {HandWay.TICKED: _("Ticked"), HandWay.DRAWN: _("Signed for on the screen")}[way]


def _drawn_anew(session: Session, todo: Reversal) -> Iterator[int]:
    """Yield the cards of a reversal that another copy stands for by now than when it was done."""
    states = todo.changed.get(CARD, {})
    cards = [one for one, (before, _after) in states.items() if "state" in before]
    known = touched(todo, COPY)
    rows = [
        row
        for batch in batches(cards)
        for row in session.execute(
            select(CardCopy.id, CardCopy.card_id).where(CardCopy.card_id.in_(batch), counts())
        )
        if row.id not in known
    ]
    since = left_by(session, todo.action_id, COPY, [row.id for row in rows])
    for row in rows:
        left = since.get(row.id)
        if left is not None and not _counts_then(left):
            yield row.card_id


def _told_already(session: Session, todo: Reversal) -> Iterator[int]:
    """Yield the copies that would be at the printer again while their batch is not any more."""
    changed = todo.changed.get(COPY, {})
    again = [
        one
        for one, (before, _after) in changed.items()
        if before.get("state") in OPEN and before.get("voided_at") is None
    ]
    along = touched(todo, BATCH)
    over = CardBatch.state.not_in((BatchState.DRAWN, BatchState.SENT))
    for batch in batches(again):
        asked = select(CardCopy.id, CardBatch.id.label("batch_id")).join(CardBatch)
        for row in session.execute(asked.where(CardCopy.id.in_(batch), over)):
            if row.batch_id not in along:
                yield row.id


def _counts_then(left: Fields) -> bool:
    """Tell whether a copy that counts did so already when this is what it held of what changed."""
    if not left or left.get("voided_at") is not None:
        return False
    return left.get("state", COUNTING[0]) in COUNTING


def _came_out_since(conflict: Conflict) -> bool:
    """Tell whether it was told of a copy since whether it came out: the stock says so, too."""
    if conflict.table != COPY:
        return False
    spoilt = conflict.field == "state" and conflict.found == CopyState.SPOILT
    return bool(conflict.used_by) or conflict.field == "printed_at" or spoilt
