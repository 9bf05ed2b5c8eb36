"""A board: columns of cards beside one another, gone through by keys, cards dragged across."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.words import spoken
from ui.look import FAINT, Size, em
from ui.widgets.board_cards import MIME, CardDelegate, CardsModel, Index
from ui.widgets.text import Text

SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDE, SLIM = 8.5, 6.2
"""The least width of a column in text lines; what is off is slim. All fit a common screen."""
TALL = 14


class CardColumn(QListView):
    """The cards of one stage. Arrows go along them; what is done with one, the board hears."""

    opened = Signal(object)
    dropped = Signal(object)
    """A card with this id was dropped here."""
    stepped = Signal(object)
    """The keyboard wants to go so many columns on."""
    pushed = Signal(object)
    """The chosen card is to go so many columns on."""
    begun = Signal()

    def __init__(self, model: CardsModel, name: str) -> None:
        super().__init__()
        self.cards = model
        self.setModel(model)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSpacing(1)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setMinimumHeight(em(self, TALL))
        self.doubleClicked.connect(self._open)
        self.verticalScrollBar().valueChanged.connect(self._fetch_at_the_end)

    def chosen(self) -> int | None:
        """Return the id of the card the keyboard is on."""
        index = self.currentIndex()
        return self.cards.ids[index.row()] if index.isValid() else None

    def choose(self, place: int) -> None:
        """Put the keyboard on the card at ``place``, or the last."""
        self.setCurrentIndex(self.cards.index(min(place, len(self.cards.ids) - 1)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in SIDEWAYS:
            (self.pushed if shifted else self.stepped).emit(SIDEWAYS[key])
        elif key in OPENING:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_F2:
            self.begun.emit()
        else:
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() == len(self.cards.ids) - 1:
            self.cards.fetch()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cards.ids:
            self.choose(0)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _take_card(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _take_card(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        data = bytes(event.mimeData().data(MIME).data())
        if data.isdigit():
            # The records decide where the card lies then: nothing is taken out of any list here.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(int(data))

    def _fetch_at_the_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() - bar.pageStep():
            self.cards.fetch()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.cards.ids[index.row()])


class BoardView(QScrollArea):
    """Columns side by side, which scroll sideways where the window is narrow."""

    opened = Signal(object)
    moved = Signal(object, int)
    """The card with this id is to go to the column of this number."""
    begun = Signal()

    def __init__(self, columns: Sequence[tuple[str, CardsModel]], slim: int) -> None:
        """Show a column for each title and model; the one numbered ``slim`` takes less room."""
        super().__init__()
        self.columns = [CardColumn(model, title) for title, model in columns]
        self._titles = [title for title, _model in columns]
        self._counts = [Text("", ink=FAINT) for _column in columns]
        self._frames: list[QWidget] = []
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.5))
        for number, column in enumerate(self.columns):
            lines = SLIM if number == slim else WIDE
            self._frames.append(self._framed(number, column, lines))
            row.addWidget(self._frames[-1], round(lines * 10))
            self._listen(number, column)
        self.setWidget(sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(em(self, TALL + 4))

    def show_count(self, number: int) -> None:
        """Say above a column how many cards it has."""
        column = self.columns[number]
        count = spoken().number(column.cards.whole)
        self._counts[number].setText(count)
        column.setAccessibleName(f"{self._titles[number]}: {count}")

    def count(self, number: int) -> str:
        """Return what is said above a column."""
        return self._counts[number].text()

    def chosen(self) -> tuple[int, int | None]:
        """Return the column the keyboard is in, or was last, and the card it is on."""
        at = next((n for n, one in enumerate(self.columns) if one.hasFocus()), self._last())
        return at, self.columns[at].chosen()

    def begin(self) -> None:
        """Put the keyboard on the first card of the first column that has any."""
        at, chosen = self.chosen()
        filled = [n for n, column in enumerate(self.columns) if column.cards.ids]
        self.go_to(at if chosen is not None else next(iter(filled), 0))

    def go_to(self, number: int, place: int | None = None) -> None:
        """Put the keyboard into a column, on the card at ``place`` or where it was there."""
        column = self.columns[number]
        column.setFocus(Qt.FocusReason.OtherFocusReason)
        if place is not None and column.cards.ids:
            column.choose(place)
        self.ensureWidgetVisible(self._frames[number])

    def _last(self) -> int:
        chosen = (n for n, one in enumerate(self.columns) if one.chosen() is not None)
        return next(chosen, 0)

    def _framed(self, number: int, column: CardColumn, lines: float) -> QWidget:
        frame = QWidget()
        frame.setMinimumWidth(em(self, lines))
        head = QHBoxLayout()
        title = Text(self._titles[number], Size.STRONG, elide=True)
        head.addWidget(title)
        head.addWidget(self._counts[number])  # beside its own title, not the next column's
        head.addStretch(1)
        around = QVBoxLayout(frame)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(head)
        around.addWidget(column, 1)
        return frame

    def _listen(self, number: int, column: CardColumn) -> None:
        column.opened.connect(self.opened)
        column.begun.connect(self.begun)
        column.dropped.connect(lambda card: self._push(card, number))
        column.stepped.connect(lambda step: self._step(number, step))
        column.pushed.connect(lambda step: self._push(column.chosen(), number + step))

    def _push(self, card: int | None, target: int) -> None:
        if card is not None and self._has(card) and 0 <= target < len(self.columns):
            self.moved.emit(card, target)

    def _has(self, card: int) -> bool:
        return any(column.cards.place(card) >= 0 for column in self.columns)

    def _step(self, number: int, step: int) -> None:
        """Go to the next column that has cards, as far down as one was."""
        place = max(0, self.columns[number].currentIndex().row())
        target = number + step
        while 0 <= target < len(self.columns):
            if self.columns[target].cards.ids:
                self.go_to(target, place)
                return
            target += step


def _take_card(event: QDropEvent) -> None:
    """Let a card be dropped, and nothing else."""
    if event.mimeData().hasFormat(MIME):
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
