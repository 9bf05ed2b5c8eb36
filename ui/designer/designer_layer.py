"""A page's way to the card designs: a button, the designs, and the designer in their place."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models.designs.design import Design
from models.words import _
from ui.bench import Bench
from ui.widgets.header import action_button
from ui.widgets.page import Page

if TYPE_CHECKING:  # loaded when designs are first looked at
    from ui.designer.designer import Designer
    from ui.designer.designs_pane import DesignsPane


class DesignerLayer:
    """Shows designs in the place of what the page shows; the designer takes the whole window."""

    def __init__(self, bench: Bench, page: Page, beneath: QWidget) -> None:
        """Stand in for ``beneath`` on ``page``, which puts aside what else stands there."""
        self._bench = bench
        self._page = page
        self._beneath = beneath
        self.pane: DesignsPane | None = None
        self.designer: Designer | None = None
        self.button = action_button(_("Designs"), "palette")
        self.button.setToolTip(_("Choose what cards look like, or draw it"))
        self.button.clicked.connect(self.open)
        page.header.add_action(self.button)

    def open(self) -> None:
        """Show the designs there are."""
        if self.shown() or not self._page.may_leave():
            return
        pane = self.pane = self.pane or self._add_pane()
        self._beneath.hide()
        pane.show()
        pane.look()
        pane.begin()

    def shown(self) -> bool:
        """Whether designs are shown, or one is worked on."""
        return self.pane is not None and (not self.pane.isHidden() or self._draws())

    def begin(self) -> None:
        """Put the keyboard into what is shown."""
        if self.designer is not None and self._draws():
            self.designer.begin()
        elif self.pane is not None:
            self.pane.begin()

    def let_go(self) -> bool:
        """Show what the page shows otherwise, if the person agrees to lose what is not saved."""
        if self.designer is not None and self._draws():
            if not self.designer.may_leave():
                return False
            self._close_designer()
        if self.pane is not None and self.shown():
            self.pane.hide()
            self._beneath.show()
        return True

    def keep_draft(self) -> None:
        """Keep what is not saved, as before the window closes."""
        if self.designer is not None and self._draws():
            self.designer.keep_draft()

    def _draws(self) -> bool:
        return self.designer is not None and not self.designer.isHidden()

    def _add_pane(self) -> "DesignsPane":
        from ui.designer.designs_pane import DesignsPane

        pane = DesignsPane(self._bench)
        pane.left.connect(self._come_back)
        pane.opened.connect(self._open_design)
        self._page.add(pane, 1)
        return pane

    def _add_designer(self) -> "Designer":
        from ui.designer.designer import Designer

        designer = Designer(self._bench)
        designer.hide()
        designer.left.connect(self._leave_designer)
        self._page.add(designer, 1)
        return designer

    def _open_design(
        self, design: Design, design_id: int | None, changed: bool, opened: Design | None
    ) -> None:
        designer = self.designer = self.designer or self._add_designer()
        if self.pane is not None:
            self.pane.hide()
        self._page.header.hide()
        self._page.filling.emit(True)
        designer.show()
        designer.open_design(design, design_id, changed=changed, opened=opened)
        designer.begin()

    def _close_designer(self) -> None:
        if self.designer is not None:
            self.designer.hide()
        self._page.header.show()
        self._page.filling.emit(False)
        if self.pane is not None:
            self.pane.show()

    def _leave_designer(self) -> None:
        self._close_designer()
        if self.pane is not None:
            if self.designer is not None:
                self.pane.list.choose(self.designer.state.design.name)
            self.pane.look()
            self.pane.begin()

    def _come_back(self) -> None:
        self.let_go()
        self._page.begin()
