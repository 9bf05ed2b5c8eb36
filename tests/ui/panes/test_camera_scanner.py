import pytest

from tests.ui.cameras import *  # noqa: F403 - fixtures are found by name
from tests.ui.cameras import DESK, FRONT
from tests.ui.reach import unnamed
from tests.ui.widgets.test_camera_codes import BAR, drawn, held_up
from ui.panes.camera_scanner import CameraScanner


@pytest.fixture
def scanner(at_camera, stage):
    made = CameraScanner(at_camera)
    made.got = []
    made.scanned.connect(made.got.append)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def see(scanner, inputs, qtbot):
    def _see(image):
        with qtbot.waitSignal(scanner.view.pictured):
            inputs.show(image)
        qtbot.waitUntil(lambda: not scanner.reader.reading.busy)
        return scanner.got

    return _see


def test_a_code_before_the_camera_is_told_once(scanner, see):
    scanner.start()
    assert scanner.words() == "Hold a code before the camera."
    shown = held_up(drawn("6404010101900001"))
    assert see(shown) == ["6404010101900001"]
    assert see(shown) == ["6404010101900001"]
    assert scanner.words() == "A code was read."


def test_of_two_codes_none_is_told_and_it_says_why(scanner, see):
    scanner.start()
    assert see(held_up(drawn("A-1"), drawn("B-2", BAR))) == []
    assert scanner.words() == "Several codes are in view. Show one at a time."


def test_what_a_hostile_code_says_is_not_shown(scanner, see):
    scanner.start()
    hostile = "<b>'; DROP TABLE person; --</b>=1+1\u202e"
    assert see(held_up(drawn(hostile))) == [hostile]
    assert scanner.words() == "A code was read."


def test_before_start_and_after_stop_the_camera_is_nobodys(scanner, inputs):
    assert inputs.opened == []
    scanner.start()
    assert inputs.in_use() == FRONT
    scanner.stop()
    assert inputs.in_use() == ""


def test_a_code_that_was_read_too_late_is_not_told(scanner, inputs, qtbot):
    scanner.start()
    with qtbot.waitSignal(scanner.view.pictured):
        inputs.show(held_up(drawn("A-1")))
    scanner.stop()
    qtbot.waitUntil(lambda: not scanner.reader.reading.busy)
    assert scanner.got == []


def test_started_anew_it_reads_the_same_code_again(scanner, see):
    scanner.start()
    see(held_up(drawn("A-1")))
    scanner.stop()
    scanner.start()
    assert see(held_up(drawn("A-1"))) == ["A-1", "A-1"]


def test_what_it_lacks_is_said_and_the_keyboard_reaches_the_way_out(scanner, inputs, stage):
    inputs.plugged.clear()
    scanner.start()
    assert scanner.view.notice.text().startswith("There is no camera.")
    assert unnamed(stage) == []
    inputs.plug(DESK)
    assert scanner.view.notice.text() == ""
