import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.reach import said
from ui.widgets.type_ahead import TypeAhead

FAR = 2**62
VILLAGES = [
    (FAR, "Pimping", "Kec. Tanjung Palas Utara, Kab. Bulungan"),
    (FAR + 1, "Pimping", "Kec. Krayan Selatan, Kab. Nunukan"),
    (FAR + 2, "<b>Pimping</b> & lain", ""),
]


@pytest.fixture
def asked():
    return []


@pytest.fixture
def field(stage, asked):
    def find(text):
        asked.append(text)
        return [village for village in VILLAGES if text.lower() in village[1].lower()]

    field = TypeAhead("Village", find)
    stage.layout().addWidget(field)
    field.setFocus()
    return field


def test_typing_proposes_what_is_found(field, asked):
    QTest.keyClicks(field, "pim")
    assert asked == ["p", "pi", "pim"]
    assert [p.value for p in field.proposals()] == [FAR, FAR + 1, FAR + 2]
    assert said(field) == "Village"


def test_enter_takes_the_first_without_touching_the_arrows(qtbot, field):
    QTest.keyClicks(field, "pim")
    with qtbot.waitSignal(field.chosen) as signal:
        QTest.keyClick(field._list, Qt.Key.Key_Return)
    assert signal.args == [FAR]
    assert (field.text(), field.value()) == ("Pimping", FAR)
    assert field.proposals() == []


def test_arrows_move_to_one_of_two_of_the_same_name(qtbot, field):
    QTest.keyClicks(field, "pim")
    QTest.keyClick(field._list, Qt.Key.Key_Down)
    assert field.text() == "pim"
    with qtbot.waitSignal(field.chosen) as signal:
        QTest.keyClick(field._list, Qt.Key.Key_Return)
    assert signal.args == [FAR + 1]


def test_a_click_takes_a_proposal(qtbot, field):
    QTest.keyClicks(field, "pim")
    view = field._list
    place = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(field.chosen) as signal:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == [FAR + 2]
    assert field.text() == "<b>Pimping</b> & lain"


def test_escape_closes_the_list_and_keeps_what_was_typed(field):
    QTest.keyClicks(field, "pim")
    QTest.keyClick(field._list, Qt.Key.Key_Escape)
    assert field.proposals() == []
    assert (field.text(), field.value()) == ("pim", None)


def test_one_can_go_on_typing_while_the_list_is_open(field):
    QTest.keyClicks(field, "pim")
    QTest.keyClicks(field._list, "xy")
    assert field.text() == "pimxy"
    assert field.proposals() == []


def test_typing_again_lets_go_of_what_was_taken(field):
    field.show_value(FAR, "Pimping")
    assert field.value() == FAR
    QTest.keyClicks(field, "S")
    assert field.value() is None


def test_nothing_is_proposed_for_nothing(field, asked):
    QTest.keyClicks(field, "   ")
    assert asked == []
    assert field.proposals() == []


def test_filling_the_field_from_a_record_asks_nothing(field, asked):
    field.show_value(FAR, "Pimping")
    assert asked == []


def test_a_proposal_is_read_aloud_with_its_detail(field):
    QTest.keyClicks(field, "pim")
    read = field._list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read == "Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan"
