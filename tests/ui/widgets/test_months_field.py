import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.enrolment.rate_tables import rates
from models.enrolment.rates import Programme
from tests.ui.reach import unnamed
from ui.widgets.months_field import MonthsField
from ui.widgets.programmes_field import ProgrammesField


@pytest.fixture
def months(stage, qtbot):
    made = MonthsField((1, 3, 6, 12), 60, "Months")
    stage.layout().addWidget(made)
    made.show()
    made.set_value(3)
    made.setFocus()
    qtbot.waitUntil(made.segments.hasFocus)
    return made


def typed(text):
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


@pytest.mark.parametrize(
    ("keys", "meant"), [("1", 1), ("6", 6), ("12", 12), ("1212", 12), ("16", 6), ("612", 12)]
)
def test_digits_choose_the_usual_numbers(months, keys, meant):
    typed(keys)
    assert (months.value(), months.problem()) == (meant, "")
    assert months.number.isHidden()


def test_a_shift_held_too_early_does_not_part_two_digits(months):
    typed("1")
    QTest.keyPress(QApplication.focusWidget(), Qt.Key.Key_Shift)
    typed("2")
    assert months.value() == 12


@pytest.mark.parametrize(("keys", "meant"), [("2", 2), ("24", 24), ("48", 48), ("9", 9)])
def test_a_digit_that_begins_no_usual_number_begins_any_other(months, qtbot, keys, meant):
    with qtbot.waitSignal(months.changed):
        typed(keys)
    assert months.value() == meant
    assert months.segments.name() == "other"


def test_a_one_from_before_is_not_the_beginning_of_twelve(months):
    months.set_value(1)
    typed("2")
    assert months.value() == 2


def test_arrows_move_along_the_usual_numbers(months, qtbot):
    with qtbot.waitSignal(months.changed):
        QTest.keyClick(months.segments, Qt.Key.Key_Right)
    assert months.value() == 6


def test_too_many_months_are_told(months):
    typed("99")
    assert months.value() is None
    assert months.problem() == "“99” is no number of months from 1 to 60."


def test_no_number_is_told(months):
    months.segments.choose("other")
    assert months.problem() == "Type how many months, 60 at the most."


def test_showing_a_number_tells_nobody(months, qtbot):
    with qtbot.assertNotEmitted(months.changed):
        for number in (1, 7, 12, 60):
            months.set_value(number)
            assert months.value() == number


def test_every_control_of_the_months_has_a_name(months, stage):
    months.set_value(7)
    assert unnamed(stage) == []
    assert months.segments.accessibleName() == "Months"


@pytest.fixture
def programmes(stage):
    made = ProgrammesField(rates().programmes)
    stage.layout().addWidget(made)
    made.show()
    return made


def test_the_compulsory_programmes_cannot_be_left_out(programmes):
    programmes.set_value(())
    assert programmes.value() == ("JKK", "JKM")
    assert set(programmes.boxes) == {"JHT"}


def test_another_programme_is_ticked_with_the_space_bar(programmes, qtbot):
    programmes.setFocus()
    with qtbot.waitSignal(programmes.changed):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert programmes.value() == ("JKK", "JKM", "JHT")


def test_programmes_come_in_the_order_of_the_table():
    table = [Programme(code, code == "B", confirmed=True) for code in "CBA"]
    field = ProgrammesField(table)
    field.set_value(("A", "C"))
    assert field.value() == ("C", "B", "A")
