"""The lines of a list that is to be taken in: what stands there, what becomes of it and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.exchange.at_hand import ListLine, Outlook, Sieve
from models.exchange.cells import text_of
from models.exchange.headings import ColumnKind, title_of
from models.exchange.planned import PlannedRow, RowStatus
from models.people.drafts import sex_name
from models.people.nik import Severity, mask_nik
from models.people.phones import show_phone
from models.people.tables import Sex
from models.words import _, spoken
from ui.look import Role
from ui.tables.mendable_model import MendableModel
from ui.tables.rows_model import FAULT_ROLE, Column
from ui.widgets.badge import Badge

Index = QModelIndex | QPersistentModelIndex
K = ColumnKind


STATUS_ROLES = {
    RowStatus.ADD: Role.SUCCESS,
    RowStatus.KNOWN: Role.INFO,
    RowStatus.TWICE: Role.WARNING,
    RowStatus.PROBLEM: Role.DANGER,
}
FIRST: tuple[ColumnKind, ...] = (K.NAME, K.NIK)
"""What stands before the remarks; the others stand behind them."""
OTHERS = {
    K.BIRTH_DATE: 10,
    K.SEX: 9,
    K.PHONE: 13,
    K.OCCUPATION: 14,
    K.GROUP: 14,
    K.VILLAGE: 14,
    K.ADDRESS: 20,
    K.RT: 5,
    K.BIRTH_PLACE: 14,
    K.KK: 17,
    K.INCOME: 12,
    K.EMAIL: 18,
}
"""The columns behind the remarks, and how many letters wide they are."""
FIELDS = {
    K.NAME: "name",
    K.NIK: "nik",
    K.BIRTH_DATE: "birth_date",
    K.SEX: "sex",
    K.PHONE: "phone",
    K.OCCUPATION: "occupation",
    K.GROUP: "group_name",
    K.VILLAGE: "village",
    K.ADDRESS: "address",
    K.RT: "rt",
    K.BIRTH_PLACE: "birth_place",
    K.KK: "kk_number",
    K.INCOME: "income",
    K.EMAIL: "email",
}
TOGETHER = {
    K.BIRTH_DATE: K.BIRTH_PLACE_DATE,
    K.BIRTH_PLACE: K.BIRTH_PLACE_DATE,
    K.SEX: K.MALE_MARK,
}
"""Where else in a list the same thing may stand."""


class ImportModel(MendableModel[ListLine]):
    """Shows an outlook's lines; nothing of them is copied. Cells of people can be mended."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._outlook: Outlook | None = None
        self._whole_niks = False
        self.kinds = [None, None, *FIRST, None, *OTHERS]
        super().__init__(self._make_columns(), self._lines, parent)

    def show_lines(self, outlook: Outlook, sieve: Sieve) -> None:
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
        if kind is None or self._outlook is None:
            return True
        has = {kind, TOGETHER.get(kind)} & set(self._outlook.mapping.kinds)
        read_from_nik = kind in (K.BIRTH_DATE, K.SEX)
        plan = self._outlook.plan
        said_above = plan is not None and kind in plan.said_above
        return bool(has) or read_from_nik or said_above

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.kinds[index.column()] and isinstance(self.row(index.row()), PlannedRow):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.EditRole, FAULT_ROLE):
            return super().data(index, role)
        row, kind = self.row(index.row()), self.kinds[index.column()]
        if kind is None or not isinstance(row, PlannedRow):
            return None
        return self._text(row, kind) if role == Qt.ItemDataRole.EditRole else _fault(row, kind)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, kind = self.row(index.row()), self.kinds[index.column()]
        if kind is None or not isinstance(row, PlannedRow) or value == self._text(row, kind):
            return False
        self.mended.emit(row.line, kind, str(value))
        return True

    def _lines(self, places: Sequence[int]) -> Mapping[int, ListLine]:
        outlook = self._outlook
        return {place: outlook.line(place) for place in places} if outlook else {}

    def _make_columns(self) -> list[Column[ListLine]]:
        right, fate = Qt.AlignmentFlag.AlignRight, _("What becomes of it")
        columns: list[Column[ListLine]] = [
            Column(_("Line"), lambda row: str(row.line), right, width=5),
            Column(fate, _status, width=max(15, len(fate))),
        ]
        for kind, width in {K.NAME: 22, K.NIK: 17}.items():
            columns.append(self._column(kind, width))
        columns.append(Column(_("Remarks"), _remarks, width=46, tip=_remarks))
        columns += [self._column(kind, width) for kind, width in OTHERS.items()]
        return columns

    def _column(self, kind: ColumnKind, width: int) -> Column[ListLine]:
        title, show = title_of(kind), partial(self._shown, kind)
        width = max(width, len(title))  # in some language a title is longer than what is below
        return Column(title, show, width=width, tip=partial(self._told, kind))

    def _shown(self, kind: ColumnKind, row: ListLine) -> str:
        """Return what a cell says: what was read from it, or its text where nothing was."""
        if not isinstance(row, PlannedRow):
            return row.text if kind is K.NAME else ""
        value = getattr(row.person, FIELDS[kind])
        if value is None or value == "":
            return self._text(row, kind)
        if kind is K.NIK:
            return value if self._whole_niks else mask_nik(value)
        return written(kind, value)

    def _told(self, kind: ColumnKind, row: ListLine) -> str:
        """Return what is wrong with a cell, or the whole of it."""
        if not isinstance(row, PlannedRow):
            return row.text
        wrong = [each.message() for each in row.problems if each.kind is kind]
        if wrong:
            return "\n".join(wrong)
        said = self._shown(kind, row)
        if said and FIELDS[kind] in row.from_nik:
            return _("{what}, read from the NIK").format(what=said)
        return said

    def _text(self, row: PlannedRow, kind: ColumnKind) -> str:
        """Return what stands in the list, or what was typed in its place."""
        outlook = self._outlook
        if outlook is None or outlook.plan is None:
            return ""
        typed = outlook.plan.typed.get(row.line, {})
        if kind in typed:
            return typed[kind]
        place = outlook.mapping.place(kind)
        if place is None:
            place = outlook.mapping.place(TOGETHER.get(kind, kind))
        cells = outlook.plan.found.rows[row.line - outlook.plan.found.first_line]
        return text_of(cells[place]) if place is not None and place < len(cells) else ""


def _status(row: ListLine) -> Badge:
    if isinstance(row, PlannedRow):
        return Badge(row.status.label(), STATUS_ROLES[row.status])
    return Badge(Sieve.LEFT_OUT.label(), Role.NEUTRAL)


def _remarks(row: ListLine) -> str:
    return " ".join(row.reasons()) if isinstance(row, PlannedRow) else row.reason.message()


def _fault(row: PlannedRow, kind: ColumnKind) -> Role | None:
    found = {each.severity for each in row.problems if each.kind is kind}
    if not found:
        return None
    return Role.DANGER if Severity.ERROR in found else Role.WARNING


def written(kind: ColumnKind, value: object) -> str:
    """Return what was read from a cell of ``kind`` as people write it."""
    if isinstance(value, Sex):
        return sex_name(value)
    if isinstance(value, date):
        return spoken().digits(value)
    if isinstance(value, int):
        return spoken().rupiah(value)
    return show_phone(str(value)) if kind is K.PHONE else str(value)
