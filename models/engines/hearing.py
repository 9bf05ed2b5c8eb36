"""Hearing within a second what other computers committed, and whether the server is there at all.

PostgreSQL tells whoever listens (LISTEN, NOTIFY) once a transaction is committed, and nobody of one
that was not.
"""

import json
import select
import socket
from collections.abc import Callable
from threading import Event, Thread, current_thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

CHANNEL = "jangkau"
WAITS = (0.2, 1.0, 2.0, 5.0)
"""Seconds before the server is tried again; the last counts from then on."""

Heard = Callable[[frozenset[str] | None], None]
"""Told the tables that somebody else changed; None where that may have been any."""
Reached = Callable[[bool, bool], None]
"""Told when the server stops answering, and when it answers again; and whether it does answer, but
does not take this computer's login any more, which is as good as away."""


def news(tables: frozenset[str], teller: str) -> str:
    """Return what tells all who listen of these tables once it is committed."""
    from psycopg.sql import quote

    return f"NOTIFY {CHANNEL}, {quote(json.dumps({'by': teller, 'tables': sorted(tables)}))}"


class Hearing:
    """Listens on a connection of its own until it is closed; tells on a thread of its own.

    What ``teller`` announced itself is not told. After the server was away, anything may have been
    changed. ``connect`` makes the connection, in which each statement is kept at once.
    """

    def __init__(
        self,
        connect: Callable[[], "psycopg.Connection[Any]"],
        teller: str,
        heard: Heard,
        reached: Reached,
        is_refused: Callable[[BaseException], bool],
    ) -> None:
        self._connect = connect
        self._teller = teller
        self._heard = heard
        self._reached = reached
        self._is_refused = is_refused
        self._wake, self._waker = socket.socketpair()
        self._tried = Event()
        self._thread = Thread(target=self._run, name="hearing", daemon=True)
        self._thread.start()
        self._tried.wait()  # nothing that is read from now on changes unheard

    def close(self) -> None:
        """Listen no more. May be called twice, and by what is told."""
        self._waker.close()
        if current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        import psycopg

        tries, refused = 0, False
        with self._wake:
            while True:
                try:
                    with self._connect() as connection:
                        connection.execute(f"LISTEN {CHANNEL}")
                        self._tried.set()
                        if tries:
                            self._reached(True, False)
                            self._heard(None)
                        tries = 0
                        self._listen(connection)
                        return
                except psycopg.Error as error:
                    before, refused = refused, self._is_refused(error)
                    if not tries or refused is not before:
                        self._reached(False, refused)
                    self._tried.set()
                    if self._woken(WAITS[min(tries, len(WAITS) - 1)]):
                        return
                    tries += 1

    def _listen(self, connection: "psycopg.Connection[Any]") -> None:
        """Tell of what comes until nobody wants to hear. Raises psycopg's if it is lost."""
        while True:
            tables: set[str] = set()
            while (note := connection.pgconn.notifies()) is not None:
                tables |= self._tables(note.extra)
            if tables:
                self._heard(frozenset(tables))
            ready, _none, _nor = select.select([connection.fileno(), self._wake.fileno()], [], [])
            if self._wake.fileno() in ready:
                return
            connection.pgconn.consume_input()

    def _tables(self, said: bytes) -> set[str]:
        """Return which tables somebody else announced; what is no announcement says nothing."""
        try:
            told = json.loads(said)
            return set() if told["by"] == self._teller else set(map(str, told["tables"]))
        except (ValueError, KeyError, TypeError):
            return set()

    def _woken(self, seconds: float) -> bool:
        return bool(select.select([self._wake], [], [], seconds)[0])
