"""The lines of a list that is to be taken in: what stands there, what becomes of it and why."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from typing_extensions import override

from models.exchange.at_hand import ListLine, Outlook, Sieve
from models.exchange.cells import text_of
from models.exchange.headings import ColumnKind
from models.exchange.planned import PlannedRow, RowStatus
from models.people.drafts import sex_name
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.people.tables import Sex
from models.words import _, spoken
from ui.look import Role
from ui.tables.mendable_model import MendableModel
from ui.widgets.badge import Badge

Index = QModelIndex | QPersistentModelIndex
K = ColumnKind


STATUS_ROLES = {
    RowStatus.ADD: Role.SUCCESS,
    RowStatus.KNOWN: Role.INFO,
    RowStatus.TWICE: Role.WARNING,
    RowStatus.PROBLEM: Role.DANGER,
}
FIRST = {K.NAME: 22, K.NIK: 17}
"""The columns before the remarks, and how many letters wide they are."""
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


class ImportModel(MendableModel[PlannedRow]):
    """Shows an outlook's lines; nothing of them is copied. Cells of people can be mended."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._outlook: Outlook | None = None
        super().__init__(PlannedRow, FIRST, OTHERS, parent)

    def show_lines(self, outlook: Outlook, sieve: Sieve) -> None:
        """Show those lines of ``outlook`` that ``sieve`` lets through."""
        self._outlook = outlook
        self.show(outlook.lines[sieve])

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
    def _lines(self, places: Sequence[int]) -> Mapping[int, ListLine]:
        outlook = self._outlook
        return {place: outlook.line(place) for place in places} if outlook else {}

    @override
    def _badge(self, row: PlannedRow) -> Badge:
        return Badge(row.status.label(), STATUS_ROLES[row.status])

    @override
    def _said(self, kind: ColumnKind, row: PlannedRow) -> str:
        value = getattr(row.person, FIELDS[kind])
        if value is None or value == "":
            return self._text(row, kind)
        if kind is K.NIK:
            return value if self._whole_niks else mask_nik(value)
        return written(kind, value)

    @override
    def _explained(self, kind: ColumnKind, row: PlannedRow) -> str:
        said = self._said(kind, row)
        if said and FIELDS[kind] in row.from_nik:
            return _("{what}, read from the NIK").format(what=said)
        return said

    @override
    def _text(self, row: PlannedRow, kind: ColumnKind) -> str:
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


def written(kind: ColumnKind, value: object) -> str:
    """Return what was read from a cell of ``kind`` as people write it."""
    if isinstance(value, Sex):
        return sex_name(value)
    if isinstance(value, date):
        return spoken().digits(value)
    if isinstance(value, int):
        return spoken().rupiah(value)
    return show_phone(str(value)) if kind is K.PHONE else str(value)
