"""Batches, copies, numbers and stock beside the queue."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from models.cards.blocks import BlockDraft, add_block
from models.cards.tables import CardState
from models.people.tables import Person
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply
from models.supplies.tables import SupplyKind
from tests.ui.panes.cards_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.cards_at_hand import pick, press, show, states
from tests.ui.reach import unnamed
from ui.panes.card_piles import Pile
from ui.panes.card_side import BATCHES, COPIES, STOCK

# Numbers


def test_without_a_block_nobody_is_given_a_number_here(pane, cards, settled):
    show(pane, Pile.WAITING, settled)
    assert pane.work.numbers.give.isHidden()
    assert "come from the agency" in pane.work.numbers.sign.words.text()


def test_numbers_of_a_block_are_given_to_those_selected(pane, store, cards, settled):
    with store.writing() as session:
        add_block(session, BlockDraft("22062800001", "22062800002", date(2022, 6, 28)))
    show(pane, Pile.WAITING, settled)
    assert "They do not do for all" in pane.work.numbers.sign.words.text()
    ids = list(pane.work.queue.listed())
    pick(pane, ids[1])
    press(pane, "Give 1 number", settled)
    with store.reading() as session:
        found = session.scalars(select(Person).where(Person.member_number.is_not(None))).all()
        assert [(one.name, one.member_number) for one in found] == [("Budi", "22062800001")]
    assert pane.work.queue.meant() == [], "people are no cards"
    assert pane.work.queue.view.hasFocus(), "the button has nothing more to give"


# Batches, copies and stock beside the queue


def test_batches_are_listed_and_one_can_be_withdrawn(pane, store, cards, print_out, settled):
    print_out()
    press(pane, "All came out well", settled)
    side = pane.work.side
    side.choose(BATCHES)
    settled()
    batches = side.panel(BATCHES)
    [line] = batches.list.lines()
    assert "4 cards" in line.accessibleName()
    assert "Printed" in line.accessibleName()
    QTest.keyClick(line, Qt.Key.Key_Return)
    press(batches, "Withdraw…", settled)
    QTest.keyClicks(batches.reason.field, "Logo lama")
    QTest.keyClick(batches.reason.field, Qt.Key.Key_Return)
    settled()
    assert states(store, cards) == [CardState.QUEUED] * 4
    assert batches.facts.shown()["Why withdrawn"] == "Logo lama"


def test_the_copies_of_the_card_one_is_on_are_told(pane, store, cards, print_out, settled):
    print_out()
    press(pane, "All came out well", settled)
    show(pane, Pile.PRINTED, settled)
    pane.work.side.choose(COPIES)
    pane.work.queue.view.selectRow(2)
    settled()
    copies_shown = pane.work.side.panel(COPIES)
    assert copies_shown._whose.text().startswith("Citra")
    [said] = copies_shown.facts.shown().values()
    assert said.startswith("Printed\nPrinted ")


def test_blanks_that_will_not_do_are_told_before_one_prints(pane, store, cards, settled):
    assert pane.work.paper._stock.isHidden()
    with store.writing() as session:
        supply = add_supply(session, SupplyDraft("A4 sepuluh", SupplyKind.BLANK_CARD, 10))
        add_stock(session, supply, MoveDraft(1))
    settled()
    line = pane.work.paper._stock
    assert line.words.text() == "Blanks for 10 cards"
    assert line.detail.text() == ""
    pane.work.paper.show_cards([*cards, *range(10_000_000, 10_000_007)])
    assert line.detail.text() == "That does not do for 11 cards."


def test_every_control_beside_the_queue_has_a_name(pane, stage, settled):
    for part in (COPIES, BATCHES, STOCK):
        pane.work.side.choose(part)
        settled()
        assert unnamed(stage) == []
