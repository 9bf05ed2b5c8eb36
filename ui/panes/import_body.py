"""The lines of a list, sorted by what becomes of them, with what each column holds above."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.exchange.at_hand import Outlook, Sieve
from models.words import _
from ui.panes.import_known import KnownBar
from ui.panes.list_body import ListBody
from ui.tables.import_model import ImportModel


class ImportBody(ListBody[Outlook]):
    """Shows who is on the list; below the lines, what is known already of who is."""

    chosen = Signal(object, object, bool)
    """The line or None for all, the field or None for all, and whether the list is believed."""
    same_said = Signal(object, bool)
    """The line, and whether it is the person alike who is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.model = ImportModel()
        self.known = KnownBar()
        lacking = _("Say above which column holds: {missing}. If none does, ask for the list anew.")
        super().__init__(self.model, Sieve, lacking, [self.known], parent)
        self.known.chosen.connect(self.chosen)
        self.known.same_said.connect(self.same_said)

    @override
    def _offer_sieves(self, outlook: Outlook, *, fresh: bool) -> None:
        """Hide the rare sort where there is none of it and nobody looks at it."""
        is_chosen = self.sieves.name() == Sieve.LIKELY.value
        is_there = bool(outlook.lines[Sieve.LIKELY])
        self.sieves.setTabVisible(list(Sieve).index(Sieve.LIKELY), is_there or is_chosen)

    @override
    def _show_sort(self, outlook: Outlook, sort: str) -> None:
        self.model.show_lines(outlook, Sieve(sort))

    @override
    def _show_lines(self, *, known: bool) -> None:
        super()._show_lines(known=known)
        if not known:
            self.known.hide()

    @override
    def _show_line(self) -> None:
        super()._show_line()
        self.known.show_line(self._outlook, self.line())
