"""Whose cover ends soon, to be called before it does."""

from PySide6.QtWidgets import QWidget

from models.words import _
from ui.bench import Bench
from ui.panes.people_ways import RENEWALS, PeopleWays
from ui.panes.renewals_pane import RenewalsPane
from ui.widgets.page import Page


class RenewalsPage(Page):
    """The list to call by; choosing somebody leads to their particulars."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        title = _("Cover that ends soon")
        super().__init__(title, _("Whom to call, by village or by partner"), parent=parent)
        self.pane = RenewalsPane(bench)
        self.ways = PeopleWays(bench, RENEWALS)
        self.add(self.ways)
        self.add(self.pane, 1)
        self.begin_at(self.pane.view)
        self.pane.person_chosen.connect(lambda person: bench.show_page("people", person_id=person))
        self.pane.counted.connect(lambda count: self.ways.set_count(RENEWALS, count))
