"""The notice on an event's plan of what it clashes with, with ways to the other side."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.clash import Clash
from models.events.clashes import clashes_of
from ui.bench import Bench
from ui.forms.clash_lines import ClashLines, leads_to
from ui.forms.clash_watch import KINDS
from ui.looking import ask
from ui.widgets.fresh import Fresh


class ClashNotice(QWidget):
    """Takes no room while the event clashes with nothing."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self.lines = ClashLines(links=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.lines)
        self.lines.followed.connect(self._follow)
        self._fresh: Fresh | None = None
        self.hide()

    def show_event(self, event_id: int) -> None:
        """Show what this event clashes with, once that is known."""
        if self._fresh is None:
            # It hides itself, so what is watched over is the card it lies on.
            card = self.parentWidget() or self
            self._fresh = Fresh(card, self._bench.changes.committed, KINDS, self._read)
        if event_id != self._event_id:
            self._event_id = event_id
            self._show(())
        self._read()

    def _read(self) -> None:
        event_id = self._event_id
        if event_id is None:
            return

        def answer(clashes: tuple[Clash, ...]) -> None:
            if event_id == self._event_id:
                self._show(clashes)

        ask(self._bench, lambda session: clashes_of(session, event_id), answer, self)

    def _show(self, clashes: tuple[Clash, ...]) -> None:
        self.lines.show_clashes(clashes)
        self.setVisible(bool(clashes))

    def _follow(self, clash: Clash) -> None:
        place = leads_to(clash)
        if place is not None:
            name, where = place
            self._bench.show_page(name, **where)
