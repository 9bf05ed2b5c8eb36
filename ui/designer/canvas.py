"""The canvas of the card designer: the card as it will be printed, and what is done on it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from models.designs.editing import around
from models.words import _
from ui.designer.gestures import Held
from ui.designer.items import (
    CardItem,
    ElementItem,
    paint_chosen,
    paint_guides,
    paint_handles,
)
from ui.designer.keys import Deed, deed_for, deeds, fill_menu, step_for
from ui.designer.naming import side_name, told
from ui.designer.pointing import Aids, Pointing
from ui.designer.rendering import SHARPEST, Face, FaceDrawing, Render, Wanted
from ui.designer.state import DesignState
from ui.designer.zooming import STEP, ZoomView
from ui.tasks import Tasks

TAB, BACKTAB = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason


class DesignCanvas(ZoomView):
    """Shows a side of a design, and lets its elements be chosen, moved and resized."""

    told = Signal(str)
    """What is chosen and where it lies, in words; again whenever that changes."""
    toggled = Signal()
    """Grid or snapping was switched on or off."""
    edit_asked = Signal()
    """Enter or a double click: what is chosen is to be changed by its properties."""
    failed = Signal(object)
    """The error for which there is no new picture; the last one stays."""
    drawn = Signal()
    """The picture shows the design as it is now."""

    def __init__(
        self, state: DesignState, render: Render, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        """Show ``state``; ``render`` draws its sides as PDF, on the thread of long work."""
        super().__init__(parent)
        self._state = state
        self._drawing = FaceDrawing(render, tasks, self)
        self._card = CardItem()
        self._items: list[ElementItem] = []
        self._held: Held | None = None
        self._aids = Aids()
        self._deeds = (*deeds(state), *self._view_deeds())
        self.scene().addItem(self._card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Card"))
        self.pointing = Pointing(self, state, self._aids)
        self._listen()
        self._show_design()

    def draw_with(self, render: Render) -> None:
        """Draw faces in another way from now on, as with another person on the card."""
        self._drawing.draw_with(render)

    @property
    def grid(self) -> bool:
        """Whether the grid is shown, which then also draws what is dragged."""
        return self._aids.grid

    def show_grid(self, *, shown: bool) -> None:
        """Show the grid, or hide it."""
        self._aids.grid = self._card.grid = shown
        self._card.update()
        self.toggled.emit()

    @property
    def snaps(self) -> bool:
        """Whether what is dragged is drawn to edges, middles and the grid."""
        return self._aids.snaps

    def snap(self, *, on: bool) -> None:
        """Let what is dragged be drawn to edges, middles and the grid, or not."""
        self._aids.snaps = on
        self.toggled.emit()

    def give_up(self) -> None:
        """Let go of what is dragged; where nothing is, choose nothing."""
        if not self.pointing.give_up():
            self._state.choose(())

    def menu(self) -> QMenu:
        """Return the menu of what can be done now."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self._deeds)
        return menu

    @override
    def event(self, event: QEvent) -> bool:
        """Take the keys of the canvas before they go to the menus of the window."""
        shortcut = event.type() == QEvent.Type.ShortcutOverride
        if shortcut and isinstance(event, QKeyEvent) and self._deed(event) is not None:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        do = self._deed(event)
        if do is None:
            super().keyPressEvent(event)
        elif not self.pointing.busy or event.key() == Qt.Key.Key_Escape:
            do()
            self._bring_into_view()

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next element; beyond the last, or before the first, leave."""
        if not self._state.choose_next(1 if forward else -1):
            return super().focusNextPrevChild(forward)
        self._bring_into_view()
        return True

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (TAB, BACKTAB) and not self._state.selection:
            self._state.choose_next(1 if event.reason() is TAB else -1)
        self._tell()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.pointing.choose_under(event.pos())
            where = event.globalPos()
        else:
            frame = self.pointing.frame() or QRectF(self.viewport().rect())
            where = self.viewport().mapToGlobal(frame.center().toPoint())
        self.menu().popup(where)

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._held is not None:
            paint_guides(painter, self._held.guides)
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_choice(painter)
        painter.restore()

    def _paint_choice(self, painter: QPainter) -> None:
        locked = [self.pixels(one.box) for one in self._state.chosen if one.locked]
        paint_chosen(painter, locked, locked=True)
        boxes = self._held.boxes if self._held else self._state.boxes()
        paint_chosen(painter, [self.pixels(box) for box in boxes.values()], locked=False)
        frame = self.pointing.frame()
        if frame is not None:
            paint_handles(painter, frame)

    def _view_deeds(self) -> tuple[Deed, ...]:
        """Return what keys do to the canvas and not to the design."""

        def any_chosen() -> bool:
            return bool(self._state.selection)

        return (
            Deed(_("Change"), self.edit_asked.emit, any_chosen, ("Return", "Enter")),
            Deed(
                _("Give up"),
                self.give_up,
                lambda: self.pointing.busy or any_chosen(),
                ("Esc",),
                goes_on=True,
            ),
            Deed(_("Nearer"), partial(self.zoom, STEP), keys=("Ctrl++", "Ctrl+=", "Ctrl+Shift++")),
            Deed(_("Farther"), partial(self.zoom, 1 / STEP), keys=("Ctrl+-",)),
            Deed(_("Whole card"), self.fit, keys=("Ctrl+0",)),
            Deed(_("True size"), self.show_true_size, keys=("Ctrl+Shift+0", "Ctrl+Shift+)")),
            Deed(_("Grid"), lambda: self.show_grid(shown=not self.grid), keys=("Ctrl+G",)),
            Deed(_("Snap"), lambda: self.snap(on=not self.snaps), keys=("Ctrl+M",)),
        )

    def _listen(self) -> None:
        self._state.changed.connect(self._show_design)
        self._state.side_changed.connect(self._show_design)
        self._state.selected.connect(self._show_choice)
        self._state.refused.connect(self._say)
        self.zoomed.connect(self._ask)
        self.pointing.held.connect(self._hold)
        self.pointing.hovered.connect(self._hover)
        self.pointing.meant.connect(self.edit_asked)
        self._drawing.drawn.connect(self._show_picture)
        self._drawing.failed.connect(self.failed)

    def _hold(self, held: Held | None) -> None:
        """Show elements where they are held while they are dragged; None lets go of them."""
        before, self._held = self._held, held
        for index in {*(before.boxes if before else ()), *(held.boxes if held else ())}:
            if index < len(self._items):
                self._show_item(index)
        self._show_spans()
        self.viewport().update()

    def _hover(self, index: int | None, at: QPointF | None) -> None:
        """Show over which element the pointer is, and where, in millimetres."""
        for place, item in enumerate(self._items):
            item.show_hovered(place == index)
        self.rulers.show_pointer(at)

    def _show_design(self) -> None:
        """Show the elements of this side, and have its picture drawn."""
        self.pointing.give_up()
        size = self._state.design.size
        self._card.show_size(size)
        self._card.show_face(self._drawing.faces.get(self._state.side))
        self.show_size(size)
        self._show_items()
        self._show_choice()
        self._ask()

    def _show_items(self) -> None:
        elements = self._state.elements
        while len(self._items) > len(elements):
            self.scene().removeItem(self._items.pop())
        for element in elements[len(self._items) :]:
            item = ElementItem(element.box)
            self.scene().addItem(item)
            self._items.append(item)
        for index in range(len(elements)):
            self._show_item(index)

    def _show_item(self, index: int) -> None:
        element, face = self._state.elements[index], self._drawing.faces.get(self._state.side)
        box = self._held.boxes.get(index, element.box) if self._held else element.box
        self._items[index].show_box(box, face.piece(index, element) if face else None)

    def _show_choice(self) -> None:
        self._show_spans()
        self._tell()
        self.viewport().update()

    def _bring_into_view(self) -> None:
        if chosen := self._state.chosen:
            self.bring_into_view(around([element.box for element in chosen]))

    def _show_spans(self) -> None:
        boxes = [element.box for element in self._state.chosen]
        boxes = list(self._held.boxes.values()) if self._held else boxes
        self.rulers.show_span(around(boxes) if boxes else None)

    def _tell(self) -> None:
        """Let people and screen readers know what is chosen, if that is not known yet."""
        said = told(self._state.elements, self._state.selection)
        said = _("{side}. {said}").format(side=side_name(self._state.side), said=said)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            self._say(said)

    def _say(self, said: str) -> None:
        self.told.emit(said)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _ask(self) -> None:
        """Have the picture drawn, unless it is the one that is shown."""
        dots = min(self.millimetre() * self.devicePixelRatioF(), SHARPEST)
        wanted = Wanted(self._state.design, self._state.side, dots)
        if dots > 0:
            self._drawing.ask(wanted)

    def _show_picture(self, face: Face) -> None:
        if face.wanted.side is self._state.side:
            self._card.show_face(face)
            self._show_items()
        if self._drawing.is_latest(face):
            self.drawn.emit()

    def _deed(self, event: QKeyEvent) -> Callable[[], object] | None:
        """Return what a key does on the canvas, if it is one of its keys."""
        deed = deed_for(event, self._deeds)
        return deed.press if deed is not None else step_for(event, self._state)
