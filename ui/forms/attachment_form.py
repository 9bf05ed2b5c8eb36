"""What an attached file shows, in a few words, asked below the list of files."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.documents.attachments import CAPTION_LENGTH, AttachmentRow, CaptionDraft
from models.documents.tables import Attachment
from models.edits import Edit
from models.words import _
from ui.forms.draft_form import Edited
from ui.forms.meanwhile import Meanwhile
from ui.look import FAINT, Role, Size, mark_problem
from ui.widgets.form import FieldRow
from ui.widgets.header import action_button
from ui.widgets.text import Text


class AttachmentForm(QWidget, Edited[CaptionDraft]):
    """Hidden until it asks; Enter gives the words, Esc leaves.

    What is typed stays while others change what the file is said to show.
    """

    given = Signal(object)
    """What is typed, as an ``Edit`` of the file."""
    left = Signal(object)
    """The id of the file that was asked about."""
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file_id: int | None = None
        self._about = Text("", Size.CAPTION, FAINT, elide=True)
        self._problem = Text("", ink=Role.DANGER, wrap=True)
        self.caption = QLineEdit()
        self.caption.setPlaceholderText(_("What does it show?"))
        self.meanwhile = Meanwhile(self)
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
        column.addWidget(self.meanwhile)
        column.addLayout(buttons)
        self.caption.setMaxLength(CAPTION_LENGTH + 1)
        self.caption.textChanged.connect(self.refresh)
        self.meanwhile.turned.connect(self._judge)
        self.meanwhile.decided.connect(self.keep.setFocus)
        self.keep.clicked.connect(self._give)
        self.never_mind.clicked.connect(self._leave)
        self.hide()

    def ask(self, row: AttachmentRow) -> None:
        """Ask what this file shows."""
        self.file_id = row.id
        self._about.setText(row.name)
        self.caption.setAccessibleName(_("What {file} shows").format(file=row.name))
        self.show_kept(row)
        self.show()
        self.caption.selectAll()
        self.caption.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_kept(self, row: AttachmentRow) -> None:
        """Show what is kept of the file, with nothing typed yet."""
        self.meanwhile.clear()
        self.begin_from(CaptionDraft(row.caption))
        self._judge()

    def close_up(self) -> None:
        """Ask no longer."""
        self.file_id = None
        self.meanwhile.clear()
        self.hide()

    def is_changed(self) -> bool:
        """Whether something was typed that is not kept."""
        return self.file_id is not None and self.draft() != self.first_shown

    @override
    def draft(self) -> CaptionDraft:
        return CaptionDraft(" ".join(self.caption.text().split()))

    @override
    def fill(self, draft: CaptionDraft) -> None:
        self.caption.setText(draft.caption)

    @override
    def refresh(self) -> None:
        self._judge()
        super().refresh()

    def row_of(self, _name: str) -> FieldRow | None:
        """Return that its only field stands by itself."""
        return None

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
        said = self.draft().problems().get("caption", "")
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
        self.caption.setAccessibleDescription(said)
        mark_problem(self.caption, Role.DANGER if said else None)
        self.keep.setEnabled(not said and not self.meanwhile.waits())

    def _give(self) -> None:
        if self.file_id is not None and self.keep.isEnabled():
            edit = Edit(Attachment, self.file_id, self.opened, self.edited())
            self.given.emit(edit)
