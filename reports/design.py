"""How a card looks, as data: shapes and words that stay, fields that change, a code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.cards.tables import CardKind
from reports import fonts
from resources import resource

CARD = "card"

_FONTS = {"regular": fonts.REGULAR, "semibold": fonts.SEMIBOLD, "bold": fonts.BOLD}

SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0}
"""How much of a text lies before the point it is aligned to."""

LEADING = 1.18
"""From one baseline to the next, in sizes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled rectangle, its top left corner at ``at``."""

    at: tuple[float, float]
    size: tuple[float, float]
    fill: str
    kind: CardKind | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Room for one text, its baseline at ``at``, as wide as ``width``.

    Where it takes more lines than one they go down, or as far up as ``rise`` says (0.5: as much up
    as down).
    """

    text: str
    at: tuple[float, float]
    width: float
    size: float
    font: str
    colour: str = "#000000"
    align: str = "left"
    lines: int = 1
    rise: float = 0.0
    kind: CardKind | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """Where the QR code stands, without its quiet zone."""

    at: tuple[float, float]
    size: float


@dataclass(frozen=True, slots=True)
class Design:
    """A card's look in millimetres from its top left corner."""

    card: tuple[float, float]
    shapes: tuple[Shape, ...]
    labels: tuple[Text, ...]
    fields: tuple[Text, ...]
    code: Code

    def of(self, kind: CardKind) -> "Design":
        """Return what of the design stands on cards of ``kind``."""
        return Design(
            self.card,
            tuple(shape for shape in self.shapes if shape.kind in (None, kind)),
            tuple(label for label in self.labels if label.kind in (None, kind)),
            tuple(field for field in self.fields if field.kind in (None, kind)),
            self.code,
        )


@cache
def load_design(name: str = CARD) -> Design:
    """Return the shipped design ``name``."""
    data = tomllib.loads(resource("designs", f"{name}.toml").read_text("utf-8"))
    return Design(
        card=tuple(data["card"]),
        shapes=tuple(Shape(**_values(entry)) for entry in data["shape"]),
        labels=tuple(Text(**_values(entry)) for entry in data["label"]),
        fields=tuple(Text(**_values(entry)) for entry in data["field"]),
        code=Code(**_values(data["code"])),
    )


def _values(entry: Mapping[str, Any]) -> dict[str, Any]:
    read = dict(entry)
    for pair in ("at", "size"):
        if isinstance(entry.get(pair), list):
            read[pair] = tuple(entry[pair])
    if "font" in entry:
        read["font"] = _FONTS[entry["font"]]
    if "kind" in entry:
        read["kind"] = CardKind(entry["kind"])
    return read
