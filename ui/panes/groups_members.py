"""Who is in a group: put in as one types, taken out, made its head, with what each does there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.people.groups import (
    NAME_LENGTH,
    MemberRow,
    add_members,
    change_role,
    group_members,
    make_head,
    remove_members,
)
from models.people.phones import show_phone
from models.words import _
from ui.bench import Bench
from ui.forms.group_form import find_people
from ui.forms.keeping import keep
from ui.look import FAINT, Role, em
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.tables.two_lines import show_two_lines
from ui.widgets.badge import Badge
from ui.widgets.header import action_button
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row
from ui.widgets.type_ahead import TypeAhead

LEAST = 8


class GroupMembers(QWidget):
    """A table of a group's people. Enter shows somebody's page, Delete takes them out."""

    person_chosen = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._group_id: int | None = None
        self._members: dict[int, MemberRow] = {}
        self.add_field = TypeAhead(_("Put somebody in: name, NIK or phone"), glyph="user-plus")
        self.add_field.find_with(find_people(bench))
        self.nobody = Text(_("Nobody is in this group yet."), ink=FAINT, wrap=True)
        self._model: RowsModel[MemberRow] = RowsModel(_columns(), self._load, self)
        self.view = table_view(self._model, _("People"), bench.settings, "group members")
        show_two_lines(self.view)
        self.role = QLineEdit()
        self.role.setMaxLength(NAME_LENGTH)
        self.role.setPlaceholderText(_("Part in the group"))
        self.role.setAccessibleName(_("Part in the group"))
        self.note_role = action_button(_("Note it"), "pencil")
        self.lead = action_button(_("Make head"), "user-check")
        self.remove = action_button(_("Take out"), "trash-2")
        self._lay_out()
        self.add_field.chosen.connect(self._put_in)
        self.view.id_changed.connect(self._show_chosen)
        self.view.opened.connect(self.person_chosen)
        self.role.returnPressed.connect(self._note_role)
        self.note_role.clicked.connect(self._note_role)
        self.lead.clicked.connect(self._make_head)
        self.remove.clicked.connect(self.take_out)

    def show_group(self, session: Any, group_id: int) -> int:  # noqa: ANN401 - see keep
        """Show a group's people; return how many."""
        self._group_id = group_id
        self._members = {one.id: one for one in group_members(session, group_id)}
        self._model.show(list(self._members))
        self.nobody.setVisible(not self._members)
        self.view.setVisible(bool(self._members))
        self._show_chosen()
        return len(self._members)

    def names(self) -> list[str]:
        """Return who is shown, top down."""
        return [one.name for one in self._members.values()]

    def may_leave(self) -> bool:
        """Whether nothing is lost: what is half typed here, nobody misses."""
        return True

    def take_out(self) -> None:
        """Take whoever is chosen out; that can be undone, so nobody is asked."""
        person = self._chosen()
        if person is not None:
            said = _("{name} was taken out of the group.").format(name=person.name)
            self._do(lambda s, group: remove_members(s, group, [person.id]), said)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.take_out()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        column.addWidget(self.add_field)
        column.addWidget(self.nobody)
        column.addWidget(self.view, 1)
        column.addWidget(tool_row([self.role, self.note_role, self.lead, self.remove], LEAST))

    def _put_in(self, person_id: object) -> None:
        if not isinstance(person_id, int):
            return
        name = self.add_field.text()
        self.add_field.clear()
        if person_id in self._members:
            self._bench.messages.tell(_("{name} is in the group already.").format(name=name))
            return
        said = _("{name} was put into the group.").format(name=name)
        self._do(lambda session, group: add_members(session, group, [person_id]), said)

    def _note_role(self) -> None:
        person, role = self._chosen(), self.role.text()
        if person is not None and role.strip() != person.role:
            said = _("The part of {name} was noted.").format(name=person.name)
            self._do(lambda session, group: change_role(session, group, person.id, role), said)

    def _make_head(self) -> None:
        person = self._chosen()
        if person is not None:
            said = _("{name} leads the group now.").format(name=person.name)
            self._do(lambda session, group: make_head(session, group, person.id), said)

    def _do(self, operation: Callable[[Any, int], object], said: str) -> None:
        group_id = self._group_id
        if group_id is not None:
            keep(
                self._bench,
                lambda session: operation(session, group_id),
                lambda _result: self._bench.done(said),
                self,
            )

    def _chosen(self) -> MemberRow | None:
        chosen = self.view.chosen_id()
        return self._members.get(chosen) if chosen is not None else None

    def _show_chosen(self, _person: object = None) -> None:
        person = self._chosen()
        self.role.setText(person.role if person else "")
        for widget in (self.role, self.note_role, self.remove):
            widget.setEnabled(person is not None)
        self.lead.setEnabled(person is not None and not person.is_head)

    def _load(self, ids: Sequence[int]) -> Mapping[int, MemberRow]:
        return {one: self._members[one] for one in ids if one in self._members}


def _columns() -> list[Column[MemberRow]]:
    return [
        Column(
            _("Name"), lambda row: f"{row.name}\n{show_phone(row.phone)}", stretch=True, key="name"
        ),
        Column(_("Part"), _part, width=11, key="part"),
        Column(_("Village"), lambda row: row.village, width=15, key="village"),
    ]


def _part(row: MemberRow) -> str | Badge:
    return Badge(_("Head"), Role.INFO) if row.is_head else row.role
