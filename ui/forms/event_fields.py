"""The fields of an event's plan: what, when, where, with whom, how many."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import EventDraft, kind_name
from models.events.tables import EventKind
from models.exchange.cells import shorten
from models.office.queries import officer_draft, officers
from models.people.dates import read_date
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.parts_field import PartsField
from ui.forms.staff_field import StaffField
from ui.forms.village_field import VillageField
from ui.widgets.choice import Choice
from ui.widgets.count_field import CountField
from ui.widgets.date_field import DateField
from ui.widgets.form import FieldRow, FormGrid
from ui.widgets.note_field import NoteField
from ui.widgets.panel import Panel
from ui.widgets.reflow import Columns
from ui.widgets.stack import Stack
from ui.widgets.time_field import TimeField

FAR_AHEAD = timedelta(days=50 * 365)
"""A year of two digits lies at most so far ahead."""
NAMED = 100
"""How many letters of a place stand in a proposed title."""
OF_TARGETS = ("target_present", "target_enrolled")


class PlannedDay(DateField):
    """A day that may lie ahead; shown with its weekday."""

    @override
    def read(self, text: str) -> date | None:
        return read_date(text, today=self._today + FAR_AHEAD)

    @override
    def write(self, value: date) -> str:
        return spoken().weekday(value)

    @override
    def complaint(self, text: str) -> str:
        return _("“{given}” is no date. Type it like {example}.").format(
            given=shorten(text, 40), example=spoken().digits(self._today)
        )


class EventFields(QWidget):
    """Shows an event's draft and gives one back.

    The title is proposed from kind and village until somebody types one.
    """

    changed = Signal()

    def __init__(self, bench: Bench, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._typed_title = False
        self._length = timedelta()
        self._make_fields(today)
        self._grids = self._plan_grid(), self._target_grid()
        self._lay_out()
        self._listen()

    def show_draft(self, draft: EventDraft) -> None:
        """Show what ``draft`` holds; without a title in it, one is proposed."""
        self._base = draft
        self._typed_title = bool(draft.title)
        self.title.setText(draft.title)
        self.title.setCursorPosition(0)
        self.kind.show_value(draft.kind)
        self.first_day.set_value(draft.starts_at.date())
        self.begins.set_value(draft.starts_at.time())
        self.last_day.set_value(draft.ends_at.date())
        self.ends.set_value(draft.ends_at.time())
        self.village.show_village(draft.region_code, draft.region_line)
        self.venue.setText(draft.venue)
        self.note.show_text(draft.note)
        self.target_present.set_value(draft.target_present or None)
        self.target_enrolled.set_value(draft.target_enrolled or None)
        self.parts.show_parts(draft.partners)
        self.staff.show_staff(self._officers(draft.staff), draft.staff)
        self._note_length()
        self._propose_title()

    def draft(self) -> EventDraft:
        """Return what is typed; of a date or time that cannot be read, the one shown before."""
        return EventDraft(
            title=self.title.text().strip(),
            kind=self.kind.value(),
            starts_at=_moment(self.first_day, self.begins, self._base.starts_at),
            ends_at=_moment(self.last_day, self.ends, self._base.ends_at),
            region_code=self.village.code(),
            region_line=self.village.line(),
            venue=self.venue.text().strip(),
            note=self.note.text(),
            target_present=self.target_present.value() or 0,
            target_enrolled=self.target_enrolled.value() or 0,
            partners=self.parts.parts(),
            staff=self.staff.staff(),
        )

    def unread(self) -> dict[str, str]:
        """Return what to say beside each field whose text is missing or cannot be read."""
        said = {
            "starts_at": _unread(self.first_day, self.begins),
            "ends_at": _unread(self.last_day, self.ends),
            "target_present": self.target_present.problem(),
            "target_enrolled": self.target_enrolled.problem(),
        }
        return {name: problem for name, problem in said.items() if problem}

    def say(self, problems: dict[str, str]) -> None:
        """Show each problem beside its field, and none beside the others."""
        plan, targets = self._grids
        self._parts_row.say(problems.get("partners", ""))
        targets.say({name: said for name, said in problems.items() if name in OF_TARGETS})
        elsewhere = ("partners", *OF_TARGETS)
        plan.say({name: said for name, said in problems.items() if name not in elsewhere})

    def said(self, name: str) -> str:
        """Return the problem or hint that stands beside the field ``name``."""
        if name == "partners":
            return self._parts_row.said()
        return self._grids[name in OF_TARGETS].row(name).said()

    def _make_fields(self, today: date) -> None:
        self.kind = Choice({kind: kind_name(kind) for kind in EventKind})
        self.title = QLineEdit()
        self.first_day, self.last_day = PlannedDay(today), PlannedDay(today)
        self.begins, self.ends = TimeField(), TimeField()
        self.village = VillageField(self._bench)
        self.venue = QLineEdit()
        self.note = NoteField()
        self.target_present, self.target_enrolled = CountField(), CountField()
        self.parts = PartsField(self._bench)
        self._parts_row = FieldRow([self.parts])
        self.staff = StaffField()
        for field, name in (
            (self.first_day, _("First day")),
            (self.begins, _("Begins at")),
            (self.last_day, _("Last day")),
            (self.ends, _("Ends at")),
            (self.note, _("Note")),
        ):
            field.setAccessibleName(name)

    def _plan_grid(self) -> FormGrid:
        grid = FormGrid()
        grid.add("kind", _("&Kind"), self.kind)
        grid.add("starts_at", _("F&rom"), self.first_day, self.begins)
        grid.add("ends_at", _("&Until"), self.last_day, self.ends)
        elsewhere = _("A place that is not in the list is saved as you write it.")
        grid.add("region_line", _("Vi&llage"), self.village, hint=elsewhere)
        grid.add("venue", _("&Place"), self.venue, hint=_("Such as the village hall."))
        grid.add("title", _("&Title"), self.title)
        return grid

    def _target_grid(self) -> FormGrid:
        grid = FormGrid()
        grid.add("target_present", _("People pre&sent"), self.target_present)
        grid.add("target_enrolled", _("Enr&olments"), self.target_enrolled)
        return grid

    def _lay_out(self) -> None:
        left, right = Stack(), Stack()
        for side, title, part, share in (
            (left, _("What, when and where"), self._grids[0], 0),
            (left, _("Targets"), self._grids[1], 1),
            (right, _("Partners"), self._parts_row, 0),
            (right, _("Staff"), self.staff, 0),
            (right, _("Note"), self.note, 1),
        ):
            panel = Panel(title)
            panel.add(part, 1 if part is self.note else 0)
            panel.column.addStretch(0)
            side.add(panel, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns([(left, 1), (right, 1)]))

    def _listen(self) -> None:
        self.title.textEdited.connect(self._note_title)
        self.first_day.changed.connect(self._move_last_day)
        self.last_day.changed.connect(self._note_length)
        self.kind.picked.connect(self._propose_title)
        self.village.changed.connect(self._propose_title)
        days = self.first_day, self.begins, self.last_day, self.ends
        counts = self.target_present, self.target_enrolled
        for field in (*days, *counts, self.village, self.parts, self.staff):
            field.changed.connect(self.changed)
        for signal in (
            self.kind.picked,
            self.title.textChanged,
            self.venue.textEdited,
            self.note.textChanged,
        ):
            signal.connect(self.changed)

    def _officers(self, chosen: tuple[int, ...]) -> list[tuple[int, str]]:
        """Return those who may be sent, and those who were though they have left meanwhile."""
        with self._bench.store.reading() as session:
            active = [(one.id, one.name) for one in officers(session)]
            known = {one for one, _name in active}
            gone = [(one, officer_draft(session, one).name) for one in chosen if one not in known]
        return active + gone

    def _note_title(self, text: str) -> None:
        self._typed_title = bool(text.strip())

    def _propose_title(self) -> None:
        if not self._typed_title:
            self.title.setText(proposed_title(self.kind.value(), self.village.village()))
            self.title.setCursorPosition(0)

    def _note_length(self) -> None:
        first, last = self.first_day.value(), self.last_day.value()
        if first is not None and last is not None:
            self._length = max(last - first, timedelta())

    def _move_last_day(self) -> None:
        """Let the last day follow the first, so that an event keeps its length."""
        first = self.first_day.value()
        if first is not None and first <= date.max - self._length:
            self.last_day.set_value(first + self._length)


def proposed_title(kind: EventKind, village: str) -> str:
    """Return what an event of this kind in ``village`` is called until somebody types a title."""
    if not village:
        return kind_name(kind)
    return {
        EventKind.TALK: _("Outreach talk in {village}"),
        EventKind.DRIVE: _("Enrolment drive in {village}"),
        EventKind.AGREEMENT: _("Agreement with {village}"),
        EventKind.FOLLOW_UP: _("Follow-up in {village}"),
        EventKind.OTHER: _("Event in {village}"),
    }[kind].format(village=shorten(village, NAMED))


def _moment(day: DateField, clock: TimeField, before: datetime) -> datetime:
    at = clock.value()
    return datetime.combine(day.value() or before.date(), before.time() if at is None else at)


def _unread(day: DateField, clock: TimeField) -> str:
    if said := day.problem() or clock.problem():
        return said
    if day.value() is None:
        return _("Choose a day.")
    return _("Type a time of day.") if clock.value() is None else ""
