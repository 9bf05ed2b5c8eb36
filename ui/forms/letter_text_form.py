"""The form about what letters of a kind say: subject and text, with names that are filled in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.letters.texts import SUBJECT_LENGTH, LetterText, text_problems
from models.words import _
from ui.forms.draft_form import DraftForm
from ui.forms.letter_words import InsertButton
from ui.widgets.note_field import NoteField

LINES = 16
"""How many lines of a letter are seen at least."""


class LetterTextForm(DraftForm[LetterText]):
    """The text of letters of one kind in one language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = QLineEdit()
        self.subject.setMaxLength(SUBJECT_LENGTH)
        self.body = NoteField(LINES)
        self.insert = InsertButton(self.subject, self.body)
        self.setFocusProxy(self.subject)
        self.grid.add("subject", _("Subject"), self.subject)
        self.grid.add("body", _("Text"), self.body, hint=layout_hint())
        self.column.addWidget(self.insert, 0, Qt.AlignmentFlag.AlignLeft)
        self._filling = False
        self.watch("subject", self.subject.textEdited)
        self.body.textChanged.connect(self._note_body)

    @override
    def fill(self, draft: LetterText) -> None:
        self._filling = True
        self.subject.setText(draft.subject)
        self.subject.setCursorPosition(0)
        self.body.show_text(draft.body)
        self._filling = False

    @override
    def draft(self) -> LetterText:
        return LetterText(self.subject.text().strip(), self.body.text())

    @override
    def draft_problems(self) -> dict[str, str]:
        return text_problems(self.draft())

    def _note_body(self) -> None:
        if not self._filling:
            self._touch("body")


def layout_hint() -> str:
    """Say how the text is laid out on paper."""
    return _("An empty line begins a paragraph. Lines such as “Place : {tempat}” stand in columns.")
