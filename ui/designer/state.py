"""A design while it is being changed: its sides, what is chosen on them, and the way back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from models.designs import editing
from models.designs.design import AnyElement, Box, Design, Side
from models.designs.editing import Edge
from models.designs.reading import MOST
from models.words import _, ngettext, spoken
from ui.designer.clipboard import copied, keep_copied

MERGES = 1
"""The id of changes that may become one; Qt asks them whether they do."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """What the design was, and what was chosen, before or after a change."""

    design: Design
    side: Side
    selection: tuple[int, ...]


class DesignState(QObject):
    """Holds a design and changes it, each change one entry of ``undo``."""

    changed = Signal()
    """The design is another one."""
    selected = Signal()
    """Other elements are chosen."""
    side_changed = Signal()
    """The other side is worked on."""
    refused = Signal(str)
    """What cannot be done, and why."""

    def __init__(self, design: Design, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = _Moment(design, Side.FRONT, ())
        self._sittings = 0
        self.undo = QUndoStack(self)

    @property
    def design(self) -> Design:
        """The design as it is now."""
        return self._now.design

    @property
    def side(self) -> Side:
        """The side that is worked on."""
        return self._now.side

    @property
    def elements(self) -> tuple[AnyElement, ...]:
        """What stands on this side, the lowest first."""
        return self.design.side(self.side)

    @property
    def selection(self) -> tuple[int, ...]:
        """The elements chosen, by their index on this side, the lowest first."""
        return self._now.selection

    @property
    def chosen(self) -> tuple[AnyElement, ...]:
        """The elements chosen."""
        return tuple(self.elements[index] for index in self.selection)

    def boxes(self) -> dict[int, Box]:
        """Return where those chosen lie that are not locked, by their index."""
        return {
            index: self.elements[index].box
            for index in self.selection
            if not self.elements[index].locked
        }

    def load(self, design: Design) -> None:
        """Begin anew with a design; there is no way back to the one before."""
        self.undo.clear()
        self._show(_Moment(design, Side.FRONT, ()))

    def choose(self, indexes: Iterable[int]) -> None:
        """Choose exactly these elements of this side; what is not there is left out."""
        self._show(replace(self._now, selection=self._there(indexes)))

    def choose_all(self) -> None:
        """Choose every element of this side."""
        self.choose(range(len(self.elements)))

    def choose_next(self, step: int) -> bool:
        """Choose the element ``step`` further in the order; return False where there is none."""
        if self.selection:
            wanted = (self.selection[-1] if step > 0 else self.selection[0]) + step
        else:
            wanted = 0 if step > 0 else len(self.elements) - 1
        if not 0 <= wanted < len(self.elements):
            return False
        self.choose([wanted])
        return True

    def show_side(self, side: Side) -> None:
        """Work on a side; nothing is chosen on it yet."""
        if side is not self.side:
            self._show(_Moment(self.design, side, ()))

    def change(
        self,
        design: Design,
        said: str,
        *,
        selection: Iterable[int] | None = None,
        merge: str = "",
    ) -> None:
        """Make ``design`` the one that is worked on; ``said`` names what was done for undo.

        Changes with the same ``merge``, one after another with the same elements chosen, are one
        entry. Without ``selection`` the same indexes stay chosen.
        """
        if design == self.design:
            return
        before = self._now
        found = {*(before.selection if selection is None else selection)}
        count = len(design.side(before.side))
        after = _Moment(design, before.side, tuple(sorted(n for n in found if 0 <= n < count)))
        self.undo.push(_Change(said, self._show, before, after, (merge, self._sittings)))

    def alter(
        self, change: Callable[[AnyElement], AnyElement], said: str, *, merge: str = ""
    ) -> None:
        """Change each of the elements chosen by ``change``, locked ones too, as one entry."""
        design = self.design
        for index in self.selection:
            element = change(design.side(self.side)[index])
            design = editing.with_element(design, self.side, index, element)
        self.change(design, said, merge=merge)

    def place(self, boxes: Mapping[int, Box], said: str, *, merge: str = "") -> None:
        """Put elements, by their index, into other boxes."""
        self.change(editing.placed(self.design, self.side, boxes), said, merge=merge)

    def add(self, elements: Sequence[AnyElement], said: str = "") -> None:
        """Add elements on top, and choose them; ``refused`` tells where there are too many."""
        there = len(self.elements)
        if there + len(elements) > MOST:
            full = _("A side of a card has room for {n} elements.")
            self.refused.emit(full.format(n=spoken().number(MOST)))
        elif elements:
            design = editing.added(self.design, self.side, elements)
            said = said or ngettext("Add {n} element", "Add {n} elements", len(elements))
            self.change(design, said, selection=range(there, there + len(elements)))

    def remove(self, said: str = "") -> None:
        """Remove those chosen; those that are locked stay, chosen."""
        gone = set(self.boxes())
        design = editing.removed(self.design, self.side, gone)
        said = said or ngettext("Remove {n} element", "Remove {n} elements", len(gone))
        left = [n for n in range(len(self.elements)) if n not in gone]
        self.change(design, said, selection=[left.index(n) for n in self.selection if n in left])

    def copy(self) -> None:
        """Keep those chosen, to be pasted here or into another design."""
        if self.chosen:
            keep_copied(self.chosen)

    def cut(self) -> None:
        """Keep those chosen and remove them; those that are locked stay."""
        if boxes := self.boxes():
            keep_copied([self.elements[index] for index in boxes])
            self.remove(_("Cut"))

    def paste(self) -> None:
        """Add what was copied last."""
        self.add([replace(element, locked=False) for element in copied()], _("Paste"))

    def duplicate(self) -> None:
        """Add a copy of each of those chosen, a little beside it."""
        self.add([replace(element, locked=False) for element in self.chosen], _("Duplicate"))

    def lock(self, *, locked: bool) -> None:
        """Let those chosen be moved no more, or again."""
        said = _("Lock") if locked else _("Unlock")
        self.alter(lambda element: replace(element, locked=locked), said)

    def align(self, edge: Edge) -> None:
        """Bring those chosen in line with one another; a single one, with the card."""
        if boxes := self.boxes():
            self.place(editing.aligned(boxes, edge, self.design.size), _("Align"))

    def distribute(self, *, across: bool) -> None:
        """Make the gaps between those chosen equal."""
        self.place(editing.distributed(self.boxes(), across=across), _("Distribute"))

    def raise_chosen(self) -> None:
        """Bring those chosen one step nearer the eye."""
        design, where = editing.raised(self.design, self.side, self.selection)
        self.change(design, _("Bring Forward"), selection=where)

    def lower_chosen(self) -> None:
        """Take those chosen one step farther from the eye."""
        design, where = editing.lowered(self.design, self.side, self.selection)
        self.change(design, _("Send Backward"), selection=where)

    def nudge(self, right: float, down: float) -> None:
        """Move those chosen by millimetres; repeated, it is one entry."""
        boxes = {n: editing.moved(box, right, down) for n, box in self.boxes().items()}
        self.place(boxes, _("Move"), merge="nudge")

    def stretch(self, wider: float, taller: float) -> None:
        """Make each of those chosen larger by millimetres; repeated, it is one entry."""
        boxes = {
            n: replace(box, width=box.width + wider, height=box.height + taller)
            for n, box in self.boxes().items()
        }
        self.place(boxes, _("Resize"), merge="stretch")

    def _there(self, indexes: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(set(indexes) & set(range(len(self.elements)))))

    def _show(self, now: _Moment) -> None:
        """Be at a moment, and tell what of it is another than before."""
        before, self._now = self._now, now
        if now.side is not before.side:
            self.side_changed.emit()
        if now.design != before.design:
            self.changed.emit()
        if now.selection != before.selection or now.side is not before.side:
            self._sittings += 1
            self.selected.emit()


class _Change(QUndoCommand):
    """One entry of the way back: the moments before and after it."""

    def __init__(
        self,
        said: str,
        show: Callable[[_Moment], None],
        before: _Moment,
        after: _Moment,
        kind: tuple[str, int],
    ) -> None:
        super().__init__(said)
        self._show = show
        self._before, self._after = before, after
        self._kind = kind

    @override
    def redo(self) -> None:
        self._show(self._after)

    @override
    def undo(self) -> None:
        self._show(self._before)

    @override
    def id(self) -> int:
        return MERGES if self._kind[0] else -1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Change) or other._kind != self._kind:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True
