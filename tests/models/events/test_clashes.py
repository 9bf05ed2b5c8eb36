from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from models.base import utc_now
from models.events.clash import ClashKind, Level
from models.events.clashes import clashes_for, clashes_of, clashing_ids, coming_clashes
from models.events.drafts import SessionDraft
from models.events.month import LONGEST
from models.events.queries import event_view
from models.events.tables import Event, Stage
from models.office.closed_days import ClosedDayDraft, add_closed_days
from models.office.tables import AbsenceKind, Equipment, EquipmentKind, Officer
from models.words import speak
from tests import factories as a
from tests.models.events.clashes_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.events.clashes_at_hand import (
    DAY,
    GUNUNG_PUTIH,
    PIMPING,
    TARAKAN,
    _absence,
    at,
    plan,
)


def kinds(store, event):
    with store.reading() as session:
        return [clash.kind for clash in clashes_of(session, event)]


def said(store, event):
    with store.reading() as session:
        return [clash.said() for clash in clashes_of(session, event)]


def coming(store, today=DAY):
    with store.reading() as session:
        return [clash.said() for clash in coming_clashes(session, today)]


@pytest.fixture
def evolis(keep):
    return keep(Equipment(name="Evolis 1", kind=EquipmentKind.CARD_PRINTER)).id


@pytest.mark.parametrize(
    ("begins", "ends", "clashes"),
    [(7, 9, False), (7, 10, True), (9, 12, True), (10, 11, True), (11, 15, True), (12, 15, False)],
)
def test_an_officer_is_at_one_event_at_a_time(store, budi, begins, ends, clashes):
    first = plan(store, staff=(budi,))
    second = plan(store, begins, ends, staff=(budi,))
    expected = [ClashKind.STAFF_EVENT] if clashes else []
    assert kinds(store, first) == kinds(store, second) == expected


def test_a_clash_is_said_in_a_sentence_of_both_languages(store, budi):
    plan(store, staff=(budi,), title="Rapat <b>besar</b>")
    event = plan(store, 11, 15, staff=(budi,))
    text = "Budi is at “Rapat <b>besar</b>” then: Tuesday, 24 November 2026, 09:00–12:00."
    assert said(store, event) == [text]
    with store.reading() as session:
        [clash] = clashes_of(session, event)
    assert clash.short() == "09:00–12:00 at Rapat <b>besar</b>"
    assert clash.level is Level.DANGER
    assert (clash.event_id, clash.what_id) == (event, budi)


def test_long_titles_are_told_shortened_on_one_line(store, keep):
    long = keep(Officer(name="Bu " + "di " * 99)).id
    plan(store, staff=(long,), title="Rapat\nbesar " + "x" * 280)
    [text] = said(store, plan(store, staff=(long,)))
    assert len(text) < 200
    assert "\n" not in text
    assert "“Rapat besar xxx" in text


def test_other_officers_and_other_days_are_free(store, budi, sari):
    plan(store, staff=(budi,))
    assert kinds(store, plan(store, staff=(sari,))) == []
    assert kinds(store, plan(store, day=1, staff=(budi,))) == []
    assert coming(store) == []


def test_a_thing_is_at_one_event_at_a_time(store, evolis):
    plan(store, title="Satu", equipment=(evolis,))
    event = plan(store, 10, 11, equipment=(evolis,), region_code=GUNUNG_PUTIH)
    text = "Evolis 1 is at “Satu” then: Tuesday, 24 November 2026, 09:00–12:00."
    assert said(store, event) == [text]


@pytest.mark.parametrize("stage", [Stage.DONE, Stage.REPORTED, Stage.CANCELLED, Stage.POSTPONED])
def test_an_event_that_is_over_or_off_takes_nothing(store, budi, stage):
    event = plan(store, staff=(budi,))
    other = plan(store, staff=(budi,))
    with store.writing("Move on") as session:
        session.get_one(Event, other).stage = stage
    assert kinds(store, event) == kinds(store, other) == coming(store) == []
    with store.reading() as session:
        draft = event_view(session, other).draft
        assert clashes_for(session, draft, other) == ()


def test_an_archived_event_takes_nothing(store, budi):
    event = plan(store, staff=(budi,))
    other = plan(store, staff=(budi,))
    with store.writing("Archive") as session:
        session.get_one(Event, other).archived_at = utc_now()
    assert kinds(store, event) == kinds(store, other) == coming(store) == []


def test_one_that_ends_at_midnight_leaves_the_next_day_free(store, budi, keep):
    event = plan(store, starts_at=at(20), ends_at=at(0, day=1), staff=(budi,))
    plan(store, starts_at=at(0, day=1), ends_at=at(3, day=1), staff=(budi,))
    keep(_absence(budi, DAY + timedelta(days=1)))
    assert kinds(store, event) == []


def test_an_event_of_several_days_takes_the_nights_between(store, budi):
    event = plan(store, starts_at=at(9), ends_at=at(12, day=2), staff=(budi,))
    plan(store, 22, 23, day=1, staff=(budi,), title="Malam")
    assert len(said(store, event)) == 1
    assert "“Malam”" in said(store, event)[0]


def test_sessions_narrow_the_hours_an_event_takes(store, budi):
    sessions = (
        SessionDraft("Pagi", at(9), at(11)),
        SessionDraft("Besok", at(9, day=1), at(11, day=1), "Aula"),
    )
    event = plan(store, starts_at=at(9), ends_at=at(12, day=1), staff=(budi,), sessions=sessions)
    plan(store, 13, 15, staff=(budi,))
    assert kinds(store, event) == []
    other = plan(store, 10, 11, day=1, staff=(budi,), venue="Aula", title="Lain")
    assert kinds(store, event) == [ClashKind.STAFF_EVENT, ClashKind.VENUE]
    assert said(store, other)[0].endswith("then: Wednesday, 25 November 2026, 09:00–11:00.")


def test_a_session_before_the_hour_its_event_begins_at_counts_too(store, budi):
    early = SessionDraft("Persiapan", at(6), at(8)), SessionDraft("Inti", at(9), at(12))
    event = plan(store, staff=(budi,), sessions=early)
    other = plan(store, 6, 8, staff=(budi,))
    assert kinds(store, event) == kinds(store, other) == [ClashKind.STAFF_EVENT]
    assert len(coming(store)) == 1
    with store.reading() as session:
        assert clashing_ids(session, [other]) == {other: 1}


def test_on_the_way_between_two_sittings_the_nearer_one_is_told(store, budi):
    sessions = SessionDraft("Satu", at(9), at(11)), SessionDraft("Dua", at(9, day=1), at(11, day=1))
    event = plan(store, ends_at=at(12, day=1), staff=(budi,), sessions=sessions)
    plan(store, 11, 13, staff=(budi,), region_code=GUNUNG_PUTIH, region_line="Y, Z", title="Lain")
    way = "Budi has little time to get from Desa Pimping to Y"
    assert said(store, event) == [f"{way}: “Lain” begins at 11:00."]


@pytest.mark.parametrize(("days", "away"), [(-1, False), (0, True), (1, True), (2, False)])
def test_an_officer_away_on_one_of_its_days_cannot_be_there(store, budi, keep, days, away):
    event = plan(store, starts_at=at(9), ends_at=at(12, day=1), staff=(budi,))
    keep(_absence(budi, DAY + timedelta(days=days)))
    assert kinds(store, event) == ([ClashKind.STAFF_ABSENT] if away else [])


@pytest.mark.parametrize(
    ("kind", "text", "short"),
    [
        ("leave", "Budi is on leave from 23 November 2026 to 25 November 2026.", "on leave"),
        ("travel", "Budi is travelling from 23 November 2026 to 25 November 2026.", "travelling"),
        ("other", "Budi is away from 23 November 2026 to 25 November 2026.", "away"),
    ],
)
def test_why_somebody_is_away_is_said(store, budi, keep, kind, text, short):
    event = plan(store, staff=(budi,))
    around = DAY - timedelta(days=1), DAY + timedelta(days=1)
    keep(_absence(budi, *around, AbsenceKind(kind)))
    with store.reading() as session:
        [clash] = clashes_of(session, event)
    assert (clash.said(), clash.short()) == (text, f"{short} until 25 Nov")
    assert coming(store) == [text]


def test_an_absence_of_one_day_names_that_day(store, budi, keep):
    event = plan(store, staff=(budi,))
    keep(_absence(budi, DAY))
    assert said(store, event) == ["Budi is on leave on 24 November 2026."]


@pytest.mark.parametrize(
    ("code", "hours_between", "hurry"),
    [
        (PIMPING, 0, False),
        (GUNUNG_PUTIH, 0, True),
        (GUNUNG_PUTIH, 1, False),
        (TARAKAN, 1, True),
        (TARAKAN, 2, True),
        (TARAKAN, 3, False),
    ],
)
def test_the_way_to_another_village_takes_its_time(store, budi, code, hours_between, hurry):
    event = plan(store, 9, 12, staff=(budi,))
    other = plan(store, 12 + hours_between, 18, staff=(budi,), region_code=code, region_line="Y, Z")
    expected = [ClashKind.STAFF_TRAVEL] if hurry else []
    assert kinds(store, event) == kinds(store, other) == expected


def test_which_way_there_is_little_time_for_is_said_from_either_side(store, budi):
    event = plan(store, 9, 12, staff=(budi,), title="Satu")
    line = "Desa Gunung Putih, Kec. X"
    other = plan(
        store, 12, 15, staff=(budi,), title="Dua", region_code=GUNUNG_PUTIH, region_line=line
    )
    way = "Budi has little time to get from Desa Pimping to Desa Gunung Putih"
    assert said(store, event) == [f"{way}: “Dua” begins at 12:00."]
    assert said(store, other) == [f"{way}: “Satu” ends at 12:00."]
    with store.reading() as session:
        [mine], [theirs] = clashes_of(session, event), clashes_of(session, other)
    assert mine.short() == "from 12:00 in Desa Gunung Putih: Dua"
    assert theirs.short() == "until 12:00 in Desa Pimping: Satu"
    assert mine.level is Level.WARNING


def test_places_of_which_only_one_has_a_code_are_not_judged(store, budi):
    event = plan(store, 9, 12, staff=(budi,), region_code="", region_line="Kebun sawit")
    plan(store, 12, 15, staff=(budi,))
    assert kinds(store, event) == []
    plan(store, 12, 15, staff=(budi,), region_code="", region_line="Dermaga lama")
    assert kinds(store, event) == [ClashKind.STAFF_TRAVEL]


@pytest.mark.parametrize(
    ("venue", "code", "line", "clashes"),
    [
        ("  balai  DESA", PIMPING, "", True),
        ("Aula", PIMPING, "", False),
        ("Balai Desa", GUNUNG_PUTIH, "", False),
        ("Balai Desa", "", "", False),
        ("", PIMPING, "", False),
    ],
)
def test_one_hall_holds_one_event_at_a_time(store, venue, code, line, clashes):
    event = plan(store, venue="Balai Desa", title="Satu")
    other = plan(store, 11, 13, venue=venue, region_code=code, region_line=line, title="Dua")
    expected = [ClashKind.VENUE] if clashes else []
    assert kinds(store, event) == kinds(store, other) == expected
    if clashes:
        when = "Tuesday, 24 November 2026, 09:00–12:00"
        assert said(store, other) == [f"“Satu” is at Balai Desa then: {when}."]


def test_holidays_and_closed_days_are_only_to_be_known(store, budi):
    with store.writing() as session:
        add_closed_days(session, ClosedDayDraft("Rapat kerja", date(2026, 12, 26)))
    event = plan(
        store,
        starts_at=datetime(2026, 12, 25, 9),
        ends_at=datetime(2026, 12, 26, 12),
        title="Natal",
    )
    assert said(store, event) == [
        "Friday, 25 December 2026 is a holiday: Christmas Day.",
        "The office is closed on Saturday, 26 December 2026: Rapat kerja.",
    ]
    with store.reading() as session:
        assert {clash.level for clash in clashes_of(session, event)} == {Level.INFO}
        assert clashing_ids(session, [event]) == {}
    assert coming(store) == []
    speak("id")
    assert "Hari Raya Natal" in said(store, event)[0]


def test_an_event_too_long_to_be_meant_tells_no_holidays(store):
    long = LONGEST + timedelta(days=2)
    assert kinds(store, plan(store, starts_at=at(9), ends_at=at(9) + long)) == []


def test_the_worst_is_told_first(store, budi, keep):
    event = plan(store, day=31, staff=(budi,), venue="Aula", title="Satu")  # 25 December
    plan(store, day=31, begins=11, ends=13, venue="Aula")
    keep(_absence(budi, DAY + timedelta(days=31)))
    assert kinds(store, event) == [ClashKind.STAFF_ABSENT, ClashKind.VENUE, ClashKind.HOLIDAY]


def test_what_is_typed_is_judged_before_it_is_kept(store, budi, evolis):
    event = plan(store, staff=(budi,), equipment=(evolis,))
    draft = a.event_draft(starts_at=at(10), ends_at=at(11), staff=(budi,), equipment=(evolis,))
    with store.reading() as session:
        found = clashes_for(session, draft, None)
        moved = replace(draft, starts_at=at(10, day=1), ends_at=at(11, day=1))
        assert clashes_for(session, moved, None) == ()
        assert clashes_for(session, draft, event) == (), "an event does not clash with itself"
    assert [(one.kind, one.event_id) for one in found] == [
        (ClashKind.STAFF_EVENT, None),
        (ClashKind.THING, None),
    ]


def test_times_that_make_no_sense_yet_clash_with_nothing(store, budi):
    plan(store, staff=(budi,))
    draft = a.event_draft(starts_at=at(11), ends_at=at(10), staff=(budi,))
    with store.reading() as session:
        assert clashes_for(session, draft, None) == ()
        assert clashes_of(session, 99) == ()
