"""Who sits at this desk, and whether it is only that: facts of this one file."""

from sqlalchemy import select

from models.engines.dialects import put
from models.local_notes import forget, note, noted
from models.office.tables import Officer, local
from models.store import Store

HERE = "officer_here"
ONLY_DESK = "only_desk"


def officer_here(store: Store) -> int | None:
    """Return who sits here: the one who said so, otherwise who has been here longest."""
    with store.reading() as session:
        said = session.scalar(select(local.c.value).where(local.c.key == HERE))
        active = session.scalars(select(Officer.id).where(Officer.active).order_by(Officer.id))
        ids = list(active)
    chosen = int(said) if said is not None else None
    return chosen if chosen in ids else next(iter(ids), None)


def name_here(store: Store) -> str:
    """Return the name of the officer who works here, for others to know whom to ask."""
    with store.reading() as session:
        here = session.get(Officer, store.officer_id) if store.officer_id is not None else None
        return here.name if here is not None and here.active else ""


def sit_down(store: Store, officer_id: int) -> None:
    """Name ``officer_id`` in the history from now on; no action of its own, nothing to undo.

    Raises NotAllowedError where somebody else is signed in.
    """
    store.officer_id = officer_id
    with store.connection() as connection:
        put(connection, local.c.key, HERE, str(officer_id))


def only_desk(store: Store) -> int | None:
    """Return the event whose desk this computer is and nothing else; None where it is more."""
    said = noted(store, ONLY_DESK)
    return int(said) if said is not None else None


def keep_desk(store: Store, event_id: int) -> None:
    """Be the desk of this event only, when the program is started again, too."""
    note(store, ONLY_DESK, str(event_id))


def free_desk(store: Store) -> None:
    """Be everything again."""
    forget(store, ONLY_DESK)
