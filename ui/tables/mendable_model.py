"""What the tables have in common in which lines of a file are mended."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from models.exchange.headings import ColumnKind, title_of
from models.exchange.planned import PlannedRow
from models.exchange.returns_planned import ReturnedRow
from models.exchange.skipping import SkippedRow
from models.people.nik import Severity
from models.words import _
from ui.look import Role
from ui.tables.rows_model import FAULT_ROLE, Column, RowsModel
from ui.widgets.badge import Badge

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row", bound=PlannedRow | ReturnedRow)
"""A line of which something becomes; the others are left out."""

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class MendableModel(RowsModel[Row | SkippedRow], Generic[Row]):
    """Shows lines of a file whose cells can be typed anew; whoever judges them shows them again."""

    mended = Signal(object, object, str)
    """The line, the kind of column, and what was typed there."""

    def __init__(
        self,
        judged: type[Row],
        first: Mapping[ColumnKind, int],
        others: Mapping[ColumnKind, int],
        parent: QObject | None = None,
    ) -> None:
        """Show lines of which those that are ``judged`` can be mended.

        ``first`` are the columns before the remarks, ``others`` those behind, each with how many
        letters wide it is.
        """
        self._judged = judged
        self._whole_niks = False
        self.kinds: list[ColumnKind | None] = [None, None, *first, None, *others]
        super().__init__(self._make_columns(first, others), self._lines, parent)

    def is_used(self, column: int) -> bool:
        """Whether the file has anything for a column of the table."""
        raise NotImplementedError

    def show_niks(self, *, whole: bool) -> None:
        """Show sound NIKs whole, or masked; what is wrong with a NIK is never hidden."""
        self._whole_niks = whole
        self.show(self.ids)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.kinds[index.column()] and isinstance(self.row(index.row()), self._judged):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.EditRole, FAULT_ROLE):
            return super().data(index, role)
        row, kind = self.row(index.row()), self.kinds[index.column()]
        if kind is None or not isinstance(row, self._judged):
            return None
        return self._text(row, kind) if role == Qt.ItemDataRole.EditRole else fault_in(row, kind)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, kind = self.row(index.row()), self.kinds[index.column()]
        if kind is None or not isinstance(row, self._judged) or value == self._text(row, kind):
            return False
        self.mended.emit(row.line, kind, str(value))
        return True

    def _lines(self, places: Sequence[int]) -> Mapping[int, Row | SkippedRow]:
        """Return the lines at these places."""
        raise NotImplementedError

    def _badge(self, row: Row) -> Badge:
        """Return what becomes of a line."""
        raise NotImplementedError

    def _said(self, kind: ColumnKind, row: Row) -> str:
        """Return what a cell says: what was read from it, or its text where nothing was."""
        raise NotImplementedError

    def _text(self, row: Row, kind: ColumnKind) -> str:
        """Return what stands in the file, or what was typed in its place."""
        raise NotImplementedError

    def _explained(self, kind: ColumnKind, row: Row) -> str:
        """Return the whole of a cell of which nothing is wrong."""
        return self._said(kind, row)

    def _make_columns(
        self, first: Mapping[ColumnKind, int], others: Mapping[ColumnKind, int]
    ) -> list[Column[Row | SkippedRow]]:
        fate = _("What becomes of it")
        return [
            Column(_("Line"), lambda row: str(row.line), RIGHT, width=5),
            Column(fate, self._fate, width=max(15, len(fate))),
            *[self._column(kind, width) for kind, width in first.items()],
            Column(_("Remarks"), self._remarks, width=46, tip=self._remarks),
            *[self._column(kind, width) for kind, width in others.items()],
        ]

    def _column(self, kind: ColumnKind, width: int) -> Column[Row | SkippedRow]:
        title, show = title_of(kind), partial(self._shown, kind)
        align = RIGHT if kind in (ColumnKind.DUE, ColumnKind.PAID) else LEFT
        width = max(width, len(title))  # in some language a title is longer than what is below
        return Column(title, show, align, width=width, tip=partial(self._told, kind))

    def _fate(self, row: Row | SkippedRow) -> Badge:
        if isinstance(row, self._judged):
            return self._badge(row)
        return Badge(_("Left out"), Role.NEUTRAL)

    def _remarks(self, row: Row | SkippedRow) -> str:
        return row.reason.message() if isinstance(row, SkippedRow) else " ".join(row.reasons())

    def _shown(self, kind: ColumnKind, row: Row | SkippedRow) -> str:
        if isinstance(row, SkippedRow):
            return row.text if kind is ColumnKind.NAME else ""
        return self._said(kind, row)

    def _told(self, kind: ColumnKind, row: Row | SkippedRow) -> str:
        """Return what is wrong with a cell, or the whole of it."""
        if isinstance(row, SkippedRow):
            return row.text
        wrong = [each.message() for each in row.problems if each.kind is kind]
        return "\n".join(wrong) or self._explained(kind, row)


def fault_in(row: PlannedRow | ReturnedRow, kind: ColumnKind) -> Role | None:
    """Return how badly a cell is wrong; None where it is not."""
    found = {each.severity for each in row.problems if each.kind is kind}
    if not found:
        return None
    return Role.DANGER if Severity.ERROR in found else Role.WARNING
