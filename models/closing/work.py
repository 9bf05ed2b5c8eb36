"""Which changes are a day's work at a desk: those that its figures are made of."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from models.cards.tables import CardBatch, CardCopy
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment
from models.events.tables import Attendance, SessionPresence
from models.history.tables import Change
from models.money.tables import CashBox, CashMove, Receipt

WHOLLY = frozenset(
    kind.__tablename__
    for kind in (SessionPresence, Receipt, CashBox, CashMove, CardBatch, CardCopy)
)
"""Whatever happens to these is told in the figures."""
OF_A_DESK = frozenset({Payment.__tablename__, Enrolment.__tablename__})
"""Made at a desk they are; what the agency reported is of no desk."""
ATTENDANCE = Attendance.__tablename__
TABLES = WHOLLY | OF_A_DESK | {ATTENDANCE}
"""All that ``is_work`` may be true of."""
_ENROLMENT_FIELDS = frozenset({"total", "enrolled_at", "desk_id"})

Side = Mapping[str, Any] | None


def is_work(table: str, before: Side, after: Side) -> bool:
    """Tell whether figures are made of what a change did, or undoes."""
    if table in WHOLLY:
        return True
    was, became = before or {}, after or {}
    if table == ATTENDANCE:
        return was.get("present_at") != became.get("present_at")
    if table not in OF_A_DESK:
        return False
    if before is None or after is None:
        return (was or became).get("desk_id") is not None
    if table == Payment.__tablename__:
        return True
    rejected = EnrolmentStatus.REJECTED in (was.get("status"), became.get("status"))
    return rejected or bool(_ENROLMENT_FIELDS & became.keys())


def work() -> ColumnElement[bool]:
    """Return that a change of the history is the work of a desk."""

    def says(field: str) -> ColumnElement[bool]:
        return or_(
            Change.after[field].as_string().is_not(None),
            Change.before[field].as_string().is_not(None),
        )

    table = Change.record_table
    return or_(
        table.in_(sorted(WHOLLY)),
        and_(table == ATTENDANCE, says("present_at")),
        and_(table.in_(sorted(OF_A_DESK)), says("desk_id")),
    )
