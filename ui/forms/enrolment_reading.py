"""The wording of consent in large letters, to be read across the desk, and the place to sign it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScroller, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.consent_texts import consent_text, current_version
from models.words import LANGUAGES, _
from ui.look import FAINT, Role, Size, em, font
from ui.widgets.header import action_button
from ui.widgets.segments import Segments
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 9
"""The least width of a button, in text lines."""


class ConsentReading(QWidget):
    """Shows the wording and takes a signature; Enter alone agrees to nothing, Esc goes back."""

    agreed = Signal(str, object)
    """The language that was read, and the signature as PNG or None."""
    left = Signal()

    def __init__(self, office: str, parent: QWidget | None = None) -> None:
        """Ask in the name of ``office``, which the wording says."""
        super().__init__(parent)
        self._office = office
        self._version = current_version()
        self._texts: Mapping[str, str] = {}
        self._name = Text("", Size.TITLE, elide=True)
        self.languages = Segments(_("Language of the wording"))
        for code, name in LANGUAGES.items():
            self.languages.add(code, name)
        self.wording = QPlainTextEdit()
        self.pad = SignaturePad()
        self._hint = Text("", Size.CAPTION, FAINT, wrap=True)
        self.back = action_button(_("Back (Esc)"), "arrow-left")
        self.wipe = action_button(_("Wipe away"), "x")
        self.agree = action_button("", "check", primary=True)
        self._lay_out()
        self.languages.chosen.connect(self._show_wording)
        self.pad.changed.connect(self._judge)
        self.back.clicked.connect(self.left)
        self.wipe.clicked.connect(self.pad.clear)
        self.agree.clicked.connect(self._agree)
        self._judge()

    def use(self, version: str, texts: Mapping[str, str]) -> None:
        """Ask by another wording: ``texts`` hold it for each language."""
        self._version, self._texts = version, texts
        self._show_wording()
        self._judge()

    def ask(self, name: str, language: str) -> None:
        """Show the wording to the person called ``name``, nothing signed yet."""
        self._name.setText(name)
        self.pad.clear()
        if self.languages.name() == language:
            self._show_wording()
        else:
            self.languages.choose(language)
        self.wording.verticalScrollBar().setValue(0)
        self.wording.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # It goes no further than here: what lies below would be saved.
            focus = self.focusWidget()
            if focus is self.agree and self.agree.isEnabled():
                self._agree()
            elif focus is self.back:
                self.left.emit()
            elif focus is self.wipe:
                self.pad.clear()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.languages)
        self.wording.setReadOnly(True)
        self.wording.setTabChangesFocus(True)
        large = font(Size.TITLE)
        large.setWeight(QFont.Weight.Normal)
        self.wording.setFont(large)
        self.wording.setAccessibleName(_("Wording of consent"))
        self.wording.setMinimumHeight(em(self, 5))
        touch = QScroller.ScrollerGestureType.TouchGesture
        QScroller.grabGesture(self.wording.viewport(), touch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        column.addLayout(head)
        column.addWidget(self.wording, 3)
        column.addWidget(self._hint)
        column.addWidget(self.pad, 1)
        column.addWidget(tool_row([self.back, self.wipe, self.agree], LEAST))

    def _show_wording(self) -> None:
        language = self.languages.name()
        text = self._texts.get(language) or consent_text(self._version, language, self._office)
        self.wording.setPlainText(text)

    def _judge(self) -> None:
        """Say what agreeing means now; what is no signature stands in its way."""
        problem, signed = self.pad.problem(), self.pad.value() is not None
        version = _("Wording {version} (UU 27/2022). Sign below, or say yes.")
        self._hint.setText(problem or version.format(version=self._version))
        self._hint.set_ink(Role.WARNING if problem else FAINT)
        self.pad.setAccessibleDescription(self._hint.text())
        self.wipe.setEnabled(not self.pad.is_empty())
        self.agree.setEnabled(not problem)
        self.agree.setText(_("Has signed") if signed else _("Says yes, unsigned"))

    def _agree(self) -> None:
        self.agreed.emit(self.languages.name(), self.pad.value())
