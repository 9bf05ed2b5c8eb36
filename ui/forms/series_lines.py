"""What a series would plan: a line for each event, its day and village still to be changed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.events.clash import Clash, Level
from models.events.drafts import EventDraft
from models.events.making import moved
from models.events.series import Place, in_place, overlapping
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.village_field import VillageField
from ui.icons import icon
from ui.look import FAINT, Role, Size, em, let_tab_reach
from ui.widgets.keyboard import holds
from ui.widgets.planned_day import ShortDay
from ui.widgets.text import Text

AT_ONCE = 4
"""How many lines are made before the window paints again."""
INKS = {Level.DANGER: Role.DANGER, Level.WARNING: Role.WARNING, Level.INFO: Role.INFO}


class SeriesLines(QWidget):
    """Lines below one another; what is told of each is found out by who plans the series.

    Many are made a few at a time, so that the window goes on moving.
    """

    changed = Signal()
    """The person changed or took out a line; not after ``show_drafts``."""
    completed = Signal()
    """Every event that was to be shown has its line."""

    def __init__(self, bench: Bench, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._today = today
        self._lines: list[SeriesLine] = []
        self._waiting: list[EventDraft] = []
        self._locals: Collection[int] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(self, 0.5))
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._add_some)

    def show_drafts(self, drafts: Sequence[EventDraft], locals_: Collection[int] = ()) -> None:
        """Show these events instead of those there; ``locals_`` are partners of one village."""
        self._locals = locals_
        for line in self._lines[len(drafts) :]:
            self._drop(line)
        for line, draft in zip(self._lines, drafts, strict=False):
            line.show_draft(draft, locals_)
        self._waiting = list(drafts[len(self._lines) :])
        self._next.stop()
        self._add_some()

    def drafts(self) -> tuple[EventDraft, ...]:
        """Return the events as the lines have them now."""
        return (*(line.draft() for line in self._lines), *self._waiting)

    def problem(self) -> str:
        """Return what to say of the first line whose day cannot be read."""
        return next((said for line in self._lines if (said := line.problem())), "")

    def lines(self) -> "Sequence[SeriesLine]":
        """Return the lines, top down."""
        return self._lines

    def say(self, clashes: Sequence[Sequence[Clash]]) -> None:
        """Tell of each line, in order, what it clashes with, another of the series included."""
        others = overlapping(self.drafts())
        for line, found, other in zip(self._lines, clashes, others, strict=False):
            line.say(found, None if other is None else other + 1)

    def _add_some(self) -> None:
        now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for draft in now:
            line = SeriesLine(self._bench, self._today)
            line.show_draft(draft, self._locals)
            line.show_number(len(self._lines) + 1)
            line.changed.connect(self.changed)
            line.removed.connect(lambda one=line: self._remove(one))
            self._lines.append(line)
            self._column.addWidget(line)
        if self._waiting:
            self._next.start()
        else:
            self.completed.emit()

    def _remove(self, line: "SeriesLine") -> None:
        place = self._lines.index(line)
        held = holds(line)
        self._drop(line)
        for number, one in enumerate(self._lines, start=1):
            one.show_number(number)
        left = self._lines[place : place + 1] or self._lines[-1:]
        if held and left:
            left[0].remove.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, line: "SeriesLine") -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


class SeriesLine(QWidget):
    """One event: its day, its village, a way to leave it out, and below what is to be known."""

    changed = Signal()
    removed = Signal()

    def __init__(self, bench: Bench, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = EventDraft("", datetime.min, datetime.min)  # noqa: DTZ901 - the wall's clock
        self._locals: Collection[int] = ()
        self._number = Text("", ink=FAINT)
        self._number.setMinimumWidth(em(self, 1.5))
        self.day = ShortDay(today)
        self.village = VillageField(bench)
        self.remove = QToolButton()
        self.remove.setIcon(icon("x"))
        self.remove.setAutoRaise(True)
        let_tab_reach(self.remove)
        self._about = Text("", Size.CAPTION, FAINT, elide=True)
        self._remark = Text("", Size.CAPTION, FAINT, wrap=True)
        self._remark.hide()
        self._lay_out()
        self.day.changed.connect(self._note_day)
        self.village.changed.connect(self._note_village)
        self.remove.clicked.connect(self.removed)

    def show_draft(self, draft: EventDraft, locals_: Collection[int] = ()) -> None:
        """Show this event, of which nothing is told yet."""
        self._base, self._locals = draft, locals_
        self.day.set_value(draft.starts_at.date())
        self.village.show_village(draft.region_code, draft.region_line)
        self._show_about()
        self._tell("", Role.INFO)

    def draft(self) -> EventDraft:
        """Return the event as the line has it; its day as it was where that cannot be read."""
        day = self.day.value() or self._base.starts_at.date()
        place = Place(self.village.code(), self.village.line())
        return in_place(moved(self._base, day), place, self._locals)

    def problem(self) -> str:
        """Return what to say of a day that is missing or cannot be read."""
        return self.day.problem() or ("" if self.day.value() else _("Choose a day."))

    def show_number(self, number: int) -> None:
        """Show the place it has in the series; its controls are called after it."""
        self._number.setText(f"{number}.")
        self.day.setAccessibleName(_("Day of event {n}").format(n=number))
        self.village.setAccessibleName(_("Village of event {n}").format(n=number))
        self.remove.setAccessibleName(_("Leave out event {n}").format(n=number))
        self.remove.setToolTip(self.remove.accessibleName())

    def say(self, clashes: Sequence[Clash], other: int | None = None) -> None:
        """Tell what it clashes with, ``other`` being the number of one of the series."""
        worst = max((clash.level for clash in clashes), default=Level.INFO)
        told = [clash.said() for clash in clashes]
        if other is not None:
            worst = max(worst, Level.WARNING)
            told.append(_("It is at the same time as event {n} of the series.").format(n=other))
        self._tell(" ".join(told), INKS[worst])

    def about(self) -> str:
        """Return the hours and the title it would have."""
        return self._about.text()

    def said(self) -> str:
        """Return what is told of it."""
        return self._remark.text()

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.addWidget(self._number)
        fields.addWidget(self.day, 2)
        fields.addWidget(self.village, 3)
        fields.addWidget(self.remove)
        below = QVBoxLayout()
        below.setContentsMargins(em(self, 2), 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._about)
        below.addWidget(self._remark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.15))
        column.addLayout(fields)
        column.addLayout(below)

    def _show_about(self) -> None:
        draft = self.draft()
        hours = spoken().span(draft.starts_at, draft.ends_at)
        self._about.setText(f"{hours} · {draft.title}")

    def _note_village(self) -> None:
        self._show_about()
        self.changed.emit()

    def _note_day(self) -> None:
        self._tell(self.problem(), Role.DANGER)
        self.changed.emit()

    def _tell(self, text: str, role: Role) -> None:
        self._remark.setText(text)
        self._remark.set_ink(role)
        self._remark.setVisible(bool(text))
        self.day.setAccessibleDescription(text)
