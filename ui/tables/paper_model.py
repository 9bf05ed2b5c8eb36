"""Emergency forms still to be typed in: a line for each, what was typed and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from models.enrolment.paper_entry import Known, Read, Texts
from models.enrolment.paper_forms import FormRow
from models.people.nik import mask_nik
from models.words import _
from ui.look import Role
from ui.tables.rows_model import FAULT_ROLE, NOWHERE, Column, RowsModel

Index = QModelIndex | QPersistentModelIndex

BY_NUMBER = 0
"""The id of the first line, in which one types the number of a form to go there."""
NUMBER, REMARKS = "number", "remarks"
FIELDS = (
    NUMBER,
    "time",
    "nik",
    "name",
    REMARKS,
    "birth_date",
    "sex",
    "phone",
    "occupation",
    "income",
    "programmes",
    "months",
    "payer",
    "consent",
    "paid",
    "reason",
)
ENROLLING = frozenset({"occupation", "income", "programmes", "months", "payer", "consent", "paid"})
"""What stands on no list of those who are only present."""
PRIVATE = frozenset({"nik", "income"})
_WIDTHS = {
    NUMBER: 12,
    "time": 8,
    "nik": 18,
    "name": 20,
    REMARKS: 34,
    "birth_date": 12,
    "sex": 10,
    "phone": 15,
    "occupation": 16,
    "income": 13,
    "programmes": 14,
    "months": 7,
    "payer": 11,
    "consent": 15,
    "paid": 12,
    "reason": 16,
}


@dataclass(slots=True)
class PaperLine:
    """One form as it is being typed; ``tried`` once it was left, when what is missing is told."""

    number: str
    read: Read
    texts: Texts = field(default_factory=Texts)
    form: FormRow | None = None
    known: Known | None = None
    alike: str = ""
    refusal: str = ""
    tried: bool = False
    busy: bool = False

    def fault(self, name: str) -> tuple[Role, str] | None:
        """Return what is wrong with a cell, and how gravely."""
        if self.texts.empty or name in (NUMBER, REMARKS):
            return (Role.DANGER, self.refusal) if name == NUMBER and self.refusal else None
        problem = self.read.problems.get(name)
        if problem and (self.tried or getattr(self.texts, name).strip()):
            return Role.DANGER, problem
        warning = self.read.warnings.get(name)
        return (Role.WARNING, warning) if warning else None

    def remarks(self) -> str:
        """Return all that is to be said of the line, what stands in the way first."""
        faults = [found for name in FIELDS if (found := self.fault(name))]
        faults.sort(key=lambda one: one[0] is not Role.DANGER)
        said = [text for _role, text in faults]
        if self.known is not None:
            said.append(_("Known: {name}").format(name=self.known.row.name))
        return " ".join(dict.fromkeys(filter(None, (*said, self.alike))))


class PaperModel(RowsModel[PaperLine]):
    """Shows the lines; whoever judges them is told of every cell that was typed."""

    typed = Signal(object, str, str)
    """The form's id, the cell, and what was typed there."""
    number_typed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        self._lines: dict[int, PaperLine] = {}
        self._open = False
        super().__init__([_column(self, name) for name in FIELDS], self._of, parent)

    def line(self, form_id: int) -> PaperLine | None:
        """Return the line of a form."""
        return self._lines.get(form_id)

    def lines(self) -> Mapping[int, PaperLine]:
        """Return all lines by their forms."""
        return self._lines

    def begin(self, lines: Mapping[int, PaperLine]) -> None:
        """Show these lines instead of all others."""
        self._lines = dict(lines)
        self.show(())
        self.show(tuple(lines))

    def keep_only(self, ids: Sequence[int]) -> None:
        """Take out the lines of all other forms; what is being typed into another line stays."""
        for form_id in [one for one in self._ids if one not in set(ids)]:
            row = self.place(form_id)
            self.beginRemoveRows(NOWHERE, row, row)
            self._ids = tuple(one for one in self._ids if one != form_id)
            del self._lines[form_id]
            self._pages.clear()
            self.endRemoveRows()

    def put_in(self, row: int, form_id: int, line: PaperLine) -> None:
        """Put a line in at ``row``."""
        self.beginInsertRows(NOWHERE, row, row)
        self._ids = (*self._ids[:row], form_id, *self._ids[row:])
        self._lines[form_id] = line
        self._pages.clear()
        self.endInsertRows()

    def tell(self, form_id: int) -> None:
        """Show anew what was changed of a line."""
        row = self.place(form_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(FIELDS) - 1))

    def show_private(self, *, shown: bool) -> None:
        """Show NIKs and incomes, or mask them; the cell being typed in is seen anyway."""
        self._open = shown
        self.show(self._ids)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        name, by_number = FIELDS[index.column()], self._ids[index.row()] == BY_NUMBER
        if (name == NUMBER) == by_number and name != REMARKS:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.EditRole, FAULT_ROLE):
            return super().data(index, role)
        line, name = self.row(index.row()), FIELDS[index.column()]
        if line is None:
            return None
        if role == FAULT_ROLE:
            found = line.fault(name)
            return found[0] if found else None
        return line.number if name == NUMBER else getattr(line.texts, name, "")

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, name = self.row(index.row()), FIELDS[index.column()]
        form_id, text = self._ids[index.row()], str(value)
        if line is None or line.busy or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if name == NUMBER:
            self.number_typed.emit(text)
            return True
        if text == getattr(line.texts, name):
            return False
        self.typed.emit(form_id, name, text)
        return True

    def said(self, name: str, line: PaperLine) -> str:
        """Return what a cell says: what was understood, or the text as it was typed."""
        if name == REMARKS:
            return line.remarks()
        if name == NUMBER:
            return line.number or _("No. …")
        if line.texts.empty:
            return ""
        typed = str(getattr(line.texts, name))
        if typed.strip() and name in line.read.problems:
            text = typed
        else:
            text = line.read.shown.get(name, typed)
        if name in PRIVATE and text and not self._open:
            return mask_nik(text) if name == "nik" else "•" * len(text)
        return text

    def told(self, name: str, line: PaperLine) -> str:
        """Return what is wrong with a cell, or the whole of it."""
        found = line.fault(name)
        return found[1] if found else self.said(name, line)

    def _of(self, ids: Sequence[int]) -> Mapping[int, PaperLine]:
        return {one: self._lines[one] for one in ids if one in self._lines}


def titles() -> dict[str, str]:
    """Return what the columns are called in the language of the screen."""
    return {
        NUMBER: _("Form"),
        "time": _("Time"),
        "nik": _("NIK"),
        "name": _("Name"),
        REMARKS: _("Remarks"),
        "birth_date": _("Birth date"),
        "sex": _("Sex"),
        "phone": _("Phone"),
        "occupation": _("Kind of work"),
        "income": _("Income"),
        "programmes": _("Programmes"),
        "months": _("Months"),
        "payer": _("Paid by"),
        "consent": _("Consent"),
        "paid": _("Paid in cash"),
        "reason": _("Reason"),
    }


def _column(model: PaperModel, name: str) -> Column[PaperLine]:
    title = titles()[name]
    width = max(_WIDTHS[name], len(title))  # in some language a title is longer
    show, tip = partial(model.said, name), partial(model.told, name)
    return Column(title, show, width=width, tip=tip, key=name)
