"""What is done to several people at once: put on a list, queued, put away, written to a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from models.files import replacing
from models.office.rights import Right
from models.people.bin import archive_people, bring_back_people, enrolled_among
from models.people.bulk import invite_together, queue_cards
from models.people.exporting import exportable, exported_lines
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, ngettext, spoken
from ui.bench import Bench
from ui.forms.bulk_event import BulkEvent
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.look import Role
from ui.looking import ask
from ui.messages import FileKind
from ui.office_paper import office_paper_name
from ui.panes.file_names import file_name
from ui.panes.people_printing import PeoplePrinting, ShownTable
from ui.panes.saving import Document, save_document
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip

Ids = Sequence[int]


class PeopleActions(QObject):
    """Has a ``button`` with a menu; what a deed needs to know is asked in place, in ``asking``."""

    edit_asked = Signal(object)
    """The ids of those who are to be changed together."""

    def __init__(self, bench: Bench, table: ShownTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._table = table
        self._ids: Ids = ()
        self.button = action_button(_("Actions"), "square-check")
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self.reason = ReasonForm()
        self.at_event = BulkEvent(bench)
        self.strip = ProgressStrip()
        self.printing = PeoplePrinting(bench, table, self.strip, parent)
        self._fill()
        self.asking = (self.reason, self.at_event, self.printing.at_event, self.strip)
        self.reason.given.connect(self._archive)
        self.at_event.chosen.connect(self._invite)
        self.show_count(0, archived=False)

    def show_count(self, count: int, *, archived: bool) -> None:
        """Offer what can be done to so many people, who are or are not in the recycle bin."""
        said = ngettext("{n} person chosen", "{n} people chosen", count)
        self._chosen.setText(label(said))
        self.button.setText(
            label(_("Actions: {count}").format(count=spoken().number(count)))
            if count > 1
            else label(_("Actions"))
        )
        for action in self._for_chosen:
            action.setEnabled(count > 0)
        for action in self._among_all:
            action.setVisible(not archived)
        self.bring.setVisible(archived)
        self.printing.say_whom(count)
        which = _("those chosen") if count > 1 else _("all listed")
        self.xlsx.setText(label(_("Export {which} as xlsx…").format(which=which)))
        self.csv.setText(label(_("Export {which} as csv…").format(which=which)))

    def _fill(self) -> None:
        self._chosen: QAction = self.menu.addAction("")
        self._chosen.setEnabled(False)
        self.edit = self.menu.addAction(_("Change together…"), self._ask_to_edit)
        self.invite = self.menu.addAction(_("Put on an event's list…"), self._ask_event)
        self.cards = self.menu.addAction(_("Put cards into the queue"), self._queue)
        self.archive = self.menu.addAction(_("Archive"), self._ask_to_archive)
        self.bring = self.menu.addAction(_("Bring back"), self._bring_back)
        self.menu.addSeparator()
        self.menu.addMenu(self.printing.menu)
        self.xlsx = self.menu.addAction("", lambda: self._export(".xlsx"))
        self.csv = self.menu.addAction("", lambda: self._export(".csv"))
        self._bench.needs(Right.PLAN, self.edit, self.archive, self.bring)
        self._bench.needs(Right.SERVE, self.invite, self.cards)
        self._bench.needs(Right.EXPORT, self.xlsx, self.csv, self.printing.menu)
        self._among_all = (self.edit, self.invite, self.cards, self.archive)
        self._for_chosen = (*self._among_all, self.bring)

    def _ask_to_edit(self) -> None:
        self.edit_asked.emit(self._table.chosen())

    def _ask_event(self) -> None:
        self._ids = self._table.chosen()
        question = ngettext(
            "On which event's list shall {n} person be put?",
            "On which event's list shall {n} people be put?",
            len(self._ids),
        )
        self.at_event.ask(question, _("Put on the list"))

    def _invite(self, event_id: int, title: str) -> None:
        ids = self._ids

        def said(fresh: int) -> None:
            if fresh:
                text = ngettext(
                    "{n} person was put on the list of {event}.",
                    "{n} people were put on the list of {event}.",
                    fresh,
                    event=title,
                )
                self._bench.done(text)
            else:
                self._bench.messages.tell(_("All of them are on that list already."))

        keep(self._bench, lambda session: invite_together(session, event_id, ids), said, self)

    def _queue(self) -> None:
        ids = self._table.chosen()

        def said(count: int) -> None:
            if count:
                text = ngettext(
                    "{n} card was put into the queue.", "{n} cards were put into the queue.", count
                )
                self._bench.done(text)
            else:
                text = _("None of them is enrolled and without a card.")
                self._bench.messages.tell(text, Role.WARNING)

        keep(self._bench, lambda session: queue_cards(session, ids), said, self)

    def _ask_to_archive(self) -> None:
        """Archive at once who is not enrolled; ask for a reason where somebody is."""
        self._ids = ids = self._table.chosen()
        ask(self._bench, lambda session: enrolled_among(session, ids), self._take_enrolled, self)

    def _take_enrolled(self, enrolled: int) -> None:
        if not enrolled:
            self._archive("")
            return
        question = ngettext(
            "{n} of them is enrolled. Why archive?",
            "{n} of them are enrolled. Why archive?",
            enrolled,
        )
        self.reason.ask(question, _("Archive"))

    def _archive(self, reason: str) -> None:
        ids = self._ids

        def said(count: int) -> None:
            text = ngettext("{n} person was archived.", "{n} people were archived.", count)
            self._bench.done(text)

        keep(self._bench, lambda session: archive_people(session, ids, reason), said, self)

    def _bring_back(self) -> None:
        ids = self._table.chosen()

        def said(count: int) -> None:
            text = ngettext("{n} person was brought back.", "{n} people were brought back.", count)
            self._bench.done(text)

        keep(self._bench, lambda session: bring_back_people(session, ids), said, self)

    def _export(self, suffix: str) -> None:
        find = self._table.meant()
        keys, masked = self._table.columns()
        store = self._bench.store
        kinds = {
            ".xlsx": FileKind(_("Excel files"), "*.xlsx"),
            ".csv": FileKind(_("Text files with separators"), "*.csv"),
        }
        document = Document(
            _("Export people"),
            file_name(_("People"), suffix=suffix),
            kinds[suffix],
            _("Writing the people"),
            lambda target: _write(store, find, keys, masked, target, spoken()),
            LetsOut(
                DisclosureKind.LIST,
                _("People: {count} columns").format(count=len(keys)),
                full_niks="nik" in keys and not masked,
            ),
        )
        save_document(self._bench, document, self.strip)


def _write(
    store: Store,
    find: Callable[[Any], Ids],
    keys: Sequence[str],
    masked: bool,
    target: Path,
    words: Words,
) -> Work[int]:
    yield Progress(0, 0)
    from reports import people_table  # loaded on the worker's thread

    with store.reading() as session:
        ids, paper = find(session), office_paper_name(session)
    titles = {one.key: one.title for one in exportable()}
    keys = [key for key in keys if key in titles]
    headings = [titles[key] for key in keys]
    lines = exported_lines(store, ids, keys, words, masked=masked)
    with replacing(target) as out:
        if target.suffix.lower() == ".csv":
            return (yield from people_table.write_people_csv(out, headings, lines, len(ids)))
        return (
            yield from people_table.write_people_xlsx(
                out, headings, lines, len(ids), words, paper=paper
            )
        )
