"""A card's way from the queue into hands, and out of use, as one drives it on the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import ui.printing
from models.cards.batch_rows import batch_rows, copies_of, open_batches
from models.cards.batches import draw_batch, note_sent
from models.cards.operations import note_printed
from models.cards.tables import BatchState, CardState, CopyState, HandWay
from models.printing.part_sheets import part_sheets
from tests.ui.panes.cards_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.cards_at_hand import buttons, pick, press, show, states
from tests.ui.signing import sign
from ui.panes.card_piles import Pile

HOSTILE = "<b>basah</b> {n} & 'DROP' \u202eterbalik 😀"


def hit(pane, text, settled):
    """Press a button by the keyboard."""
    settled(lambda: len(buttons(pane, text)) == 1)
    [button] = buttons(pane, text)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def give_reason(pane, text, settled):
    pane.work.doing.reason.field.setText(text)
    QTest.keyClick(pane.work.doing.reason.field, Qt.Key.Key_Return)
    settled()


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


@pytest.mark.parametrize("answer", ["None came out", "All came out well"])
def test_after_an_answer_by_the_keyboard_it_is_in_the_queue(pane, print_out, settled, answer):
    print_out()
    hit(pane, answer, settled)
    settled()
    queue = pane.work.queue
    assert (queue.view if queue.listed() else queue._piles).hasFocus()


def test_after_a_card_is_handed_over_the_keyboard_is_in_the_queue(pane, cards, print_out, settled):
    print_out()
    press(pane, "All came out well", settled)
    show(pane, Pile.PRINTED, settled)
    pick(pane, cards[0])
    hit(pane, "Hand over", settled)
    settled()
    assert pane.work.queue.view.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_a_jam_the_keyboard_is_in_the_queue(pane, print_out, settled, key):
    print_out()
    hit(pane, "It jammed…", settled)
    jam = pane.work.question.jam
    assert jam.good.hasFocus()
    jam.good.setText("2")
    QTest.keyClick(jam.good, key)
    settled()
    assert pane.work.queue.view.hasFocus()


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
