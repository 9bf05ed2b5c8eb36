import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QAccessible

from tests.ui.reach import said
from ui.look import Role, Surface, color, surface
from ui.widgets.meter import FULL, Bar, Meter


@pytest.fixture
def bar(qtbot):
    bar = Bar(Role.WARNING)
    qtbot.addWidget(bar)
    bar.resize(200, 10)
    return bar


def filled(bar):
    image = bar.grab().toImage()
    middle = image.height() // 2
    colors = [image.pixelColor(x, middle) for x in range(image.width())]
    return colors.count(color(Role.WARNING).fill), colors.count(surface(Surface.TRACK))


@pytest.mark.parametrize(
    ("value", "total", "share"), [(0, 10, 0), (5, 10, 0.5), (10, 10, 1), (30, 10, 1), (3, 0, 0)]
)
def test_the_bar_is_filled_in_proportion(bar, value, total, share):
    bar.fill(value, total)
    full, empty = filled(bar)
    assert full == pytest.approx(200 * share, abs=8)
    assert empty == pytest.approx(200 * (1 - share), abs=8)


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_no_numbers_lead_outside_the_bar(qapp, value, total):
    bar = Bar()
    bar.fill(value, total)
    assert 0 <= bar.value() <= FULL


def test_a_meter_is_read_aloud_with_its_numbers(qtbot):
    meter = Meter("Pendaftar")
    qtbot.addWidget(meter)
    meter.show_value(115, 150, "150 sasaran · 115")
    bar = meter.findChild(Bar)
    assert said(bar) == "Pendaftar"
    assert said(bar, QAccessible.Text.Description) == "150 sasaran · 115"
