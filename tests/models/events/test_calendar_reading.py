from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from models.errors import UserError
from models.events.calendar import calendar_entries, number_in
from models.events.calendar_reading import LARGEST, read_moves
from models.events.drafts import PartDraft
from models.events.moving import move_event
from models.events.operations import plan_event, set_stage
from models.events.tables import Event, Stage
from models.office.tables import Office
from models.progress import finish
from models.words import Words
from reports.calendar_file import write_calendar
from tests import factories as a

ZONE = ZoneInfo("Asia/Makassar")


@pytest.fixture
def plan(store):
    def _plan(**given):
        with store.writing() as session:
            return plan_event(session, a.event_draft(**given)).id

    return _plan


@pytest.fixture
def exported(store):
    """Return events as a calendar that can be changed."""

    def _exported(*ids):
        out = BytesIO()
        with store.reading() as session:
            entries = calendar_entries(session, ids)
        finish(write_calendar(out, entries, ZONE, Words("id")))
        return Calendar.from_ical(out.getvalue())

    return _exported


@pytest.fixture
def read(store, tmp_path):
    """Read a calendar, or raw bytes, back as a file."""

    def _read(content, name="kegiatan.ics"):
        file = tmp_path / name
        file.write_bytes(content.to_ical() if isinstance(content, Calendar) else content)
        with store.reading() as session:
            return read_moves(session, file)

    return _read


@pytest.fixture
def entry(store):
    def _entry(event_id):
        with store.reading() as session:
            return calendar_entries(session, [event_id])[0]

    return _entry


def test_an_entry_holds_what_the_plan_says(plan, keep, entry):
    dinas = keep(a.partner(name="Dinas Pertanian")).id
    event = plan(title="Satu", venue="Aula", region_line="Desa P", partners=(PartDraft(dinas),))
    found = entry(event)
    assert (found.title, found.place, found.partners) == (
        "Satu",
        "Aula, Desa P",
        ("Dinas Pertanian",),
    )
    assert (found.stage, found.starts_at, found.ends_at) == (Stage.DRAFT, a.START, a.END)


def test_the_name_stays_and_the_count_grows_with_each_change(store, plan, entry):
    event = plan()
    before = entry(event)
    assert before.changes == 0
    with store.writing() as session:
        set_stage(session, event, Stage.READY)
    with store.writing() as session:
        move_event(session, event, date(2022, 7, 4))
    after = entry(event)
    assert (after.uid, after.changes) == (before.uid, 2)
    assert after.changed_at >= before.changed_at
    assert after.changed_at.tzinfo is UTC


def test_names_of_events_differ(plan, entry):
    first, second = plan(title="Satu"), plan(title="Satu")
    assert entry(first).uid != entry(second).uid
    assert number_in(entry(first).uid) == first


@pytest.mark.parametrize(
    "uid", ["", "event-", "event-x-1", "a@b.c", f"event-{'9' * 40}-a", "event-٣-a"]
)
def test_names_of_others_hold_no_id_of_ours(uid):
    assert number_in(uid) is None


def test_what_was_not_moved_is_no_move(plan, exported, read):
    found = read(exported(plan(), plan()))
    assert (found.known, found.moves, found.unclear) == (2, (), ())


def test_a_moved_event_is_found_with_what_it_was(plan, exported, read):
    event = plan(title="Satu")
    calendar = exported(event, plan())
    [moved, _other] = calendar.events
    moved.DTSTART += timedelta(days=2, hours=1)
    moved.DTEND += timedelta(days=2, hours=2)
    [move] = read(calendar).moves
    assert (move.event_id, move.title, move.was_from, move.was_until) == (
        event,
        "Satu",
        a.START,
        a.END,
    )
    assert move.starts_at == a.START + timedelta(days=2, hours=1)
    assert move.ends_at == a.END + timedelta(days=2, hours=2)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta", "Asia/Jayapura", "America/New_York"])
def test_another_clock_says_the_same_moment(plan, exported, read, zone):
    calendar = exported(plan())
    [event] = calendar.events
    event.DTSTART = event.DTSTART.astimezone(ZoneInfo(zone))
    event.DTEND = event.DTEND.astimezone(ZoneInfo(zone))
    calendar.add_missing_timezones()
    assert read(calendar).moves == ()


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Jakarta", 7), ("Asia/Jayapura", 9)])
def test_the_moment_is_told_by_the_clock_of_the_office(store, plan, exported, read, zone, hours):
    calendar = exported(plan())
    with store.writing("Move the office") as session:
        session.query(Office).one().time_zone = zone
    [move] = read(calendar).moves
    assert move.starts_at - a.START == timedelta(hours=hours - 8)


def test_a_time_without_a_zone_is_that_of_the_wall(plan, exported, read):
    calendar = exported(plan())
    [event] = calendar.events
    event.DTSTART, event.DTEND = datetime(2022, 7, 4, 13), datetime(2022, 7, 4, 15)
    [move] = read(calendar).moves
    assert (move.starts_at, move.ends_at) == (datetime(2022, 7, 4, 13), datetime(2022, 7, 4, 15))


def test_a_whole_day_keeps_hours_and_length(plan, exported, read):
    calendar = exported(plan())
    [event] = calendar.events
    event.DTSTART, event.DTEND = date(2022, 7, 4), date(2022, 7, 5)
    [move] = read(calendar).moves
    assert move.starts_at == datetime(2022, 7, 4, 9)
    assert move.ends_at - move.starts_at == a.END - a.START


def test_an_entry_without_an_end_keeps_the_length(plan, exported, read):
    calendar = exported(plan())
    [event] = calendar.events
    event.DTSTART += timedelta(days=1)
    del event["DTEND"]
    [move] = read(calendar).moves
    assert move.ends_at - move.starts_at == a.END - a.START


def test_of_two_entries_of_one_event_the_later_counts(plan, exported, read):
    event = plan()
    calendar, later = exported(event), exported(event)
    [moved] = later.events
    moved.DTSTART += timedelta(days=1)
    moved.DTEND += timedelta(days=1)
    moved["SEQUENCE"] = 5
    calendar.subcomponents.insert(0, moved)
    assert len(read(calendar).moves) == 1


@pytest.mark.parametrize(
    "lines",
    [
        b"DTSTART:garbage",
        b"SUMMARY:x",
        b"DTSTART:20220704T100000\r\nDTEND:20220704T080000",
        b"DTSTART:20220704T100000\r\nDTEND:20220705",
        b"DTSTART;TZID=Nowhere/At All:99999999T100000",
    ],
)
def test_a_time_that_cannot_be_understood_is_named(plan, entry, read, lines):
    uid = entry(plan(title="Satu")).uid.encode()
    content = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:%b\r\n%b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    found = read(content % (uid, lines))
    assert (found.moves, found.unclear) == ((), ("Satu",))


def test_events_of_another_office_with_the_same_number_are_not_ours(plan, exported, read):
    calendar = exported(plan())
    [event] = calendar.events
    event["UID"] = event["UID"].replace("@", "0@")
    with pytest.raises(UserError, match=r"None of the events in kegiatan\.ics is one of ours"):
        read(calendar)


def test_an_event_that_was_put_aside_is_not_ours_any_more(store, plan, exported, read):
    event = plan()
    calendar = exported(event)
    with store.writing("Put aside") as session:
        session.get_one(Event, event).archived_at = datetime(2022, 7, 1, tzinfo=UTC)
    with pytest.raises(UserError, match="is one of ours"):
        read(calendar)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"NIK;Nama\r\n6501034507880002;Budi\r\n",
        b"PK\x03\x04\x00\x00",
        b"\xff\xfe\x00B",
        b"\x00" * 1000,
        b"BEGIN:VCARD\r\nFN:Budi\r\nEND:VCARD\r\n",
        b"END:VCALENDAR",
        b"<html><body>Masuk</body></html>",
    ],
)
def test_what_is_no_calendar_is_told(read, content):
    with pytest.raises(UserError, match=r"kegiatan\.ics is not a calendar file"):
        read(content)


def test_a_calendar_of_others_is_told(read):
    with pytest.raises(UserError, match="is one of ours"):
        read(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x@y\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


def test_a_file_that_is_too_large_is_told(read):
    with pytest.raises(UserError, match="too large"):
        read(b" " * (LARGEST + 1))


def test_a_file_that_is_gone_is_told(store, tmp_path):
    with pytest.raises(UserError, match="could not be read"), store.reading() as session:
        read_moves(session, tmp_path / "nothing.ics")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_refused_in_words(read, content):
    with pytest.raises(UserError):
        read(content)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(lines=st.lists(st.text(max_size=40), max_size=4))
def test_any_lines_in_a_calendar_are_refused_in_words(read, lines):
    inside = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    with pytest.raises(UserError):
        read(inside.encode("utf-8", "replace"))
