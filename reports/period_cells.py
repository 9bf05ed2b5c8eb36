"""The lines and cells that the tables of a period's report are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.reporting.behind import Behind
from models.reporting.indicators import Indicator, Unit
from models.words import Words


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: its text, and where it is a number, that; a ``share`` is of one.

    ``behind`` is the figure whose list can be looked at, where there is one.
    """

    text: str
    value: float | None = None
    share: bool = False
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under headings; ``shares`` are the widths of its columns, as parts of one.

    ``note`` says how it is to be read. With ``total`` the last line is the sum of the others. The
    columns ``texts`` are words, the others numbers.
    """

    key: str
    title: str
    headings: Sequence[str]
    shares: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    total: bool = False
    texts: Sequence[int] = (0,)


def figure_cell(
    indicator: Indicator, value: float | None, words: Words, behind: Behind | None = None
) -> Cell:
    """Write a value; where it counts nothing, there is no list behind it."""
    listed = behind if value and behind is not None and behind.record is not None else None
    text = indicator.said(words, value)
    return Cell(text, value, share=indicator.unit is Unit.SHARE, behind=listed)


def count_cell(value: int | None, words: Words, behind: Behind | None = None) -> Cell:
    """Write a count; where it is nought, there is no list behind it."""
    text = "–" if value is None else words.number(value)
    return Cell(text, value, behind=behind if value else None)
