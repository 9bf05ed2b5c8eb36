"""Sheets on which a card lies laid open, its back beside or above its front, to be folded."""

import enum
from collections.abc import Mapping
from typing import Any

from models.designs.design import LANDSCAPE

SUFFIX = "/folded"
"""What the name of a sheet ends with whose cards lie laid open: its places are others."""


class Fold(enum.StrEnum):
    """Where the back of a card lies that is folded: to the right of its front, or above it."""

    BESIDE = "beside"
    ABOVE = "above"

    @property
    def axis(self) -> int:
        """Return along which side of the paper front and back lie: 0 its width, 1 its height."""
        return 0 if self is Fold.BESIDE else 1


def folded_name(sheet: str) -> str:
    """Return what a sheet is called while cards lie on it laid open."""
    return sheet + SUFFIX


def unfolded_name(sheet: str) -> str:
    """Return what a sheet is called by itself."""
    return sheet.removesuffix(SUFFIX)


def laid_open(measures: Mapping[str, Any]) -> tuple[Fold, dict[str, Any]] | None:
    """Return how a sheet's cards are folded, and its measures then; None where they cannot be.

    ``measures`` in mm are as a sheet is kept. Beside one another where the paper is wide enough,
    else above one another: cut out along the sheet's marks, without a gap at the fold. Without
    marks only a sheet serves whose own cards have room for both.
    """
    for fold in Fold:
        if measures["card"][fold.axis] >= 2 * LANDSCAPE[fold.axis]:
            return fold, dict(measures)
    if not measures["crop_marks"]:
        return None
    for fold in Fold:
        if opened := _opened(measures, fold):
            return fold, opened
    return None


def _opened(measures: Mapping[str, Any], fold: Fold) -> dict[str, Any] | None:
    """Lay as many cards open along one side as there is room for, in the middle of the paper."""
    at, count = fold.axis, ("columns", "rows")[fold.axis]
    page, long = measures["page"][at], 2 * LANDSCAPE[at]
    step = long + max(0.0, measures["step"][at] - measures["card"][at])
    room = page - 2 * measures["crop_marks"]
    several = int((room - long) // step) + 1 if room >= long else 0
    if not several:
        return None
    first = (page - (several - 1) * step - long) / 2
    changed = {"card": long, "first": first, "step": step}
    return {**measures, **{key: _with(measures[key], at, new) for key, new in changed.items()},
            count: several}  # fmt: skip


def _with(pair: tuple[float, float], at: int, value: float) -> tuple[float, float]:
    return (value, pair[1]) if at == 0 else (pair[0], value)
