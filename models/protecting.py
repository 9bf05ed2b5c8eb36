"""Choosing and changing the secrets that open an encrypted database."""

from pathlib import Path

from models.errors import UserError
from models.keys import (
    Cost,
    SlotKind,
    new_file_key,
    password_problem,
    read_slots,
    seal,
    slots_path,
    unseal,
    write_slots,
)
from models.keys import new_recovery_code as draw_code
from models.opening import Protection
from models.words import _


class WeakPasswordError(UserError):
    """A password that would protect too little."""


class SlotsNotKeptError(UserError):
    """The file of slots could not be written; the old one stands."""


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


def verify(path: Path, secret: str) -> None:
    """Raise WrongSecretError unless ``secret`` opens the database at ``path``."""
    unseal(read_slots(path), secret)


def change_password(
    path: Path, old_secret: str, new_password: str, cost: Cost | None = None
) -> None:
    """Let ``new_password`` open the database in place of the password before.

    ``old_secret`` is that password or the recovery code; copies made earlier keep the slots they
    were made with. Raises WeakPasswordError, WrongSecretError, SlotsNotKeptError or
    SlotsMissingError, and then has changed nothing.
    """
    _refuse_weak(new_password)
    _replace_slot(path, old_secret, new_password, SlotKind.PASSWORD, cost)


def new_recovery_code(path: Path, secret: str, cost: Cost | None = None) -> str:
    """Return a fresh recovery code; the one before opens the database no longer.

    ``secret`` is the password or the code before. Raises WrongSecretError, SlotsNotKeptError or
    SlotsMissingError, and then has changed nothing.
    """
    code = draw_code()
    _replace_slot(path, secret, code, SlotKind.RECOVERY, cost)
    return code


def _refuse_weak(password: str) -> None:
    problem = password_problem(password)
    if problem:
        raise WeakPasswordError(problem)


def _replace_slot(path: Path, old: str, new: str, kind: SlotKind, cost: Cost | None) -> None:
    slots = read_slots(path)
    key = unseal(slots, old)
    others = [slot for slot in slots if slot.kind is not kind]
    try:
        write_slots(path, [*others, seal(key, new, kind, cost)])
    except OSError as error:
        raise SlotsNotKeptError(
            _("The key file {name} could not be written: {reason}. Nothing was changed.").format(
                name=slots_path(path).name, reason=error.strerror or error
            )
        ) from error
