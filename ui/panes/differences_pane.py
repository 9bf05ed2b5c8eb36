"""Perbedaan: what two desks say differently, one after the other, and what is to stand."""

from collections.abc import Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.office.queries import time_zone
from models.packets.deciding import decide
from models.packets.showing import Difference, differences
from models.packets.tables import Choice, ConflictState, MergeConflict
from models.packets.wording import choice_name, conflict_kind_name
from models.people.tables import Person
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.look import FAINT, Role, Size, em
from ui.looking import ask
from ui.panes.difference_sides import DifferenceSides
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.tables.two_lines import show_two_lines
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.panel import Card
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view
from ui.widgets.segments import Segments
from ui.widgets.text import Text

KINDS = frozenset({MergeConflict, Person})
OPEN, DECIDED = "open", "decided"
MOST_KEYS = 9


class DifferencesPane(QWidget):
    """The arrows choose a difference, the numbers keep a side; the next one follows."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows: dict[int, Difference] = {}
        self._place = 0
        self._zone = ZoneInfo("UTC")
        self._kept: int | None = None
        self.which = Segments(_("Which differences"))
        self.which.add(OPEN, _("To be decided"))
        self.which.add(DECIDED, _("Decided"))
        self.model: RowsModel[Difference] = RowsModel(self._columns(), self._load, self)
        self.view = table_view(self.model, _("Differences"), bench.settings, "list/differences")
        show_two_lines(self.view)
        self.none = EmptyState("circle-check", "")
        self._lists = QStackedWidget()
        self.sides = DifferenceSides()
        self.reason = ReasonForm()
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)

    def read(self) -> None:
        """Look up anew what differs."""
        decided = self.which.name() == DECIDED
        ask(
            self._bench,
            lambda session: (differences(session, decided=decided), time_zone(session)),
            self._show,
            self,
        )

    def rows(self) -> list[Difference]:
        """Return what is listed."""
        return list(self._rows.values())

    def begin(self) -> None:
        """Put the keyboard on the list."""
        (self.view if self._rows else self.which).setFocus()

    def keep_side(self, side: int | None) -> None:
        """Let one side of the difference chosen stand, or all of them; ask why where money goes."""
        row = self._chosen()
        if row is None or row.state is not ConflictState.OPEN:
            return
        if not (row.both if side is None else row.single):
            return
        if side is not None and row.voids:
            self._kept = side
            self.reason.ask(_("Why? What does not stand is voided with this reason."), _("Decide"))
            bring_into_view(self.reason)
        else:
            self._decide(row, side, "")

    def _decide(self, row: Difference, side: int | None, reason: str) -> None:
        said = _("Decided: {name}, {what}.").format(name=row.name, what=row.what)
        choice = {None: Choice.BOTH, 0: Choice.LEFT}.get(side, Choice.RIGHT)
        self.view.setFocus()
        keep(
            self._bench,
            lambda session: decide(session, row.id, choice, reason, side=side),
            lambda _nothing: self._bench.done(said),
            self,
        )

    def _lay_out(self) -> None:
        listed, beside = Card(), Card()
        keys = _("↑ ↓: choose · 1, 2: keep a side · 3: keep both")
        listed.column.addWidget(self.which)
        self._keys = Text(keys, Size.CAPTION, FAINT, wrap=True)
        listed.column.addWidget(self._keys)
        for layer in (self.none, self.view):
            self._lists.addWidget(layer)
        listed.column.addWidget(self._lists, 1)
        beside.column.addWidget(self.reason)
        beside.column.addWidget(self.sides, 1)
        self._beside = beside
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(Columns([(listed, 2), (beside, 3)]), 1)
        beside.hide()

    def _listen(self) -> None:
        self.which.chosen.connect(self.read)
        self.view.id_changed.connect(self._choose)
        self.view.opened.connect(lambda _id: self._go_to_sides())
        self.sides.kept.connect(self.keep_side)
        self.sides.person_asked.connect(self._show_person)
        self.reason.given.connect(self._give_reason)
        for number in range(1, MOST_KEYS + 1):
            key = QShortcut(QKeySequence(str(number)), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self._press, number))

    def _columns(self) -> list[Column[Difference]]:
        return [
            Column(
                _("Whom and what"),
                lambda row: f"{row.name}\n{row.what}",
                stretch=True,
                key="name",
            ),
            Column(_("What it is"), _badge, width=22, key="kind"),
        ]

    def _load(self, ids: Sequence[int]) -> Mapping[int, Difference]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _show(self, found: tuple[Sequence[Difference], ZoneInfo]) -> None:
        """Show these; at the place of one that is gone the next one is chosen."""
        rows, self._zone = found
        chosen = self.view.chosen_id()
        place = self.model.place(chosen) if chosen is not None else self._place
        self._rows = {row.id: row for row in rows}
        ids = list(self._rows)
        self.model.show(ids)
        self._lists.setCurrentWidget(self.view if ids else self.none)
        self._beside.setVisible(bool(ids))
        decided = self.which.name() == DECIDED
        self._keys.setVisible(bool(ids) and not decided)
        self.none.say(
            _("Nothing has been decided yet.") if decided else _("All desks say the same.")
        )
        if ids:
            self.view.choose(chosen if chosen in self._rows else ids[min(place, len(ids) - 1)])
            self._choose(self.view.chosen_id())
        elif self.isVisible() and not self.which.hasFocus():
            self.which.setFocus()

    def _chosen(self) -> Difference | None:
        return self._rows.get(self.view.chosen_id() or 0)

    def _choose(self, _conflict_id: object) -> None:
        row = self._chosen()
        if row is not None:
            self._place = max(self.model.place(row.id), 0)
            self.reason.hide()
            self.sides.show_difference(row, self._zone)

    def _go_to_sides(self) -> None:
        self.sides.begin()
        bring_into_view(self.sides)

    def _press(self, number: int) -> None:
        """Keep the side with this number; the one after the last lets all stand."""
        row = self._chosen()
        if row is not None and number <= len(row.sides):
            self.keep_side(number - 1)
        elif row is not None and number == len(row.sides) + 1:
            self.keep_side(None)

    def _give_reason(self, reason: str) -> None:
        row = self._chosen()
        if row is not None:
            self._decide(row, self._kept, reason)

    def _show_person(self, person_id: object) -> None:
        if isinstance(person_id, int):
            self._bench.show_page("people", person_id=person_id)


def _badge(row: Difference) -> Badge:
    if row.choice is not None:
        return Badge(choice_name(row.choice), Role.SUCCESS)
    return Badge(conflict_kind_name(row.kind), Role.WARNING)
