from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from models.designs.design import Box, Design, Qr, Rectangle, Side, Text
from models.designs.editing import SMALLEST, Edge
from models.designs.reading import MOST
from models.words import speak
from ui.designer.clipboard import FORMAT
from ui.designer.state import DesignState

A = Text(box=Box(5, 5, 30, 5), name="a", text="A")
B = Rectangle(box=Box(50, 5, 10, 10), name="b")
C = Qr(box=Box(20, 30, 20, 20), name="c")
START = Design(name="x", front=(A, B, C), back=(B,))


@pytest.fixture(autouse=True)
def _english():
    speak("en")
    yield
    speak("id")


@pytest.fixture
def state(qapp):
    return DesignState(START)


@pytest.fixture
def heard(state):
    told = []
    for name in ("changed", "selected", "side_changed"):
        getattr(state, name).connect(lambda name=name: told.append(name))
    return told


def names(state):
    return "".join(element.name for element in state.elements)


def test_a_change_is_told_and_named_and_undone(state, heard):
    state.choose([1])
    state.nudge(1, 0)
    assert heard == ["selected", "changed"]
    assert (state.undo.undoText(), state.elements[1].box.x) == ("Move", 51)
    state.undo.undo()
    assert state.design == START


def test_what_changes_nothing_is_no_entry(state):
    state.choose([1])
    state.change(START, "Nothing")
    state.align(Edge.TOP)
    state.undo.undo()
    state.align(Edge.TOP)
    assert state.undo.count() == 1


def test_nudges_merge_until_something_else_is_chosen(state):
    state.choose([0])
    for _time in range(3):
        state.nudge(0.1, 0)
    assert state.undo.count() == 1
    state.choose([1])
    state.choose([0])
    state.nudge(0.1, 0)
    assert state.undo.count() == 2
    state.undo.undo()
    assert state.elements[0].box.x == pytest.approx(5.3)


def test_nudges_and_stretches_are_entries_of_their_own(state):
    state.choose([0])
    state.nudge(1, 0)
    state.stretch(1, 0)
    state.nudge(1, 0)
    assert state.undo.count() == 3


def test_nudges_that_lead_back_leave_no_entry(state):
    state.choose([0])
    state.nudge(1, 0)
    state.nudge(-1, 0)
    assert (state.undo.count(), state.design) == (0, START)


def test_after_saving_a_nudge_is_a_new_entry(state):
    state.choose([0])
    state.nudge(1, 0)
    state.undo.setClean()
    state.nudge(1, 0)
    assert not state.undo.isClean()
    state.undo.undo()
    assert state.undo.isClean()


def test_undo_returns_to_the_side_and_the_choice(state):
    state.choose([0, 2])
    state.remove()
    assert (names(state), state.selection) == ("b", ())
    state.show_side(Side.BACK)
    state.undo.undo()
    assert (state.side, names(state), state.selection) == (Side.FRONT, "abc", (0, 2))


def test_showing_the_other_side_chooses_nothing(state, heard):
    state.choose([0])
    heard.clear()
    state.show_side(Side.BACK)
    assert (names(state), state.selection, heard) == ("b", (), ["side_changed", "selected"])


def test_only_what_is_there_is_chosen(state):
    state.choose([2, 0, 9, -1])
    assert state.selection == (0, 2)


def test_stepping_goes_through_all_and_ends(state):
    steps = [state.choose_next(1) and state.selection for _time in range(4)]
    assert steps == [(0,), (1,), (2,), False]
    assert [state.choose_next(-1) and state.selection for _time in range(3)] == [(1,), (0,), False]


def test_what_is_added_is_chosen(state):
    state.add([replace(C, name="d")])
    assert (names(state), state.selection, state.undo.undoText()) == ("abcd", (3,), "Add 1 element")


def test_a_side_takes_no_more_than_can_be_kept(state):
    told = []
    state.refused.connect(told.append)
    state.load(Design(name="full", front=(A,) * MOST))
    state.choose([0])
    state.duplicate()
    assert (len(state.elements), state.undo.count(), len(told)) == (MOST, 0, 1)


def test_copies_are_pasted_into_another_design(state):
    state.choose([0, 2])
    state.copy()
    other = DesignState(Design(name="y"))
    other.paste()
    assert other.elements == (A, C)


def test_a_copy_lies_beside_what_was_copied(state):
    state.choose([1])
    state.duplicate()
    assert state.elements[3] == replace(B, box=Box(52, 7, 10, 10))


def test_cutting_is_one_entry(state):
    state.choose([1])
    state.cut()
    assert (names(state), state.undo.count()) == ("ac", 1)
    state.paste()
    assert names(state) == "acb"


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b'{"version": 1, "front": [{}]}'])
def test_what_others_put_on_the_clipboard_pastes_nothing(state, qapp, data):
    held = QMimeData()
    held.setData(FORMAT, data)
    qapp.clipboard().setMimeData(held)
    state.paste()
    assert state.design == START


def test_what_is_locked_stays_whatever_is_done(state):
    state.choose([1])
    state.lock(locked=True)
    before = state.design
    state.choose_all()
    for change in (state.remove, state.cut):
        change()
        assert B.name in names(state)
        state.undo.undo()
    state.choose([1])
    state.nudge(1, 1)
    state.stretch(1, 1)
    state.align(Edge.LEFT)
    assert state.design == before
    state.lock(locked=False)
    assert state.design == START


def test_raised_elements_stay_chosen(state):
    state.choose([0])
    state.raise_chosen()
    assert (names(state), state.selection) == ("bac", (1,))
    state.lower_chosen()
    assert (names(state), state.selection) == ("abc", (0,))


def test_all_those_chosen_are_altered_as_one_entry(state):
    state.choose([0, 1])
    state.alter(lambda element: replace(element, name="same"), "Rename")
    assert [element.name for element in state.elements] == ["same", "same", "c"]
    state.undo.undo()
    assert state.design == START


def test_another_design_has_no_way_back(state):
    state.choose([0])
    state.nudge(1, 0)
    state.load(START)
    assert (state.undo.count(), state.selection, state.design) == (0, (), START)


WAYS = st.floats(-1e6, 1e6)
EDITS = st.one_of(
    st.tuples(st.just("choose"), st.sets(st.integers(0, 5))),
    st.tuples(st.just("show_side"), st.sampled_from(Side)),
    st.tuples(st.sampled_from(["nudge", "stretch"]), WAYS, WAYS),
    st.tuples(st.just("align"), st.sampled_from(Edge)),
    st.tuples(
        st.sampled_from(
            [
                "choose_all",
                "remove",
                "copy",
                "cut",
                "paste",
                "duplicate",
                "raise_chosen",
                "lower_chosen",
            ]
        )
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(EDITS, max_size=25))
def test_undoing_all_leads_to_the_start_and_redoing_all_to_the_end(qapp, edits):
    state = DesignState(START)
    for name, *given_values in edits:
        getattr(state, name)(*given_values)
        for element in state.elements:
            box = element.box
            assert min(box.width, box.height) >= SMALLEST
            assert max(map(abs, (box.x, box.y, box.width, box.height))) < 1000
    end = state.design
    while state.undo.canUndo():
        state.undo.undo()
    assert state.design == START
    while state.undo.canRedo():
        state.undo.redo()
    assert state.design == end
