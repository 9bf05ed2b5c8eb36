from io import BytesIO

import pytest
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Rect

from reports.charts import Bar, bars, columns
from reports.lines import GREEN, WHITE
from tests.reports.values import HOSTILE, boxes, text

KEY = ("terdaftar", "hadir")


def drawn(data, width=250, **settings):
    drawing = bars(data, width, key=KEY, **settings)
    out = BytesIO()
    renderPDF.drawToFile(drawing, out)
    return drawing, out.getvalue()


def rectangles(drawing, colour):
    rows = [group for group in drawing.contents if hasattr(group, "contents")][:-1]
    shapes = [shape for row in rows for shape in row.contents if isinstance(shape, Rect)]
    return [shape for shape in shapes if shape.fillColor == colour]


def test_bars_are_as_long_as_their_numbers():
    drawing, _ = drawn([Bar("Petani", 30, 60, "30"), Bar("Nelayan", 15, 30, "15")])
    solid = [bar.width for bar in rectangles(drawing, GREEN)]
    outline = [bar.width for bar in rectangles(drawing, WHITE)]
    assert solid[0] == pytest.approx(2 * solid[1])
    assert outline[0] == pytest.approx(2 * solid[0])
    assert outline[1] == pytest.approx(solid[0])


def test_parts_and_wholes_differ_without_colour():
    drawing, _ = drawn([Bar("Petani", 30, 60, "30")])
    [solid], [outline] = rectangles(drawing, GREEN), rectangles(drawing, WHITE)
    assert solid.strokeColor is None
    assert outline.strokeColor is not None
    assert solid.height < outline.height


def test_every_bar_has_its_label_and_its_numbers_and_the_chart_its_key():
    _, pdf = drawn([Bar("Petani padi", 30, 60, "30 dari 60"), Bar("Nelayan", 1, 2, "1 dari 2")])
    shown = text(pdf)
    for expected in ("Petani padi", "30 dari 60", "Nelayan", "1 dari 2", *KEY):
        assert expected in shown


@pytest.mark.parametrize(
    "data", [[], [Bar("x", 0, 0, "0")], [Bar("x", 5, 0, "5")], [Bar("x", 0, 5, "0")]]
)
def test_a_chart_of_nothing_is_sound(data):
    drawing, _ = drawn(data)
    assert all(0 <= bar.width <= 250 for bar in rectangles(drawing, GREEN))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_label_stays_in_its_column(hostile):
    _, pdf = drawn([Bar(hostile, 3, 4, "3 dari 4")], label_share=0.4)
    for letter, (_, bottom, right, top) in boxes(pdf):
        if letter.strip():
            assert right <= 251
            assert bottom >= 0
            assert top <= 50


def test_a_result_over_its_target_stays_on_the_chart():
    drawing, pdf = drawn([Bar("Terdaftar", 105, 40, "105 dari 40 (263%)")])
    [solid], [outline] = rectangles(drawing, GREEN), rectangles(drawing, WHITE)
    assert solid.width > outline.width
    assert max(box[2] for letter, box in boxes(pdf) if letter.strip()) <= 251


def test_columns_are_as_high_as_their_numbers_and_named():
    drawn = columns([("08.00", 30, "30"), ("09.00", 15, "15"), ("10.00", 0, "0")], 300)
    heights = [shape.height for shape in drawn.contents if isinstance(shape, Rect)]
    assert heights[0] == 2 * heights[1] > 0
    assert heights[2] == 0


def test_as_many_columns_as_a_day_has_hours_stay_within_their_width():
    drawn = columns([(f"{hour:02}.00", hour, str(hour)) for hour in range(24)], 220)
    assert max(shape.x + shape.width for shape in drawn.contents if isinstance(shape, Rect)) <= 220
