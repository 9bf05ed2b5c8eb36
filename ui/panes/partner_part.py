"""What belongs to a partner: a list, and in its place the form of one of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.history.meanwhile import said_meanwhile
from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import editing, keep
from ui.look import FAINT, em
from ui.panes.form_panel import FormPanel
from ui.widgets.entries import Entry, EntryList
from ui.widgets.header import action_button
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

STEP = 50
"""How many lines are shown at once: a longer list would keep the window waiting."""


class PartnerPart(QWidget):
    """A part of some kind says how its records are listed, looked up, added, changed, removed."""

    kind: type[Any]
    """The class of the records."""

    def __init__(self, bench: Bench, form: DraftForm[Any], add: str, none: str) -> None:
        """Hold ``form``; ``add`` is on a button, ``none`` is said where there is nothing yet."""
        super().__init__()
        self._bench = bench
        self._partner_id: int | None = None
        self._record_id: int | None = None
        self._entries: Sequence[Entry] = ()
        self._limit = STEP
        self.list = EntryList()
        self.panel = FormPanel(form, bench.messages)
        self.add_button = action_button(add, "plus")
        self.remove_button = action_button(_("Take out"), "trash-2")
        self.more_button = action_button(_("Show earlier ones"), "chevron-down")
        self._none = Text(none, ink=FAINT, wrap=True)
        self._layers = QStackedWidget()
        self._lay_out()
        self.panel.need(bench, Right.PLAN)
        bench.needs(Right.PLAN, self.add_button, self.remove_button)
        self.list.chosen.connect(self.open_record)
        self.add_button.clicked.connect(self.begin_new)
        self.more_button.clicked.connect(self._show_more)
        self.remove_button.clicked.connect(self._remove)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self.show_list)

    def show_partner(self, session: Any, partner_id: int) -> int:  # noqa: ANN401 - see keep
        """List what belongs to a partner and return how much it is; what is typed stays."""
        if partner_id != self._partner_id:
            self._partner_id, self._limit = partner_id, STEP
            self.show_list()
        entries = self.entries(session, partner_id)
        self._show_entries(entries)
        self._none.setVisible(not entries)
        if self.form_is_open():
            self._refresh_form(session, partner_id)
        return len(entries)

    def show_list(self) -> None:
        """Show the list, giving up what was typed; the keyboard goes to the line it came from."""
        in_form = self.form_is_open() and self.panel.focusWidget() is QApplication.focusWidget()
        record_id, self._record_id = self._record_id, None
        self._layers.setCurrentIndex(0)
        self.panel.show_draft(self.new_draft())
        if in_form:
            self._focus_line(record_id)

    def open_record(self, record_id: int) -> None:
        """Show the form about one of the list."""
        if self._partner_id is None:
            return
        with self._bench.store.reading() as session:
            self.prepare(session, self._partner_id)
            draft = self.look_up(session, record_id)
        self._open(record_id, draft)

    def begin_new(self) -> None:
        """Show the form for a new one."""
        if self._partner_id is None:
            return
        with self._bench.store.reading() as session:
            self.prepare(session, self._partner_id)
        self._open(None, self.new_draft())

    def values(self) -> list[object]:
        """Return what the lines shown stand for, top down."""
        return [entry.value for entry in self._entries[: len(self.list.lines())]]

    def form_is_open(self) -> bool:
        """Whether the form is shown, not the list."""
        return self._layers.currentIndex() == 1

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        if not self.form_is_open():
            return True
        if not self.panel.may_leave():
            return False
        self.show_list()
        return True

    def entries(self, session: Any, partner_id: int) -> Sequence[Entry]:  # noqa: ANN401
        """Return the lines of a partner's list."""
        raise NotImplementedError

    def prepare(self, session: Any, partner_id: int) -> None:  # noqa: ANN401
        """Make the form ready for something of this partner."""

    def look_up(self, session: Any, record_id: int) -> Any:  # noqa: ANN401
        """Return the draft of one of the list."""
        raise NotImplementedError

    def new_draft(self) -> Any:  # noqa: ANN401
        """Return the draft a new one begins with."""
        raise NotImplementedError

    def add(self, session: Any, partner_id: int, draft: Any) -> None:  # noqa: ANN401
        """Keep ``draft`` as a new record."""
        raise NotImplementedError

    def change(self, session: Any, record_id: int, draft: Any) -> None:  # noqa: ANN401
        """Keep ``draft`` of a record."""
        raise NotImplementedError

    def remove(self, session: Any, record_id: int) -> None:  # noqa: ANN401
        """Take a record out."""
        raise NotImplementedError

    def added(self) -> str:
        """Say that a record was added."""
        raise NotImplementedError

    def changed(self) -> str:
        """Say that a record was changed."""
        raise NotImplementedError

    def removed(self) -> str:
        """Say that a record was taken out."""
        raise NotImplementedError

    def opened(self, record_id: int | None) -> None:
        """Do what else is to be done when the form is shown."""

    def keep(self, operation: Callable[[Any], None], done: str) -> None:
        """Do ``operation``, show the list again and say what was ``done``."""
        self.panel.wait()
        about = self._partner_id, self._record_id

        def kept(_nothing: None) -> None:
            if about == (self._partner_id, self._record_id):  # nothing else was opened meanwhile
                self.show_list()
            self._bench.done(done)

        keep(self._bench, operation, kept, self, self.panel.fail)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.add_button)
        top.addStretch(1)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.list)
        column.addWidget(self.more_button)
        column.addStretch(1)
        listed = QWidget()
        whole = QVBoxLayout(listed)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(em(self, 0.6))
        whole.addLayout(top)
        whole.addWidget(Scrolling(lines), 1)
        self.panel.buttons.insertWidget(0, self.remove_button)
        self._layers.addWidget(listed)
        self._layers.addWidget(self.panel)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._layers)

    def _show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines; the keyboard stays on the record it was on."""
        shown = zip(self.values(), self.list.lines(), strict=True)
        on = next((value for value, line in shown if line.hasFocus()), None)
        self._entries = entries
        self.list.show_entries(entries[: self._limit])
        self.more_button.setVisible(len(entries) > self._limit)
        if on is not None:
            self._focus_line(on)

    def _show_more(self) -> None:
        """Show further lines; the keyboard goes to the first of them."""
        first = self._limit
        self._limit += STEP
        self._show_entries(self._entries)
        self._focus_line(self.values()[first])

    def _focus_line(self, record_id: object) -> None:
        if record_id in self.values():
            line = self.list.lines()[self.values().index(record_id)]
            line.show()  # one just made takes no focus before it is shown
            line.setFocus()
        else:
            self.add_button.setFocus()

    def _refresh_form(self, session: Any, partner_id: int) -> None:  # noqa: ANN401
        """Read anew what is in the form unless it was changed; leave it if its record is gone."""
        changed = self.panel.form.is_changed()
        kept = {entry.value for entry in self._entries}
        if self._record_id is not None and changed:
            edit = self.panel.edit(self.kind, self._record_id)
            look = partial(self.look_up, record_id=self._record_id)
            if not self.panel.busy:
                self.panel.say_meanwhile(said_meanwhile(session, edit, look))
        elif self._record_id is not None and self._record_id not in kept:
            self.show_list()
            return
        self.prepare(session, partner_id)
        if not changed and self._record_id is not None:
            self.panel.show_draft(self.look_up(session, self._record_id))
            self.opened(self._record_id)

    def _open(self, record_id: int | None, draft: object) -> None:
        self._record_id = record_id
        self.panel.show_draft(draft)
        self.remove_button.setVisible(record_id is not None)
        self.opened(record_id)
        self._layers.setCurrentIndex(1)
        self.panel.form.setFocus()

    def _save(self) -> None:
        draft, record_id, partner_id = self.panel.form.draft(), self._record_id, self._partner_id
        if record_id is not None:
            edit = self.panel.edit(self.kind, record_id)
            look = partial(self.look_up, record_id=record_id)
            self.keep(editing(edit, look, partial(self._change, record_id)), self.changed())
        elif partner_id is not None:
            self.keep(lambda session: self.add(session, partner_id, draft), self.added())

    def _change(self, record_id: int, session: Any, draft: Any) -> None:  # noqa: ANN401
        self.change(session, record_id, draft)

    def _remove(self) -> None:
        """Take the record out; that can be undone, so nobody is asked."""
        record_id = self._record_id
        if record_id is not None:
            self.keep(lambda session: self.remove(session, record_id), self.removed())
