"""What the keys and the menu of the canvas do to a design: one table for both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from models.designs.editing import Edge
from models.words import _
from ui.designer.clipboard import has_copied
from ui.designer.state import DesignState
from ui.icons import icon

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


def _any_chosen(state: DesignState) -> Callable[[], bool]:
    return lambda: bool(state.selection)


def _any_free(state: DesignState) -> Callable[[], bool]:
    return lambda: bool(state.boxes())
