"""The tools over the canvas: sides, undo, view, arranging, whose card is shown; saving, closing."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.designs.design import Side
from models.words import _, spoken
from ui.designer.canvas import DesignCanvas
from ui.designer.naming import side_name
from ui.designer.state import DesignState
from ui.designer.whose import Whose
from ui.designer.zooming import STEP
from ui.icons import icon
from ui.look import FAINT, Size, em, let_tab_reach
from ui.widgets.header import action_button
from ui.widgets.segments import Segments
from ui.widgets.text import Text


class DesignerBar(QWidget):
    """Two rows of tools; what they do to the design goes through its state."""

    save_asked = Signal()
    copy_asked = Signal()
    close_asked = Signal()

    def __init__(
        self, state: DesignState, canvas: DesignCanvas, whose: Whose, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._canvas = state, canvas
        self.title = Text("", Size.HEADING, elide=True)
        self.standing = Text("", Size.CAPTION, FAINT)
        self.save = action_button(_("Save"), "save", primary=True)
        self.copy = action_button(_("Save as new"), "copy")
        self.close_button = action_button(_("Close"), "x")
        self.sides = Segments(_("Side"))
        for side in Side:
            self.sides.add(side.value, side_name(side))
        self.undo = self._tool("undo-2", _("Undo"), state.undo.undo)
        self.redo = self._tool("redo-2", _("Redo"), state.undo.redo)
        self.farther = self._tool("zoom-out", _("Farther"), lambda: canvas.zoom(1 / STEP))
        self.whole = self._tool("maximize", _("Whole card"), canvas.fit)
        self.nearer = self._tool("zoom-in", _("Nearer"), lambda: canvas.zoom(STEP))
        self.arrange = self._tool("align-horizontal-space-between", _("Arrange"), self._open_menu)
        self._zoom = Text("", Size.CAPTION, FAINT)
        self._lay_out(whose)
        self._listen()

    def show_standing(self, *, changed: bool) -> None:
        """Show what the design is called, and whether anything is not saved."""
        self.title.setText(self._state.design.name)
        self.standing.setText(_("Not saved") if changed else _("Saved"))
        self.save.setEnabled(changed)

    def _lay_out(self, whose: Whose) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.title, 1)
        for widget in (self.standing, self.copy, self.save, self.close_button):
            first.addWidget(widget)
        second.setSpacing(em(self, 0.25))
        second.addWidget(self.sides)
        for tool in (self.undo, self.redo, self.arrange, self.farther):
            second.addWidget(tool)
        second.addWidget(self._zoom)
        for tool in (self.nearer, self.whole):
            second.addWidget(tool)
        second.addStretch(1)
        second.addWidget(whose, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addLayout(first)
        column.addLayout(second)

    def _listen(self) -> None:
        undo = self._state.undo
        self.save.clicked.connect(self.save_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.close_button.clicked.connect(self.close_asked)
        self.sides.chosen.connect(lambda name: self._state.show_side(Side(name)))
        self._state.side_changed.connect(lambda: self.sides.choose(self._state.side.value))
        self._canvas.zoomed.connect(self._show_zoom)
        # What these signals bring is used: the stack itself tells of its end by them, too.
        undo.canUndoChanged.connect(self.undo.setEnabled)
        undo.canRedoChanged.connect(self.redo.setEnabled)
        undo.undoTextChanged.connect(self._say_undo)
        undo.redoTextChanged.connect(self._say_redo)
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)
        self._show_zoom()

    def _say_undo(self, what: str) -> None:
        self.undo.setToolTip(_("Undo: {what}").format(what=what) if what else _("Undo"))

    def _say_redo(self, what: str) -> None:
        self.redo.setToolTip(_("Redo: {what}").format(what=what) if what else _("Redo"))

    def _show_zoom(self) -> None:
        percent = spoken().number(round(self._canvas.magnification() * 100))
        self._zoom.setText(f"{percent} %")

    def _open_menu(self) -> None:
        self._canvas.menu().popup(self.arrange.mapToGlobal(QPoint(0, self.arrange.height())))

    def _tool(self, glyph: str, name: str, do: Callable[[], object]) -> QToolButton:
        tool = QToolButton()
        tool.setIcon(icon(glyph))
        tool.setAutoRaise(True)
        tool.setToolTip(name)
        tool.setAccessibleName(name)
        let_tab_reach(tool)
        tool.clicked.connect(do)
        return tool
