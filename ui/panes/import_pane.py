"""Taking in a list: the file is read, judged, mended, and put on an event's list."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.exchange.apply import Imported
from models.exchange.at_hand import ListAtHand, Outlook
from models.exchange.headings import ColumnKind
from models.exchange.plan import ImportPlan
from models.exchange.reading import Pasted
from models.exchange.returns_headings import seems_returned
from models.progress import Work
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size
from ui.messages import Question
from ui.panes.import_body import ImportBody
from ui.panes.import_files import ListPapers, list_kinds, pasted_list
from ui.panes.import_foot import ImportFoot
from ui.panes.import_notes import notes_of, sheet_names
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

MANY = 20_000
"""Lines from which judging them anew takes long enough to show how far it is."""


class ImportPane(Card):
    """One list on its way to an event's list; nothing is written before the last button."""

    left = Signal()
    """The list was given up, or has been taken in."""
    returned_meant = Signal(object)
    """The path of a file that rather is one the agency returned."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._village = ""
        self._path: Path | None = None
        self._list: ListAtHand | None = None
        self._reading: ListAtHand | None = None
        self._outlook: Outlook | None = None
        self._file = Text("", Size.HEADING, elide=True)
        self._sheet = Choice[str]({})
        self._sheet.setAccessibleName(_("Sheet of the file"))
        self._another = action_button(_("Choose another file"), "folder-open")
        self._notes = Text("", ink=FAINT, wrap=True)
        self.notice = Notice()
        self.strip = ProgressStrip()
        self.body = ImportBody()
        self.nothing = EmptyState(
            "file-spreadsheet",
            _("Drop another list here, paste it, or choose its file."),
            _("Choose a file"),
        )
        self.foot = ImportFoot()
        self.papers = ListPapers(bench, self.strip)
        self._busy = False
        self._lay_out()
        self._listen()

    def take(self, event_id: int, source: Path | Pasted, village: str) -> None:
        """Read a file, or what was copied, for an event in ``village``, empty where not known.

        A list that is shown already stays until this one has been read.
        """
        if self._event_id != event_id:
            self._forget()
        self._event_id, self._village = event_id, village
        self._path = source if isinstance(source, Path) else None
        self._file.setText(source.name)
        bring_into_view(self._file)
        self._read(ListAtHand(self._bench.store, source, event_id), source.name)

    @property
    def busy(self) -> bool:
        """Whether a list is being read or taken in right now."""
        return self._busy

    def may_leave(self) -> bool:
        """Whether the list may be given up; where lines were mended, ask."""
        mended = self._mended()
        if not mended:
            return True
        question = Question(
            ngettext("{n} mended line is lost.", "{n} mended lines are lost.", mended),
            _("Give the list up"),
            _("Nobody of it has been put on the event's list yet."),
        )
        return self._bench.messages.ask(question)

    def let_go(self) -> bool:
        """Whether something else may be shown now; what was mended is then given up."""
        may = self.may_leave()
        if may and self._mended():
            self._leave()
        return may

    def give_up(self) -> None:
        """Return to the event's list without taking anything in, if the person agrees."""
        if self.may_leave():
            self._leave()

    def choose_file(self) -> None:
        """Ask for another file in place of this one."""
        path = self._bench.messages.open_file(_("Import a list"), list_kinds())
        if path is not None and self._event_id is not None and self.may_leave():
            self.take(self._event_id, path, self._village)

    def paste(self) -> None:
        """Take what was copied elsewhere in place of this list."""
        source = pasted_list()
        if source is None:
            self._bench.fail(UserError(_("Nothing that could be a list was copied.")))
        elif self._event_id is not None and not self._busy and self.may_leave():
            self.take(self._event_id, source, self._village)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.strip.isVisible():
            self.give_up()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(IconView("file-spreadsheet", FAINT))
        head.addWidget(self._file, 1)
        head.addWidget(self._sheet)
        head.addWidget(self._another)
        self.column.addLayout(head)
        for part in (self._notes, self.notice, self.strip, self.body, self.nothing):
            self.column.addWidget(part, int(part in (self.body, self.nothing)))
        self.column.addStretch(0)
        self.column.addWidget(self.foot)

    def _listen(self) -> None:
        self._another.clicked.connect(self.choose_file)
        self.nothing.chosen.connect(self.choose_file)
        self._sheet.picked.connect(self._change_sheet)
        self.foot.cancelled.connect(self.give_up)
        self.foot.put_asked.connect(self.put_on_list)
        self.foot.report_asked.connect(lambda: self.papers.save_report(self._plan()))
        self.foot.leftovers_asked.connect(lambda: self.papers.save_leftovers(self._plan()))
        self.papers.writing.connect(lambda busy: self._hold(busy=busy))
        self.strip.cancelled.connect(self._stopped)
        self.body.column_changed.connect(self._change_column)
        self.body.mended.connect(self._mend)
        self.body.chosen.connect(self._choose)
        self.body.same_said.connect(self._say_same)

    def put_on_list(self) -> None:
        """Take the good lines in, as one action."""
        if self._list is None or self._event_id is None or self._busy:
            return
        work = self._list.take_in(self._event_id, live_here=self.foot.live_here())
        self._run(work, _("Putting people on the list"), partial(self._done, self._list))

    def _read(self, fresh: ListAtHand, name: str, sheet: str | None = None) -> None:
        self._reading = fresh
        what = _("Reading {file}").format(file=name)
        self._run(fresh.read(sheet), what, partial(self._adopt, fresh))

    def _adopt(self, read: ListAtHand, outlook: Outlook) -> None:
        """Show the list that was read, unless it has been given up meanwhile."""
        if read is self._reading:
            self._list, self._reading = read, None
            self._show(outlook)
            if self._path is not None and seems_returned(outlook.found.headings):
                self._offer_returned(outlook)
            self.body.begin()

    def _offer_returned(self, outlook: Outlook) -> None:
        """Say that the file rather is of the agency, and offer to take it in as that."""
        said = _("“{file}” seems to come from the agency: it has numbers, codes or payments.")
        self.notice.say(
            said.format(file=outlook.found.file_name),
            Role.INFO,
            _("Note what it says"),
            lambda: self.returned_meant.emit(self._path),
        )

    def _show(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self._hold(busy=False)
        self._offer_sheets(outlook)
        self.body.show_outlook(outlook)
        if outlook.plan is None:
            said = _("“{file}” can be taken in once it is known which columns hold what is needed.")
            self._complain(said.format(file=outlook.found.file_name), Role.WARNING)
        else:
            self.notice.hide()

    def _show_anew(self, judged: ListAtHand, outlook: Outlook) -> None:
        if judged is self._list:
            self._show(outlook)

    def _show_mended(self, judged: ListAtHand, outlook: Outlook) -> None:
        if judged is self._list:
            self._outlook = outlook
            self.body.show_outlook(outlook)
            self._refresh()

    def _offer_sheets(self, outlook: Outlook) -> None:
        names = sheet_names(outlook)
        self._sheet.offer(names)
        self._sheet.setVisible(len(names) > 1)

    def _change_sheet(self) -> None:
        if self._list is None or self._outlook is None:
            return
        if self.may_leave():
            self._read(self._list, self._outlook.found.file_name, self._sheet.value())
        else:
            self._offer_sheets(self._outlook)

    def _change_column(self, place: int, kind: ColumnKind) -> None:
        if self._list is None or self._outlook is None:
            return
        work, show = self._list.change_column(place, kind), partial(self._show_anew, self._list)
        if len(self._outlook.found.rows) > MANY:
            self._run(work, _("Checking the lines again"), show)
        else:
            self._bench.tasks.start(work, succeeded=show, failed=self._fail, owner=self)

    def _mend(self, line: int, kind: ColumnKind, text: str) -> None:
        if self._list is not None:
            self._settle(self._list, self._list.mend(line, kind, text))

    def _choose(self, line: int | None, field: str | None, theirs: bool) -> None:
        """Believe the list or what is known: on a line or all, in a field or all."""
        if self._list is not None:
            lines = None if line is None else {line}
            fields = None if field is None else {field}
            work = self._list.choose(theirs=theirs, lines=lines, fields=fields)
            self._settle(self._list, work)

    def _say_same(self, line: int, same: bool) -> None:
        if self._list is not None:
            self._settle(self._list, self._list.say_same(line, same=same))

    def _settle(self, listed: ListAtHand, work: Work[Outlook]) -> None:
        """Do something small to the list off the screen's thread, and show it as it is then."""
        self._bench.tasks.start(
            work, succeeded=partial(self._show_mended, listed), failed=self._fail, owner=self
        )

    def _done(self, taken: ListAtHand, imported: Imported) -> None:
        if taken is self._list:
            self._leave()
        self._bench.done(
            ngettext(
                "{n} person was put on the list, {added} of them new.",
                "{n} people were put on the list, {added} of them new.",
                imported.invited,
                added=spoken().number(imported.added),
            )
        )

    def _refresh(self) -> None:
        """Show what could be done with the list as it is now."""
        shown = self._outlook is not None
        notes = notes_of(self._outlook) if self._outlook else ""
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self.body.setVisible(shown)
        self._another.setVisible(shown)
        self.nothing.setVisible(not shown and not self._busy)
        for part in (self.body, self._sheet, self._another):
            part.setEnabled(not self._busy)
        self.foot.show_outlook(self._outlook, self._village, busy=self._busy)

    def _run(self, work: Work[Result], what: str, succeeded: Callable[[Result], object]) -> None:
        self.notice.hide()
        self._hold(busy=True)
        self._bench.run(work, what, self.strip, succeeded, self._fail)

    def _hold(self, *, busy: bool) -> None:
        """Let nothing be changed while the list is being read or taken in."""
        self._busy = busy
        self._refresh()

    def _stopped(self) -> None:
        """Go on with the list that was there; without one, go back."""
        self._reading = None
        if self._outlook is None:
            self._leave()
        else:
            self._file.setText(self._outlook.found.file_name)
            self._hold(busy=False)

    def _fail(self, error: Exception) -> None:
        """Say in place why it did not succeed; what was there before stays."""
        self._reading = None
        self._hold(busy=False)
        if self._outlook is not None:
            self._file.setText(self._outlook.found.file_name)
            self._offer_sheets(self._outlook)
            self.body.columns.show_columns(self._outlook)
        if not isinstance(error, UserError):
            raise error
        self._complain(str(error), Role.DANGER)

    def _complain(self, text: str, role: Role) -> None:
        self.notice.say(text, role)
        bring_into_view(self.notice)

    def _mended(self) -> int:
        """Return on how many lines something was typed or chosen."""
        plan = self._plan()
        if plan is None:
            return 0
        chosen = {row.line for row in plan.rows if row.taken or row.same_as is not None}
        return len(chosen | plan.typed.keys())

    def _plan(self) -> ImportPlan | None:
        return self._outlook.plan if self._outlook else None

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        self._list = self._reading = self._outlook = None
        self.notice.hide()
        self._hold(busy=False)
