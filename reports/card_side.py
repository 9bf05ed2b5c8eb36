"""One side of a design, compiled for one kind of card and one office.

What all these cards share is drawn once, as a form. The rest is a template of PDF operators into
which the texts, codes and pictures of each card are filled.
"""

from collections.abc import Callable, Sequence

from reportlab.lib.units import mm

from models.cards.faces import CardFace
from models.designs.design import AnyElement, Box, Design, Side, Text, Turned
from models.designs.placeholders import holds
from reports.card_drawing import Drawing, Drawn, ForEach, filler
from reports.card_material import Material
from reports.card_words import Saying, fixed_fields

_REACH = 1.0  # millimetres that ink may lie beside its box: accents, thick lines
_OF_KIND = "kind"


class CompiledSide:
    """A side as it stands in one document, for cards of the face's kind and office."""

    def __init__(self, material: Material, design: Design, side: Side, face: CardFace) -> None:
        self._size = design.size
        self._material = material
        self._drawing = Drawing(material, fixed_fields(face, material.look, material.words))
        self._fills: list[ForEach] = []
        self._drawn: dict[AnyElement, Drawn] = {}
        elements = [one for one in design.side(side) if _is_for(one, face)]
        below, above = arranged(elements, self._is_fixed)
        self._template = self._compiled(below, above)

    def draw(self, faces: Sequence[CardFace], matrices: Sequence[bytes]) -> list[bytes]:
        """Return the operators of each card, put where ``matrices`` say."""
        fills = [fill(faces) for fill in self._fills]
        return [self._template % card for card in zip(matrices, *fills, strict=True)]

    def _is_fixed(self, element: AnyElement) -> bool:
        return isinstance(self._draw(element), bytes)

    def _draw(self, element: AnyElement) -> Drawn:
        if element not in self._drawn:
            self._drawn[element] = self._drawing.draw(element)
        return self._drawn[element]

    def _compiled(self, below: Sequence[AnyElement], above: Sequence[AnyElement]) -> bytes:
        parts = [b"q %b cm ", *self._clip([*below, *above])]
        if below:
            parts.append(self._form(below))
        texts: list[Text] = []
        for element in above:
            if text := self._flowing(element):
                texts.append(text)
                continue
            parts += self._in_a_row(texts)
            texts = []
            parts.append(self._alone(element))
        return b"".join([*parts, *self._in_a_row(texts), b"Q\n"])

    def _clip(self, elements: Sequence[AnyElement]) -> list[bytes]:
        """Keep the neighbours of a card free of what is drawn over its edge."""
        wide, high = self._size
        edge = Box(0, 0, wide, high)
        if all(_within(one.box, edge) for one in elements):
            return []
        return [b"0 0 %.3f %.3f re W n " % (wide * mm, high * mm)]

    def _form(self, elements: Sequence[AnyElement]) -> bytes:
        """Draw what all these cards share, once; return the operators that show it."""
        drawn = b"\n".join(
            self._framed(one, ops) for one in elements if isinstance(ops := self._draw(one), bytes)
        )
        wide, high = self._size
        return self._material.document.add_form(drawn, (wide * mm, high * mm)) + b" Do "

    def _flowing(self, element: AnyElement) -> Text | None:
        """Return an element if it is a text that others may follow in the same text object."""
        if (
            isinstance(element, Text)
            and element.turned is Turned.NOT
            and element.only is None
            and isinstance(self._drawing.said(element.text), Saying)
        ):
            return element
        return None

    def _in_a_row(self, texts: Sequence[Text]) -> list[bytes]:
        """Return one text object for texts that follow one another."""
        if not texts:
            return []
        parts = [b"BT "]
        x, y, font, colour = 0.0, 0.0, b"", b""
        for text in texts:
            said = self._drawing.said(text.text)
            room, ink = self._drawing.boxed(text, said), self._drawing.colour(text)
            left, low = self._corner(text.box)
            left, low = left + room.at[0], low + room.at[1]
            parts += [ink if ink != colour else b"", room.font if room.font != font else b""]
            parts.append(b" %.3f %.3f Td %%b " % (left - x, low - y))
            x, y, font, colour = left, low, room.font, ink
            if isinstance(said, Saying):
                self._fills.append(filler(room, said))
        return [*parts, b"ET "]

    def _alone(self, element: AnyElement) -> bytes:
        drawn = self._draw(element)
        if isinstance(drawn, bytes):
            return self._form([element])
        self._fills.append(drawn)
        return self._framed(element, b"%b")

    def _framed(self, element: AnyElement, operators: bytes) -> bytes:
        """Put operators where an element's box lies, turned as it is."""
        left, low = self._corner(element.box)
        wide, high = element.box.width * mm, element.box.height * mm
        matrix = turned(element.turned, (left, low), (wide, high))
        return b"q %b cm %bQ " % (matrix, operators)

    def _corner(self, box: Box) -> tuple[float, float]:
        """Return the bottom left of a box, in points from the card's."""
        return box.x * mm, (self._size[1] - box.y - box.height) * mm


def arranged(
    elements: Sequence[AnyElement], is_fixed: Callable[[AnyElement], bool]
) -> tuple[list[AnyElement], list[AnyElement]]:
    """Part a side into what is drawn first for all cards, and what is drawn after it, in order.

    What is fixed goes below unless it has to cover something that is not.
    """
    below: list[AnyElement] = []
    above: list[AnyElement] = []
    for element in elements:
        covers = any(_touch(element.box, other.box) for other in above)
        (below if is_fixed(element) and not covers else above).append(element)
    return below, above


def turned(turn: int, at: tuple[float, float], size: tuple[float, float]) -> bytes:
    """Return the matrix that turns a drawing clockwise so that it fills a box of ``size``."""
    (left, low), (wide, high) = at, size
    placed = {
        Turned.NOT: (1, 0, 0, 1, left, low),
        Turned.RIGHT: (0, -1, 1, 0, left, low + high),
        Turned.OVER: (-1, 0, 0, -1, left + wide, low + high),
        Turned.LEFT: (0, 1, -1, 0, left + wide, low),
    }[Turned(turn)]
    return b"%d %d %d %d %.3f %.3f" % placed


def _is_for(element: AnyElement, face: CardFace) -> bool:
    """Tell whether an element is on cards of the face's kind at all."""
    only = element.only
    return only is None or only.field != _OF_KIND or holds(only, face)


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width + _REACH
        and other.x < one.x + one.width + _REACH
        and one.y < other.y + other.height + _REACH
        and other.y < one.y + one.height + _REACH
    )


def _within(box: Box, edge: Box) -> bool:
    return (
        box.x >= 0
        and box.y >= 0
        and box.x + box.width <= edge.width
        and box.y + box.height <= edge.height
    )
