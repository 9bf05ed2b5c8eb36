"""A list of records with a search above it, and what is said where it is empty."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.bench import Bench
from ui.look import FAINT
from ui.tables.rows_model import Column, RowsModel
from ui.tables.rows_view import table_view
from ui.widgets.empty_state import EmptyState
from ui.widgets.panel import Card
from ui.widgets.search_field import SearchField
from ui.widgets.text import Text


class RecordList(Card):
    """Finds as one types; Enter goes to the first found. A list of some kind says how."""

    chosen = Signal(object)
    """The id of the record the keyboard is on; None where it is on none."""
    opened = Signal()
    new_asked = Signal()

    def __init__(
        self,
        bench: Bench,
        name: str,
        hint: str,
        columns: Sequence[Column[Any]],
        empty: tuple[EmptyState, EmptyState],
    ) -> None:
        """Head the search with ``hint``; ``empty`` is for no records, and for none that fit."""
        super().__init__()
        self._bench = bench
        self._none, self._none_found = empty
        self.search = SearchField(hint)
        self._count = Text("", ink=FAINT)
        self._model: RowsModel[Any] = RowsModel(columns, self._load, self)
        self.view = table_view(self._model, name, bench.settings, f"list/{type(self).__name__}")
        self._layers = QStackedWidget()
        for layer in (self.view, self._none, self._none_found):
            self._layers.addWidget(layer)
        self.bar = QWidget()
        self.top = QHBoxLayout(self.bar)
        self.top.setContentsMargins(0, 0, 0, 0)
        self.top.addWidget(self.search, 1)
        self.top.addWidget(self._count)
        self.column.addWidget(self.bar)
        self.column.addWidget(self._layers, 1)
        self.search.textChanged.connect(self.search_anew)
        self.search.returnPressed.connect(self._enter)
        self.view.id_changed.connect(self.chosen)
        self.view.opened.connect(self.opened)
        for nothing in empty:
            nothing.chosen.connect(self.new_asked)

    def typed(self) -> str:
        """Return what is being searched for."""
        return self.search.text().strip()

    def narrowed(self) -> bool:
        """Whether only some of the records are looked for."""
        return bool(self.typed())

    def show_record(self, record_id: int) -> None:
        """Move to a record, out of a search that would hide it."""
        if self._model.place(record_id) < 0:
            self.search.clear()
        self.view.choose(record_id)

    def show_ids(self, ids: Sequence[int], count: str, not_found: str) -> None:
        """Show these records; ``count`` says how many, ``not_found`` that none fits."""
        self._model.show(ids)
        self._count.setText(count)
        self._none_found.say(not_found)
        empty = self._none_found if self.narrowed() else self._none
        self._layers.setCurrentWidget(self.view if ids else empty)

    def search_anew(self) -> None:
        """Show what fits what was typed."""
        raise NotImplementedError

    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, Any]:  # noqa: ANN401
        """Return the lines with these ids."""
        raise NotImplementedError

    def layer(self) -> QWidget | None:
        """Return what is now shown: the table, or why there is none."""
        return self._layers.currentWidget()

    def _load(self, ids: Sequence[int]) -> Mapping[int, Any]:
        with self._bench.store.reading() as session:
            return self.rows(session, ids)

    def _enter(self) -> None:
        """Go from the search to the first of those found."""
        if not self._model.ids:
            return
        if self.view.chosen_id() is None:
            self.view.choose(self._model.ids[0])
        self.view.setFocus()
