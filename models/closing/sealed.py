"""What was closed does not change silently: undoing it is refused, with what to do instead."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.closing.tables import DayClose
from models.closing.work import TABLES, Side, is_work
from models.enrolment.tables import Payment
from models.errors import UserError
from models.history.reversal import Reversal
from models.history.tables import Action, Change
from models.money.tables import CashBox, CashMove
from models.office.queries import time_zone
from models.words import _, spoken

Done = tuple[int, datetime, int | None]
"""An action: its id, when it was, and at which desk."""


def refuse_closed(session: Session, action: Action, todo: Reversal) -> None:
    """Raise UserError if taking ``action`` back would change a day or a cash box that is closed.

    An action that was done after the closing may be taken back: what was closed is as it was then.
    """
    day = day_of(session, action.at)
    if _touches_work(todo) and is_sealed(session, day, action.desk_id, action.id):
        raise UserError(
            _(
                "{day} is closed and sealed, so this cannot be undone. Put it right today: void "
                "the receipt, reject the enrolment or take the presence back. It then counts as "
                "a correction of today."
            ).format(day=spoken().day(day))
        )
    if _closed_since(session, _boxes_in(todo), action.id):
        raise UserError(
            _(
                "The cash box this lies in was counted and closed, so this cannot be undone. Undo "
                "the closing of the box first, or void the receipt."
            )
        )


def is_sealed(session: Session, day: date, desk_id: int | None, action_id: int) -> bool:
    """Tell whether an action of a day at a desk was there when that day was closed."""
    return (
        session.scalar(
            select(DayClose.id)
            .where(
                DayClose.day == day,
                DayClose.desk_id == desk_id,
                DayClose.sealed_action_id >= action_id,
            )
            .limit(1)
        )
        is not None
    )


def sealed_among(session: Session, actions: Iterable[Done]) -> frozenset[int]:
    """Return those of these actions that ``refuse_closed`` would not let be taken back.

    Whether a cash box was closed since is left out: that closing can be undone itself.
    """
    zone = time_zone(session)
    asked = [(one, at.astimezone(zone).date(), desk) for one, at, desk in actions]
    closings = select(DayClose.day, DayClose.desk_id, func.max(DayClose.sealed_action_id))
    rows = session.execute(
        closings.where(DayClose.day.in_({day for _one, day, _desk in asked})).group_by(
            DayClose.day, DayClose.desk_id
        )
    )
    until: dict[tuple[date, int | None], int | None] = {
        (day, desk): last for day, desk, last in rows
    }
    closed = [one for one, day, desk in asked if (until.get((day, desk)) or 0) >= one]
    if not closed:
        return frozenset()
    wanted = select(Change.action_id, Change.record_table, Change.before, Change.after).where(
        Change.action_id.in_(closed), Change.record_table.in_(TABLES)
    )
    return frozenset(row[0] for row in session.execute(wanted) if is_work(*row[1:]))


def is_closed(session: Session, moment: datetime, desk_id: int) -> bool:
    """Tell whether the day that a moment lies on was closed at a desk."""
    which = DayClose.day == day_of(session, moment), DayClose.desk_id == desk_id
    return session.scalar(select(DayClose.id).where(*which).limit(1)) is not None


def day_of(session: Session, moment: datetime) -> date:
    """Return the day a moment lies on at the office."""
    return moment.astimezone(time_zone(session)).date()


def _touches_work(todo: Reversal) -> bool:
    return any(is_work(*one) for one in _sides(todo))


def _sides(todo: Reversal) -> Iterator[tuple[str, Side, Side]]:
    for table, made in todo.made.items():
        yield from ((table, None, fields) for fields in made.values())
    for table, taken in todo.taken.items():
        yield from ((table, fields, None) for fields in taken.values())
    for table, changed in todo.changed.items():
        yield from ((table, *both) for both in changed.values())


def _boxes_in(todo: Reversal) -> frozenset[int]:
    """Return the cash boxes that money would come into or go out of."""
    money = (Payment.__tablename__, CashMove.__tablename__)
    found = (
        (side or {}).get("cash_box_id")
        for table, *both in _sides(todo)
        if table in money
        for side in both
    )
    return frozenset(one for one in found if one is not None)


def _closed_since(session: Session, boxes: Collection[int], action_id: int) -> bool:
    """Tell whether one of these boxes is closed, and was closed after an action."""
    if not boxes:
        return False
    return (
        session.scalar(
            select(Change.id)
            .join(CashBox, CashBox.id == Change.record_id)
            .where(
                Change.record_id.in_(boxes),
                Change.record_table == CashBox.__tablename__,
                Change.action_id > action_id,
                Change.after["closed_at"].as_string().is_not(None),
                CashBox.closed_at.is_not(None),
            )
            .limit(1)
        )
        is not None
    )
