"""What a page or list shows while there is nothing in it: why, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look import FAINT, em
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.text import Text


class EmptyState(QWidget):
    """An icon, a sentence, and perhaps the button that ends the emptiness."""

    chosen = Signal()

    def __init__(
        self, glyph: str, sentence: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(em(self, 0.8))
        column.addStretch(1)
        column.addWidget(IconView(glyph, FAINT, 2.5), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sentence = Text(sentence, ink=FAINT, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._sentence)
        if action:
            button = action_button(action, primary=True)
            button.clicked.connect(self.chosen)
            self.setFocusProxy(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, sentence: str) -> None:
        """Change the sentence."""
        self._sentence.setText(sentence)
