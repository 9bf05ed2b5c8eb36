from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.people.photo import photo
from tests import factories as a
from tests.ui.cameras import *  # noqa: F403 - fixtures are found by name
from tests.ui.cameras import FRONT, draw_face, scene
from tests.ui.reach import unnamed
from ui.forms.photo_cutter import SHAPE
from ui.panes.person_detail import PersonDetail


@pytest.fixture
def people(keep):
    named = keep(a.person(name="Awing Ding"), a.person(name="Budi Santoso"))
    return [person.id for person in named]


@pytest.fixture
def detail(at_camera, stage, people, settled):
    stage.resize(700, 700)
    made = PersonDetail(at_camera)
    stage.layout().addWidget(made)
    made.show()
    made.show_record(people[0])
    made.show_part("rest")
    settled()
    return made


@pytest.fixture
def taker(detail, inputs, qtbot):
    """The camera on the person's page, a face before it."""
    detail._record.photo.snap.click()
    with qtbot.waitSignal(detail._taker.live.view.pictured):
        inputs.show(draw_face(scene(), 320, 200, 120))
    return detail._taker


def photo_of(store, person_id):
    with store.reading() as session:
        return photo(session, person_id)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def test_space_and_enter_give_somebody_a_photo_that_can_be_taken_back(
    detail, taker, store, people, settled, qtbot
):
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not taker.form.finding.busy)
    press(Qt.Key.Key_Return)
    settled(lambda: photo_of(store, people[0]) is not None)
    with Image.open(BytesIO(photo_of(store, people[0]))) as kept:
        assert kept.width / kept.height == pytest.approx(SHAPE, abs=0.01)
    settled(lambda: not detail._record.photo.picture.is_empty())
    assert detail._record.photo.isVisible()
    detail._bench.undoing.undo()
    settled(lambda: photo_of(store, people[0]) is None)


def test_escape_leads_back_and_keeps_nothing(detail, taker, store, people, inputs):
    press(Qt.Key.Key_Escape)
    assert detail._record.photo.isVisible()
    assert inputs.in_use() == ""
    assert photo_of(store, people[0]) is None


def test_when_another_person_is_shown_the_camera_is_let_go_of(
    detail, taker, store, people, inputs, settled
):
    assert inputs.in_use() == FRONT
    detail.show_record(people[1])
    settled()
    assert inputs.in_use() == ""
    assert detail._record.photo.isVisible()


def test_a_photo_cut_as_another_person_is_shown_is_nobodys(
    detail, taker, store, people, settled, qtbot
):
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not taker.form.finding.busy)
    press(Qt.Key.Key_Return)
    detail.show_record(people[1])
    settled()
    assert [photo_of(store, person) for person in people] == [None, None]


def test_the_other_parts_of_the_page_let_go_of_the_camera(detail, taker, inputs):
    detail.show_part("history")
    assert inputs.in_use() == ""


def test_everything_has_a_name(detail, taker, stage):
    assert unnamed(stage) == []
