"""What the two kinds of file that are taken in show of their lines."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.exchange.at_hand import Outlook, Sieve
from models.exchange.headings import ColumnKind
from models.exchange.returns import ReturnSieve, ReturnsOutlook
from models.words import _, spoken
from ui.look import FAINT, em
from ui.panes.columns_strip import ColumnsStrip, columns_said, missing_said
from ui.panes.line_bar import Line, LineBar, repair_of
from ui.tables.import_view import ImportView
from ui.tables.mendable_model import MendableModel
from ui.widgets.disclosure import Disclosure
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.segments import Segments
from ui.widgets.text import Text

Seen = TypeVar("Seen", Outlook, ReturnsOutlook)
"""What is seen of a file."""


class ListBody(QWidget, Generic[Seen]):
    """Shows an outlook. What is typed into a cell is only told: whoever judges it shows it anew."""

    mended = Signal(object, object, str)
    """The line, the kind of its column, and what was typed there."""
    column_changed = Signal(object, object)
    """The place of a column, and the kind that was chosen for it."""

    def __init__(
        self,
        model: MendableModel[Any],
        sieves: Iterable[Sieve | ReturnSieve],
        lacking: str,
        below: Iterable[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show the lines of ``model``, sorted by ``sieves``, with ``below`` them what tells more.

        ``lacking`` says that the columns ``{missing}`` have to be told first.
        """
        super().__init__(parent)
        self._outlook: Seen | None = None
        self._waiting: Seen | None = None
        self._lacking = lacking
        self.columns = ColumnsStrip()
        self._more = Disclosure(_("Columns"))
        self.told = Text("", ink=FAINT, elide=True)
        self.sieves = Segments(_("Lines shown"))
        for sieve in sieves:
            self.sieves.add(sieve.value, sieve.label())
        self._eye = EyeButton()
        model.setParent(self)
        self._model = model
        self.view = ImportView(model)
        self.bar = LineBar()
        self.unknown = EmptyState("file-spreadsheet", "")
        self._lay_out(below)
        self._listen()

    def show_outlook(self, outlook: Seen) -> None:
        """Show ``outlook``; while a cell is being typed in, only once it has been left."""
        if self.view.is_editing():
            self._waiting = outlook
            return
        self._waiting = None
        fresh = self._outlook is None or outlook.found is not self._outlook.found
        self._outlook = outlook
        self.told.setText(columns_said(outlook))
        self.columns.show_columns(outlook)
        if outlook.plan is None or fresh:
            self._more.turn(on=outlook.plan is None)
        self._count(outlook)
        self._offer_sieves(outlook, fresh=fresh)
        if fresh:
            self.sieves.choose(Sieve.ALL.value)  # called alike of both
        self._show_lines(known=outlook.plan is not None)
        self._sift(fresh=fresh)
        self.view.hide_unused()

    def begin(self) -> None:
        """Put the keyboard into the table, or where a column must be told first."""
        if self._outlook is not None and self._outlook.plan is None:
            self.columns.begin()
        else:
            self.view.setFocus()

    def line(self) -> Line | None:
        """Return the line the keyboard is on."""
        place = self.view.chosen_id()
        if place is None or self._outlook is None or self._outlook.plan is None:
            return None
        return self._outlook.line(place)

    def take_repair(self) -> None:
        """Take the repair that is proposed for the line the keyboard is on."""
        line, problem = self.line(), repair_of(self.line())
        if line is not None and problem is not None and problem.repair is not None:
            self.mended.emit(line.line, problem.kind, problem.repair)

    def _lay_out(self, below: Iterable[QWidget]) -> None:
        columns = QHBoxLayout()
        columns.addWidget(self._more)
        columns.addWidget(self.told, 1)
        top = QHBoxLayout()
        top.addWidget(self.sieves)
        top.addStretch(1)
        top.addWidget(self._eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        column.addLayout(columns)
        column.addWidget(self.columns)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self.bar)
        for part in below:
            column.addWidget(part)
        column.addWidget(self.unknown, 1)

    def _listen(self) -> None:
        self._more.turned.connect(self.columns.setVisible)
        self.columns.changed.connect(self.column_changed)
        self.sieves.chosen.connect(lambda _name: self._sift())
        self._eye.toggled.connect(lambda shown: self._model.show_niks(whole=shown))
        self._model.mended.connect(self.mended)
        self.view.id_changed.connect(lambda _place: self._show_line())
        self.view.repair_asked.connect(self.take_repair)
        self.view.edited.connect(self._after_edit)
        self.bar.repair_asked.connect(self.take_repair)

    def _count(self, outlook: Seen) -> None:
        for sieve, places in outlook.lines.items():
            self.sieves.set_count(sieve.value, spoken().number(len(places)))

    def _offer_sieves(self, outlook: Seen, *, fresh: bool) -> None:
        """Hide the sorts of lines that are not to be chosen; ``fresh`` is a file just read."""
        raise NotImplementedError

    def _show_sort(self, outlook: Seen, sort: str) -> None:
        """Put the lines of a sort on the table."""
        raise NotImplementedError

    def _show_lines(self, *, known: bool) -> None:
        """Show what becomes of the lines, or what must be known before that can be said."""
        for part in (self.sieves, self._eye, self.view, self.bar):
            part.setVisible(known)
        self.unknown.setVisible(not known)
        if self._outlook is not None and not known:
            self.unknown.say(self._lacking.format(missing=missing_said(self._outlook)))

    def _sift(self, *, fresh: bool = False) -> None:
        """Show the lines of the sort chosen; the keyboard stays where it is, or goes to the top."""
        if self._outlook is None:
            return
        at = self.view.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), self._model.kinds.index(ColumnKind.NAME))
        place = self.view.chosen_id()
        if fresh:
            row, place = 0, None
        self._show_sort(self._outlook, self.sieves.name())
        again = self._model.place(place) if place is not None else -1
        self.view.go_to(again if again >= 0 else row, column)
        self._show_line()

    def _show_line(self) -> None:
        self.bar.show_line(self.line())

    def _after_edit(self) -> None:
        # The table still counts as being edited while it tells that it no longer is.
        QTimer.singleShot(0, self, self._show_waiting)

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self.show_outlook(self._waiting)
