"""A computer joins those that work with a server: it is given a desk number of its own."""

from contextlib import closing

from sqlalchemy import exists, func, select

from models.engines.postgres import Server, ServerAddress
from models.errors import UserError
from models.history.recording import named, recorder
from models.office.rights import Right, need
from models.office.tables import Desk
from models.server.opening import make_ready, open_server
from models.server.roles import desk_here, role_here
from models.store import Store
from models.words import N_, _

LAST_NUMBER = (1 << 13) - 1


def join(
    address: ServerAddress, name: str, office_key: bytes | None = None, *, by_words: bool = True
) -> Store:
    """Register a computer as a desk of the office on a server, under the next free number.

    Each desk makes ids of its own range, so no two make the same; it stays one, and joining is not
    taken back. A login that was made for a computer is a desk already: that one. Not ``by_words``
    it is registered for another computer, which will know the office's key. Raises UserError where
    no number is left and the errors of ``open_server``.
    """
    own = _own_desk(address)
    if own is not None:
        return open_server(address, own, office_key)
    while True:
        number = _next_number(address)
        role = make_ready(address, number, office_key, by_words=by_words)
        store = Store(Server(address, number, role))
        with store.writing() as session:
            if not session.scalar(select(exists().where(Desk.number == number))):
                need(session, Right.PLAN)
                named(session, N_("Let a computer work with the server"))
                recorder(session).final = True
                session.add(Desk(number=number, name=name.strip() or _said(number)))
                return store
        store.close()  # another computer was quicker


def is_desk(store: Store) -> bool:
    """Tell whether the desk as which a server is spoken to is one of the office's."""
    place = store.place
    number = place.desk_number if isinstance(place, Server) else None
    with store.reading() as session:
        return bool(session.scalar(select(exists().where(Desk.number == number))))


def _said(number: int) -> str:
    return _("Desk {n}").format(n=number + 1)


def _own_desk(address: ServerAddress) -> int | None:
    """Return the desk as which a login was made; None of the owner of the database."""
    with closing(Store(Server(address, None))) as office, office.reading() as session:
        connection = session.connection()
        return desk_here(connection) if role_here(connection) is not None else None


def _next_number(address: ServerAddress) -> int:
    office = Store(Server(address, None))
    try:
        with office.reading() as session:
            number = (session.scalar(select(func.max(Desk.number))) or 0) + 1
    finally:
        office.close()
    if number > LAST_NUMBER:
        raise UserError(_("The office has as many desks as it can have."))
    return number
