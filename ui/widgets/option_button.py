"""A large choice: an icon, what it is called, and in a sentence what comes of it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.look import ACCENT, FAINT, Size, Surface, em, surface
from ui.widgets.icon_view import IconView
from ui.widgets.paint import paint_card, paint_ring
from ui.widgets.text import Text


class OptionButton(QAbstractButton):
    """Taken with a click, Enter or space. A checkable one shows a tick while it is chosen."""

    def __init__(
        self,
        text: str,
        detail: str = "",
        glyph: str = "",
        *,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(em(self, 0.8), em(self, 0.6), em(self, 0.8), em(self, 0.6))
        row.setSpacing(em(self, 0.75))
        if glyph:
            row.addWidget(IconView(glyph, ACCENT, 1.6))
        row.addLayout(_words(text, detail), 1)
        self._sign = IconView("check" if checkable else "chevron-right", ACCENT)
        keeping = self._sign.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)
        self._sign.setSizePolicy(keeping)
        row.addWidget(self._sign)
        self._sign.setVisible(not checkable)
        self.toggled.connect(self._sign.setVisible)

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            # The style takes the hint for the least height, but it is that of a narrow button.
            self.setMinimumHeight(0)
        return done

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors = self.palette()
        fill = colors.base().color()
        if self.isChecked():
            fill = surface(Surface.TINT)
        elif self.underMouse() and self.isEnabled():
            fill = surface(Surface.HOVER)
        line = colors.color(ACCENT) if self.isChecked() else surface(Surface.LINE)
        paint_card(painter, self.rect(), em(self, 0.5), fill, line)
        if self.hasFocus():
            paint_ring(painter, self.rect(), em(self, 0.5))


def _words(text: str, detail: str) -> QVBoxLayout:
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addStretch(1)  # one beside a taller one keeps its lines together
    lines.addWidget(Text(text, Size.STRONG, wrap=True))
    if detail:
        lines.addWidget(Text(detail, ink=FAINT, wrap=True))
    lines.addStretch(1)
    return lines
