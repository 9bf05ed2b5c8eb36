"""What became of a transaction whose commit a server was asked for and never confirmed.

The words may have been lost on the way there, or the answer on the way back: only the server knows,
and is asked (pg_xact_status, which PostgreSQL has for this) before anybody is told anything.
"""

from collections.abc import Callable
from contextlib import closing
from time import sleep
from typing import TYPE_CHECKING, Any

from models.troubles import NotKeptError
from models.words import _

if TYPE_CHECKING:
    import psycopg

XID = "pg_current_xact_id()"
"""By what the server knows a transaction again, said among the words that begin it."""
ASKED_AFTER = (0.0, 0.3, 1.0, 2.0)
"""Seconds after which the server is asked, each counted from the time before."""
_STATUS = "SELECT pg_xact_status(CAST(%s AS xid8))"
_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE backend_xid = CAST(CAST(%s AS xid8) AS xid)"
)


class UnsureError(NotKeptError):
    """It may have been kept or not: the server cannot be asked."""


def was_kept(connect: Callable[[], "psycopg.Connection[Any]"], xid: str) -> bool | None:
    """Tell whether a transaction was committed; None where the server does not say.

    One that still waits for its computer is ended: nobody goes on with it, and it holds the lock
    that all who write need. ``connect`` makes a connection in which each statement is kept at once.
    """
    import psycopg

    for seconds in ASKED_AFTER:
        sleep(seconds)
        try:
            with closing(connect()) as connection:
                [status] = connection.execute(_STATUS, (xid,)).fetchone() or [None]
                if status in ("committed", "aborted"):
                    return bool(status == "committed")
                connection.execute(_END, (xid,))
        except psycopg.Error:
            continue
    return None


def unsure(server: str) -> UnsureError:
    """Return what to say where nobody knows whether something was kept."""
    return UnsureError(
        _(
            "The network broke while this was being saved at the server {server}, and it does not "
            "answer: it may be saved or not. Once the server answers, look whether it is there "
            "before you do it again."
        ).format(server=server)
    )
