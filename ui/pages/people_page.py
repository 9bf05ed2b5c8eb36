"""Peserta: everybody known, with the particulars of the person chosen beside the list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.rights import Right
from models.people.search import NUMBER
from models.reporting.behind import Behind
from models.reporting.behind_event import BehindEvent
from models.words import _
from ui.bench import Bench
from ui.panes.duplicates_layer import DuplicatesLayer
from ui.panes.list_page import ListPage
from ui.panes.people_table import PeopleTable
from ui.panes.people_ways import PEOPLE, PeopleWays
from ui.panes.person_detail import PersonDetail
from ui.panes.returns_layer import ReturnsLayer
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import action_button

if TYPE_CHECKING:  # loaded with the first change of several people
    from ui.panes.people_bulk import PeopleBulk


class PeoplePage(ListPage):
    """Goes to somebody with ``person_id``, to those a ``figure`` counts; F2 begins a new person."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        add = action_button(_("Add person"), "user-plus", primary=True)
        add.setToolTip(_("Add person  F2"))
        bench.needs(Right.SERVE, add)
        nobody = EmptyState("circle-user-round", _("Choose a person from the list."))
        super().__init__(bench, _("People"), _("Everybody the office knows"), add, nobody)
        self.setParent(parent)
        self._person = PersonDetail(bench)
        self._people = PeopleTable(bench)
        self.ways = PeopleWays(bench, PEOPLE)
        self.add(self.ways)
        self.lay_out(self._people, self._person, (4, 3))
        self.returns = ReturnsLayer(bench, self, self.columns, self._people)
        self.duplicates = DuplicatesLayer(bench, self, self.columns, self._show_list)
        self._bulk: PeopleBulk | None = None
        self._people.deeds.edit_asked.connect(self._change_together)
        self._person.person_meant.connect(self.show_record)
        self._person.alike_chosen.connect(self.go_to)
        self._person.group_chosen.connect(lambda group: bench.show_page("groups", group_id=group))

    @override
    def go(self, **where: object) -> None:
        person_id = where.get("person_id")
        if isinstance(person_id, int):
            self.go_to(person_id)
        figure = where.get("figure")
        if isinstance(figure, Behind | BehindEvent) and self.show_nothing():
            self._show_list()
            self._people.show_figure(figure)

    @override
    def may_leave(self) -> bool:
        bulk = self._bulk is None or self._bulk.may_leave()
        free = bulk and self.returns.let_go() and super().may_leave()
        if free:
            self.duplicates.step_aside()  # nothing is typed there
            if self._bulk is not None and not self._bulk.isHidden():
                self._show_list()
        return free

    @override
    def show_record(self, record_id: int) -> None:
        self._show_list()
        super().show_record(record_id)

    def _change_together(self, ids: Sequence[int]) -> None:
        """Show the form for changing several people in the place of the list."""
        if not self.may_leave():
            return
        bulk = self._bulk = self._bulk or self._add_bulk()
        self.columns.hide()
        bulk.show()
        bulk.show_people(ids)

    def _add_bulk(self) -> "PeopleBulk":
        from ui.panes.people_bulk import PeopleBulk

        bulk = PeopleBulk(self._bench)
        bulk.left.connect(self._come_back)
        self.add(bulk, 1)
        return bulk

    def _show_list(self) -> None:
        """Show the list again where something else stands in its place."""
        self.returns.step_aside()
        if self._bulk is not None:
            self._bulk.hide()

    def _come_back(self) -> None:
        self._show_list()
        self._people.view.setFocus()

    @override
    def begin_new(self, typed: str) -> None:
        self.returns.step_aside()
        if NUMBER.fullmatch(typed):
            self._person.begin_new(nik=typed)
        else:
            self._person.begin_new(name=typed)
