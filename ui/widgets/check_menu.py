"""A menu of boxes that stays open while several are ticked, and a button that opens one."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.plain import label

Value = TypeVar("Value")


class CheckMenu(QMenu):
    """Space and clicks tick a box and leave the menu open; Enter ticks it and closes."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._tick()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action: QAction | None = self.activeAction()
        if action is not None and action.isCheckable():
            self._tick()
        else:
            super().mouseReleaseEvent(event)

    def _tick(self) -> None:
        action: QAction | None = self.activeAction()
        if action is not None and action.isEnabled():
            action.trigger()


class CheckButton(QPushButton, Generic[Value]):
    """Offers values of which any number is chosen; says how many are."""

    picked = Signal()
    """The person chose; not after ``show_values``."""

    def __init__(
        self, name: str, names: Mapping[Value, str], parent: QWidget | None = None
    ) -> None:
        """Offer ``names`` by their values; the button is called ``name``."""
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        menu = CheckMenu(self)
        menu.setAccessibleName(name)
        menu.setToolTipsVisible(True)
        self._actions = {value: menu.addAction(label(text)) for value, text in names.items()}
        for action in self._actions.values():
            action.setCheckable(True)
            action.triggered.connect(self._pick)
        self.setMenu(menu)
        self._say()

    def values(self) -> tuple[Value, ...]:
        """Return the values chosen, in the order they are offered."""
        return tuple(value for value, action in self._actions.items() if action.isChecked())

    def entry(self, value: Value) -> QAction:
        """Return the box of a value. Raises KeyError for one that is not offered."""
        return self._actions[value]

    def show_values(self, values: Sequence[Value]) -> None:
        """Choose these values and no others."""
        for value, action in self._actions.items():
            action.setChecked(value in values)
        self._say()

    def _pick(self) -> None:
        self._say()
        self.picked.emit()

    def _say(self) -> None:
        count = len(self.values())
        self.setText(label(f"{self._name}: {count}" if count else self._name))
        self.setAccessibleName(self._name)
        chosen = (action.text() for action in self._actions.values() if action.isChecked())
        self.setAccessibleDescription(", ".join(chosen))
