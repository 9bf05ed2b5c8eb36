"""Taking in what the agency's system returned: read, judged, mended, and noted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.exchange.headings import ColumnKind
from models.exchange.returns import ReturnsAtHand, ReturnsOutlook
from models.exchange.returns_apply import Noted
from models.exchange.returns_plan import ReturnsPlan
from models.progress import Work
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size
from ui.messages import Question
from ui.panes.import_files import list_kinds
from ui.panes.returns_body import ReturnsBody
from ui.panes.returns_files import ReturnsPapers
from ui.panes.returns_foot import ReturnsFoot
from ui.tasks import Result
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import action_button
from ui.widgets.icon_view import IconView
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text


class ReturnsPane(Card):
    """One file of the agency's; nothing is written before the last button."""

    left = Signal()
    """The file was given up, or what it says has been noted."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._file: ReturnsAtHand | None = None
        self._reading: ReturnsAtHand | None = None
        self._outlook: ReturnsOutlook | None = None
        self._name = Text("", Size.HEADING, elide=True)
        self._sheet = Choice[str]({})
        self._sheet.setAccessibleName(_("Sheet of the file"))
        self._another = action_button(_("Choose another file"), "folder-open")
        self.notice = Notice()
        self.strip = ProgressStrip()
        self.body = ReturnsBody()
        self.nothing = EmptyState(
            "file-spreadsheet",
            _("Drop another file of the agency here, or choose it."),
            _("Choose a file"),
        )
        self.foot = ReturnsFoot()
        self.papers = ReturnsPapers(bench, self.strip)
        self._busy = False
        self._lay_out()
        self._listen()

    def take(self, path: Path, event_id: int | None = None) -> None:
        """Read the file at ``path``; where one is at work on an event, it is likely of that.

        A file that is shown already stays until this one has been read.
        """
        self._event_id = event_id
        self._name.setText(path.name)
        bring_into_view(self._name)
        self._read(ReturnsAtHand(self._bench.store, path, event_id), path.name)

    @property
    def busy(self) -> bool:
        """Whether a file is being read or noted right now."""
        return self._busy

    def may_leave(self) -> bool:
        """Whether the file may be given up; where lines were mended, ask."""
        mended = self._mended()
        if not mended:
            return True
        question = Question(
            ngettext("{n} mended line is lost.", "{n} mended lines are lost.", mended),
            _("Give the file up"),
            _("Nothing of it has been noted yet."),
        )
        return self._bench.messages.ask(question)

    def let_go(self) -> bool:
        """Whether something else may be shown now; what was mended is then given up."""
        may = self.may_leave()
        if may and self._mended():
            self._leave()
        return may

    def give_up(self) -> None:
        """Go back without noting anything, if the person agrees."""
        if self.may_leave():
            self._leave()

    def choose_file(self) -> None:
        """Ask for another file in place of this one."""
        path = self._bench.messages.open_file(_("Numbers from the agency"), list_kinds())
        if path is not None and self.may_leave():
            self.take(path, self._event_id)

    def note_lines(self) -> None:
        """Note what the good lines say, as one action."""
        if self._file is not None and not self._busy:
            said = partial(self._done, self._file)
            self._run(self._file.take_in(), _("Noting what the file says"), said)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.strip.isVisible():
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(IconView("file-spreadsheet", FAINT))
        head.addWidget(self._name, 1)
        head.addWidget(self._sheet)
        head.addWidget(self._another)
        self.column.addLayout(head)
        for part in (self.notice, self.strip, self.body, self.nothing):
            self.column.addWidget(part, int(part in (self.body, self.nothing)))
        self.column.addStretch(0)
        self.column.addWidget(self.foot)

    def _listen(self) -> None:
        self._another.clicked.connect(self.choose_file)
        self.nothing.chosen.connect(self.choose_file)
        self._sheet.picked.connect(self._change_sheet)
        self.foot.cancelled.connect(self.give_up)
        self.foot.note_asked.connect(self.note_lines)
        self.foot.report_asked.connect(lambda: self.papers.save_report(self._plan()))
        self.foot.leftovers_asked.connect(lambda: self.papers.save_leftovers(self._plan()))
        self.papers.writing.connect(lambda busy: self._hold(busy=busy))
        self.strip.cancelled.connect(self._stopped)
        self.body.column_changed.connect(self._change_column)
        self.body.mended.connect(self._mend)

    def _read(self, fresh: ReturnsAtHand, name: str, sheet: str | None = None) -> None:
        self._reading = fresh
        what = _("Reading {file}").format(file=name)
        self._run(fresh.read(sheet), what, partial(self._adopt, fresh))

    def _adopt(self, read: ReturnsAtHand, outlook: ReturnsOutlook) -> None:
        """Show the file that was read, unless it has been given up meanwhile."""
        if read is self._reading:
            self._file, self._reading = read, None
            self._show(outlook)
            self.body.begin()

    def _show(self, outlook: ReturnsOutlook) -> None:
        self._outlook = outlook
        self._hold(busy=False)
        self._offer_sheets(outlook)
        self.body.show_outlook(outlook)
        if outlook.plan is None:
            said = _("“{file}” can be taken in once it is known which columns hold what is needed.")
            self._complain(said.format(file=outlook.found.file_name), Role.WARNING)
        else:
            self.notice.hide()

    def _show_anew(self, judged: ReturnsAtHand, outlook: ReturnsOutlook) -> None:
        if judged is self._file:
            self._outlook = outlook
            self._hold(busy=False)
            self.body.show_outlook(outlook)

    def _offer_sheets(self, outlook: ReturnsOutlook) -> None:
        own = outlook.found.sheet_name
        others = [other.name for other in outlook.found.others if other.has_list]
        self._sheet.offer({name: name for name in (own, *others)})
        self._sheet.setVisible(bool(others))

    def _change_sheet(self) -> None:
        if self._file is None or self._outlook is None:
            return
        if self.may_leave():
            self._read(self._file, self._outlook.found.file_name, self._sheet.value())
        else:
            self._offer_sheets(self._outlook)

    def _change_column(self, place: int, kind: ColumnKind) -> None:
        if self._file is not None:
            self._judge(self._file, self._file.change_column(place, kind), self._show)

    def _mend(self, line: int, kind: ColumnKind, text: str) -> None:
        if self._file is not None:
            show = partial(self._show_anew, self._file)
            self._judge(self._file, self._file.mend(line, kind, text), show)

    def _judge(
        self,
        judged: ReturnsAtHand,
        work: Work[ReturnsOutlook],
        show: Callable[[ReturnsOutlook], None],
    ) -> None:
        """Judge lines anew off the screen's thread, and show them if the file is still there."""
        self._bench.tasks.start(
            work,
            succeeded=lambda outlook: show(outlook) if judged is self._file else None,
            failed=self._fail,
            owner=self,
        )

    def _done(self, taken: ReturnsAtHand, noted: Noted) -> None:
        if taken is self._file:
            self._leave()
        words = spoken()
        self._bench.done(
            ngettext(
                "{n} line was noted: {registered} registered, {rejected} rejected, "
                "{billed} billed, {paid} paid; {cards} cards to print.",
                "{n} lines were noted: {registered} registered, {rejected} rejected, "
                "{billed} billed, {paid} paid; {cards} cards to print.",
                noted.total,
                registered=words.number(noted.registered),
                rejected=words.number(noted.rejected),
                billed=words.number(noted.billed),
                paid=words.number(noted.paid),
                cards=words.number(noted.cards),
            )
        )

    def _refresh(self) -> None:
        """Show what could be done with the file as it is now."""
        shown = self._outlook is not None
        self.body.setVisible(shown)
        self._another.setVisible(shown)
        self.nothing.setVisible(not shown and not self._busy)
        for part in (self.body, self._sheet, self._another):
            part.setEnabled(not self._busy)
        self.foot.show_outlook(self._outlook, busy=self._busy)

    def _run(self, work: Work[Result], what: str, succeeded: Callable[[Result], object]) -> None:
        self.notice.hide()
        self._hold(busy=True)
        self._bench.run(work, what, self.strip, succeeded, self._fail)

    def _hold(self, *, busy: bool) -> None:
        """Let nothing be changed while the file is being read or noted."""
        self._busy = busy
        self._refresh()

    def _stopped(self) -> None:
        """Go on with the file that was there; without one, go back."""
        self._reading = None
        if self._outlook is None:
            self._leave()
        else:
            self._name.setText(self._outlook.found.file_name)
            self._hold(busy=False)

    def _fail(self, error: Exception) -> None:
        """Say in place why it did not succeed; what was there before stays."""
        self._reading = None
        self._hold(busy=False)
        if self._outlook is not None:
            self._name.setText(self._outlook.found.file_name)
            self._offer_sheets(self._outlook)
            self.body.columns.show_columns(self._outlook)
        if not isinstance(error, UserError):
            raise error
        self._complain(str(error), Role.DANGER)

    def _complain(self, text: str, role: Role) -> None:
        self.notice.say(text, role)
        bring_into_view(self.notice)

    def _mended(self) -> int:
        plan = self._plan()
        return len(plan.typed) if plan else 0

    def _plan(self) -> ReturnsPlan | None:
        return self._outlook.plan if self._outlook else None

    def _leave(self) -> None:
        self._file = self._reading = self._outlook = None
        self.notice.hide()
        self._hold(busy=False)
        self.left.emit()
