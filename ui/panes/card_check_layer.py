"""A page's way to the checking of cards: a button with its key, and the check in its place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from models.words import _
from ui.bench import Bench
from ui.desk_keys import key_text
from ui.page_keys import CHECK_KEY
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.widgets.scrolling import bring_into_view

if TYPE_CHECKING:  # loaded with the first check
    from ui.panes.card_check import CardCheck


class CardCheckLayer:
    """Checks cards in the place of what the page shows otherwise."""

    def __init__(self, bench: Bench, page: Page, beneath: QWidget) -> None:
        """Stand in for ``beneath`` on ``page``, which puts aside what else stands there."""
        self._bench = bench
        self._page = page
        self._beneath = beneath
        self.pane: CardCheck | None = None
        self.button = action_button(_("Check a card"), "shield-check")
        what = _("Tell whether a card is genuine")
        self.button.setToolTip(_("{what} ({key})").format(what=what, key=key_text(CHECK_KEY)))
        self.button.clicked.connect(self.open)
        page.header.add_action(self.button)
        key = QShortcut(QKeySequence(CHECK_KEY), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.open)

    def open(self) -> None:
        """Show the line that takes the code of a card."""
        if self.pane is not None and self.shown():
            self.pane.begin()
            return
        if not self._page.may_leave():
            return
        pane = self.pane = self.pane or self._add_pane()
        self._beneath.hide()
        pane.show()
        pane.begin()
        bring_into_view(pane)

    def shown(self) -> bool:
        """Whether cards are being checked."""
        return self.pane is not None and not self.pane.isHidden()

    def step_aside(self) -> None:
        """Show what the page shows otherwise, where cards are being checked."""
        if self.pane is not None and self.shown():
            self.pane.hide()
            self._beneath.show()

    def _add_pane(self) -> "CardCheck":
        from ui.panes.card_check import CardCheck

        pane = CardCheck(self._bench)
        pane.left.connect(self._come_back)
        self._page.add(pane, 1)
        return pane

    def _come_back(self) -> None:
        self.step_aside()
        self._page.begin()
