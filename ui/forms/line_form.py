"""A line of an event's list in two rows of fields; a new one or one being changed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.edits import Edit
from models.words import _
from ui.forms.draft_form import Edited
from ui.forms.meanwhile import Meanwhile
from ui.icons import icon
from ui.look import Role, em, mark_problem
from ui.plain import label
from ui.widgets.form import FieldRow
from ui.widgets.header import action_button
from ui.widgets.text import Text


class LineEdited(Edited[Any]):
    """A line's form as one whose line others may change meanwhile."""

    def __init__(self, form: "LineForm") -> None:
        self._form = form
        self.changed = form.judged

    @override
    def draft(self) -> Any:
        return self._form.draft()

    @override
    def fill(self, draft: Any) -> None:
        self._form.text.setText(draft.text)
        self._form.fill(draft)

    @override
    def refresh(self) -> None:
        self._form.judge()

    def row_of(self, _name: str) -> FieldRow | None:
        """Return that no field of it has a row."""
        return None


class LineForm(QWidget):
    """Adds what is typed with Enter; shows a line to change it until that is kept or given up.

    A form of this kind says which fields it has besides the text, and what draft they make.
    """

    given = Signal(object, object)
    """The line's id, None for a new one, and its draft."""
    removed = Signal(object)
    """The id of the line to be taken out."""
    left = Signal(object)
    """The changing of this line was given up."""
    judged = Signal()

    def __init__(self, add: str, change: str, parent: QWidget | None = None) -> None:
        """Make an empty form; ``add`` and ``change`` say what is typed into its text."""
        super().__init__(parent)
        self.line_id: int | None = None
        self._edited = LineEdited(self)
        self.meanwhile = Meanwhile(self._edited)
        self._said = {True: add, False: change}
        self.text = QLineEdit()
        self.keep = action_button("")
        self.remove = action_button(_("Remove"), "trash-2")
        self.never_mind = action_button(_("Never mind"))
        self._problem = Text("", ink=Role.DANGER, wrap=True)
        self.text.textChanged.connect(self.judge)
        self.meanwhile.turned.connect(self.judge)
        self.meanwhile.decided.connect(self.keep.setFocus)
        self.keep.clicked.connect(self._give)
        self.remove.clicked.connect(lambda: self.removed.emit(self.line_id))
        self.never_mind.clicked.connect(self.give_up)

    def begin(self) -> None:
        """Be ready for a new line."""
        self.line_id = None
        self.text.clear()
        self.clear()
        self.meanwhile.clear()
        self._edited.note_kept(self.draft(), self.draft())
        self._name_all()

    def begin_next(self) -> None:
        """Be ready for the next line after one was kept; who was typing types on in its text."""
        typing = self.isAncestorOf(self.window().focusWidget())
        self.begin()
        if typing:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self, row: Any) -> None:  # noqa: ANN401 - a row of any list, with its draft
        """Show this line to be changed."""
        self.line_id = row.id
        self.meanwhile.clear()
        self._edited.begin_from(row.draft)
        self._name_all()
        self.text.selectAll()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """Let go of what was typed."""
        line = self.line_id
        self.begin()
        if line is not None:
            self.left.emit(line)

    def is_changed(self) -> bool:
        """Whether something was typed for a new line, or anything changed of an old one."""
        if self.line_id is None:
            return bool(self.text.text().strip()) or self.typed_beside()
        return bool(self.draft() != self._edited.first_shown or self.unread())

    def typed_beside(self) -> bool:
        """Whether anything of a new line was typed besides its text."""
        return bool(self.draft() != self._edited.first_shown or self.unread())

    def edit(self, kind: type[Any]) -> Edit[Any]:
        """Return what is typed about the line shown, a record of ``kind``."""
        return Edit(kind, self.line_id, self._edited.opened, self._edited.edited())

    def draft(self) -> Any:  # noqa: ANN401
        """Return what is in the fields."""
        raise NotImplementedError

    def fill(self, draft: Any) -> None:  # noqa: ANN401
        """Put what a draft says besides its text into the fields."""
        raise NotImplementedError

    def clear(self) -> None:
        """Empty the fields besides the text."""
        raise NotImplementedError

    def unread(self) -> dict[QWidget, str]:
        """Return what to say of fields whose text cannot be read."""
        return {}

    def fields(self) -> Sequence[QWidget]:
        """Return the fields besides the text."""
        raise NotImplementedError

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.line_id is not None or self.is_changed()):
            self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def arrange(self) -> None:
        """Lay the fields out, once all are made, and begin."""
        for one in (self.text, *self.fields(), self.keep):
            one.setParent(self)  # Tab goes in this order: nothing is kept before all is typed
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addLayout(_row((self.text, 1), (self.keep, 0)))
        column.addWidget(self._problem)
        column.addLayout(_row(*((field, 1) for field in self.fields())))
        self._changing = QWidget()
        self._changing.setLayout(_row((self.remove, 0), (QWidget(), 1), (self.never_mind, 0)))
        column.addWidget(self._changing)
        column.addWidget(self.meanwhile)
        self.begin()

    def judge(self) -> None:
        """Say what is wrong, and allow keeping what is not."""
        problems, unread = self.draft().problems(), self.unread()
        own = problems.get("text", "") if self.text.text().strip() else ""
        said = " ".join(part for part in (own, *unread.values()) if part)
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        for field, problem in {
            self.text: own,
            **dict.fromkeys(self.fields(), ""),
            **unread,
        }.items():
            mark_problem(field, Role.DANGER if problem else None)
            field.setAccessibleDescription(problem)
        self.keep.setEnabled(not problems and not unread and not self.meanwhile.waits())
        self.judged.emit()

    def _name_all(self) -> None:
        new = self.line_id is None
        self.text.setPlaceholderText(self._said[new])
        self.text.setAccessibleName(self._said[new])
        self.keep.setText(label(_("Add") if new else _("Save")))
        self.keep.setIcon(icon("plus" if new else "save"))
        self._changing.setVisible(not new)
        self.judge()

    def _give(self) -> None:
        if self.keep.isEnabled():
            self.given.emit(self.line_id, self.draft())


def _row(*widgets: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    for widget, share in widgets:
        row.addWidget(widget, share)
    return row
