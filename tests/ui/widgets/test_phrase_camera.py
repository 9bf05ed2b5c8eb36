import pytest

from tests.ui.cameras import *  # noqa: F403 - fixtures are found by name
from tests.ui.cameras import FRONT
from tests.ui.reach import unnamed
from tests.ui.widgets.test_camera_codes import drawn, held_up
from ui.widgets.phrase_camera import PhraseCamera

WORDS = "kental sungai bina anugerah mulia menara"


@pytest.fixture
def phrase_camera(camera, settings, stage):
    made = PhraseCamera(camera, settings)
    for widget in (made, made.button):
        stage.layout().addWidget(widget)
    return made


def test_the_camera_is_nobodys_until_the_button_is_pressed(phrase_camera, inputs):
    assert inputs.opened == []
    phrase_camera.button.click()
    assert inputs.in_use() == FRONT
    phrase_camera.button.click()
    assert inputs.in_use() == ""
    assert not phrase_camera.isVisible()


def test_the_first_square_is_told_and_ends_it(phrase_camera, inputs, qtbot):
    phrase_camera.button.click()
    with qtbot.waitSignal(phrase_camera.scanned) as scanned:
        inputs.show(held_up(drawn(WORDS)))
    assert scanned.args == [WORDS]
    assert inputs.in_use() == ""
    assert not phrase_camera.button.isChecked()


def test_its_button_has_a_name(phrase_camera, stage):
    assert unnamed(stage) == []
