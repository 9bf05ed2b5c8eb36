"""What an office brings to every design: its colours, its logo, and the pictures it refers to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.designs.design import Theme

MAIN = "#0b7a53"
SECOND = "#1d4f91"
INK = "#000000"
"""Not a shade lighter: card printers print black letters crisp, with a panel of their own."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ALWAYS = {Theme.INK.value: INK, Theme.MUTED.value: "#3f4a46", Theme.PAPER.value: "#ffffff"}


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as ``#rrggbb``; pictures (PNG or JPEG) by their fingerprint; where the office is."""

    main: str = MAIN
    second: str = SECOND
    logo: bytes | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    address: str = ""
    phone: str = ""

    def ink(self, colour: str) -> str:
        """Return a colour of a design as ``#rrggbb``; black for one that is none."""
        themes = {Theme.MAIN.value: self.main, Theme.SECOND.value: self.second, **_ALWAYS}
        said = themes.get(colour, colour)
        return said if is_colour(said) else INK


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour written ``#rrggbb``."""
    return _COLOUR.fullmatch(text) is not None
