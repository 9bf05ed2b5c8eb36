"""Opening without the password, for who asks for it: the system's keyring holds a random secret.

The keyring opens with the person's account on the computer, so whoever gets into that account gets
into the database. It is off unless somebody chooses it, and no place for a laptop that travels.
"""

import hashlib
from pathlib import Path

from models.errors import UserError
from models.keys import Cost, SlotKind, new_random_secret, read_slots
from models.protecting import forget_remembered, remember
from models.store import Store
from models.words import _

SERVICE = "Jangkau"
SOUND = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.chainer",
)
"""Keyrings that keep what they hold encrypted; others write it where anybody can read it."""


class NoKeyringError(UserError):
    """This computer has no keyring, or it does not let us in."""


def can_remember() -> bool:
    """Whether this computer has a keyring that keeps a secret."""
    import keyring

    return type(keyring.get_keyring()).__module__ in SOUND


def is_remembered(path: Path, officer_id: int | None) -> bool:
    """Whether a keyring, of this computer or another one, opens the database for an officer."""
    return officer_id is not None and any(
        one.kind is SlotKind.REMEMBERED and one.officer_id == officer_id for one in read_slots(path)
    )


def remember_here(store: Store, officer_id: int, cost: Cost | None = None) -> None:
    """Open this database for an officer without a password from now on, on this computer.

    Raises NoKeyringError or SlotsNotKeptError, and then nothing is remembered.
    """
    import keyring
    from keyring.errors import KeyringError

    if not can_remember():
        raise NoKeyringError(_("This computer has no keyring that could keep it safe."))
    forget_remembered(store.path, officer_id)
    secret = new_random_secret()
    try:
        keyring.set_password(SERVICE, _entry(store.path), secret)
    except KeyringError as error:
        raise NoKeyringError(_("The computer's keyring did not take it.")) from error
    remember(store, officer_id, secret, cost)


def remembered_here(path: Path) -> str | None:
    """Return the secret that this computer holds for a database, if it does and lets us have it."""
    if not any(one.kind is SlotKind.REMEMBERED for one in read_slots(path)):
        return None  # no keyring need be loaded, nor ask to be opened
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, _entry(path)) if can_remember() else None
    except KeyringError:
        return None


def forget_here(path: Path, officer_id: int) -> None:
    """Ask for the password again. Raises SlotsNotKeptError."""
    import keyring
    from keyring.errors import KeyringError

    forget_remembered(path, officer_id)
    try:
        keyring.delete_password(SERVICE, _entry(path))
    except KeyringError:
        return  # what it holds opens nothing any more


def _entry(path: Path) -> str:
    """Return under what name the keyring holds it: no path, which others may read there."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]
