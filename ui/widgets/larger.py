"""Makes all that stands on a part of the window larger, to be read from a step away."""

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget
from shiboken6 import isValid
from typing_extensions import override

WHOLE = 100
SETS_FONT = Qt.WidgetAttribute.WA_SetFont


class Larger(QObject):
    """Shows the letters on a widget larger, those of what is put on it later too.

    Widgets with a font of their own are written to one by one, the others take it from ``root``.
    """

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._root = root
        self._percent = WHOLE
        self._plain: dict[QWidget, QFont] = {}

    @property
    def percent(self) -> int:
        """How large the letters are now, in per cent of the ordinary ones."""
        return self._percent

    def show(self, percent: int) -> None:
        """Show the letters at ``percent`` of their ordinary size."""
        if percent == self._percent:
            return
        factor, self._percent = percent / self._percent, percent
        inside = self._root.findChildren(QWidget)
        own = {one: _has_size(one) for one in inside}  # before any is changed
        self._take(self._root, own=True)
        for widget in inside:
            self._take(widget, own=own[widget])
        for table in self._root.findChildren(QTableView):
            _stretch(table, factor)
        if percent == WHOLE:
            self._plain.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, QWidget) and self._percent != WHOLE:
                for widget in (child, *child.findChildren(QWidget)):
                    if widget not in self._plain:
                        self._take(widget, own=_has_size(widget))
        return False

    def _take(self, widget: QWidget, *, own: bool) -> None:
        if widget.isWindow() and widget is not self._root:
            return  # lists of proposals and menus are as everywhere
        if own or widget in self._plain:
            self._write(widget)
        widget.removeEventFilter(self)
        if widget.layout() is not None and self._percent != WHOLE:
            widget.installEventFilter(self)

    def _write(self, widget: QWidget) -> None:
        if widget not in self._plain:
            self._plain[widget] = QFont(widget.font())
            widget.destroyed.connect(lambda: self._forget())
        plain = self._plain[widget]
        larger = QFont(plain)
        larger.setPixelSize(round(QFontInfo(plain).pixelSize() * self._percent / WHOLE))
        widget.setFont(larger)

    def _forget(self) -> None:
        self._plain = {one: font for one, font in self._plain.items() if isValid(one)}


def _has_size(widget: QWidget) -> bool:
    """Whether a widget's letters have a size of their own, and not that of what it stands on."""
    above = widget.parentWidget()
    same = above is not None and _size(widget) == _size(above)
    return widget.testAttribute(SETS_FONT) and not same


def _size(widget: QWidget) -> int:
    return QFontInfo(widget.font()).pixelSize()


def _stretch(table: QTableView, factor: float) -> None:
    """Let rows and columns of a table follow its letters; nobody is told, so nobody keeps it."""
    rows, columns = table.verticalHeader(), table.horizontalHeader()
    rows.setDefaultSectionSize(round(rows.defaultSectionSize() * factor))
    columns.blockSignals(True)
    for place in range(columns.count()):
        if columns.sectionResizeMode(place) is QHeaderView.ResizeMode.Interactive:
            columns.resizeSection(place, round(columns.sectionSize(place) * factor))
    columns.blockSignals(False)
    table.doItemsLayout()
