from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from models.events.clash import Clash, ClashKind
from models.office.equipment import EquipmentRow
from models.office.tables import AbsenceKind, EquipmentKind
from ui.forms.boxes_field import BoxesField
from ui.forms.equipment_field import EquipmentField
from ui.look import Role, color
from ui.widgets.text import Text

NINE, NOON = datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 12)
AT_ANOTHER = Clash(
    ClashKind.STAFF_EVENT, None, "", "Rina", NINE, NOON, what_id=1, with_title="<b>Temu</b> & tani"
)
ON_LEAVE = Clash(
    ClashKind.STAFF_ABSENT, None, "", "Rina", NINE, NOON, what_id=1, reason=AbsenceKind.LEAVE
)


@pytest.fixture
def field(stage):
    made = BoxesField("Nothing to tick.")
    stage.layout().addWidget(made)
    made.show()
    made.show_boxes([(1, "Rina"), (2, "Budi")], (2,))
    return made


def ink(field, one):
    [remark] = field.box(one).parentWidget().findChildren(Text)
    return remark.palette().color(QPalette.ColorRole.WindowText), remark.foregroundRole()


def test_what_takes_somebody_stands_below_their_box_as_plain_text(field):
    field.say_taken({1: [AT_ANOTHER]})
    assert field.remarks() == {1: "09:00–12:00 at <b>Temu</b> & tani"}
    sentence = "Rina is at “<b>Temu</b> & tani” then: Tuesday, 24 November 2026, 09:00–12:00."
    assert field.box(1).accessibleDescription() == sentence
    assert "<b>Temu" not in field.box(1).toolTip()
    assert field.box(2).accessibleDescription() == ""


def test_of_several_the_first_is_named_and_the_others_counted(field):
    field.say_taken({1: [ON_LEAVE, AT_ANOTHER]})
    assert field.remarks() == {1: "on leave until 24 Nov, and 1 more"}
    assert field.box(1).accessibleDescription().count("\n") == 1


def test_one_that_is_taken_may_be_ticked_and_then_it_is_told_louder(field, qtbot):
    field.say_taken({1: [AT_ANOTHER]})
    assert ink(field, 1)[0] != color(Role.DANGER).ink
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field.box(1), Qt.Key.Key_Space)
    assert field.chosen() == (1, 2)
    assert ink(field, 1)[0] == color(Role.DANGER).ink
    QTest.keyClick(field.box(1), Qt.Key.Key_Space)
    assert ink(field, 1)[0] != color(Role.DANGER).ink


def test_one_that_is_free_again_says_nothing_more(field):
    field.say_taken({1: [AT_ANOTHER], 2: [ON_LEAVE]})
    field.say_taken({2: [ON_LEAVE]})
    assert field.remarks() == {2: "on leave until 24 Nov"}
    assert field.box(1).toolTip() == ""
    field.say_taken({9: [ON_LEAVE]})  # somebody who is not offered here
    assert field.remarks() == {}


def test_things_are_offered_in_their_order_and_given_back(stage):
    made = EquipmentField()
    stage.layout().addWidget(made)
    rows = [
        EquipmentRow(5, "Evolis & co", EquipmentKind.CARD_PRINTER, ""),
        EquipmentRow(3, "Mobil", EquipmentKind.VEHICLE, ""),
    ]
    made.show_equipment(rows, (3,))
    assert made.offered() == (5, 3)
    assert made.equipment() == (3,)
    assert made.box(5).text() == "Evolis && co"


def test_where_there_are_no_things_it_says_so(stage):
    made = EquipmentField()
    stage.layout().addWidget(made)
    made.show_equipment([], ())
    [said] = [text.text() for text in made.findChildren(Text)]
    assert said == "No printers, laptops or cars are listed in the settings yet."
