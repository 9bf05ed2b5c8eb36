"""A page with a list at the left and the record chosen in it at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from ui.bench import Bench
from ui.panes.detail import Detail
from ui.panes.record_list import RecordList
from ui.tables.rows_model import NOWHERE
from ui.widgets.page import Page
from ui.widgets.panel import Card
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view


class ListPage(Page):
    """What is chosen is shown, what was saved is chosen; nothing typed is lost without asking.

    F2 begins a new record.
    """

    def __init__(
        self, bench: Bench, title: str, subtitle: str, add: QPushButton, nothing: QWidget
    ) -> None:
        """Make the page; ``add`` begins a new record, ``nothing`` stands where none is chosen."""
        super().__init__(title, subtitle, [add])
        self._bench = bench
        self._nothing = nothing
        add.clicked.connect(self.add_record)

    def lay_out(self, listed: RecordList, detail: Detail, shares: tuple[int, int]) -> None:
        """Put the list and its detail beside one another, each with its share of the width."""
        self._list, self._detail = listed, detail
        self._right = QStackedWidget()
        self._right.addWidget(self._nothing)
        self._right.addWidget(detail)
        card = Card()
        card.column.addWidget(self._right, 1)
        self.columns = Columns([(listed, shares[0]), (card, shares[1])])
        self.add(self.columns, 1)
        self.begin_at(listed.search)
        self._listen()

    @override
    def may_leave(self) -> bool:
        return self._right.currentWidget() is self._nothing or self._detail.may_leave()

    @override
    def may_close(self) -> bool:
        return self._right.currentWidget() is self._nothing or self._detail.may_close()

    def show_record(self, record_id: int) -> None:
        """Show a record, in the list and beside it."""
        found = self._detail.show_record(record_id)
        self._right.setCurrentWidget(self._detail if found else self._nothing)
        if found:
            self._list.show_record(record_id)

    def go_to(self, record_id: int) -> None:
        """Show a record that was asked for elsewhere, unless something typed would be lost."""
        if self.may_leave():
            self.show_record(record_id)
            bring_into_view(self._detail)

    def show_nothing(self) -> bool:
        """Show no record, unless something typed would be lost; return whether none is shown."""
        if not self.may_leave():
            return False
        self._list.view.setCurrentIndex(NOWHERE)
        self._right.setCurrentWidget(self._nothing)
        return True

    def add_record(self) -> None:
        """Show the form for a new record, with what was searched for filled in."""
        if self.may_leave():
            self._list.view.setCurrentIndex(NOWHERE)
            self._right.setCurrentWidget(self._detail)
            self.begin_new(self._list.typed())
            bring_into_view(self._detail)

    def begin_new(self, typed: str) -> None:
        """Begin a new record; ``typed`` is what was searched for."""
        raise NotImplementedError

    def _listen(self) -> None:
        self._list.chosen.connect(self._choose)
        self._list.opened.connect(self._begin_detail)
        self._list.new_asked.connect(self.add_record)
        self._detail.saved.connect(self._list.show_record)
        self._detail.event_chosen.connect(self._open_event)
        self._detail.left.connect(self._back_to_list)
        self._detail.gone.connect(self._back_to_list)
        key = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.add_record)

    def _choose(self, record_id: int | None) -> None:
        """Show what the keyboard came to, unless something typed elsewhere would be lost."""
        shown = self._right.currentWidget() is self._detail
        if record_id is None or (shown and record_id == self._detail.record_id):
            return
        if self.may_leave():
            self.show_record(record_id)
        elif self._detail.record_id is not None:
            self._list.show_record(self._detail.record_id)

    def _begin_detail(self) -> None:
        if self._right.currentWidget() is self._detail:
            self._detail.begin()
            bring_into_view(self._detail)

    def _open_event(self, event_id: int) -> None:
        self._bench.show_page("event", event_id=event_id, part="people")

    def _back_to_list(self) -> None:
        if self._detail.record_id is None:
            self._right.setCurrentWidget(self._nothing)
        self._list.view.setFocus()
