"""Groups proposed from what the lists say: shown first, ticked or not, then made in one step."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.people.group_proposals import GroupProposal, make_groups, proposed_groups
from models.people.groups import kind_name
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Role, Size, em
from ui.looking import ask
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.tables.two_lines import show_two_lines
from ui.widgets.badge import Badge
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.text import Text


class GroupProposals(QWidget):
    """Lists what would be made. Space, Enter or the button leaves a line out, or takes it in."""

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._proposals: Sequence[GroupProposal] = ()
        self._out: set[int] = set()
        self._said = Text("", ink=FAINT, wrap=True)
        self.least = Choice({2: "2", 3: "3", 5: "5", 10: "10", 1: "1"})
        self.least.setAccessibleName(_("At least so many people"))
        self._model: RowsModel[tuple[int, GroupProposal]] = RowsModel(
            self._columns(), self._load, self
        )
        self.view = table_view(self._model, _("Proposed groups"), bench.settings, "group proposals")
        show_two_lines(self.view)
        self.switch = action_button(_("Leave out or take in"), "square-check")
        self.make = action_button(_("Make these groups"), "check", primary=True)
        self._cancel = action_button(_("Cancel"))
        self._lay_out()
        self.least.picked.connect(self._narrow)
        self.view.opened.connect(self._turn)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(lambda: self._turn(self.view.chosen_id()))
        self.switch.clicked.connect(lambda: self._turn(self.view.chosen_id()))
        self.make.clicked.connect(self._make)
        self._cancel.clicked.connect(self.left)

    def begin(self) -> None:
        """Look through the lists; what they propose is shown a moment later."""
        self._proposals, self._out = (), set()
        self._said.setText(_("Looking through the names of groups and family cards…"))
        self._model.show([])
        self.make.setEnabled(False)
        ask(self._bench, proposed_groups, self._show, self)

    def chosen(self) -> list[GroupProposal]:
        """Return what would be made now."""
        return [self._proposals[one] for one in self._model.ids if one not in self._out]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(Text(_("Groups from the lists"), Size.HEADING, elide=True), 1)
        top.addWidget(Text(_("At least so many people"), ink=FAINT))
        top.addWidget(self.least)
        foot = QHBoxLayout()
        foot.addWidget(self.switch)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addLayout(top)
        column.addWidget(self._said)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def _show(self, proposals: Sequence[GroupProposal]) -> None:
        self._proposals = proposals
        self._narrow()
        self.view.setFocus()

    def _narrow(self) -> None:
        least = self.least.value()
        self._model.show(
            [
                at
                for at, one in enumerate(self._proposals)
                if one.group_id is not None or len(one.people) >= least
            ]
        )
        self._tell()

    def _turn(self, at: object) -> None:
        """Leave a line out, or take it in again."""
        if isinstance(at, int):
            self._out ^= {at}
            self._model.show(self._model.ids)
            self._tell()

    def _tell(self) -> None:
        chosen = self.chosen()
        people = sum(len(one.people) for one in chosen)
        groups = ngettext("{n} group", "{n} groups", len(chosen))
        some = ngettext("{n} person in {groups}", "{n} people in {groups}", people, groups=groups)
        none = _("The lists tell of nobody who is not in their group yet.")
        self._said.setText(some if self._model.ids else none)
        self.make.setEnabled(bool(chosen))
        self.switch.setEnabled(bool(self._model.ids))

    def _make(self) -> None:
        chosen = self.chosen()
        self.make.setEnabled(False)
        keep(self._bench, lambda session: make_groups(session, chosen), self._made, self)

    def _made(self, people: int) -> None:
        self.left.emit()
        self._bench.done(
            ngettext("{n} person was put into a group.", "{n} people were put into groups.", people)
        )

    def _load(self, ids: Sequence[int]) -> Mapping[int, tuple[int, GroupProposal]]:
        return {at: (at, self._proposals[at]) for at in ids}

    def _columns(self) -> list[Column[tuple[int, GroupProposal]]]:
        return [
            Column(
                _("Group"),
                lambda row: f"{row[1].name}\n{_about(row[1])}",
                stretch=True,
                key="group",
            ),
            Column(
                _("People"), lambda row: spoken().number(len(row[1].people)), width=7, key="people"
            ),
            Column(_("What is done"), self._standing, width=14, key="done"),
        ]

    def _standing(self, row: tuple[int, GroupProposal]) -> Badge:
        at, proposal = row
        if at in self._out:
            return Badge(_("Left out"), Role.NEUTRAL)
        if proposal.group_id is not None:
            return Badge(_("Added to it"), Role.INFO)
        return Badge(_("New group"), Role.SUCCESS)


def _about(proposal: GroupProposal) -> str:
    village = proposal.region_line.split(",")[0]
    return " · ".join(part for part in (kind_name(proposal.kind), village) if part)
