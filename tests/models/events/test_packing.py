from datetime import UTC, datetime

import pytest

from models.cards.tables import CardState
from models.errors import UserError
from models.events.operations import invite, set_stage
from models.events.packing import (
    PackingDraft,
    add_packing,
    change_packing,
    expected_cards,
    move_packing,
    needs_ahead,
    pack,
    packing,
    pieces_needed,
    remove_packing,
    stock_said,
    unpack,
)
from models.events.tables import Stage
from models.history.steps import next_steps, take_back
from models.office.queries import officers
from models.progress import finish
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply, use_for_event
from models.supplies.tables import SupplyKind
from tests import factories as a
from tests.statements import statements

DAY = a.START.date()


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
def event(keep):
    return keep(a.event(title="Temu", target_enrolled=150)).id


@pytest.fixture
def cards(do):
    made = do(add_supply, SupplyDraft("Kartu kosong"))
    do(add_stock, made, MoveDraft(300))
    return made


@pytest.fixture
def ribbon(do):
    made = do(add_supply, SupplyDraft("Pita", SupplyKind.RIBBON, 100))
    do(add_stock, made, MoveDraft(1))
    return made


def told(found):
    return [stock_said(row.holding) if row.holding else "" for row in found.rows]


def test_a_line_gives_back_its_draft(do, ask, event, cards):
    draft = PackingDraft("Kartu", 200, cards)
    line = do(add_packing, event, draft)
    [row] = ask(packing, event).rows
    assert (row.id, row.draft, row.packed_at, row.packed_by) == (line, draft, None, "")
    assert row.holding.supply == "Kartu kosong"


def test_the_stock_is_held_against_the_cards_expected(do, ask, event, cards, ribbon):
    for draft in (PackingDraft("Kartu", None, cards), PackingDraft("Pita", None, ribbon),
                  PackingDraft("Spanduk", 2)):  # fmt: skip
        do(add_packing, event, draft)
    assert told(ask(packing, event)) == [
        "needs 150 · 300 in stock",
        "needs 2 · 1 in stock · 1 short",
        "",
    ]


def test_what_went_out_for_the_event_is_needed_no_more(do, ask, event, cards):
    do(add_packing, event, PackingDraft("Kartu", None, cards))
    do(use_for_event, event, cards, 150)
    [row] = ask(packing, event).rows
    assert stock_said(row.holding) == "needs 150 · 150 in stock · 150 taken out"
    do(use_for_event, event, cards, 290)
    assert ask(packing, event).rows[0].holding.missing == 0


def test_two_lines_of_a_supply_are_added_up_and_the_cards_counted_once(do, ask, event, cards):
    for count in (None, 20):
        do(add_packing, event, PackingDraft("Kartu", count, cards))
    assert told(ask(packing, event)) == ["needs 150 · 300 in stock"] * 2
    do(add_packing, event, PackingDraft("Kartu", 180, cards))
    assert [row.holding.needed for row in ask(packing, event).rows] == [200] * 3
    assert ask(needs_ahead, DAY) == {cards: 200}


def test_without_a_target_those_invited_are_expected(do, ask, keep):
    event = keep(a.event()).id
    people = [keep(a.person()).id for _n in range(3)]
    do(invite, event, people)
    assert ask(expected_cards, [event]) == {event: 3}
    assert ask(packing, event).expected == 3


@pytest.mark.parametrize(
    ("kind", "each", "count", "cards", "needed"),
    [
        (SupplyKind.BLANK_CARD, 1, 0, 150, 150),
        (SupplyKind.BLANK_CARD, 1, 200, 150, 200),
        (SupplyKind.BLANK_CARD, 1, 20, 150, 150),
        (SupplyKind.RIBBON, 100, 0, 150, 2),
        (SupplyKind.RIBBON, 100, 0, 100, 1),
        (SupplyKind.RIBBON, 100, 0, 0, 0),
        (SupplyKind.OTHER, 1, 30, 150, 30),
        (SupplyKind.OTHER, 1, 0, 150, 0),
    ],
)
def test_so_many_pieces_are_needed(kind, each, count, cards, needed):
    assert pieces_needed(kind, each, count, cards) == needed


def test_after_printing_what_the_cards_took_is_proposed(do, ask, keep, event, cards, ribbon):
    do(add_packing, event, PackingDraft("Kartu", None, cards))
    do(add_packing, event, PackingDraft("Pita", None, ribbon))
    assert [row.holding.proposed for row in ask(packing, event).rows] == [150, 2]
    for prints, state in ((1, CardState.HANDED), (3, CardState.SPOILT), (0, CardState.QUEUED)):
        enrolled = keep(a.enrolment(event_id=event, person_id=keep(a.person()).id)).id
        keep(a.card(enrolment_id=enrolled, prints=prints, state=state))
    assert [row.holding.proposed for row in ask(packing, event).rows] == [4, 1]


def test_a_packed_line_says_when_and_by_whom(store, do, ask, event):
    line = do(add_packing, event, PackingDraft("Spanduk"))
    store.officer_id = ask(officers)[0].id
    moment = datetime(2022, 6, 27, 3, tzinfo=UTC)
    do(pack, line, moment)
    do(pack, line)
    found = ask(packing, event)
    assert (found.rows[0].packed_at, found.rows[0].packed_by) == (moment, "Rina Contoh")
    assert found.packed == 1
    do(unpack, line)
    assert (ask(packing, event).rows[0].packed_at, ask(packing, event).packed) == (None, 0)


def test_lines_can_be_moved(do, ask, event):
    first, _second = (do(add_packing, event, PackingDraft(text)) for text in "ab")
    do(move_packing, first, 1)
    assert [row.text for row in ask(packing, event).rows] == ["b", "a"]


def test_what_coming_events_need_is_added_up(do, ask, keep, event, cards):
    start = datetime(2022, 6, 20, 9)
    past = keep(a.event(target_enrolled=70, starts_at=start, ends_at=start)).id
    off = keep(a.event(target_enrolled=80)).id
    other = keep(a.event(target_enrolled=30)).id
    for one in (past, off, other, event):
        do(add_packing, one, PackingDraft("Kartu", None, cards))
    do(set_stage, off, Stage.CANCELLED, "Banjir")
    do(use_for_event, other, cards, 10)
    assert ask(needs_ahead, DAY) == {cards: 170}


def test_what_is_needed_is_asked_for_all_events_at_once(store, do, keep, cards):
    for _n in range(5):
        do(add_packing, keep(a.event(target_enrolled=1)).id, PackingDraft("Kartu", None, cards))
    with statements() as run, store.reading() as session:
        assert needs_ahead(session, DAY) == {cards: 5}
    assert len(run) == 3


STEPS = {
    "Put x on the packing list of Temu": lambda s, e, _l: add_packing(s, e, PackingDraft("x")),
    "Change Tenda on the packing list of Temu": lambda s, _e, line: change_packing(
        s, line, PackingDraft("Tenda besar", 2)
    ),
    "Take Tenda off the packing list of Temu": lambda s, _e, line: remove_packing(s, line),
    "Move Tenda on the packing list of Temu": lambda s, _e, line: move_packing(s, line, 1),
    "Pack Tenda for Temu": lambda s, _e, line: pack(s, line),
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_has_its_name_and_is_taken_back(store, do, ask, event, name):
    line = do(add_packing, event, PackingDraft("Tenda", 1))
    do(add_packing, event, PackingDraft("Kursi", 60))
    before = ask(packing, event)
    do(STEPS[name], event, line)
    assert ask(packing, event) != before
    step, _redo = next_steps(store)
    assert step.title == name
    finish(take_back(store, step.action_id))
    assert ask(packing, event) == before


def test_unpacking_has_its_name_and_is_taken_back(store, do, ask, event):
    line = do(add_packing, event, PackingDraft("Tenda"))
    do(pack, line)
    before = ask(packing, event)
    do(unpack, line)
    step, _redo = next_steps(store)
    assert step.title == "Unpack Tenda for Temu"
    finish(take_back(store, step.action_id))
    assert ask(packing, event) == before


@pytest.mark.parametrize(
    "operation",
    [
        lambda session: change_packing(session, 1, PackingDraft("a")),
        lambda session: remove_packing(session, 1),
        lambda session: move_packing(session, 1, 1),
        lambda session: pack(session, 1),
        lambda session: unpack(session, 1),
    ],
)
def test_a_line_that_is_gone_is_told(do, operation):
    with pytest.raises(UserError, match="not on the packing list any more"):
        do(operation)


def test_a_list_of_an_event_that_is_gone_is_told(do):
    with pytest.raises(UserError, match="This event is not there any more"):
        do(add_packing, 1, PackingDraft("a"))


@pytest.mark.parametrize("text", ["", "  ", "x" * 301])
def test_a_line_needs_words(text):
    assert set(PackingDraft(text).problems()) == {"text"}
