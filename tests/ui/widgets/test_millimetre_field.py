import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.words import speak
from ui.widgets.millimetre_field import MillimetreField


@pytest.fixture
def field(stage):
    made = MillimetreField("Width in mm")
    stage.layout().addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "value"),
    [("85,6", 85.6), ("85.6", 85.6), ("54 mm", 54.0), ("-1.25", -1.25), ("0", 0.0)],
)
def test_measures_are_read(field, typed, value):
    QTest.keyClicks(field, typed)
    assert field.value() == value
    assert field.problem() == ""


@pytest.mark.parametrize("typed", ["x", "1e3", "inf", "12345", "1.2.3", "१२", "1,23456"])
def test_what_is_no_measure_is_told_and_stays(field, typed):
    field.setText(typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() is None
    assert "no measure" in field.problem()
    assert field.text() == typed


@pytest.mark.parametrize(("language", "shown"), [("id", "17,4625"), ("en", "17.4625")])
def test_all_digits_are_shown_with_the_language_s_point(field, language, shown):
    speak(language)
    field.set_value(17.4625)
    assert field.text() == shown
    field.set_value(1200.0)
    assert field.text() == "1200"
