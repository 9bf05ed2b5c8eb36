"""Taking in a list: the file is read, judged, mended, and put on an event's list."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
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
from ui.look import FAINT, Role
from ui.panes.import_body import ImportBody
from ui.panes.import_files import ListPapers, list_kinds, pasted_list
from ui.panes.import_foot import ImportFoot
from ui.panes.import_notes import notes_of, sheet_names
from ui.panes.list_pane import ListPane
from ui.widgets.scrolling import bring_into_view
from ui.widgets.text import Text

MANY = 20_000
"""Lines from which judging them anew takes long enough to show how far it is."""


class ImportPane(ListPane[ListAtHand, Outlook]):
    """One list on its way to an event's list; nothing is written before the last button."""

    returned_meant = Signal(object)
    """The path of a file that rather is one the agency returned."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self.body = ImportBody()
        another = _("Drop another list here, paste it, or choose its file.")
        super().__init__(bench, self.body, another, parent)
        self._event_id: int | None = None
        self._village = ""
        self._path: Path | None = None
        self._notes = Text("", ink=FAINT, wrap=True)
        self.foot = ImportFoot()
        self.papers = ListPapers(bench, self.strip)
        self._lay_out(self._notes, foot=self.foot)
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

    @override
    def choose_file(self) -> None:
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

    def put_on_list(self) -> None:
        """Take the good lines in, as one action."""
        if self._list is None or self._event_id is None or self._busy:
            return
        work = self._list.take_in(self._event_id, live_here=self.foot.live_here())
        self._run(work, _("Putting people on the list"), partial(self._done, self._list))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    @override
    def _listen(self) -> None:
        super()._listen()
        self.foot.cancelled.connect(self.give_up)
        self.foot.put_asked.connect(self.put_on_list)
        self.foot.report_asked.connect(lambda: self.papers.save_report(self._plan()))
        self.foot.leftovers_asked.connect(lambda: self.papers.save_leftovers(self._plan()))
        self.papers.writing.connect(lambda busy: self._hold(busy=busy))
        self.body.column_changed.connect(self._change_column)
        self.body.mended.connect(self._mend)
        self.body.chosen.connect(self._choose)
        self.body.same_said.connect(self._say_same)

    @override
    def _adopt(self, read: ListAtHand, outlook: Outlook) -> None:
        is_awaited = read is self._reading
        super()._adopt(read, outlook)
        if is_awaited and self._path is not None and seems_returned(outlook.found.headings):
            self._offer_returned(outlook)

    def _offer_returned(self, outlook: Outlook) -> None:
        """Say that the file rather is of the agency, and offer to take it in as that."""
        said = _("“{file}” seems to come from the agency: it has numbers, codes or payments.")
        self.notice.say(
            said.format(file=outlook.found.file_name),
            Role.INFO,
            _("Note what it says"),
            lambda: self.returned_meant.emit(self._path),
        )

    def _show_anew(self, judged: ListAtHand, outlook: Outlook) -> None:
        if judged is self._list:
            self._show(outlook)

    def _show_mended(self, judged: ListAtHand, outlook: Outlook) -> None:
        if judged is self._list:
            self._outlook = outlook
            self.body.show_outlook(outlook)
            self._refresh()

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
        said = ngettext(
            "{n} person was put on the list, {added} of them new.",
            "{n} people were put on the list, {added} of them new.",
            imported.invited,
            added=spoken().number(imported.added),
        )
        if imported.changed:
            self._bench.done(said)
        else:  # undo would take back what was done before
            self._bench.messages.tell(said)

    @override
    def _refresh(self) -> None:
        super()._refresh()
        notes = notes_of(self._outlook) if self._outlook else ""
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self.foot.show_outlook(self._outlook, self._village, busy=self._busy)

    @override
    def _giving_up(self) -> tuple[str, str]:
        return _("Give the list up"), _("Nobody of it has been put on the event's list yet.")

    @override
    def _sheets(self, outlook: Outlook) -> Mapping[str, str]:
        return sheet_names(outlook)

    @override
    def _mended(self) -> int:
        plan = self._plan()
        if plan is None:
            return 0
        chosen = {row.line for row in plan.rows if row.taken or row.same_as is not None}
        return len(chosen | plan.typed.keys())

    def _plan(self) -> ImportPlan | None:
        return self._outlook.plan if self._outlook else None
