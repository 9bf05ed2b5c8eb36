import pytest

from models.designs.design import LANDSCAPE, Box
from models.designs.editing import Handle
from ui.designer.gestures import Manner, Moving, Resizing
from ui.designer.snapping import Guide, Magnets

OTHER = Box(20, 20, 20, 10)


def magnets(reach=1.0, grid=False):
    return Magnets([OTHER], LANDSCAPE, reach, grid)


def held(gesture, right, down, **manner):
    return gesture.held(right, down, Manner(**manner))


def moving(box, **given):
    return Moving({0: box}, magnets(**given))


@pytest.mark.parametrize(
    ("x", "drawn"),
    [(20.6, 20), (19.5, 20), (39.7, 40), (16.2, 16), (27.4, 28), (21.8, 21.8)],
)
def test_edges_and_middles_near_those_of_another_are_drawn_to_them(x, drawn):
    after = held(moving(Box(0, 40, 4, 4)), x, 0)
    assert after.boxes[0].x == pytest.approx(drawn)


def test_the_edge_of_the_card_draws_too():
    after = held(moving(Box(50, 50, 8, 3.3)), 27, 0.9)
    assert (after.boxes[0].x, after.boxes[0].y) == pytest.approx((77.6, 50.7))


def test_the_nearest_of_several_draws():
    assert held(moving(Box(0, 0, 0.6, 3)), 20.2, 40).boxes[0].x == pytest.approx(20)


def test_beyond_reach_nothing_draws_but_the_grid():
    assert held(moving(Box(0, 0, 3, 3)), 10.4, 38.7).boxes[0] == Box(10.4, 38.7, 3, 3)
    assert held(moving(Box(0, 0, 3, 3), grid=True), 10.4, 37.7).boxes[0] == Box(10, 38, 3, 3)


def test_what_is_held_free_is_drawn_to_nothing_and_shows_no_guides():
    assert held(moving(Box(0, 40, 4, 4)), 20.2, 0, free=True) == ({0: Box(20.2, 40, 4, 4)}, [])


def test_the_guide_reaches_over_both_that_are_in_line():
    after = held(moving(Box(0, 40, 4, 4)), 20.2, 2)
    assert Guide(True, 20, 20, 46) in after.guides


def test_nothing_in_line_shows_no_guides():
    assert magnets().guides(Box(51, 3, 7.1, 9.3)) == []


def test_held_straight_only_the_longer_way_counts():
    after = held(moving(Box(0, 40, 4, 4)), 10, 3, straight=True)
    assert after.boxes[0] == Box(10, 40, 4, 4)
    after = held(moving(Box(50, 0, 4, 4)), 1, 10.2, straight=True)
    assert after.boxes[0] == Box(50, 10.2, 4, 4)


def test_elements_moved_together_keep_their_distances():
    pair = Moving({0: Box(0, 40, 4, 4), 3: Box(10, 45, 4, 4)}, magnets())
    after = held(pair, 20.3, 0).boxes
    assert (after[3].x - after[0].x, after[3].y - after[0].y) == pytest.approx((10, 5))


def test_only_the_edge_that_is_drawn_at_is_drawn_to_others():
    after = held(Resizing({0: Box(5, 40, 10, 5)}, magnets(), Handle.RIGHT), 4.6, 3)
    box = after.boxes[0]
    assert (box.x, box.y, box.height) == (5, 40, 5)
    assert box.width == pytest.approx(15)


def test_resizing_in_ratio_keeps_the_shape_even_near_others():
    after = held(Resizing({0: Box(5, 40, 10, 5)}, magnets(), Handle.RIGHT), 4.6, 0, straight=True)
    box = after.boxes[0]
    assert (box.width, box.height) == pytest.approx((14.6, 7.3))


def test_several_are_resized_as_one():
    pair = Resizing({0: Box(50, 0, 10, 10), 1: Box(60, 0, 10, 10)}, magnets(), Handle.LEFT)
    after = held(pair, -10, 0, free=True).boxes
    assert after == {0: Box(40, 0, 15, 10), 1: Box(55, 0, 15, 10)}
