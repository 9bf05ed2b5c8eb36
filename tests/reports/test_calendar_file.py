from datetime import UTC, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from models.events.calendar import CalendarEntry
from models.events.tables import Stage
from models.progress import finish
from models.words import Words
from reports.calendar_file import write_calendar

MADE = datetime(2022, 6, 1, 3, tzinfo=UTC)
START = datetime(2022, 6, 28, 9)


def entry(**given):
    values = {
        "uid": "event-7-ab@jangkau",
        "title": "Sosialisasi",
        "stage": Stage.READY,
        "starts_at": START,
        "ends_at": START + timedelta(hours=3),
        "place": "Balai Desa, Desa Pimping",
        "partners": ("Dinas Pertanian", "Desa Pimping"),
        "changes": 3,
        "changed_at": MADE,
    }
    return CalendarEntry(**values | given)


def written(*entries, zone="Asia/Makassar"):
    out = BytesIO()
    work = write_calendar(out, entries, ZoneInfo(zone), Words("id"), made_at=MADE)
    assert finish(work) == len(entries)
    return out.getvalue()


def read(content):
    [event] = Calendar.from_ical(content).events
    return event


def test_an_event_is_read_back_as_it_was():
    event = read(written(entry()))
    assert event.uid == "event-7-ab@jangkau"
    assert event["SUMMARY"] == "Sosialisasi"
    assert event["LOCATION"] == "Balai Desa, Desa Pimping"
    assert "Dinas Pertanian, Desa Pimping" in event["DESCRIPTION"]
    assert event["SEQUENCE"] == 3
    assert event.LAST_MODIFIED == event.DTSTAMP == MADE


@pytest.mark.parametrize(
    ("zone", "name", "hours"),
    [("Asia/Jakarta", "WIB", 7), ("Asia/Makassar", "WITA", 8), ("Asia/Jayapura", "WIT", 9)],
)
def test_the_hour_is_that_of_the_office_in_its_zone(zone, name, hours):
    content = written(entry(), zone=zone)
    event = read(content)
    assert event.start.utcoffset() == timedelta(hours=hours)
    assert event.start.astimezone(UTC) == datetime(2022, 6, 28, 9 - hours, tzinfo=UTC)
    assert event.end - event.start == timedelta(hours=3)
    lines = content.decode().splitlines()
    assert f"DTSTART;TZID={zone}:20220628T090000" in lines
    assert f"TZNAME:{name}" in lines
    assert f"TZOFFSETTO:+0{hours}00" in lines


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        (Stage.DRAFT, "TENTATIVE"),
        (Stage.POSTPONED, "TENTATIVE"),
        (Stage.READY, "CONFIRMED"),
        (Stage.REPORTED, "CONFIRMED"),
        (Stage.CANCELLED, "CANCELLED"),
    ],
)
def test_the_status_follows_the_stage(stage, status):
    assert read(written(entry(stage=stage)))["STATUS"] == status


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_can_be_written(stage):
    assert read(written(entry(stage=stage)))["STATUS"]


def test_an_event_without_length_has_no_end_before_which_it_would_end():
    event = read(written(entry(ends_at=START)))
    assert "DTEND" not in event


def test_lines_are_no_longer_than_the_standard_allows():
    content = written(entry(title="Aña 🌾 اجتماع" * 30, partners=("x" * 300,)))
    assert content.endswith(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


HOSTILE = [
    "a, b; c\\n d",
    "satu\r\nATTENDEE:mailto:jahat@contoh.id",
    "satu\nEND:VEVENT\nBEGIN:VALARM",
    "x" * 300,
    "\u202eاجتماع القرية\u202c",
    '"kutip": <b>tebal</b>',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_one_text(text):
    event = read(written(entry(title=text, place=text, partners=(text,))))
    assert event["SUMMARY"] == event["LOCATION"] == text.replace("\r\n", "\n")
    assert set(event) == set(read(written(entry())))
    assert event.subcomponents == []


def test_signs_that_a_calendar_may_not_hold_are_blanks():
    content = written(entry(title="a\x00b\x0bc\x1bd\x7fe"))
    assert read(content)["SUMMARY"] == "a b c d e"


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_title_is_read_back_as_one_event(title):
    event = read(written(entry(title=title)))
    assert event.uid == "event-7-ab@jangkau"
    assert "SUMMARY" in event


def test_many_events_are_all_there_and_the_zone_once():
    content = written(*(entry(uid=f"event-{n}-ab@jangkau") for n in range(250)))
    calendar = Calendar.from_ical(content)
    assert len(calendar.events) == 250
    assert len(calendar.timezones) == 1


def test_no_event_gives_a_calendar_all_the_same():
    assert Calendar.from_ical(written()).events == []


def test_equal_input_gives_equal_bytes():
    assert written(entry()) == written(entry())
