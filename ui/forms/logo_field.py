"""The office's logo: chosen from a file or dropped here, shown as on paper, taken out."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.office.logo import LARGEST, read_logo
from models.progress import Progress, Work
from models.words import _
from ui.bench import Bench
from ui.icons import Ink
from ui.look import FAINT, Role, Size, Surface, em, surface
from ui.messages import FileKind
from ui.widgets.file_drop import FileDrop
from ui.widgets.header import action_button
from ui.widgets.paint import paint_card
from ui.widgets.text import Text

PAPER = QColor("#ffffff")


class LogoField(QWidget):
    """Holds a picture or none; a file that is no picture leaves it as it was and says why."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._logo: bytes | None = None
        self._picture = Picture()
        self.choose = action_button(_("Choose…"), "upload")
        self.remove = action_button(_("Remove"), "trash-2")
        self._said = Text("", Size.CAPTION, FAINT, wrap=True)
        self.setFocusProxy(self.choose)
        self._lay_out()
        drop = FileDrop(self, _("Drop the logo here"), "upload")
        drop.dropped.connect(self.take)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self._change(None))
        self.show_logo(None)

    def logo(self) -> bytes | None:
        """Return the picture as it is kept, None without one."""
        return self._logo

    def show_logo(self, logo: bytes | None) -> None:
        """Show this picture, or that there is none."""
        self._logo = logo
        self._picture.show_picture(logo)
        self.remove.setEnabled(logo is not None)
        self._say(_("PNG or JPEG; it can be dropped here too."), FAINT)

    def take(self, path: Path) -> None:
        """Take the picture at ``path`` once it has been looked at."""
        self._bench.tasks.start(
            _read(path), succeeded=self._change, failed=self._refuse, owner=self
        )

    def told(self) -> str:
        """Return what is said below the picture."""
        return self._said.text()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.choose, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(em(self, 0.3))
        words.addLayout(buttons)
        words.addWidget(self._said)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.75))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _choose(self) -> None:
        kinds = [FileKind(_("Pictures"), "*.png *.jpg *.jpeg")]
        path = self._bench.messages.open_file(_("Choose the office's logo"), kinds)
        if path is not None:
            self.take(path)

    def _change(self, logo: bytes | None) -> None:
        self.show_logo(logo)
        self.changed.emit()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._bench.fail(error)
        self._say(str(error), Role.DANGER)

    def _say(self, text: str, ink: Ink) -> None:
        self._said.setText(text)
        self._said.set_ink(ink)
        self.choose.setAccessibleDescription(text)


class Picture(QWidget):
    """A picture on white, as paper is, whole and in its shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFixedSize(self.sizeHint())
        self.show_picture(None)

    def show_picture(self, data: bytes | None) -> None:
        """Show the picture in ``data``, or an empty place."""
        self._image = QImage.fromData(data) if data else QImage()
        self.setAccessibleName(_("No logo") if self._image.isNull() else _("Logo of the office"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 5), em(self, 5))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, self.rect(), em(self, 0.4), PAPER, surface(Surface.LINE))
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = em(self, 0.3)
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        place = QRect(room)
        place.setSize(self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(room.center())
        painter.drawImage(place, self._image)


def _read(path: Path) -> Work[bytes]:
    yield Progress(0, 0)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_("The file could not be read: {reason}").format(reason=reason)) from error
    return read_logo(data)
