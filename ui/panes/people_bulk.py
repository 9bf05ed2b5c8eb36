"""Changing several people together: what is to change at the left, old and new at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from models.people.bulk import (
    BulkPreview,
    change_people,
    field_name,
    preview,
)
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.bulk_form import BulkForm
from ui.forms.keeping import keep
from ui.look import Size, em
from ui.looking import ask
from ui.messages import Question
from ui.plain import label, tip
from ui.tasks import Task
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

WAIT = 250
"""Milliseconds after the last key before the preview is read anew."""


class PeopleBulk(QWidget):
    """Shows what would change before it is done, all of it one action. Esc gives up."""

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._ids: Sequence[int] = ()
        self._asked: Task[BulkPreview] | None = None
        self._changed = 0
        self._title = Text("", Size.HEADING, elide=True)
        self.form = BulkForm(bench)
        self.told = Text("", wrap=True)
        self.table = _table()
        self.change = action_button("", "check", primary=True)
        self._cancel = action_button(_("Cancel"))
        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._lay_out()
        self._timer.timeout.connect(self._look)
        self.form.changed.connect(self._note)
        self.change.clicked.connect(self._keep)
        self._cancel.clicked.connect(self.leave)

    def show_people(self, ids: Sequence[int]) -> None:
        """Begin with nothing to change of these people."""
        self._ids = ids
        count = len(ids)
        self._title.setText(ngettext("Change {n} person", "Change {n} people together", count))
        self.form.begin_anew()
        self._show(None)

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to lose it."""
        if self.isHidden() or not self.form.draft().fields:
            return True
        return self._bench.messages.ask(
            Question(_("Nothing has been changed yet."), _("Discard changes"))
        )

    def leave(self) -> None:
        """Give it up, if the person agrees."""
        if self.may_leave():
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        fields = Card()
        fields.column.addWidget(Text(_("What is to change"), Size.STRONG))
        fields.column.addWidget(Scrolling(self.form), 1)
        shown = Card()
        shown.column.addWidget(self.told)
        shown.column.addWidget(self.table, 1)
        shown.column.addStretch(0)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(self._title)
        column.addWidget(Columns([(fields, 2), (shown, 3)]), 1)
        column.addLayout(foot)

    def _note(self) -> None:
        """Allow nothing until what would change has been looked at."""
        self.change.setEnabled(False)
        if self._asked is not None:
            self._asked.stop()
        self._timer.start()

    def _look(self) -> None:
        draft, ids = self.form.draft(), self._ids
        problems = self.form.problems()
        if problems:
            self._show(None)
            return
        self._asked = ask(
            self._bench,
            lambda session: preview(session, ids, draft),
            lambda found: self._show(found if draft == self.form.draft() else None),
            self,
        )

    def _show(self, found: BulkPreview | None) -> None:
        self._changed = found.changed if found else 0
        said = ngettext("Change {n} person", "Change {n} people", self._changed)
        self.change.setText(label(said if self._changed else _("Change")))
        self.change.setEnabled(self._changed > 0)
        self.table.setVisible(bool(found and found.rows))
        if found is None:
            self.told.setText(_("Choose what is to be changed."))
            self.table.setRowCount(0)
            return
        self.told.setText(_tell(found))
        self._fill(found)

    def _fill(self, found: BulkPreview) -> None:
        lines = [(row.name, *change) for row in found.rows for change in row.changes]
        self.table.setRowCount(len(lines))
        for number, (name, field, old, new) in enumerate(lines):
            for column, text in enumerate((name, field_name(field), old or "–", new or "–")):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(tip(text))
                self.table.setItem(number, column, item)

    def _keep(self) -> None:
        draft, ids = self.form.draft(), self._ids
        self.change.setEnabled(False)
        keep(
            self._bench,
            lambda session: change_people(session, ids, draft),
            self._kept,
            self,
            self._not_kept,
        )

    def _kept(self, count: int) -> None:
        self.form.begin_anew()
        self.left.emit()
        self._bench.done(ngettext("{n} person was changed.", "{n} people were changed.", count))

    def _not_kept(self, error: Exception) -> None:
        self._show(None)
        self._bench.fail(error)


def _tell(found: BulkPreview) -> str:
    said = [ngettext("{n} person would change.", "{n} people would change.", found.changed)]
    if found.same:
        said.append(ngettext("{n} is like that already.", "{n} are like that already.", found.same))
    if found.changed > len(found.rows):
        said.append(_("Shown are the first of them."))
    return " ".join(said)


def _table() -> QTableWidget:
    table = QTableWidget(0, 4)
    table.setAccessibleName(_("What would change"))
    table.setHorizontalHeaderLabels([_("Name"), _("What"), _("As it is"), _("As it would be")])
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.horizontalHeader().setStretchLastSection(True)
    table.setMinimumHeight(em(table, 8))
    return table
