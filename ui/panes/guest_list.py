"""The people on an event's list: how each stands to it, found as one types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.attending import EventPeople, Order, Part, event_day, event_people
from models.enrolment.desk import DeskRow, desk_rows
from models.enrolment.tables import Enrolment
from models.events.queries import event_rows
from models.events.sittings import Sitting, people_by_sitting, sittings
from models.events.tables import Attendance, Event, EventSession, SessionPresence
from models.office.queries import time_zone
from models.office.rights import Right
from models.people.nik import mask_nik
from models.people.queries import PersonRow, person_rows
from models.people.search import find_ids
from models.people.tables import Occupation, Person
from models.words import _, ngettext, shorten, spoken
from ui.bench import Bench
from ui.looking import ask
from ui.panes.record_list import RecordList
from ui.panes.standings import standing_badge
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column
from ui.widgets.badge import Badge
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.reflow import Columns
from ui.widgets.segments import Segments
from ui.widgets.tool_row import tool_row

ALL = "all"
KINDS = frozenset({Person, Occupation, Attendance, SessionPresence, EventSession, Enrolment, Event})
SITTINGS = 6
"""The column of the sittings, seen where there are several."""
NAMED = 40
"""How many letters of a sitting's title are told."""


class Guest(NamedTuple):
    """One line of the list."""

    person: PersonRow
    desk: DeskRow


@dataclass(frozen=True, slots=True)
class Gathering:
    """Everybody on the list of one event, and what it takes to say how they stand to it."""

    event_id: int
    people: EventPeople
    day: date
    zone: ZoneInfo
    sittings: Sequence[Sitting]
    seen: Mapping[int, frozenset[int]]

    def seen_at(self, person_id: int) -> str:
        """Return the titles of the sittings somebody was seen at."""
        titles = (
            shorten(one.title, NAMED)
            for one in self.sittings
            if person_id in self.seen.get(one.id, ())
        )
        return ", ".join(titles)


class GuestList(RecordList):
    """All guests of an event, or a part of them. NIKs are masked until asked for.

    Several can be chosen at once; Delete takes them off the list.
    """

    take_off_asked = Signal()
    mark_asked = Signal()
    take_back_asked = Signal()

    def __init__(self, bench: Bench) -> None:
        self._event_id: int | None = None
        self._gathering: Gathering | None = None
        self._order, self._descending = Order.NAME, False
        self._part = Segments(_("People shown"))
        self._sitting: Choice[int | None] = Choice({None: _("All sessions")})
        self._sitting.setAccessibleName(_("People seen at this session"))
        self._sitting.hide()
        self._eye = EyeButton()
        self._eye.allow(allowed=bench.may(Right.SEE_NIK))
        self._mark = action_button(_("Mark as here"), "user-check")
        self._back = action_button(_("Take back check-in"), "undo-2")
        self._off = action_button(_("Take off the list"), "trash-2")
        super().__init__(
            bench,
            _("People on the event's list"),
            _("Name, NIK, phone or membership number"),
            self._columns(),
            (
                EmptyState("users", _nobody(), _("Import a list…")),
                EmptyState("search", "", _("Add person")),
            ),
        )
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        NarrowColumns(self.view, {3: 52, 4: 44, 2: 36})
        order, self._descending = self.view.sorting() or (Order.NAME, False)
        self._order = Order(order)
        bench.needs(Right.SERVE, self._mark, self._back, self._off)
        self._lay_out()
        self._listen()
        self._tell_chosen()

    def show_event(self, event_id: int) -> None:
        """Show the guests of this event; of another one than before, all of them."""
        if event_id != self._event_id:
            self._event_id, self._gathering = event_id, None
            self._part.choose(ALL)
            self._sitting.offer({None: _("All sessions")})
            self.search.clear()
            self._model.show(())
        self.reload()

    def reload(self) -> None:
        """Read anew who is on the list, off the screen's thread: they may be many."""
        event_id, order, descending = self._event_id, self._order, self._descending
        if event_id is None:
            return

        def gather(session: Any) -> Gathering | None:  # noqa: ANN401 - models own the session
            if event_id not in event_rows(session, [event_id]):
                return None  # as after the planning of it was undone
            people = event_people(session, event_id, order, descending=descending)
            return Gathering(
                event_id,
                people,
                event_day(session, event_id),
                time_zone(session),
                sittings(session, event_id),
                people_by_sitting(session, event_id),
            )

        ask(self._bench, gather, self._show_gathering, self)

    def chosen_ids(self) -> list[int]:
        """Return those chosen, in their order."""
        return self.view.chosen_ids()

    @override
    def narrowed(self) -> bool:
        partly = self._part.name() != ALL or self._sitting.value() is not None
        return super().narrowed() or partly

    @override
    def search_anew(self) -> None:
        if self._gathering is None:
            return
        ids = self._in_part(self._gathering.people)
        if typed := self.typed():
            fitting = self._fitting(typed, self._gathering)
            ids = tuple(one for one in ids if one in fitting)
            not_found = _("Nobody here fits “{typed}”.").format(typed=typed)
        else:
            not_found = _("Nobody is in this part of the list.")
        count = ngettext("{n} person", "{n} people", len(ids))
        if self.narrowed():
            count = ngettext("{n} found", "{n} found", len(ids))
        self.show_ids(ids, count, not_found)
        self._tell_chosen()

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, Guest]:
        if self._event_id is None:
            return {}
        people, desk = person_rows(session, ids), desk_rows(session, self._event_id, ids)
        return {one: Guest(people[one], desk[one]) for one in people if one in desk}

    def _lay_out(self) -> None:
        self._part.add(ALL, _("All"))
        for part in Part:
            self._part.add(part, part.label())
        self.top.addWidget(self._sitting)
        self.top.addWidget(self._eye)
        beside = QWidget()
        self.tools = QHBoxLayout(beside)
        self.tools.setContentsMargins(0, 0, 0, 0)
        self.column.insertWidget(0, self._part)
        self.column.insertWidget(1, Columns([(self.bar, 1), (beside, 0)]))
        deeds = tool_row([self._mark, self._back, self._off])
        self.column.addWidget(Columns([(self._count, 1), (deeds, 2)]))

    def _listen(self) -> None:
        self._part.chosen.connect(lambda _name: self.search_anew())
        self._sitting.picked.connect(self.search_anew)
        self._eye.toggled.connect(lambda _shown: self._model.show(self._model.ids))
        self._model.sort_asked.connect(self._sort)
        self._mark.clicked.connect(self.mark_asked)
        self._back.clicked.connect(self.take_back_asked)
        self._off.clicked.connect(self.take_off_asked)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.take_off_asked)
        self._bench.needs(Right.SERVE, delete)
        Fresh(self, self._bench.changes.committed, KINDS, self.reload)

    def _columns(self) -> list[Column[Guest]]:
        return [
            Column(
                _("Name"),
                lambda row: row.person.name,
                stretch=True,
                sort=Order.NAME,
                key="name",
            ),
            Column(_("NIK"), self._nik, width=17, sort=Order.NIK, key="nik"),
            Column(
                _("Village"),
                lambda row: row.person.village,
                width=18,
                sort=Order.VILLAGE,
                key="village",
            ),
            Column(_("Group"), lambda row: row.person.group_name, width=18, key="group"),
            Column(
                _("Occupation"),
                lambda row: row.person.occupation,
                width=16,
                sort=Order.OCCUPATION,
                key="occupation",
            ),
            Column(_("At this event"), self._standing, width=19, sort=Order.ARRIVAL, key="here"),
            Column(_("Sessions"), self._seen_at, width=16, key="sittings"),
        ]

    def _nik(self, row: Guest) -> str:
        return row.person.nik if self._eye.isChecked() else mask_nik(row.person.nik)

    def _standing(self, row: Guest) -> Badge | str:
        shown = self._gathering
        return standing_badge(row.desk, shown.day, shown.zone) if shown else ""

    def _seen_at(self, row: Guest) -> str:
        shown = self._gathering
        return shown.seen_at(row.person.id) if shown else ""

    def _sort(self, order: str, descending: bool) -> None:
        self._order, self._descending = Order(order), descending
        self.reload()

    def _show_gathering(self, found: Gathering | None) -> None:
        if found is None or found.event_id != self._event_id:
            return
        self._gathering = found
        self._offer_sittings(found)
        self._part.set_count(ALL, spoken().number(len(found.people.ids)))
        for part in Part:
            self._part.set_count(part, spoken().number(len(found.people.parts[part])))
        self.search_anew()

    def _offer_sittings(self, found: Gathering) -> None:
        """Offer to look at one sitting's people where there are several; the one chosen stays."""
        several, chosen = len(found.sittings) > 1, self._sitting.value()
        names: dict[int | None, str] = {None: _("All sessions")}
        for one in found.sittings if several else ():
            seen = ngettext("{n} seen", "{n} seen", one.seen)
            names[one.id] = f"{shorten(one.title, NAMED)} · {seen}"
        self._sitting.offer(names)
        self._sitting.show_value(chosen if chosen in names else None)
        self._sitting.setVisible(several)
        self.view.setColumnHidden(SITTINGS, not several)

    def _in_part(self, people: EventPeople) -> tuple[int, ...]:
        name, sitting = self._part.name(), self._sitting.value()
        ids = people.ids
        if name != ALL:
            wanted = people.parts[Part(name)]
            ids = tuple(one for one in ids if one in wanted)
        if sitting is not None and self._gathering is not None:
            seen = self._gathering.seen.get(sitting, frozenset())
            ids = tuple(one for one in ids if one in seen)
        return ids

    def _fitting(self, typed: str, shown: Gathering) -> frozenset[int]:
        everybody = len(shown.people.ids)
        with self._bench.store.reading() as session:
            return frozenset(
                find_ids(session, typed, limit=everybody, event_id=shown.event_id, only_event=True)
            )

    def _tell_chosen(self) -> None:
        """Allow what can be done with those chosen."""
        chosen = set(self.chosen_ids())
        parts = self._gathering.people.parts if self._gathering else {}
        present, enrolled = (parts.get(part, frozenset()) for part in (Part.PRESENT, Part.ENROLLED))
        self._off.setEnabled(bool(chosen - present - enrolled))
        self._mark.setEnabled(bool(chosen - present))
        self._back.setEnabled(bool(chosen & (present - enrolled)))


def _nobody() -> str:
    return _("Nobody is on the list yet. Drop the list you were sent here, or choose its file.")
