"""Receipts, the cash box and the end of the day below a switch: the money of a desk."""

from models.words import _
from ui.bench import Bench
from ui.panes.cash_box_panel import CashBoxPanel
from ui.panes.day_close_panel import DayClosePanel
from ui.panes.receipts_panel import ReceiptsPanel
from ui.widgets.panel_switch import PanelSwitch


class MoneyParts:
    """What ``switch`` shows; all are made with it."""

    RECEIPTS, BOX, DAY = "receipts", "box", "day"

    def __init__(self, bench: Bench) -> None:
        self.receipts, self.box = ReceiptsPanel(bench), CashBoxPanel(bench)
        self.day = DayClosePanel(bench)
        self.switch = PanelSwitch(
            _("Parts of the money"),
            {
                self.RECEIPTS: (_("Receipts"), lambda: self.receipts),
                self.BOX: (_("Cash box"), lambda: self.box),
                self.DAY: (_("End of day"), lambda: self.day),
            },
        )
        while self.switch.make_next():
            pass
        self.switch.choose(self.RECEIPTS)

    def shown(self) -> ReceiptsPanel | CashBoxPanel | DayClosePanel:
        """Return the part that is shown."""
        if self.switch.shown() == self.DAY:
            return self.day
        return self.receipts if self.switch.shown() == self.RECEIPTS else self.box
