"""The line over all pages of a desk's packet: whose it is, and the way home."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.office.rights import Right
from models.packets.here import PacketHere
from models.words import _
from ui.bench import Bench
from ui.look import ACCENT, Size, Surface, em, surface
from ui.panes.bringing_home import BringingHome
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text


class PacketBanner(QWidget):
    """Slim, and always seen: nobody should take a desk's packet for the office's database."""

    brought = Signal(object)

    def __init__(self, bench: Bench, here: PacketHere, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = _("Packet of {desk} for “{event}”, {office}").format(
            desk=here.desk, event=here.event, office=here.office
        )
        self.words = Text(said, Size.STRONG, elide=True)
        self.bring = action_button(_("Bring home…"), "upload")
        self.bring.setToolTip(_("Write a file with all that was done here, for the office"))
        self.strip = ProgressStrip()
        self.bringing = BringingHome(bench, self.strip)
        self.setAccessibleName(said)
        edge = em(self, 0.3)
        row = QHBoxLayout()
        row.addWidget(IconView("archive", ACCENT))
        row.addWidget(self.words, 1)
        row.addWidget(self.bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(self), edge, em(self), edge)
        column.setSpacing(edge)
        column.addLayout(row)
        column.addWidget(self.strip)
        bench.needs(Right.SERVE, self.bring)
        self.bring.clicked.connect(self.bringing.ask)
        self.bringing.brought.connect(self.brought)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface(Surface.TINT))
        painter.setPen(surface(Surface.LINE))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
