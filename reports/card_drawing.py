"""Elements of a design turned into operators: the same on all cards, or made for each card."""

from collections.abc import Callable, Mapping, Sequence
from itertools import compress

from reportlab.lib.units import mm

from models.cards.faces import CardFace
from models.designs.design import (
    Align,
    AnyElement,
    Bars,
    Box,
    Crop,
    Line,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Rise,
    Signature,
    Text,
    Theme,
)
from models.designs.placeholders import holds
from reports import card_parts as parts
from reports.card_material import Material
from reports.card_texts import BoxedText, box_size
from reports.card_words import Saying, saying
from reports.slots import Kept

Size = tuple[float, float]
ForEach = Callable[[Sequence[CardFace]], list[bytes]]
Drawn = bytes | ForEach
"""Operators that all cards share, or what makes those of each: of many at once, which is faster."""

_LINE = 0.2 * mm
_SAID_SIZE = 0.85  # of the height left to a caption: the rest keeps it clear of what is above


class Drawing:
    """Draws elements for one kind of card and one office, each from the corner of its own box."""

    def __init__(self, material: Material, fixed: Mapping[str, str]) -> None:
        self._material, self._fixed = material, fixed

    def draw(self, element: AnyElement) -> Drawn:
        """Return an element's operators, its condition seen to."""
        drawn = self._draw(element)
        condition = element.only
        if condition is None or drawn == b"":
            return drawn

        def draw(faces: Sequence[CardFace]) -> list[bytes]:
            shown = [holds(condition, face) for face in faces]
            parts = iter(made(drawn, [*compress(faces, shown)]))
            return [next(parts) if one else b"" for one in shown]

        return draw

    def said(self, text: str, *, plain: bool = False) -> str | Saying:
        """Return what a text says on all cards, or how it is said on each."""
        return saying(text, self._fixed, self._material.words, plain=plain)

    def boxed(self, text: Text, said: str | Saying) -> BoxedText:
        """Return the room of a text."""
        say = said.say if isinstance(said, Saying) else str
        return BoxedText(self._material.document, text, box_size(text), say)

    def colour(self, element: Text) -> bytes:
        """Return the operator that chooses a text's colour."""
        return parts.ink(self._material.ink(element.colour))

    def text(self, element: Text) -> Drawn:
        """Draw a text as an object of its own."""
        said = self.said(element.text)
        room = self.boxed(element, said)
        begin = b"BT %b%b %.3f %.3f Td " % (self.colour(element), room.font, *room.at)
        if isinstance(said, str):
            return begin + room.show(said) + b" ET " if said else b""
        fill = filler(room, said)
        return lambda faces: [begin + filled + b" ET " for filled in fill(faces)]

    def _draw(self, element: AnyElement) -> Drawn:  # noqa: PLR0911 - one for each sort of element
        size = box_size(element)
        match element:
            case Text():
                return self.text(element)
            case Line() | Rectangle():
                return self._shape(element, size)
            case Picture():
                return self._picture(element, size)
            case Photo():
                return self._photo(element, size)
            case Qr():
                return _coded(self.said(element.text, plain=True), parts.qr_codes, size)
            case Bars():
                return self._bars(element, size)
            case Signature():
                return self._signature(element, size)

    def _shape(self, element: Line | Rectangle, size: Size) -> bytes:
        ink = self._material.ink
        if isinstance(element, Line):
            return parts.line(element, ink(element.colour), *size)
        return parts.rectangle(element, ink(element.fill), ink(element.frame), *size)

    def _picture(self, element: Picture, size: Size) -> bytes:
        named = self._material.shared(element)
        if named is None:
            return b""
        clip = parts.outline(*size) + b" W n "
        return b"q " + clip + parts.placed(*named, element.crop, *size) + b"Q "

    def _photo(self, element: Photo, size: Size) -> ForEach:
        clip = b"q " + parts.masked(element.mask, *size)
        empty = parts.head(element.mask, *size) if element.placeholder else b""

        def draw(face: CardFace) -> bytes:
            named = self._material.photo(face.photo) if face.photo else None
            if named is None:
                return empty
            return clip + parts.placed(*named, element.crop, *size) + b"Q "

        return lambda faces: [draw(face) for face in faces]

    def _bars(self, element: Bars, size: Size) -> Drawn:
        wide, high = size
        low = min(parts.SAID_MOST, high * parts.SAID_SHARE) if element.said else 0.0
        said = self.said(element.text, plain=True)
        code = _coded(said, parts.bar_codes, (wide, high - low))
        if not element.said:
            return code
        below = self.text(_caption(element.text, wide, low))
        raised = b"q 1 0 0 1 0 %.3f cm " % low
        if isinstance(code, bytes) and isinstance(below, bytes):
            return raised + code + b"Q " + below
        return lambda faces: [
            raised + bars + b"Q " + text
            for bars, text in zip(made(code, faces), made(below, faces), strict=True)
        ]

    def _signature(self, element: Signature, size: Size) -> ForEach:
        wide, high = size
        low = min(parts.SAID_MOST, high / 3) if element.caption else 0.0
        caption = self.text(_caption(element.caption, wide, low)) if low else b""
        blank = b"q 0 G %.3f w 0 %.3f m %.3f %.3f l S Q " % (_LINE, low + _LINE, wide, low + _LINE)
        raised = b"q 0 g 1 0 0 1 0 %.3f cm " % low

        def draw(face: CardFace) -> bytes:
            named = self._material.signature(face.signature) if face.signature else None
            if named is None:
                return blank
            return raised + parts.placed(*named, Crop.WHOLE, wide, high - low) + b"Q "

        return lambda faces: [
            draw(face) + below for face, below in zip(faces, made(caption, faces), strict=True)
        ]


def filler(room: BoxedText, said: Saying) -> ForEach:
    """Return what fills a text's room; what comes again and again is made once."""
    read = said.read
    show = room.show if said.is_own else Kept(room).__getitem__
    return lambda faces: [show(read(face)) for face in faces]


def made(drawn: Drawn, faces: Sequence[CardFace]) -> list[bytes]:
    """Return the operators for each card."""
    return [drawn] * len(faces) if isinstance(drawn, bytes) else drawn(faces)


def _coded(said: str | Saying, draw: Callable[..., list[bytes]], size: Size) -> Drawn:
    if isinstance(said, str):
        return draw([said], *size)[0]
    return lambda faces: draw([said.of(face) for face in faces], *size)


def _caption(text: str, wide: float, high: float) -> Text:
    box = Box(0, 0, wide / mm, high / mm)
    size = max(high * _SAID_SIZE, 1.0)
    return Text(
        box=box,
        text=text,
        size=size,
        least=min(4.0, size),
        colour=Theme.INK.value,
        align=Align.CENTRE,
        rise=Rise.BOTTOM,
    )
