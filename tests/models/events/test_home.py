from datetime import UTC, date, datetime, time, timedelta

import pytest

from models.enrolment.tables import EnrolmentStatus
from models.events.checklist import add_task
from models.events.drafts import TaskDraft
from models.events.home import MonthCount, enrolled_by_month, home_figures, home_view
from models.events.tables import Answer, EventPartner, EventStaff, PartnerRole, Stage
from models.office.queries import officers, today
from models.office.targets import Amount, save_targets
from tests import factories as a

TODAY = date(2022, 6, 28)
NOTHING = [MonthCount(TODAY, 0)]
TOTAL = 100_800
"""What one of the factories' enrolments costs."""


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
        return home_figures(session, today, enrolled_by_month(session, today) or NOTHING)


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
        MonthCount(date(2021, 7, 1), 1, TOTAL),
        MonthCount(date(2022, 6, 1), 1, TOTAL),
    ]
    assert len(months) == 12
    assert sum(month.enrolled for month in months) == 2


def test_after_a_year_without_any_the_months_end_with_the_last_enrolment(store, enrol):
    enrol(at(2022, 6, 28))
    months = by_month(store, date(2026, 11, 22))
    assert months[-1] == MonthCount(date(2022, 6, 1), 1, TOTAL)
    assert len(months) == 12


def test_the_first_of_twelve_months_is_not_of_this_year_unless_it_is_december(store, enrol):
    enrol(at(2022, 1, 15))
    enrol(at(2022, 12, 15))
    enrol(at(2021, 12, 15))
    assert figures(store, date(2022, 12, 31)).enrolled == 2


def test_events_planned_for_another_year_are_not_held_this_year(store, keep):
    for year in (2021, 2022, 2023):
        day = datetime(year, 1, 1, 9)
        keep(a.event(stage=Stage.DONE, starts_at=day, ends_at=day))
    assert (figures(store).held, figures(store).held_ever) == (1, 3)


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


def test_the_view_counts_the_tasks_due_of_each_coming_event(store, keep, planned):
    near, far = keep(planned(1, title="Dekat"), planned(30, title="Jauh"))
    with store.writing() as session:
        for event, days in ((near, -9), (near, -1), (near, 5), (far, -1)):
            add_task(session, event.id, TaskDraft("a", days))
    assert seen(store).due_by_event == {near.id: 2}


def test_the_view_holds_what_clashes(store, keep, planned):
    with store.reading() as session:
        rina = officers(session)[0].id
    both = [planned(3, staff=[EventStaff(officer_id=rina)], venue=f"Aula {n}") for n in range(2)]
    alone = planned(3, venue="Lapangan", region_code=None, region_line=None)
    keep(*both, alone)
    assert seen(store).clashing >= {one.id for one in both}
    assert alone.id not in seen(store).clashing


def test_the_view_holds_how_month_quarter_and_year_stand(store, enrol):
    with store.writing() as session:
        day = today(session)
        save_targets(session, day.year, {day.month: Amount(10, 1_000_000)})
    enrol(datetime.combine(day, time(4), UTC))
    found = seen(store).standings
    for span in (found.month, found.quarter, found.year):
        assert (span.enrolled.target, span.enrolled.reached) == (10, 1)
        assert (span.rupiah.target, span.rupiah.reached) == (1_000_000, TOTAL)


def test_an_archived_event_alone_leaves_an_office_new(store, keep):
    keep(a.event(archived_at=at(2022, 6, 28)))
    assert seen(store).is_new
