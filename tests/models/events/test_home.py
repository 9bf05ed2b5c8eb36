from datetime import UTC, date, datetime, time, timedelta

import pytest

from models.enrolment.tables import EnrolmentStatus
from models.events.home import MonthCount, enrolled_by_month, home_figures, home_view
from models.events.tables import Answer, EventPartner, PartnerRole, Stage
from models.office.queries import today
from tests import factories as a

TODAY = date(2022, 6, 28)


def at(*moment):
    return datetime(*moment, tzinfo=UTC)


@pytest.fixture
def enrol(keep):
    """Keep an enrolment of somebody new at a moment."""

    def _enrol(moment, person=None, **given):
        person = person or keep(a.person())
        return keep(a.enrolment(person_id=person.id, enrolled_at=moment, **given))

    return _enrol


def figures(store, today=TODAY):
    with store.reading() as session:
        return home_figures(session, today)


def by_month(store, today=TODAY):
    with store.reading() as session:
        return enrolled_by_month(session, today)


def test_a_new_office_has_nothing_but_noughts(store):
    found = figures(store)
    assert (found.enrolled, found.held, found.conversion, found.waiting) == (0, 0, None, 0)
    assert by_month(store) == []


def test_the_year_begins_at_midnight_of_the_office_and_not_of_greenwich(store, enrol):
    enrol(at(2021, 12, 31, 15, 59))  # 23.59 at Tanjung Selor, UTC+8
    enrol(at(2021, 12, 31, 16, 0))
    found = figures(store)
    assert (found.enrolled, found.enrolled_ever) == (1, 2)


def test_the_month_begins_there_too(store, enrol):
    enrol(at(2022, 5, 31, 15, 59))
    enrol(at(2022, 5, 31, 16, 0))
    assert figures(store).enrolled_this_month == 1
    counted = {one.month: one.enrolled for one in by_month(store)}
    assert (counted[date(2022, 5, 1)], counted[date(2022, 6, 1)]) == (1, 1)


def test_a_rejected_enrolment_counts_nowhere(store, enrol):
    enrol(at(2022, 6, 1), status=EnrolmentStatus.REJECTED, reject_reason="NIK orang lain")
    found = figures(store)
    assert (found.enrolled, found.enrolled_ever, found.waiting) == (0, 0, 0)
    assert by_month(store) == []


@pytest.mark.parametrize(
    ("status", "waiting", "paid"),
    [
        (EnrolmentStatus.TO_REGISTER, 1, 0),
        (EnrolmentStatus.BILLED, 1, 0),
        (EnrolmentStatus.PAID, 1, 1),
        (EnrolmentStatus.REGISTERED, 0, 0),
    ],
)
def test_an_open_enrolment_without_a_number_waits(store, enrol, status, waiting, paid):
    enrol(at(2022, 6, 1), status=status)
    found = figures(store)
    assert (found.waiting, found.waiting_paid) == (waiting, paid)


def test_somebody_with_a_number_does_not_wait(store, keep, enrol):
    enrol(at(2022, 6, 1), keep(a.person(member_number="12345678901")))
    assert figures(store).waiting == 0


def test_conversion_is_of_all_present_at_the_events_held_this_year(store, keep, enrol):
    held, planned, before = keep(
        a.event(stage=Stage.DONE),
        a.event(stage=Stage.READY),
        a.event(
            stage=Stage.DONE, starts_at=datetime(2021, 6, 1, 9), ends_at=datetime(2021, 6, 1, 12)
        ),
    )
    people = keep(*(a.person() for _n in range(4)))
    for event in (held, planned, before):
        keep(
            *(
                a.attendance(event_id=event.id, person_id=one.id, present_at=at(2022, 6, 28, 2))
                for one in people
            )
        )
    for one in people[:3]:
        enrol(at(2022, 6, 28, 2), one, event_id=held.id)
    found = figures(store)
    assert found.conversion == 0.75
    assert (found.held, found.held_this_month, found.held_ever) == (1, 1, 2)


def test_the_twelve_months_end_with_this_one(store, enrol):
    enrol(at(2022, 6, 27))
    enrol(at(2021, 7, 15))
    enrol(at(2021, 6, 15))  # thirteen months ago
    months = by_month(store)
    assert [months[0], months[-1]] == [
        MonthCount(date(2021, 7, 1), 1),
        MonthCount(date(2022, 6, 1), 1),
    ]
    assert len(months) == 12
    assert sum(month.enrolled for month in months) == 2


def test_after_a_year_without_any_the_months_end_with_the_last_enrolment(store, enrol):
    enrol(at(2022, 6, 28))
    months = by_month(store, date(2026, 11, 22))
    assert months[-1] == MonthCount(date(2022, 6, 1), 1)
    assert len(months) == 12


def seen(store, most=8):
    with store.reading() as session:
        return home_view(session, most)


@pytest.fixture
def planned(store):
    """Return an event so many days from today."""
    with store.reading() as session:
        morning = datetime.combine(today(session), time(9))

    def _planned(days, **given):
        start = morning + timedelta(days=days)
        return a.event(starts_at=start, ends_at=start + timedelta(hours=3), **given)

    return _planned


def test_the_view_of_a_new_office_says_that_it_is_new(store):
    view = seen(store)
    assert view.is_new
    assert (view.coming, view.late, view.silent, view.untold, view.queued) == ([], [], [], [], 0)


def test_an_office_that_planned_or_enrolled_is_not_new(store, enrol):
    enrol(at(2022, 6, 28))
    assert not seen(store).is_new


def test_the_view_holds_so_many_coming_events_the_next_first(store, keep, planned):
    keep(*(planned(days, title=f"Dalam {days} hari") for days in (5, 3, 9)))
    assert [row.title for row in seen(store, 2).coming] == ["Dalam 3 hari", "Dalam 5 hari"]


def test_the_view_holds_what_needs_doing(store, keep, enrol, planned):
    keep(planned(-5, title="Lewat"), planned(-9, title="Sudah", stage=Stage.DONE))
    partner = keep(a.partner(name="Dinas")).id
    part = EventPartner(partner_id=partner, role=PartnerRole.HOST, answer=Answer.WAITING)
    keep(planned(4, title="Nanti", partners=[part]))
    keep(a.card(enrolment_id=enrol(at(2022, 6, 28)).id))
    view = seen(store)
    assert [one.title for one in view.late] == ["Lewat"]
    assert [one.title for one in view.untold] == ["Sudah"]
    assert [(one.title, one.partner) for one in view.silent] == [("Nanti", "Dinas")]
    assert (view.queued, view.figures.waiting, view.soon) == (1, 1, 1)
