"""Room for a text on a page, as plain values."""

from dataclasses import dataclass

SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0}
"""How much of a text lies before the point it is aligned to."""

LEADING = 1.18
"""From one baseline to the next, in sizes."""


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
