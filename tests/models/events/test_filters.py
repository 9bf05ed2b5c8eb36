from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.events.filters import EventFilter, Period, filter_said, period_name
from models.events.tables import (
    Answer,
    Event,
    EventKind,
    EventPartner,
    EventStaff,
    PartnerRole,
    Stage,
)
from models.office.tables import Officer
from models.plain_values import from_json, to_json
from tests import factories as a

TODAY = date(2022, 5, 20)


@pytest.fixture
def found(store):
    """Return the titles of the events that a filter lets through."""

    def _found(**given):
        with store.reading() as session:
            wanted = select(Event.title).where(*EventFilter(**given).conditions(TODAY))
            return sorted(session.scalars(wanted))

    return _found


def host(partner_id):
    return EventPartner(partner_id=partner_id, role=PartnerRole.HOST, answer=Answer.WAITING)


def on(title, day, **given):
    start = datetime.combine(day, a.START.time())
    return a.event(title=title, starts_at=start, ends_at=start + timedelta(hours=2), **given)


def test_kinds_and_stages_are_one_of_those_chosen(keep, found):
    keep(
        a.event(title="A", kind=EventKind.DRIVE),
        a.event(title="B", stage=Stage.READY),
        a.event(title="C", stage=Stage.DONE),
    )
    assert found(kinds=(EventKind.DRIVE,)) == ["A"]
    assert found(stages=(Stage.READY, Stage.DONE)) == ["B", "C"]
    assert found(kinds=(EventKind.DRIVE,), stages=(Stage.READY,)) == []
    assert found() == ["A", "B", "C"]


def test_a_partner_and_an_officer_take_part(keep, found):
    dinas, rina = keep(a.partner()), keep(Officer(name="Rina"))
    keep(
        a.event(title="A", partners=[host(dinas.id)]),
        a.event(title="B", staff=[EventStaff(officer_id=rina.id)]),
    )
    assert found(partner_id=dinas.id) == ["A"]
    assert found(officer_id=rina.id) == ["B"]
    assert found(partner_id=dinas.id, officer_id=rina.id) == []


@pytest.mark.parametrize(
    ("place", "titles"),
    [("bunyu", ["A"]), ("KEC. bunyu", ["A"]), ("gedung", ["B"]), ("%", []), ("  ", ["A", "B"])],
)
def test_a_place_is_found_by_village_district_or_venue(keep, found, place, titles):
    keep(
        a.event(title="A", region_line="Desa Bunyu Barat, Kec. Bunyu", venue=None),
        a.event(title="B", region_line=None, venue="Gedung Serbaguna"),
    )
    assert found(place=place) == titles


@pytest.mark.parametrize(
    ("period", "titles"),
    [
        (Period.MONTH, ["May"]),
        (Period.QUARTER, ["April", "May"]),
        (Period.YEAR, ["April", "December", "January", "May"]),
        (Period.ANY, ["April", "Before", "December", "January", "May"]),
    ],
)
def test_periods_are_reckoned_from_today(keep, found, period, titles):
    days = {
        "Before": date(2021, 12, 31),
        "January": date(2022, 1, 1),
        "April": date(2022, 4, 1),
        "May": date(2022, 5, 31),
        "December": date(2022, 12, 31),
    }
    keep(*(on(title, day) for title, day in days.items()))
    assert found(period=period) == titles


def test_a_given_period_may_be_open_on_either_side(keep, found):
    keep(on("A", date(2022, 5, 1)), on("B", date(2022, 5, 2)), on("C", date(2022, 5, 3)))
    given = Period.GIVEN
    assert found(period=given, first=date(2022, 5, 2)) == ["B", "C"]
    assert found(period=given, last=date(2022, 5, 2)) == ["A", "B"]
    assert found(period=given, first=date(2022, 5, 2), last=date(2022, 5, 2)) == ["B"]
    assert found(period=Period.ANY, first=date(2022, 5, 2)) == ["A", "B", "C"]


def test_an_event_that_reaches_into_a_period_is_in_it(keep, found):
    keep(a.event(title="A", starts_at=datetime(2022, 4, 30, 9), ends_at=datetime(2022, 5, 1, 9)))
    assert found(period=Period.MONTH) == ["A"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_today_is_in_every_reckoned_period(today):
    for period in (Period.MONTH, Period.QUARTER, Period.YEAR):
        first, last = EventFilter(period=period).days(today)
        assert first <= today <= last
        assert first.day == 1
        assert (last + timedelta(days=1)).day == 1


FILTERS = st.builds(
    EventFilter,
    search=st.text(max_size=9),
    kinds=st.lists(st.sampled_from(EventKind), unique=True).map(tuple),
    stages=st.lists(st.sampled_from(Stage), unique=True).map(tuple),
    partner_id=st.none() | st.integers(1, 2**62),
    officer_id=st.none() | st.integers(1, 2**62),
    place=st.text(max_size=9),
    period=st.sampled_from(Period),
    first=st.none() | st.dates(),
    last=st.none() | st.dates(),
)


@given(FILTERS)
def test_a_filter_is_remembered_whole(wanted):
    assert from_json(EventFilter, to_json(wanted)) == wanted


def test_what_asks_for_nothing_is_empty():
    assert EventFilter(search="x", place="  ", period=Period.GIVEN).is_empty()
    for given_one in ({"kinds": (EventKind.TALK,)}, {"partner_id": 1}, {"period": Period.YEAR}):
        assert not replace(EventFilter(), **given_one).is_empty()


def test_a_filter_is_said_in_words(store, keep):
    dinas = keep(a.partner(name="Dinas <b>Tani</b>"))
    wanted = EventFilter(
        kinds=(EventKind.TALK, EventKind.DRIVE),
        stages=(Stage.READY,),
        partner_id=dinas.id,
        officer_id=999,
        place=" Bunyu ",
        period=Period.MONTH,
    )
    with store.reading() as session:
        assert filter_said(session, wanted, TODAY) == [
            "Kind: Outreach talk, Enrolment drive",
            "Stage: Ready",
            "Partner: Dinas <b>Tani</b>",
            "Officer: one who is not there any more",
            "Place: Bunyu",
            "01/05/2022 – 31/05/2022",
        ]
        assert filter_said(session, EventFilter(), TODAY) == []
        since = EventFilter(period=Period.GIVEN, first=TODAY)
        assert filter_said(session, since, TODAY) == ["From 20/05/2022"]


def test_every_period_has_a_name_of_its_own():
    assert len({period_name(period) for period in Period}) == len(Period)
