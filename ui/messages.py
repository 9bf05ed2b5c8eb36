"""Telling the person something, and asking: notices, questions, files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRect, QSize, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QLabel,
    QMessageBox,
    QWidget,
)
from shiboken6 import isValid

from models.errors import UserError
from models.words import _, ngettext
from ui.look import Role
from ui.plain import label
from ui.settings import Settings
from ui.widgets.notice_stack import NoticeStack

NAMED = 8
"""How many names a question lists before it only counts."""

WIDTH, BESIDE = 26, 8
"""Text lines: how wide words in a box may be, and what its edges, sign and buttons take."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be confirmed: what it is, what it means, whom it touches, the verb to agree.

    ``harmful`` makes Cancel the answer of a hasty Enter.
    """

    text: str
    agree: str
    explanation: str = ""
    names: Sequence[str] = ()
    harmful: bool = True

    def full_text(self, most: int = NAMED) -> str:
        """Return all of it as plain text, with at most so many names."""
        names = [f"• {name}" for name in self.names[:most]]
        more = len(self.names) - most
        if more > 0:
            names.append(ngettext("and {n} more", "and {n} more", more))
        return "\n\n".join(p for p in (self.text, self.explanation, "\n".join(names)) if p)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file to choose: ``FileKind(_("Spreadsheets"), "*.xlsx *.csv")``."""

    text: str
    patterns: str

    def filter(self) -> str:
        """Return it as a file dialog wants it."""
        return f"{self.text} ({self.patterns})"


class Messages(Protocol):
    """What pages tell and ask; the window does it, and a recording twin in tests."""

    def tell(
        self,
        text: str,
        role: Role = Role.INFO,
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Say ``text`` without waiting; ``action``, often Undo, is a button that calls ``do``."""

    def fail(self, error: Exception) -> None:
        """Say why something did not succeed; raise ``error`` if it was not meant for people."""

    def ask(self, question: Question) -> bool:
        """Return whether the person agreed."""

    def line(self, question: str) -> str | None:
        """Return the line the person answered with, None where they did not."""

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        """Return the file the person chose, or None."""

    def save_file(self, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
        """Return where to write, ``name`` being proposed; overwriting has been agreed to."""

    def folder(self, title: str) -> Path | None:
        """Return the folder the person chose, or None."""


class WindowMessages:
    """Notices in the window, questions and file dialogs in front of it."""

    def __init__(self, window: QWidget, notices: NoticeStack, settings: Settings) -> None:
        self._window = window
        self._notices = notices
        self._settings = settings

    def tell(
        self,
        text: str,
        role: Role = Role.INFO,
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show a notice over the foot of the window."""
        self._notices.say(text, role, action, do)

    def fail(self, error: Exception) -> None:
        """Show a ``UserError`` as a notice that stays; anything else goes to the error handler."""
        if not isinstance(error, UserError):
            raise error
        self.tell(str(error), Role.DANGER)

    def ask(self, question: Question) -> bool:
        """Ask in a box; closing it is a no."""
        box, agree = question_box(question, self._window)
        box.exec()
        if not isValid(box):  # it went with its window, which was closed meanwhile
            return False
        agreed = box.clickedButton() is agree
        box.deleteLater()
        return agreed

    def line(self, question: str) -> str | None:
        """Ask for a line in a box; an empty one is no answer."""
        title = QApplication.applicationDisplayName()
        said, agreed = QInputDialog.getText(self._window, title, label(question))
        return (said.strip() or None) if agreed else None

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        """Ask for a file, beginning in the folder last used."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._window, title, self._start(), _filters(kinds)
        )
        return self._chosen(chosen)

    def save_file(self, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
        """Ask where to write, beginning in the folder last used."""
        proposed = str(Path(self._start()) / name)
        chosen, _kind = QFileDialog.getSaveFileName(
            self._window, title, proposed, ";;".join(kind.filter() for kind in kinds)
        )
        return self._chosen(chosen)

    def folder(self, title: str) -> Path | None:
        """Ask for a folder, beginning in the one last used."""
        chosen = QFileDialog.getExistingDirectory(self._window, title, self._start())
        if chosen:
            self._settings.last_folder = chosen
        return Path(chosen) if chosen else None

    def _start(self) -> str:
        kept = self._settings.last_folder
        if kept and Path(kept).is_dir():
            return kept
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def _chosen(self, path: str) -> Path | None:
        if not path:
            return None
        self._settings.last_folder = str(Path(path).parent)
        return Path(path)


def question_box(question: Question, window: QWidget) -> tuple[QMessageBox, QWidget]:
    """Return the box that asks ``question``, and its button to agree."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning if question.harmful else QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    fit(box, question, window.screen().availableSize())
    roles = QMessageBox.ButtonRole
    agree = box.addButton(label(question.agree), roles.AcceptRole)
    cancel = box.addButton(_("Cancel"), roles.RejectRole)
    box.setDefaultButton(cancel if question.harmful else agree)
    box.setEscapeButton(cancel)
    return box, agree


def fit(box: QMessageBox, question: Question, room: QSize) -> None:
    """Write ``question`` in ``box``, with as many of its names as a screen of this size can hold.

    Left to itself Qt makes the box so narrow on a small screen that its buttons go out at the foot.
    """
    letters = box.fontMetrics()
    widest = min(letters.height() * WIDTH, room.width() - letters.height() * BESIDE)
    around = QRect(0, 0, widest, room.height() * 10)
    for most in range(NAMED, 0, -1):
        text = question.full_text(most)
        needed = letters.boundingRect(around, Qt.TextFlag.TextWordWrap, text)
        if needed.height() + letters.height() * BESIDE <= room.height():
            break
    box.setText(text)
    words = box.findChild(QLabel, "qt_msgbox_label")
    if words is not None:
        words.setWordWrap(True)
        words.setMinimumSize(needed.width() + 1, needed.height())


def _filters(kinds: Sequence[FileKind]) -> str:
    every = FileKind(_("All files"), "*")
    return ";;".join(kind.filter() for kind in (*kinds, every))
