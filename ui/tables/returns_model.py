"""The lines of a file that the agency returned: what it says, what becomes of it and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.enrolment.drafts import status_name
from models.enrolment.tables import EnrolmentStatus
from models.exchange.headings import ColumnKind, title_of
from models.exchange.returns import ReturnLine, ReturnSieve, ReturnsOutlook
from models.exchange.returns_planned import ReturnedRow, ReturnStatus
from models.people.nik import Severity, mask_nik
from models.words import _, spoken
from ui.look import Role
from ui.tables.mendable_model import MendableModel
from ui.tables.rows_model import FAULT_ROLE, Column
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


class ReturnsModel(MendableModel[ReturnLine]):
    """Shows an outlook's lines; nothing of them is copied. Cells of people can be mended."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._outlook: ReturnsOutlook | None = None
        self._whole_niks = False
        self.kinds = [None, None, *FIRST, None, *OTHERS]
        super().__init__(self._make_columns(), self._lines, parent)

    def show_lines(self, outlook: ReturnsOutlook, sieve: ReturnSieve) -> None:
        """Show those lines of ``outlook`` that ``sieve`` lets through."""
        self._outlook = outlook
        self.show(outlook.lines[sieve])

    def show_niks(self, *, whole: bool) -> None:
        """Show sound NIKs whole, or masked; what is wrong with a NIK is never hidden."""
        self._whole_niks = whole
        self.show(self.ids)

    @override
    def is_used(self, column: int) -> bool:
        kind = self.kinds[column]
        if kind is None or kind in ALWAYS or self._outlook is None:
            return True
        has = self._outlook.mapping.kinds
        return kind in has or (kind is K.REASON and K.STATUS in has)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.kinds[index.column()] and isinstance(self.row(index.row()), ReturnedRow):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.EditRole, FAULT_ROLE):
            return super().data(index, role)
        row, kind = self.row(index.row()), self.kinds[index.column()]
        if kind is None or not isinstance(row, ReturnedRow):
            return None
        return self._text(row, kind) if role == Qt.ItemDataRole.EditRole else _fault(row, kind)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, kind = self.row(index.row()), self.kinds[index.column()]
        if kind is None or not isinstance(row, ReturnedRow) or value == self._text(row, kind):
            return False
        self.mended.emit(row.line, kind, str(value))
        return True

    def _lines(self, places: Sequence[int]) -> Mapping[int, ReturnLine]:
        outlook = self._outlook
        return {place: outlook.line(place) for place in places} if outlook else {}

    def _make_columns(self) -> list[Column[ReturnLine]]:
        right, fate = Qt.AlignmentFlag.AlignRight, _("What becomes of it")
        columns: list[Column[ReturnLine]] = [
            Column(_("Line"), lambda row: str(row.line), right, width=5),
            Column(fate, _status, width=max(15, len(fate))),
        ]
        columns += [self._column(kind, width) for kind, width in FIRST.items()]
        columns.append(Column(_("Remarks"), _remarks, width=46, tip=_remarks))
        columns += [self._column(kind, width) for kind, width in OTHERS.items()]
        return columns

    def _column(self, kind: ColumnKind, width: int) -> Column[ReturnLine]:
        title, show = title_of(kind), partial(self._shown, kind)
        align = Qt.AlignmentFlag.AlignRight if kind in (K.DUE, K.PAID) else LEFT
        width = max(width, len(title))  # in some language a title is longer than what is below
        return Column(title, show, align, width=width, tip=partial(self._told, kind))

    def _shown(self, kind: ColumnKind, row: ReturnLine) -> str:
        """Return what a cell says: what was read from it, or its text where nothing was."""
        if not isinstance(row, ReturnedRow):
            return row.text if kind is K.NAME else ""
        value = getattr(row.said, kind.value)
        if kind is K.NIK and value:
            return value if self._whole_niks else mask_nik(value)
        if value is None or value == "" or _fault(row, kind) is Role.DANGER:
            return self._text(row, kind)
        return written(value)

    def _told(self, kind: ColumnKind, row: ReturnLine) -> str:
        """Return what is wrong with a cell, or the whole of it."""
        if not isinstance(row, ReturnedRow):
            return row.text
        wrong = [each.message() for each in row.problems if each.kind is kind]
        return "\n".join(wrong) or self._shown(kind, row)

    def _text(self, row: ReturnedRow, kind: ColumnKind) -> str:
        """Return what stands in the file, or what was typed in its place."""
        plan = self._outlook.plan if self._outlook else None
        return plan.text(row.line, kind) if plan else ""


LEFT = Qt.AlignmentFlag.AlignLeft


def _status(row: ReturnLine) -> Badge:
    if isinstance(row, ReturnedRow):
        return Badge(row.status.label(), STATUS_ROLES[row.status])
    return Badge(ReturnSieve.LEFT_OUT.label(), Role.NEUTRAL)


def _remarks(row: ReturnLine) -> str:
    return " ".join(row.reasons()) if isinstance(row, ReturnedRow) else row.reason.message()


def _fault(row: ReturnedRow, kind: ColumnKind) -> Role | None:
    found = {each.severity for each in row.problems if each.kind is kind}
    if not found:
        return None
    return Role.DANGER if Severity.ERROR in found else Role.WARNING


def written(value: object) -> str:
    """Return what was read from a cell as people write it."""
    if isinstance(value, EnrolmentStatus):
        return status_name(value)
    if isinstance(value, date):
        return spoken().digits(value)
    if isinstance(value, int):
        return spoken().rupiah(value)
    return str(value)
