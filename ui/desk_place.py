"""The desk over the whole screen: what is around it goes, its letters grow, the way out stays."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.events.queries import EventRow
from models.events.sittings import sitting_at, sittings
from models.office.queries import wall_now
from models.words import _, spoken
from ui.bench import Bench
from ui.icons import icon
from ui.look import FAINT, Size, em, let_tab_reach
from ui.widgets.header import action_button
from ui.widgets.larger import WHOLE, Larger
from ui.widgets.text import Text

LETTERS = (100, 115, 130, 150, 175)
"""How large the letters may be, in per cent."""


class DeskPlace(QWidget):
    """The strip above the desk: whose event, which sitting, larger letters, keys, and out."""

    leave_asked = Signal()
    keys_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._larger: Larger | None = None
        self._put_away: list[QWidget] = []
        self._title = Text("", Size.HEADING, elide=True)
        self._sitting = Text("", Size.BODY, FAINT, elide=True)
        self.smaller = _tool("zoom-out", _("Smaller letters"))
        self.larger = _tool("zoom-in", _("Larger letters"))
        self.keys = action_button(_("Keys (F1)"), "keyboard")
        self.leave = action_button(_("Leave (F11)"), "x")
        self._lay_out()
        self.smaller.clicked.connect(lambda: self._step(-1))
        self.larger.clicked.connect(lambda: self._step(1))
        self.keys.clicked.connect(self.keys_asked)
        self.leave.clicked.connect(self.leave_asked)
        self.hide()

    @property
    def taken(self) -> bool:
        """Whether the desk has the whole screen."""
        return self._larger is not None

    def take(self, desk: QWidget, around: Sequence[QWidget]) -> None:
        """Put away what is around ``desk``, and show it in larger letters below this strip."""
        if self.taken:
            return
        self._put_away = [one for one in around if not one.isHidden()]
        for one in self._put_away:
            one.hide()
        self._larger = desk.findChild(Larger) or Larger(desk)
        self._larger.show(self._letters())
        self._judge()
        self.show()

    def give_back(self) -> None:
        """Show again what was put away, and the desk in its ordinary letters."""
        if self._larger is None:
            return
        self._larger.show(WHOLE)
        self._larger = None
        self.hide()
        for one in self._put_away:
            one.show()
        self._put_away = []

    def show_event(self, row: EventRow) -> None:
        """Say which event this is, and which of its sittings runs now or comes next."""
        self._title.setText(row.title)
        with self._bench.store.reading() as session:
            wall = wall_now(session).replace(tzinfo=None)
            now = sitting_at(sittings(session, row.id), wall)
        whole = " · ".join(part for part in (spoken().weekday(row.starts_at.date()), row.venue))
        self._sitting.setText(now.named() if now is not None else whole)

    def texts(self) -> tuple[str, str]:
        """Return what the strip says of the event."""
        return self._title.text(), self._sitting.text()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._sitting)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.5))
        row.addLayout(words, 1)
        for tool in (self.smaller, self.larger, self.keys, self.leave):
            row.addWidget(tool, 0, Qt.AlignmentFlag.AlignVCenter)

    def _letters(self) -> int:
        kept = self._bench.settings.desk_letters
        return min(LETTERS, key=lambda one: abs(one - kept))

    def _step(self, step: int) -> None:
        place = LETTERS.index(self._letters()) + step
        self._bench.settings.desk_letters = LETTERS[max(0, min(place, len(LETTERS) - 1))]
        if self._larger is not None:
            self._larger.show(self._letters())
        self._judge()

    def _judge(self) -> None:
        self.smaller.setEnabled(self._letters() > LETTERS[0])
        self.larger.setEnabled(self._letters() < LETTERS[-1])


def _tool(glyph: str, what: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(glyph))
    button.setAutoRaise(True)
    button.setToolTip(what)
    button.setAccessibleName(what)
    let_tab_reach(button)
    return button
