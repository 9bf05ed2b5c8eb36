"""What an event clashes with, a sentence for each, on a ground that tells how bad the worst is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.clash import Clash, ClashKind, Level
from models.events.drafts import TOLD
from models.words import _, ngettext, shorten
from ui.icons import icon
from ui.look import Role, color, em, let_tab_reach
from ui.plain import tip
from ui.widgets.icon_view import IconView
from ui.widgets.notice import ICONS
from ui.widgets.paint import paint_card
from ui.widgets.text import Text

Place = tuple[str, dict[str, object]]
"""A page's name, and where on it."""
ROLES = {Level.INFO: Role.INFO, Level.WARNING: Role.WARNING, Level.DANGER: Role.DANGER}
SHOWN = 6
"""How many sentences are shown; of the others it says how many there are."""


class ClashLines(QWidget):
    """Hidden while there is no clash. With ``links`` a line leads to what it clashes with."""

    followed = Signal(object)
    """The clash whose other side the person wants to see."""

    def __init__(self, *, links: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links = links
        self._clashes: tuple[Clash, ...] = ()
        self._lines: list[QWidget] = []
        edge = em(self, 0.6)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(em(self, 0.4))
        self.hide()

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """Show these, the worst of them first; a voice says them too."""
        if tuple(clashes) == self._clashes:
            return
        self._clashes = tuple(clashes)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(clash) for clash in clashes[:SHOWN]]
        if len(clashes) > SHOWN:
            self._lines.append(self._more(len(clashes) - SHOWN))
        for line in self._lines:
            self._column.addWidget(line)
        said = " ".join(self.texts())
        self.setAccessibleName(said)
        self.setVisible(bool(clashes))
        self.update()
        if said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def texts(self) -> list[str]:
        """Return the sentences that are shown."""
        return [clash.said() for clash in self._clashes[:SHOWN]]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shade = color(self._role())
        paint_card(QPainter(self), self.rect(), em(self, 0.4), shade.background, shade.fill)

    def _role(self) -> Role:
        return ROLES[max((clash.level for clash in self._clashes), default=Level.INFO)]

    def _line(self, clash: Clash) -> QWidget:
        role = ROLES[clash.level]
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(IconView(ICONS[role], role))
        row.addWidget(Text(clash.said(), ink=self._role(), wrap=True), 1)
        if self._links and leads_to(clash) is not None:
            row.addWidget(self._link(clash))
        return line

    def _more(self, rest: int) -> Text:
        text = Text(ngettext("and {n} more", "and {n} more", rest), ink=self._role())
        text.setIndent(em(self, 1.75))  # below the sentences, not below their signs
        return text

    def _link(self, clash: Clash) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("arrow-right", ROLES[clash.level]))
        button.setAutoRaise(True)
        button.setAccessibleName(_link_name(clash))
        button.setToolTip(tip(_link_name(clash)))
        let_tab_reach(button)
        button.clicked.connect(lambda: self.followed.emit(clash))
        return button


def leads_to(clash: Clash) -> Place | None:
    """Return where one sees, and can change, what the event clashes with; None for a holiday."""
    if clash.with_id is not None:
        return "event", {"event_id": clash.with_id, "part": "plan"}
    if clash.kind in (ClashKind.STAFF_ABSENT, ClashKind.CLOSED):
        return "settings", {"section": "people"}
    return None


def _link_name(clash: Clash) -> str:
    if clash.with_id is not None:
        return _("Open {event}").format(event=shorten(clash.with_title, TOLD))
    if clash.kind is ClashKind.CLOSED:
        return _("Open the closed days")
    return _("Open leave and travel")
