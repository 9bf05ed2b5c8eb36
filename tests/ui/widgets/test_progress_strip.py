import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QPushButton

from models.progress import Progress
from tests.ui.reach import said
from ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def strip(stage):
    strip = ProgressStrip()
    stage.layout().addWidget(strip)
    return strip


def test_it_is_seen_only_while_work_is_under_way(strip):
    assert not strip.isVisible()
    strip.begin("Printing cards")
    assert strip.isVisible()
    assert said(strip.findChild(QProgressBar)) == "Printing cards"
    strip.end()
    assert not strip.isVisible()


def test_it_moves_without_numbers_until_the_total_is_known(strip):
    strip.begin("Reading")
    bar = strip.findChild(QProgressBar)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    strip.watch(Progress(5, 20))
    assert (bar.value(), bar.maximum()) == (5, 20)
    strip.watch(Progress(9, 0))
    assert bar.maximum() == 0


def test_totals_beyond_32_bits_are_shown_in_proportion(strip):
    strip.begin("Copying")
    strip.watch(Progress(2**40, 2**41))
    bar = strip.findChild(QProgressBar)
    assert bar.value() / bar.maximum() == pytest.approx(0.5, abs=0.001)


def test_it_can_be_cancelled_once(qtbot, strip):
    strip.begin("Printing")
    button = strip.findChild(QPushButton)
    with qtbot.waitSignal(strip.cancelled):
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert not button.isEnabled()
    strip.begin("Printing again")
    assert button.isEnabled()
