"""When and where the events of a series are: the first day, how often, in which villages."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.events.series import GAP_MOST, Place, Rhythm, Series
from models.places import regions
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.draft_form import DraftForm, told
from ui.forms.village_field import VillageField
from ui.icons import icon
from ui.look import em, let_tab_reach
from ui.widgets.choice import Choice
from ui.widgets.count_field import CountField
from ui.widgets.planned_day import PlannedDay
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text

A_MONDAY = date(2024, 1, 1)
TILE = 4
"""The least width of a weekday, in text lines."""


class SeriesForm(DraftForm[Series]):
    """A series' draft; which days off are skipped is found out by who plans it."""

    def __init__(self, bench: Bench, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = today
        self.first = PlannedDay(today)
        self.gap = _Gap()
        self.unit: Choice[bool] = Choice({True: _("weeks"), False: _("days")})
        self.unit.setAccessibleName(_("Weeks or days"))
        self.weekdays = WeekdaysField()
        self.villages = VillagesField(bench)
        self.times = CountField()
        self.skip = QCheckBox(_("Skip public holidays and closed days"))
        grid = self.grid
        grid.add("first", _("&First day"), self.first)
        grid.add("gap", _("&Every"), self.gap, self.unit)
        grid.add("weekdays", _("O&n"), self.weekdays)
        grid.add("villages", _("&Villages"), self.villages)
        each = _("Empty: once in each village.")
        grid.add("times", _("How many &times"), self.times, hint=each)
        grid.add_whole(self.skip)
        self.setFocusProxy(self.first)
        self.watch("first", self.first.changed)
        self.watch("gap", self.gap.valueChanged)
        self.watch("gap", self.unit.picked)
        self.watch("weekdays", self.weekdays.changed)
        self.watch("villages", self.villages.changed)
        self.watch("times", self.times.changed)
        self.watch("skip", self.skip.clicked)

    def skips(self) -> bool:
        """Whether public holidays and closed days are to be skipped."""
        return self.skip.isChecked()

    @override
    def fill(self, draft: Series) -> None:
        rhythm = draft.rhythm
        self._base = rhythm.first
        self.first.set_value(rhythm.first)
        self.unit.show_value(bool(rhythm.weeks))
        self.gap.setValue(rhythm.weeks or rhythm.days)
        self.weekdays.show_days(rhythm.weekdays)
        self.villages.show_places(draft.places)
        self.times.set_value(draft.times)
        self.skip.setChecked(True)
        self._show_unit()

    @override
    def draft(self) -> Series:
        gap, weekly = self.gap.value(), self.unit.value()
        rhythm = Rhythm(
            first=self.first.value() or self._base,
            weekdays=self.weekdays.days() if weekly else frozenset(),
            weeks=gap if weekly else 0,
            days=0 if weekly else gap,
        )
        return Series(rhythm, self.villages.places(), self.times.value())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"first": self._first_problem, "times": self.times.problem})

    @override
    def on_touched(self, name: str) -> None:
        if name == "gap":
            self._show_unit()
        first = self.first.value()
        if name == "first" and first is not None and "weekdays" not in self._touched:
            self.weekdays.show_days({first.weekday()})

    def _first_problem(self) -> str:
        return self.first.problem() or ("" if self.first.value() else _("Choose a day."))

    def _show_unit(self) -> None:
        self.grid.set_visible("weekdays", self.unit.value())


class WeekdaysField(QWidget):
    """A box for each day of the week, in the order of the spoken language's calendars."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = spoken()
        order = [(words.first_weekday + n) % 7 for n in range(7)]
        names = {day: words.short_weekday(A_MONDAY + timedelta(days=day)) for day in order}
        self.boxes = {day: QCheckBox(name) for day, name in names.items()}
        for box in self.boxes.values():
            box.clicked.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Tiles(list(self.boxes.values()), TILE))
        self.setFocusProxy(self.boxes[order[0]])

    def days(self) -> frozenset[int]:
        """Return the days ticked, Monday being 0."""
        return frozenset(day for day, box in self.boxes.items() if box.isChecked())

    def show_days(self, days: Sequence[int] | set[int] | frozenset[int]) -> None:
        """Tick these days and no others."""
        for day, box in self.boxes.items():
            box.setChecked(day in days)


class VillagesField(QWidget):
    """Villages one after another, and a field that adds the next; Enter adds what is written."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder = VillageField(bench)
        self.finder.setPlaceholderText(_("Add a village: type its name"))
        self.finder.setAccessibleName(self.finder.placeholderText())
        self._places: list[Place] = []
        self._lines: list[_VillageLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.3))
        self._column.addWidget(self.finder)
        self.setFocusProxy(self.finder)
        self.finder.chosen.connect(self._take)

    def places(self) -> tuple[Place, ...]:
        """Return the villages in order."""
        return tuple(self._places)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these villages instead of those there."""
        self._places = list(places)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_VillageLine(n, place) for n, place in enumerate(places, start=1)]
        for number, line in enumerate(self._lines):
            self._column.insertWidget(number, line)
            line.remove.clicked.connect(lambda _on=False, n=number: self._remove(n))

    def lines(self) -> "Sequence[_VillageLine]":
        """Return the villages' lines, top down."""
        return self._lines

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.finder.hasFocus() and self.finder.line():
            self._add(Place(self.finder.code(), self.finder.line()))
        else:
            super().keyPressEvent(event)

    def _take(self, code: object) -> None:
        found = regions.place(str(code))
        if found is not None:
            self._add(Place(found.code, found.line()))

    def _add(self, place: Place) -> None:
        self.finder.show_village("", "")
        self.show_places([*self._places, place])
        self.changed.emit()

    def _remove(self, number: int) -> None:
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_places([*self._places[:number], *self._places[number + 1 :]])
        self.changed.emit()


class _VillageLine(QWidget):
    """One village with its number, and a button that takes it out."""

    def __init__(self, number: int, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Text(f"{number}. {place.line}", elide=True)
        self.remove = QToolButton()
        self.remove.setIcon(icon("x"))
        self.remove.setAutoRaise(True)
        self.remove.setAccessibleName(_("Take out {village}").format(village=place.line))
        let_tab_reach(self.remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name, 1)
        row.addWidget(self.remove)


class _Gap(QSpinBox):
    """How many weeks or days; the wheel, which would scroll the page, changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1, GAP_MOST)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
