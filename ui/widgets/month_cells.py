"""The days of a month as they are laid out: number, holiday, what is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from ui.look import Role, Size, font

WEEK = 7


@dataclass(frozen=True, slots=True)
class Chip:
    """Something on a day: whose record it is, what it says, and in which role and icon.

    ``off`` strikes it out, as what will not be held; ``clash`` puts a sign of warning to it, which
    the tip must say too.
    """

    id: int
    text: str
    tip: str
    role: Role
    glyph: str
    off: bool = False
    clash: bool = False


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: whether it is of the month shown, free of work, a holiday; and what is on."""

    day: date
    inside: bool
    rest: bool
    holiday: str = ""
    chips: tuple[Chip, ...] = ()


class MonthGrid:
    """Where the days lie in a room, and what of each there is room for."""

    def __init__(self, room: QRect, cells: Sequence[DayCell]) -> None:
        line = line_height()
        self._room = room
        self.head = round(line * 1.7)
        self._number = round(line * 1.6)
        self.chip = round(line * 1.4)
        self._weeks = max(1, len(cells) // WEEK)

    def heights(self, weeks: int, chips: int) -> int:
        """Return the height that takes so many weeks with so many chips a day."""
        return self.head + weeks * (self._number + chips * (self.chip + 2) + 2)

    def head_box(self, column: int) -> QRect:
        """Return where the name of a day of the week stands."""
        box = self.box(column)
        return QRect(box.left(), self._room.top(), box.width(), self.head)

    def box(self, place: int) -> QRect:
        """Return where the day at ``place`` lies."""
        row, column = divmod(place, WEEK)
        wide, tall = self._room.width(), self._room.height() - self.head
        left, right = wide * column // WEEK, wide * (column + 1) // WEEK
        top, bottom = tall * row // self._weeks, tall * (row + 1) // self._weeks
        return QRect(self._room.left() + left, self.head + top, right - left, bottom - top)

    def number_box(self, place: int) -> QRect:
        """Return where the number of the day and the name of its holiday stand."""
        box = self.box(place).adjusted(6, 1, -4, 0)
        box.setHeight(self._number)
        return box

    def fitting(self, place: int) -> int:
        """Return how many chips there is room for."""
        room = self.box(place).height() - self._number - 2
        return max(1, room // (self.chip + 2))

    def line(self, place: int, number: int) -> QRect:
        """Return where a day's chip stands, counted from 0."""
        box = self.box(place)
        top = box.top() + self._number + number * (self.chip + 2)
        return QRect(box.left() + 3, top, box.width() - 6, self.chip)


def line_height() -> int:
    """Return the height of a line of small text."""
    return QFontMetrics(font(Size.CAPTION)).height()


def seen_chips(cell: DayCell, fitting: int, chosen: int | None) -> tuple[Sequence[Chip], int]:
    """Return the chips that are shown, the chosen one among them, and how many are not."""
    count = len(cell.chips)
    if count <= fitting:
        return cell.chips, 0
    room = max(1, fitting - 1)
    at = next((n for n, chip in enumerate(cell.chips) if chip.id == chosen), 0)
    first = max(0, at - room + 1)
    return cell.chips[first : first + room], count - room
