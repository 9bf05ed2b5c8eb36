"""The queue of cards where there are many: nothing is asked or done card by card."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel

from models.cards.operations import note_printed
from models.cards.tables import CardState
from tests import factories as a
from tests.statements import statements
from ui.panes.card_queue import CardQueue, Pile, runs

MANY = 400


@pytest.fixture
def enrolments(keep, event):
    people = keep(*(a.person(name=f"Orang {n:03}") for n in range(MANY)))
    return keep(*(a.enrolment(event_id=event, person_id=one.id) for one in people))


@pytest.fixture
def cards(keep, enrolments):
    return [one.id for one in keep(*(a.card(enrolment_id=one.id) for one in enrolments))]


@pytest.fixture
def queue(bench, stage, event, cards):
    made = CardQueue(bench, of_all=False)
    stage.resize(900, 500)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    return made


def test_to_select_all_cards_the_database_is_not_asked(queue, cards):
    with statements() as run:
        queue._all.click()
        assert queue.selected() == cards
        assert queue.selected_states() == dict.fromkeys(cards, CardState.QUEUED)
        assert queue.meant() == cards
    assert run == []


def test_what_was_selected_stays_so_in_one_piece_when_another_card_comes(
    queue, cards, keep, enrolments, qtbot
):
    queue._all.click()
    came = keep(a.card(enrolment_id=enrolments[MANY // 2].id)).id
    qtbot.waitUntil(lambda: came in queue._model.ids)
    assert queue.selected() == cards
    assert queue.view.selectionModel().selection().size() == 2, "before it, and behind it"


def test_the_list_is_not_made_anew_where_the_same_cards_stand_otherwise(queue, cards, store, qtbot):
    queue.show_pile(Pile.ALL)
    queue.view.selectRow(3)
    resets = []
    queue._model.modelReset.connect(lambda: resets.append(True))
    with store.writing() as session:
        note_printed(session, cards)
    qtbot.waitUntil(lambda: queue.selected_states() == {cards[3]: CardState.PRINTED})
    assert queue.selected() == [cards[3]]
    assert resets == []


def test_the_head_of_the_table_does_not_look_at_each_card_selected(queue, monkeypatch):
    asked = []
    queue._all.click()
    model = type(queue._model)
    rows = model.rowCount
    monkeypatch.setattr(model, "rowCount", lambda self, *at: asked.append(1) or rows(self, *at))
    queue.view.horizontalHeader().grab()
    assert len(asked) < MANY


def test_cards_selected_here_and_there_are_told_in_their_order(queue, cards):
    flags = QItemSelectionModel.SelectionFlag
    for row in (7, 2, 3):
        index = queue._model.index(row, 0)
        queue.view.selectionModel().select(index, flags.Select | flags.Rows)
    assert queue.selected() == [cards[2], cards[3], cards[7]]


@given(st.sets(st.integers(0, 60)))
def test_runs_are_the_same_places_and_never_touch(places):
    found = runs(sorted(places))
    assert {one for first, last in found for one in range(first, last + 1)} == places
    assert all(then[0] > before[1] + 1 for before, then in pairwise(found))
