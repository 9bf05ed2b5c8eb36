"""A line of a packing list: what is taken along, how much of it, from which stock."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.events.packing import PackingDraft
from models.supplies.queries import SupplyRow
from models.words import _
from ui.forms.line_form import LineForm
from ui.widgets.choice import Choice
from ui.widgets.pieces_field import PiecesField


class PackingForm(LineForm):
    """Offers the supplies of which stock is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a thing to pack…"), _("Change the thing to pack"), parent)
        self.count = PiecesField(_("How many"))
        self._names: dict[int | None, str] = {None: _("Not from stock")}
        self.supply: Choice[int | None] = Choice(self._names)
        self.count.setAccessibleName(_("How many"))
        self.supply.setAccessibleName(_("Supply"))
        self.supply.shrink_to(6)
        self.count.textChanged.connect(self.judge)
        self.arrange()

    def know(self, supplies: Sequence[SupplyRow]) -> None:
        """Offer these supplies; the one chosen stays."""
        chosen, name = self.supply.value(), self.supply.currentText()
        self._names = {None: _("Not from stock")} | {one.id: one.name for one in supplies}
        self._show_supply(chosen, name)

    def show_supply_of(self, supply_id: int | None, name: str) -> None:
        """Show from which stock it is, though that is kept no longer."""
        self._show_supply(supply_id, name)

    @override
    def draft(self) -> PackingDraft:
        return PackingDraft(self.text.text(), self.count.value(), self.supply.value())

    @override
    def fill(self, draft: PackingDraft) -> None:
        self.count.set_value(draft.count)
        self._show_supply(draft.supply_id, "")

    @override
    def clear(self) -> None:
        self.count.set_value(None)
        self.supply.show_value(None)

    @override
    def unread(self) -> dict[QWidget, str]:
        said = self.count.problem()
        return {self.count: said} if said else {}

    @override
    def fields(self) -> list[QWidget]:
        return [self.count, self.supply]

    def _show_supply(self, supply_id: int | None, name: str) -> None:
        self.supply.offer({**self._names, supply_id: self._names.get(supply_id, name)})
        self.supply.show_value(supply_id)
