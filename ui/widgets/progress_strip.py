"""Long work under way: what it is, how far, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from models.progress import Progress
from models.words import _
from ui.look import em
from ui.widgets.text import Text


class ProgressStrip(QWidget):
    """Hidden while nothing is under way; ``cancel_button`` stops it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Text(elide=True)
        self._bar = QProgressBar()
        self.cancel_button = QPushButton(_("Cancel"))
        self.cancel_button.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.75))
        row.addWidget(self._text, 1)
        row.addWidget(self._bar, 2)
        row.addWidget(self.cancel_button)
        self.hide()

    def begin(self, text: str) -> None:
        """Show that ``text`` is under way."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self.show()

    def watch(self, step: Progress) -> None:
        """Show how far it is; with an unknown total the bar only moves."""
        # QProgressBar counts in 32 bits; bytes of a large file do not fit.
        scale = max(1, step.total // 1_000_000)
        self._bar.setRange(0, step.total // scale)
        self._bar.setValue(step.done // scale)

    def end(self) -> None:
        """Hide it."""
        self.hide()

    def _stop(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancelled.emit()
