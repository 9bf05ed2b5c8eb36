from math import cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.printing.transform import AS_IT_IS, Affine, PrintError

ERRORS = st.builds(
    PrintError,
    st.floats(-10, 10),
    st.floats(-10, 10),
    st.floats(0.97, 1.03),
    st.floats(0.97, 1.03),
    st.floats(-2, 2),
    st.floats(-2, 2),
)
POINTS = st.tuples(st.floats(-200, 200), st.floats(-200, 200))


@given(ERRORS, POINTS)
def test_what_was_corrected_is_printed_where_it_was_meant(error, point):
    printed = error.affine().at(error.correction().at(point))
    assert printed == pytest.approx(point, abs=1e-9)


@given(ERRORS)
def test_an_error_is_known_again_by_what_it_does(error):
    found = PrintError.of(error.affine())
    for name in ("offset_x", "offset_y", "scale_x", "scale_y", "rotation", "slant"):
        assert getattr(found, name) == pytest.approx(getattr(error, name), abs=1e-9)


def test_no_error_leaves_every_point_exactly_where_it_is():
    assert PrintError().affine() == AS_IT_IS
    assert PrintError().correction() == AS_IT_IS


def test_a_shift_to_the_right_and_down_is_corrected_to_the_left_and_up():
    assert PrintError(2.0, 3.0).affine().at((0, 0)) == (2.0, 3.0)
    assert PrintError(2.0, 3.0).correction().at((0, 0)) == (-2.0, -3.0)


def test_a_rotation_is_clockwise():
    x, y = PrintError(rotation=1.0).affine().at((100.0, 0.0))
    assert (x, y) == pytest.approx((100 * cos(radians(1)), 100 * sin(radians(1))))
    assert y > 0


def test_scales_are_along_the_axes_of_the_page():
    assert PrintError(scale_x=1.01, scale_y=0.99).affine().at((100.0, 100.0)) == (101.0, 99.0)


def test_a_slant_moves_lines_across_and_leaves_them_level():
    x, y = PrintError(slant=1.0).affine().at((0.0, 100.0))
    assert (x, y) == pytest.approx((100 * sin(radians(1)), 100 * cos(radians(1))))
    assert PrintError(slant=1.0).affine().at((100.0, 0.0)) == (100.0, 0.0)


def test_a_transform_that_flattens_has_no_way_back():
    with pytest.raises(ZeroDivisionError):
        Affine(xx=0.0).inverse()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"offset_x": 10.1}, "offset_x"),
        ({"offset_y": -10.1}, "offset_y"),
        ({"scale_x": 0.969}, "scale_x"),
        ({"scale_y": 1.031}, "scale_y"),
        ({"rotation": 2.1}, "rotation"),
        ({"slant": -2.1}, "slant"),
        ({"scale_x": float("nan")}, "scale_x"),
    ],
)
def test_what_no_printer_in_order_does_is_a_problem(changes, field):
    assert list(PrintError(**changes).problems()) == [field]


@given(ERRORS)
def test_what_printers_do_is_no_problem(error):
    assert error.problems() == {}
