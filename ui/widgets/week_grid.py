"""A week as it is laid out: days beside one another, their hours below one another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics

from ui.look import Size, font
from ui.widgets.month_cells import WEEK, Chip, DayCell, line_height

HOUR = 60
STEP = 15
"""Minutes: what is dragged comes to rest at a quarter of an hour."""
LEAST = 30
"""Minutes: no block is painted lower than this."""
LANE, CROWD = 3.6, 2.2
"""Text lines: how wide a lane must be to be read, and where it says how many more there are."""
MORNING, EVENING = 7, 18
"""The hours that are always seen."""


@dataclass(frozen=True, slots=True)
class WeekBlock:
    """Something within a day: from minute to minute, the ``lane``-th of ``lanes`` side by side."""

    chip: Chip
    day: int
    begins: int
    ends: int
    lane: int = 0
    lanes: int = 1
    crowded: bool = False
    """Whether it says at its right how many more there are."""


@dataclass(frozen=True, slots=True)
class WeekStrip:
    """Something that takes whole days, from the ``first`` to the ``last``, above the hours."""

    chip: Chip
    first: int
    last: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class WeekSheet:
    """What is shown of a week: seven days, what is on within them, what takes whole ones.

    ``now`` is the present moment by the clock on the wall.
    """

    cells: Sequence[DayCell] = ()
    heads: Sequence[str] = ()
    blocks: Sequence[WeekBlock] = ()
    strips: Sequence[WeekStrip] = ()
    now: datetime | None = None


class WeekGrid:
    """Where days, hours and what is on lie in a room."""

    def __init__(self, room: QRect, hours: range, strip_rows: int) -> None:
        line = line_height()
        self._room = room
        self.hours = hours
        self.chip = round(line * 1.4)
        self.gutter = QFontMetrics(font(Size.CAPTION)).horizontalAdvance("00:00") + 12
        self.head = round(line * 2.9)
        self.strips = strip_rows * (self.chip + 2) + (4 if strip_rows else 0)
        self.least_hour = round(line * 1.5)
        self._lane, self._crowd = round(line * LANE), round(line * CROWD)

    @property
    def top(self) -> int:
        """Where the hours begin."""
        return self._room.top() + self.head + self.strips

    @property
    def lanes(self) -> tuple[int, int]:
        """How many blocks can be read side by side on one day, and how many beside a crowd."""
        wide = self.column(0).width()
        return max(1, wide // self._lane), max(1, (wide - self._crowd) // self._lane)

    def height(self) -> int:
        """Return the height that shows every hour."""
        return self.head + self.strips + len(self.hours) * self.least_hour

    def column(self, day: int) -> QRect:
        """Return where a day lies, from head to foot."""
        wide = self._room.width() - self.gutter
        left, right = wide * day // WEEK, wide * (day + 1) // WEEK
        return QRect(self.gutter + left, self._room.top(), right - left, self._room.height())

    def head_box(self, day: int) -> QRect:
        """Return where the name of a day, its number and its holiday stand."""
        box = self.column(day)
        box.setHeight(self.head)
        return box

    def y(self, minute: int) -> int:
        """Return how far down a minute of the day lies."""
        tall = self._room.bottom() + 1 - self.top
        return self.top + tall * (minute - self.hours.start * HOUR) // (len(self.hours) * HOUR)

    def hour_box(self, day: int, hour: int) -> QRect:
        """Return where an hour of a day lies."""
        column = self.column(day)
        top, bottom = self.y(hour * HOUR), self.y((hour + 1) * HOUR)
        return QRect(column.left(), top, column.width(), bottom - top)

    def block_box(self, block: WeekBlock) -> QRect:
        """Return where a block lies."""
        column = self.column(block.day).adjusted(2, 0, -4, 0)
        wide = column.width() - (self._crowd if block.crowded else 0)
        left = column.left() + wide * block.lane // block.lanes
        right = column.left() + wide * (block.lane + 1) // block.lanes
        top, bottom = self.y(block.begins), self.y(max(block.ends, block.begins + LEAST))
        return QRect(left, top, right - left - 1, bottom - top)

    def crowd_box(self, block: WeekBlock) -> QRect:
        """Return where it says how many more there are than this block."""
        box = self.block_box(replace(block, lane=0, lanes=1, crowded=False))
        box.setLeft(box.right() + 1 - self._crowd)
        return box

    def strip_box(self, strip: WeekStrip) -> QRect:
        """Return where a strip lies."""
        left, right = self.column(strip.first).left(), self.column(strip.last).right()
        top = self._room.top() + self.head + strip.row * (self.chip + 2)
        return QRect(left + 2, top, right - left - 4, self.chip)

    def day_at(self, where: QPoint) -> int | None:
        """Return the day that lies there."""
        return next((day for day in range(WEEK) if self.column(day).contains(where)), None)

    def minute_at(self, where: QPoint) -> int | None:
        """Return the minute of the day that lies there; None above the hours."""
        tall = self._room.bottom() + 1 - self.top
        if where.y() < self.top or tall <= 0:
            return None
        span = len(self.hours) * HOUR
        return self.hours.start * HOUR + min(span - 1, (where.y() - self.top) * span // tall)

    def minutes(self, height: int) -> int:
        """Return how many minutes so many pixels are, to the nearest quarter of an hour."""
        tall = max(1, self._room.bottom() + 1 - self.top)
        exact = height * len(self.hours) * HOUR / tall
        return round(exact / STEP) * STEP


def seen_hours(blocks: Sequence[WeekBlock], hour: int) -> range:
    """Return the hours that are shown: those of work, of what is on, and where the keyboard is."""
    first = min([MORNING, hour, *(block.begins // HOUR for block in blocks)])
    ends = (-(-max(block.ends, block.begins + LEAST) // HOUR) for block in blocks)
    return range(first, min(24, max([EVENING, hour + 1, *ends])))
