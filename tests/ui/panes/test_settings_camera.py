import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.cameras import *  # noqa: F403 - fixtures are found by name
from tests.ui.cameras import DESK, FRONT, scene
from tests.ui.reach import unnamed
from ui.panes.settings_camera import CameraPanel


@pytest.fixture
def panel(at_camera, stage):
    stage.resize(600, 800)
    made = CameraPanel(at_camera)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def trial(panel):
    panel.open.click()
    return panel.trial


def offered(choice):
    return [choice.itemText(place) for place in range(choice.count())]


def test_no_camera_is_opened_or_looked_for_before_it_is_asked_for(panel, inputs, stage):
    panel.read()
    assert inputs.opened == []
    assert not panel.trial.isVisible()
    assert unnamed(stage) == []


def test_the_cameras_are_offered_by_name_and_the_choice_is_kept(trial, inputs, settings):
    assert inputs.in_use() == FRONT
    assert offered(trial.choice) == ["As the system chooses", "Front camera", "Desk <b>camera</b>"]
    trial.choice.setFocus()
    QTest.keyClick(trial.choice, Qt.Key.Key_End)
    assert (inputs.in_use(), settings.camera) == (DESK, DESK)


def test_the_camera_chosen_before_is_shown_even_if_it_is_not_there(panel, inputs, settings):
    settings.camera = "at home"
    panel.open.click()
    assert panel.trial.choice.currentText() == "The one chosen before, not plugged in"
    assert inputs.in_use() == FRONT
    inputs.plug("at home", "Home camera")
    assert panel.trial.choice.currentText() == "Home camera"
    assert settings.camera == "at home"


def test_the_mirror_is_chosen_and_kept(trial, settings):
    assert trial.mirrored.isChecked()
    trial.mirrored.click()
    assert settings.camera_mirrored is False
    trial.start()
    assert not trial.mirrored.isChecked()


def test_a_test_picture_is_shown_with_its_size(trial, inputs, qtbot, stage):
    assert not trial.take.isEnabled()
    with qtbot.waitSignal(trial.view.pictured):
        inputs.show(scene(1280, 720))
    assert unnamed(stage) == []
    trial.take.click()
    assert not trial.shot.is_empty()
    assert trial.words.text() == "1280 × 720 pixels"
    trial.close_it.click()
    assert not trial.isVisible()


def test_closed_or_left_it_lets_go_of_the_camera(panel, trial, inputs):
    trial.close_it.click()
    assert inputs.in_use() == ""
    assert panel.open.isVisible()
    panel.open.click()
    assert inputs.in_use() == FRONT
    panel.hide()
    panel.show()
    assert inputs.in_use() == ""
    assert panel.open.isVisible()


def test_a_camera_unplugged_is_told_and_not_offered(trial, inputs):
    inputs.pull(FRONT)
    assert trial.view.notice.text().startswith("The camera was unplugged.")
    assert offered(trial.choice) == ["As the system chooses", "Desk <b>camera</b>"]
    assert not trial.take.isEnabled()
