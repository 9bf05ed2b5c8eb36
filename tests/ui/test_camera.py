import subprocess
import sys

import pytest
from PySide6.QtCore import QObject

from tests.ui.cameras import *  # noqa: F403 - fixtures are found by name
from tests.ui.cameras import DESK, FRONT, scene
from ui.camera import Camera


@pytest.fixture
def watcher():
    return QObject()


@pytest.fixture
def got(camera):
    """The pictures that came, by the colour of their first pixel."""
    found = []
    camera.pictured.connect(lambda picture: found.append(picture.pixelColor(0, 0).red()))
    return found


def test_the_camera_chosen_is_opened_and_closed_after_the_last_who_looks(camera, inputs, watcher):
    other = QObject()
    camera.watch(watcher, DESK)
    camera.watch(other, DESK)
    assert inputs.in_use() == DESK
    camera.leave(watcher)
    assert inputs.in_use() == DESK
    camera.leave(other)
    assert inputs.in_use() == ""
    assert not camera.is_open()


def test_without_a_choice_the_first_is_opened(camera, inputs, watcher):
    camera.watch(watcher)
    assert inputs.in_use() == FRONT


def test_a_camera_chosen_that_is_not_plugged_in_is_stood_in_for(camera, inputs, watcher):
    camera.watch(watcher, "at home")
    assert (inputs.in_use(), camera.problem()) == (FRONT, "")


def test_another_choice_changes_the_camera(camera, inputs, watcher):
    camera.watch(watcher, FRONT)
    camera.watch(watcher, DESK)
    assert inputs.opened[-2:] == ["", DESK]


def test_who_is_destroyed_looks_no_more(camera, inputs, qtbot):
    gone = QObject()
    camera.watch(gone)
    with qtbot.waitSignal(gone.destroyed):
        gone.deleteLater()
    assert inputs.in_use() == ""


def test_pictures_come_through_the_sink(camera, inputs, watcher, got, qtbot):
    camera.watch(watcher)
    inputs.show(scene(fill=90))
    qtbot.waitUntil(lambda: got == [90])
    assert camera.picture().width() == 640


def test_of_many_frames_at_once_only_the_last_is_shown(camera, inputs, watcher, got, qtbot):
    camera.watch(watcher)
    for fill in range(10, 110):
        inputs.show(scene(fill=fill))
    qtbot.waitUntil(lambda: got != [])
    qtbot.wait(80)
    assert got == [109]


def test_nothing_is_shown_to_nobody(camera, inputs, watcher, got, qtbot):
    camera.watch(watcher)
    inputs.show(scene())
    camera.leave(watcher)
    inputs.show(scene())
    qtbot.wait(80)
    assert got == []
    assert camera.picture().isNull()


def test_without_any_camera_that_is_said_and_one_that_comes_is_opened(camera, inputs, watcher):
    inputs.plugged.clear()
    camera.watch(watcher)
    assert camera.problem() == "There is no camera. Plug one in and it starts by itself."
    inputs.plug(DESK)
    assert (camera.problem(), inputs.in_use()) == ("", DESK)


def test_unplugged_in_use_that_is_said_and_it_goes_on_when_it_is_back(
    camera, inputs, watcher, got, qtbot
):
    del inputs.plugged[FRONT]
    camera.watch(watcher)
    inputs.show(scene(fill=90))
    qtbot.waitUntil(lambda: got == [90])
    inputs.pull(DESK)
    unplugged = "The camera was unplugged. Plug it in again and it goes on by itself."
    assert camera.problem() == unplugged
    assert camera.picture().isNull()
    inputs.changed.emit()
    assert camera.problem() == unplugged
    inputs.plug(DESK)
    assert (camera.problem(), inputs.in_use()) == ("", DESK)
    inputs.show(scene(fill=70))
    qtbot.waitUntil(lambda: got == [90, 70])


def test_another_one_unplugged_disturbs_nobody(camera, inputs, watcher):
    camera.watch(watcher, FRONT)
    inputs.pull(DESK)
    assert (camera.problem(), inputs.in_use()) == ("", FRONT)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (
            "BROKEN",
            "The camera does not answer. Close other programs that use it, then try again.",
        ),
        ("REFUSED", "The camera may not be used. Allow it in the settings of the system."),
    ],
)
def test_what_keeps_the_camera_from_us_is_said_and_can_be_tried_again(
    camera, inputs, watcher, failure, said
):
    from ui.camera_inputs import Failure

    camera.watch(watcher)
    inputs.failed.emit(Failure[failure])
    assert (camera.problem(), inputs.in_use()) == (said, "")
    camera.try_again()
    assert (camera.problem(), inputs.in_use()) == ("", FRONT)


def test_a_camera_that_sends_nothing_is_told_until_it_does(
    camera, inputs, watcher, got, qtbot, monkeypatch
):
    monkeypatch.setattr("ui.camera.PATIENCE", 50)
    slow = Camera(inputs)
    slow.watch(watcher)
    qtbot.waitUntil(lambda: slow.problem().startswith("The camera sends no picture."))
    inputs.show(scene())
    qtbot.waitUntil(lambda: slow.problem() == "")


def test_the_cameras_really_plugged_in_can_be_asked_for(multimedia, watcher, qtbot):
    from PySide6.QtMultimedia import QMediaDevices

    real = Camera()
    assert len(real.names()) == len(QMediaDevices.videoInputs())


def test_frames_reach_us_through_the_sink_of_the_real_inputs(multimedia, watcher, qtbot):
    from PySide6.QtMultimedia import QMediaDevices, QVideoFrame

    from ui.camera_inputs import CameraInputs

    if QMediaDevices.videoInputs():
        pytest.skip("a camera is plugged in, and would be switched on")
    inputs = CameraInputs()
    camera = Camera(inputs)
    camera.watch(watcher, "gone")
    assert camera.problem().startswith("There is no camera.")
    with qtbot.waitSignal(camera.pictured) as pictured:
        inputs.sink.setVideoFrame(QVideoFrame(scene(fill=33)))
    assert pictured.args[0].pixelColor(5, 5).red() == 33
    assert camera.problem() == ""
    with qtbot.waitSignal(inputs.failed):
        inputs.open("gone")


def test_larger_pictures_suit_until_they_are_too_large_and_jerky_ones_do_not():
    from ui.camera_inputs import suits

    kinds = [(640, 480, 30), (1280, 720, 30), (1920, 1080, 30), (1280, 720, 10), (4000, 3000, 30)]
    assert max(kinds, key=lambda kind: suits(*kind)) == (1280, 720, 30)
    assert max(kinds[2:3] + kinds[4:], key=lambda kind: suits(*kind)) == (1920, 1080, 30)


MAKES_PAGES = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from models import opening
from tests.recording import RecordedMessages
from ui.bench import Bench
from ui.changes import Changes
from ui.pages.people_page import PeoplePage
from ui.panes.camera_scanner import CameraScanner
from ui.panes.settings_camera import CameraPanel
from ui.settings import Settings
from ui.tasks import Tasks
from ui.undoing import Undoing

app = QApplication([])
store = opening.open_store(Path(sys.argv[1]))
changes, tasks, messages = Changes(store), Tasks(), RecordedMessages()
settings = Settings(QSettings(sys.argv[1] + ".ini", QSettings.Format.IniFormat))
undoing = Undoing(store, changes, tasks, messages)
bench = Bench(store, changes, tasks, messages, settings, undoing, lambda name, **where: True)
made = [PeoplePage(bench), CameraScanner(bench), CameraPanel(bench)]
for widget in made:
    widget.show()
app.processEvents()
tasks.finish()
print(*sys.modules)
"""


def test_nothing_is_loaded_for_it_before_a_camera_is_opened(store):
    said = subprocess.run(
        [sys.executable, "-c", MAKES_PAGES, str(store.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(said.stdout.split())
    assert "ui.camera" in loaded
    assert {"PySide6.QtMultimedia", "cv2", "numpy", "zxingcpp"} & loaded == set()
