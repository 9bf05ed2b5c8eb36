"""What this one file remembers for itself: no part of the history, never carried to a desk.

It lies in the database and not among the settings of the computer because it may hold personal
data: where the database is encrypted, so is this.
"""

from sqlalchemy import delete, select

from models.engines.dialects import put
from models.office.tables import local
from models.store import Store

KEY_LENGTH = 32


def note(store: Store, key: str, value: str) -> None:
    """Remember ``value`` under ``key``, in place of what was there; ``key`` has 32 letters at most.

    Waits, as every writer does, while another one writes. Raises NotKeptError.
    """
    if len(key) > KEY_LENGTH:
        raise ValueError(f"a key of the file itself is too long: {key}")
    with store.noting() as connection:
        put(connection, local.c.key, key, value)


def noted(store: Store, key: str) -> str | None:
    """Return what is remembered under ``key``."""
    with store.reading() as session:
        return session.scalar(select(local.c.value).where(local.c.key == key))


def noted_under(store: Store, prefix: str) -> dict[str, str]:
    """Return all that is remembered under keys that begin with ``prefix``, by key."""
    wanted = select(local.c.key, local.c.value).where(
        local.c.key.startswith(prefix, autoescape=True)
    )
    with store.reading() as session:
        return dict(session.execute(wanted.order_by(local.c.key)).all())


def forget(store: Store, key: str) -> None:
    """Remember nothing under ``key`` any more; writes only where something was."""
    if noted(store, key) is not None:
        with store.noting() as connection:
            connection.execute(delete(local).where(local.c.key == key))
