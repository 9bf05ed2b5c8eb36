"""One group: its particulars, and who is in it."""

from typing import Any

from PySide6.QtCore import Signal
from typing_extensions import override

from models.partners.tables import Partner
from models.people.groups import (
    GroupDraft,
    add_group,
    change_group,
    dissolve_group,
    group_draft,
    group_rows,
    kind_name,
    partner_names,
)
from models.people.tables import Group, GroupMember, Person
from models.words import _
from ui.bench import Bench
from ui.forms.group_form import GroupForm
from ui.forms.keeping import keep
from ui.look import Role
from ui.panes.detail import FORM, REST, Detail, Shown
from ui.panes.groups_members import GroupMembers
from ui.widgets.badge import Badge
from ui.widgets.header import action_button

KINDS = frozenset({Group, GroupMember, Person, Partner})


class GroupDetail(Detail):
    """Shows the group chosen, its people first, or the form for a new one."""

    person_chosen = Signal(object)
    kind = Group

    def __init__(self, bench: Bench) -> None:
        self._form = GroupForm(bench)
        self.members = GroupMembers(bench)
        super().__init__(bench, self._form, self.members, _("People"), KINDS)
        self.dissolve = action_button(_("Dissolve"), "trash-2")
        self.panel.buttons.insertWidget(0, self.dissolve)
        self.dissolve.clicked.connect(self._dissolve)
        self.members.person_chosen.connect(self.person_chosen)

    def begin_new(self, name: str = "") -> None:
        """Show the form for a new group, with what was searched for filled in."""
        with self._bench.store.reading() as session:
            self._form.offer_partners(partner_names(session))
        self.dissolve.hide()
        self.show_new(_("Add group"), GroupDraft())
        if name:
            self._form.name.setText(name)
            self._form.name.textEdited.emit(name)
        self.begin()

    @override
    def begin(self) -> None:
        """Put the keyboard into the form, or to the people where they are shown."""
        if self._parts.name() == REST and self.record_id is not None:
            self.members.add_field.setFocus()
        else:
            self.show_part(FORM)
            self._form.setFocus()

    @override
    def look_up(self, session: Any, record_id: int) -> Shown | None:
        row = group_rows(session, [record_id]).get(record_id)
        if row is None:
            return None
        draft = group_draft(session, record_id)
        self.dissolve.show()
        self._form.offer_partners(partner_names(session, draft.partner_id))
        count = self.members.show_group(session, record_id)
        return Shown(row.name, draft, count, Badge(kind_name(row.kind), Role.NEUTRAL))

    @override
    def draft_of(self, session: Any, record_id: int) -> GroupDraft:
        return group_draft(session, record_id)

    @override
    def add(self, session: Any, draft: GroupDraft) -> int:
        return add_group(session, draft)

    @override
    def change(self, session: Any, record_id: int, draft: GroupDraft) -> None:
        change_group(session, record_id, draft)

    def _dissolve(self) -> None:
        """Take the group out; its people stay, and it can be undone, so nobody is asked."""
        group_id = self.record_id
        if group_id is None or not self.may_leave():
            return
        said = _("{name} was dissolved.").format(name=self._form.draft().name)
        keep(
            self._bench,
            lambda session: dissolve_group(session, group_id),
            lambda _nothing: self._bench.done(said),
            self,
        )
