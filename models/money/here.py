"""Which desk this computer is, and the cash box that is open at it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.money.tables import CashBox
from models.office.tables import Desk, local


def desk_here(session: Session) -> int | None:
    """Return the id of the desk this file belongs to; None before the office has made it."""
    number = session.scalar(select(local.c.value).where(local.c.key == "desk_number"))
    if number is None:
        return None
    return session.scalar(select(Desk.id).where(Desk.number == int(number)))


def open_box_id(session: Session) -> int | None:
    """Return the cash box that is open at this desk, None without one."""
    return session.scalar(
        select(CashBox.id).where(CashBox.desk_id == desk_here(session), CashBox.closed_at.is_(None))
    )
