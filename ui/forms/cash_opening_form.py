"""Opening a cash box: how much lies in it to begin with."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.enrolment.money import MOST
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.widgets.money_field import MoneyField


@dataclass(frozen=True, slots=True)
class Opening:
    """What lies in a box at first, in rupiah, as typed; nothing at all is nought."""

    amount: int | None = None

    def problems(self) -> dict[str, str]:
        """Return what to say beside the field if it cannot be kept."""
        if (self.amount or 0) <= MOST:
            return {}
        return {"amount": _("That is more than a cash box holds.")}


class CashOpeningForm(DraftForm[Opening]):
    """One field; a box may begin empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount = MoneyField()
        self.grid.add(
            "amount", _("In it now"), self.amount, hint=_("Change to give back; empty is nothing")
        )
        self.watch("amount", self.amount.changed)

    @override
    def fill(self, draft: Opening) -> None:
        self.amount.set_value(draft.amount)

    @override
    def draft(self) -> Opening:
        return Opening(self.amount.value())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"amount": self.amount.problem})

    def begin(self) -> None:
        """Put the keyboard into the field."""
        self.amount.setFocus()
        self.amount.selectAll()
