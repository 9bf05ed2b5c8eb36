"""A page's way to those who are in the list twice: a button with their count, and the review."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:  # loaded with the first review
    from ui.panes.duplicates_pane import DuplicatesPane


class DuplicatesLayer:
    """Shows the review in the place of what the page shows otherwise."""

    def __init__(
        self, bench: Bench, page: Page, beneath: QWidget, aside: Callable[[], object]
    ) -> None:
        """Stand in for ``beneath`` on ``page``; ``aside`` takes away what stands there already."""
        self._bench = bench
        self._page = page
        self._beneath = beneath
        self._aside = aside
        self.pane: DuplicatesPane | None = None
        self.button = action_button(_("Duplicates"), "copy")
        self.button.setToolTip(_("Look through those who are probably in the list twice"))
        bench.needs(Right.PLAN, self.button)
        self.button.clicked.connect(self.open)
        page.header.add_action(self.button)

    def open(self) -> None:
        """Show the review; at its first showing everybody is looked through."""
        if self.shown() or not self._page.may_leave():
            return
        self._aside()
        first = self.pane is None
        pane = self.pane = self.pane or self._add_pane()
        self._beneath.hide()
        pane.show()
        pane.begin()
        bring_into_view(pane)
        if first:
            pane.look()

    def shown(self) -> bool:
        """Whether the review is shown."""
        return self.pane is not None and not self.pane.isHidden()

    def step_aside(self) -> None:
        """Show what the page shows otherwise, where the review is shown."""
        if self.pane is not None and self.shown():
            self.pane.hide()
            self._beneath.show()

    def _add_pane(self) -> "DuplicatesPane":
        from ui.panes.duplicates_pane import DuplicatesPane

        pane = DuplicatesPane(self._bench)
        pane.left.connect(self._come_back)
        pane.counted.connect(self._count)
        self._page.add(pane, 1)
        return pane

    def _count(self, pairs: int) -> None:
        said = _("Duplicates ({n})").format(n=pairs) if pairs else _("Duplicates")
        self.button.setText(label(said))

    def _come_back(self) -> None:
        self.step_aside()
        self._page.begin()
