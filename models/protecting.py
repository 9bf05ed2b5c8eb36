"""Choosing and changing the secrets that open an encrypted database, and whose they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from models.errors import UserError
from models.keys import (
    Cost,
    Slot,
    SlotKind,
    SlotsMissingError,
    WrongSecretError,
    new_file_key,
    open_slot,
    password_problem,
    read_slots,
    seal,
    slots_path,
    unseal,
    write_slots,
)
from models.keys import new_recovery_code as draw_code
from models.office.operations import retire_officer
from models.office.pins import remove_pin
from models.office.rights import Right, need
from models.office.second_person import Witness
from models.office.tables import Officer
from models.opening import Protection
from models.store import Store
from models.words import _


class WeakPasswordError(UserError):
    """A password that would protect too little."""


class SlotsNotKeptError(UserError):
    """The file of slots could not be written; the old one stands."""


@dataclass(frozen=True, slots=True)
class User:
    """An officer with a password of their own."""

    officer_id: int
    name: str


def new_protection(password: str, cost: Cost | None = None) -> tuple[Protection, str]:
    """Return a fresh key that ``password`` opens, and the recovery code that opens it as well.

    The code is kept nowhere: who does not print it has none. Raises WeakPasswordError.
    """
    _refuse_weak(password)
    key, code = new_file_key(), draw_code()
    slots = [
        seal(key, password, SlotKind.PASSWORD, cost),
        seal(key, code, SlotKind.RECOVERY, cost),
    ]
    return Protection(key, slots), code


def users(path: Path) -> list[User]:
    """Return who opens the database at ``path`` with a password of their own, by name.

    A file of slots that is missing or damaged has none.
    """
    try:
        slots = read_slots(path)
    except SlotsMissingError:
        return []
    found = [
        User(one.officer_id, one.name)
        for one in slots
        if one.officer_id is not None and one.kind is SlotKind.PASSWORD
    ]
    return sorted(found, key=lambda user: (user.name.casefold(), user.officer_id))


def verify(path: Path, secret: str, officer_id: int | None = None) -> int | None:
    """Return whose password ``secret`` is; None for a shared one, or the recovery code.

    With ``officer_id`` the passwords of other officers are not tried. Raises WrongSecretError
    unless it opens the database at ``path``.
    """
    return open_slot(read_slots(path), secret, officer_id).slot.officer_id


def own_slot(
    path: Path, password: str, officer_id: int, name: str, cost: Cost | None = None
) -> None:
    """Make the shared password of a database that of one officer.

    Raises WrongSecretError, SlotsNotKeptError or SlotsMissingError, and then has changed nothing.
    """
    slots = read_slots(path)
    shared = [one for one in slots if one.kind is SlotKind.PASSWORD and one.officer_id is None]
    key = unseal(shared, password)
    mine = seal(key, password, SlotKind.PASSWORD, cost, officer_id, name)
    _keep(path, [mine if one in shared else one for one in slots])


def add_user(store: Store, officer_id: int, password: str, cost: Cost | None = None) -> None:
    """Let an officer open the database with a password of their own, in place of any before.

    Needs the right to administer. Raises NotAllowedError, WeakPasswordError or SlotsNotKeptError.
    """
    _refuse_weak(password)
    with store.reading() as session:
        need(session, Right.ADMINISTER)
        officer = session.get_one(Officer, officer_id)
        name, active = officer.name, officer.active
    if store.file_key is None or not active:
        raise UserError(_("Only an officer of a protected database has a password here."))
    mine = seal(store.file_key, password, SlotKind.PASSWORD, cost, officer_id, name)
    _keep(store.path, [*_without(read_slots(store.path), officer_id), mine])


def remove_user(store: Store, officer_id: int, witness: Witness) -> None:
    """Close an officer's slot, forget their PIN, and offer them no longer; one action.

    Raises:
        NotAllowedError: who is signed in, or the witness, may not administer.
        UserError: nobody would be left who may.

    """
    with store.writing() as session:
        retire_officer(session, officer_id, witness)
    # From here the slot opens nothing: who was removed is turned away at the door.
    remove_pin(store, officer_id)
    if store.encrypted:
        slots = read_slots(store.path)
        _keep(store.path, [one for one in slots if one.officer_id != officer_id])


def keep_names(store: Store) -> None:
    """Let who has a password of their own be offered at the door by the name they have now.

    Raises SlotsNotKeptError or SlotsMissingError; then the old names stand there.
    """
    if not store.encrypted:
        return
    slots = read_slots(store.path)
    with store.reading() as session:
        names = {one.id: one.name for one in session.scalars(select(Officer))}
    named = [
        replace(one, name=names[one.officer_id]) if one.name and one.officer_id in names else one
        for one in slots
    ]
    if named != slots:
        _keep(store.path, named)


def remember(store: Store, officer_id: int, secret: str, cost: Cost | None = None) -> None:
    """Let ``secret``, which a keyring holds, open the database for an officer, too.

    Raises SlotsNotKeptError.
    """
    if store.file_key is not None:
        mine = seal(store.file_key, secret, SlotKind.REMEMBERED, cost, officer_id)
        _keep(store.path, [*read_slots(store.path), mine])


def forget_remembered(path: Path, officer_id: int) -> None:
    """Let only passwords and the recovery code open the database for an officer.

    On every computer that has this file of slots. Raises SlotsNotKeptError.
    """
    slots = read_slots(path)
    kept = [
        one for one in slots if one.kind is not SlotKind.REMEMBERED or one.officer_id != officer_id
    ]
    if kept != slots:
        _keep(path, kept)


def change_password(
    path: Path,
    old_secret: str,
    new_password: str,
    cost: Cost | None = None,
    officer_id: int | None = None,
) -> None:
    """Let ``new_password`` open the database in place of the password before.

    ``old_secret`` is that password or the recovery code, which has to be told whose password it is
    to change. Copies made earlier keep the slots they were made with. Raises WeakPasswordError,
    WrongSecretError, SlotsNotKeptError or SlotsMissingError, and then has changed nothing.
    """
    _refuse_weak(new_password)

    def changed(slots: Sequence[Slot], key: bytes, opened: Slot) -> list[Slot]:
        whose = opened.officer_id if opened.kind is SlotKind.PASSWORD else officer_id
        if whose is None:
            name = ""
        else:
            own = (one for one in slots if one.kind is SlotKind.PASSWORD)
            name = next((one.name for one in own if one.officer_id == whose), "")
            if not name:
                raise WrongSecretError(_("This officer has no password of their own."))
        fresh = seal(key, new_password, SlotKind.PASSWORD, cost, whose, name)
        return [*_without(slots, whose), fresh]

    _replace(path, old_secret, officer_id, changed)


def new_recovery_code(path: Path, secret: str, cost: Cost | None = None) -> str:
    """Return a fresh recovery code; the one before opens the database no longer.

    ``secret`` is a password or the code before. Raises WrongSecretError, SlotsNotKeptError or
    SlotsMissingError, and then has changed nothing.
    """
    code = draw_code()

    def changed(slots: Sequence[Slot], key: bytes, _opened: Slot) -> list[Slot]:
        others = [slot for slot in slots if slot.kind is not SlotKind.RECOVERY]
        return [*others, seal(key, code, SlotKind.RECOVERY, cost)]

    _replace(path, secret, None, changed)
    return code


def _refuse_weak(password: str) -> None:
    problem = password_problem(password)
    if problem:
        raise WeakPasswordError(problem)


def _without(slots: Sequence[Slot], officer_id: int | None) -> list[Slot]:
    """Return the slots besides the password of an officer, or besides the shared one."""
    return [
        one for one in slots if one.kind is not SlotKind.PASSWORD or one.officer_id != officer_id
    ]


def _replace(
    path: Path,
    secret: str,
    officer_id: int | None,
    changed: Callable[[Sequence[Slot], bytes, Slot], list[Slot]],
) -> None:
    slots = read_slots(path)
    opened = open_slot(slots, secret, officer_id)
    _keep(path, changed(slots, opened.file_key, opened.slot))


def _keep(path: Path, slots: Sequence[Slot]) -> None:
    try:
        write_slots(path, slots)
    except OSError as error:
        raise SlotsNotKeptError(
            _("The key file {name} could not be written: {reason}. Nothing was changed.").format(
                name=slots_path(path).name, reason=error.strerror or error
            )
        ) from error
