import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.reach import said
from ui.look import Role
from ui.widgets.password_field import PasswordField, guess_bits, strength


@pytest.fixture
def field(qtbot):
    field = PasswordField()
    field.setAccessibleName("Password")
    qtbot.addWidget(field)
    field.show()
    return field


def line(field):
    return field.findChild(QLineEdit)


def test_a_password_is_hidden_until_the_eye_is_pressed(field):
    QTest.keyClicks(line(field), "rahasia")
    assert line(field).displayText() != "rahasia"
    assert field.eye().text() == "Show the password"
    field.eye().trigger()
    assert line(field).displayText() == "rahasia"
    assert field.eye().text() == "Hide the password"
    field.eye().trigger()
    assert line(field).displayText() != "rahasia"
    assert field.text() == "rahasia"


def test_the_line_is_called_as_the_field_is(field):
    assert said(line(field)) == "Password"


def test_enter_is_told(qtbot, field):
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(line(field), Qt.Key.Key_Return)


def test_caps_lock_is_noticed_and_the_hint_goes_again(field):
    QTest.keyClick(line(field), "A")
    assert field.said() == "Caps Lock seems to be on."
    QTest.keyClick(line(field), "a")
    assert field.said() == ""


def test_a_capital_with_shift_is_no_caps_lock(field):
    QTest.keyClick(line(field), "A", Qt.KeyboardModifier.ShiftModifier)
    assert field.said() == ""
    QTest.keyClick(line(field), "1")
    assert field.said() == ""


def test_strength_is_said_only_where_a_password_is_chosen(qtbot, field):
    QTest.keyClicks(line(field), "sawah")
    assert field.said() == ""
    chosen = PasswordField(judged=True)
    qtbot.addWidget(chosen)
    QTest.keyClicks(line(chosen), "sawah")
    assert chosen.said().startswith("Too easy to guess.")
    chosen.clear()
    assert chosen.said() == ""


@pytest.mark.parametrize(
    ("password", "role"),
    [
        ("", Role.NEUTRAL),
        ("aaaaaaaaaaaaaaaa", Role.DANGER),
        ("1234567890", Role.DANGER),
        ("bulungan", Role.DANGER),
        ("kantorcabang", Role.WARNING),
        ("sawah hijau pagi", Role.SUCCESS),
    ],
)
def test_longer_and_more_mixed_is_stronger(password, role):
    assert strength(password)[1] is role


@given(st.text(min_size=1, max_size=40), st.characters())
def test_another_letter_never_makes_a_password_weaker(password, letter):
    assert guess_bits(password + letter) >= guess_bits(password)
