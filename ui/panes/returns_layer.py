"""A page's way to what the agency returned: a button, a file dropped, and the pane in its place."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.widgets.file_drop import FileDrop
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:  # loaded with the first file
    from ui.panes.returns_pane import ReturnsPane


class ReturnsLayer:
    """Takes in a file of the agency in the place of what the page shows otherwise."""

    def __init__(self, bench: Bench, page: Page, beneath: QWidget, lists: QWidget) -> None:
        """Stand in for ``beneath`` on ``page``; on ``lists`` no field may take what is dropped."""
        self._bench = bench
        self._page = page
        self._beneath = beneath
        self.pane: ReturnsPane | None = None
        self.button = action_button(_("Numbers from the agency…"), "file-spreadsheet")
        self.button.setToolTip(_("Take in numbers, rejections, billing codes and payments"))
        self.button.clicked.connect(self.choose)
        page.header.add_action(self.button)
        self._drop = FileDrop(page, _("Drop the file of the agency here to look through it"))
        self._drop.cover(lists)
        self._drop.dropped.connect(self.take)
        bench.needs(Right.PLAN, self.button)
        page.setAcceptDrops(bench.may(Right.PLAN))

    def choose(self) -> None:
        """Ask for the file, and look through it."""
        from ui.panes.import_files import list_kinds

        path = self._bench.messages.open_file(_("Numbers from the agency"), list_kinds())
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Look through the file at ``path``; nothing of it is noted yet."""
        if (self.pane is not None and self.pane.busy) or not self._page.may_leave():
            return
        pane = self.pane = self.pane or self._add_pane()
        self._beneath.hide()
        pane.show()
        pane.take(path)
        bring_into_view(pane)

    def shown(self) -> bool:
        """Whether a file is being looked through."""
        return self.pane is not None and not self.pane.isHidden()

    def let_go(self) -> bool:
        """Whether something else may be shown now; what was mended is then given up."""
        return self.pane is None or not self.shown() or self.pane.let_go()

    def step_aside(self) -> None:
        """Show what the page shows otherwise."""
        if self.pane is not None:
            self.pane.hide()
        self._beneath.show()

    def _add_pane(self) -> "ReturnsPane":
        from ui.panes.returns_pane import ReturnsPane

        pane = ReturnsPane(self._bench)
        pane.left.connect(self._come_back)
        self._page.add(pane, 1)
        self._drop.cover(pane)
        return pane

    def _come_back(self) -> None:
        self.step_aside()
        self._page.begin()
