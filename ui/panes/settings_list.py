"""A card of the settings with a short list, and in the list's place the form about one of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from models.history.meanwhile import said_meanwhile
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import editing, keep
from ui.look import FAINT
from ui.panes.settings_kept import WholeForm
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.scrolling import bring_into_view
from ui.widgets.stack import Stack
from ui.widgets.text import Text


class ListPanel(SettingsPanel):
    """A card of some kind says how its records are listed, looked up, added, changed, removed.

    What is done can be undone, so nobody is asked before something is removed.
    """

    kind: type[Any]
    """The class of the records."""
    by_id = True
    """Whether the lines stand for the ids of records."""

    def __init__(
        self,
        bench: Bench,
        title: str,
        form: DraftForm[Any],
        words: tuple[str, str, str],
        kinds: frozenset[type[Any]],
    ) -> None:
        """Hold ``form``; ``words`` to add, to remove, and if there is nothing yet.

        ``kinds`` are the kinds of record that the card shows.
        """
        self.add_button = action_button(words[0], "plus")
        super().__init__(title, self.add_button)
        self.bench = bench
        self._record_id: int | None = None
        self._values: list[object] = []
        self.list = EntryList()
        self.none = Text(words[2], ink=FAINT, wrap=True)
        self.listed = self.lines()
        self.panel = WholeForm(form, bench.messages)
        self.remove_button = action_button(words[1], "trash-2")
        self.panel.buttons.insertWidget(0, self.remove_button)
        self._layers = Layers(self.listed, self.panel)
        self.add(self._layers, 1)
        self.setFocusProxy(self.add_button)
        self.list.chosen.connect(self.open_record)
        self.add_button.clicked.connect(self.begin_new)
        self.remove_button.clicked.connect(self._remove)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self.show_list)
        self._fresh = Fresh(self, bench.changes.committed, kinds, self.read)

    @override
    def read(self) -> None:
        with self.bench.store.reading() as session:
            entries = self.entries(session)
        self._values = [entry.value for entry in entries]
        on = next((n for n, line in enumerate(self.list.lines()) if line.hasFocus()), None)
        self.list.show_entries(entries)
        self.none.setVisible(not entries)
        if on is not None:
            self._focus_line(min(on, len(entries) - 1))
        if self._record_id is None:
            return
        if self.panel.form.is_changed():
            self._say_meanwhile(self._record_id)
        elif self._record_id not in self._values:
            self.show_list()
        else:
            self._show_kept(self._record_id)

    def _show_kept(self, record_id: int) -> None:
        """Show one of the list as it is kept by now; nothing is typed about it."""
        with self.bench.store.reading() as session:
            draft = self.look_up(session, record_id)
            if draft == self.panel.form.opened:
                return
            self.prepare(session, draft)
        self.panel.show_draft(draft)

    def _say_meanwhile(self, record_id: int) -> None:
        """Say what was done elsewhere to the record that is being typed about."""
        edit = self.panel.edit(self.kind, record_id if self.by_id else None)
        look = partial(self.draft_of, record_id=record_id)
        if not self.panel.busy:
            with self.bench.store.reading() as session:
                self.panel.say_meanwhile(said_meanwhile(session, edit, look))

    @override
    def may_leave(self) -> bool:
        if not self.form_is_open():
            return True
        if not self.panel.may_leave():
            return False
        self.show_list()
        return True

    def show_list(self) -> None:
        """Show the list, giving up what was typed; the keyboard goes to the line it came from."""
        in_form = self.form_is_open() and self.panel.focusWidget() is QApplication.focusWidget()
        record_id, self._record_id = self._record_id, None
        self._show(self.listed)
        self.panel.show_draft(self.new_draft())
        if in_form:
            there = record_id in self._values
            self._focus_line(self._values.index(record_id) if there else -1)

    def open_record(self, record_id: int) -> None:
        """Show the form about one of the list."""
        with self.bench.store.reading() as session:
            draft = self.look_up(session, record_id)
            self.prepare(session, draft)
        self._open(record_id, draft)

    def begin_new(self) -> None:
        """Show the form for a new one."""
        draft = self.new_draft()
        with self.bench.store.reading() as session:
            self.prepare(session, draft)
        self._open(None, draft)

    def form_is_open(self) -> bool:
        """Whether the form is shown, not the list."""
        return self._layers.layer() is self.panel

    def lines(self) -> Stack:
        """Return what is shown while no form is: the list, or that there is nothing yet."""
        return Stack().add(self.none).add(self.list)

    def entries(self, session: Any) -> Sequence[Entry]:  # noqa: ANN401 - see keep
        """Return the lines of the list."""
        raise NotImplementedError

    def prepare(self, session: Any, draft: Any) -> None:  # noqa: ANN401
        """Make the form ready to show ``draft``."""

    def look_up(self, session: Any, record_id: int) -> Any:  # noqa: ANN401
        """Return the draft of one of the list."""
        raise NotImplementedError

    def draft_of(self, session: Any, record_id: int) -> Any:  # noqa: ANN401
        """Return the draft of one as it is now; asked off the screen's thread."""
        return self.look_up(session, record_id)

    def new_draft(self) -> Any:  # noqa: ANN401
        """Return the draft a new one begins with."""
        raise NotImplementedError

    def keep_new(self, session: Any, draft: Any) -> str:  # noqa: ANN401
        """Keep ``draft`` as a new record and say so."""
        raise NotImplementedError

    def keep_changed(self, session: Any, record_id: int, draft: Any) -> str:  # noqa: ANN401
        """Keep ``draft`` of a record and say so."""
        raise NotImplementedError

    def take_out(self, session: Any, record_id: int, draft: Any) -> str:  # noqa: ANN401
        """Take a record out and say so; ``draft`` is what its form shows."""
        raise NotImplementedError

    def kept(self, draft: Any) -> None:  # noqa: ANN401
        """Do what else is to be done once ``draft`` was kept."""

    def _open(self, record_id: int | None, draft: object) -> None:
        self._record_id = record_id
        self.panel.show_draft(draft)
        self.remove_button.setVisible(record_id is not None)
        self._show(self.panel)
        self.panel.form.setFocus()
        bring_into_view(self)

    def _show(self, layer: QWidget) -> None:
        self._layers.show_layer(layer)
        self.add_button.setVisible(layer is not self.panel)

    def _focus_line(self, place: int) -> None:
        """Put the keyboard on a line of the list; below nought, where one is added."""
        if place < 0:
            self.add_button.setFocus()
            return
        line = self.list.lines()[place]
        line.show()  # one just made takes no focus before it is shown
        line.setFocus()

    def _save(self) -> None:
        draft, record_id = self.panel.form.draft(), self._record_id
        if record_id is None:
            self._keep(draft, lambda session: self.keep_new(session, draft))
        else:
            edit = self.panel.edit(self.kind, record_id if self.by_id else None)
            look = partial(self.draft_of, record_id=record_id)
            self._keep(draft, editing(edit, look, partial(self._keep_changed, record_id)))

    def _keep_changed(self, record_id: int, session: Any, draft: Any) -> str:  # noqa: ANN401
        return self.keep_changed(session, record_id, draft)

    def _remove(self) -> None:
        draft, record_id = self.panel.form.draft(), self._record_id
        if record_id is not None:
            self._keep(draft, lambda session: self.take_out(session, record_id, draft))

    def _keep(self, draft: object, operation: Callable[[Any], str]) -> None:
        self.panel.wait()

        def kept(done: str) -> None:
            self.kept(draft)
            self.show_list()
            self.bench.done(done)

        keep(self.bench, operation, kept, self, self.panel.fail)
