"""The ways to look at people, on each page of them: everybody, groups, cover that ends soon."""

from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.widgets.segments import Segments

PEOPLE, GROUPS, RENEWALS = "people", "groups", "renewals"


class PeopleWays(Segments):
    """A switch that leads from page to page; on each it stays where that page is."""

    def __init__(self, bench: Bench, here: str) -> None:
        super().__init__(_("Ways to look at people"))
        self._bench = bench
        self._here = here
        for name, text in (
            (PEOPLE, _("Everybody")),
            (GROUPS, _("Families and groups")),
            (RENEWALS, _("Cover that ends soon")),
        ):
            if name == here or bench.may(Right.PLAN):
                self.add(name, text)
        self._stay()
        self.chosen.connect(self._go)

    def _go(self, name: str) -> None:
        self._stay()
        self._bench.show_page(name)

    def _stay(self) -> None:
        self.blockSignals(True)
        self.choose(self._here)
        self.blockSignals(False)
