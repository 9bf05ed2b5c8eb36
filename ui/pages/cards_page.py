"""Kartu: the cards of all events, or of one, from the queue to paper and into hands."""

from typing import cast

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.cards.queries import events_with_cards
from models.cards.tables import Card, CardState
from models.events.tables import Event
from models.words import _, ngettext
from ui.bench import Bench
from ui.designer.designer_layer import DesignerLayer
from ui.look import em
from ui.panes.card_check_layer import CardCheckLayer
from ui.panes.card_work import CardWork
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.page import Page

TITLE = 20
"""How many letters of an event's title the box shows at least, where the page is not narrow."""
NARROW, LEAST = 52, 8
"""The width in text lines below which it is, and the least width of the box there."""


class CardsPage(Page):
    """Goes to one event's cards with ``event_id``; the box at the top chooses among the events."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self._event: Choice[int | None] = Choice({None: _("All events")})
        self._event.setAccessibleName(_("Event"))
        self._event.shrink_to(TITLE)
        super().__init__(_("Cards"), actions=[self._event], parent=parent)
        self._bench = bench
        self._known: dict[int, str] = {}
        self.work = CardWork(bench, of_all=True)
        self.add(self.work, 1)
        self.begin_at(self.work.queue.view)
        self.check = CardCheckLayer(bench, self, self.work)
        self.designs = DesignerLayer(bench, self, self.work)
        self._event.picked.connect(self._show)
        self.work.counted.connect(self._count)
        self.work.empty_left.connect(lambda: bench.show_page("events"))
        self._fresh = Fresh(self, bench.changes.committed, frozenset({Card, Event}), self._offer)

    @override
    def go(self, **where: object) -> None:
        """Show the cards of ``event_id``, or of all events; not told, those shown last.

        Of these, ``cards`` are chosen, if they wait to be printed. With ``check`` cards are
        checked in their place, with ``designs`` their designs are shown.
        """
        if where:
            self.check.step_aside()
        self._read()
        if "event_id" in where:
            event_id = where["event_id"]
            known = isinstance(event_id, int) and event_id in self._known
            self._event.show_value(cast("int", event_id) if known else None)
        self._show()
        cards = where.get("cards")
        if isinstance(cards, list):
            self.work.queue.choose_cards(cards)
        if where.get("check"):
            self.check.open()
        if where.get("designs"):
            self.designs.open()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < em(self, NARROW)
        self._event.setMinimumWidth(em(self, LEAST) if narrow else 0)
        super().resizeEvent(event)

    @override
    def may_leave(self) -> bool:
        self.check.step_aside()  # nothing is typed there that is kept
        return self.designs.let_go()

    @override
    def may_close(self) -> bool:
        self.designs.keep_draft()
        return True

    @override
    def begin(self) -> None:
        if self.check.pane is not None and self.check.shown():
            self.check.pane.begin()
        elif self.designs.shown():
            self.designs.begin()
        else:
            super().begin()

    def _offer(self) -> None:
        """Offer the events that have cards; if the one chosen has none any more, show all."""
        chosen = self._event.value()
        self._read()
        if self._event.value() != chosen:
            self._show()

    def _read(self) -> None:
        with self._bench.store.reading() as session:
            events = events_with_cards(session)
        if events == self._known:
            return
        chosen = self._event.value()
        self._known = events
        self._event.offer({None: _("All events")} | events)
        self._event.show_value(chosen if chosen in events else None)

    def _show(self) -> None:
        event_id = self._event.value()
        self.work.show_event(event_id, self._known[event_id] if event_id is not None else "")

    def _count(self, counts: dict[CardState, int]) -> None:
        said = (
            ngettext("{n} to print", "{n} to print", counts[CardState.QUEUED]),
            ngettext("{n} printed", "{n} printed", counts[CardState.PRINTED]),
            ngettext("{n} handed over", "{n} handed over", counts[CardState.HANDED]),
        )
        self.header.show_title(_("Cards"), " · ".join(said))
