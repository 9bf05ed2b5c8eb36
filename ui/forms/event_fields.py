"""The fields of an event's plan: what, when, where, with whom, how many."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import EventDraft, kind_name, proposed_title
from models.events.tables import EventKind
from models.office.equipment import equipment
from models.office.queries import officer_draft, officers
from models.words import _
from ui.bench import Bench
from ui.forms.clash_signs import ClashSigns
from ui.forms.draft_form import Edited
from ui.forms.equipment_field import EquipmentField
from ui.forms.parts_field import PartsField
from ui.forms.sessions_field import SessionsField
from ui.forms.staff_field import StaffField
from ui.forms.village_field import VillageField
from ui.look import Role
from ui.widgets.choice import Choice
from ui.widgets.count_field import CountField
from ui.widgets.date_field import DateField
from ui.widgets.form import FieldRow, FormGrid
from ui.widgets.money_field import MoneyField
from ui.widgets.note_field import NoteField
from ui.widgets.panel import Panel
from ui.widgets.planned_day import PlannedDay
from ui.widgets.reflow import Columns
from ui.widgets.stack import Stack
from ui.widgets.time_field import TimeField

OF_TARGETS = ("target_present", "target_enrolled", "target_rupiah", "potential_workers")


class EventFields(QWidget, Edited[EventDraft]):
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

    def show_draft(self, draft: EventDraft, event_id: int | None = None) -> None:
        """Show what ``draft`` holds; without a title in it, one is proposed."""
        self._event_id = event_id
        self.begin_from(draft)

    @override
    def fill(self, draft: EventDraft) -> None:
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
        self.target_rupiah.set_value(draft.target_rupiah)
        self.potential_workers.set_value(draft.potential_workers)
        self.sessions.show_sessions(draft.starts_at, draft.ends_at, draft.sessions)
        self.parts.show_parts(draft.partners)
        self._offer(draft)
        self._note_length()
        self._propose_title()
        self._look_for_clashes()

    def note_event(self, event_id: int) -> None:
        """Note that what is shown is kept as this event now, which does not clash with itself."""
        self._event_id = event_id

    @override
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
            target_rupiah=self.target_rupiah.value(),
            potential_workers=self.potential_workers.value(),
            partners=self.parts.parts(),
            staff=self.staff.staff(),
            equipment=self.equipment.equipment(),
            sessions=self.sessions.sessions(),
        )

    def unread(self) -> dict[str, str]:
        """Return what to say beside each field whose text is missing or cannot be read."""
        said = {
            "starts_at": _unread(self.first_day, self.begins),
            "ends_at": _unread(self.last_day, self.ends),
            "target_present": self.target_present.problem(),
            "target_enrolled": self.target_enrolled.problem(),
            "target_rupiah": self.target_rupiah.problem(),
            "potential_workers": self.potential_workers.problem(),
            "sessions": self.sessions.problem(),
        }
        return {name: problem for name, problem in said.items() if problem}

    def say(self, problems: dict[str, str], hints: dict[str, str] | None = None) -> None:
        """Show each problem beside its field, else its hint, and none beside the others."""
        plan, targets = self._grids
        for name, row in self._rows.items():
            row.say(problems.get(name, ""))
        targets.say({name: said for name, said in problems.items() if name in OF_TARGETS})
        elsewhere = (*self._rows, *OF_TARGETS)
        plan.say({name: said for name, said in problems.items() if name not in elsewhere})
        for name, said in (hints or {}).items():
            if name not in problems:
                self._row(name).say(said, Role.WARNING)

    def said(self, name: str) -> str:
        """Return the problem or hint that stands beside the field ``name``."""
        return self._row(name).said()

    def row_of(self, name: str) -> FieldRow | None:
        """Return the row of a field of the draft; None where it stands by itself."""
        return self._rows.get(name) or self._grids[name in OF_TARGETS].row_if_any(name)

    def _row(self, name: str) -> FieldRow:
        return self._rows.get(name) or self._grids[name in OF_TARGETS].row(name)

    def follow_days(self) -> None:
        """Let what hangs on the days and hours follow them."""
        self._note_length()
        draft = self.draft()
        self.sessions.follow(draft.starts_at, draft.ends_at)

    def _make_fields(self, today: date) -> None:
        self.kind = Choice({kind: kind_name(kind) for kind in EventKind})
        self.title = QLineEdit()
        self.first_day, self.last_day = PlannedDay(today), PlannedDay(today)
        self.begins, self.ends = TimeField(), TimeField()
        self.village = VillageField(self._bench)
        self.venue = QLineEdit()
        self.note = NoteField()
        self.target_present, self.target_enrolled = CountField(), CountField()
        self.target_rupiah, self.potential_workers = MoneyField(), CountField()
        self.sessions = SessionsField(today)
        self.parts = PartsField(self._bench)
        self._rows = {"partners": FieldRow([self.parts]), "sessions": FieldRow([self.sessions])}
        self.staff, self.equipment = StaffField(), EquipmentField()
        self.clashes = ClashSigns(self._bench, self.staff, self.equipment, self)
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
        grid.add_whole(self.clashes.lines)
        elsewhere = _("A place that is not in the list is saved as you write it.")
        grid.add("region_line", _("Vi&llage"), self.village, hint=elsewhere)
        grid.add("venue", _("&Place"), self.venue, hint=_("Such as the village hall."))
        grid.add("title", _("&Title"), self.title)
        return grid

    def _target_grid(self) -> FormGrid:
        grid = FormGrid()
        grid.add("target_present", _("People pre&sent"), self.target_present)
        grid.add("target_enrolled", _("Enr&olments"), self.target_enrolled)
        grid.add("target_rupiah", _("&Contributions"), self.target_rupiah)
        grid.add(
            "potential_workers",
            _("&Workers there"),
            self.potential_workers,
            hint=_("Those of the village who could be members."),
        )
        return grid

    def _lay_out(self) -> None:
        left, right = Stack(), Stack()
        for side, title, part, share in (
            (left, _("What, when and where"), self._grids[0], 0),
            (left, _("Targets"), self._grids[1], 1),
            (right, _("Partners"), self._rows["partners"], 0),
            (right, _("Staff"), self.staff, 0),
            (right, _("Equipment"), self.equipment, 0),
            (right, _("Sessions"), self._rows["sessions"], 0),
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
        self.changed.connect(self._look_for_clashes)
        self.title.textEdited.connect(self._note_title)
        self.first_day.changed.connect(self._move_last_day)
        self.kind.picked.connect(self._propose_title)
        self.village.changed.connect(self._propose_title)
        days = self.first_day, self.begins, self.last_day, self.ends
        for day in days:
            day.changed.connect(self.follow_days)
        counts = self.target_present, self.target_enrolled, self.potential_workers
        others = self.target_rupiah, self.village, self.sessions, self.parts
        boxes = self.staff, self.equipment
        for field in (*days, *counts, *others, *boxes):
            field.changed.connect(self.changed)
        for signal in (
            self.kind.picked,
            self.title.textChanged,
            self.venue.textEdited,
            self.note.textChanged,
        ):
            signal.connect(self.changed)

    def _look_for_clashes(self) -> None:
        self.clashes.look(self.draft(), self._event_id)

    def _offer(self, draft: EventDraft) -> None:
        """Offer the officers and things there are, with those of the draft ticked."""
        self.staff.show_staff(self._officers(draft.staff), draft.staff)
        with self._bench.store.reading() as session:
            things = equipment(session, draft.equipment)
        self.equipment.show_equipment(things, draft.equipment)

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


def _moment(day: DateField, clock: TimeField, before: datetime) -> datetime:
    at = clock.value()
    return datetime.combine(day.value() or before.date(), before.time() if at is None else at)


def _unread(day: DateField, clock: TimeField) -> str:
    if said := day.problem() or clock.problem():
        return said
    if day.value() is None:
        return _("Choose a day.")
    return _("Type a time of day.") if clock.value() is None else ""
