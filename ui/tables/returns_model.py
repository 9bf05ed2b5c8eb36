"""The lines of a file that the agency returned: what it says, what becomes of it and why."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from typing_extensions import override

from models.enrolment.drafts import status_name
from models.enrolment.tables import EnrolmentStatus
from models.exchange.headings import ColumnKind
from models.exchange.returns import ReturnLine, ReturnSieve, ReturnsOutlook
from models.exchange.returns_planned import ReturnedRow, ReturnStatus
from models.people.nik import mask_nik
from models.words import spoken
from ui.look import Role
from ui.tables.mendable_model import MendableModel, fault_in
from ui.widgets.badge import Badge

Index = QModelIndex | QPersistentModelIndex
K = ColumnKind

STATUS_ROLES = {
    ReturnStatus.REGISTERED: Role.SUCCESS,
    ReturnStatus.REJECTED: Role.WARNING,
    ReturnStatus.BILLED: Role.INFO,
    ReturnStatus.PAID: Role.SUCCESS,
    ReturnStatus.ALREADY: Role.NEUTRAL,
    ReturnStatus.UNKNOWN: Role.WARNING,
    ReturnStatus.TWICE: Role.WARNING,
    ReturnStatus.PROBLEM: Role.DANGER,
}
FIRST = {K.NAME: 20, K.NIK: 17, K.MEMBER_NUMBER: 13}
"""The columns before the remarks, and how many letters wide they are."""
OTHERS = {
    K.STATUS: 12,
    K.REASON: 24,
    K.COVER_FROM: 10,
    K.BILLING_CODE: 14,
    K.DUE: 12,
    K.PAID: 12,
    K.PAID_ON: 10,
    K.REFERENCE: 14,
    K.CHANNEL: 12,
}
"""The columns behind the remarks, and how many letters wide they are."""
ALWAYS = frozenset({K.NAME, K.NIK})
"""What can be mended even if the file has no column for it; so can the reason of a rejection."""


class ReturnsModel(MendableModel[ReturnedRow]):
    """Shows an outlook's lines; nothing of them is copied. Cells of people can be mended."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._outlook: ReturnsOutlook | None = None
        super().__init__(ReturnedRow, FIRST, OTHERS, parent)

    def show_lines(self, outlook: ReturnsOutlook, sieve: ReturnSieve) -> None:
        """Show those lines of ``outlook`` that ``sieve`` lets through."""
        self._outlook = outlook
        self.show(outlook.lines[sieve])

    @override
    def is_used(self, column: int) -> bool:
        kind = self.kinds[column]
        if kind is None or kind in ALWAYS or self._outlook is None:
            return True
        has = self._outlook.mapping.kinds
        return kind in has or (kind is K.REASON and K.STATUS in has)

    @override
    def _lines(self, places: Sequence[int]) -> Mapping[int, ReturnLine]:
        outlook = self._outlook
        return {place: outlook.line(place) for place in places} if outlook else {}

    @override
    def _badge(self, row: ReturnedRow) -> Badge:
        return Badge(row.status.label(), STATUS_ROLES[row.status])

    @override
    def _said(self, kind: ColumnKind, row: ReturnedRow) -> str:
        value = getattr(row.said, kind.value)
        if kind is K.NIK and value:
            return value if self._whole_niks else mask_nik(value)
        if value is None or value == "" or fault_in(row, kind) is Role.DANGER:
            return self._text(row, kind)
        return written(value)

    @override
    def _text(self, row: ReturnedRow, kind: ColumnKind) -> str:
        plan = self._outlook.plan if self._outlook else None
        return plan.text(row.line, kind) if plan else ""


def written(value: object) -> str:
    """Return what was read from a cell as people write it."""
    if isinstance(value, EnrolmentStatus):
        return status_name(value)
    if isinstance(value, date):
        return spoken().digits(value)
    if isinstance(value, int):
        return spoken().rupiah(value)
    return str(value)
