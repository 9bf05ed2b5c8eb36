"""What the keys and the menu of the canvas do: one table for both, and for the help."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from models.designs.editing import Edge
from models.words import _
from ui.designer.clipboard import has_copied
from ui.designer.state import DesignState
from ui.icons import icon
from ui.page_keys import PageKey

if TYPE_CHECKING:
    from ui.designer.canvas import DesignCanvas

STEP = 1.25
"""How much larger the card is shown by one press of a key, or one notch of the wheel."""
FINE, COARSE = 0.1, 1.0
"""Millimetres an arrow key moves by, alone and with Shift."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
PAD = Qt.KeyboardModifier.KeypadModifier


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done on the canvas: by keys, and in the menu where it has a part.

    Its keys are kept from the menus of the window even while it is not possible, for undoing
    there is something else; those of one that ``goes_on`` are not.
    """

    what: str
    do: Callable[[], object]
    possible: Callable[[], bool] = _always
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    goes_on: bool = False

    def press(self) -> None:
        """Do it, if it is possible."""
        if self.possible():
            self.do()

    def action(self, menu: QMenu) -> QAction:
        """Return it as an entry of a menu."""
        action = QAction(self.what, menu)
        if self.icon:
            action.setIcon(icon(self.icon))
        action.setShortcuts([QKeySequence(key) for key in self.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setEnabled(self.possible())
        action.triggered.connect(self.do)
        return action


def deeds(state: DesignState) -> tuple[Deed, ...]:
    """Return what can be done to a design by keys and menu, in the language of the screen."""
    undo, any_chosen, any_free = state.undo, _any_chosen(state), _any_free(state)
    return (
        Deed(_("Undo"), undo.undo, undo.canUndo, ("Ctrl+Z",), "undo-2", "edit"),
        Deed(_("Redo"), undo.redo, undo.canRedo, ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", "edit"),
        Deed(_("Cut"), state.cut, any_free, ("Ctrl+X",), "", "copy"),
        Deed(_("Copy"), state.copy, any_chosen, ("Ctrl+C",), "copy", "copy"),
        Deed(_("Paste"), state.paste, has_copied, ("Ctrl+V",), "", "copy"),
        Deed(_("Duplicate"), state.duplicate, any_chosen, ("Ctrl+D",), "", "copy"),
        Deed(_("Delete"), state.remove, any_free, ("Del", "Backspace"), "trash-2", "copy"),
        Deed(_("Choose all"), state.choose_all, _always, ("Ctrl+A",), "", "choose"),
        Deed(_("Bring forward"), state.raise_chosen, any_chosen, ("PgUp",), "", "order"),
        Deed(_("Send backward"), state.lower_chosen, any_chosen, ("PgDown",), "", "order"),
        *_alignments(state),
        Deed(
            _("Lock"),
            partial(state.lock, locked=True),
            any_free,
            ("Ctrl+L",),
            "lock",
            "lock",
        ),
        Deed(
            _("Unlock"),
            partial(state.lock, locked=False),
            lambda: any(element.locked for element in state.chosen),
            ("Ctrl+Shift+L",),
            "",
            "lock",
        ),
    )


def view_deeds(canvas: "DesignCanvas", state: DesignState) -> tuple[Deed, ...]:
    """Return what keys do to the canvas and not to the design."""
    any_chosen = _any_chosen(state)
    return (
        Deed(_("Change"), canvas.edit_asked.emit, any_chosen, ("Return", "Enter")),
        Deed(
            _("Give up"),
            canvas.give_up,
            lambda: canvas.pointing.busy or any_chosen(),
            ("Esc",),
            goes_on=True,
        ),
        Deed(_("Nearer"), partial(canvas.zoom, STEP), keys=("Ctrl++", "Ctrl+=", "Ctrl+Shift++")),
        Deed(_("Farther"), partial(canvas.zoom, 1 / STEP), keys=("Ctrl+-",)),
        Deed(_("Whole card"), canvas.fit, keys=("Ctrl+0",)),
        Deed(_("True size"), canvas.show_true_size, keys=("Ctrl+Shift+0", "Ctrl+Shift+)")),
        Deed(_("Grid"), lambda: canvas.show_grid(shown=not canvas.grid), keys=("Ctrl+G",)),
        Deed(_("Snap"), lambda: canvas.snap(on=not canvas.snaps), keys=("Ctrl+M",)),
    )


def _alignments(state: DesignState) -> tuple[Deed, ...]:
    names = {
        Edge.LEFT: _("Left edges"),
        Edge.CENTRE: _("Centres"),
        Edge.RIGHT: _("Right edges"),
        Edge.TOP: _("Top edges"),
        Edge.MIDDLE: _("Middles"),
        Edge.BOTTOM: _("Bottom edges"),
    }
    any_free = _any_free(state)
    aligned = (
        Deed(said, partial(state.align, edge), any_free, menu="align")
        for edge, said in names.items()
    )
    return (
        *aligned,
        Deed(
            _("Equal gaps across"),
            partial(state.distribute, across=True),
            lambda: len(state.boxes()) > 2,
            menu="distribute",
        ),
        Deed(
            _("Equal gaps down"),
            partial(state.distribute, across=False),
            lambda: len(state.boxes()) > 2,
            menu="distribute",
        ),
    )


def fill_menu(menu: QMenu, all_deeds: Iterable[Deed]) -> None:
    """Put into ``menu`` what can be done, its parts apart; aligning is a menu within."""
    align = QMenu(_("Align"), menu)
    part = ""
    for deed in all_deeds:
        if not deed.menu:
            continue
        inside = deed.menu in ("align", "distribute")
        if part and deed.menu != part:
            (align if deed.menu == "distribute" else menu).addSeparator()
            if deed.menu == "align":
                menu.addMenu(align)
        part = deed.menu
        (align if inside else menu).addAction(deed.action(align if inside else menu))


def deed_for(event: QKeyEvent, all_deeds: Iterable[Deed]) -> Deed | None:
    """Return what a key does, if anything."""
    pressed = QKeySequence(QKeyCombination(event.modifiers() & ~PAD, Qt.Key(event.key())))
    found = (deed for deed in all_deeds if pressed in [QKeySequence(key) for key in deed.keys])
    return next((deed for deed in found if not deed.goes_on or deed.possible()), None)


def step_for(event: QKeyEvent, state: DesignState) -> Callable[[], object] | None:
    """Return what an arrow key does to the elements chosen: it moves them, with Alt their edges."""
    modifiers = event.modifiers() & ~PAD
    if event.key() not in ARROWS or modifiers & ~(SHIFT | ALT) or not state.selection:
        return None
    across, down = ARROWS[Qt.Key(event.key())]
    step = COARSE if modifiers & SHIFT else FINE
    change = state.stretch if modifiers & ALT else state.nudge
    return partial(change, across * step, down * step)


def canvas_keys() -> tuple[PageKey, ...]:
    """Return the keys of the canvas for the help."""
    return (
        PageKey(("Tab", "Shift+Tab"), _("Go from element to element")),
        PageKey(("Left", "Right", "Up", "Down"), _("Move by 0.1 mm; with Shift by 1 mm")),
        PageKey(
            ("Alt+Left", "Alt+Right", "Alt+Up", "Alt+Down"),
            _("Make smaller or larger by 0.1 mm; with Shift by 1 mm"),
        ),
        PageKey(("Enter",), _("Change what is chosen")),
        PageKey(("Esc",), _("Choose nothing, or give up what is being dragged")),
        PageKey(("Ctrl+Z", "Ctrl+Y"), _("Undo and redo")),
        PageKey(("Ctrl+X", "Ctrl+C", "Ctrl+V"), _("Cut, copy and paste")),
        PageKey(("Ctrl+D",), _("Duplicate")),
        PageKey(("Del",), _("Delete what is chosen")),
        PageKey(("Ctrl+A",), _("Choose all elements")),
        PageKey(("PgUp", "PgDown"), _("Bring forward, send backward")),
        PageKey(("Ctrl+L", "Ctrl+Shift+L"), _("Lock and unlock")),
        PageKey(("Ctrl++", "Ctrl+-"), _("Look from nearer or farther")),
        PageKey(("Ctrl+0", "Ctrl+Shift+0"), _("Show the whole card, or its true size")),
        PageKey(("Ctrl+G",), _("Show or hide the grid")),
        PageKey(("Ctrl+M",), _("Draw to edges and grid while dragging, or not")),
    )


def _any_chosen(state: DesignState) -> Callable[[], bool]:
    return lambda: bool(state.selection)


def _any_free(state: DesignState) -> Callable[[], bool]:
    return lambda: bool(state.boxes())
