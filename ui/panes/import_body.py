"""The lines of a list, sorted by what becomes of them, with what each column holds above."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.exchange.at_hand import ListLine, Outlook, Sieve
from models.exchange.headings import ColumnKind
from models.words import _, spoken
from ui.look import FAINT, em
from ui.panes.columns_strip import ColumnsStrip, columns_said, missing_said
from ui.panes.import_known import KnownBar
from ui.panes.line_bar import LineBar, repair_of
from ui.tables.import_model import ImportModel
from ui.tables.import_view import ImportView
from ui.widgets.disclosure import Disclosure
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.segments import Segments
from ui.widgets.text import Text


class ImportBody(QWidget):
    """Shows an outlook. What is typed into a cell is only told: whoever judges it shows it anew."""

    mended = Signal(object, object, str)
    """The line, the kind of its column, and what was typed there."""
    column_changed = Signal(object, object)
    """The place of a column, and the kind that was chosen for it."""
    chosen = Signal(object, object, bool)
    """The line or None for all, the field or None for all, and whether the list is believed."""
    same_said = Signal(object, bool)
    """The line, and whether it is the person alike who is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlook: Outlook | None = None
        self._waiting: Outlook | None = None
        self.columns = ColumnsStrip()
        self._more = Disclosure(_("Columns"))
        self.told = Text("", ink=FAINT, elide=True)
        self.sieves = Segments(_("Lines shown"))
        for sieve in Sieve:
            self.sieves.add(sieve.value, sieve.label())
        self._eye = EyeButton()
        self.model = ImportModel(self)
        self.view = ImportView(self.model)
        self.bar = LineBar()
        self.known = KnownBar()
        self.unknown = EmptyState("file-spreadsheet", "")
        self._lay_out()
        self._listen()

    def show_outlook(self, outlook: Outlook) -> None:
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
        if fresh:
            self.sieves.choose(Sieve.ALL.value)
        self._show_lines(known=outlook.plan is not None)
        self._sift(fresh=fresh)
        self.view.hide_unused()

    def begin(self) -> None:
        """Put the keyboard into the table, or where a column must be told first."""
        if self._outlook is not None and self._outlook.plan is None:
            self.columns.begin()
        else:
            self.view.setFocus()

    def line(self) -> ListLine | None:
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

    def _lay_out(self) -> None:
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
        column.addWidget(self.known)
        column.addWidget(self.unknown, 1)

    def _listen(self) -> None:
        self._more.turned.connect(self.columns.setVisible)
        self.columns.changed.connect(self.column_changed)
        self.sieves.chosen.connect(lambda _name: self._sift())
        self._eye.toggled.connect(lambda shown: self.model.show_niks(whole=shown))
        self.model.mended.connect(self.mended)
        self.view.id_changed.connect(lambda _place: self._show_line())
        self.known.chosen.connect(self.chosen)
        self.known.same_said.connect(self.same_said)
        self.view.repair_asked.connect(self.take_repair)
        self.view.edited.connect(self._after_edit)
        self.bar.repair_asked.connect(self.take_repair)

    def _count(self, outlook: Outlook) -> None:
        """Say how many lines there are of each sort; the rare one is offered only if there are."""
        for place, sieve in enumerate(Sieve):
            self.sieves.set_count(sieve.value, spoken().number(len(outlook.lines[sieve])))
            if sieve is Sieve.LIKELY:
                is_chosen = self.sieves.name() == sieve.value
                self.sieves.setTabVisible(place, bool(outlook.lines[sieve]) or is_chosen)

    def _show_lines(self, *, known: bool) -> None:
        """Show what becomes of the lines, or what must be known before that can be said."""
        for part in (self.sieves, self._eye, self.view, self.bar):
            part.setVisible(known)
        if not known:
            self.known.hide()
        self.unknown.setVisible(not known)
        if self._outlook is not None and not known:
            said = _(
                "Say above which column holds: {missing}. If none does, ask for the list anew."
            )
            self.unknown.say(said.format(missing=missing_said(self._outlook)))

    def _sift(self, *, fresh: bool = False) -> None:
        """Show the lines of the sort chosen; the keyboard stays where it is, or goes to the top."""
        if self._outlook is None:
            return
        at = self.view.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), self.model.kinds.index(ColumnKind.NAME))
        place = self.view.chosen_id()
        if fresh:
            row, place = 0, None
        self.model.show_lines(self._outlook, Sieve(self.sieves.name()))
        again = self.model.place(place) if place is not None else -1
        self.view.go_to(again if again >= 0 else row, column)
        self._show_line()

    def _show_line(self) -> None:
        self.bar.show_line(self.line())
        self.known.show_line(self._outlook, self.line())

    def _after_edit(self) -> None:
        # The table still counts as being edited while it tells that it no longer is.
        QTimer.singleShot(0, self, self._show_waiting)

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self.show_outlook(self._waiting)
