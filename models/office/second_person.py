"""A second person who sees what one alone should not do, and proves to be there."""

from dataclasses import InitVar, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.office.pins import WrongPinError
from models.office.proof_tries import forget_wrong, note_wrong, seconds_to_wait, takes_pins
from models.office.rights import BY_ROLE, NotAllowedError, Right
from models.office.signing_in import check_secret, has_password
from models.office.tables import Officer
from models.store import Store
from models.words import _, ngettext

_PROVED = object()


class TooSoonError(UserError):
    """Nothing is taken yet: so many secrets of this officer were wrong before."""


@dataclass(frozen=True, slots=True)
class Witness:
    """An officer who has proved to be there and may see what is done; only ``prove`` makes one."""

    officer_id: int
    right: Right
    proved: InitVar[object] = None

    def __post_init__(self, proved: object) -> None:
        """Raise TypeError where it was made without a proof."""
        if proved is not _PROVED:
            raise TypeError("a witness comes from prove()")


def witnesses(session: Session, right: Right, besides: int | None) -> list[Officer]:
    """Return who may be the second person, by name; ``besides`` is the first one."""
    active = select(Officer).where(Officer.active, Officer.id != (besides or 0))
    found = session.scalars(active.order_by(Officer.name)).all()
    return [one for one in found if right in BY_ROLE[one.role]]


def prove(store: Store, officer_id: int, secret: str, right: Right) -> Witness:
    """Return the witness whose PIN or own password ``secret`` is.

    Wrong ones are counted in the file for each officer, as the sign-in counts them: each has to be
    waited for, and after some only the password is taken, where there is one.

    Raises:
        WrongPinError: it is not theirs.
        TooSoonError: the last wrong one has still to be waited for.
        NotAllowedError: their role does not allow it.
        UserError: it is the one who is signed in.

    """
    if officer_id == store.officer_id:
        raise UserError(_("A second person is needed: somebody else than who is signed in."))
    with store.reading() as session:
        officer = session.get(Officer, officer_id)
        if officer is None or not officer.active or right not in BY_ROLE[officer.role]:
            raise NotAllowedError(_("This officer may not be the second person here."))
    left = seconds_to_wait(store, officer_id)
    if left:
        said = ngettext(
            "Wait {n} second before the next try.", "Wait {n} seconds before the next try.", left
        )
        raise TooSoonError(said)
    pins = takes_pins(store, officer_id) or not has_password(store, officer_id)
    try:
        check_secret(store, officer_id, secret, pins=pins)
    except WrongPinError:
        note_wrong(store, officer_id)
        raise
    forget_wrong(store, officer_id)
    return Witness(officer_id, right, _PROVED)
