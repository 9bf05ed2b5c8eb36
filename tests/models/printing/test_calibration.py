from dataclasses import replace
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.printing.calibration import (
    FITS,
    MEDIA,
    MIDDLES,
    PLACES,
    Edge,
    Readings,
    medium_name,
    medium_of,
    places,
    solve,
)
from models.printing.transform import PrintError
from reports.sheet import SHIPPED, load_sheet
from tests.models.printing.distorting import ERRORS, corners_only, read

TILTED = PrintError(3.0, -2.0, 1.01, 0.99, 1.0)


def farthest_corner(sheet, error, found):
    """Return how far a corner of a card on ``sheet`` comes to lie from where it was meant."""
    printed, correction = error.affine(), found.correction()
    wide, high = sheet.page
    meant = [
        (x + across * sheet.card[0] - wide / 2, y + down * sheet.card[1] - high / 2)
        for x, y in map(sheet.corner, sheet.places)
        for across in (0, 1)
        for down in (0, 1)
    ]
    return max(dist(point, printed.at(correction.at(point))) for point in meant)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("read_off", [read, corners_only])
@given(front=ERRORS, back=ERRORS)
def test_every_place_of_every_sheet_lies_within_three_tenths_on_both_sides(
    name, read_off, front, back
):
    sheet = load_sheet(name)
    medium = medium_of(sheet.page).name
    for error in (front, back):
        solved = solve(read_off(error, medium))
        assert farthest_corner(sheet, error, solved.error) <= FITS


@given(ERRORS, st.sampled_from(sorted(MEDIA)))
def test_exact_readings_give_the_exact_error(error, medium):
    solved = solve(read(error, medium, step=1e-9))
    assert solved.error.affine() == pytest.approx(error.affine(), abs=1e-6)
    assert solved.largest == pytest.approx(0, abs=1e-6)
    assert solved.misread() == []


@given(ERRORS, st.sampled_from(sorted(MEDIA)))
def test_rounding_to_a_quarter_is_no_misreading(error, medium):
    solved = solve(read(error, medium))
    assert solved.rms <= solved.largest <= FITS
    assert solved.misread() == []
    assert solved.problems() == []


def misread(number, by, error=TILTED, medium="a4", read_off=read):
    readings = read_off(error, medium)
    values = [
        value if at != number or value is None else value + by
        for at, value in enumerate(readings.values, 1)
    ]
    return replace(readings, values=tuple(values))


@pytest.mark.parametrize("number", range(1, PLACES + 1))
@pytest.mark.parametrize("by", [-3.0, 2.0, 10.0])
def test_a_reading_that_does_not_fit_is_named(number, by):
    solved = solve(misread(number, by))
    assert solved.doubtful == (number,)
    assert solved.misread() == [f"Reading {number} does not fit the others. Look at it again."]


def test_without_the_middles_those_it_may_be_are_named():
    solved = solve(misread(3, 4.0, read_off=corners_only))
    assert 3 in solved.doubtful
    assert solved.misread() == [
        "One of the readings 1, 3, 7, 9 does not fit the others. Look at them again."
    ]


def test_readings_none_of_which_fits_are_all_to_be_looked_at():
    readings = Readings("a4", tuple(15.0 + (5 * number % 7) for number in range(PLACES)))
    solved = solve(readings)
    assert solved.doubtful == ()
    assert solved.problems()[0] == (
        "Several readings do not fit together. Look at all of them again."
    )


def test_a_small_disagreement_is_told_and_does_not_hinder():
    solved = solve(misread(5, 0.6))
    assert solved.misread()
    assert solved.problems() == []


def test_a_page_that_was_made_to_fit_is_told():
    [said] = solve(read(PrintError(scale_x=0.94, scale_y=0.94), "a4")).problems()
    assert said == "The print is scaled. Let the printer print at its actual size."


def test_places_go_round_the_paper_three_to_an_edge():
    found = places(MEDIA["a4"])
    assert [place.number for place in found] == list(range(1, PLACES + 1))
    assert [place.edge for place in found] == [edge for edge in Edge for _three in range(3)]
    assert found[0].cross == (-90.0, -133.5)
    assert {place.number for place in found if 0.0 in place.cross} == MIDDLES


def test_a_cross_measured_twice_is_one_cross():
    crosses = [place.cross for place in places(MEDIA["id1"])]
    assert len(set(crosses)) == 8


def test_without_an_error_every_cross_is_as_far_in_as_it_was_meant():
    for medium in MEDIA.values():
        assert set(read(PrintError(), medium.name).values) == {medium.inset}


def test_middles_may_be_left_out_corners_not():
    assert corners_only(TILTED, "a4").problems() == {}
    missing = Readings("a4").problems()
    assert set(missing) == {str(n) for n in range(1, PLACES + 1)} - {str(n) for n in MIDDLES}


@pytest.mark.parametrize("value", [-0.25, 30.25, float("inf"), float("nan")])
def test_what_no_ruler_shows_is_a_problem_of_its_place(value):
    values = (15.0,) * 4 + (value,) + (15.0,) * 7
    assert Readings("a4", values).problems() == {"5": "Number 5: write millimetres, from 0 to 30."}


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ((210, 297), "a4"),
        ((209.9, 297.04), "a4"),
        ((215, 330), "f4"),
        ((215.9, 279.4), "letter"),
        ((85.6, 54), "id1"),
        ((85.73, 53.97), "id1"),
        ((54, 85.6), "id1-upright"),
    ],
)
def test_a_medium_is_known_by_its_size(page, name):
    assert medium_of(page).name == name


@pytest.mark.parametrize("page", [(297, 210), (148, 210), (80, 200), (0, 0)])
def test_paper_of_another_size_or_across_is_no_medium(page):
    assert medium_of(page) is None


def test_every_medium_has_a_name():
    assert all(medium_name(name) != name for name in MEDIA)
    assert medium_name("<b>no such</b>") == "<b>no such</b>"
