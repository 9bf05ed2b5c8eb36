"""Peserta: everybody known, with the particulars of the person chosen beside the list."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.people.search import NUMBER
from models.words import _
from ui.bench import Bench
from ui.panes.known_people import KnownPeople
from ui.panes.list_page import ListPage
from ui.panes.person_detail import PersonDetail
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import action_button


class PeoplePage(ListPage):
    """Goes to somebody with ``person_id``; F2 begins a new person."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        add = action_button(_("Add person"), "user-plus", primary=True)
        add.setToolTip(_("Add person  F2"))
        nobody = EmptyState("circle-user-round", _("Choose a person from the list."))
        super().__init__(bench, _("People"), _("Everybody the office knows"), add, nobody)
        self.setParent(parent)
        self._person = PersonDetail(bench)
        self.lay_out(KnownPeople(bench), self._person, (4, 3))
        self._person.person_meant.connect(self.show_record)

    @override
    def go(self, **where: object) -> None:
        person_id = where.get("person_id")
        if isinstance(person_id, int):
            self.go_to(person_id)

    @override
    def begin_new(self, typed: str) -> None:
        if NUMBER.fullmatch(typed):
            self._person.begin_new(nik=typed)
        else:
            self._person.begin_new(name=typed)
