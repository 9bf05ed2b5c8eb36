"""Records that are taken back together or not at all: one alone would contradict the other."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.copies import COUNTING, OPEN, counts
from models.cards.tables import BatchState, Card, CardBatch, CardCopy
from models.history.recording import Fields
from models.history.reversal import Reversal, reversal_of, table_named
from models.history.rows import batches
from models.history.tables import Action, Change
from models.supplies.tables import SupplyMove

Key = tuple[str, int]
Group = frozenset[Key]

LINKS = ((CardCopy.__tablename__, "card_id", Card.__tablename__),)
"""A table, its field that names a record of another, and that one's table.

A card says in short how it stands, and its copies say it one by one.
"""

OF_BATCH = (CardCopy.__tablename__, SupplyMove.__tablename__)
"""What names a batch of cards by its field ``batch_id``: none of it can be without the batch."""

STANDING = {
    Card.__tablename__: frozenset({"state", "enrolment_id", "prints", "printed_at", "handed_at"}),
    CardCopy.__tablename__: frozenset(CardCopy.__table__.columns.keys()),
}
"""The fields that say how a record stands: one alone of them would contradict the others.

Whose a card is, is among them: no copy that was drawn for one counts as another's.
"""


def whole_reversal_of(session: Session, action_id: int) -> Reversal:
    """Return what takes an action back, with all that says how cards and their copies stand.

    What was changed of them later, in other fields than the action's, is part of it: a drawing
    done again names only that its copies are no longer void, and what became of them since is in
    its way all the same.
    """
    todo = reversal_of(session, action_id)
    for table, names in STANDING.items():
        changed = todo.changed.get(table, {})
        standing = [one for one, (_before, after) in changed.items() if names & after.keys()]
        for record_id, left in _left_by(session, action_id, table, standing).items():
            before, after = changed[record_id]
            wider = {name: value for name, value in left.items() if name in names}
            changed[record_id] = ({**wider, **before}, {**wider, **after})
    return todo


def drawn_anew(session: Session, todo: Reversal) -> Iterator[int]:
    """Yield the cards of a reversal that another copy stands for by now than when it was done."""
    states = todo.changed.get(Card.__tablename__, {})
    cards = [one for one, (before, _after) in states.items() if "state" in before]
    known = touched(todo, CardCopy.__tablename__)
    rows = [
        row
        for batch in batches(cards)
        for row in session.execute(
            select(CardCopy.id, CardCopy.card_id).where(CardCopy.card_id.in_(batch), counts())
        )
        if row.id not in known
    ]
    since = _left_by(session, todo.action_id, CardCopy.__tablename__, [row.id for row in rows])
    for row in rows:
        left = since.get(row.id)
        if left is not None and not _counted(left):
            yield row.card_id


def told_already(session: Session, todo: Reversal) -> Iterator[int]:
    """Yield the copies that would be at the printer again while their batch is not any more."""
    changed = todo.changed.get(CardCopy.__tablename__, {})
    again = [
        one
        for one, (before, _after) in changed.items()
        if before.get("state") in OPEN and before.get("voided_at") is None
    ]
    along = touched(todo, CardBatch.__tablename__)
    over = CardBatch.state.not_in((BatchState.DRAWN, BatchState.SENT))
    for batch in batches(again):
        asked = select(CardCopy.id, CardBatch.id.label("batch_id")).join(CardBatch)
        for row in session.execute(asked.where(CardCopy.id.in_(batch), over)):
            if row.batch_id not in along:
                yield row.id


def groups_of(session: Session, todo: Reversal) -> dict[Key, Group]:
    """Return for each record of a reversal those it goes with, itself among them.

    A record that goes with no other is left out. Where a batch stays all that is of it does, but
    of a batch that goes some copies may stay.
    """
    groups: dict[Key, Group] = {}
    for table, field, other in LINKS:
        owned: dict[Key, set[Key]] = {}
        for record_id, owner in _owners(session, todo, table, field).items():
            if owner in touched(todo, other):
                owned.setdefault((other, owner), set()).add((table, record_id))
        for owner_key, several in owned.items():
            group = frozenset({owner_key, *several})
            groups |= dict.fromkeys(group, group)
    for batch, parts in _parts_of_batches(session, todo).items():
        groups[batch] = with_their_own({batch, *parts}, groups)
    return groups


def copies_by_batch(session: Session, todo: Reversal) -> dict[int, set[int]]:
    """Return of the batches whose copies a reversal touches which copies these are."""
    found: dict[int, set[int]] = {}
    for copy, batch in _owners(session, todo, CardCopy.__tablename__, "batch_id").items():
        found.setdefault(batch, set()).add(copy)
    return found


def gone_on(session: Session, todo: Reversal, found: Collection[Key]) -> set[Key]:
    """Return of the records in the way those with which more was done than a reversal touches.

    So it is with a batch that was told of, dropped or withdrawn since, and all that is of it, and
    with a copy whose card, which changed along with it, the action left alone.
    """
    card, copy, batch = (one.__tablename__ for one in (Card, CardCopy, CardBatch))
    in_the_way = {key for key in found if key[0] == batch}
    cards = _owners(session, todo, copy, "card_id")
    known = touched(todo, card)
    alone = {key for key in found if key[0] == copy and cards.get(key[1]) not in known}
    parts = _parts_of_batches(session, todo)
    return (in_the_way | alone).union(*(parts.get(one, ()) for one in in_the_way))


def with_their_own(keys: Collection[Key], groups: Mapping[Key, Group]) -> Group:
    """Return these records and all those they go with."""
    return frozenset(keys).union(*(groups.get(key, ()) for key in keys))


def leaders_of(groups: Mapping[Key, Group]) -> dict[Key, Key]:
    """Return for each record that goes with others the one by which all of them are known."""
    heads = {CardBatch.__tablename__, *(other for _table, _field, other in LINKS)}
    return {
        key: key if key[0] in heads else min(one for one in group if one[0] in heads)
        for key, group in groups.items()
    }


def leave_together(todo: Reversal, kept: Iterable[Key], groups: Mapping[Key, Group]) -> None:
    """Take whole records out of a reversal that go with one that is kept."""
    for table, record_id in with_their_own([key for key in kept if key in groups], groups):
        for part in (todo.made, todo.taken, todo.changed):
            part.get(table, {}).pop(record_id, None)


def touched(todo: Reversal, table: str) -> set[int]:
    """Return the records of a table that a reversal makes, takes out or changes."""
    parts: tuple[Mapping[str, Mapping[int, Any]], ...] = (todo.made, todo.taken, todo.changed)
    return {record for part in parts for record in part.get(table, {})}


def _parts_of_batches(session: Session, todo: Reversal) -> dict[Key, set[Key]]:
    """Return for each batch a reversal touches what else it touches of that batch."""
    kind = CardBatch.__tablename__
    batches_there = touched(todo, kind)
    found: dict[Key, set[Key]] = {}
    for table in OF_BATCH:
        for record_id, batch in _owners(session, todo, table, "batch_id").items():
            if batch in batches_there:
                found.setdefault((kind, batch), set()).add((table, record_id))
    return found


def _owners(session: Session, todo: Reversal, table: str, field: str) -> dict[int, int]:
    """Return whose each record of a table is; of one that is gone, whose it was."""
    kind = table_named(table)
    kept = {one: fields[field] for one, fields in todo.taken.get(table, {}).items()}
    found = {
        row[0]: row[1]
        for batch in batches(touched(todo, table))
        for row in session.execute(select(kind.c.id, kind.c[field]).where(kind.c.id.in_(batch)))
    }
    return kept | found


def _counted(left: Fields) -> bool:
    """Tell whether a copy that counts did so already when this is what it held of what changed."""
    if not left or left.get("voided_at") is not None:
        return False
    return left.get("state", COUNTING[0]) in COUNTING


def _left_by(
    session: Session, action_id: int, table: str, ids: Collection[int]
) -> dict[int, Fields]:
    """Return of those that were made or changed since, what they held of that when it was done.

    Of one that was made since that is nothing.
    """
    if not ids:
        return {}
    stamp = session.get_one(Action, action_id).stamp
    columns = table_named(table).columns
    left: dict[int, Fields] = {}
    asked = (
        select(Change.record_id, Change.before)
        .join(Action, Action.id == Change.action_id)
        .where(
            Change.record_table == table,
            Change.erasure_id.is_(None),
            Action.stamp > stamp,
            Action.merged_by_id.is_(None),
        )
        .order_by(Action.stamp.desc(), Change.id.desc())
    )
    for batch in batches(ids):
        for record_id, before in session.execute(asked.where(Change.record_id.in_(batch))):
            held = left.setdefault(record_id, {})
            if before is None:  # what was changed of it later it did not hold yet either
                held.clear()
                continue
            held |= {name: value for name, value in before.items() if name in columns}
    return left
