import pytest

from models.history.undo import next_undo, undo
from models.office.money import RECEIPT_PAPERS, MoneyDraft, change_money, money_draft


def rules(store):
    with store.reading() as session:
        return money_draft(session)


def test_an_office_takes_cash_and_prints_on_a4_until_it_says_otherwise(store):
    assert rules(store) == MoneyDraft(takes_cash=True, receipt_paper="A4")


@pytest.mark.parametrize("paper", RECEIPT_PAPERS)
def test_the_rules_are_kept_and_undone(store, paper):
    with store.writing() as session:
        change_money(session, MoneyDraft(takes_cash=False, receipt_paper=paper))
    assert rules(store) == MoneyDraft(takes_cash=False, receipt_paper=paper)
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert rules(store) == MoneyDraft()


def test_paper_that_no_receipt_is_made_on_is_told():
    assert set(MoneyDraft(receipt_paper="A3").problems()) == {"receipt_paper"}
    assert MoneyDraft(receipt_paper="roll80").problems() == {}
