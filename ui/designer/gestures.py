"""What dragging does to boxes, from where it began to where the pointer is now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from models.designs.design import Box
from models.designs.editing import Handle, around, carried, moved, resized
from models.words import N_
from ui.designer.snapping import PARTS, Guide, Magnets


class Manner(NamedTuple):
    """How one drags, by the keys held: straight or in ratio, from the middle, not drawn to it."""

    straight: bool = False
    from_middle: bool = False
    free: bool = False


class Held(NamedTuple):
    """Where elements are now held, by their index, and what they are in line with there."""

    boxes: Mapping[int, Box]
    guides: list[Guide]


class Gesture(Protocol):
    """Something done to boxes by dragging."""

    @property
    def said(self) -> str:
        """What undo calls it, to be translated."""

    def held(self, right: float, down: float, manner: Manner) -> Held:
        """Return where the boxes are after so many millimetres."""


@dataclass(frozen=True, slots=True)
class Moving:
    """Elements are carried elsewhere."""

    boxes: Mapping[int, Box]
    magnets: Magnets
    said: str = field(default=N_("Move"), init=False)

    def held(self, right: float, down: float, manner: Manner) -> Held:
        """Return where the boxes are; ``straight`` goes only across or only down."""
        across, along = abs(right) >= abs(down), abs(down) > abs(right)
        if manner.straight:
            right, down = right * across, down * along
        frame = moved(around(self.boxes.values()), right, down)
        if not manner.free:
            pull = self.magnets.pull(
                frame,
                () if manner.straight and along else PARTS,
                () if manner.straight and across else PARTS,
            )
            right, down = right + pull.right, down + pull.down
            frame = moved(frame, *pull)
        boxes = {index: moved(box, right, down) for index, box in self.boxes.items()}
        return Held(boxes, [] if manner.free else self.magnets.guides(frame))


@dataclass(frozen=True, slots=True)
class Resizing:
    """The frame round elements is drawn larger or smaller by one of its handles."""

    boxes: Mapping[int, Box]
    magnets: Magnets
    handle: Handle
    said: str = field(default=N_("Resize"), init=False)

    def held(self, right: float, down: float, manner: Manner) -> Held:
        """Return where the boxes are; what is kept in ratio is drawn to nothing."""
        before = around(self.boxes.values())
        drawn = not manner.free and not manner.straight
        if drawn:
            right, down = self._pulled(before, right, down)
        after = resized(
            before,
            self.handle,
            (right, down),
            in_ratio=manner.straight,
            from_middle=manner.from_middle,
        )
        boxes = {index: carried(box, before, after) for index, box in self.boxes.items()}
        return Held(boxes, self.magnets.guides(after) if drawn else [])

    def _pulled(self, before: Box, right: float, down: float) -> tuple[float, float]:
        """Let the edges that move be drawn to what is near."""
        across, along = self.handle.value
        pull = self.magnets.pull(
            moved(before, right, down),
            [(1 + across) / 2] if across else [],
            [(1 + along) / 2] if along else [],
        )
        return right + pull.right, down + pull.down
