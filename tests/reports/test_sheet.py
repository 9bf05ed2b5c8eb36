from dataclasses import replace
from itertools import islice

import pytest

from reports.sheet import A4, A4_PRECUT, FACE, ID1, LETTER_PRECUT, SHIPPED, Turn, load_sheet
from tests.reports.values import ENGLISH, INDONESIAN


def faces_of(sheet):
    """Return the rectangle of each card on a page."""
    corners = [sheet.corner(place) for place in sheet.places]
    return [(x, y, x + sheet.card[0], y + sheet.card[1]) for x, y in corners]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_sheets_are_sound(name):
    assert load_sheet(name).problems(ENGLISH) == []


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - {A4_PRECUT, LETTER_PRECUT}))
def test_shipped_cards_are_of_credit_card_size(name):
    assert load_sheet(name).card == (85.6, 54.0)


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - {ID1}))
def test_shipped_cards_lie_in_the_middle_of_the_paper(name):
    sheet, found = load_sheet(name), faces_of(load_sheet(name))
    for side in (0, 1):
        before = min(face[side] for face in found)
        after = sheet.page[side] - max(face[side + 2] for face in found)
        assert before == pytest.approx(after, abs=0.01)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_printed_lies_in_the_middle_of_each_card(name):
    sheet = load_sheet(name)
    for place, (left, top, right, bottom) in zip(sheet.places, faces_of(sheet), strict=True):
        x, y = sheet.origin(place)
        assert x - left == pytest.approx(right - x - FACE[0])
        assert y - top == pytest.approx(bottom - y - FACE[1])
        assert x - left >= -0.3 - 1e-9, "no more is cut off than the colour at its edge"


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("turn", Turn)
def test_each_back_lies_behind_its_front(name, turn):
    sheet = load_sheet(name)
    turned_sideways = (turn is Turn.LONG_EDGE) == (sheet.page[0] <= sheet.page[1])
    for place in sheet.places:
        back, (x, y) = sheet.back(place, turn), sheet.corner(place)
        assert back.upside_down is not turned_sideways
        seen = list(back.corner)
        axis = 0 if turned_sideways else 1
        seen[axis] = sheet.page[axis] - seen[axis] - sheet.card[axis]
        assert seen == pytest.approx([x, y])


def test_a_sheet_across_turns_over_its_long_edge_from_top_to_bottom():
    sheet = load_sheet(A4)
    across = replace(sheet, page=(297.0, 210.0), columns=3, rows=3, first=(9.0, 20.0))
    assert across.back(1, Turn.LONG_EDGE).corner == (9.0, 210.0 - 20.0 - 54.0)
    assert across.back(1, Turn.SHORT_EDGE).corner[1] == 20.0


def test_a_card_printer_s_page_is_the_card():
    sheet = load_sheet(ID1)
    assert (sheet.page, sheet.places, sheet.marks()) == ((85.6, 54.0), range(1, 2), [])


def test_ten_cards_lie_on_a4_in_the_middle():
    sheet = load_sheet(A4)
    faces = faces_of(sheet)
    assert len(faces) == 10
    assert min(face[0] for face in faces) == pytest.approx(210 - max(face[2] for face in faces))
    assert min(face[1] for face in faces) == pytest.approx(297 - max(face[3] for face in faces))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_sheet_has_a_name_for_people(name):
    assert load_sheet(name).title(ENGLISH) != name
    assert load_sheet(name).title(INDONESIAN)


def test_places_are_counted_row_by_row():
    sheet = load_sheet(A4)
    (x1, y1), (x2, y2), (x3, y3) = (sheet.corner(place) for place in (1, 2, 3))
    assert (y1, x1) == (y2, x3)
    assert x2 > x1
    assert y3 > y1


@pytest.mark.parametrize("name", SHIPPED)
def test_crop_marks_touch_no_card(name):
    sheet = load_sheet(name)
    for x1, y1, x2, y2 in sheet.marks():
        for left, top, right, bottom in faces_of(sheet):
            assert x2 <= left - 0.5 or x1 >= right + 0.5 or y2 <= top - 0.5 or y1 >= bottom + 0.5


@pytest.mark.parametrize("name", SHIPPED)
def test_crop_marks_lie_on_the_page(name):
    sheet = load_sheet(name)
    for x1, y1, x2, y2 in sheet.marks():
        assert 0 <= x1 <= x2 <= sheet.page[0]
        assert 0 <= y1 <= y2 <= sheet.page[1]


def test_every_edge_of_every_card_has_a_mark():
    sheet = load_sheet(A4)
    upright = {x1 for x1, _, x2, _ in sheet.marks() if x1 == x2}
    level = {y1 for _, y1, _, y2 in sheet.marks() if y1 == y2}
    assert upright == {round(side, 2) for face in faces_of(sheet) for side in (face[0], face[2])}
    assert level == {round(side, 2) for face in faces_of(sheet) for side in (face[1], face[3])}


@pytest.mark.parametrize(
    ("change", "edge"),
    [
        ({"first": (-1.0, 9.5)}, "left"),
        ({"first": (15.4, -2.0)}, "top"),
        ({"first": (40.0, 9.5)}, "right"),
        ({"rows": 6}, "bottom"),
    ],
)
def test_cards_over_the_edge_are_told_by_the_edge(change, edge):
    [problem] = replace(load_sheet(A4), **change).problems(ENGLISH)
    assert edge in problem


def test_how_far_cards_run_over_is_told():
    [problem] = replace(load_sheet(A4), first=(-1.25, 9.5)).problems(INDONESIAN)
    assert "1,2" in problem


@pytest.mark.parametrize("step", [(93.6, 53.0), (80.0, 56.0)])
def test_cards_upon_one_another_are_told(step):
    assert "on top" in replace(load_sheet(A4), step=step).problems(ENGLISH)[0]


def test_the_first_page_leaves_out_what_is_used():
    first, second = islice(load_sheet(A4).pages([{1, 2, 7}]), 2)
    assert list(first) == [3, 4, 5, 6, 8, 9, 10]
    assert list(second) == list(range(1, 11))


def test_sheets_begun_come_one_after_the_other_and_then_new_ones():
    pages = load_sheet(A4).pages([{1, 2}, set(range(1, 11)), set(range(2, 11))])
    assert [list(page) for page in islice(pages, 3)] == [
        list(range(3, 11)),
        [1],
        list(range(1, 11)),
    ]


@pytest.mark.parametrize(("card", "room"), [((85.0, 54.0), True), ((88.9, 50.8), False)])
def test_a_card_too_small_for_what_is_printed_is_told(card, room):
    faults = dict(replace(load_sheet(A4), card=card).faults(ENGLISH))
    assert ("card" not in faults) is room


def test_a_sheet_used_up_is_left_out():
    assert list(next(load_sheet(A4).pages([range(1, 11)]))) == list(range(1, 11))


def test_beginning_at_the_third_place_uses_two():
    assert load_sheet(A4).before(3) == {1, 2}
