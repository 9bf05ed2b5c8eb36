"""A quick PIN for the lock of the screen: each officer's own, kept in this one file only.

It uncovers what is open already: while the screen is locked the database stays open and its key
in memory, so a PIN protects from hands and eyes, not from somebody who takes the computer apart.
At the start there is nothing to uncover, and the password is asked for always. What is kept is
hashed (Argon2id, RFC 9106); it lies in ``local``, which is no part of the history and is never
carried to another desk.
"""

import secrets
from itertools import pairwise

from models.errors import UserError
from models.keys import Cost
from models.local_notes import forget, note, noted
from models.store import Store
from models.words import _

LEAST, MOST = 4, 8
"""How many digits a PIN has."""
TRIES = 5
"""Wrong ones in a row after which only the password unlocks, where there is one."""
SALT_BYTES, HASH_BYTES = 16, 32
WAITS = (0, 0, 1, 2, 4)
LONGEST_WAIT = 30


class WrongPinError(UserError):
    """Not the PIN of this officer."""


def pin_problem(pin: str, again: str | None = None) -> str:
    """Return why ``pin`` cannot be used, or nothing."""
    if not may_be_pin(pin):
        return _("Use {least} to {most} digits.").format(least=LEAST, most=MOST)
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        return _("Too easy to guess: the digits repeat or follow on one another.")
    if again is not None and again != pin:
        return _("The two PINs differ.")
    return ""


def has_pin(store: Store, officer_id: int | None) -> bool:
    """Whether an officer unlocks with a PIN in this file."""
    return officer_id is not None and noted(store, _key(officer_id)) is not None


def set_pin(store: Store, officer_id: int, pin: str, cost: Cost | None = None) -> None:
    """Let ``pin`` unlock for an officer from now on, in place of another one.

    Raises:
        UserError: it cannot be used (``pin_problem``).

    """
    problem = pin_problem(pin)
    if problem:
        raise UserError(problem)
    note(store, _key(officer_id), _hashed(pin, cost or Cost()))


def remove_pin(store: Store, officer_id: int) -> None:
    """Let only the password unlock for an officer."""
    forget(store, _key(officer_id))


def check_pin(store: Store, officer_id: int, pin: str) -> None:
    """Return if ``pin`` is the officer's. Raises WrongPinError if it is not, or none is set."""
    kept = noted(store, _key(officer_id))
    if kept is None or not _fits(pin, kept):
        raise WrongPinError(_("That is not your PIN."))


def wait_after(wrong: int) -> int:
    """Return the seconds to wait after so many wrong PINs in a row, before another may be tried."""
    if wrong <= 0:
        return 0
    return WAITS[wrong - 1] if wrong <= len(WAITS) else LONGEST_WAIT


def may_be_pin(typed: str) -> bool:
    """Whether what was typed has the form of a PIN."""
    return LEAST <= len(typed) <= MOST and typed.isascii() and typed.isdigit()


def _fits(pin: str, kept: str) -> bool:
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        Argon2id.verify_phc_encoded(pin.encode(), kept)
    except InvalidKey:
        return False
    return True


def _hashed(pin: str, cost: Cost) -> str:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(
        salt=secrets.token_bytes(SALT_BYTES),
        length=HASH_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive_phc_encoded(pin.encode())


def _key(officer_id: int) -> str:
    return f"pin/{officer_id}"
