import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from ui.forms.staff_field import StaffField
from ui.widgets.text import Text

OFFICERS = [(1, "Rina"), (2, "Bagus & <b>Budi</b>"), (3, "Sari")]


@pytest.fixture
def staff(stage):
    made = StaffField()
    stage.layout().addWidget(made)
    made.show()
    return made


def boxes(staff):
    return [box for box in staff.findChildren(QCheckBox) if box.isVisible()]


@pytest.fixture
def offer(staff, qtbot):
    """Show officers and return their boxes once they are seen."""

    def _offer(officers, chosen):
        staff.show_staff(officers, chosen)
        qtbot.waitUntil(lambda: len(boxes(staff)) == len(officers))
        return boxes(staff)

    return _offer


def test_those_chosen_are_given_back(staff, offer):
    found = offer(OFFICERS, (3, 1))
    assert set(staff.staff()) == {1, 3}
    assert [box.text() for box in found] == ["Rina", "Bagus && <b>Budi</b>", "Sari"]


def test_a_key_ticks_somebody_and_tells(staff, offer, qtbot):
    found = offer(OFFICERS, ())
    with qtbot.waitSignal(staff.changed):
        QTest.keyClick(found[1], Qt.Key.Key_Space)
    assert staff.staff() == (2,)


def test_another_list_replaces_the_one_shown(staff, offer):
    offer(OFFICERS, (1,))
    assert [box.text() for box in offer([(4, "Tono")], ())] == ["Tono"]
    assert staff.staff() == ()


def test_an_office_without_officers_says_so(staff):
    staff.show_staff([], ())
    assert [text.text() for text in staff.findChildren(Text)] == [
        "Nobody is on the list of officers yet."
    ]
