from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.history.steps import next_steps, take_back
from models.office.queries import today
from models.progress import finish
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import (
    add_stock,
    add_supply,
    change_supply,
    count_stock,
    retire_supply,
    take_out,
    use_for_event,
)
from models.supplies.queries import stock, supplies, supply_draft, supply_moves
from models.supplies.tables import SupplyKind, SupplyMove
from tests import factories as a

CARDS = SupplyDraft("Kartu kosong", SupplyKind.BLANK_CARD)


@pytest.fixture
def do(store):
    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


@pytest.fixture
def ask(store):
    def _ask(query, *given):
        with store.reading() as session:
            return query(session, *given)

    return _ask


@pytest.fixture
def cards(do):
    """Three hundred blank cards."""
    made = do(add_supply, CARDS)
    do(add_stock, made, MoveDraft(300, "Dari kantor wilayah"))
    return made


def test_a_supply_gives_back_its_draft_and_begins_with_nothing(do, ask):
    draft = SupplyDraft("Pita YMCKO", SupplyKind.RIBBON, 250)
    made = do(add_supply, draft)
    assert ask(supply_draft, made) == draft
    assert ask(stock, made) == 0


def test_only_cards_and_ribbons_are_good_for_cards(do, ask):
    made = do(add_supply, SupplyDraft("Brosur", SupplyKind.OTHER, 99))
    assert ask(supply_draft, made).cards_each == 1


def test_supplies_stand_by_kind_and_name(do, ask):
    for name, kind in (
        ("Brosur", SupplyKind.OTHER),
        ("Pita", SupplyKind.RIBBON),
        ("b", SupplyKind.BLANK_CARD),
        ("a", SupplyKind.BLANK_CARD),
    ):
        do(add_supply, SupplyDraft(name, kind))
    assert [row.name for row in ask(supplies)] == ["a", "b", "Pita", "Brosur"]


def test_the_stock_is_the_sum_of_what_came_and_went(do, ask, cards):
    do(take_out, cards, MoveDraft(20))
    do(add_stock, cards, MoveDraft(5))
    assert ask(stock, cards) == 285
    assert [row.stock for row in ask(supplies)] == [285]


def test_moves_are_told_the_latest_first(do, ask, cards):
    do(take_out, cards, MoveDraft(20, " rusak "))
    told = [(move.day, move.count, move.note, move.event) for move in ask(supply_moves, cards)]
    day = ask(today)
    assert told == [(day, -20, "rusak", ""), (day, 300, "Dari kantor wilayah", "")]


def test_counting_moves_the_difference(do, ask, cards):
    do(count_stock, cards, MoveDraft(288))
    assert ask(stock, cards) == 288
    assert ask(supply_moves, cards)[0].count == -12


def test_counting_what_is_there_moves_nothing(do, ask, cards):
    do(count_stock, cards, MoveDraft(300))
    assert len(ask(supply_moves, cards)) == 1


def test_no_more_goes_out_than_is_there(do, ask, cards):
    with pytest.raises(UserError, match="Only 300 pieces of Kartu kosong are there"):
        do(take_out, cards, MoveDraft(301))
    assert ask(stock, cards) == 300


def test_what_an_event_used_is_noted_once_however_often_it_is_set_right(do, ask, keep, cards):
    event = keep(a.event(title="Temu")).id
    for used, left in ((150, 150), (148, 152), (148, 152), (0, 300)):
        do(use_for_event, event, cards, used)
        assert ask(stock, cards) == left
    counts = [(move.count, move.event) for move in ask(supply_moves, cards)]
    assert counts[:3] == [(148, "Temu"), (2, "Temu"), (-150, "Temu")]


def test_what_was_used_was_there_though_the_stock_says_no(do, ask, keep, cards):
    event = keep(a.event()).id
    do(use_for_event, event, cards, 310)
    assert ask(stock, cards) == -10


def test_a_supply_taken_off_the_list_keeps_its_moves(do, ask, cards):
    do(retire_supply, cards)
    assert ask(supplies) == []
    assert ask(stock, cards) == 300


STEPS = {
    "Add supply Pita": lambda s, _c, _e: add_supply(s, SupplyDraft("Pita")),
    "Change supply Kartu": lambda s, c, _e: change_supply(s, c, SupplyDraft("Kartu")),
    "Remove supply Kartu kosong": lambda s, c, _e: retire_supply(s, c),
    "Take in 5 of Kartu kosong": lambda s, c, _e: add_stock(s, c, MoveDraft(5)),
    "Take out 5 of Kartu kosong": lambda s, c, _e: take_out(s, c, MoveDraft(5)),
    "Count Kartu kosong: 5": lambda s, c, _e: count_stock(s, c, MoveDraft(5)),
    "5 of Kartu kosong used for Temu": lambda s, c, e: use_for_event(s, e, c, 5),
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_has_its_name_and_is_taken_back(store, do, ask, keep, cards, name):
    event = keep(a.event(title="Temu")).id
    before = ask(supplies)
    do(STEPS[name], cards, event)
    assert ask(supplies) != before
    step, _redo = next_steps(store)
    assert step.title == name
    finish(take_back(store, step.action_id))
    assert ask(supplies) == before


@pytest.mark.parametrize(
    "operation",
    [
        lambda session: change_supply(session, 1, CARDS),
        lambda session: retire_supply(session, 1),
        lambda session: add_stock(session, 1, MoveDraft(1)),
    ],
)
def test_a_supply_that_is_gone_is_told(do, operation):
    with pytest.raises(UserError, match="This supply is not there any more"):
        do(operation)


def test_an_event_that_is_gone_is_told(do, cards):
    with pytest.raises(UserError, match="This event is not there any more"):
        do(use_for_event, 1, cards, 5)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (SupplyDraft(" "), "name"),
        (SupplyDraft("x" * 301), "name"),
        (SupplyDraft("a", cards_each=0), "cards_each"),
        (SupplyDraft("a", cards_each=None), "cards_each"),
        (MoveDraft(None), "count"),
        (MoveDraft(-1), "count"),
        (MoveDraft(10_000_000), "count"),
        (MoveDraft(1, "x" * 501), "note"),
    ],
)
def test_what_cannot_be_kept_says_where(draft, field):
    assert set(draft.problems()) == {field}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-500, 500).filter(bool), max_size=30))
def test_any_moves_add_up(store, counts):
    with store.writing("Moves") as session:
        made = add_supply(session, CARDS)
        session.add_all(
            SupplyMove(supply_id=made, day=date(2022, 6, 1), count=count) for count in counts
        )
        session.flush()
        assert stock(session, made) == sum(counts)
