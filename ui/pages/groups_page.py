"""Families and groups: their list, the group chosen beside it, and those the lists propose."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _, spoken
from ui.bench import Bench
from ui.panes.calling_files import groups_listed, save_calls
from ui.panes.groups_detail import GroupDetail
from ui.panes.groups_list import GroupList
from ui.panes.groups_proposals import GroupProposals
from ui.panes.list_page import ListPage
from ui.panes.people_ways import GROUPS, PeopleWays
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import action_button


class GroupsPage(ListPage):
    """Goes to a group with ``group_id``; F2 begins a new one."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        add = action_button(_("Add group"), "plus", primary=True)
        add.setToolTip(_("Add group  F2"))
        nothing = EmptyState("users", _("Choose a group from the list."))
        title = _("Families and groups")
        super().__init__(bench, title, _("Who belongs together, and whom to call"), add, nothing)
        self.setParent(parent)
        self.groups, self.group = GroupList(bench), GroupDetail(bench)
        self.ways = PeopleWays(bench, GROUPS)
        self.add(self.ways)
        self.lay_out(self.groups, self.group, (4, 4))
        self.proposals = GroupProposals(bench)
        self._right.addWidget(self.proposals)
        self.groups.propose.clicked.connect(self.show_proposals)
        self.groups.paper.clicked.connect(lambda: self.save_list(paper=True))
        self.groups.table.clicked.connect(lambda: self.save_list(paper=False))
        self.proposals.left.connect(self._leave_proposals)
        self.group.person_chosen.connect(lambda person: bench.show_page("people", person_id=person))

    @override
    def go(self, **where: object) -> None:
        group_id = where.get("group_id")
        if isinstance(group_id, int):
            self.go_to(group_id)

    @override
    def begin_new(self, typed: str) -> None:
        self.group.begin_new(typed)

    @override
    def may_leave(self) -> bool:
        return self._right.currentWidget() is self.proposals or super().may_leave()

    @override
    def may_close(self) -> bool:
        return self._right.currentWidget() is self.proposals or super().may_close()

    def show_proposals(self) -> None:
        """Show which groups the lists tell of, unless something typed would be lost."""
        if self.show_nothing():
            self._right.setCurrentWidget(self.proposals)
            self.proposals.begin()

    def save_list(self, *, paper: bool) -> None:
        """Ask for a place and write the groups shown there, to call by."""
        words = spoken()
        listed = groups_listed(self.groups.ids, words)
        name = _("People by group")
        save_calls(self._bench, name, listed, words, self.groups.strip, paper=paper)

    def _leave_proposals(self) -> None:
        self._right.setCurrentWidget(self._nothing)
        self.groups.view.setFocus()
