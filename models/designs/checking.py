"""What is wrong with a design before anything is drawn: places, sizes, colours, names of fields.

What only shows when letters and codes are drawn is found where they are drawn.
"""

import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

from models.cards.codes import PROGRAMMES
from models.cards.tables import CardKind
from models.designs.design import (
    LEAST_SIZE,
    AnyElement,
    Bars,
    Design,
    Fit,
    Line,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Side,
    Signature,
    Text,
    Theme,
    Turned,
)
from models.designs.look import is_colour
from models.designs.placeholders import ASKED, fields_of, text_problem
from models.words import _, spoken

EDGE = 2.0
"""Millimetres to the edge: cutting and card printers are that inexact."""
LEAST_MODULE = 0.33
"""Millimetres of a QR code's square: the least a phone's camera reads for sure."""
CODE_MODULES = 41
"""Squares along a side of the signed code, at QR's level M."""
PLAIN_MODULES = 25
"""Squares along a side of a code that says a number."""
LEAST_BARS = (25.0, 5.0)
"""Millimetres a Code 128 of a number is wide and high at least."""
ROUNDING = 0.005
"""Millimetres by which measures may be off: they are typed with two decimals."""

COLOURS = frozenset({"colour", "fill", "frame"})
TEXTS = frozenset({"text", "caption"})
ASIDE = (Rectangle, Picture, Line)
"""What may run over the edge, so that no white is left there when it is cut."""


class Severity(enum.StrEnum):
    """Whether a design cannot be used as it is, or better would not be."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class DesignProblem:
    """What is wrong, and where: ``index`` counts the elements of a side, None is the design itself.

    ``field`` is the name of the element's or the design's field.
    """

    side: Side
    index: int | None
    field: str
    said: str
    severity: Severity = Severity.WARNING


Found = tuple[str, str, Severity]
"""The field, what to say, and how grave it is."""


def problems(design: Design, pictures: Collection[str] | None = None) -> list[DesignProblem]:
    """Return what is wrong with a design, side by side, in the order of its elements.

    ``pictures`` are the fingerprints at hand; without them none is missed.
    """
    found = [DesignProblem(Side.FRONT, None, *one) for one in _of_design(design)]
    language = spoken().language
    for side in Side:
        for index, element in enumerate(design.side(side)):
            for one in _known(element, design.size, _misses(element, pictures), language):
                found.append(DesignProblem(side, index, *one))
    return found


def _of_design(design: Design) -> Iterator[Found]:
    if not design.name.strip():
        yield "name", _("Write what the design is called."), Severity.ERROR
    if not design.kinds:
        yield "kinds", _("Say which cards the design is for."), Severity.ERROR
    if not design.front:
        yield "front", _("The front is empty."), Severity.ERROR
    if design.foldable and not design.back:
        yield "foldable", _("A card to be folded needs a back."), Severity.WARNING


def _misses(element: AnyElement, pictures: Collection[str] | None) -> bool:
    digest = element.digest if isinstance(element, Picture) else ""
    return bool(digest) and pictures is not None and digest not in pictures


@lru_cache(maxsize=1024)
def _known(
    element: AnyElement, size: tuple[float, float], misses: bool, language: str
) -> tuple[Found, ...]:
    """Return what is wrong with an element, in the ``language`` that is spoken.

    A design is looked through at each stroke of a key, and one of its elements is another one.
    """
    return tuple(_of_element(element, size, misses=misses))


def _of_element(element: AnyElement, size: tuple[float, float], *, misses: bool) -> Iterator[Found]:
    if _is_empty(element):
        yield "box", _("The box is empty."), Severity.ERROR
    else:
        yield from _place_problems(element, size)
    yield from _size_problems(element)
    yield from _word_problems(element)
    yield from _condition_problems(element)
    if misses:
        yield "digest", _("The picture is missing. Choose one."), Severity.ERROR


def _is_empty(element: AnyElement) -> bool:
    sides = (element.box.width, element.box.height)
    if isinstance(element, Line):
        return max(sides) <= 0 or element.thick <= 0
    return min(sides) <= 0


def _place_problems(element: AnyElement, size: tuple[float, float]) -> Iterator[Found]:
    box = element.box
    ends = (box.x + box.width, box.y + box.height)
    if box.x > size[0] or box.y > size[1] or min(ends) < 0:
        yield "box", _("This is outside the card."), Severity.ERROR
        return
    room = min(box.x, box.y, size[0] - ends[0], size[1] - ends[1]) + ROUNDING
    if isinstance(element, ASIDE):
        return
    if room < 0:
        yield "box", _("This runs over the edge of the card."), Severity.ERROR
    elif room < EDGE and not isinstance(element, Photo):
        said = _("Closer than {n} mm to the edge: it may be cut.")
        yield "box", said.format(n=spoken().number(EDGE)), Severity.WARNING


def _size_problems(element: AnyElement) -> Iterator[Found]:
    match element:
        case Text():
            yield from _letter_problems(element)
        case Qr():
            side = min(element.box.width, element.box.height)
            modules = CODE_MODULES if "code" in fields_of(element.text) else PLAIN_MODULES
            if 0 < side + ROUNDING < modules * LEAST_MODULE:
                said = _("Too small to be scanned: make it {n} mm or more.")
                least = spoken().number(round(modules * LEAST_MODULE, 1))
                yield "box", said.format(n=least), Severity.WARNING
        case Bars():
            yield from _bar_problems(element)


def _letter_problems(text: Text) -> Iterator[Found]:
    said = _("Smaller than {n} pt is hard to read.").format(n=spoken().number(LEAST_SIZE))
    if text.size < LEAST_SIZE:
        yield "size", said, Severity.WARNING
    elif text.fit is not Fit.ELLIPSIS and text.least < LEAST_SIZE:
        yield "least", said, Severity.WARNING


def _bar_problems(bars: Bars) -> Iterator[Found]:
    sides = bars.box.width, bars.box.height
    if bars.turned in (Turned.RIGHT, Turned.LEFT):
        sides = sides[1], sides[0]
    if min(sides) > 0 and any(
        side + ROUNDING < least for side, least in zip(sides, LEAST_BARS, strict=True)
    ):
        width, height = map(spoken().number, LEAST_BARS)
        said = _("Too small to be scanned: make it {width} × {height} mm or more.")
        yield "box", said.format(width=width, height=height), Severity.WARNING


def _word_problems(element: AnyElement) -> Iterator[Found]:
    for field in fields(element):
        value = getattr(element, field.name)
        if field.name in COLOURS and value not in _known_colours(element):
            if not is_colour(value):
                yield field.name, _("Choose a colour, or write it like #0b7a53."), Severity.ERROR
        elif field.name in TEXTS:
            if said := text_problem(value):
                yield field.name, said, Severity.ERROR
            elif not value.strip() and not isinstance(element, Signature):
                yield field.name, _("Write what stands here."), Severity.WARNING


def _known_colours(element: AnyElement) -> set[str]:
    themes = {theme.value for theme in Theme}
    return {*themes, ""} if isinstance(element, Rectangle) else themes


def _condition_problems(element: AnyElement) -> Iterator[Found]:
    if element.only is None:
        return
    field, value = element.only.field, element.only.value
    if field not in ASKED:
        yield "only", _("Choose what it depends on."), Severity.ERROR
    elif value and value.casefold() not in _values(field, value):
        said = _("“{value}” never stands there, so this condition says nothing.")
        yield "only", said.format(value=value), Severity.WARNING


def _values(field: str, value: str) -> set[str]:
    """Return what a condition can ask for; of most fields, anything."""
    known = {"programmes": PROGRAMMES, "kind": tuple(CardKind), "photo": (), "signature": ()}
    return {one.casefold() for one in known.get(field, (value,))}
