"""Peserta of one event: who is on its list, and the ways people come onto it and off it."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.events.guests import mark_here, take_back_check_ins, take_off_list
from models.events.queries import EventRow, event_rows
from models.exchange.reading import Pasted
from models.office.rights import Right
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.panes.attendance_paper import AttendancePaper
from ui.panes.guest_adding import GuestAdding
from ui.panes.guest_list import GuestList
from ui.panes.import_files import list_kinds, pasted_list
from ui.panes.import_pane import ImportPane
from ui.panes.pane import EventPane
from ui.panes.returns_pane import ReturnsPane
from ui.widgets.file_drop import FileDrop
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import bring_into_view


class PeoplePane(EventPane):
    """The list; in its place, while that is done, adding somebody or taking in a list.

    F2 adds somebody; a file dropped anywhere is taken in as a list; Enter opens a person.
    """

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self.guests = GuestList(bench)
        self.adding: GuestAdding | None = None
        self.taking_in: ImportPane | None = None
        self.returned: ReturnsPane | None = None
        self.strip = ProgressStrip()
        self.sheet = AttendancePaper(bench, self.strip, self)
        self._import = action_button(_("Import a list…"), "file-spreadsheet")
        self._import.setToolTip(_("A file; Ctrl+V takes in copied cells"))
        self._add = action_button(_("Add person"), "user-plus", primary=True)
        self._add.setToolTip(_("Add person  F2"))
        self._layers = QStackedWidget()
        self._drop = FileDrop(self, _("Drop the list here to look through it"))
        self._lay_out()
        self._listen()
        bench.needs(Right.PLAN, self._import)
        bench.needs(Right.SERVE, self._add)
        bench.needs(Right.EXPORT, self.sheet.button)
        self.setAcceptDrops(bench.may(Right.PLAN))

    @override
    def show_event(self, event_id: int) -> None:
        if event_id != self._event_id:
            self._event_id = event_id
            self.sheet.show_event(event_id)
            self._show_list()
        self.guests.show_event(event_id)

    @override
    def begin(self) -> None:
        shown = self._layers.currentWidget()
        if shown is self.taking_in and self.taking_in is not None:
            self.taking_in.body.begin()
        elif shown is self.returned and self.returned is not None:
            self.returned.body.begin()
        elif shown is self.adding and self.adding is not None:
            self.adding.begin()
        else:
            self.guests.search.setFocus()
            bring_into_view(self.guests.search)

    @override
    def may_leave(self) -> bool:
        shown = self._layers.currentWidget()
        if shown is self.taking_in and self.taking_in is not None:
            return self.taking_in.let_go()
        if shown is self.returned and self.returned is not None:
            return self.returned.let_go()
        if shown is self.adding and self.adding is not None:
            leaving = self.adding.may_leave()
            if leaving:
                self._show_list()
            return leaving
        return True

    def choose_list(self) -> None:
        """Ask for the file of a list, and take it in."""
        path = self._bench.messages.open_file(_("Import a list"), list_kinds())
        if path is not None:
            self.take_list(path)

    def paste_list(self) -> None:
        """Look through the list that was copied elsewhere."""
        source = pasted_list()
        if source is None:
            self._bench.fail(UserError(_("Nothing that could be a list was copied.")))
        else:
            self.take_list(source)

    def take_list(self, source: Path | Pasted) -> None:
        """Look through the list in a file or among copied cells; nobody is put on it yet."""
        event = self._event()
        if event is None or (self.taking_in is not None and self.taking_in.busy):
            return
        if self.may_leave():
            pane = self.taking_in = self.taking_in or self._add_import()
            self._layers.setCurrentWidget(pane)
            pane.take(event.id, source, event.village)

    def take_returned(self, path: Path) -> None:
        """Look through a file that the agency returned; nothing of it is noted yet."""
        pane = self.returned = self.returned or self._add_returned()
        self._layers.setCurrentWidget(pane)
        pane.take(path, self._event_id)

    def add_somebody(self) -> None:
        """Show those the office knows, and the form for somebody new."""
        if self._event_id is None:
            return
        pane = self.adding = self.adding or self._add_adding()
        pane.show_event(self._event_id)
        self._layers.setCurrentWidget(pane)
        pane.begin()

    def take_off(self) -> None:
        """Take those chosen off the list; that can be undone, so nobody is asked."""
        self._do(take_off_list, _taken_off)

    def mark_here(self) -> None:
        """Note that all those chosen are here, as one action."""
        self._do(mark_here, _marked)

    def take_back(self) -> None:
        """Note that those chosen were marked present by mistake."""
        self._do(take_back_check_ins, _taken_back)

    def _lay_out(self) -> None:
        for button in (self.sheet.button, self._import, self._add):
            self.guests.tools.addWidget(button)
        self.guests.tools.addStretch(1)
        self.guests.column.insertWidget(2, self.strip)
        self._add_layer(self.guests)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._layers)

    def _listen(self) -> None:
        self._import.clicked.connect(self.choose_list)
        self._add.clicked.connect(self.add_somebody)
        self._drop.dropped.connect(self._take_dropped)
        self.guests.new_asked.connect(self._end_emptiness)
        self.guests.take_off_asked.connect(self.take_off)
        self.guests.mark_asked.connect(self.mark_here)
        self.guests.take_back_asked.connect(self.take_back)
        self.guests.opened.connect(self._open_person)
        add = QShortcut(QKeySequence(Qt.Key.Key_F2), self.guests)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        add.activated.connect(self.add_somebody)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self.guests)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste_list)

    def _take_dropped(self, path: Path) -> None:
        """Take a file as what is being looked through now: the agency's, or else a list."""
        if self.returned is None or self._layers.currentWidget() is not self.returned:
            self.take_list(path)
        elif not self.returned.busy and self.may_leave():
            self.take_returned(path)

    def _add_layer(self, layer: QWidget) -> None:
        self._layers.addWidget(layer)
        self._drop.cover(layer)

    def _add_import(self) -> ImportPane:
        pane = ImportPane(self._bench)
        pane.left.connect(self._back_to_list)
        pane.returned_meant.connect(self.take_returned)
        self._add_layer(pane)
        return pane

    def _add_returned(self) -> ReturnsPane:
        pane = ReturnsPane(self._bench)
        pane.left.connect(self._back_to_list)
        self._add_layer(pane)
        return pane

    def _add_adding(self) -> GuestAdding:
        pane = GuestAdding(self._bench)
        pane.left.connect(self._back_to_list)
        self._add_layer(pane)
        return pane

    def _show_list(self) -> None:
        self._layers.setCurrentWidget(self.guests)

    def _back_to_list(self) -> None:
        self._show_list()
        self.begin()

    def _end_emptiness(self) -> None:
        if self.guests.narrowed():
            self.add_somebody()
        else:
            self.choose_list()

    def _open_person(self) -> None:
        person_id = self.guests.view.chosen_id()
        if person_id is not None:
            self._bench.show_page("people", person_id=person_id)

    def _event(self) -> EventRow | None:
        if self._event_id is None:
            return None
        with self._bench.store.reading() as session:
            return event_rows(session, [self._event_id]).get(self._event_id)

    def _do(
        self, operation: Callable[[Any, int, Collection[int]], int], done: Callable[[int], str]
    ) -> None:
        """Do something to those chosen, as one action."""
        event_id, chosen = self._event_id, self.guests.chosen_ids()
        if event_id is None or not chosen:
            return
        keep(
            self._bench,
            lambda session: operation(session, event_id, chosen),
            lambda count: self._bench.done(done(count)),
            self,
        )


def _taken_off(count: int) -> str:
    return ngettext(
        "{n} person was taken off the list.", "{n} people were taken off the list.", count
    )


def _marked(count: int) -> str:
    return ngettext("{n} person is here.", "{n} people are here.", count)


def _taken_back(count: int) -> str:
    return ngettext("{n} check-in was taken back.", "{n} check-ins were taken back.", count)
