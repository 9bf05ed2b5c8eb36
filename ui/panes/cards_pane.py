"""Kartu: the cards of one event, from the queue to paper and into hands."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.events.queries import event_rows
from ui.bench import Bench
from ui.panes.card_work import CardWork
from ui.panes.pane import EventPane


class CardsPane(EventPane):
    """Shows an event's cards."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self.work = CardWork(bench, of_all=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.work)
        self.work.empty_left.connect(self._go_to_desk)

    @override
    def show_event(self, event_id: int) -> None:
        self._event_id = event_id
        with self._bench.store.reading() as session:
            row = event_rows(session, [event_id]).get(event_id)
        self.work.show_event(event_id, row.title if row else "")

    @override
    def begin(self) -> None:
        self.work.begin()

    def _go_to_desk(self) -> None:
        self._bench.show_page("event", event_id=self._event_id, part="desk")
