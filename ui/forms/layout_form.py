"""The form about an upload layout: its name, of whom there is a line, and its columns."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.reporting.layouts import NAME_LENGTH, LayoutColumn, LayoutDraft, LayoutKind
from models.words import _
from ui.forms.draft_form import DraftForm
from ui.forms.layout_lines import LayoutLine
from ui.forms.template_lines import LinesField
from ui.widgets.at_left import at_left
from ui.widgets.choice import Choice
from ui.widgets.form import FieldRow
from ui.widgets.header import action_button


class LayoutForm(DraftForm[LayoutDraft]):
    """A layout's draft; its columns can be taken over from a file's headings."""

    headings_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.kind = Choice({kind: kind.label() for kind in LayoutKind})
        self.columns: LinesField[LayoutColumn] = LinesField(
            LayoutLine, LayoutColumn(), _("Add a column")
        )
        self.take_over = action_button(_("Headings of a file…"), "file-spreadsheet")
        self.take_over.setToolTip(_("Take over the columns of a list as the other system reads it"))
        keys = _("Enter adds a line below, Alt+↑ and Alt+↓ move the one you are in.")
        self.grid.add("name", _("Name"), self.name)
        self.grid.add("kind", _("A line for each of"), self.kind)
        self.grid.add("take_over", _("Columns"), at_left(self.take_over))
        self.told = FieldRow([self.columns], keys)
        self.column.addWidget(self.told)
        self.watch("name", self.name.textEdited)
        self.watch("kind", self.kind.picked)
        self.watch("columns", self.columns.changed)
        self.take_over.clicked.connect(self.headings_asked)
        self.setFocusProxy(self.name)

    def take_columns(self, columns: Sequence[LayoutColumn]) -> None:
        """Show these columns instead, as if they had been typed."""
        self.columns.show_items(columns)
        self._touch("columns")

    @override
    def say_problems(self) -> None:
        found = {name: said for name, said in self.problems().items() if name in self._touched}
        self.told.say(found.pop("columns", ""))
        self.grid.say(found)

    @override
    def fill(self, draft: LayoutDraft) -> None:
        self.name.setText(draft.name)
        self.name.setCursorPosition(0)
        self.kind.show_value(draft.kind)
        self.columns.show_items(draft.columns)

    @override
    def draft(self) -> LayoutDraft:
        return LayoutDraft(self.name.text().strip(), self.kind.value(), self.columns.items())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()
