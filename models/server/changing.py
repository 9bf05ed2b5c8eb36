"""Changing the place of an office's records, and going on at the new one."""

import platform
from dataclasses import dataclass, replace
from pathlib import Path

from models.engines.postgres import Server, ServerAddress
from models.local_notes import note, noted
from models.moved import MOVED_TO
from models.office.at_desk import sit_down
from models.office.rights import Right, need, rights_of
from models.office.tables import Officer
from models.opening import open_store
from models.progress import Progress, Work
from models.protecting import new_protection, own_slot
from models.remembering import NoKeyringError, can_remember
from models.server.credentials import (
    forget_key,
    forget_password,
    remember_password,
    said_of,
    with_password,
)
from models.server.going import DESK_NUMBER, come_back, go_to_server
from models.server.joining import join
from models.server.moving import Moved
from models.server.opening import open_server
from models.server.sealing_there import seal_there
from models.server.standing import find
from models.store import Store


@dataclass(frozen=True, slots=True)
class There:
    """The office, open at its server: how much was copied, if anything was.

    ``asks`` tells whether its password is asked for at each start, and the office's words where
    files are sealed: the keyring does not hold them.
    """

    store: Store
    moved: Moved | None
    asks: bool
    sealed: int | None = None
    """How many files were sealed there; None where that was not what was done."""


@dataclass(frozen=True, slots=True)
class Back:
    """The office, open in its new file: how much was copied, the code that opens it as well."""

    store: Store
    moved: Moved
    recovery_code: str


def move_there(
    source: Store, address: ServerAddress, *, keep: bool, again: bool = False
) -> Work[There]:
    """Move an office from its file to a server and open it there.

    With ``keep`` the keyring holds the password and the office's key; ``again`` what the office
    left there before is replaced. Raises the errors of ``go_to_server``.
    """
    number = int(noted(source, DESK_NUMBER) or 0)
    moved = yield from go_to_server(source, address, again=again)
    store = open_server(address, number)
    return There(store, moved, _asks(address, keep=keep))


def join_there(source: Store, address: ServerAddress, *, keep: bool) -> Work[There]:
    """Work with a server that keeps this office already, as one desk more.

    The file is left behind where the server has all that is in it; else it stays open to whoever
    looks for what it lacks. Raises the errors of ``find`` and ``join``.
    """
    yield Progress(0, 0)
    with source.reading() as session:
        need(session, Right.ADMINISTER)
    found = find(source, address)
    yield Progress(0, 0)
    store = join(address, platform.node())
    if source.officer_id is not None:
        sit_down(store, source.officer_id)
    place = store.place
    if found.missing == 0 and isinstance(place, Server):
        note(source, MOVED_TO, said_of(place))
    return There(store, None, _asks(address, keep=keep))


def seal_here(source: Store, key: bytes) -> Work[There]:
    """Seal what an office keeps on its server with ``key``, and open it there anew.

    The keyring holds the key where it may hold the password, or none is asked for. Raises the
    errors of ``seal_there``.
    """
    place = source.place
    assert isinstance(place, Server)
    bare = place.address
    keep = can_remember() and (not bare.password or with_password(bare) is not None)
    count = yield from seal_there(source, key)
    address = replace(bare, seal=key)
    store = open_server(address, place.desk_number or 0)
    return There(store, None, _asks(address, keep=keep), count)


def move_back(source: Store, path: Path, password: str) -> Work[Back]:
    """Move an office from its server to a new file that ``password`` opens, and open it there.

    The password is that of who moves it, where they may administer; else it is a shared one.
    Raises WeakPasswordError and the errors of ``come_back``.
    """
    yield Progress(0, 0)
    protection, code = new_protection(password)
    moved = yield from come_back(source, path, protection)
    owner = _administrator(source)
    if owner is not None:
        own_slot(path, password, *owner)
    return Back(open_store(path, password), moved, code)


def _administrator(source: Store) -> tuple[int, str] | None:
    """Return who works here, if they may administer: their id and name."""
    officer_id = source.officer_id
    if officer_id is None:
        return None
    with source.reading() as session:
        if Right.ADMINISTER not in (rights_of(session, officer_id) or ()):
            return None
        return officer_id, session.get_one(Officer, officer_id).name


def _asks(address: ServerAddress, *, keep: bool) -> bool:
    """Have the keyring hold password and key, or no longer; return whether they are asked for."""
    if not address.password and address.seal is None:
        return False
    if not keep:
        forget_password(address)
        forget_key(address)
        return True
    try:
        remember_password(address)
    except NoKeyringError:
        return True
    return False
