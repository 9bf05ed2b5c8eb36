"""An older state of the office, left on a server as it came back to a file: told, and replaced."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, select, text

from models import migrations
from models.engines.postgres import GUARD, OFFICE, ServerAddress, desk_schema
from models.errors import UserError
from models.history.tables import Action
from models.moved import MOVED_TO, moved_to
from models.office.tables import local, secret
from models.server.office_words import (
    SEAL,
    WordsError,
    check_words,
    keep_seal,
    seal_of,
    take_clear_files,
)
from models.server.opening import bring_up, sit_down
from models.server.roles import logins, owns, quoted
from models.words import _, ngettext

ROWS = 10_000
FIRST: Select[bytes] = select(Action.digest).order_by(Action.id).limit(1)
"""The first action of an office: it is its own, wherever its records were copied to."""
READ_ONLY = "default_transaction_read_only"


class NotReplacedError(UserError):
    """What stands on the server is not replaced; why."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """An office as it was when it left a server: where to, how many entries its history has there.

    ``newer`` are those of which the office's own records know nothing; ``until`` is when the last
    one was made.
    """

    left_for: str
    entries: int
    newer: int
    until: datetime | None


def leftover(here: Connection, there: Connection) -> Leftover | None:
    """Return what an office that is ``here`` left ``there``; None where it is another's.

    Its own is what begins with the same action. Actions are told apart by their digests, which no
    erasure and no merge alters.
    """
    where = moved_to(there)
    first = there.execute(FIRST).scalar()
    if where is None or first is None or here.execute(FIRST).scalar() != first:
        return None
    known = set(here.scalars(select(Action.digest)))
    entries = newer = 0
    for digest in there.scalars(select(Action.digest).execution_options(yield_per=ROWS)):
        entries += 1
        newer += digest not in known
    until = there.execute(select(Action.at).order_by(Action.at.desc()).limit(1)).scalar()
    return Leftover(where, entries, newer, until)


def refuse_newer(found: Leftover) -> None:
    """Return if the office has all that stands on the server. Raises NotReplacedError."""
    if found.newer:
        raise NotReplacedError(newer_said(found))


def newer_said(found: Leftover) -> str:
    """Say why what stands on a server is not replaced."""
    return ngettext(
        "The database holds {n} entry of this office that this file does not have, so nothing "
        "there is replaced. Open {file}, to which the office came back, or choose an empty "
        "database.",
        "The database holds {n} entries of this office that this file does not have, so nothing "
        "there is replaced. Open {file}, to which the office came back, or choose an empty "
        "database.",
        found.newer,
        file=found.left_for,
    )


def make_room(address: ServerAddress, number: int, here: Connection, there: Connection) -> None:
    """Take an office's older state out of a database that it left, to be copied there once more.

    Within the transaction in which the copy is made: what stood there stays unless all of that
    succeeds. What the other computers keep for themselves stays, so that each goes on as the desk
    it was; but keys that were sealed with other words nobody could open any more. Raises
    NotReplacedError, WordsError.
    """
    found = leftover(here, there)
    if found is None or not owns(there):
        raise NotReplacedError(
            _("What stands in the database now is not this office's older state.")
        )
    refuse_newer(found)
    kept = seal_of(there)
    bring_up(there, migrations.present_step(there))
    _empty(there)
    there.execute(delete(local).where(local.c.key.in_((MOVED_TO, SEAL))))
    take_clear_files(there)
    if address.seal is not None:
        keep_seal(there, address.seal)
    if not _same_words(address, kept):
        _forget_keys(there)
    sit_down(there, number)
    there.execute(text(f"DELETE FROM {desk_schema(number)}.local"))
    take_writers(there, address, on=True)


def take_writers(connection: Connection, address: ServerAddress, *, on: bool) -> None:
    """Have a server's database take what is written there, or no longer, whatever writes.

    Who does not own the database itself says so of the office's own logins.
    """
    quote = connection.dialect.identifier_preparer.quote
    name = quote(address.database)
    said = f"RESET {READ_ONLY}" if on else f"SET {READ_ONLY} = on"
    own = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
    if connection.execute(text(own)).scalar():
        whose = [f"DATABASE {name}"]
    else:
        roles = ["CURRENT_USER", *(quoted(one.name) for one in _logins(connection))]
        whose = [f"ROLE {role} IN DATABASE {name}" for role in roles]
    for one in whose:
        connection.exec_driver_sql(f"ALTER {one} {said}", execution_options=_PLAIN)


_PLAIN: dict[str, Any] = {"no_parameters": True}


def _logins(connection: Connection) -> list[Any]:
    guarded = connection.execute(text(f"SELECT to_regclass('{GUARD}.login')")).scalar()
    return [] if guarded is None else list(logins(connection))


def _empty(connection: Connection) -> None:
    """Empty the office's tables, at once and with what they held."""
    kept = ("alembic_version", local.name)
    tables = text(
        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = :schema"
        " AND tablename <> ALL(:kept) ORDER BY tablename"
    )
    names = connection.execute(tables, {"schema": OFFICE, "kept": list(kept)}).scalars()
    emptied = ", ".join(f"{OFFICE}.{name}" for name in names)
    connection.exec_driver_sql(f"TRUNCATE {emptied}")


def _same_words(address: ServerAddress, kept: str | None) -> bool:
    try:
        check_words(address, kept)
    except WordsError:
        return False
    return True


def _forget_keys(connection: Connection) -> None:
    """Take away the keys of desks that sign with one of their own; each makes another."""
    for schema in desks_with_keys(connection):
        connection.exec_driver_sql(f"DELETE FROM {schema}.{secret.name}")


def desks_with_keys(connection: Connection) -> list[str]:
    """Return the schemas of desks that keep keys of their own."""
    wanted = text(
        "SELECT schemaname FROM pg_tables WHERE tablename = :name AND schemaname ~ '^desk_[0-9]+$'"
        " ORDER BY schemaname"
    )
    return list(connection.execute(wanted, {"name": secret.name}).scalars())
