"""Which server this computer works with: said in one line, its password kept by the keyring only.

The line may stand in the settings, in a command or on paper: a password is never part of it, nor is
the key with which the office's files are sealed.
"""

import hashlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from models.engines.postgres import Server, ServerAddress
from models.errors import UserError
from models.remembering import SERVICE, NoKeyringError, can_remember
from models.store import Store
from models.words import _

SCHEME = "postgresql"
DESK, ROOT = "desk", "root"
PORTS = range(1, 1 << 16)
DESKS = range(1 << 13)
"""The numbers a desk may have, as the table of desks keeps them."""


class NoAddressError(UserError):
    """What was said is not the address of a server."""


def is_server(said: str) -> bool:
    """Tell a server's line from the path of a file."""
    return said.partition("://")[0] in (SCHEME, "postgres") and "://" in said


def said_of(server: Server) -> str:
    """Return the line that says where a server is and as which desk it is spoken to."""
    address = server.address
    more = {"host": address.host} if address.host.startswith("/") else {}
    if server.desk_number is not None:
        more[DESK] = str(server.desk_number)
    if address.root is not None:
        more[ROOT] = str(address.root)
    host = None if address.host.startswith("/") else address.host
    plain = replace(address, password="").url().set(drivername=SCHEME, host=host, query=more)
    return plain.render_as_string(hide_password=False)


def place_said(store: Store) -> str:
    """Return where the records of a store are: the path of its file, or the line of its server."""
    place = store.place
    return said_of(place) if isinstance(place, Server) else str(store.path)


def read_server(said: str) -> Server:
    """Return the server a line names, and the desk if it says one. Raises NoAddressError.

    A password is never part of it.
    """
    try:
        url = make_url(said)
        number = int(str(url.query[DESK])) if DESK in url.query else None
    except (ArgumentError, ValueError) as error:
        raise _unread() from error
    host = url.host or url.query.get("host")
    port = 5432 if url.port is None else url.port
    known = not set(url.query) - {DESK, ROOT, "host"} and is_server(said)
    if not (known and isinstance(host, str) and url.database and url.username):
        raise _unread()
    if port not in PORTS or (number is not None and number not in DESKS):
        raise _unread()
    if url.password is not None:
        raise NoAddressError(
            _("A password is no part of the address: others could read it. It is asked for.")
        )
    root = url.query.get(ROOT)
    address = ServerAddress(
        host, url.database, url.username, port=port, root=Path(str(root)) if root else None
    )
    return Server(address, number)


def remember_password(address: ServerAddress) -> None:
    """Have this computer's keyring hold the password of an address, and the office's key with it.

    Raises NoKeyringError.
    """
    import keyring
    from keyring.errors import KeyringError

    if not can_remember():
        raise NoKeyringError(_("This computer has no keyring that could keep it safe."))
    try:
        if address.password:
            keyring.set_password(SERVICE, _entry(address), address.password)
        if address.seal is not None:
            keyring.set_password(SERVICE, _entry_of_key(address), address.seal.hex())
    except KeyringError as error:
        raise NoKeyringError(_("The computer's keyring did not take it.")) from error


def with_password(address: ServerAddress) -> ServerAddress | None:
    """Return the address with the password that the keyring holds; None if it holds none."""
    held = _held(_entry(address))
    return None if held is None else replace(address, password=held)


def with_key(address: ServerAddress) -> ServerAddress:
    """Return the address with the office's key, where the keyring holds one."""
    held = _held(_entry_of_key(address))
    try:
        return address if held is None else replace(address, seal=bytes.fromhex(held))
    except ValueError:  # it is asked for
        return address


def forget_password(address: ServerAddress) -> None:
    """Ask for the password from now on; nothing happens where none is held."""
    _forget(_entry(address))


def forget_key(address: ServerAddress) -> None:
    """Ask for the office's words from now on; nothing happens where no key is held."""
    _forget(_entry_of_key(address))


def _forget(entry: str) -> None:
    import keyring
    from keyring.errors import KeyringError

    with suppress(KeyringError):
        keyring.delete_password(SERVICE, entry)


def _held(entry: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, entry) if can_remember() else None
    except KeyringError:
        return None


def _entry(address: ServerAddress) -> str:
    """Return under what name the keyring holds it: which server it is, nobody need read there."""
    said = said_of(Server(replace(address, root=None), None))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _entry_of_key(address: ServerAddress) -> str:
    return f"{_entry(address)}-key"


def _unread() -> NoAddressError:
    return NoAddressError(
        _("This is not the address of a server: write it postgresql://user@server/database.")
    )
