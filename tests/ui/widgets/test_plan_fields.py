from datetime import time

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from models.words import speak
from ui.widgets.count_field import MOST, CountField
from ui.widgets.facts import Facts
from ui.widgets.note_field import NoteField
from ui.widgets.text import Text
from ui.widgets.time_field import TimeField

QUICK = hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        (" 14,05 ", time(14, 5)),
        ("0", time(0)),
        ("23.59", time(23, 59)),
    ],
)
def test_a_time_is_read_in_any_spelling_and_written_in_one(put, typed, meant):
    field = put(TimeField())
    QTest.keyClicks(field, typed)
    assert field.value() == meant
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.text() == f"{meant:%H:%M}"


@pytest.mark.parametrize("typed", ["24", "9.60", "jam 9", "9.5", "-1", "٩", "<b>9</b>", "9" * 300])
def test_what_is_no_time_is_told_and_stays(put, typed):
    field = put(TimeField())
    field.setText(typed)
    assert field.value() is None
    assert field.problem().endswith("is no time of day. Type it like 09:30.")
    assert len(field.problem()) < 120
    assert field.text() == typed


@given(meant=st.times().map(lambda t: t.replace(second=0, microsecond=0)))
@QUICK
def test_any_time_is_shown_so_that_it_is_read_again(qtbot, meant):
    field = TimeField()
    for language in ("id", "en"):
        speak(language)
        field.set_value(meant)
        assert field.read(field.text()) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1284", 1284), ("1.284", 1284), ("1,284", 1284), ("1 284", 1284), ("0", 0), (" 47 ", 47)],
)
def test_a_count_is_read_in_any_spelling(put, typed, meant):
    field = put(CountField())
    QTest.keyClicks(field, typed)
    assert field.value() == meant


@pytest.mark.parametrize("typed", ["-1", "1.5", "12.84", "banyak", "²", "99999999", "=1+1"])
def test_what_is_no_count_is_told(put, typed):
    field = put(CountField())
    field.setText(typed)
    assert field.value() is None
    assert "is no number of people" in field.problem()


@given(count=st.integers(0, MOST))
@QUICK
def test_any_count_is_shown_so_that_it_is_read_again(qtbot, count):
    field = CountField()
    for language in ("id", "en"):
        speak(language)
        field.set_value(count)
        assert field.read(field.text()) == count


def test_an_empty_count_is_none_and_no_problem(put):
    field = put(CountField())
    assert (field.value(), field.problem()) == (None, "")


def test_a_note_keeps_its_lines_and_shows_markup_as_letters(put):
    field = put(NoteField())
    field.show_text("<b>tebal</b>\n=1+1\n")
    assert field.text() == "<b>tebal</b>\n=1+1"
    assert "<b>tebal</b>" in field.toPlainText()


def test_tab_leaves_a_note(put, qtbot):
    field = put(NoteField())
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    assert field.text() == ""


def test_more_lines_take_more_room():
    assert NoteField(6).minimumHeight() > NoteField(2).minimumHeight()


def test_facts_without_words_are_left_out_and_others_replaced(qtbot):
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show_facts([("Day", "Tuesday"), ("Note", "")])
    assert facts.shown() == {"Day": "Tuesday"}
    facts.show_facts([("Place", "<b>Balai</b>")])
    assert facts.shown() == {"Place": "<b>Balai</b>"}
    texts = [label.text() for label in facts.findChildren(Text)]
    assert texts[-2:] == ["Place", "<b>Balai</b>"]


def test_a_fact_is_read_aloud_with_its_name(qtbot):
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show_facts([("Day", "Tuesday")])
    assert [label.accessibleName() for label in facts.findChildren(Text)][-1] == "Day: Tuesday"
