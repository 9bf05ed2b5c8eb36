"""The list of everybody the office knows, found as one types."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from typing_extensions import override

from models.enrolment.drafts import status_name
from models.enrolment.tables import Enrolment
from models.events.tables import Attendance, Event
from models.office.queries import today
from models.office.rights import Right
from models.people.dates import age_on
from models.people.drafts import sex_name
from models.people.filters import PeopleFilter
from models.people.listing import (
    ListedPerson,
    Listing,
    ListOrder,
    first_ids,
    found_among,
    listed_ids,
    listed_rows,
    searched_ids,
)
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.people.search import FEWEST_DIGITS, NUMBER
from models.people.tables import Occupation, Person
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.looking import ask
from ui.panes.record_list import RecordList
from ui.tables.rows_model import Column
from ui.tasks import Task
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh

MOST_FOUND = 500
"""How many are shown of those that fit what was typed; more nobody reads."""
FIRST = 100
"""How many are shown before it is known who follows."""
KINDS = frozenset({Person, Occupation})
ABOUT_THEM = frozenset({Enrolment, Attendance, Event})
"""What a line tells besides, but which decides on who is listed only in some cases."""


class KnownPeople(RecordList):
    """All people by name, or those that fit what was typed. NIKs are masked until asked for."""

    def __init__(self, bench: Bench) -> None:
        self._wanted = self.starting_filter()
        self._order, self._descending = ListOrder.NAME, False
        self._all: Sequence[int] | None = None
        self._awaited: int | None = None
        self._asked: list[Task[Any]] = []
        self._searching: Task[Any] | None = None
        self._reading = False
        self.eye = EyeButton()
        self.eye.allow(allowed=bench.may(Right.SEE_NIK))
        with bench.store.reading() as session:
            self._today = today(session)
        nobody = _("Nobody is known yet. Take in a list at an event, or add a person.")
        super().__init__(
            bench,
            _("People"),
            _("Name, NIK, phone or membership number"),
            self._columns(),
            (
                EmptyState("users", nobody, _("Add person")),
                EmptyState("search", "", _("Add as a new person")),
            ),
        )
        self.top.addWidget(self.eye)
        order, self._descending = self.view.sorting() or (ListOrder.NAME, False)
        self._order = ListOrder(order)
        self.eye.toggled.connect(lambda _shown: self._model.show(self._model.ids))
        self._model.sort_asked.connect(self._sort)
        Fresh(self, bench.changes.committed, KINDS, self.reload)
        Fresh(self, bench.changes.committed, ABOUT_THEM, self._look_again)
        self.reload()

    def starting_filter(self) -> PeopleFilter:
        """Return what is asked of those listed at first."""
        return PeopleFilter()

    def show_outside(self, record_id: int) -> None:
        """Take note that ``record_id`` is not among those listed."""

    def listing(self) -> Listing:
        """Return who is listed, and in what order."""
        return Listing(self._wanted, self._order, self._descending)

    def reload(self) -> None:
        """Read anew who is known, off the screen's thread: they may be very many."""
        for task in self._asked:
            task.stop()
        with self._bench.store.reading() as session:
            self._today = today(session)
        listing, day = self.listing(), self._today
        self._asked = []
        self._reading = True
        if self._all is None and self.is_whole():
            self._ask(lambda session: first_ids(session, listing, day, FIRST), self._show_first)
        self._ask(
            lambda session: listed_ids(session, listing, day, self.counted(session)),
            self._show_all,
        )

    def counted(self, session: Any) -> Any:  # noqa: ANN401 - models own it
        """Return what is true of the people a figure counts, None where all are listed."""

    def is_whole(self) -> bool:
        """Whether nothing but what is typed narrows the list."""
        return self._wanted.is_empty()

    @override
    def narrowed(self) -> bool:
        return super().narrowed() or not self.is_whole()

    @override
    def show_record(self, record_id: int) -> None:
        if self._all is None or record_id not in self._all:
            self._awaited = record_id  # until it has been read who is known
            if not self._reading:
                self.show_outside(record_id)
        if self.view.chosen_id() != record_id:
            super().show_record(record_id)

    @override
    def search_anew(self) -> None:
        typed = self.typed()
        if not typed:
            if self._all is not None:
                self._show(self._all, typed)
            return
        listing, day = self.listing(), self._today
        if self.is_whole():
            with self._bench.store.reading() as session:
                self._show(searched_ids(session, typed, listing, day, MOST_FOUND + 1), typed)
            return
        everybody, most = self._all, MOST_FOUND + 1
        if everybody is not None:  # else it is searched once they are known
            if self._searching is not None:
                self._searching.stop()
            self._searching = self._ask(
                lambda session: (
                    searched_ids(session, typed, listing, day, most)
                    if listing.wanted.archived
                    else found_among(session, typed, everybody, most)
                ),
                partial(self._show_found, typed),
            )

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, ListedPerson]:
        return listed_rows(session, ids)

    def _columns(self) -> list[Column[ListedPerson]]:
        return [
            Column(_("Name"), lambda row: row.name, stretch=True, sort=ListOrder.NAME, key="name"),
            Column(_("NIK"), self._nik, width=17, sort=ListOrder.NIK, key="nik"),
            Column(
                _("Village"),
                lambda row: row.village,
                width=12,
                sort=ListOrder.VILLAGE,
                key="village",
            ),
            Column(
                _("Occupation"),
                lambda row: row.occupation,
                width=12,
                sort=ListOrder.OCCUPATION,
                key="occupation",
                away=True,  # a name should be read whole beside somebody's particulars
            ),
        ]

    def _nik(self, row: ListedPerson) -> str:
        return row.nik if self.eye.isChecked() else mask_nik(row.nik)

    def _ask(self, query: Any, answered: Any) -> Task[Any]:  # noqa: ANN401 - as ``ask`` takes them
        task = ask(self._bench, query, answered, self)
        self._asked.append(task)
        return task

    def _look_again(self) -> None:
        """Read the lines anew, and who is listed only where that may have changed."""
        if self.is_whole() and self._order is not ListOrder.COVER:
            self._model.show(self._model.ids)
        else:
            self.reload()

    def _sort(self, order: str, descending: bool) -> None:
        self._order, self._descending = ListOrder(order), descending
        self.reload()

    def _show_first(self, ids: Sequence[int]) -> None:
        """Show the first of all, until it is known who follows."""
        if ids and not self.typed():
            self.show_ids(ids, "…", "")

    def _show_all(self, ids: Sequence[int]) -> None:
        self._all = ids
        self._reading = False
        self.search_anew()
        awaited, self._awaited = self._awaited, None
        if awaited is not None and awaited in ids:
            self.view.choose(awaited)
        elif awaited is not None:
            self.show_outside(awaited)

    def _show_found(self, typed: str, ids: Sequence[int]) -> None:
        if typed == self.typed():
            self._show(ids, typed)

    def _show(self, ids: Sequence[int], typed: str) -> None:
        shown = ids[:MOST_FOUND] if typed else ids
        self.show_ids(shown, _counted(len(ids), searched=bool(typed)), _not_found(typed))


def more_columns(day: date) -> list[Column[ListedPerson]]:
    """Return the further columns of the table of everybody; ages are those of ``day``."""
    return [
        Column(_("Phone"), lambda row: show_phone(row.phone), width=16, key="phone", away=True),
        Column(
            _("Birth date"),
            lambda row: _born(row.birth_date, day),
            width=16,
            sort=ListOrder.AGE,
            key="born",
            away=True,
        ),
        Column(_("Sex"), lambda row: sex_name(row.sex) if row.sex else "", key="sex", away=True),
        Column(
            _("Status"), lambda row: status_name(row.status) if row.status else "", key="status"
        ),
        Column(_("Cover until"), _cover, width=12, sort=ListOrder.COVER, key="cover", away=True),
        Column(
            _("Membership number"),
            lambda row: row.member_number,
            sort=ListOrder.NUMBER,
            key="number",
            away=True,
        ),
        Column(_("Last event"), lambda row: row.event, width=22, key="event", away=True),
        Column(
            _("Group"), lambda row: row.group_name, sort=ListOrder.GROUP, key="group", away=True
        ),
        Column(_("To look at again"), lambda row: row.flag, width=18, key="flag", away=True),
    ]


def _born(birth: date | None, day: date) -> str:
    return f"{spoken().digits(birth)} ({age_on(birth, day)})" if birth else ""


def _cover(row: ListedPerson) -> str:
    return spoken().digits(row.cover_until) if row.cover_until else ""


def _counted(count: int, *, searched: bool) -> str:
    if not searched:
        return ngettext("{n} person", "{n} people", count)
    if count > MOST_FOUND:
        return ngettext("more than {n} found", "more than {n} found", MOST_FOUND)
    return ngettext("{n} found", "{n} found", count)


def _not_found(typed: str) -> str:
    digits = sum(letter.isdigit() for letter in typed)
    if NUMBER.fullmatch(typed) and digits < FEWEST_DIGITS:
        return ngettext("Type at least {n} digit.", "Type at least {n} digits.", FEWEST_DIGITS)
    if not typed:
        return _("Nobody is as the filter asks.")
    return _("Nobody known fits “{typed}”.").format(typed=typed)
