"""Which fields there are for elements of a card, in which order and under which words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.designs.design import (
    Align,
    AnyElement,
    Crop,
    Fit,
    Mask,
    Rise,
    Turned,
    Weight,
)
from models.words import _
from ui.designer.colour_field import ColourField
from ui.designer.picture_field import PictureOf
from ui.designer.points_field import PointsField
from ui.designer.property_fields import (
    Colour,
    Letters,
    Line,
    Measure,
    OneOf,
    Only,
    Property,
    Tick,
)
from ui.widgets.millimetre_field import MillimetreField

BOX = ("x", "y", "width", "height")
"""What is not the element's own but its box's."""


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """Fields side by side under one label; ``name`` is the first of the values they show."""

    label: str
    of: Mapping[str, Property]

    @property
    def name(self) -> str:
        """Return what the row is called among the others."""
        return next(iter(self.of))


def value_of(element: AnyElement, name: str) -> object:
    """Return what an element has under the name of a field."""
    return getattr(element.box if name in BOX else element, name)


def with_value(element: AnyElement, name: str, value: Any) -> AnyElement:  # noqa: ANN401 - of any field
    """Return the element with another value under the name of a field."""
    if name in BOX:
        return replace(element, box=replace(element.box, **{name: value}))
    return replace(element, **{name: value})


def element_rows(picture: PictureOf) -> list[PropertyRow]:
    """Return the rows for all that an element can have; ``picture`` chooses pictures."""
    return [
        *_words(),
        PropertyRow(_("From left, top"), {"x": _mm(_("From left")), "y": _mm(_("From top"))}),
        PropertyRow(_("Width, height"), {"width": _mm(_("Width")), "height": _mm(_("Height"))}),
        PropertyRow(_("Picture"), {"digest": picture}),
        *_letters(),
        *_colours(),
        *_shapes(),
        PropertyRow(_("Rotation"), {"turned": OneOf(_("Rotation"), turned_names())}),
        PropertyRow(_("Shown"), {"only": Only(_("Shown"))}),
        PropertyRow(_("Name"), {"name": Line(_("Name"), 60)}),
        PropertyRow("", {"locked": Tick(_("Locked in its place"))}),
    ]


def _words() -> list[PropertyRow]:
    return [
        PropertyRow(_("Text"), {"text": Letters(_("Text"))}),
        PropertyRow("", {"said": Tick(_("Write the number below it"))}),
        PropertyRow(_("Caption"), {"caption": Letters(_("Caption"))}),
    ]


def _letters() -> list[PropertyRow]:
    size, least = PointsField(_("Size in points")), PointsField(_("Least size in points"))
    fit = {
        Fit.SHRINK: _("make it smaller"),
        Fit.WRAP: _("take more lines"),
        Fit.ELLIPSIS: _("cut it short"),
    }
    return [
        PropertyRow(_("Size, at least"), {"size": Measure(size), "least": Measure(least)}),
        PropertyRow(_("Weight"), {"weight": OneOf(_("Weight"), weight_names())}),
        PropertyRow(_("If too long"), {"fit": OneOf(_("If too long"), fit)}),
        PropertyRow(
            _("Stands"),
            {
                "align": OneOf(_("From left to right"), align_names()),
                "rise": OneOf(_("From top to bottom"), rise_names()),
            },
        ),
    ]


def _colours() -> list[PropertyRow]:
    return [
        PropertyRow(_("Colour"), {"colour": Colour(ColourField(_("Colour")))}),
        PropertyRow(_("Filled with"), {"fill": Colour(ColourField(_("Filled with"), none=True))}),
        PropertyRow(_("Frame"), {"frame": Colour(ColourField(_("Frame"), none=True))}),
    ]


def _shapes() -> list[PropertyRow]:
    crop = {Crop.FILL: _("fills its box"), Crop.WHOLE: _("whole in its box")}
    mask = {Mask.NONE: _("straight"), Mask.ROUNDED: _("rounded"), Mask.OVAL: _("oval")}
    return [
        PropertyRow(_("Thickness"), {"thick": _mm(_("Thickness"))}),
        PropertyRow(_("Rounded by"), {"radius": _mm(_("Rounded by"))}),
        PropertyRow(_("Cropping"), {"crop": OneOf(_("Cropping"), crop)}),
        PropertyRow(_("Outline"), {"mask": OneOf(_("Outline"), mask)}),
        PropertyRow("", {"placeholder": Tick(_("Show a head where there is no photo"))}),
    ]


def weight_names() -> dict[Weight, str]:
    """Return what the weights of letters are called."""
    return {
        Weight.REGULAR: _("Regular"),
        Weight.SEMIBOLD: _("Semibold"),
        Weight.BOLD: _("Bold"),
    }


def align_names() -> dict[Align, str]:
    """Return what places between left and right are called."""
    return {Align.LEFT: _("Left"), Align.CENTRE: _("Centre"), Align.RIGHT: _("Right")}


def rise_names() -> dict[Rise, str]:
    """Return what places between top and bottom are called."""
    return {Rise.TOP: _("Top"), Rise.MIDDLE: _("Middle"), Rise.BOTTOM: _("Bottom")}


def turned_names() -> dict[Turned, str]:
    """Return what the turns are called."""
    return {
        Turned.NOT: _("Not turned"),
        Turned.RIGHT: _("To the right"),
        Turned.OVER: _("Upside down"),
        Turned.LEFT: _("To the left"),
    }


def _mm(name: str) -> Measure:
    return Measure(MillimetreField(name))
