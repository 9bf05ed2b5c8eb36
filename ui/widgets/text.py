"""Plain text in one of the house's sizes and inks; markup in it is shown, never obeyed."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from ui.icons import Ink
from ui.look import Role, Size, color, font
from ui.plain import tip


class Text(QLabel):
    """A label. With ``elide`` it may become narrower than its text, which then ends in dots.

    They stand elsewhere where ``elide`` says so.
    """

    def __init__(
        self,
        text: str = "",
        size: Size = Size.BODY,
        ink: Ink = QPalette.ColorRole.WindowText,
        *,
        wrap: bool = False,
        elide: bool | Qt.TextElideMode = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ink = ink
        self._elide = elide is not False
        self._dots = elide if isinstance(elide, Qt.TextElideMode) else Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if size is not Size.BODY:
            self.setFont(font(size))
        self.set_ink(ink)
        self.setText(text)

    def set_ink(self, ink: Ink) -> None:
        """Write in ``ink`` from now on, whatever theme is worn."""
        self._ink = ink
        if isinstance(ink, Role):
            self.setForegroundRole(QPalette.ColorRole.WindowText)
            self._take_color(ink)
        else:
            self.setPalette(QPalette())  # of an earlier role nothing may stay
            self.setForegroundRole(ink)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return (
            QSize(self.fontMetrics().horizontalAdvance("…"), hint.height()) if self._elide else hint
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._dots, area.width())
        align = self.alignment().value
        self.style().drawItemText(
            QPainter(self),
            area,
            align,
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._set_tip()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_tip()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and isinstance(self._ink, Role):
            self._take_color(self._ink)

    def _set_tip(self) -> None:
        if self._elide:
            needed = self.fontMetrics().horizontalAdvance(self.text())
            self.setToolTip(tip(self.text()) if needed > self.contentsRect().width() else "")

    def _take_color(self, role: Role) -> None:
        wanted = color(role).ink
        if self.palette().color(QPalette.ColorRole.WindowText) != wanted:
            colors = self.palette()
            colors.setColor(QPalette.ColorRole.WindowText, wanted)
            self.setPalette(colors)
