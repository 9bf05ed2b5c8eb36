"""Offers the office's upload layouts in a menu, read anew each time it is opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from models.reporting.layouts import LayoutRow, layouts
from models.words import _
from ui.bench import Bench
from ui.plain import label


class LayoutMenu(QMenu):
    """An entry for each layout, and one that leads to where they are made."""

    def __init__(
        self, bench: Bench, chosen: Callable[[LayoutRow], object], parent: QWidget | None = None
    ) -> None:
        """Make the menu; ``chosen`` is told which layout a list is wanted in."""
        super().__init__(label(_("Upload list as")), parent)
        self._bench, self._chosen = bench, chosen
        self.aboutToShow.connect(self.read)
        self.read()

    def read(self) -> None:
        """Offer the layouts as they are now."""
        self.clear()
        with self._bench.store.reading() as session:
            rows = layouts(session)
        for row in rows:
            said = _("{layout}…").format(layout=row.name)
            self.addAction(label(said), lambda _checked=False, row=row: self._chosen(row))
        if rows:
            self.addSeparator()
        self.addAction(
            label(_("Set up layouts")),
            lambda: self._bench.show_page("settings", section="layouts"),
        )
