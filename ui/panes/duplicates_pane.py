"""Who is probably in the list twice: the pairs, the likeliest first, and what to do with each."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.people.apart import Pair, keep_apart
from models.people.duplicates import Duplicate, duplicates, still_likely
from models.people.tables import Person, PersonApart
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT, Size, em
from ui.looking import ask
from ui.panes.alike_notice import why
from ui.panes.person_merging import PersonMerging
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text

KINDS = frozenset({Person, PersonApart})
WITH_REASONS = 44
"""The width of the list in text lines below which the reasons are told only beside it."""


class DuplicatesPane(QWidget):
    """The arrows choose a pair, Enter goes to its fields, Del says they are two, Esc goes back."""

    left = Signal()
    counted = Signal(object)
    """How many pairs are to be looked at."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._pairs: list[Pair] = []
        self._rows: dict[int, Duplicate] = {}
        self.busy = False
        self._back = action_button(_("Back to the list"), "arrow-left")
        self._count = Text("", ink=FAINT)
        self.again = action_button(_("Look again"), "refresh-cw")
        self.strip = ProgressStrip()
        self._model: RowsModel[Duplicate] = RowsModel(self._columns(), self._load, self)
        self.view = table_view(
            self._model, _("Probably the same"), bench.settings, "list/Duplicates"
        )
        NarrowColumns(self.view, {3: WITH_REASONS})
        self._none = EmptyState("users", "")
        self._lists = QStackedWidget()
        self.merging = PersonMerging(bench)
        self._lay_out()
        self._listen()

    def look(self) -> None:
        """Look through everybody; what was found before stays until then."""
        if self.busy:
            return
        self.busy = True
        self.again.setEnabled(False)
        what = _("Looking who is in the list twice…")
        self._none.say(what)
        self.strip.begin(what)
        task = self._bench.tasks.start(
            duplicates(self._bench.store),
            succeeded=self._take,
            failed=self._bench.fail,
            progressed=self.strip.watch,
            ended=self._ended,
            owner=self,
        )
        self.strip.cancelled.connect(task.stop)

    def begin(self) -> None:
        """Put the keyboard on the list."""
        (self.view if self._rows else self._back).setFocus()

    def set_apart(self) -> None:
        """Note that the pair chosen are two people; the next one is shown at once."""
        row = self._rows.get(self.view.chosen_id() or 0)
        if row is None:
            return
        self._show([other for other in self._rows.values() if other is not row])
        self.view.setFocus()
        keep(
            self._bench,
            lambda session: keep_apart(session, *row.pair),
            lambda _nothing: self._bench.done(
                _("{person} and {other} are two people: they are not shown here again.").format(
                    person=row.first.name, other=row.other.name
                )
            ),
            self,
            self._not_apart,
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.set_apart()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(Text(_("Probably the same person"), Size.HEADING, elide=True), 1)
        head.addWidget(self._count)
        head.addWidget(self.again)
        listed, beside = Card(), Card()
        keys = _("↑ ↓: choose · Enter: compare · Del: not the same · Esc: back")
        listed.column.addWidget(Text(keys, Size.CAPTION, FAINT, wrap=True))
        for layer in (self._none, self.view):
            self._lists.addWidget(layer)
        listed.column.addWidget(self._lists, 1)
        beside.column.addWidget(self.merging, 1)
        self._beside = beside
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(Columns([(listed, 1), (beside, 1)]), 1)
        beside.hide()

    def _listen(self) -> None:
        self._back.clicked.connect(self.left)
        self.again.clicked.connect(self.look)
        self.view.id_changed.connect(self._choose)
        self.view.opened.connect(self._compare)
        self.merging.left.connect(self.view.setFocus)
        self.merging.different.connect(self.set_apart)
        self.merging.merged.connect(lambda _kept: self.begin())
        Fresh(self, self._bench.changes.committed, KINDS, self._refresh)

    def _columns(self) -> list[Column[Duplicate]]:
        return [
            Column(_("Person"), lambda row: row.first.name, stretch=True, key="first"),
            Column(_("And"), lambda row: row.other.name, width=20, key="other"),
            Column(_("Likely"), lambda row: _percent(row), width=8, key="score"),
            Column(_("Why"), lambda row: why(row.likeness), width=24, key="why"),
        ]

    def _load(self, ids: Sequence[int]) -> Mapping[int, Duplicate]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _take(self, found: list[Duplicate]) -> None:
        self._pairs = [one.pair for one in found]
        self._show(found)
        if self._back.hasFocus():
            self.begin()  # the keyboard waited there

    def _ended(self) -> None:
        self.strip.end()
        self.busy = False
        self.again.setEnabled(True)
        if not self._rows:
            self._none.say(_("Nobody seems to be in the list twice."))

    def _refresh(self) -> None:
        """Read the pairs anew: one that was merged goes, and comes again with an undo."""
        pairs = list(self._pairs)
        ask(self._bench, lambda session: still_likely(session, pairs), self._show, self)

    def _not_apart(self, error: Exception) -> None:
        self._bench.fail(error)
        self._refresh()

    def _show(self, found: Sequence[Duplicate]) -> None:
        """Show these; the one at the place of the one chosen is chosen now."""
        chosen = self.view.chosen_id()
        place = max(self._model.place(chosen) if chosen is not None else 0, 0)
        numbers = {pair: number for number, pair in enumerate(self._pairs, 1)}
        self._rows = {numbers[one.pair]: one for one in found}
        ids = list(self._rows)
        self._model.show(ids)
        count = len(ids)
        self._count.setText(ngettext("{n} pair", "{n} pairs", count) if count else "")
        self._lists.setCurrentWidget(self.view if ids else self._none)
        self._beside.setVisible(bool(ids))
        if not self.busy and not ids:
            self._none.say(_("Nobody seems to be in the list twice."))
        if ids:
            self.view.choose(chosen if chosen in self._rows else ids[min(place, count - 1)])
            self._choose(self.view.chosen_id())
        self.counted.emit(count)

    def _choose(self, number: int | None) -> None:
        row = self._rows.get(number or 0)
        if row is not None:
            self.merging.show_pair(*row.pair, f"{_percent(row)} · {why(row.likeness)}")

    def _compare(self) -> None:
        self.merging.begin()
        bring_into_view(self.merging)


def _percent(row: Duplicate) -> str:
    return spoken().percent(row.likeness.score / 100)
