"""The menu in which somebody chooses the columns of a table, by mouse or by keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget
from typing_extensions import override

from models.words import _
from ui.look import em
from ui.plain import label
from ui.widgets.check_menu import CheckMenu

MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
WIDTHS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ColumnsMenu(CheckMenu):
    """Lists the columns from left to right; a tick says which are shown.

    With Ctrl held, up and down move a column, left and right make it narrower and wider.
    """

    def __init__(
        self,
        header: QHeaderView,
        titles: list[str],
        sortable: set[int],
        show: Callable[[int, bool], object],
        reset: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._header = header
        self._titles = titles
        self._sortable = sortable
        self._show = show
        self._reset = reset
        self.sorting: QMenu | None = None
        self.setAccessibleName(_("Columns"))

    def fill(self, away: set[int], at: int = -1) -> None:
        """List the columns as they stand, those ``away`` without a tick; go to column ``at``."""
        self.clear()
        header = self._header
        for place in range(header.count()):
            number = header.logicalIndex(place)
            action = self.addAction(label(self._titles[number]))
            action.setData(number)
            action.setCheckable(True)
            action.setChecked(number not in away)
            last = number not in away and len(away) == header.count() - 1
            action.setEnabled(not last)
            action.toggled.connect(partial(self._show, number))
            if number == at:
                self.setActiveAction(action)
        self._offer_sorting()
        self.addSeparator()
        hint = self.addAction(_("Ctrl+↑ ↓ moves a column, Ctrl+← → changes its width"))
        hint.setEnabled(False)
        self.addAction(_("As it was at first"), self._reset)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        action: QAction | None = self.activeAction()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if action is None or not control or not isinstance(action.data(), int):
            super().keyPressEvent(event)
        elif key in MOVES:
            self._move(action, MOVES[key])
        elif key in WIDTHS:
            self._widen(action.data(), WIDTHS[key])

    def _offer_sorting(self) -> None:
        if not self._sortable:
            return
        self.sorting = menu = self.addMenu(_("Sort by"))
        header = self._header
        by, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        for number in sorted(self._sortable):
            action = menu.addAction(label(self._titles[number]))
            action.setCheckable(True)
            action.setChecked(number == by)
            action.triggered.connect(partial(self._sort_by, number, order))
        menu.addSeparator()
        turned = (
            Qt.SortOrder.AscendingOrder
            if order == Qt.SortOrder.DescendingOrder
            else Qt.SortOrder.DescendingOrder
        )
        around = menu.addAction(_("Turn the order round"))
        around.setEnabled(by in self._sortable)
        around.triggered.connect(partial(self._sort_by, by, turned))

    def _sort_by(self, number: int, order: Qt.SortOrder, _checked: bool = False) -> None:
        self._header.setSortIndicator(number, order)

    def _move(self, action: QAction, step: int) -> None:
        number = action.data()
        place = self._header.visualIndex(number)
        if 0 <= place + step < self._header.count():
            self._header.moveSection(place, place + step)
            away = {one.data() for one in self.actions() if _is_away(one)}
            self.fill(away, number)

    def _widen(self, number: int, step: int) -> None:
        header = self._header
        if header.sectionResizeMode(number) != QHeaderView.ResizeMode.Stretch:
            width = header.sectionSize(number) + step * em(header)
            header.resizeSection(number, max(header.minimumSectionSize(), width))


def _is_away(action: QAction) -> bool:
    return isinstance(action.data(), int) and not action.isChecked()
