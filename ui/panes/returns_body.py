"""The lines of a file that the agency returned, sorted by what becomes of them."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.exchange.returns import ReturnSieve, ReturnsOutlook
from models.words import _
from ui.panes.list_body import ListBody
from ui.tables.returns_model import ReturnsModel


class ReturnsBody(ListBody[ReturnsOutlook]):
    """Shows what the file says, and what becomes of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = ReturnsModel()
        lacking = _("Say above which column holds: {missing}. If none does, ask for the file anew.")
        super().__init__(self.model, ReturnSieve, lacking, parent=parent)

    @override
    def _offer_sieves(self, outlook: ReturnsOutlook, *, fresh: bool) -> None:
        """Hide the sorts that the file had none of from the start."""
        for place, sieve in enumerate(ReturnSieve):
            is_there = bool(outlook.lines[sieve])
            if fresh or is_there:
                self.sieves.setTabVisible(place, is_there or sieve is ReturnSieve.ALL)

    @override
    def _show_sort(self, outlook: ReturnsOutlook, sort: str) -> None:
        self.model.show_lines(outlook, ReturnSieve(sort))
