"""Keeping the data of some of those whose time has passed longer, and whose is kept so."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.office.queries import today
from models.office.rights import Right
from models.privacy.keeping import PAGE, KeepDraft, KeptRow, keep_longer, kept_count, kept_list
from models.privacy.retention import ReviewRow
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.keep_form import KeepForm
from ui.forms.keeping import keep
from ui.look import Size
from ui.looking import ask
from ui.panes.retention_ending import RetentionEnding
from ui.panes.settings_kept import WholeForm
from ui.widgets.entries import Entry, EntryList
from ui.widgets.header import action_button
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row


class RetentionKeeping(WholeForm):
    """Offers those listed to be ticked, with a day and a reason for all of them."""

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            self._fields = KeepForm(today(session))
        super().__init__(self._fields, bench.messages)
        self._bench = bench
        self.need(bench, Right.ERASE)
        self.save_asked.connect(self._keep)

    def show_rows(self, rows: Sequence[ReviewRow]) -> None:
        """Offer these; whoever was ticked stays so."""
        self._fields.show_people([(row.person_id, row.name) for row in rows])

    def begin(self) -> None:
        """Begin anew, with nobody ticked."""
        with self._bench.store.reading() as session:
            self._fields.begin_on(today(session))
        self.show_draft(KeepDraft())
        people = self._fields.people
        self.setFocusProxy(people.box(people.offered()[0]) if people.offered() else people)

    def _keep(self) -> None:
        draft = self._fields.draft()
        until = draft.until
        if until is None:
            return
        self.wait()
        keep(
            self._bench,
            lambda session: keep_longer(session, draft.people, until, draft.reason),
            lambda _nothing: self._kept(len(draft.people)),
            self,
            self.fail,
        )

    def _kept(self, count: int) -> None:
        self.begin()
        self.left.emit()
        self._bench.done(
            ngettext(
                "The data of {n} person is kept longer.",
                "The data of {n} people is kept longer.",
                count,
            )
        )


class RetentionKept(Stack):
    """Lists whose data is kept longer, until when, why and who decided; nothing where none is."""

    chosen = Signal(object)
    """The id of a person."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._most = PAGE
        self.heading = Text("", Size.STRONG, wrap=True)
        self.list = EntryList()
        self.further = action_button(_("Show more"))
        self.early = action_button(_("End some early…"), "calendar-days")
        self.ending = RetentionEnding(bench)
        self._lines = Stack().add(self.list).add(self.further).add(tool_row([self.early]))
        self.add(self.heading).add(self._lines).add(self.ending)
        self.ending.hide()
        bench.needs(Right.ERASE, self.early)
        self.list.chosen.connect(self.chosen)
        self.further.clicked.connect(self._read_further)
        self.early.clicked.connect(self._begin_ending)
        self.ending.left.connect(self._give_up)
        self._show(0, [])

    def read(self) -> None:
        """Look up who they are."""
        most = self._most

        def look(session: Any) -> tuple[int, list[KeptRow]]:  # noqa: ANN401 - see ask
            return kept_count(session), kept_list(session, most)

        ask(self._bench, look, lambda found: self._show(*found), self)

    def show_list(self) -> None:
        """Show the list, giving up what was ticked."""
        self.ending.hide()
        self._lines.show()

    def _begin_ending(self) -> None:
        self.ending.begin()
        self._lines.hide()
        self.ending.show()
        self.ending.setFocus()

    def _give_up(self) -> None:
        self.show_list()
        self.early.setFocus()

    def _read_further(self) -> None:
        self._most += PAGE
        self.read()

    def _show(self, count: int, rows: list[KeptRow]) -> None:
        self.heading.setText(ngettext("{n} person kept longer", "{n} people kept longer", count))
        self.list.show_entries([_entry(row) for row in rows])
        self.further.setVisible(len(rows) < count)
        self.ending.show_rows(rows)
        self.setVisible(bool(count))


def _entry(row: KeptRow) -> Entry:
    words = spoken()
    until, kept_at = words.day(row.until), words.day(row.kept_at)
    detail = _("until {day}").format(day=until)
    if row.officer:
        detail = _("until {day} · {officer}, {kept_on}").format(
            day=until, officer=row.officer, kept_on=kept_at
        )
    return Entry(row.person_id, row.name, detail, more=row.reason)
