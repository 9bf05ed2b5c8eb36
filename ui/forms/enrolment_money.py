"""The money part of the enrolment form: nothing yet, cash, through a channel, or billed."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit

from models.money.at_enrolment import MoneyDraft, MoneyKind, money_name
from models.money.paying import CODE_LENGTH, REFERENCE_LENGTH
from models.words import _, spoken
from ui.desk_keys import hinted
from ui.widgets.at_left import at_left
from ui.widgets.form import FormGrid
from ui.widgets.money_field import MoneyField
from ui.widgets.scrolling import bring_into_view
from ui.widgets.segments import Segments

SHOWN = {
    MoneyKind.NONE: (),
    MoneyKind.CASH: ("amount",),
    MoneyKind.CHANNEL: ("amount", "reference"),
    MoneyKind.BILLED: ("billing_code",),
}
"""What is asked for each; the rest takes no room."""


class MoneyPart:
    """The fields of the payment, as rows of the form's grid. An amount left out is what is due."""

    def __init__(self, grid: FormGrid) -> None:
        self._grid = grid
        self._kept = MoneyDraft()
        self.kinds = Segments(_("Payment"))
        self.amount = MoneyField()
        self.reference = QLineEdit()
        self.reference.setMaxLength(REFERENCE_LENGTH)
        self.billing_code = QLineEdit()
        self.billing_code.setMaxLength(CODE_LENGTH)
        grid.add("money", hinted("payment"), at_left(self.kinds))
        grid.add("amount", _("Amount paid"), self.amount)
        grid.add("reference", _("Reference"), self.reference)
        grid.add("billing_code", _("Billing code"), self.billing_code)
        self._offer()

    def value(self) -> MoneyDraft:
        """Return what is in the fields that are shown."""
        kind = MoneyKind(self.kinds.name())
        asked = SHOWN[kind]
        return MoneyDraft(
            kind=kind,
            amount=self.amount.value() if "amount" in asked else None,
            reference=self.reference.text() if "reference" in asked else "",
            billing_code=self.billing_code.text() if "billing_code" in asked else "",
            takes_cash=self._kept.takes_cash,
            box_open=self._kept.box_open,
        )

    def show(self, draft: MoneyDraft) -> None:
        """Show ``draft``; cash is offered only where the office takes it."""
        offered = self._kept.takes_cash
        self._kept = draft
        if draft.takes_cash != offered:
            self._offer()
        with QSignalBlocker(self.kinds):
            self.kinds.choose(draft.kind.value)
        self.amount.set_value(draft.amount)
        self.reference.setText(draft.reference)
        self.billing_code.setText(draft.billing_code)
        self.show_rows()

    def show_rows(self) -> None:
        """Show what is asked for the kind that is chosen."""
        asked = SHOWN[MoneyKind(self.kinds.name())]
        for name in ("amount", "reference", "billing_code"):
            self._grid.set_visible(name, name in asked)

    def show_due(self, due: int) -> None:
        """Say what is paid where no amount is typed, in rupiah."""
        said = _("{amount}, as due").format(amount=spoken().rupiah(due)) if due else ""
        self.amount.setPlaceholderText(said)

    def choose_next(self) -> None:
        """Go to the next kind of payment, after the last to the first."""
        self.kinds.setCurrentIndex((self.kinds.currentIndex() + 1) % self.kinds.count())
        asked = SHOWN[MoneyKind(self.kinds.name())]
        bring_into_view(self._grid.row(asked[-1] if asked else "money"))

    def problem(self) -> str:
        """Return what to say of an amount that cannot be read."""
        return self.amount.problem() if "amount" in SHOWN[self.value().kind] else ""

    def _offer(self) -> None:
        with QSignalBlocker(self.kinds):
            while self.kinds.count():
                self.kinds.removeTab(0)
            for kind in MoneyKind:
                if kind is not MoneyKind.CASH or self._kept.takes_cash:
                    self.kinds.add(kind.value, money_name(kind))
