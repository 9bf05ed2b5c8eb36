"""Opening a packet on the computer it was brought to: from then on it is that desk's database."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from models import opening
from models.backups.reading import keyed, looking
from models.engines.sqlite import File
from models.errors import UserError
from models.files import replacing
from models.keys import (
    Cost,
    Slot,
    SlotKind,
    WrongSecretError,
    new_file_key,
    new_recovery_code,
    open_slot,
    password_problem,
    seal,
    slots_path,
    write_slots,
)
from models.leftovers import PassingFolder
from models.office.tables import Role
from models.packets.envelope import Header, PacketKind, altered, read_packet, unpack
from models.packets.here import begin_anew
from models.packets.phrase import phrase_problem, tidy_phrase
from models.progress import Progress, Work
from models.protecting import WeakPasswordError
from models.store import Store
from models.words import _

PAYLOAD = "desk.db"


class WrongPhraseError(UserError):
    """Not the phrase of this packet."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """An officer who may sit at the desk."""

    officer_id: int
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class UnlockedPacket:
    """A packet whose phrase was right: what is told before somebody sits down at it.

    Its database lies enciphered in a folder of this run, until this object goes.
    """

    header: Header
    event: str
    people: int
    officers: tuple[Sitting, ...]
    file_key: bytes = field(repr=False)
    payload: Path = field(repr=False)
    folder: PassingFolder = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedPacket:
    """The desk's database, and the recovery code that opens it besides the password."""

    path: Path
    recovery_code: str = field(repr=False)


def look_at(path: Path) -> Header:
    """Return what a packet says of itself without its phrase. Raises PacketError."""
    return read_packet(path, PacketKind.DESK).header


def unlock(path: Path, phrase: str) -> Work[UnlockedPacket]:
    """Open what a packet encloses. Raises PacketError, and WrongPhraseError for another phrase."""
    packet = read_packet(path, PacketKind.DESK)
    problem = phrase_problem(phrase)
    if problem:
        raise WrongPhraseError(problem)
    yield Progress(0, 0)
    try:
        key = open_slot([packet.header.slot], tidy_phrase(phrase)).file_key
    except WrongSecretError as error:
        raise WrongPhraseError(
            _("That is not the phrase of this packet. Please try again.")
        ) from error
    yield Progress(0, 0)
    folder = PassingFolder()
    with _plainly(path):
        payload = folder.file(PAYLOAD)
        unpack(packet, payload)
    return _looked_into(packet.header, path, key, payload, folder)


def place(
    unlocked: UnlockedPacket,
    target: Path,
    officer_id: int,
    password: str,
    cost: Cost | None = None,
) -> Work[OpenedPacket]:
    """Make an unlocked packet the database ``target``, which this officer opens by ``password``.

    Its key is another one than the packet's, and its ids begin a range of their own: whoever has
    the packet and its phrase cannot read it, and a second opening makes nothing that meets the
    first. Raises WeakPasswordError, AlreadyThereError, UserError; then nothing was made.
    """
    name = next((one.name for one in unlocked.officers if one.officer_id == officer_id), None)
    if name is None:
        raise UserError(_("This officer does not sit at this desk."))
    if problem := password_problem(password):
        raise WeakPasswordError(problem)
    if target.exists() or slots_path(target).exists():
        raise opening.AlreadyThereError(_("{path} is there already.").format(path=target))
    key, code = new_file_key(), new_recovery_code()
    slots = [
        seal(key, password, SlotKind.PASSWORD, cost, officer_id, name),
        seal(key, code, SlotKind.RECOVERY, cost),
    ]
    yield Progress(0, 0)
    with _plainly(target):
        copy = unlocked.folder.file("own.db")
        _encipher_anew(unlocked, copy, key)
        yield Progress(0, 0)
        _put(copy, target, slots)
    return OpenedPacket(target, code)


def _encipher_anew(unlocked: UnlockedPacket, copy: Path, key: bytes) -> None:
    """Copy the packet's database under another key, and let it begin its own range of ids."""
    copy.unlink(missing_ok=True)
    with closing(keyed(unlocked.payload, unlocked.file_key)) as source:
        source.execute(f"ATTACH ? AS own KEY \"x'{key.hex()}'\"", (str(copy),))
        source.execute("PRAGMA own.journal_mode = OFF")  # it counts only once it is in its place
        source.execute("PRAGMA own.synchronous = OFF")
        source.execute("BEGIN")
        source.execute("SELECT sqlcipher_export('own')").fetchall()
        source.execute("COMMIT")
        source.execute("DETACH own")
    store = Store(File(copy, key))
    try:
        begin_anew(store)
        store.settle()
    finally:
        store.close()


def _put(copy: Path, target: Path, slots: list[Slot]) -> None:
    """Put a whole database in its place, its slots first. Raises OSError; then neither is there."""
    try:
        write_slots(target, slots)
        with copy.open("rb") as whole, replacing(target) as out:
            copyfileobj(whole, out)
    except OSError:
        slots_path(target).unlink(missing_ok=True)
        raise
    finally:
        copy.unlink(missing_ok=True)


def _looked_into(
    header: Header, path: Path, key: bytes, payload: Path, folder: PassingFolder
) -> UnlockedPacket:
    """Return what is in a packet. Raises PacketError where it is not of the office it names."""
    import sqlcipher3.dbapi2

    try:
        with looking(payload, key) as connection:
            _check_office(connection, header, path)
            event = connection.execute("SELECT title FROM event").fetchone()
            people = connection.execute("SELECT count(*) FROM person").fetchone()
            officers = connection.execute(
                "SELECT id, name, role FROM officer WHERE active ORDER BY name, id"
            ).fetchall()
    except sqlcipher3.dbapi2.DatabaseError as error:
        raise altered(path) from error
    sitting = tuple(Sitting(one, name, Role(role)) for one, name, role in officers)
    return UnlockedPacket(header, event[0], people[0], sitting, key, payload, folder)


def _check_office(connection: Any, header: Header, path: Path) -> None:  # noqa: ANN401
    """Raise PacketError unless a key of the office inside signed the file."""
    signed = connection.execute(
        "SELECT 1 FROM office_key WHERE own AND mark = ? AND public = ?",
        (header.mark, header.public),
    ).fetchone()
    if signed is None:
        raise altered(path)


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """Say in a sentence where a file cannot be written."""
    import sqlcipher3.dbapi2

    try:
        yield
    except OSError as error:
        reason: object = error.strerror or error
        text = _("{path} could not be opened: {reason}.")
        raise UserError(text.format(path=path, reason=reason)) from error
    except sqlcipher3.dbapi2.OperationalError as error:
        text = _("{path} could not be opened: {reason}.")
        raise UserError(text.format(path=path, reason=error)) from error
