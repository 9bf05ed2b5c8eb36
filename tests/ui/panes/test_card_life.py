"""A card's way from the queue into hands, and out of use, as one drives it on the screen."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

import ui.printing
from models.cards.batch_rows import batch_rows, copies_of, open_batches
from models.cards.batches import draw_batch, note_sent
from models.cards.blocks import BlockDraft, add_block
from models.cards.operations import note_printed
from models.cards.queries import card_rows
from models.cards.tables import BatchState, CardState, CopyState, HandWay
from models.people.tables import Person
from models.printing.part_sheets import part_sheets
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply
from models.supplies.tables import SupplyKind
from tests import factories as a
from tests.ui.reach import unnamed
from tests.ui.signing import sign
from tests.ui.test_printing import to_file
from ui.panes.card_piles import Pile
from ui.panes.card_side import BATCHES, COPIES, STOCK
from ui.panes.cards_pane import CardsPane

HOSTILE = "<b>basah</b> {n} & 'DROP' \u202eterbalik 😀"


@pytest.fixture
def cards(keep, event):
    """Four cards of the event in the queue, by their owners' names."""
    people = [keep(a.person(name=name)) for name in ("Ayu", "Budi", "Citra", "Dewi")]
    enrolled = [keep(a.enrolment(event_id=event, person_id=one.id)) for one in people]
    return [keep(a.card(enrolment_id=one.id)).id for one in enrolled]


@pytest.fixture
def open_pane(bench, stage, event, cards, settled):
    """Show the event's cards, as when the program was just begun."""

    def _open():
        made = CardsPane(bench)
        stage.resize(1250, 760)
        stage.layout().addWidget(made)
        made.show()
        made.show_event(event)
        settled(lambda: not made.work.paper._live._later.isActive())
        return made

    return _open


@pytest.fixture
def pane(open_pane):
    return open_pane()


@pytest.fixture
def print_out(pane, monkeypatch, tmp_path, settled):
    def _print(**choices):
        monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf", **choices))
        pane.work.print_cards()
        settled(lambda: not pane.work.printing.busy)

    return _print


def buttons(widget, text):
    seen = (one for one in widget.findChildren(QPushButton) if one.isVisible())
    return [one for one in seen if one.text() == text]


def press(widget, text, settled):
    settled(lambda: bool(buttons(widget, text)))
    QTest.mouseClick(buttons(widget, text)[0], Qt.MouseButton.LeftButton)
    settled()


def give_reason(pane, text, settled):
    pane.work.doing.reason.field.setText(text)
    QTest.keyClick(pane.work.doing.reason.field, Qt.Key.Key_Return)
    settled()


def show(pane, pile, settled):
    pane.work.queue.show_pile(pile)
    settled()


def pick(pane, *cards):
    pane.work.queue.choose_cards(cards, pane.work.queue.pile)


def states(store, cards):
    with store.reading() as session:
        rows = card_rows(session, cards)
    return [rows[card].state for card in cards]


def copies(store, card):
    with store.reading() as session:
        return copies_of(session, card)


def printed(store, cards, settled):
    with store.writing() as session:
        note_printed(session, cards)
    settled()


# Jams


def test_after_a_jam_the_cards_behind_the_last_good_one_wait_again(
    pane, store, cards, print_out, settled
):
    print_out()
    press(pane, "It jammed…", settled)
    jam = pane.work.question.jam
    jam.good.setText("2")
    assert "Budi" in jam._follows.text()
    press(jam, "Note it", settled)
    assert states(store, cards) == [CardState.PRINTED] * 2 + [CardState.QUEUED] * 2
    assert copies(store, cards[2])[0].state is CopyState.SPOILT
    assert copies(store, cards[3])[0].state is CopyState.DROPPED
    with store.reading() as session:
        [batch] = batch_rows(session)
    assert (batch.good, batch.spoilt) == (2, 1)


def test_the_card_selected_is_proposed_as_the_last_good_one(pane, cards, print_out, settled):
    print_out()
    pick(pane, cards[2])
    press(pane, "It jammed…", settled)
    assert pane.work.question.jam.good.value() == 3


def test_more_good_cards_than_were_sent_are_not_taken(pane, print_out, settled):
    print_out()
    press(pane, "It jammed…", settled)
    jam = pane.work.question.jam
    jam.good.setText("5")
    assert not jam.agree.isEnabled()
    assert jam._grid.row("good").said() == "Only 4 cards were sent."
    jam.good.setText("4")
    assert jam.agree.isEnabled()


def test_a_jam_thought_better_of_leaves_the_question_standing(pane, print_out, settled):
    print_out()
    press(pane, "It jammed…", settled)
    QTest.keyClick(pane.work.question.jam.good, Qt.Key.Key_Escape)
    assert pane.work.question.jam.isHidden()
    assert "come out well?" in pane.work.question.bar.text()


# What is asked until somebody tells


def test_a_batch_nobody_told_of_is_asked_about_when_the_program_begins_anew(
    open_pane, store, cards, settled
):
    with store.writing() as session:
        batch = draw_batch(session, cards[:2], sheet="a4", design="x").id
        note_sent(session, batch, "HP")
    pane = open_pane()
    text = pane.work.question.bar.text()
    assert text.startswith("2 cards were sent to HP at ")
    press(pane, "All came out well", settled)
    assert states(store, cards) == [CardState.PRINTED] * 2 + [CardState.QUEUED] * 2
    assert pane.work.question.bar.isHidden()


def test_a_batch_that_was_never_noted_as_sent_can_be_dropped(open_pane, store, cards, settled):
    with store.writing() as session:
        draw_batch(session, cards[:2], sheet="a4", design="x")
    pane = open_pane()
    assert "never noted as sent" in pane.work.question.bar.text()
    press(pane, "None came out", settled)
    assert states(store, cards) == [CardState.QUEUED] * 4
    with store.reading() as session:
        assert [row.state for row in batch_rows(session)] == [BatchState.DROPPED]


def test_what_the_printer_did_not_take_is_dropped(pane, store, cards, monkeypatch, settled):
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *_told: False)
    pane.work.print_cards()
    settled(lambda: not pane.work.printing.busy)
    assert states(store, cards) == [CardState.QUEUED] * 4
    with store.reading() as session:
        assert open_batches(session) == []
    assert pane.work.question.bar.isHidden()


def test_what_cannot_be_written_is_dropped(pane, store, cards, tmp_path, messages, settled):
    messages.files.append(tmp_path / "no" / "kartu.pdf")
    pane.work.save_cards()
    settled()
    assert states(store, cards) == [CardState.QUEUED] * 4
    assert pane.work.question.bar.isHidden()


def test_a_sheet_begun_is_known_even_where_it_is_told_after_a_restart(
    open_pane, pane, store, cards, print_out, settled
):
    print_out()
    pane.hide()
    again = open_pane()
    press(again, "All came out well", settled)
    with store.reading() as session:
        assert [row.used for row in part_sheets(session)] == [frozenset({1, 2, 3, 4})]


def test_a_card_at_the_printer_is_not_printed_again(pane, cards, print_out, settled):
    pick(pane, cards[0])
    print_out()
    assert pane.work.queue.pile is Pile.QUEUED
    pane.work.queue.view.clearSelection()
    assert pane.work.queue.meant() == cards[1:]
    pick(pane, cards[0])
    assert pane.work.queue.meant() == []


# Printed already


def test_a_card_printed_already_says_so_before_it_is_again(pane, store, cards, print_out, settled):
    printed(store, cards[:1], settled)
    show(pane, Pile.PRINTED, settled)
    pick(pane, cards[0])
    print_out()
    again = pane.work.again
    assert again.sign.words.text() == "1 card was printed already"
    assert again.sign.detail.text().startswith("Ayu: ")
    assert states(store, cards[:1]) == [CardState.PRINTED], "nothing went to the printer"
    assert not again.agree.isEnabled(), "a reason is wanted"
    again.reason.setText(HOSTILE)
    press(again, "Print it again", settled)
    settled(lambda: not pane.work.printing.busy)
    assert states(store, cards[:1]) == [CardState.SENT]
    old = copies(store, cards[0])[1]
    assert (old.state, old.reason) == (CopyState.REPLACED, HOSTILE)


def test_of_cards_printed_and_not_only_the_new_ones_can_be_printed(
    pane, store, cards, print_out, settled
):
    printed(store, cards[:1], settled)
    show(pane, Pile.ALL, settled)
    pick(pane, *cards)
    print_out()
    press(pane.work.again, "Only the 3 new ones", settled)
    settled(lambda: not pane.work.printing.busy)
    assert states(store, cards) == [CardState.PRINTED] + [CardState.SENT] * 3


# Into hands, and out of use


def test_a_signature_is_kept_with_the_copy(pane, store, cards, settled):
    printed(store, cards, settled)
    show(pane, Pile.PRINTED, settled)
    pick(pane, cards[1])
    press(pane, "Let sign…", settled)
    handing = pane.work.doing.handing
    assert "Budi" in handing._whose.text()
    assert not handing.agree.isEnabled()
    sign(handing.pad)
    press(handing, "Hand over", settled)
    [copy] = copies(store, cards[1])
    assert (copy.state, copy.hand_way) == (CopyState.HANDED, HandWay.DRAWN)
    assert copy.signature


def test_many_are_handed_over_at_once_and_that_is_undone(pane, store, cards, messages, settled):
    printed(store, cards[:3], settled)
    show(pane, Pile.ALL, settled)
    pick(pane, *cards)
    press(pane, "Hand over", settled)
    assert states(store, cards) == [CardState.HANDED] * 3 + [CardState.QUEUED]
    messages.actions["Undo"]()
    settled()
    assert states(store, cards) == [CardState.PRINTED] * 3 + [CardState.QUEUED]


@pytest.mark.parametrize(
    ("action", "state"),
    [("lost", CardState.LOST), ("damaged", CardState.DAMAGED), ("void", CardState.CANCELLED)],
)
def test_a_card_goes_out_of_use_for_a_reason(pane, store, cards, settled, action, state):
    printed(store, cards[:1], settled)
    show(pane, Pile.PRINTED, settled)
    pick(pane, cards[0])
    getattr(pane.work.doing, action).trigger()
    assert states(store, cards[:1]) == [CardState.PRINTED]
    give_reason(pane, HOSTILE, settled)
    assert states(store, cards[:1]) == [state]
    assert copies(store, cards[0])[0].reason == HOSTILE
    show(pane, Pile.OUT_OF_USE, settled)
    assert list(pane.work.queue.listed()) == cards[:1]


def test_only_what_the_cards_chosen_allow_is_offered(pane, store, cards, settled):
    doing = pane.work.doing

    def offered():
        buttons = [one.isEnabled() for one in (doing.hand, doing.sign, doing.again)]
        return buttons, [one.isEnabled() for one in (doing.lost, doing.void, doing.elsewhere)]

    assert offered() == ([False] * 3, [False] * 3)
    pick(pane, cards[0])
    assert offered() == ([False] * 3, [False, True, True])
    printed(store, cards, settled)
    show(pane, Pile.PRINTED, settled)
    pick(pane, cards[0])
    assert offered() == ([True] * 3, [True, True, False])
    pick(pane, *cards)
    assert offered() == ([True, False, True], [True, True, False])


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
