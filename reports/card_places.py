"""Where the faces of cards come to lie on paper: fronts, backs, folded cards, either way up."""

from dataclasses import dataclass

from reportlab.lib.units import mm

from models.designs.design import Design
from models.printing.folding import Fold
from reports.card_side import turned
from reports.sheet import FACE, Pair, Sheet, Turn

UNFOLDED = {Fold.BESIDE: (2 * FACE[0], FACE[1]), Fold.ABOVE: (FACE[0], 2 * FACE[1])}
"""A card that is folded, laid open."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A face on its page: its corner from the page's top left, and how it is turned, clockwise."""

    corner: Pair
    turn: int = 0

    def matrix(self, page: Pair) -> bytes:
        """Return where PDF puts it on a page of this size."""
        x, y = self.corner
        wide, high = FACE
        return turned(self.turn, (x * mm, (page[1] - y - high) * mm), (wide * mm, high * mm))


def front(sheet: Sheet, place: int, design: Design) -> Lying:
    """Return how a front lies in the middle of its place; an upright one is turned into it."""
    x, y = sheet.origin(place, UNFOLDED[sheet.fold] if sheet.fold else FACE)
    below = FACE[1] if sheet.fold is Fold.ABOVE else 0.0
    return Lying((x, y + below), 90 if _is_upright(design) else 0)


def folded_back(sheet: Sheet, place: int, design: Design, fold: Fold) -> Lying:
    """Return how a back lies that is folded behind its front; one above it stands on its head."""
    x, y = sheet.origin(place, UNFOLDED[fold])
    if fold is Fold.BESIDE:
        return Lying((x + FACE[0], y), 270 if _is_upright(design) else 0)
    return Lying((x, y), 90 if _is_upright(design) else 180)


def behind(sheet: Sheet, place: int, design: Design, turn: Turn) -> Lying:
    """Return how a back lies on the page behind; upright when the card is turned like a page."""
    back = sheet.back(place, turn)
    x, y = back.corner
    middle = x + (sheet.card[0] - FACE[0]) / 2, y + (sheet.card[1] - FACE[1]) / 2
    over = 180 if back.upside_down else 0
    return Lying(middle, (over - 90) % 360 if _is_upright(design) else over)


def _is_upright(design: Design) -> bool:
    return design.size[0] < design.size[1]
