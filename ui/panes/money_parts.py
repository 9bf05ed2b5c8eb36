"""Receipts and the cash box below a switch: what the money of a desk consists of."""

from models.words import _
from ui.bench import Bench
from ui.panes.cash_box_panel import CashBoxPanel
from ui.panes.receipts_panel import ReceiptsPanel
from ui.widgets.panel_switch import PanelSwitch


class MoneyParts:
    """What ``switch`` shows; both are made with it."""

    RECEIPTS, BOX = "receipts", "box"

    def __init__(self, bench: Bench) -> None:
        self.receipts, self.box = ReceiptsPanel(bench), CashBoxPanel(bench)
        self.switch = PanelSwitch(
            _("Parts of the money"),
            {
                self.RECEIPTS: (_("Receipts"), lambda: self.receipts),
                self.BOX: (_("Cash box"), lambda: self.box),
            },
        )
        self.switch.make_next()
        self.switch.make_next()
        self.switch.choose(self.RECEIPTS)

    def shown(self) -> ReceiptsPanel | CashBoxPanel:
        """Return the part that is shown."""
        return self.receipts if self.switch.shown() == self.RECEIPTS else self.box
