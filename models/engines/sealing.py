"""Files and private keys, sealed before they leave this computer for a server, and opened again.

Each is sealed (AES-256-GCM) with the office's key, which no server ever has, and bound to the table
and the key of its record: put into another's place it does not open. Where a place has no such key,
as a file has none, everything stays as it is.
"""

import base64
import secrets
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table

from models.documents.tables import content
from models.errors import UserError
from models.office.tables import secret
from models.words import _

SEALED_WITH = "jangkau_sealed_with"
"""The option of a connection to a server that says with which key is sealed; 32 bytes, or None."""
SEALED_ONLY = "ck_content_sealed"
"""The constraint by which a server takes no file in clear (``server.office_words``)."""
KEY_BYTES, NONCE_BYTES = 32, 12

_KEPT: Final = {content: ("digest", "data"), secret: ("name", "value")}
"""The sealed column of a table, after the one that says which record it is."""

Value = TypeVar("Value", bytes, str)


class NotOpenedError(UserError):
    """What a server keeps is not what was sealed there with this key."""


def sealed(connection: Connection, table: Table, record: str, clear: Value) -> Value:
    """Return a value as it is to be kept in ``table`` for the record of this key."""
    key = _key(connection)
    if key is None:
        return clear
    if isinstance(clear, str):
        return base64.b64encode(seal(key, _bound(table, record), clear.encode())).decode()
    return seal(key, _bound(table, record), clear)


def opened(connection: Connection, table: Table, record: str, kept: Value) -> Value:
    """Return the value of a record that ``table`` keeps. Raises NotOpenedError."""
    key = _key(connection)
    if key is None:
        return kept
    try:
        if isinstance(kept, str):
            data = base64.b64decode(kept, validate=True)
            return unseal(key, _bound(table, record), data).decode()
        return unseal(key, _bound(table, record), bytes(kept))
    except ValueError as error:  # no base 64
        raise _not_opened() from error


def sealed_rows(
    connection: Connection, table: Table, rows: Sequence[Sequence[Any]]
) -> list[Sequence[Any]]:
    """Return whole records of a table, in the order of its columns, as they are to be kept."""
    places = _places(connection, table)
    if places is None:
        return list(rows)
    which, what = places
    return [_with(row, what, sealed(connection, table, row[which], row[what])) for row in rows]


def opened_rows(
    connection: Connection, table: Table, rows: Sequence[Sequence[Any]]
) -> list[Sequence[Any]]:
    """Return whole records of a table, in the order of its columns, as they were before.

    Raises NotOpenedError.
    """
    places = _places(connection, table)
    if places is None:
        if table in _KEPT:
            refuse_sealed(connection)
        return list(rows)
    which, what = places
    return [_with(row, what, opened(connection, table, row[which], row[what])) for row in rows]


def refuse_sealed(connection: Connection) -> None:
    """Return unless the server's files were sealed while this computer was away: it has no key.

    To be asked of what is not as it should be, before it is called damaged. Raises NotOpenedError.
    """
    if _key(connection) is not None or connection.dialect.name != "postgresql":
        return
    known = "SELECT 1 FROM pg_constraint WHERE conname = "
    if connection.exec_driver_sql(f"{known}'{SEALED_ONLY}'").first() is not None:
        raise NotOpenedError(
            _(
                "Files and keys are sealed on the server by now, so they are not read here. Start "
                "the program again and type the words of the office."
            )
        )


def seal(key: bytes, bound: bytes, clear: bytes) -> bytes:
    """Return the nonce and, sealed, ``clear``; what it is ``bound`` to opens it only."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, clear, bound)


def unseal(key: bytes, bound: bytes, kept: bytes) -> bytes:
    """Return what was sealed. Raises NotOpenedError."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:
        raise _not_opened() from error


def _key(connection: Connection) -> bytes | None:
    key: bytes | None = connection.get_execution_options().get(SEALED_WITH)
    return key


def _bound(table: Table, record: str) -> bytes:
    return f"jangkau-sealed\0{table.name}\0{record}".encode()


def _places(connection: Connection, table: Table) -> tuple[int, int] | None:
    if _key(connection) is None or table not in _KEPT:
        return None
    names = list(table.columns.keys())
    which, what = _KEPT[table]
    return names.index(which), names.index(what)


def _with(row: Sequence[Any], place: int, value: object) -> tuple[Any, ...]:
    return (*row[:place], value, *row[place + 1 :])


def _not_opened() -> NotOpenedError:
    return NotOpenedError(
        _("The server keeps a file or a key other than it was sealed: it is not read.")
    )
