"""The list of families and groups, found by name or head as one types, of one kind or all."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from models.people.groups import GroupRow, group_ids, group_rows, kind_name
from models.people.phones import show_phone
from models.people.tables import Group, GroupKind, GroupMember, Person
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.panes.record_list import RecordList
from ui.tables.rows_model import Column
from ui.tables.two_lines import show_two_lines
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.tool_row import tool_row

KINDS = frozenset({Group, GroupMember, Person})


class GroupList(RecordList):
    """All groups by name, or those that fit what was typed, of one kind."""

    def __init__(self, bench: Bench) -> None:
        none = _("No family or group yet: kelompok tani, nelayan, wadah, keluarga.")
        super().__init__(
            bench,
            _("Families and groups"),
            _("Name of a group or of its head"),
            _columns(),
            (
                EmptyState("users", none, _("Add group")),
                EmptyState("search", "", _("Add as a new group")),
            ),
        )
        self.kind: Choice[GroupKind | None] = Choice(_kinds())
        self.kind.setAccessibleName(_("Kind of the groups shown"))
        self.propose = action_button(_("From the lists…"), "clipboard-list")
        self.paper = action_button(_("Call list as PDF…"), "file-text")
        self.table = action_button(_("Call list as Excel…"), "file-spreadsheet")
        self.strip = ProgressStrip()
        tiles = tool_row([self.kind, self.propose, self.paper, self.table])
        self.column.insertWidget(1, tiles)
        self.column.insertWidget(2, self.strip)
        show_two_lines(self.view)
        self.kind.picked.connect(self.search_anew)
        Fresh(self, bench.changes.committed, KINDS, self.search_anew)
        self.search_anew()

    @property
    def ids(self) -> Sequence[int]:
        """The groups shown."""
        return self._model.ids

    @override
    def search_anew(self) -> None:
        typed = self.typed()
        with self._bench.store.reading() as session:
            ids = group_ids(session, typed, self.kind.value())
        none = _("No group fits “{typed}”.") if typed else _("No group of this kind.")
        count = ngettext("{n} group", "{n} groups", len(ids))
        self.show_ids(ids, count, none.format(typed=typed))
        for button in (self.paper, self.table):
            button.setEnabled(bool(ids))

    @override
    def narrowed(self) -> bool:
        return super().narrowed() or self.kind.value() is not None

    @override
    def show_record(self, record_id: int) -> None:
        if self._model.place(record_id) < 0:
            self.kind.show_value(None)
            self.search_anew()
        super().show_record(record_id)

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, GroupRow]:
        return group_rows(session, ids)


def _kinds() -> dict[GroupKind | None, str]:
    names: dict[GroupKind | None, str] = {None: _("All kinds")}
    return {**names, **{kind: kind_name(kind) for kind in GroupKind}}


def _columns() -> list[Column[GroupRow]]:
    return [
        Column(_("Group"), lambda row: f"{row.name}\n{_about(row)}", stretch=True, key="group"),
        Column(
            _("Head"),
            lambda row: f"{row.head}\n{show_phone(row.head_phone)}",
            width=18,
            key="head",
        ),
        Column(_("People"), lambda row: spoken().number(row.members), width=8, key="people"),
    ]


def _about(row: GroupRow) -> str:
    return " · ".join(part for part in (kind_name(row.kind), row.village) if part)
