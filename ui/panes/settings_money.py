"""The settings' card about money: whether officers take cash, what receipts are printed on."""

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from models.office.money import (
    RECEIPT_PAPERS,
    MoneyDraft,
    change_money,
    money_draft,
    receipt_paper_name,
)
from models.office.tables import Office
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT
from ui.panes.settings_panel import SettingsPanel
from ui.plain import label
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid
from ui.widgets.fresh import Fresh
from ui.widgets.text import Text


class MoneyPanel(SettingsPanel):
    """Keeps each choice as soon as it is made, for the whole office; each can be undone."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Money"), parent=parent)
        self._bench = bench
        self.cash = QCheckBox(label(_("Officers take contributions in cash")))
        self.paper = Choice({one: receipt_paper_name(one) for one in RECEIPT_PAPERS})
        self.add(self.cash)
        self.add(
            Text(
                _("Without it, payments are noted with the reference of a payment channel only."),
                ink=FAINT,
                wrap=True,
            )
        )
        grid = FormGrid()
        grid.add("paper", _("Receipts are printed on"), self.paper)
        self.add(grid)
        self.column.addStretch(1)
        self.cash.clicked.connect(self._keep)
        self.paper.picked.connect(self._keep)
        Fresh(self, bench.changes.committed, frozenset({Office}), self.read)
        self.read()

    @override
    def read(self) -> None:
        with self._bench.store.reading() as session:
            kept = money_draft(session)
        self.cash.setChecked(kept.takes_cash)
        self.paper.show_value(kept.receipt_paper)

    def _keep(self) -> None:
        draft = MoneyDraft(self.cash.isChecked(), self.paper.value())
        keep(
            self._bench,
            lambda session: change_money(session, draft),
            lambda _nothing: self._bench.done(_("The office's rules on money were changed.")),
            self,
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self.read()
        self._bench.fail(error)
