"""How far the event is, in four numbers; in a line where there is no room for more."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.queries import EventCounts
from models.words import _, ngettext, spoken
from ui.look import FAINT, Role, em
from ui.widgets.badge import Badge
from ui.widgets.panel import StatCard
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text

LOW = 36
"""The height of the window in text lines below which the numbers stand in a line."""
FEWEST = 9
"""The least width of a number's card, in text lines."""
MIXES = 3
"""How many numbers of months are told apart."""


class DeskCounts(QWidget):
    """Present of invited, enrolled, rupiah, cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.present = _Number(_("Present / invited"))
        self.enrolled = _Number(_("Enrolled here"))
        self.total = _Number(_("Contributions"))
        self.cards = _Number(_("Cards printed"))
        self.line = Text("", ink=FAINT, wrap=True)
        self._tiles = Tiles([self.present, self.enrolled, self.total, self.cards], FEWEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tiles)
        column.addWidget(self.line)
        self.line.hide()

    def show_counts(self, counts: EventCounts) -> None:
        """Show ``counts``."""
        words = spoken()
        number, total = words.number, words.rupiah(counts.total)
        came, invited = number(counts.present), number(counts.invited)
        queued = _queued(counts)
        number_came = f"{came} / {invited}" if counts.invited else came
        self.present.show_number(number_came, _came(counts))
        self.enrolled.show_number(number(counts.enrolled), _conversion(counts))
        self.total.show_number(total, _mix(counts))
        self.cards.show_number(number(counts.cards_printed), queued)
        said = (
            _("{n} of {all} present").format(n=came, all=invited),
            ngettext("{n} enrolled", "{n} enrolled", counts.enrolled),
            total,
            queued.text if queued else "",
        )
        self.line.setText(" · ".join(part for part in said if part))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        low = self.window().height() < em(self, LOW)
        self._tiles.setHidden(low)
        self.line.setVisible(low)


class _Number(StatCard):
    """A number whose badge stands below it where there is no room for it beside the number."""

    @override
    def show_number(self, number: str, badge: Badge | None = None) -> None:
        super().show_number(number, badge)
        self._turn()

    @override
    def sizeHint(self) -> QSize:
        # Whichever way it stands now: it would not turn back to the side otherwise.
        return QSize(self._side_by_side() + self._edges(), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        texts = max(self._number.sizeHint().width(), self._caption.sizeHint().width())
        needed = max(texts, self._badge_width()) + self._edges()
        return QSize(needed, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        below = self._side_by_side() > self.width() - self._edges()
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if below else ways.LeftToRight
        if self._top().direction() != way:
            self._top().setDirection(way)
            self.column.activate()

    def _side_by_side(self) -> int:
        return self._number.sizeHint().width() + self._top().spacing() + self._badge_width()

    def _badge_width(self) -> int:
        return 0 if self._badge.isHidden() else self._badge.sizeHint().width()

    def _edges(self) -> int:
        margins = self.column.contentsMargins()
        return margins.left() + margins.right()

    def _top(self) -> QBoxLayout:
        """Return the layout of number and badge."""
        return self.column.findChildren(QHBoxLayout)[0]


def _came(counts: EventCounts) -> Badge | None:
    if counts.walk_ins:
        text = ngettext("{n} walk-in", "{n} walk-ins", counts.walk_ins)
        return Badge(text, Role.INFO)
    if not counts.invited:
        return None
    return Badge(spoken().percent(counts.present / counts.invited), Role.SUCCESS)


def _conversion(counts: EventCounts) -> Badge | None:
    if not counts.present:
        return None
    share = spoken().percent(counts.enrolled / counts.present)
    return Badge(_("{share} conversion").format(share=share), Role.SUCCESS)


def _mix(counts: EventCounts) -> Badge | None:
    """Say how many paid for how many months, the most frequent first."""
    often = sorted(counts.months, key=lambda one: -one[1])[:MIXES]
    if not often:
        return None
    number = spoken().number
    said = (
        _("{n} × {months} mo").format(n=number(people), months=number(months))
        for months, people in sorted(often)
    )
    return Badge(" · ".join(said), Role.INFO)


def _queued(counts: EventCounts) -> Badge | None:
    if not counts.cards_queued:
        return None
    return Badge(ngettext("{n} to print", "{n} to print", counts.cards_queued), Role.WARNING)
