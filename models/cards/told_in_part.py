"""A telling how cards came out that is taken back in part: its batch and the stock say the rest.

A batch says in sum what its copies say one by one, and the stock was charged for all of them at
once. What is kept of a telling stays counted, as if it alone had been told.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.tables import CardBatch, CardCopy, CopyState
from models.history.bulk import fetch_many, table_of
from models.history.recording import Fields
from models.history.reversal import Reversal
from models.history.together import owners, touched
from models.supplies.tables import Supply, SupplyMove

BATCH, COPY, MOVE = (one.__tablename__ for one in (CardBatch, CardCopy, SupplyMove))


def keep_counted(session: Session, todo: Reversal, copies: Mapping[int, Collection[int]]) -> None:
    """Let batches and stock keep what of their ``copies`` was left out of a reversal.

    ``copies`` are those of the whole reversal, by batch. A batch none of whose copies is taken back
    stays as it is.
    """
    if todo.merged:
        return
    left = touched(todo, COPY)
    for batch_id, ids in copies.items():
        going = [one for one in ids if one in left]
        if not going:
            _leave(todo, BATCH, batch_id)
        if len(going) < len(ids):
            _keep_moves(session, todo, batch_id, going)
            _keep_batch(session, todo, batch_id, going)


def copies_by_batch(session: Session, todo: Reversal) -> dict[int, set[int]]:
    """Return of the batches whose copies a reversal touches which copies these are."""
    found: dict[int, set[int]] = {}
    for copy, batch in owners(session, todo, COPY, "batch_id").items():
        found.setdefault(batch, set()).add(copy)
    return found


def _keep_batch(session: Session, todo: Reversal, batch_id: int, going: Collection[int]) -> None:
    before, _after = todo.changed.get(BATCH, {}).get(batch_id, ({}, {}))
    if "spoilt" in before:
        spoilt = session.get_one(CardBatch, batch_id).spoilt
        before["spoilt"] = spoilt + sum(_came(todo, one)[1] for one in going)
    if "told_at" in before and before["told_at"] is None:
        del before["told_at"]  # something of it was told


def _keep_moves(session: Session, todo: Reversal, batch_id: int, going: Collection[int]) -> None:
    """Charge the stock for what is kept. A sheet of several cards that was begun stays used."""
    pieces = sum(sum(_came(todo, one)) for one in going)
    taken = todo.taken.get(MOVE, {})
    there = fetch_many(session, table_of(SupplyMove), touched(todo, MOVE))
    moves = {key: one for key, one in (there | taken).items() if one["batch_id"] == batch_id}
    single = _of_single_cards(session, [one["supply_id"] for one in moves.values()])
    for move_id, fields in moves.items():
        count, alone = fields["count"], fields["supply_id"] in single
        if not going:
            _leave(todo, MOVE, move_id)
        elif move_id in taken:
            fields["count"] = -pieces if alone else count
        elif not (alone and count == pieces):  # else nothing that is kept was charged by it
            _leave(todo, MOVE, move_id)
            left = count - pieces if alone else count
            todo.changed.setdefault(MOVE, {})[move_id] = ({"count": left}, {"count": count})


def _of_single_cards(session: Session, supplies: Collection[int]) -> set[int]:
    """Return which of these supplies are blanks for one card a piece."""
    asked = select(Supply.id).where(Supply.id.in_(supplies), Supply.cards_each == 1)
    return set(session.scalars(asked))


def _came(todo: Reversal, copy_id: int) -> tuple[int, int]:
    """Return how many more pieces of a copy will have come out well and spoilt: 1, 0 or -1."""
    before, after = todo.changed.get(COPY, {}).get(copy_id, ({}, {}))
    after = todo.made.get(COPY, {}).get(copy_id, after)
    good = _is_set(before, "printed_at") - _is_set(after, "printed_at")
    return good, _is_spoilt(before) - _is_spoilt(after)


def _is_set(fields: Fields, name: str) -> bool:
    return fields.get(name) is not None


def _is_spoilt(fields: Fields) -> bool:
    return fields.get("state") == CopyState.SPOILT


def _leave(todo: Reversal, table: str, record_id: int) -> None:
    parts: tuple[dict[str, dict[int, Any]], ...] = (todo.made, todo.taken, todo.changed)
    for part in parts:
        part.get(table, {}).pop(record_id, None)
