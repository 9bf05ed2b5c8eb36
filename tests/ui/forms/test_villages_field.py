import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.reach import unnamed
from ui.forms.villages_field import VillagesField

PIMPING = {"65.01.03.2002": "Desa Pimping, Kec. Tanjung Palas Utara"}


@pytest.fixture
def field(bench, stage, qtbot):
    made = VillagesField(bench)
    stage.layout().addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.another.ready)
    return made


def test_a_village_that_is_chosen_joins_those_there_are(field, qtbot):
    field.show_villages({"65.01.03.2003": "Desa Lain"})
    field.another.setFocus()
    qtbot.waitUntil(field.another.hasFocus)
    QTest.keyClicks(field.another, "pimping")
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field.another._list, Qt.Key.Key_Return)
    assert field.codes() == ("65.01.03.2003", "65.01.03.2002")
    assert field.another.text() == ""


def test_a_place_that_is_only_typed_is_not_taken(field):
    QTest.keyClicks(field.another, "nowhere at all")
    assert field.codes() == ()


def test_a_village_is_left_out_and_the_keyboard_stays_here(field, qtbot):
    field.show_villages(PIMPING)
    with qtbot.waitSignal(field.changed):
        field.crosses["65.01.03.2002"].click()
    assert field.codes() == ()
    assert field.another.hasFocus()


def test_the_same_one_is_there_but_once(field):
    field.show_villages(PIMPING)
    field._add(*next(iter(PIMPING.items())))
    assert field.codes() == ("65.01.03.2002",)


def test_all_of_it_has_a_name(field, stage):
    field.show_villages({"65.01.03.2002": "Desa <b>Pimping</b>"})
    assert unnamed(stage) == []
