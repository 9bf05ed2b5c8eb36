from datetime import datetime, timedelta

import pytest

from models.base import utc_now
from models.enrolment.tables import EnrolmentStatus
from models.events.held import held_ids, held_rows, held_totals, held_view, held_years
from models.events.tables import Stage
from tests import factories as a


def held(year, **given):
    start = datetime(year, 6, 28, 9)
    filled = {"stage": Stage.DONE, "starts_at": start, "ends_at": start + timedelta(hours=3)}
    return a.event(**filled | given)


def rows(store, year=None):
    with store.reading() as session:
        ids = held_ids(session, year)
        found = held_rows(session, ids)
    return [found[one] for one in ids]


@pytest.fixture
def pimping(keep):
    """An event with three on the list, two present, one of them enrolled, one rejected."""
    event = keep(held(2022, title="Pimping"))
    people = keep(a.person(), a.person(), a.person())
    keep(
        *(
            a.attendance(
                event_id=event.id, person_id=one.id, present_at=utc_now() if seen else None
            )
            for one, seen in zip(people, (True, True, False), strict=True)
        )
    )
    keep(a.enrolment(event_id=event.id, person_id=people[0].id, months=6, total=100_800))
    keep(
        a.enrolment(
            event_id=event.id, person_id=people[1].id, status=EnrolmentStatus.REJECTED, total=7
        )
    )
    return event


def test_a_held_event_is_counted_in_figures(store, pimping):
    [row] = rows(store)
    counted = (row.invited, row.present, row.enrolled, row.months, row.total, row.conversion)
    assert counted == (3, 2, 1, 6, 100_800, 0.5)
    assert (row.title, row.village) == ("Pimping", "Desa Pimping")


def test_an_event_nobody_came_to_has_no_conversion(store, keep):
    keep(held(2022))
    [row] = rows(store)
    assert row.conversion is None
    assert (row.months, row.total) == (0, 0)


def test_only_events_done_or_reported_were_held(store, keep):
    kept = keep(*(held(2022, stage=stage) for stage in Stage))
    wanted = {one.id for one in kept if one.stage in (Stage.DONE, Stage.REPORTED)}
    assert {row.id for row in rows(store)} == wanted


def test_a_year_takes_its_own_events_the_latest_first(store, keep):
    before, first, last = keep(
        held(2021),
        held(2022, starts_at=datetime(2022, 1, 1), ends_at=datetime(2022, 1, 1, 3)),
        held(2022, starts_at=datetime(2022, 12, 31, 20), ends_at=datetime(2022, 12, 31, 22)),
    )
    assert [row.id for row in rows(store, 2022)] == [last.id, first.id]
    assert [row.id for row in rows(store)] == [last.id, first.id, before.id]
    with store.reading() as session:
        assert held_ids(session, 2022, newest_first=False) == [first.id, last.id]
        assert held_years(session) == [2022, 2021]


def test_archived_events_are_in_no_year(store, keep):
    keep(held(2022, archived_at=utc_now()))
    with store.reading() as session:
        assert held_years(session) == []
        assert held_ids(session) == []


def test_totals_add_the_lines_up(store, keep, pimping):
    keep(held(2022))
    totals = held_totals(rows(store))
    assert (totals.events, totals.invited, totals.present, totals.enrolled) == (2, 3, 2, 1)
    assert (totals.months, totals.total, totals.conversion) == (6, 100_800, 0.5)


def test_nothing_adds_up_to_nothing():
    totals = held_totals([])
    assert (totals.events, totals.total, totals.conversion) == (0, 0, None)


@pytest.mark.parametrize(
    ("asked", "year", "events"),
    [
        ({"year": 2021}, 2021, 1),
        ({"year": None}, None, 3),
        ({"year": None, "latest": True}, 2022, 2),
        ({"year": 1999}, None, 3),
    ],
)
def test_a_view_is_of_the_year_asked_for_of_the_latest_or_of_all(store, keep, asked, year, events):
    keep(held(2021), held(2022), held(2022))
    with store.reading() as session:
        view = held_view(session, **asked)
    assert (view.years, view.year) == ([2022, 2021], year)
    assert (len(view.ids), view.totals.events) == (events, events)


def test_the_latest_year_of_none_is_all(store):
    with store.reading() as session:
        view = held_view(session, None, latest=True)
    assert (view.years, view.year, view.ids) == ([], None, [])
