"""Rows of a form: label, field, and below the field what is wrong with it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from ui.look import FAINT, Role, Size, em, mark_problem
from ui.plain import read_aloud
from ui.widgets.text import Text

ONE_LINE = 3
"""Text lines: what is lower than so many is a field of one line, with its frame."""


class FieldRow(QWidget):
    """One or more fields side by side, and a line below them for a hint or a problem."""

    def __init__(
        self, fields: Sequence[QWidget], hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fields = fields
        self._hint = hint
        self._told = ""
        self._message = Text("", Size.CAPTION, FAINT, wrap=True, parent=self)
        side_by_side = QHBoxLayout()
        for field in fields:
            side_by_side.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.2))
        column.addLayout(side_by_side)
        column.addWidget(self._message)
        self.say("")

    def say(self, problem: str, role: Role = Role.DANGER) -> None:
        """Show ``problem``, on the screen and to a screen reader; with none, the hint."""
        self._wrong = bool(problem) and role is Role.DANGER
        self._message.setText(problem or self._hint)
        self._message.set_ink(role if problem else FAINT)
        self._message.setVisible(bool(problem or self._hint))
        told, self._told = self._told, problem or self._hint
        for field in (*self._fields, *map(_typed_into, self._fields)):
            # What takes the keyboard within a field may say something of its own.
            if self._told or field.accessibleDescription() == told:
                field.setAccessibleDescription(self._told)
            mark_problem(field, role if problem else None)
        self._fit()

    def take_keyboard(self) -> bool:
        """Put the keyboard on the field if a problem is said of it that is seen."""
        if self._wrong and self.isVisible():
            self._fields[0].setFocus()
            return True
        return False

    def hint(self, text: str) -> None:
        """Show another hint, in place of any problem."""
        self._hint = text
        self.say("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def put_beneath(self, widget: QWidget) -> None:
        """Show ``widget`` below the fields and what is said of them."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.addWidget(widget)

    def said(self) -> str:
        """Return the problem or hint now shown."""
        return self._message.text()

    def _fit(self) -> None:
        """Keep room for all lines below the fields: a form reckons with fewer of them."""
        self._message.setMinimumHeight(max(0, self._message.heightForWidth(self.width())))


class FormGrid(QWidget):
    """Labels and fields in two columns, or below one another where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, FieldRow] = {}
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._layout.setHorizontalSpacing(em(self, 1))
        self._layout.setVerticalSpacing(em(self, 0.6))

    def add(self, name: str, text: str, *fields: QWidget, hint: str = "") -> FieldRow:
        """Add a row for ``fields``; ``text`` is its label, ``&`` before the letter of its key.

        ``name`` is what ``say`` calls it. Fields without an accessible name take the label's.
        """
        row = FieldRow(fields, hint)
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(fields[0])
        tall = fields[0].sizeHint().height()
        if tall < em(self, ONE_LINE):
            # The form makes a label 7/4 of its own height where its row is taller: with this, as
            # tall as the field, so that the two stand on one line.
            label.setMinimumHeight(tall * 4 // 7)
        elif _only_words(fields[0]):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)  # they begin without a frame
        for field in fields:
            field.setAccessibleName(field.accessibleName() or read_aloud(text))
        self._rows[name] = row
        self._layout.addRow(label, row)
        return row

    def add_headings(self, *texts: str) -> None:
        """Head the columns of the rows below, which have as many fields each.

        Only for the eye: a field needs a name of its own for a screen reader.
        """
        line = QWidget()
        columns = QHBoxLayout(line)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(em(self, 0.2))  # as between the fields
        for text in texts:
            columns.addWidget(Text(text, Size.CAPTION, FAINT), 1)
        self._layout.setWidget(self._layout.rowCount(), QFormLayout.ItemRole.FieldRole, line)

    def add_whole(self, widget: QWidget) -> None:
        """Add ``widget`` across both columns."""
        self._layout.addRow(widget)

    def say(self, problems: Mapping[str, str]) -> None:
        """Show each problem beside its field, and none beside the others.

        Raise ``KeyError`` for a problem of a field that is not here: it would be seen by nobody.
        """
        for name in problems:
            self._rows[name]
        for name, row in self._rows.items():
            row.say(problems.get(name, ""))

    def row(self, name: str) -> FieldRow:
        """Return the row called ``name``."""
        return self._rows[name]

    def row_if_any(self, name: str) -> FieldRow | None:
        """Return the row called ``name``; None where there is none."""
        return self._rows.get(name)

    def set_visible(self, name: str, visible: bool) -> None:
        """Show or hide the row ``name``, label and all."""
        self._layout.setRowVisible(self._rows[name], visible)


def go_to_problem(form: QWidget) -> None:
    """Put the keyboard on the first field of ``form`` of which a problem is said, if there is."""
    rows = sorted(form.findChildren(FieldRow), key=lambda row: row.mapTo(form, QPoint()).y())
    next((row for row in rows if row.take_keyboard()), None)


def _typed_into(field: QWidget) -> QWidget:
    """Return what takes the keyboard of ``field``: of a line beside its button, the line."""
    inner = field
    while (proxy := inner.focusProxy()) is not None:
        inner = proxy
    return inner


def _only_words(field: QWidget) -> bool:
    """Whether a field is there to be read: nothing of it takes the keyboard."""
    return field.focusProxy() is None and field.focusPolicy() is Qt.FocusPolicy.NoFocus
