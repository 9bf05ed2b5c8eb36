import pytest
from PySide6.QtGui import QAccessible

from tests.ui.reach import said
from ui.look import Role, color
from ui.widgets.bar_chart import BarChart, ChartBar


@pytest.fixture
def chart(qtbot):
    chart = BarChart("Pendaftar per bulan")
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    return chart


def heights(chart, count):
    """Return how many pixels of the bars' colour stand in the middle of each bar."""
    image = chart.grab().toImage()
    fill = color(Role.SUCCESS).fill
    step = image.width() / count
    return [
        sum(image.pixelColor(int(step * (n + 0.4)), y) == fill for y in range(image.height()))
        for n in range(count)
    ]


def test_bars_are_as_high_as_their_values(chart):
    chart.show_bars([ChartBar("Jan", 50, "50"), ChartBar("Feb", 100, "100"), ChartBar("M", 0, "0")])
    half, full, none = heights(chart, 3)
    assert full > 200
    assert half == pytest.approx(full / 2, abs=3)
    assert none == 0


def test_the_highest_number_is_not_cut_off(chart):
    chart.show_bars([ChartBar("Jun", 344, "▇▇▇")])
    image = chart.grab().toImage()
    ink = chart.palette().windowText().color()
    rows = [y for y in range(image.height()) if image.pixelColor(image.width() // 2, y) == ink]
    assert rows
    assert min(rows) > 0


def test_a_target_above_all_bars_is_drawn_and_lowers_them(chart):
    chart.show_bars([ChartBar("Jan", 50, "50")])
    alone = heights(chart, 1)[0]
    chart.show_bars([ChartBar("Jan", 50, "50")], 100, "Target 100")
    assert heights(chart, 1)[0] == pytest.approx(alone / 2, abs=3)
    image = chart.grab().toImage()
    row = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert color(Role.WARNING).fill.name() in row


def test_a_chart_is_read_aloud(chart):
    chart.show_bars([ChartBar("Jan", 90, "90"), ChartBar("Feb", 140, "140")], 100, "Target 100")
    assert said(chart) == "Pendaftar per bulan"
    assert said(chart, QAccessible.Text.Description) == "Jan: 90; Feb: 140; Target 100"


@pytest.mark.parametrize("values", [[], [0, 0], [0]])
def test_a_chart_of_nothing_is_drawn_without_complaint(chart, values):
    chart.show_bars([ChartBar("x", value, "0") for value in values])
    assert heights(chart, 3) == [0, 0, 0]
