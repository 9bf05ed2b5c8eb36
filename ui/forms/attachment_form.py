"""What an attached file shows, in a few words, asked below the list of files."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.documents.attachments import CAPTION_LENGTH, AttachmentRow, caption_problem
from models.words import _
from ui.look import FAINT, Role, Size, mark_problem
from ui.widgets.header import action_button
from ui.widgets.text import Text


class AttachmentForm(QWidget):
    """Hidden until it asks; Enter gives the words, Esc leaves."""

    given = Signal(object, str)
    """The id of the file, and the words."""
    left = Signal(object)
    """The id of the file that was asked about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file_id: int | None = None
        self._first = ""
        self._about = Text("", Size.CAPTION, FAINT, elide=True)
        self._problem = Text("", ink=Role.DANGER, wrap=True)
        self.caption = QLineEdit()
        self.caption.setPlaceholderText(_("What does it show?"))
        self.keep = action_button(_("Save"), "save")
        self.never_mind = action_button(_("Never mind"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.never_mind)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._about)
        column.addWidget(self.caption)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        self.caption.setMaxLength(CAPTION_LENGTH + 1)
        self.caption.textChanged.connect(self._judge)
        self.keep.clicked.connect(self._give)
        self.never_mind.clicked.connect(self._leave)
        self.hide()

    def ask(self, row: AttachmentRow) -> None:
        """Ask what this file shows."""
        self.file_id, self._first = row.id, row.caption
        self._about.setText(row.name)
        self.caption.setAccessibleName(_("What {file} shows").format(file=row.name))
        self.caption.setText(row.caption)
        self._judge()
        self.show()
        self.caption.selectAll()
        self.caption.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Ask no longer."""
        self.file_id = None
        self.hide()

    def is_changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.file_id is not None and self.caption.text() != self._first

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        file_id = self.file_id
        self.close_up()
        if file_id is not None:
            self.left.emit(file_id)

    def _judge(self) -> None:
        said = caption_problem(self.caption.text())
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        self.caption.setAccessibleDescription(said)
        mark_problem(self.caption, Role.DANGER if said else None)
        self.keep.setEnabled(not said)

    def _give(self) -> None:
        if self.file_id is not None and self.keep.isEnabled():
            self.given.emit(self.file_id, self.caption.text())
