"""Sealing what an office keeps on its server already, and showing its words once more."""

import hmac
from contextlib import closing
from dataclasses import replace

from sqlalchemy import Connection, Table, select, text, update

from models.documents.tables import content
from models.engines.postgres import OFFICE, Server, ServerAddress
from models.engines.sealing import sealed
from models.errors import UserError
from models.office.pins import WrongPinError
from models.office.proof_tries import forget_wrong, note_wrong, seconds_to_wait
from models.office.rights import Right, need
from models.office.second_person import TooSoonError
from models.office.tables import secret
from models.progress import Progress, Work
from models.server.going import plainly_done, refuse_others
from models.server.leftover import desks_with_keys
from models.server.office_words import keep_seal, seal_of, words_of
from models.store import Store
from models.words import _, ngettext

AT_ONCE = 20
"""So many files are held in memory while they are sealed."""


class NotSealedError(UserError):
    """Nothing was sealed; why."""


def seal_there(source: Store, key: bytes) -> Work[int]:
    """Seal all files and private keys on the server with ``key``; return how many files.

    All of it is one transaction: stopped or cut off at any moment, the server is as it was. No
    other computer may be there meanwhile, for it would read what it cannot open; from then on each
    is asked for the office's words. What lay there in clear is taken out of the tables' pages, but
    not out of the server's own backups. Needs the right to administer, and the owner of the
    database. Raises NotSealedError, NotMovedError, NotAllowedError, ServerError.
    """
    place = source.place
    if not isinstance(place, Server) or place.role is not None:
        raise NotSealedError(
            _("Only the owner of the database can seal it: open it with that user.")
        )
    with source.reading() as session:
        need(session, Right.ADMINISTER)
    address = replace(place.address, seal=key)
    with (
        plainly_done(address),
        closing(Store(Server(address, None))) as office,
        office.rebuilding() as connection,
    ):
        refuse_others(connection)
        if seal_of(connection) is not None:
            raise NotSealedError(_("Files and keys are sealed on this server already."))
        count = yield from _seal_files(connection)
        _seal_keys(connection)
        keep_seal(connection, key)
    return count


def words_again(store: Store, password: str) -> str:
    """Return the words of the office, as ``password`` proves who asks.

    This computer has the key at hand anyhow; who sees the words can carry them away. So they are
    for who administers and knows the password with which the server is spoken to. Wrong ones are
    waited for. Raises NotAllowedError, NotSealedError, TooSoonError, WrongPinError.
    """
    place = store.place
    address = place.address if isinstance(place, Server) else None
    with store.reading() as session:
        need(session, Right.ADMINISTER)
    if address is None or address.seal is None:
        raise NotSealedError(
            _("Nothing is sealed on this server, so the office has no words there.")
        )
    if not address.password:
        raise NotSealedError(
            _(
                "The server asks this computer for no password by which you could prove who you "
                "are. Back to a file and to the server once more the office gets new words."
            )
        )
    _prove(store, address, password)
    return words_of(address.seal)


def _prove(store: Store, address: ServerAddress, password: str) -> None:
    who = store.officer_id or 0
    wait = seconds_to_wait(store, who)
    if wait:
        said = ngettext(
            "Wait {n} second before the next try.", "Wait {n} seconds before the next try.", wait
        )
        raise TooSoonError(said)
    if not hmac.compare_digest(password.encode(), address.password.encode()):
        note_wrong(store, who)
        raise WrongPinError(_("That is not the password of this server."))
    forget_wrong(store, who)


def _seal_files(connection: Connection) -> Work[int]:
    digests = list(connection.scalars(select(content.c.digest).order_by(content.c.digest)))
    for done in range(0, len(digests), AT_ONCE):
        yield Progress(done, len(digests))
        _seal_some(connection, content, digests[done : done + AT_ONCE])
    _write_anew(connection, f"{OFFICE}.{content.name}", "size TYPE bigint USING size + 0")
    return len(digests)


def _seal_some(connection: Connection, table: Table, digests: list[str]) -> None:
    wanted = select(table.c.digest, table.c.data).where(table.c.digest.in_(digests))
    for digest, clear in connection.execute(wanted).all():
        kept = sealed(connection, table, digest, bytes(clear))
        connection.execute(update(table).where(table.c.digest == digest).values(data=kept))


def _seal_keys(connection: Connection) -> None:
    """Seal the office's private keys, and those of desks that have one of their own."""
    for schema in (OFFICE, *desks_with_keys(connection)):
        table = f"{schema}.{secret.name}"
        for name, clear in connection.execute(text(f"SELECT name, value FROM {table}")).all():
            connection.execute(
                text(f"UPDATE {table} SET value = :value WHERE name = :name"),
                {"name": name, "value": sealed(connection, secret, name, clear)},
            )
        _write_anew(connection, table, "value TYPE text USING value || ''")


def _write_anew(connection: Connection, table: str, column: str) -> None:
    """Have the server write a table to new files: what stood there in clear goes with the old."""
    connection.exec_driver_sql(f"ALTER TABLE {table} ALTER COLUMN {column}")
