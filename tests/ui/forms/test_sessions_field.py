from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.drafts import SessionDraft
from models.words import speak
from tests.ui.forms.planning import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.planning import planned, press, type_into
from tests.ui.reach import unnamed
from ui.forms.sessions_field import SessionsField
from ui.widgets.text import Text

BEGINS, ENDS = datetime(2027, 6, 28, 9), datetime(2027, 6, 30, 12, 30)
TALK = SessionDraft("Ceramah", BEGINS, BEGINS + timedelta(hours=3), "Balai Desa", 7)
VISIT = SessionDraft("Kunjungan", datetime(2027, 6, 30, 8), datetime(2027, 6, 30, 10))


@pytest.fixture
def field(stage):
    made = SessionsField(date(2026, 11, 22))
    stage.layout().addWidget(made)
    made.show_sessions(BEGINS, ENDS, [TALK, VISIT])
    made.show()
    return made


@pytest.mark.parametrize("language", ["id", "en"])
def test_sessions_shown_are_given_back_in_both_languages(stage, language):
    speak(language)
    made = SessionsField(date(2026, 11, 22))
    made.show_sessions(BEGINS, ENDS, [TALK, VISIT])
    assert made.sessions() == (TALK, VISIT)
    made.deleteLater()


def test_what_is_shown_can_be_typed_again(field):
    block = field.blocks()[0]
    text = block.day.text()
    type_into(block.day, text)
    assert field.sessions() == (TALK, VISIT)


def test_sessions_stay_on_the_same_day_of_an_event_that_is_moved(field):
    week = timedelta(days=7)
    field.follow(BEGINS + week, ENDS + week)
    assert [one.starts_at for one in field.sessions()] == [
        TALK.starts_at + week,
        VISIT.starts_at + week,
    ]


def test_a_move_by_way_of_the_end_of_the_calendar_leaves_the_days_as_they_were(field):
    field.follow(datetime(9999, 12, 31, 9), datetime(9999, 12, 31, 10))
    field.follow(BEGINS, ENDS)
    assert field.sessions() == (TALK, VISIT)


def test_a_changed_day_stays_with_the_event_that_is_moved(field):
    type_into(field.blocks()[0].day, "29/6/2027")
    field.follow(BEGINS + timedelta(days=1), ENDS)
    assert field.sessions()[0].starts_at == datetime(2027, 6, 30, 9)


def test_a_session_is_added_after_the_last_and_the_keyboard_is_in_it(field):
    field.add.click()
    block = field.blocks()[-1]
    assert block.title.hasFocus()
    QTest.keyClicks(block.title, "Penutup")
    assert field.sessions()[-1] == SessionDraft(
        "Penutup", VISIT.ends_at, datetime(2027, 6, 30, 12, 30)
    )


def test_a_session_is_taken_out_by_keys(field):
    field.blocks()[0].remove.setFocus()
    press(field, Qt.Key.Key_Space)
    assert field.sessions() == (VISIT,)
    assert field.add.hasFocus()


def test_a_session_a_day_is_offered_while_there_is_none_for_several_days(field):
    assert field.each_day.isHidden()
    field.show_sessions(BEGINS, ENDS, [])
    assert not field.each_day.isHidden()
    field.each_day.click()
    assert field.sessions() == tuple(
        SessionDraft(f"Day {n + 1}", start, start + timedelta(hours=3, minutes=30))
        for n, start in enumerate(BEGINS + timedelta(days=n) for n in range(3))
    )
    assert field.each_day.isHidden()


def test_for_a_single_day_no_session_a_day_is_offered(field):
    field.show_sessions(BEGINS, BEGINS + timedelta(hours=1), [])
    assert field.each_day.isHidden()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("day", "kapan", "“kapan” is no date."),
        ("begins", "25", "“25” is no time of day."),
        ("day", "", "Choose a day for each session."),
        ("ends", "", "Type from when until when each session is."),
    ],
)
def test_what_cannot_be_read_is_told(field, name, typed, said):
    one = getattr(field.blocks()[0], name)
    one.setText(typed)
    one.textEdited.emit(typed)
    assert field.problem().startswith(said)


def test_every_control_has_a_name(field, stage):
    assert unnamed(stage) == []


def test_sessions_are_kept_with_the_event_and_move_with_its_first_day(form, bench, qtbot):
    fields = form.fields
    type_into(fields.first_day, "28/6/2027")
    type_into(fields.last_day, "29/6/2027")
    fields.sessions.each_day.click()
    type_into(fields.first_day, "5/7/2027")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert [(one.title, one.starts_at) for one in planned(bench).sessions] == [
        ("Day 1", datetime(2027, 7, 5, 9)),
        ("Day 2", datetime(2027, 7, 6, 9)),
    ]


def test_a_session_outside_the_event_is_told_and_nothing_can_be_saved(form):
    form.fields.sessions.add.click()
    block = form.fields.sessions.blocks()[0]
    type_into(block.title, "Pagi")
    assert form.problems() == {}
    type_into(block.day, "1/1/2020")
    assert form.fields.said("sessions") == "“Pagi” is not on a day of the event."
    assert list(form.problems()) == ["sessions"]


def test_sessions_that_overlap_are_hinted_at_and_can_be_saved(form):
    for title in ("Pagi", "Siang"):
        form.fields.sessions.add.click()
        block = form.fields.sessions.blocks()[-1]
        type_into(block.title, title)
        type_into(block.begins, "9")
        type_into(block.ends, "10")
    assert form.fields.said("sessions") == "“Pagi” and “Siang” overlap."
    assert form.problems() == {}


def test_a_session_at_which_people_were_seen_says_so_and_cannot_be_taken_out(stage):
    stage.resize(700, 400)
    made = SessionsField(BEGINS.date())
    stage.layout().addWidget(made)
    seen = SessionDraft("Ceramah", BEGINS, BEGINS + timedelta(hours=2), id=7, seen=12)
    other = SessionDraft("Tanya jawab", BEGINS, BEGINS + timedelta(hours=1), id=8)
    made.show_sessions(BEGINS, BEGINS + timedelta(hours=4), [seen, other])
    first, second = made.blocks()
    why = "12 people were seen here: this session stays in the plan."
    assert why in [text.text() for text in first.findChildren(Text)]
    assert not first.remove.isEnabled()
    assert first.remove.accessibleDescription() == why
    assert second.remove.isEnabled()
    assert made.sessions()[0].seen == 12
