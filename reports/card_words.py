"""What the texts of a design say on a card: placeholders filled from a face and its office."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from models.cards.faces import CardFace
from models.designs.look import Look
from models.designs.placeholders import OF_CARD, Place, fixed_words, parse
from models.words import Words

OWN = frozenset({"name", "number", "serial", "code"})
"""What every card has of its own: not worth keeping for the next."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A text that differs from card to card: what it is made of, and how it is said."""

    fields: tuple[str, ...]
    read: Callable[[CardFace], Any]
    say: Callable[[Any], str]

    @property
    def is_own(self) -> bool:
        """Tell whether every card says something else."""
        return not OWN.isdisjoint(self.fields)

    def of(self, face: CardFace) -> str:
        """Return what it says on a card."""
        return self.say(self.read(face))


def fixed_fields(face: CardFace, look: Look, words: Words) -> dict[str, str]:
    """Return what is the same on all cards of the face's kind and office."""
    return {
        **fixed_words(face.kind, words),
        "office": face.office,
        "address": look.address,
        "phone": look.phone,
    }


def saying(
    text: str, fixed: Mapping[str, str], words: Words, *, plain: bool = False
) -> str | Saying:
    """Return what a text says on all cards, or how it is said on each.

    ``plain`` is for machines: a number without spaces.
    """
    pieces = tuple(_settled(piece, fixed) for piece in parse(text))
    places = tuple(piece for piece in pieces if isinstance(piece, Place))
    if not places:
        return "".join(map(str, pieces))
    fields = tuple(place.field for place in places)
    values = [_said(place, words, plain=plain) for place in places]
    if pieces == places and len(places) == 1:
        return Saying(fields, attrgetter(*fields), values[0])

    def say(raw: Any) -> str:  # noqa: ANN401 - one value, or one of each place
        told = iter(raw if len(values) > 1 else (raw,))
        texts = iter([value(one) for value, one in zip(values, told, strict=True)])
        return "".join(next(texts) if isinstance(piece, Place) else piece for piece in pieces)

    return Saying(fields, attrgetter(*fields), say)


def _settled(piece: str | Place, fixed: Mapping[str, str]) -> str | Place:
    if isinstance(piece, str) or piece.field in OF_CARD:
        return piece
    if piece.field in fixed:
        return fixed[piece.field] or piece.otherwise
    return f"{{{piece.field}}}"  # not known: shown as it was written


def _said(place: Place, words: Words, *, plain: bool) -> Callable[[Any], str]:
    if plain and place.field == "number":
        return lambda value: str(value) or place.otherwise
    write = _WRITTEN.get(place.field)
    none = place.otherwise
    if place.field == "valid_until" and not none:
        none = words.say("not yet paid")

    def said(value: Any) -> str:  # noqa: ANN401 - whatever a face has
        if not value:
            return none
        return write(words, value) if write else str(value)

    return said


def in_groups(_words: Words, number: str) -> str:
    """Write a membership number as it is read out: ``2206 2800 011``."""
    if len(number) <= 12 and number.isdecimal():
        return f"{number[:4]} {number[4:8]} {number[8:]}"
    return number


_WRITTEN: Mapping[str, Callable[[Words, Any], str]] = {
    "number": in_groups,
    "programmes": lambda _words, codes: " · ".join(codes),
    "first_month": lambda words, month: words.month(month),
    "valid_until": lambda words, day: words.day(day),
    "issued_on": lambda words, day: words.day(day),
}
