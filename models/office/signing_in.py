"""Who an officer says to be, proved by a secret of their own: a PIN, or their password."""

from models.keys import Slot, SlotKind, WrongSecretError, open_slot, read_slots
from models.office.pins import WrongPinError, check_pin, has_pin, may_be_pin
from models.store import Store
from models.words import _


def check_secret(store: Store, officer_id: int, secret: str, *, pins: bool = True) -> None:
    """Return if ``secret`` is an officer's PIN or own password. Raises WrongPinError if not.

    What others know, a shared password or the recovery code, proves nobody. Without ``pins`` only
    the password does.
    """
    if pins and may_be_pin(secret) and has_pin(store, officer_id):
        try:
            check_pin(store, officer_id, secret)
        except WrongPinError:
            if not has_password(store, officer_id):
                raise
        else:
            return
    if not has_password(store, officer_id):
        raise WrongPinError(_("That is not your PIN."))
    try:
        open_slot(_passwords(store, officer_id), secret)
    except WrongSecretError as error:
        raise WrongPinError(_("That is neither your PIN nor your password.")) from error


def has_password(store: Store, officer_id: int) -> bool:
    """Whether an officer has a password of their own for this file."""
    return store.encrypted and bool(_passwords(store, officer_id))


def _passwords(store: Store, officer_id: int) -> list[Slot]:
    return [
        one
        for one in read_slots(store.path)
        if one.officer_id == officer_id and one.kind is SlotKind.PASSWORD
    ]
