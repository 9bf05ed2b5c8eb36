import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.office.money import MoneyDraft, change_money, money_draft
from tests.ui.reach import unnamed
from ui.panes.settings_money import MoneyPanel


@pytest.fixture
def panel(bench, stage):
    made = MoneyPanel(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def rules(store):
    def _rules():
        with store.reading() as session:
            return money_draft(session)

    return _rules


def test_whether_officers_take_cash_is_kept_at_once_and_undone(panel, rules, settled, messages):
    QTest.keyClick(panel.cash, Qt.Key.Key_Space)
    settled(lambda: not rules().takes_cash)
    messages.actions["Undo"]()
    settled(lambda: rules().takes_cash)
    assert panel.cash.isChecked()


def test_the_paper_of_receipts_is_chosen_by_keys(panel, rules, settled):
    panel.paper.setFocus()
    QTest.keyClick(panel.paper, Qt.Key.Key_End)
    settled(lambda: rules().receipt_paper == "roll80")


def test_what_another_desk_chose_is_shown(panel, store, settled):
    with store.writing() as session:
        change_money(session, MoneyDraft(takes_cash=False, receipt_paper="A5"))
    settled(lambda: panel.paper.value() == "A5")
    assert not panel.cash.isChecked()


def test_every_control_has_a_name(panel, stage):
    assert unnamed(stage) == []
