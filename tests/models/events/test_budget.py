import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enrolment.tables import EnrolmentStatus
from models.errors import UserError
from models.events.budget import (
    Budget,
    CostDraft,
    add_cost,
    budget,
    change_cost,
    move_cost,
    remove_cost,
    spending,
)
from models.history.steps import next_steps, take_back
from models.progress import finish
from tests import factories as a


@pytest.fixture
def event(keep):
    return keep(a.event(title="Temu")).id


@pytest.fixture
def do(store):
    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


@pytest.fixture
def found(store, event):
    def _found():
        with store.reading() as session:
            return budget(session, event)

    return _found


def texts(found):
    return [line.text for line in found.lines]


def test_a_line_gives_back_its_draft(do, event, found):
    draft = CostDraft("Sewa tenda", 1_500_000, 1_650_000)
    line = do(add_cost, event, draft)
    [row] = found().lines
    assert (row.id, row.draft, row.over) == (line, draft, 150_000)


def test_the_budget_adds_up(do, event, found):
    for planned, actual in ((1_000_000, 900_000), (500_000, None), (0, 250_000)):
        do(add_cost, event, CostDraft("a", planned, actual))
    whole = found()
    assert (whole.planned, whole.actual, whole.over) == (1_500_000, 1_150_000, 0)
    assert round(whole.share, 4) == 0.7667
    assert spending(whole) == "77% of the plan"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "nothing spent yet"),
        ([(100, None)], "nothing spent yet"),
        ([(100, 0)], "0% of the plan"),
        ([(100, 100)], "100% of the plan"),
        ([(100_000, 250_000)], "Rp150,000 more than planned"),
        ([(0, 50)], "Rp50 more than planned"),
        ([(0, 0)], "nothing was planned"),
    ],
)
def test_what_was_spent_is_said_beside_the_plan(do, event, found, lines, said):
    for planned, actual in lines:
        do(add_cost, event, CostDraft("a", planned, actual))
    assert spending(found()) == said


def test_what_each_new_member_cost_counts_those_who_stand(do, keep, event, found):
    do(add_cost, event, CostDraft("a", 0, 1_000_001))
    assert found().per_member is None
    for status in (EnrolmentStatus.PAID, EnrolmentStatus.TO_REGISTER, EnrolmentStatus.REJECTED):
        person = keep(a.person()).id
        keep(a.enrolment(event_id=event, person_id=person, status=status))
    assert found().enrolled == 2
    assert found().per_member == 500_001  # half a rupiah goes up


def test_without_costs_a_member_cost_nobody_knows_what(keep, event, found):
    keep(a.enrolment(event_id=event, person_id=keep(a.person()).id))
    assert found().per_member is None


@given(st.integers(0, 10**15), st.integers(1, 10**6))
def test_the_cost_of_a_member_is_rounded_to_the_nearest_rupiah(actual, enrolled):
    found = Budget((), 0, actual, enrolled).per_member
    assert -enrolled <= 2 * (actual - found * enrolled) < enrolled


def test_lines_stand_as_they_were_added_and_can_be_moved(do, event, found):
    a_line, b_line, _c = (do(add_cost, event, CostDraft(text)) for text in "abc")
    do(move_cost, a_line, 1)
    assert texts(found()) == ["b", "a", "c"]
    do(move_cost, a_line, 5)
    assert texts(found()) == ["b", "c", "a"]
    do(move_cost, b_line, -1)
    assert texts(found()) == ["b", "c", "a"]
    do(remove_cost, b_line)
    do(add_cost, event, CostDraft("d"))
    assert texts(found()) == ["c", "a", "d"]


STEPS = {
    "Put x on the budget of Temu": lambda s, event, _line: add_cost(s, event, CostDraft("x")),
    "Change Tenda on the budget of Temu": lambda s, _event, line: change_cost(
        s, line, CostDraft("Tenda besar", 9, 8)
    ),
    "Take Tenda off the budget of Temu": lambda s, _event, line: remove_cost(s, line),
    "Move Tenda on the budget of Temu": lambda s, _event, line: move_cost(s, line, 1),
}


@pytest.mark.parametrize("name", STEPS)
def test_each_step_has_its_name_and_is_taken_back(store, do, event, found, name):
    line = do(add_cost, event, CostDraft("Tenda", 5))
    do(add_cost, event, CostDraft("Kursi", 6, 7))
    before = found()
    do(STEPS[name], event, line)
    assert found() != before
    step, _redo = next_steps(store)
    assert step.title == name
    finish(take_back(store, step.action_id))
    assert found() == before


@pytest.mark.parametrize(
    "operation",
    [
        lambda session: change_cost(session, 1, CostDraft("a")),
        lambda session: remove_cost(session, 1),
        lambda session: move_cost(session, 1, 1),
    ],
)
def test_a_line_that_is_gone_is_told(do, operation):
    with pytest.raises(UserError, match="not on the budget any more"):
        do(operation)


def test_a_budget_of_an_event_that_is_gone_is_told(do):
    with pytest.raises(UserError, match="This event is not there any more"):
        do(add_cost, 1, CostDraft("a"))


@pytest.mark.parametrize("text", ["", "  ", "x" * 301])
def test_a_line_needs_words(text):
    assert set(CostDraft(text).problems()) == {"text"}


@pytest.mark.parametrize("text", ["<b>R&D</b>", "=1+1", "{event} %s", "'); DROP TABLE event;--"])
def test_hostile_text_is_kept_as_it_is(store, do, event, found, text):
    do(add_cost, event, CostDraft(text))
    assert texts(found()) == [text]
    assert next_steps(store)[0].title == f"Put {text} on the budget of Temu"
