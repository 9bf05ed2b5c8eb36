"""What an action goes on from, and writing it down: chains of digests, stamps of a common clock."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.history.rows import chain_key, chain_range, driver_rows, insert_rows
from models.history.tables import Action
from models.office.tables import local

FIRST_STAMP = "packet_stamp"
"""Under which a desk's file remembers the stamp that its own come after."""
_ACTION = Action.metadata.tables["action"]
_WORDS = ("words",)
_COLUMNS = (
    *_WORDS,
    "id",
    "at",
    "officer_id",
    "desk_id",
    "name",
    "final",
    "undoes_id",
    "words_digest",
    "digest",
    "chain",
    "stamp",
)
_LAST_CHAIN = (
    select(_ACTION.c.chain)
    .where(_ACTION.c.id.between(bindparam("first"), bindparam("last")))
    .order_by(_ACTION.c.id.desc())
    .limit(1)
)
_LAST_STAMP = select(func.max(_ACTION.c.stamp))
_BEFORE = select(_LAST_CHAIN.scalar_subquery(), _LAST_STAMP.scalar_subquery())


def goes_on_from(session: Session, action_id: int) -> tuple[bytes | None, int | None]:
    """Return the chain that an action of this id goes on from, and the last stamp known here."""
    first, last = chain_range(chain_key(action_id))
    asked = session.connection().execute(_BEFORE, {"first": first, "last": last})
    chain, stamp = asked.one()
    return chain, _first_stamp(session) if stamp is None else stamp


def last_stamp(session: Session) -> int | None:
    """Return the stamp of the last action that is known here; of a packet's that of its office."""
    last: int | None = session.scalar(_LAST_STAMP)
    return _first_stamp(session) if last is None else last


def write_action(session: Session, action: Action, words: str) -> None:
    """Write an action with its words as they are kept; it has no place in the session."""
    row = [words, *(getattr(action, name) for name in _COLUMNS[len(_WORDS) :])]
    dialect = session.get_bind().dialect
    insert_rows(session, _ACTION, _COLUMNS, driver_rows(dialect, _ACTION, _COLUMNS, [row], _WORDS))


def _first_stamp(session: Session) -> int | None:
    kept = session.scalar(select(local.c.value).where(local.c.key == FIRST_STAMP))
    return int(kept) if kept else None
