from datetime import date, timedelta

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.moving import move_event
from models.events.operations import plan_event
from models.events.tables import Event
from models.history.steps import next_steps
from tests import factories as a
from ui.look import Role
from ui.panes.calendar_files import CalendarFiles
from ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def event(store):
    with store.writing() as session:
        return plan_event(session, a.event_draft(title="Satu")).id


@pytest.fixture
def shown(event):
    """What the page shows: the events that would be exported."""
    return [event]


@pytest.fixture
def files(bench, stage, shown):
    strip = ProgressStrip()
    made = CalendarFiles(bench, strip, lambda: shown)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addWidget(strip)
    column.addWidget(made.button)
    stage.layout().addWidget(holder)
    return made


@pytest.fixture
def exported(files, messages, settled, tmp_path):
    """Return the file that was exported."""
    target = tmp_path / "kegiatan.ics"
    messages.files = [target]
    files.export()
    settled()
    return target


@pytest.fixture
def held(store):
    def _held(event_id):
        with store.reading() as session:
            found = session.get_one(Event, event_id)
            return found.starts_at, found.ends_at

    return _held


def take_in(files, messages, settled, file):
    messages.files, messages.told = [file], []
    files.take_in()
    settled()


def shift(file, **by):
    """Move all that is in a calendar file."""
    calendar = Calendar.from_ical(file.read_bytes())
    for one in calendar.events:
        one.DTSTART, one.DTEND = one.DTSTART + timedelta(**by), one.DTEND + timedelta(**by)
    file.write_bytes(calendar.to_ical())


def test_what_is_shown_is_exported(exported, messages):
    [one] = Calendar.from_ical(exported.read_bytes()).events
    assert one["SUMMARY"] == "Satu"
    assert one.start.replace(tzinfo=None) == a.START
    assert str(one.start.tzinfo) == "Asia/Makassar"
    assert messages.told == [("Saved as kegiatan.ics", Role.SUCCESS)]


def test_nothing_shown_is_told_before_a_place_is_asked_for(files, shown, messages):
    shown.clear()
    files.export()
    assert messages.asked == []
    assert messages.told == [("No event is shown that could be exported.", Role.WARNING)]


def test_who_chooses_no_place_gets_no_file(files, messages, settled):
    files.export()
    files.take_in()
    settled()
    assert messages.told == []


def test_a_place_that_cannot_be_written_to_is_told(files, messages, settled, tmp_path):
    messages.files = [tmp_path / "gone" / "kegiatan.ics"]
    files.export()
    settled()
    assert messages.told[0][1] is Role.DANGER


def test_moves_are_asked_about(files, exported, messages, settled):
    shift(exported, days=2, hours=1)
    take_in(files, messages, settled, exported)
    question = messages.asked[-1]
    assert question.text == "Move 1 event?"
    assert list(question.names) == [
        "Satu: 28/06/2022 09:00–12:30 → 30/06/2022 10:00–13:30",
    ]
    assert not question.harmful
    assert messages.told == [("1 event was moved", Role.SUCCESS)]


def test_moves_are_made_as_one_action(files, exported, messages, settled, held, event):
    shift(exported, days=2, hours=1)
    take_in(files, messages, settled, exported)
    assert held(event) == tuple(at + timedelta(days=2, hours=1) for at in (a.START, a.END))
    step, _again = next_steps(files._bench.store)
    assert step.title == "Take in moved dates from kegiatan.ics"
    messages.actions["Undo"]()
    settled()
    assert held(event) == (a.START, a.END)


def test_who_does_not_agree_moves_nothing(files, exported, messages, settled, held, event):
    shift(exported, days=2)
    messages.agrees = False
    take_in(files, messages, settled, exported)
    assert held(event) == (a.START, a.END)
    assert messages.told == []


def test_what_was_moved_here_meanwhile_is_shown_as_it_would_go_back(
    files, exported, messages, settled, store, event
):
    with store.writing() as session:
        move_event(session, event, date(2022, 7, 4))
    messages.agrees = False
    take_in(files, messages, settled, exported)
    [line] = messages.asked[-1].names
    assert line == "Satu: 04/07/2022 09:00–12:30 → 28/06/2022 09:00–12:30"


def test_a_move_over_several_days_says_both(files, exported, messages, settled):
    calendar = Calendar.from_ical(exported.read_bytes())
    calendar.events[0].DTEND += timedelta(days=1)
    exported.write_bytes(calendar.to_ical())
    messages.agrees = False
    take_in(files, messages, settled, exported)
    [line] = messages.asked[-1].names
    assert line.endswith("→ 28/06/2022 09:00 – 29/06/2022 12:30")


def test_nothing_moved_is_told(files, exported, messages, settled):
    take_in(files, messages, settled, exported)
    assert messages.told == [("No event in kegiatan.ics has been moved.", Role.INFO)]


def test_a_time_that_cannot_be_understood_is_told(files, exported, messages, settled):
    lines = exported.read_text("utf-8").replace("T090000", "Tgarbage")
    exported.write_text(lines, "utf-8")
    take_in(files, messages, settled, exported)
    told = "Their time in the file cannot be understood: Satu"
    assert messages.told == [(told, Role.WARNING)]


@pytest.mark.parametrize("content", [b"NIK;Nama", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"])
def test_a_file_that_is_not_ours_is_told_in_one_sentence(
    files, messages, settled, tmp_path, content
):
    file = tmp_path / "lain.ics"
    file.write_bytes(content)
    take_in(files, messages, settled, file)
    [(text, role)] = messages.told
    assert "lain.ics" in text
    assert text.count(". ") == 0
    assert role is Role.DANGER


def test_a_long_title_is_shortened_in_the_question(
    files, messages, settled, store, shown, tmp_path
):
    with store.writing() as session:
        shown[:] = [plan_event(session, a.event_draft(title="x\ny" * 100)).id]
    messages.files = [file := tmp_path / "lama.ics"]
    files.export()
    settled()
    shift(file, days=1)
    messages.agrees = False
    take_in(files, messages, settled, file)
    [line] = messages.asked[-1].names
    assert "\n" not in line
    assert len(line) < 120


def test_the_button_has_both_in_its_menu(files):
    assert [action.text() for action in files.button.menu().actions()] == [
        "Export calendar file…",
        "Take in moved dates…",
    ]
