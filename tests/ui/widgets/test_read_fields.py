from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from models.words import speak
from tests.ui.reach import said
from ui.widgets.date_field import DateField
from ui.widgets.money_field import MoneyField
from ui.widgets.nik_field import NikField
from ui.widgets.phone_field import PhoneField

TODAY = date(2026, 11, 22)
NIK = "6501031203799001"


@pytest.fixture
def put(stage, qtbot):
    """Put a field into a window, with another one to leave it for, and the keyboard into it."""

    def _put(field):
        for one in (field, QLineEdit()):
            stage.layout().addWidget(one)
            one.show()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        return field

    return _put


def typed(field, text):
    QTest.keyClicks(field, text)
    return field


def leave(field):
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()


def heard(field):
    told = []
    field.changed.connect(lambda: told.append(field.value()))
    return told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/3/1979", date(1979, 3, 12)),
        ("12 Mar 79", date(1979, 3, 12)),
        ("12031979", date(1979, 3, 12)),
        ("12-3-05", date(2005, 3, 12)),
    ],
)
def test_a_date_is_read_in_any_spelling_and_written_in_one(put, text, day):
    field = typed(put(DateField(TODAY, least_age=15)), text)
    assert field.value() == day
    assert field.text() == text, "nothing jumps about while one types"
    leave(field)
    assert field.text() == f"{day:%d/%m/%Y}"
    assert field.problem() == ""


def test_a_date_that_cannot_be_read_stays_and_is_told(put):
    field = typed(put(DateField(TODAY)), "31/2/1980")
    leave(field)
    assert field.value() is None
    assert field.text() == "31/2/1980"
    assert field.problem() == "“31/2/1980” is no date. Type it like 28/06/1980."


def test_an_emptied_date_is_none_and_no_problem(put):
    field = put(DateField(TODAY))
    field.set_value(date(1980, 6, 28))
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert (field.value(), field.problem()) == (None, "")


def test_a_date_that_could_not_be_typed_is_shown_and_given_back(put):
    field = put(DateField(TODAY))
    field.set_value(date(1850, 1, 2))
    leave(field)
    assert field.value() == date(1850, 1, 2)


def test_what_one_types_is_told_and_what_is_set_is_not(put):
    field = put(DateField(TODAY))
    told = heard(field)
    field.set_value(date(1980, 6, 28))
    assert told == []
    typed(field, "x")
    assert told == [None]


def test_alt_down_opens_a_calendar_at_the_date_and_enter_picks(put, qtbot):
    field = put(DateField(TODAY))
    field.set_value(date(1980, 6, 28))
    told = heard(field)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.calendar()
    qtbot.waitUntil(calendar.isVisible)
    QTest.keyClick(calendar.month.focusWidget() or calendar.month, Qt.Key.Key_Right)
    QTest.keyClick(calendar.month.focusWidget() or calendar.month, Qt.Key.Key_Return)
    assert not calendar.isVisible()
    assert field.value() == date(1980, 6, 29)
    assert told == [date(1980, 6, 29)]
    assert field.text() == "29/06/1980"


def test_esc_leaves_the_calendar_and_the_date_alone(put, qtbot):
    field = put(DateField(TODAY))
    field.calendar_action().trigger()
    calendar = field.calendar()
    qtbot.waitUntil(calendar.isVisible)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    assert not calendar.isVisible()
    assert field.value() is None


def test_the_calendar_of_a_birth_date_begins_where_birth_dates_are(put):
    field = put(DateField(TODAY, least_age=15))
    field.open_calendar()
    assert field.calendar().month.selectedDate().year() == 1996
    field.calendar().hide()


@pytest.mark.parametrize("text", ["1,5 jt", "1500000", "Rp 1.500.000,-", "1500rb"])
def test_money_is_read_in_any_spelling_and_written_in_one(put, text):
    field = typed(put(MoneyField()), text)
    assert field.value() == 1_500_000
    leave(field)
    assert field.text() == "Rp1,500,000"
    assert field.value() == 1_500_000


def test_money_is_written_in_the_language_of_the_screen(put):
    speak("id")
    field = typed(put(MoneyField()), "1500000")
    leave(field)
    assert field.text() == "Rp1.500.000"
    assert field.value() == 1_500_000


def test_nothing_typed_is_no_amount_and_zero_is_one(put):
    field = put(MoneyField())
    assert field.value() is None
    field.set_value(0)
    assert (field.value(), field.text()) == (0, "Rp0")


def test_an_amount_that_is_none_is_told(put):
    field = typed(put(MoneyField()), "500rb-1jt")
    assert field.value() is None
    assert field.problem().startswith("“500rb-1jt” is no amount")


def test_a_phone_number_is_kept_in_one_form_and_shown_as_people_write_it(put):
    field = typed(put(PhoneField()), "+62 812 3456 7890")
    assert field.value() == "+6281234567890"
    leave(field)
    assert field.text() == "0812-3456-7890"
    assert field.value() == "+6281234567890"


def test_no_phone_number_is_empty_text(put):
    field = put(PhoneField())
    field.set_value("")
    assert (field.value(), field.text(), field.problem()) == ("", "", "")


def test_a_phone_number_that_is_none_is_told_and_kept_as_typed(put):
    field = typed(put(PhoneField()), "0812-x")
    leave(field)
    assert field.value() == ""
    assert field.text() == "0812-x"
    assert field.problem().startswith("“0812-x” is no phone number")


def test_a_nik_is_put_in_groups_while_one_types(put):
    field = typed(put(NikField()), NIK)
    assert field.text() == "6501 0312 0379 9001"
    assert field.value() == NIK
    assert field.problem() == ""


@pytest.mark.parametrize(
    "pasted",
    ["6501-0312-0379-9001", "6501.0312.0379.9001", " '6501031203799001 ", "650103 120379 9001"],
)
def test_a_pasted_nik_loses_its_separators(put, pasted):
    field = put(NikField())
    QApplication.clipboard().setText(pasted)
    field.paste()
    assert field.value() == NIK
    assert field.text() == "6501 0312 0379 9001"


def test_a_digit_typed_into_the_middle_keeps_the_cursor_behind_it(put):
    field = put(NikField())
    field.set_value("650131203799001")
    field.setCursorPosition(5)
    typed(field, "0")
    assert field.text() == "6501 0312 0379 9001"
    assert field.cursorPosition() == 6
    typed(field, "7")
    assert field.text() == "6501 0731 2037 9900 1"


def test_the_backspace_goes_past_a_gap(put):
    field = put(NikField())
    field.set_value(NIK)
    field.setCursorPosition(5)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "6500 3120 3799 001"
    assert field.cursorPosition() == 3


def test_a_short_nik_is_told_only_when_left(put):
    field = typed(put(NikField()), "650103")
    assert field.problem() == ""
    told = heard(field)
    leave(field)
    assert told == ["650103"]
    assert field.problem().startswith("The NIK has 6 digits")


def test_a_letter_is_told_at_once(put):
    field = typed(put(NikField()), "65O1")
    assert field.problem().startswith("A NIK has digits only, not “O”")


@pytest.mark.parametrize("rounded", ["6,50103E+15", "6501031203799000.0", "6.501.031.203.799.000"])
def test_a_nik_that_a_spreadsheet_rounded_never_passes(put, rounded):
    field = put(NikField())
    QApplication.clipboard().setText(rounded)
    field.paste()
    leave(field)
    assert field.problem().startswith("The spreadsheet took this NIK for a number")


def test_looking_at_a_nik_changes_nothing(put):
    field = put(NikField())
    field.set_value(NIK)
    told = heard(field)
    leave(field)
    assert told == []


HOSTILE = [
    "<b>tebal</b>",
    "=HYPERLINK(1)",
    "'; DROP TABLE person",
    "\u202egnilrac",
    "🌾" * 30,
    "a" * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("make", [DateField, MoneyField, PhoneField, NikField])
def test_any_text_stays_as_typed_and_has_a_problem(put, make, text):
    field = put(make())
    QApplication.clipboard().setText(text)
    field.paste()
    leave(field)
    assert field.problem()
    assert field.text().replace(" ", "") == text.replace(" ", "")


@given(text=st.text(max_size=40))
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_leaving_a_nik_never_changes_what_it_means(qtbot, text):
    field = NikField()
    field.setText(text)
    before = field.value()
    field.tidy()
    assert field.value() == before


def test_the_calendar_button_has_a_name(put):
    field = put(DateField(TODAY))
    assert field.calendar_action().toolTip() == "Choose the date in a calendar"
    field.open_calendar()
    assert said(field.calendar().month) == "Calendar"
    field.calendar().hide()
