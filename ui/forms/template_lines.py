"""Lists of a template, changed line by line: what is to be done, what is to be packed."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.events.drafts import TITLE_LENGTH, TaskDraft
from models.events.templates import Thing
from models.supplies.drafts import kind_name
from models.supplies.tables import SupplyKind
from models.words import _, shorten
from ui.icons import icon
from ui.look import em, let_tab_reach
from ui.widgets.choice import Choice
from ui.widgets.count_field import CountField
from ui.widgets.due_field import DueField
from ui.widgets.header import action_button

Item = TypeVar("Item")
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TemplateLine(QWidget, Generic[Item]):
    """A line of a list: its text, what else belongs to it, and a way to take it out."""

    changed = Signal()
    removed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit(text)
        self.text.setMaxLength(TITLE_LENGTH)
        self.text.setMinimumWidth(em(self, 8))
        self.text.setCursorPosition(0)
        self.remove = QToolButton()
        self.remove.setIcon(icon("x"))
        self.remove.setAutoRaise(True)
        let_tab_reach(self.remove)
        self._fields: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.remove)
        self.text.textEdited.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    def add(self, field: QWidget) -> None:
        """Put ``field`` before the button that takes the line out."""
        self._fields.append(field)
        self._row.insertWidget(len(self._fields), field)

    def item(self) -> Item:
        """Return what the line says."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return what to say of a field that cannot be read."""
        return ""

    def show_number(self, number: int) -> None:
        """Call the line's controls after the place it has in the list."""
        self.text.setAccessibleName(_("Line {n}").format(n=number))
        self.remove.setAccessibleName(_("Take out line {n}").format(n=number))
        self.remove.setToolTip(self.remove.accessibleName())


class TaskTemplateLine(TemplateLine[TaskDraft]):
    """A task and the day it is due, counted from that of the event."""

    def __init__(self, task: TaskDraft) -> None:
        super().__init__(task.text)
        self.due = DueField()
        self.due.setValue(task.due_days)
        self.due.setAccessibleName(_("Due"))
        self.due.valueChanged.connect(self.changed)
        self.add(self.due)

    @override
    def item(self) -> TaskDraft:
        return TaskDraft(self.text.text().strip(), self.due.value())


class ThingLine(TemplateLine[Thing]):
    """A thing to be packed, how many of it, and of what stock it is."""

    def __init__(self, thing: Thing) -> None:
        super().__init__(thing.text)
        self.count = PiecesField(_("as needed"))
        self.count.set_value(thing.count)
        self.count.setAccessibleName(_("How many"))
        self.count.setMaximumWidth(em(self, 7))
        self.supply: Choice[SupplyKind | None] = Choice(_supplies(thing.supply))
        self.supply.show_value(thing.supply)
        self.supply.setAccessibleName(_("Of the stock of"))
        for field in (self.count, self.supply):
            self.add(field)
        self.count.changed.connect(self.changed)
        self.supply.picked.connect(self.changed)

    @override
    def item(self) -> Thing:
        return Thing(self.text.text().strip(), self.count.value(), self.supply.value())

    @override
    def problem(self) -> str:
        return self.count.problem()


class PiecesField(CountField):
    """How many pieces; empty means as many as needed."""

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no number of pieces. Type it like {example}.").format(
            given=shorten(text, 40), example=self.write(12)
        )


class LinesField(QWidget, Generic[Item]):
    """A list of lines. Enter adds one below, Alt with an arrow key moves the one it is on.

    A line left blank is no line. The lines' fields are made when the list is first seen.
    """

    changed = Signal()

    def __init__(
        self,
        make: Callable[[Item], TemplateLine[Item]],
        blank: Item,
        add: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty list; ``make`` makes a line, ``add`` is said on the button for another."""
        super().__init__(parent)
        self._make = make
        self._blank = blank
        self._lines: list[TemplateLine[Item]] = []
        self._unseen: tuple[Item, ...] | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.3))
        self.add = action_button(add, "plus")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._column)
        around.addWidget(self.add)
        self.add.clicked.connect(lambda: self._add_at(len(self._lines)))
        self.setFocusProxy(self.add)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these lines instead of those there."""
        for line in list(self._lines):
            self._drop(line)
        self._unseen = tuple(items)
        if self.isVisible():
            self._build()

    def items(self) -> tuple[Item, ...]:
        """Return what the lines say, but for blank ones."""
        if self._unseen is not None:
            return self._unseen
        return tuple(line.item() for line in self._lines if line.text.text().strip())

    def problem(self) -> str:
        """Return what to say of the first line that cannot be read."""
        return next((said for line in self._lines if (said := line.problem())), "")

    def lines(self) -> Sequence[TemplateLine[Item]]:
        """Return the lines, top down."""
        return self._lines

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._place()
        moving = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if place is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter(place)
        elif moving and (step := MOVES.get(Qt.Key(event.key()))):
            self._move(place, place + step)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        items, self._unseen = self._unseen or (), None
        for item in items:
            self._insert(len(self._lines), item)
        self._settle()

    def _enter(self, place: int) -> None:
        """Add a line below; on the button of a line that takes it out, do that."""
        if self._lines[place].remove.hasFocus():
            self._remove(self._lines[place])
        else:
            self._add_at(place + 1)

    def _place(self) -> int | None:
        """Return which line the keyboard is on."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        return next((n for n, line in enumerate(self._lines) if line.isAncestorOf(focus)), None)

    def _add_at(self, place: int) -> None:
        line = self._insert(place, self._blank)
        self._settle()
        line.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _insert(self, place: int, item: Item) -> TemplateLine[Item]:
        line = self._make(item)
        line.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.insert(place, line)
        self._column.insertWidget(place, line)
        line.show()  # a layout would show it only later
        return line

    def _move(self, place: int, wanted: int) -> None:
        if not 0 <= wanted < len(self._lines):
            return
        line, focus = self._lines.pop(place), QApplication.focusWidget()
        self._lines.insert(wanted, line)
        self._column.removeWidget(line)
        self._column.insertWidget(wanted, line)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()
        self.changed.emit()

    def _remove(self, line: TemplateLine[Item]) -> None:
        place = self._lines.index(line)
        self._drop(line)
        self._settle()
        left = self._lines[place : place + 1] or self._lines[-1:]
        (left[0].remove if left else self.add).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, line: TemplateLine[Item]) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _settle(self) -> None:
        """Show each line its number as they stand now."""
        for number, line in enumerate(self._lines, start=1):
            line.show_number(number)


def _supplies(also: SupplyKind | None) -> dict[SupplyKind | None, str]:
    """Return what is counted in cards, and what a template has besides."""
    kinds = dict.fromkeys((SupplyKind.BLANK_CARD, SupplyKind.RIBBON, also or SupplyKind.RIBBON))
    return {None: _("no stock")} | {kind: kind_name(kind) for kind in kinds}
