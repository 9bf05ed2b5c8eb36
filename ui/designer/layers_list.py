"""The elements of a side in their order, the uppermost first: chosen, moved, locked, renamed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.designs import editing
from models.designs.design import AnyElement
from models.designs.reading import NAME_LENGTH
from models.words import _
from ui.designer.adding import GLYPHS
from ui.designer.naming import kind_name, title
from ui.designer.state import DesignState
from ui.icons import icon
from ui.look import em, let_tab_reach


class LayersList(QWidget):
    """Shows the side that is worked on; what is chosen here is chosen on the card."""

    def __init__(self, state: DesignState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._written: tuple[AnyElement, ...] = ()
        self.list = _Layers(self._drop)
        self.up = _tool("chevron-up", _("Bring forward"))
        self.down = _tool("chevron-down", _("Send backward"))
        self.lock = _tool("lock", _("Lock"))
        self.rename = _tool("pencil", _("Rename  F2"))
        self.remove = _tool("trash-2", _("Remove"))
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for tool in (self.up, self.down, self.lock, self.rename, self.remove):
            tools.addWidget(tool)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.3))
        column.addLayout(tools)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _listen(self) -> None:
        state = self._state
        for signal in (state.changed, state.side_changed):
            signal.connect(self._show)
        state.selected.connect(self._show_chosen)
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.itemChanged.connect(self._rename)
        self.up.clicked.connect(state.raise_chosen)
        self.down.clicked.connect(state.lower_chosen)
        self.lock.clicked.connect(self._lock)
        self.rename.clicked.connect(self._edit)
        self.remove.clicked.connect(lambda: state.remove())
        self.list.keys = {
            (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): state.raise_chosen,
            (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): state.lower_chosen,
            (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier): state.raise_chosen,
            (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier): state.lower_chosen,
            (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): state.remove,
            (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier): self._lock,
        }

    def _show(self) -> None:
        with QSignalBlocker(self.list):
            elements = self._state.elements
            while self.list.count() > len(elements):
                self.list.takeItem(0)
            while self.list.count() < len(elements):
                self.list.addItem(QListWidgetItem())
            before = self._written if len(self._written) == len(elements) else elements[:0]
            for index, element in enumerate(elements):
                if not before or element is not before[index]:
                    _write(self._item(index), element)
            self._written = elements
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._state.selection
        with QSignalBlocker(self.list):
            for index in range(self.list.count()):
                self._item(index).setSelected(index in chosen)
            if chosen and not self._item_is_current(chosen):
                model = self.list.selectionModel()
                at = self.list.indexFromItem(self._item(chosen[-1]))
                model.setCurrentIndex(at, model.SelectionFlag.NoUpdate)
        for tool in (self.up, self.down, self.lock, self.remove):
            tool.setEnabled(bool(chosen))
        self.rename.setEnabled(len(chosen) == 1)
        locked = bool(chosen) and all(one.locked for one in self._state.chosen)
        self.lock.setIcon(icon("lock-open" if locked else "lock"))
        self.lock.setToolTip(_("Unlock") if locked else _("Lock"))
        self.lock.setAccessibleName(self.lock.toolTip())

    def _item(self, index: int) -> QListWidgetItem:
        return self.list.item(self.list.count() - 1 - index)

    def _item_is_current(self, chosen: tuple[int, ...]) -> bool:
        row = self.list.currentRow()
        return row >= 0 and self.list.count() - 1 - row in chosen

    def _choose(self) -> None:
        rows = (self.list.row(item) for item in self.list.selectedItems())
        self._state.choose([self.list.count() - 1 - row for row in rows])

    def _lock(self) -> None:
        chosen = self._state.chosen
        if chosen:
            self._state.lock(locked=not all(one.locked for one in chosen))

    def _edit(self) -> None:
        self.list.setFocus()
        self.list.editItem(self.list.currentItem())

    def _rename(self, item: QListWidgetItem) -> None:
        index = self.list.count() - 1 - self.list.row(item)
        element, side = self._state.elements[index], self._state.side
        name = item.text().strip()[:NAME_LENGTH]
        if name == title(element):
            name = element.name
        named = replace(element, name=name)
        self._state.change(
            editing.with_element(self._state.design, side, index, named), _("Rename")
        )
        self._written = ()  # what was typed may not be what it is called
        self._show()

    def _drop(self, moved: int, onto: int) -> None:
        """Put the element in row ``moved`` where row ``onto`` is."""
        last = self.list.count() - 1
        index, place = last - moved, last - onto
        design = editing.put_at(self._state.design, self._state.side, index, place)
        self._state.change(design, _("Change the Order"), selection=[place])


class _Layers(QListWidget):
    """A list whose rows are dragged to another place; what is done by keys stands in ``keys``."""

    def __init__(self, dropped: Callable[[int, int], object]) -> None:
        super().__init__()
        self._dropped = dropped
        self.keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {}
        self.setAccessibleName(_("Layers"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setMinimumHeight(em(self, 5))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self.keys.get((Qt.Key(event.key()), event.modifiers()))
        if do is None:
            super().keyPressEvent(event)
        else:
            do()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the design moves, and the list shows it
        event.accept()
        if self.currentRow() >= 0:
            self._dropped(self.currentRow(), at.row() if at.isValid() else self.count() - 1)


def _write(item: QListWidgetItem, element: AnyElement) -> None:
    item.setText(title(element))
    item.setIcon(icon("lock" if element.locked else GLYPHS[type(element)]))
    kind = kind_name(type(element))
    said = _("{kind}, locked").format(kind=kind) if element.locked else kind
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, said)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)


def _tool(glyph: str, name: str) -> QToolButton:
    tool = QToolButton()
    tool.setIcon(icon(glyph))
    tool.setAutoRaise(True)
    tool.setToolTip(name)
    tool.setAccessibleName(name)
    let_tab_reach(tool)
    return tool
