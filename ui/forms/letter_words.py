"""The names that may stand in a text, offered on a menu and put where one types."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget
from typing_extensions import override

from models.letters.texts import placeholders
from models.words import _
from ui.icons import icon
from ui.plain import label


class InsertButton(QPushButton):
    """Puts a name in braces into the field of a text in which one typed last."""

    def __init__(
        self,
        *fields: QLineEdit | QPlainTextEdit,
        names: Mapping[str, str] | None = None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Serve ``fields``; the last of them until one of them was typed in.

        ``names`` are those offered, with what each becomes, and ``about`` says so; where they are
        left out, those of a letter.
        """
        super().__init__(label(_("Insert…")), parent)
        self.setIcon(icon("plus"))
        about = about or _("What is filled in when a letter is made")
        self.setToolTip(about)
        self._field = fields[-1]
        self._menu = QMenu(self)
        self._menu.setAccessibleName(about)
        self.offer(placeholders() if names is None else names)
        self.setMenu(self._menu)
        for field in fields:
            field.installEventFilter(self)

    def offer(self, names: Mapping[str, str]) -> None:
        """Offer these names from now on, with what each becomes."""
        self._menu.clear()
        for name, what in names.items():
            words = f"{name}  –  {what}"
            self._menu.addAction(label(words), partial(self.insert, name))

    def insert(self, name: str) -> None:
        """Write ``name`` in braces where the keyboard was, in place of what is selected there."""
        words = f"{{{name}}}"
        if isinstance(self._field, QLineEdit):
            self._field.insert(words)
            self._field.textEdited.emit(self._field.text())  # it is the person who wrote it
        else:
            self._field.insertPlainText(words)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit | QPlainTextEdit):
            self._field = watched
        return super().eventFilter(watched, event)
