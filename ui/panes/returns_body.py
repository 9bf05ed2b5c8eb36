"""The lines of a file that the agency returned, sorted by what becomes of them."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.exchange.headings import ColumnKind
from models.exchange.returns import ReturnLine, ReturnSieve, ReturnsOutlook
from models.exchange.returns_planned import ReturnedRow, ReturnProblem, ReturnStatus
from models.words import _, spoken
from ui.icons import Ink
from ui.look import FAINT, Role, em
from ui.panes.columns_strip import ColumnsStrip, columns_said, missing_said
from ui.panes.line_bar import LineBar
from ui.tables.import_view import ImportView
from ui.tables.returns_model import ReturnsModel
from ui.widgets.disclosure import Disclosure
from ui.widgets.empty_state import EmptyState
from ui.widgets.eye_button import EyeButton
from ui.widgets.segments import Segments
from ui.widgets.text import Text


class ReturnsBody(QWidget):
    """Shows an outlook. What is typed into a cell is only told: whoever judges it shows it anew."""

    mended = Signal(object, object, str)
    """The line, the kind of its column, and what was typed there."""
    column_changed = Signal(object, object)
    """The place of a column, and the kind that was chosen for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlook: ReturnsOutlook | None = None
        self._waiting: ReturnsOutlook | None = None
        self.columns = ColumnsStrip()
        self._more = Disclosure(_("Columns"))
        self.told = Text("", ink=FAINT, elide=True)
        self.sieves = Segments(_("Lines shown"))
        for sieve in ReturnSieve:
            self.sieves.add(sieve.value, sieve.label())
        self._eye = EyeButton()
        self.model = ReturnsModel(self)
        self.view = ImportView(self.model)
        self.bar = LineBar()
        self.unknown = EmptyState("file-spreadsheet", "")
        self._lay_out()
        self._listen()

    def show_outlook(self, outlook: ReturnsOutlook) -> None:
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
        self._show_counts(fresh=fresh)
        self._show_lines(known=outlook.plan is not None)
        self._sift(fresh=fresh)
        self.view.hide_unused()

    def begin(self) -> None:
        """Put the keyboard into the table, or where a column must be told first."""
        if self._outlook is not None and self._outlook.plan is None:
            self.columns.begin()
        else:
            self.view.setFocus()

    def line(self) -> ReturnLine | None:
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
        column.addWidget(self.unknown, 1)

    def _listen(self) -> None:
        self._more.turned.connect(self.columns.setVisible)
        self.columns.changed.connect(self.column_changed)
        self.sieves.chosen.connect(lambda _name: self._sift())
        self._eye.toggled.connect(lambda shown: self.model.show_niks(whole=shown))
        self.model.mended.connect(self.mended)
        self.view.id_changed.connect(lambda _place: self._show_line())
        self.view.repair_asked.connect(self.take_repair)
        self.view.edited.connect(self._after_edit)
        self.bar.repair_asked.connect(self.take_repair)

    def _show_counts(self, *, fresh: bool) -> None:
        """Count each sort of line; sorts that the file had none of from the start are not shown."""
        if self._outlook is None:
            return
        for place, sieve in enumerate(ReturnSieve):
            count = len(self._outlook.lines[sieve])
            self.sieves.set_count(sieve.value, spoken().number(count))
            if fresh or count:
                self.sieves.setTabVisible(place, count > 0 or sieve is ReturnSieve.ALL)
        if fresh:
            self.sieves.choose(ReturnSieve.ALL.value)

    def _show_lines(self, *, known: bool) -> None:
        """Show what becomes of the lines, or what must be known before that can be said."""
        for part in (self.sieves, self._eye, self.view, self.bar):
            part.setVisible(known)
        self.unknown.setVisible(not known)
        if self._outlook is not None and not known:
            said = _(
                "Say above which column holds: {missing}. If none does, ask for the file anew."
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
        self.model.show_lines(self._outlook, ReturnSieve(self.sieves.name()))
        again = self.model.place(place) if place is not None else -1
        self.view.go_to(again if again >= 0 else row, column)
        self._show_line()

    def _show_line(self) -> None:
        line, problem = self.line(), repair_of(self.line())
        self.bar.say(_said(line), _ink(line), problem.repair if problem else None)

    def _after_edit(self) -> None:
        # The table still counts as being edited while it tells that it no longer is.
        QTimer.singleShot(0, self, self._show_waiting)

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self.show_outlook(self._waiting)


def repair_of(line: ReturnLine | None) -> ReturnProblem | None:
    """Return the first problem of a line that a repair is proposed for."""
    if not isinstance(line, ReturnedRow):
        return None
    return next((each for each in line.problems if each.repair), None)


def _said(line: ReturnLine | None) -> str:
    if line is None:
        return ""
    if not isinstance(line, ReturnedRow):
        return _("Line {line}: {reason}. “{text}”").format(
            line=line.line, reason=line.reason.message(), text=line.text
        )
    remarks = " ".join(line.reasons()) or line.status.label()
    name = line.member.name if line.member else line.said.name
    said = _("Line {line}, {name}: {remarks}")
    return said.format(line=line.line, name=name or _("no name"), remarks=remarks)


def _ink(line: ReturnLine | None) -> Ink:
    if not isinstance(line, ReturnedRow):
        return FAINT
    if line.status is ReturnStatus.PROBLEM:
        return Role.DANGER
    return Role.WARNING if line.problems else QPalette.ColorRole.WindowText
