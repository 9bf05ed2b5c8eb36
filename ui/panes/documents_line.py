"""One attached file in a list: a small picture, its name, what it is."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.documents.attachments import AttachmentRow, kind_said, size_said
from models.words import _, spoken
from ui.barred import bar
from ui.icons import icon
from ui.look import FAINT, Size, Surface, em, let_tab_reach, surface
from ui.plain import tip
from ui.widgets.hover_line import HoverLine
from ui.widgets.text import Text


class DocumentLine(HoverLine):
    """Enter or space opens it, F2 describes it, Delete takes it out, Ctrl+S saves a copy."""

    opened = Signal(object)
    described = Signal(object)
    copied = Signal(object)
    removed = Signal(object)

    def __init__(self, row: AttachmentRow, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.row = row
        day = spoken().short_day(row.added_at.astimezone(zone).date())
        about = " · ".join((kind_said(row.kind), size_said(row.size), day))
        title, below = (row.caption, f"{row.name} · {about}") if row.caption else (row.name, about)
        self._said = f"{title} | {below}"
        self.setAccessibleName(f"{title}, {below}")
        self.picture = SmallPicture(row.is_photo)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Text(title, Size.STRONG, elide=True))
        lines.addWidget(Text(below, Size.CAPTION, FAINT, elide=True))
        column = QHBoxLayout(self)
        column.setContentsMargins(em(self, 0.25), em(self, 0.35), em(self, 0.25), em(self, 0.35))
        column.setSpacing(em(self, 0.6))
        column.addWidget(self.picture)
        column.addLayout(lines, 1)
        self.more = self._more_button(title)
        column.addWidget(self.more)

    def text(self) -> str:
        """Return what the line says."""
        return self._said

    @override
    def event(self, event: QEvent) -> bool:
        """Claim keys that mean something else to the page around."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            saves = event.matches(QKeySequence.StandardKey.Save)
            if saves or event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.row)
        elif key == Qt.Key.Key_F2:
            self.described.emit(self.row)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(self.row)
        elif event.matches(QKeySequence.StandardKey.Save):
            self.copied.emit(self.row)
        else:
            super().keyPressEvent(event)

    @override
    def press(self) -> None:
        self.opened.emit(self.row)

    def allow(self, *, changing: bool, copying: bool) -> None:
        """Offer only what the role of who works here allows."""
        _open, describe, copy, remove = self.menu.actions()
        for action, allowed in ((describe, changing), (copy, copying), (remove, changing)):
            if not allowed:
                bar(action)

    def _more_button(self, title: str) -> QToolButton:
        menu = self.menu = QMenu(self)
        for text, glyph, signal in (
            (_("Open"), "eye", self.opened),
            (_("Describe…"), "pencil", self.described),
            (_("Save a copy…"), "download", self.copied),
            (_("Take out"), "trash-2", self.removed),
        ):
            action = menu.addAction(icon(glyph), text)
            action.triggered.connect(lambda _on=False, one=signal: one.emit(self.row))
        button = QToolButton()
        button.setText("⋯")
        button.setAutoRaise(True)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        said = _("What to do with {file}").format(file=title)
        button.setAccessibleName(said)
        button.setToolTip(tip(said))
        let_tab_reach(button)
        return button


class SmallPicture(QWidget):
    """A photo made small, or the sign of a document; decoration, its name stands beside it."""

    def __init__(self, photo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon("camera" if photo else "file-text", FAINT)
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, data: bytes) -> None:
        """Show this JPEG."""
        self._pixmap.loadFromData(data)
        self.update()

    def is_shown(self) -> bool:
        """Whether a picture is shown, not a sign."""
        return not self._pixmap.isNull()

    @override
    def sizeHint(self) -> QSize:
        return QSize(em(self, 3.4), em(self, 2.6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), em(self, 0.3), em(self, 0.3))
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), surface(Surface.TRACK))
        if self._pixmap.isNull():
            side = em(self, 1.4)
            place = QRectF(0, 0, side, side)
            place.moveCenter(QRectF(self.rect()).center())
            self._icon.paint(painter, place.toRect())
            return
        whole = self._pixmap.size().scaled(
            self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        place = QRectF(0, 0, whole.width(), whole.height())
        place.moveCenter(QRectF(self.rect()).center())
        painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
