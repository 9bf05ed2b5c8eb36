"""The form about a breach of data: what got out, when, how, what is done, and whose it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.privacy.affected import ListThatLeft, Scope, ScopeKind, scope_names
from models.privacy.breaches import LINE_LENGTH, BreachDraft
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.bulk_event import found_events
from ui.forms.draft_form import DraftForm, told
from ui.forms.village_field import VillageField
from ui.widgets.choice import Choice
from ui.widgets.note_field import NoteField
from ui.widgets.planned_day import PlannedDay
from ui.widgets.time_field import TimeField
from ui.widgets.type_ahead import TypeAhead

ROWS = {
    ScopeKind.EVENT: ("event",),
    ScopeKind.DAYS: ("first", "last"),
    ScopeKind.VILLAGE: ("village",),
    ScopeKind.DISCLOSURE: ("disclosure",),
}
"""The rows that a kind of scope needs; the others are hidden."""
SCOPE = frozenset({"scope", *(name for names in ROWS.values() for name in names)})


class BreachForm(DraftForm[BreachDraft]):
    """A breach's draft; day and time on the office's clock."""

    scope_changed = Signal()
    """The person changed by what those affected are found."""

    def __init__(self, bench: Bench, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now.replace(tzinfo=None)
        today = now.date()
        self.day, self.time = PlannedDay(today), TimeField()
        self.happened = QLineEdit()
        self.happened.setMaxLength(LINE_LENGTH)
        self.what, self.how, self.measures = NoteField(), NoteField(), NoteField()
        self.kind = Choice(scope_names())
        hint = _("Title or place of the event")
        self.at_event = TypeAhead(hint, partial(found_events, bench), "calendar-days")
        self.first, self.last = PlannedDay(today), PlannedDay(today)
        self.village = VillageField(bench)
        self.disclosure: Choice[int | None] = Choice({None: _("Choose one")})
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.what)

    def begin_at(self, now: datetime, lists: Sequence[ListThatLeft]) -> BreachDraft:
        """Take the office's clock and the lists that left; return a draft that begins with it."""
        self._now = now.replace(second=0, microsecond=0, tzinfo=None)
        names: dict[int | None, str] = {None: _("Choose one")}
        for one in lists:
            names[one.id] = f"{one.title} · {spoken().day(one.at)} {spoken().clock(one.at)}"
        self.disclosure.offer(names)
        return BreachDraft(self._now)

    @override
    def fill(self, draft: BreachDraft) -> None:
        found = draft.found_at or self._now
        self.day.set_value(found.date())
        self.time.set_value(found.time())
        self.happened.setText(draft.happened)
        self.happened.setCursorPosition(0)
        for field, text in (
            (self.what, draft.what),
            (self.how, draft.how),
            (self.measures, draft.measures),
        ):
            with QSignalBlocker(field):  # nobody typed this
                field.show_text(text)
        self._fill_scope(draft.scope)

    @override
    def draft(self) -> BreachDraft:
        day: date | None = self.day.value()
        hour = self.time.value()
        found = datetime.combine(day, hour) if day is not None and hour is not None else None
        return BreachDraft(
            found,
            self.happened.text().strip(),
            self.what.text(),
            self.how.text(),
            self.measures.text(),
            self.scope(),
        )

    def scope(self) -> Scope:
        """Return by what those affected are found, only what counts for its kind."""
        kind = self.kind.value()
        empty = Scope(kind)
        if kind is ScopeKind.EVENT:
            chosen = self.at_event.value()
            return replace(empty, event_id=chosen if isinstance(chosen, int) else None)
        if kind is ScopeKind.DAYS:
            return replace(empty, first=self.first.value(), last=self.last.value())
        if kind is ScopeKind.VILLAGE:
            code = self.village.code()
            return replace(empty, region_code=code, region_line=self.village.line())
        if kind is ScopeKind.DISCLOSURE:
            return replace(empty, disclosure_id=self.disclosure.value())
        return empty

    def scope_stands(self) -> bool:
        """Whether those affected can be found by what is in the fields now."""
        names = ROWS.get(self.kind.value(), ())
        return not any(name in self.problems() for name in names)

    @override
    def draft_problems(self) -> dict[str, str]:
        found = self.draft().problems(self._now)
        if self.day.value() is None:
            found["found_at"] = _("On which day was it found?")
        if self.time.value() is None:
            found["time"] = _("At what time was it found? From then on the clock runs.")
        return found

    @override
    def unread(self) -> dict[str, str]:
        fields = {"found_at": self.day.problem, "time": self.time.problem}
        if self.kind.value() is ScopeKind.DAYS:
            fields |= {"first": self.first.problem, "last": self.last.problem}
        return told(fields)

    @override
    def on_touched(self, name: str) -> None:
        if name == "scope":
            self._show_rows()
        if name in SCOPE:
            self.scope_changed.emit()

    def show_event(self, event_id: int | None, title: str) -> None:
        """Show the event whose people are affected."""
        self.at_event.show_value(event_id, title)

    def _fill_scope(self, scope: Scope) -> None:
        self.kind.show_value(scope.kind)
        if self.at_event.value() != scope.event_id:
            self.at_event.show_value(scope.event_id, "")
        self.first.set_value(scope.first)
        self.last.set_value(scope.last)
        self.village.show_village(scope.region_code, scope.region_line)
        self.disclosure.show_value(scope.disclosure_id)
        self._show_rows()

    def _show_rows(self) -> None:
        shown = ROWS.get(self.kind.value(), ())
        for names in ROWS.values():
            for name in names:
                self.grid.set_visible(name, name in shown)

    def _lay_out(self) -> None:
        self.grid.add("found_at", _("Found on"), self.day)
        self.grid.add("time", _("At"), self.time, hint=_("From then on the 3 × 24 hours run."))
        hint = _("As far as it is known: “in the night to 28 June”.")
        self.grid.add("happened", _("When it happened"), self.happened, hint=hint)
        hint = _("Kinds of data only; write nobody's name or number.")
        self.grid.add("what", _("What got out"), self.what, hint=hint)
        self.grid.add("how", _("How it happened"), self.how)
        self.grid.add("measures", _("What is done about it"), self.measures)
        self.grid.add("scope", _("Whose data"), self.kind)
        self.grid.add("event", _("Event"), self.at_event)
        hint = _("Whoever's record was made or changed from then on.")
        self.grid.add("first", _("From"), self.first, hint=hint)
        self.grid.add("last", _("Until"), self.last)
        self.grid.add("village", _("Village"), self.village)
        hint = _("Those of the event it was about; lists of no one event cannot be traced.")
        self.grid.add("disclosure", _("Which list"), self.disclosure, hint=hint)

    def _listen(self) -> None:
        self.watch("found_at", self.day.changed)
        self.watch("time", self.time.changed)
        self.watch("happened", self.happened.textEdited)
        for name in ("what", "how", "measures"):
            self.watch(name, getattr(self, name).textChanged)
        self.watch("scope", self.kind.picked)
        self.watch("event", self.at_event.textEdited)
        self.watch("event", self.at_event.chosen)
        self.watch("first", self.first.changed)
        self.watch("last", self.last.changed)
        self.watch("village", self.village.changed)
        self.watch("disclosure", self.disclosure.picked)
