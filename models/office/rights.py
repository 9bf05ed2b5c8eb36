"""Who may do what: rights by role, asked for where something is done.

The store lends every session the rights of the officer who is signed in (``lend``); an operation
that not everybody may do begins with ``need``. A plain file, or one opened with its recovery code,
has nobody signed in and allows everything.
"""

from sqlalchemy.orm import Session

from models.errors import UserError
from models.office.right import Right as Right
from models.office.tables import Officer, Role
from models.words import _

RIGHTS = "rights"
BEYOND = "rights_beyond_place"

ALL = frozenset(Right)
BY_ROLE = {
    Role.ADMINISTRATOR: ALL,
    Role.COORDINATOR: ALL - {Right.ADMINISTER},
    Role.DESK_OFFICER: frozenset({Right.SERVE, Right.CLOSE_DAY}),
    Role.READER: frozenset[Right](),
}


class NotAllowedError(UserError):
    """The officer who is signed in may not do this."""


def rights_of(session: Session, officer_id: int) -> frozenset[Right] | None:
    """Return what an officer may do; None where nobody of that id works here."""
    officer = session.get(Officer, officer_id)
    return BY_ROLE[officer.role] if officer is not None and officer.active else None


def lend(
    session: Session, rights: frozenset[Right], beyond: frozenset[Right] = frozenset()
) -> None:
    """Let what is done in ``session`` be bound by these rights.

    ``beyond`` are those that the officer has and the login of this computer has not.
    """
    session.info[RIGHTS] = rights
    session.info[BEYOND] = beyond


def may(session: Session, right: Right) -> bool:
    """Tell whether who works in ``session`` has a right."""
    return right in session.info.get(RIGHTS, ALL)


def need(session: Session, right: Right) -> None:
    """Return if who works in ``session`` has a right. Raises NotAllowedError if not."""
    if right in session.info.get(BEYOND, frozenset()):
        raise NotAllowedError(
            _(
                "The server does not allow this to this computer, whoever works here. "
                "Ask an administrator for a login with another role."
            )
        )
    if not may(session, right):
        raise NotAllowedError(_("Your role does not allow this. Ask an administrator."))
