from dataclasses import replace
from itertools import islice

import pytest

from reports.sheet import A4, ID1, SHIPPED, load_sheet
from tests.reports.values import ENGLISH, INDONESIAN


def faces_of(sheet):
    """Return the rectangle of each card on a page."""
    corners = [sheet.corner(place) for place in sheet.places]
    return [(x, y, x + sheet.card[0], y + sheet.card[1]) for x, y in corners]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_sheets_are_sound(name):
    assert load_sheet(name).problems(ENGLISH) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_cards_are_of_credit_card_size(name):
    assert load_sheet(name).card == (85.6, 54.0)


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


def test_crop_marks_touch_no_card():
    sheet = load_sheet(A4)
    for x1, y1, x2, y2 in sheet.marks():
        for left, top, right, bottom in faces_of(sheet):
            assert x2 <= left - 0.5 or x1 >= right + 0.5 or y2 <= top - 0.5 or y1 >= bottom + 0.5


def test_crop_marks_lie_on_the_page():
    sheet = load_sheet(A4)
    for x1, y1, x2, y2 in sheet.marks():
        assert 0 <= x1 <= x2 <= 210
        assert 0 <= y1 <= y2 <= 297


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
    first, second = islice(load_sheet(A4).pages({1, 2, 7}), 2)
    assert list(first) == [3, 4, 5, 6, 8, 9, 10]
    assert list(second) == list(range(1, 11))


def test_a_sheet_used_up_is_left_out():
    assert list(next(load_sheet(A4).pages(range(1, 11)))) == list(range(1, 11))


def test_beginning_at_the_third_place_uses_two():
    assert load_sheet(A4).before(3) == {1, 2}
