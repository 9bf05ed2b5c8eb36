"""Lets lesser columns of a table go where the window is narrow, so that the others can be read."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView
from typing_extensions import override

from ui.look import em


class NarrowColumns(QObject):
    """Hides each named column while the table is narrower than its width in text lines."""

    def __init__(self, view: QTableView, least: Mapping[int, float]) -> None:
        """Watch ``view``; ``least`` is the table's width from which a column is shown."""
        super().__init__(view)
        self._view = view
        self._least = least
        view.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            width = self._view.width()
            for column, least in self._least.items():
                self._view.setColumnHidden(column, width < em(self._view, least))
        return super().eventFilter(watched, event)
