"""Changing a design: each function takes a design and returns another, or boxes for others.

Elements are meant by their index on a side, the lowest first. Whatever is asked for, boxes stay
finite, no smaller than can be grasped, and never leave the card altogether. What is locked stays.
"""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from models.designs.design import AnyElement, Box, Design, Side
from models.designs.reading import LONGEST

SMALLEST = 0.5
"""Millimetres: the least side of a box, and how much of it remains on the card."""
APART = 2.0
"""Millimetres by which a copy lies beside what it was made of."""


class Handle(enum.Enum):
    """Where a box is grasped to make it larger: which side of it, across and down."""

    TOP_LEFT = (-1, -1)
    TOP = (0, -1)
    TOP_RIGHT = (1, -1)
    RIGHT = (1, 0)
    BOTTOM_RIGHT = (1, 1)
    BOTTOM = (0, 1)
    BOTTOM_LEFT = (-1, 1)
    LEFT = (-1, 0)


class Edge(enum.Enum):
    """What elements are aligned by: whether across or down, and which part of the way."""

    LEFT = (True, 0.0)
    CENTRE = (True, 0.5)
    RIGHT = (True, 1.0)
    TOP = (False, 0.0)
    MIDDLE = (False, 0.5)
    BOTTOM = (False, 1.0)


def with_elements(design: Design, side: Side, elements: Sequence[AnyElement]) -> Design:
    """Return ``design`` with other elements on a side."""
    if side is Side.FRONT:
        return replace(design, front=tuple(elements))
    return replace(design, back=tuple(elements))


def with_element(design: Design, side: Side, index: int, element: AnyElement) -> Design:
    """Return ``design`` with one element in place of another, its box made fit for the card."""
    elements = list(design.side(side))
    elements[index] = replace(element, box=fitted(element.box, design.size))
    return with_elements(design, side, elements)


def placed(design: Design, side: Side, boxes: Mapping[int, Box]) -> Design:
    """Return ``design`` with elements, by their index, in other boxes."""
    elements = [
        element
        if element.locked or index not in boxes
        else replace(element, box=fitted(boxes[index], design.size))
        for index, element in enumerate(design.side(side))
    ]
    return with_elements(design, side, elements)


def added(design: Design, side: Side, elements: Sequence[AnyElement]) -> Design:
    """Return ``design`` with more elements, on top; none lies exactly on one that was there."""
    there = list(design.side(side))
    for element in elements:
        taken = {other.box for other in there}
        box = fitted(element.box, design.size)
        while box in taken and (beside := fitted(moved(box, APART, APART), design.size)) != box:
            box = beside
        there.append(replace(element, box=box))
    return with_elements(design, side, there)


def removed(design: Design, side: Side, indexes: Collection[int]) -> Design:
    """Return ``design`` without some elements; those that are locked stay."""
    elements = [
        element
        for index, element in enumerate(design.side(side))
        if index not in indexes or element.locked
    ]
    return with_elements(design, side, elements)


def raised(design: Design, side: Side, indexes: Collection[int]) -> tuple[Design, tuple[int, ...]]:
    """Return ``design`` with elements one step nearer the eye, and where they then are."""
    order = list(range(len(design.side(side))))
    for place in reversed(order[:-1]):
        if order[place] in indexes and order[place + 1] not in indexes:
            order[place : place + 2] = reversed(order[place : place + 2])
    return _in_order(design, side, indexes, order)


def lowered(design: Design, side: Side, indexes: Collection[int]) -> tuple[Design, tuple[int, ...]]:
    """Return ``design`` with elements one step farther from the eye, and where they then are."""
    order = list(range(len(design.side(side))))
    for place in order[1:]:
        if order[place] in indexes and order[place - 1] not in indexes:
            order[place - 1 : place + 1] = reversed(order[place - 1 : place + 1])
    return _in_order(design, side, indexes, order)


def put_at(design: Design, side: Side, index: int, place: int) -> Design:
    """Return ``design`` with one element at another place in the order; the rest closes up."""
    elements = list(design.side(side))
    elements.insert(place, elements.pop(index))
    return with_elements(design, side, elements)


def fitted(box: Box, size: tuple[float, float]) -> Box:
    """Return ``box`` to a hundredth of a millimetre, large enough and still on the card."""
    most = max(SMALLEST, min(2 * max(size), LONGEST))
    width, height = _within(box.width, SMALLEST, most), _within(box.height, SMALLEST, most)
    return Box(
        _within(box.x, SMALLEST - width, size[0] - SMALLEST),
        _within(box.y, SMALLEST - height, size[1] - SMALLEST),
        width,
        height,
    )


def moved(box: Box, right: float, down: float) -> Box:
    """Return ``box`` moved by millimetres."""
    return replace(box, x=box.x + right, y=box.y + down)


def resized(
    box: Box,
    handle: Handle,
    by: tuple[float, float],
    *,
    in_ratio: bool = False,
    from_middle: bool = False,
) -> Box:
    """Return ``box`` after its ``handle`` was drawn ``by`` millimetres to the right and down.

    ``in_ratio`` keeps its shape; ``from_middle`` keeps its middle where it is.
    """
    across, down = handle.value
    twice = 2 if from_middle else 1
    width = max(SMALLEST, box.width + across * by[0] * twice)
    height = max(SMALLEST, box.height + down * by[1] * twice)
    if in_ratio:
        wide, high = max(box.width, SMALLEST), max(box.height, SMALLEST)
        factors = ([width / wide] if across else []) + ([height / high] if down else [])
        factor = max(*factors, SMALLEST / min(wide, high))
        width, height = wide * factor, high * factor
    left, up = (0.5, 0.5) if from_middle else ((1 - across) / 2, (1 - down) / 2)
    return Box(
        box.x + (box.width - width) * left, box.y + (box.height - height) * up, width, height
    )


def carried(box: Box, before: Box, after: Box) -> Box:
    """Return where ``box`` lies after the frame round it was stretched from one to another."""
    wide = after.width / max(before.width, SMALLEST)
    high = after.height / max(before.height, SMALLEST)
    return Box(
        after.x + (box.x - before.x) * wide,
        after.y + (box.y - before.y) * high,
        box.width * wide,
        box.height * high,
    )


def around(boxes: Collection[Box]) -> Box:
    """Return the smallest box that holds all ``boxes``, of which there is one at least."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def aligned(boxes: Mapping[int, Box], edge: Edge, size: tuple[float, float]) -> dict[int, Box]:
    """Return ``boxes`` in line with one another; a single one, with the card."""
    frame = around(boxes.values()) if len(boxes) > 1 else Box(0, 0, *size)
    across, part = edge.value
    if across:
        line = frame.x + frame.width * part
        return {n: replace(box, x=line - box.width * part) for n, box in boxes.items()}
    line = frame.y + frame.height * part
    return {n: replace(box, y=line - box.height * part) for n, box in boxes.items()}


def distributed(boxes: Mapping[int, Box], *, across: bool) -> dict[int, Box]:
    """Return ``boxes`` with equal gaps between them; the outermost two stay where they are."""
    spans = {n: (box.x, box.width) if across else (box.y, box.height) for n, box in boxes.items()}
    order = sorted(spans, key=lambda n: (spans[n][0] + spans[n][1] / 2, n))
    if len(order) < 3:
        return dict(boxes)
    first, last = spans[order[0]], spans[order[-1]]
    room = last[0] - (first[0] + first[1]) - sum(spans[n][1] for n in order[1:-1])
    gap, at = room / (len(order) - 1), first[0] + first[1]
    result = {order[0]: boxes[order[0]], order[-1]: boxes[order[-1]]}
    for n in order[1:-1]:
        at += gap
        result[n] = replace(boxes[n], x=at) if across else replace(boxes[n], y=at)
        at += spans[n][1]
    return result


def _in_order(
    design: Design, side: Side, indexes: Collection[int], order: Sequence[int]
) -> tuple[Design, tuple[int, ...]]:
    elements = design.side(side)
    found = tuple(place for place, index in enumerate(order) if index in indexes)
    return with_elements(design, side, [elements[index] for index in order]), found


def _within(value: float, least: float, most: float) -> float:
    return round(min(max(value, least), most), 2)
