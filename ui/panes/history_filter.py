"""The filter above the history: whose, what kind, when."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.queries import event_rows
from models.history.browsing import HistoryFilter, kinds_of_action, kinds_of_record
from models.office.queries import officers, today
from models.office.rights import Right
from models.people.queries import person_rows
from models.words import _
from ui.bench import Bench
from ui.forms.bulk_event import found_events
from ui.forms.group_form import find_people
from ui.looking import ask
from ui.widgets.choice import Choice
from ui.widgets.date_field import DateField
from ui.widgets.header import action_button
from ui.widgets.reflow import Tiles
from ui.widgets.type_ahead import TypeAhead

LEAST = 10
"""The least width of a field, in text lines."""
LETTERS = 8
"""What a choice shows at least: the longest of its names widens nothing."""


class HistoryFilterBar(QWidget):
    """Shows a filter and gives one back; what was done is offered once it is looked up."""

    changed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        with bench.store.reading() as session:
            people: dict[int | None, str] = {one.id: one.name for one in officers(session)}
            now = today(session)
        self.about_person = TypeAhead(_("Any person"), find_people(bench), "users")
        self.about_event = TypeAhead(_("Any event"), partial(found_events, bench), "calendar-days")
        self.officer: Choice[int | None] = Choice({None: _("Any officer"), **people})
        self.table = Choice({"": _("Any kind of record"), **kinds_of_record()})
        self.name = Choice({"": _("Any action")})
        self.first, self.last = DateField(now), DateField(now)
        self.clear = action_button(_("Clear the filter"), "x")
        self._lay_out()
        self._listen()

    def read(self) -> None:
        """Look up anew what kinds of action there are; what is chosen stays."""
        if self._bench.may(Right.SEE_HISTORY):
            ask(self._bench, kinds_of_action, self._offer, self)

    def wanted(self) -> HistoryFilter:
        """Return the filter as it stands."""
        return HistoryFilter(
            person_id=_id(self.about_person),
            event_id=_id(self.about_event),
            officer_id=self.officer.value(),
            table=self.table.value(),
            name=self.name.value(),
            first=self.first.value(),
            last=self.last.value(),
        )

    def show_about(self, *, person_id: int | None = None, event_id: int | None = None) -> None:
        """Look only for what was done to a person, or to an event; all else is asked no more."""
        self._empty()
        if person_id is not None:
            self._name_it(self.about_person, person_id, lambda one: one.name, person_rows)
        if event_id is not None:
            self._name_it(self.about_event, event_id, lambda one: one.title, event_rows)
        self.changed.emit()

    def _name_it(
        self,
        field: TypeAhead,
        record_id: int,
        name: Callable[[Any], str],
        rows: Callable[[Any, list[int]], Any],
    ) -> None:
        with self._bench.store.reading() as session:
            row = rows(session, [record_id]).get(record_id)
        field.show_value(record_id, name(row) if row is not None else _("a record that is gone"))

    def _lay_out(self) -> None:
        named = (
            (self.officer, _("Officer")),
            (self.table, _("Kind of record")),
            (self.name, _("What was done")),
            (self.first, _("From")),
            (self.last, _("Until")),
        )
        for field, said in named:
            field.setAccessibleName(said)
        for box in (self.officer, self.table, self.name):
            box.shrink_to(LETTERS)
        for day, said in ((self.first, _("From")), (self.last, _("Until"))):
            day.setPlaceholderText(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        fields = (
            self.about_person,
            self.about_event,
            *(field for field, _said in named),
            self.clear,
        )
        column.addWidget(Tiles(fields, LEAST))

    def _listen(self) -> None:
        for field in (self.about_person, self.about_event):
            field.chosen.connect(self._change)
            field.textEdited.connect(self._let_go)
        for box in (self.officer, self.table, self.name):
            box.picked.connect(self._change)
        for day in (self.first, self.last):
            day.changed.connect(self._change)
        self.clear.clicked.connect(self._clear)

    def _offer(self, names: dict[str, str]) -> None:
        chosen = self.name.value()
        self.name.offer({"": _("Any action"), **names})
        if chosen in names:
            self.name.show_value(chosen)

    def _change(self, *_value: object) -> None:
        self.changed.emit()

    def _let_go(self, typed: str) -> None:
        """Look for all again once a name is taken out."""
        if not typed.strip():
            self.changed.emit()

    def _empty(self) -> None:
        for field in (self.about_person, self.about_event):
            field.show_value(None, "")
        self.officer.show_value(None)
        self.table.show_value("")
        self.name.show_value("")
        self.first.set_value(None)
        self.last.set_value(None)

    def _clear(self) -> None:
        self._empty()
        self.changed.emit()


def _id(field: TypeAhead) -> int | None:
    value = field.value()
    return value if isinstance(value, int) else None
