"""The list of everybody the office knows, found as one types."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from models.people.nik import mask_nik
from models.people.queries import PersonOrder, PersonRow, people_ids, person_rows
from models.people.search import FEWEST_DIGITS, NUMBER, find_ids
from models.people.tables import Occupation, Person
from models.words import _, ngettext
from ui.bench import Bench
from ui.looking import ask
from ui.panes.record_list import RecordList
from ui.tables.rows_model import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.fresh import Fresh

MOST_FOUND = 2000
"""How many are shown of those that fit what was typed; more nobody reads."""
KINDS = frozenset({Person, Occupation})


class KnownPeople(RecordList):
    """All people by name, or those that fit what was typed. NIKs are masked until asked for."""

    def __init__(self, bench: Bench) -> None:
        self._order, self._descending = PersonOrder.NAME, False
        self._all: Sequence[int] | None = None
        self._wanted: int | None = None
        self._eye = EyeButton()
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
        self.top.addWidget(self._eye)
        self._eye.toggled.connect(lambda _shown: self._model.show(self._model.ids))
        self._model.sort_asked.connect(self._sort)
        Fresh(self, bench.changes.committed, KINDS, self.reload)
        self.reload()

    def reload(self) -> None:
        """Read anew who is known, off the screen's thread: they may be very many."""
        order, descending = self._order, self._descending
        ask(
            self._bench,
            lambda session: people_ids(session, order, descending=descending),
            self._show_all,
            self,
        )

    @override
    def show_record(self, record_id: int) -> None:
        if self._all is None or record_id not in self._all:
            self._wanted = record_id  # until it has been read who is known
        super().show_record(record_id)

    @override
    def search_anew(self) -> None:
        if self._all is None:
            return
        typed = self.typed()
        ids = self._fitting(typed) if typed else self._all
        shown = ids[:MOST_FOUND] if typed else ids
        self.show_ids(shown, _counted(len(ids), searched=bool(typed)), _not_found(typed))

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, PersonRow]:
        return person_rows(session, ids)

    def _columns(self) -> list[Column[PersonRow]]:
        return [
            Column(_("Name"), lambda row: row.name, stretch=True, sort=PersonOrder.NAME),
            Column(_("NIK"), self._nik, width=17, sort=PersonOrder.NIK),
            Column(_("Village"), lambda row: row.village, sort=PersonOrder.VILLAGE),
            Column(_("Occupation"), lambda row: row.occupation, sort=PersonOrder.OCCUPATION),
        ]

    def _nik(self, row: PersonRow) -> str:
        return row.nik if self._eye.isChecked() else mask_nik(row.nik)

    def _sort(self, order: str, descending: bool) -> None:
        self._order, self._descending = PersonOrder(order), descending
        self.reload()

    def _show_all(self, ids: Sequence[int]) -> None:
        self._all = ids
        self.search_anew()
        if self._wanted is not None:
            self.view.choose(self._wanted)
            self._wanted = None

    def _fitting(self, typed: str) -> list[int]:
        """Return who fits what was typed, sorted as everybody is."""
        with self._bench.store.reading() as session:
            fitting = frozenset(find_ids(session, typed, limit=MOST_FOUND + 1))
        return [one for one in self._all or () if one in fitting]


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
    return _("Nobody known fits “{typed}”.").format(typed=typed)
