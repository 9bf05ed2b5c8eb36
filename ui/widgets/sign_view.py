"""A word with its icon in the colour of its role: large as a state, or a line among others."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.look import FAINT, Role, Size, em
from ui.widgets.icon_view import IconView
from ui.widgets.text import Text


class SignView(QWidget):
    """Shows icon and words; a screen reader says the words."""

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconView("info", lines=2.2 if large else 1.25)
        self.words = Text("", Size.TITLE if large else Size.BODY, wrap=True)
        self.detail = Text("", ink=FAINT, wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em(self, 0.6))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        up = Qt.AlignmentFlag.AlignVCenter if large else Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._icon, 0, 0, up)
        grid.addWidget(self.words, 0, 1)
        grid.addWidget(self.detail, 1, 1)

    def show_sign(self, text: str, role: Role, icon: str, detail: str = "") -> None:
        """Show ``text`` with ``icon`` in the ink of ``role``, and ``detail`` below it."""
        self._icon.show_icon(icon, role)
        self.words.setText(text)
        self.words.set_ink(role)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{text}, {detail}" if detail else text)
