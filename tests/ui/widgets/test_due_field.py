from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtTest import QTest

from models.words import speak
from ui.widgets.due_field import DueField

DAY = date(2022, 6, 28)


@pytest.fixture
def field(stage):
    made = DueField()
    made.count_from(DAY)
    stage.layout().addWidget(made)
    made.show()
    return made


def type_in(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("days", "shown"), [(-3, "D-3 · 25 Jun"), (0, "D · 28 Jun"), (2, "D+2 · 30 Jun")]
)
def test_a_day_is_shown_with_its_date(field, days, shown):
    field.setValue(days)
    assert field.text() == shown


def test_indonesian_counts_from_the_day_of_the_event_in_its_own_way(field):
    speak("id")
    field.setValue(-3)
    assert field.text() == "H-3 · 25 Jun"


def test_another_day_of_the_event_shows_another_date(field):
    field.setValue(-3)
    field.count_from(date(2022, 7, 5))
    assert (field.value(), field.text()) == (-3, "D-3 · 2 Jul")


@pytest.mark.parametrize(
    ("typed", "days"), [("-3", -3), ("+2", 2), ("2", 2), ("H-14", -14), ("d+1", 1), ("h", 0)]
)
def test_days_are_typed_in_several_ways(field, typed, days):
    field.setValue(7)
    type_in(field, typed)
    assert field.value() == days


@pytest.mark.parametrize("typed", ["abc", "<b>", "=1+1", "🌾"])
def test_what_is_no_day_cannot_be_typed(field, typed):
    assert field.validate(typed, 0)[0] is QValidator.State.Invalid


def test_a_day_more_than_a_year_away_cannot_be_typed(field):
    assert field.validate("-367", 0)[0] is QValidator.State.Invalid
    assert field.validate("-366", 0)[0] is QValidator.State.Acceptable


def test_a_sign_alone_is_a_beginning(field):
    assert field.validate("H-", 0)[0] is QValidator.State.Intermediate


def test_the_arrow_keys_go_day_by_day(field):
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "D-1 · 27 Jun"


def test_the_wheel_changes_nothing(field):
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    field.wheelEvent(turn)
    assert field.value() == 0


@given(days=st.integers(-366, 366))
def test_what_is_shown_reads_back(qapp, days):
    field = DueField()
    field.count_from(DAY)
    assert field.valueFromText(field.textFromValue(days)) == days
