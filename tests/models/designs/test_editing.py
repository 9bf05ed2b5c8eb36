import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.designs import editing
from models.designs.design import LANDSCAPE, Box, Design, Photo, Qr, Rectangle, Side, Text
from models.designs.editing import SMALLEST, Edge, Handle

FRONT = Side.FRONT
NUMBERS = st.floats(-1e9, 1e9)
SIDES = st.floats(0, 1e9)
BOXES = st.builds(Box, NUMBERS, NUMBERS, SIDES, SIDES)


def text(name, box, **more):
    return Text(name=name, text=name, box=box, **more)


def design(*boxes):
    return Design(name="x", front=tuple(text(str(n), box) for n, box in enumerate(boxes)))


def names(one):
    return "".join(element.name for element in one.front)


def is_sound(box, size=LANDSCAPE):
    sides = (box.x, box.y, box.width, box.height)
    return (
        all(map(math.isfinite, sides))
        and min(box.width, box.height) >= SMALLEST
        and box.x <= size[0] - SMALLEST
        and box.y <= size[1] - SMALLEST
        and box.x + box.width >= SMALLEST - 1e-9
        and box.y + box.height >= SMALLEST - 1e-9
    )


@given(BOXES)
def test_a_fitted_box_is_large_enough_and_on_the_card(box):
    assert is_sound(editing.fitted(box, LANDSCAPE))


@given(BOXES)
def test_fitting_twice_changes_nothing_more(box):
    once = editing.fitted(box, LANDSCAPE)
    assert editing.fitted(once, LANDSCAPE) == once


def test_a_box_on_the_card_is_fitted_to_hundredths_of_a_millimetre():
    assert editing.fitted(Box(1.004, 2.006, 3.0, 4.0), LANDSCAPE) == Box(1.0, 2.01, 3.0, 4.0)


@given(BOXES, st.sampled_from(Handle), st.tuples(NUMBERS, NUMBERS), st.booleans(), st.booleans())
def test_however_a_handle_is_drawn_the_box_stays_sound(box, handle, by, ratio, middle):
    box = editing.fitted(box, LANDSCAPE)
    after = editing.resized(box, handle, by, in_ratio=ratio, from_middle=middle)
    assert is_sound(editing.fitted(after, LANDSCAPE))


BOX = Box(10, 10, 20, 10)


@pytest.mark.parametrize(
    ("handle", "after"),
    [
        (Handle.TOP_LEFT, Box(12, 13, 18, 7)),
        (Handle.TOP, Box(10, 13, 20, 7)),
        (Handle.TOP_RIGHT, Box(10, 13, 22, 7)),
        (Handle.RIGHT, Box(10, 10, 22, 10)),
        (Handle.BOTTOM_RIGHT, Box(10, 10, 22, 13)),
        (Handle.BOTTOM, Box(10, 10, 20, 13)),
        (Handle.BOTTOM_LEFT, Box(12, 10, 18, 13)),
        (Handle.LEFT, Box(12, 10, 18, 10)),
    ],
)
def test_each_handle_moves_its_own_edges(handle, after):
    assert editing.resized(BOX, handle, (2, 3)) == after


def test_a_handle_drawn_past_the_opposite_edge_leaves_the_least_box_there():
    assert editing.resized(BOX, Handle.LEFT, (50, 0)) == Box(29.5, 10, 0.5, 10)


@pytest.mark.parametrize("handle", Handle)
@pytest.mark.parametrize("middle", [True, False])
def test_in_ratio_a_box_keeps_its_shape(handle, middle):
    after = editing.resized(BOX, handle, (-3, 4), in_ratio=True, from_middle=middle)
    assert after.width / after.height == pytest.approx(2)
    assert after != BOX


@pytest.mark.parametrize("handle", Handle)
def test_from_the_middle_a_box_keeps_its_middle(handle):
    after = editing.resized(BOX, handle, (2, 1), from_middle=True)
    assert (after.x + after.width / 2, after.y + after.height / 2) == (20, 15)
    assert after != BOX


def test_stretching_a_frame_carries_what_is_in_it():
    before, after = Box(0, 0, 10, 10), Box(5, 0, 20, 5)
    assert editing.carried(Box(5, 5, 5, 5), before, after) == Box(15, 2.5, 10, 2.5)


def test_what_is_locked_is_not_put_elsewhere():
    locked = Design(name="x", front=(text("a", BOX, locked=True), text("b", BOX)))
    after = editing.placed(locked, FRONT, {0: Box(0, 0, 5, 5), 1: Box(0, 0, 5, 5)})
    assert [one.box for one in after.front] == [BOX, Box(0, 0, 5, 5)]


def test_what_is_locked_is_not_removed():
    locked = Design(name="x", front=(text("a", BOX, locked=True), text("b", BOX)))
    assert names(editing.removed(locked, FRONT, {0, 1})) == "a"


def test_a_change_of_the_back_leaves_the_front():
    both = Design(name="x", front=(text("a", BOX),), back=(text("b", BOX),))
    after = editing.removed(both, Side.BACK, {0})
    assert (names(after), after.back) == ("a", ())


def test_what_is_added_never_hides_exactly_what_was_there():
    again = design(BOX)
    for _time in range(5):
        again = editing.added(again, FRONT, [text("n", BOX)])
    assert len({one.box for one in again.front}) == 6


def test_what_is_added_where_no_room_is_left_beside_it_is_added_all_the_same():
    corner = Box(85.1, 53.5, 5, 5)
    assert len(editing.added(design(corner), FRONT, [text("n", corner)]).front) == 2


@pytest.mark.parametrize(
    ("change", "chosen", "order", "where"),
    [
        (editing.raised, {0}, "1023", (1,)),
        (editing.raised, {0, 1}, "2013", (1, 2)),
        (editing.raised, {3}, "0123", (3,)),
        (editing.raised, {2, 3}, "0123", (2, 3)),
        (editing.raised, {0, 2}, "1032", (1, 3)),
        (editing.lowered, {3}, "0132", (2,)),
        (editing.lowered, {2, 3}, "0231", (1, 2)),
        (editing.lowered, {0}, "0123", (0,)),
    ],
)
def test_raising_and_lowering_go_one_step(change, chosen, order, where):
    after, found = change(design(BOX, BOX, BOX, BOX), FRONT, chosen)
    assert (names(after), found) == (order, where)


def test_an_element_is_put_at_another_place_in_the_order():
    assert names(editing.put_at(design(BOX, BOX, BOX), FRONT, 0, 2)) == "120"


@pytest.mark.parametrize(
    ("edge", "xs", "ys"),
    [
        (Edge.LEFT, (10, 10), (10, 30)),
        (Edge.CENTRE, (17.5, 20), (10, 30)),
        (Edge.RIGHT, (25, 30), (10, 30)),
        (Edge.TOP, (10, 30), (10, 10)),
        (Edge.MIDDLE, (10, 30), (20, 20)),
        (Edge.BOTTOM, (10, 30), (30, 30)),
    ],
)
def test_boxes_are_aligned_with_one_another(edge, xs, ys):
    boxes = {4: Box(10, 10, 10, 10), 7: Box(30, 30, 5, 10)}
    after = editing.aligned(boxes, edge, LANDSCAPE)
    assert sorted(after) == [4, 7]
    if edge.value[0]:
        line = {box.x + box.width * edge.value[1] for box in after.values()}
    else:
        line = {box.y + box.height * edge.value[1] for box in after.values()}
    assert len(line) == 1
    moved_across = {box.y for box in after.values()} == {10, 30}
    assert moved_across is edge.value[0]


def test_a_single_box_is_aligned_with_the_card():
    after = editing.aligned({0: Box(1, 1, 20, 10)}, Edge.RIGHT, LANDSCAPE)
    assert after == {0: Box(65.6, 1, 20, 10)}


def test_boxes_are_spread_with_equal_gaps_between_the_outermost():
    boxes = {0: Box(40, 0, 10, 5), 1: Box(0, 0, 4, 5), 2: Box(5, 0, 6, 5)}
    after = editing.distributed(boxes, across=True)
    assert after == {**boxes, 2: Box(19, 0, 6, 5)}


def test_two_boxes_have_nothing_to_be_spread():
    boxes = {0: Box(40, 0, 10, 5), 1: Box(0, 9, 4, 5)}
    assert editing.distributed(boxes, across=False) == boxes


@given(st.lists(BOXES, min_size=3, max_size=6), st.booleans())
def test_spread_boxes_keep_their_sizes_and_their_outermost_ends(boxes, across):
    before = {n: editing.fitted(box, LANDSCAPE) for n, box in enumerate(boxes)}
    after = editing.distributed(before, across=across)
    assert {n: (box.width, box.height) for n, box in after.items()} == {
        n: (box.width, box.height) for n, box in before.items()
    }
    assert sum(after[n] == before[n] for n in before) >= 2


def test_one_element_takes_the_place_of_another_with_a_box_that_fits():
    one = Design(name="x", front=(Photo(box=BOX), Qr(box=BOX)))
    endless = Rectangle(box=replace(BOX, width=1e12))
    after = editing.with_element(one, FRONT, 1, endless)
    assert isinstance(after.front[0], Photo)
    assert is_sound(after.front[1].box)
