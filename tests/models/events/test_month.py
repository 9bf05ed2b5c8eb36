from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.events.month import (
    FIRST,
    LAST,
    by_day,
    days_shown,
    events_between,
    month_away,
    within_reach,
)
from models.events.queries import fits
from models.events.tables import EventPartner, PartnerRole, Stage
from tests import factories as a
from tests.statements import statements

FROM, UNTIL = date(2022, 6, 1), date(2022, 6, 30)


def at(day, hour=9, month=6):
    return datetime(2022, month, day, hour)


@pytest.fixture
def found(store):
    """Return the titles of the events of June 2022 that fit what is searched."""

    def _found(search=""):
        with store.reading() as session:
            return [event.title for event in events_between(session, FROM, UNTIL, fits(search))]

    return _found


def test_the_events_of_the_days_are_found_in_order(keep, found):
    for title, start in (("C", at(30, 23)), ("A", at(1, 0)), ("B", at(15))):
        keep(a.event(title=title, starts_at=start, ends_at=start + timedelta(minutes=30)))
    for start in (at(31, 23, 5), at(1, 0, 7)):
        keep(a.event(starts_at=start, ends_at=start + timedelta(minutes=30)))
    assert found() == ["A", "B", "C"]


def test_an_event_that_reaches_into_the_days_is_found(keep, found):
    keep(a.event(title="Lama", starts_at=at(20, 9, 5), ends_at=at(2)))
    keep(a.event(title="Tengah malam", starts_at=at(31, 20, 5), ends_at=at(1, 0)))
    assert found() == ["Lama"], "one that ended at midnight was over before the day began"


def test_an_event_that_was_put_aside_is_not_shown(keep, found):
    keep(a.event(archived_at=datetime.fromisoformat("2022-06-01T00:00:00+00:00")))
    assert found() == []


def test_title_place_and_partner_are_searched(keep, found):
    dinas = keep(a.partner(name="Dinas Perikanan"))
    part = EventPartner(partner_id=dinas.id, role=PartnerRole.HOST, answer="waiting")
    keep(a.event(title="Satu", venue="Aula 100%"), a.event(title="Dua", partners=[part]))
    assert found("aula %") == ["Satu"]
    assert found("perikanan") == ["Dua"]
    assert found("") == ["Satu", "Dua"]


@pytest.mark.of_files("a server plans anew each time, by how many rows there are")
def test_one_statement_reads_a_month_by_its_index(store, keep):
    keep(a.event())
    with store.reading() as session, statements() as run:
        events_between(session, FROM, UNTIL)
    [statement] = run
    with store.reading() as session:
        explained = f"EXPLAIN QUERY PLAN {statement}"
        plan = session.connection().exec_driver_sql(explained, ("2022", "2023", "2022")).all()
    assert "USING INDEX ix_event_starts_at (starts_at>? AND starts_at<?)" in plan[0][3]


def test_an_event_of_several_days_stands_on_each_of_them(store, keep):
    keep(a.event(starts_at=at(29), ends_at=at(2, 12, 7)))
    days = days_shown(FROM, 0)
    with store.reading() as session:
        on = by_day(events_between(session, days[0], days[-1]), days)
    assert [day for day, events in on.items() if events] == [
        date(2022, 6, 29),
        date(2022, 6, 30),
        date(2022, 7, 1),
        date(2022, 7, 2),
    ]


def test_a_row_says_what_a_calendar_shows(store, keep):
    keep(a.event(title="Satu", stage=Stage.READY, region_line=None))
    with store.reading() as session:
        [row] = events_between(session, FROM, UNTIL)
    assert (row.title, row.stage, row.starts_at, row.place) == (
        "Satu",
        Stage.READY,
        a.START,
        "Balai Desa",
    )


@given(st.dates(FIRST, LAST), st.integers(0, 6))
def test_whole_weeks_hold_every_day_of_the_month(day, first_weekday):
    days = days_shown(day, first_weekday)
    assert len(days) % 7 == 0
    assert days[0].weekday() == first_weekday
    assert day in days
    assert sum(one.month == day.month for one in days) >= 28


@given(st.dates(FIRST, LAST), st.integers(-30, 30))
def test_a_month_away_is_that_month(day, months):
    away = month_away(day, months)
    passed = away.year * 12 + away.month - day.year * 12 - day.month
    if FIRST.year < day.year + months // 12 < LAST.year - 1:
        assert passed == months
    assert away.day <= day.day


def test_a_month_too_short_gives_its_last_day():
    assert month_away(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert month_away(date(2023, 3, 31), -1) == date(2023, 2, 28)


def test_the_calendar_has_an_end():
    assert within_reach(date.max) == LAST
    assert within_reach(date.min) == FIRST
    assert month_away(LAST, 1).year == LAST.year
    assert days_shown(LAST, 6)
