"""What elements of a card are called, and where they lie, in words."""

from collections.abc import Sequence

from models.designs.design import (
    AnyElement,
    Bars,
    Box,
    Line,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Side,
    Signature,
    Text,
)
from models.words import _, ngettext, shorten, spoken

LONG = 40
"""Letters of an element's text that tell it from others."""


def side_name(side: Side) -> str:
    """Return what a side of a card is called."""
    return _("Front side") if side is Side.FRONT else _("Back side")


def kind_name(kind: type[AnyElement]) -> str:
    """Return what a kind of element is called."""
    names = {
        Text: _("Piece of text"),
        Photo: _("Photo"),
        Picture: _("Picture"),
        Line: _("Straight line"),
        Rectangle: _("Rectangle"),
        Qr: _("QR code"),
        Bars: _("Barcode"),
        Signature: _("Signature"),
    }
    return names[kind]


def title(element: AnyElement) -> str:
    """Return the name of an element; where it has none its text, or what it is."""
    said = element.name or (element.text if isinstance(element, Text) else "")
    return shorten(" ".join(said.split()), LONG) or kind_name(type(element))


def told(elements: Sequence[AnyElement], chosen: Sequence[int]) -> str:
    """Say what is chosen on a side, and where it lies."""
    if not chosen:
        return ngettext(
            "Nothing chosen; {n} element here", "Nothing chosen; {n} elements here", len(elements)
        )
    if len(chosen) > 1:
        return ngettext("{n} element chosen", "{n} elements chosen", len(chosen))
    element = elements[chosen[0]]
    named = title(element) != kind_name(type(element))
    said = _("{kind} “{name}”, {place} of {count}") if named else _("{kind}, {place} of {count}")
    said = said.format(
        kind=kind_name(type(element)),
        name=title(element),
        place=chosen[0] + 1,
        count=len(elements),
    )
    lies = _("{element}, locked: {box}") if element.locked else _("{element}: {box}")
    return lies.format(element=said, box=place_said(element.box))


def place_said(box: Box) -> str:
    """Say where a box lies and how large it is, in millimetres."""
    number = spoken().number
    return _("{x} mm from the left, {y} mm from the top, {width} × {height} mm").format(
        x=number(box.x), y=number(box.y), width=number(box.width), height=number(box.height)
    )
