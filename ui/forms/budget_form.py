"""A line of a budget: what costs money, what it is to cost, what it did."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.events.budget import CostDraft
from models.words import _
from ui.forms.line_form import LineForm
from ui.widgets.money_field import MoneyField


class BudgetForm(LineForm):
    """Takes money in any common spelling."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a cost…"), _("Change the cost"), parent)
        self.planned = MoneyField(_("Planned"))
        self.actual = MoneyField(_("Spent"))
        for field, name in ((self.planned, _("Planned")), (self.actual, _("Spent"))):
            field.setAccessibleName(name)
            field.textChanged.connect(self.judge)
        self.arrange()

    @override
    def draft(self) -> CostDraft:
        return CostDraft(self.text.text(), self.planned.value() or 0, self.actual.value())

    @override
    def fill(self, draft: CostDraft) -> None:
        self.planned.set_value(draft.planned)
        self.actual.set_value(draft.actual)

    @override
    def clear(self) -> None:
        self.planned.set_value(None)
        self.actual.set_value(None)

    @override
    def unread(self) -> dict[QWidget, str]:
        return {field: said for field in self.fields() if (said := field.problem())}

    @override
    def fields(self) -> list[MoneyField]:
        return [self.planned, self.actual]
