"""Remembers how somebody arranged the columns of a table: which, how wide, in what order."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.settings import Settings
from ui.tables.rows_model import Column

WIDEST = 4000


class KeptColumns(QObject):
    """Takes the arrangement kept under a name, and keeps it there when it changes.

    Columns are known by their keys, so that an arrangement outlives a version that has others:
    one that is new stands behind its neighbour, one that is gone is passed over.
    """

    def __init__(
        self, view: QTableView, columns: list[Column[Any]], settings: Settings, name: str
    ) -> None:
        super().__init__(view)
        self._header: QHeaderView = view.horizontalHeader()
        self._keys = [one.key or f"{n}/{len(columns)}" for n, one in enumerate(columns)]
        self._settings = settings
        self._name = name
        self._widths: dict[str, int] = {}
        self._away_at_first = {n for n, one in enumerate(columns) if one.away}
        self.away: set[int] = set()
        self._arranging = False
        self._take(settings.arrangement(name))
        self._header.sectionResized.connect(self._note_width)
        self._header.sectionMoved.connect(lambda *_from_to: self.keep())
        self._header.sortIndicatorChanged.connect(lambda *_by: self.keep())

    def arrangement(self) -> dict[str, Any]:
        """Return the columns as they are now, as JSON can hold it."""
        header = self._header
        count = header.count()
        order = [self._keys[header.logicalIndex(place)] for place in range(count)]
        by = header.sortIndicatorSection()
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return {
            "order": order,
            "away": [self._keys[number] for number in sorted(self.away)],
            "widths": dict(self._widths),
            "sort": [self._keys[by], down] if 0 <= by < count else None,
        }

    def arrange(self, arrangement: Mapping[str, Any], give_widths: Callable[[], object]) -> None:
        """Put the columns as they were, and remember it; nobody is asked to sort.

        ``give_widths`` gives every column the width it has at first.
        """
        self._arranging = True
        give_widths()
        self._widths.clear()
        self._take(arrangement)
        self._arranging = False
        self.keep()

    def keep(self) -> None:
        """Remember the columns as they are now."""
        if not self._arranging:
            self._settings.keep_arrangement(self._name, self.arrangement())

    def forget(self) -> None:
        """Remember nothing of this table any more."""
        self.away.clear()
        self.away |= self._away_at_first
        self._widths.clear()
        self._settings.keep_arrangement(self._name, {})

    def _take(self, kept: Mapping[str, Any]) -> None:
        away = self._taken_away(kept)
        self.away.clear()  # the view looks into this very set
        self.away |= away if len(away) < len(self._keys) else set()
        self._take_order(_texts(kept.get("order")))
        self._take_widths(kept.get("widths"))
        self._take_sorting(kept.get("sort"))

    def _taken_away(self, kept: Mapping[str, Any]) -> set[int]:
        """Return which are hidden; of those nobody decided on yet, the ones that are at first."""
        known, away = _texts(kept.get("order")), _texts(kept.get("away"))
        new = {n for n in self._away_at_first if self._keys[n] not in known}
        return new | {n for n, key in enumerate(self._keys) if key in away}

    def _take_order(self, kept: list[str]) -> None:
        """Put the columns into the order kept, each new one behind the one before it."""
        order = [key for key in dict.fromkeys(kept) if key in self._keys]
        if not order:
            return
        for number, key in enumerate(self._keys):
            if key not in order:
                before = self._keys[number - 1] if number else ""
                order.insert(order.index(before) + 1 if before else 0, key)
        for place, key in enumerate(order):
            self._header.moveSection(self._header.visualIndex(self._keys.index(key)), place)

    def _take_widths(self, kept: object) -> None:
        if not isinstance(kept, dict):
            return
        for number, key in enumerate(self._keys):
            width = kept.get(key)
            if isinstance(width, int) and 0 < width < WIDEST and not self._stretches(number):
                self._widths[key] = width
                self._header.resizeSection(number, width)

    def _take_sorting(self, kept: object) -> None:
        match kept:
            case [str() as key, bool() as down] if key in self._keys:
                order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
                self._header.blockSignals(True)
                self._header.setSortIndicator(self._keys.index(key), order)
                self._header.blockSignals(False)

    def _note_width(self, number: int, _before: int, width: int) -> None:
        """Note a width somebody gave a column; not that of one hidden, or filling what is left."""
        if width > 0 and not self._arranging and not self._stretches(number):
            self._widths[self._keys[number]] = width
            self.keep()

    def _stretches(self, number: int) -> bool:
        return self._header.sectionResizeMode(number) == QHeaderView.ResizeMode.Stretch


def _texts(kept: object) -> list[str]:
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []
