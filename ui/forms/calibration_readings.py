"""The fields for what the rulers show on one side of a ruler sheet: a row for each edge."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.printing.calibration import PLACES, Edge, Readings
from models.words import _, spoken
from ui.widgets.form import FormGrid
from ui.widgets.read_field import ReadField

_MILLIMETRES = re.compile(r"(\d{1,3})(?:[.,](\d{1,3}))?(?: ?mm)?")
AN_EDGE = PLACES // len(Edge)


class MillimetreField(ReadField[float]):
    """Millimetres, with a comma or a point."""

    @override
    def read(self, text: str) -> float | None:
        plain = text.strip()
        found = _MILLIMETRES.fullmatch(plain) if plain.isascii() else None
        return float(f"{found[1]}.{found[2] or 0}") if found else None

    @override
    def write(self, value: float) -> str:
        return spoken().number(value)

    @override
    def complaint(self, text: str) -> str:
        return _("Write millimetres, such as {example}.").format(example=self.write(15.25))


class ReadingsFields(QObject):
    """The twelve fields of a side, in rows of a form's grid; ``side`` begins the rows' names."""

    changed = Signal(str)
    """The person typed in the row of this name."""

    def __init__(self, grid: FormGrid, side: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid, self._side = grid, side
        self.fields = [self._field(number) for number in range(1, PLACES + 1)]
        for name, said in zip(self._rows(), _edges_said(), strict=True):
            fields = self._of(name)
            numbers = ", ".join(field.placeholderText() for field in fields)
            grid.add(name, said.format(numbers=numbers), *fields)

    def show_values(self, values: tuple[float | None, ...]) -> None:
        """Show these readings."""
        for field, value in zip(self.fields, values, strict=True):
            field.set_value(value)

    def readings(self, medium: str) -> Readings:
        """Return what is typed, as read on ``medium``."""
        return Readings(medium, tuple(field.value() for field in self.fields))

    def problems(self, medium: str) -> dict[str, str]:
        """Return the first problem of each row."""
        found: dict[str, str] = {}
        for number, said in self.readings(medium).problems().items():
            found.setdefault(self._row(int(number)), said)
        return found

    def unread(self) -> dict[str, str]:
        """Return what to say of the rows in which something cannot be read."""
        told: dict[str, str] = {}
        for number, field in enumerate(self.fields, 1):
            if said := field.problem():
                told.setdefault(self._row(number), said)
        return told

    def is_row_filled(self, name: str) -> bool:
        """Whether something is typed in all fields of a row."""
        return all(field.text().strip() for field in self._of(name))

    def set_visible(self, visible: bool) -> None:
        """Show or hide the rows."""
        for name in self._rows():
            self._grid.set_visible(name, visible)

    def owns(self, name: str) -> bool:
        """Whether a row of this name is one of these."""
        return name in self._rows()

    def _field(self, number: int) -> MillimetreField:
        field = MillimetreField(str(number))
        field.setAccessibleName(_("Reading {number}").format(number=number))
        field.changed.connect(lambda: self.changed.emit(self._row(number)))
        return field

    def _rows(self) -> list[str]:
        return [f"{self._side}-{edge.name.lower()}" for edge in Edge]

    def _row(self, number: int) -> str:
        return self._rows()[(number - 1) // AN_EDGE]

    def _of(self, name: str) -> list[MillimetreField]:
        first = self._rows().index(name) * AN_EDGE
        return self.fields[first : first + AN_EDGE]


def _edges_said() -> list[str]:
    said: Mapping[Edge, str] = {
        Edge.TOP: _("Top edge: {numbers}"),
        Edge.RIGHT: _("Right edge: {numbers}"),
        Edge.BOTTOM: _("Bottom edge: {numbers}"),
        Edge.LEFT: _("Left edge: {numbers}"),
    }
    return [said[edge] for edge in Edge]
