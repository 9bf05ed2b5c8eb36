from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cards.tables import CardState
from models.enrolment.counting import (
    DeskShare,
    Pace,
    blank_cards_left,
    desk_shares,
    event_counts,
    pace,
    pace_of,
)
from models.enrolment.desk import present_ids
from models.enrolment.tables import EnrolmentStatus, Payment, PaymentWay
from models.events.operations import check_in, invite
from models.events.tables import EventSession
from models.history.steps import next_steps, take_back
from models.office.tables import Desk
from models.progress import finish
from models.supplies.tables import Supply, SupplyKind, SupplyMove
from tests import factories as a

NINE = datetime(2022, 6, 28, 1, tzinfo=UTC)
"""Nine o'clock at the office."""


def minutes(count):
    return timedelta(minutes=count)


@pytest.fixture
def event(keep):
    return keep(a.event()).id


@pytest.fixture
def counted(store, event):
    def _counted():
        with store.reading() as session:
            return event_counts(session, event)

    return _counted


@pytest.fixture
def enrolled(keep, event):
    """Enrol somebody, and let them pay."""

    def _enrolled(paid=0, desk=None, **given):
        person = keep(a.person())
        made = keep(a.enrolment(person_id=person.id, event_id=event, desk_id=desk, **given))
        if paid:
            keep(
                Payment(
                    enrolment_id=made.id,
                    amount=paid,
                    paid_at=NINE,
                    way=PaymentWay.CASH,
                    desk_id=desk,
                )
            )
        return made

    return _enrolled


def test_money_booked_and_money_received_are_told_apart(counted, enrolled):
    enrolled(total=100_800)
    enrolled(total=100_800, paid=50_000, status=EnrolmentStatus.BILLED)
    enrolled(total=16_800, paid=16_800, status=EnrolmentStatus.PAID)
    enrolled(total=16_800, paid=16_800, status=EnrolmentStatus.REGISTERED)
    found = counted()
    assert (found.enrolled, found.paid) == (4, 2)
    assert (found.total, found.received) == (235_200, 83_600)


def test_a_rejected_enrolment_is_not_booked_but_what_was_paid_for_it_was_received(
    counted, enrolled
):
    enrolled(total=16_800, paid=16_800, status=EnrolmentStatus.REJECTED)
    found = counted()
    assert (found.enrolled, found.paid, found.total, found.received) == (0, 0, 0, 16_800)


def test_after_undo_the_numbers_are_as_before(store, event, keep, counted):
    person = keep(a.person())
    with store.writing() as session:
        invite(session, event, [person.id])
    before = counted()
    with store.writing() as session:
        check_in(session, event, person.id)
    assert counted().present == 1
    finish(take_back(store, next_steps(store)[0].action_id))
    assert counted() == before


def test_at_an_event_where_nothing_was_done_all_is_nought(store, event, counted):
    found = counted()
    assert (found.invited, found.paid, found.received, found.cards_queued) == (0, 0, 0, 0)
    with store.reading() as session:
        assert pace(session, event, NINE) == Pace()
        assert desk_shares(session, event) == []
        assert blank_cards_left(session, event) is None


@pytest.fixture
def came(store, keep, event):
    """Let people come, so many minutes after nine."""

    def _came(*after):
        for count in after:
            person = keep(a.person())
            with store.writing() as session:
                check_in(session, event, person.id, NINE + minutes(count))

    return _came


def test_the_busiest_hour_may_begin_at_any_minute(store, event, came):
    came(0, 40, 50, 55, 80, 99, 100)
    with store.reading() as session:
        assert pace(session, event, NINE + minutes(101)) == Pace(5, NINE + minutes(40), 5)


def test_the_last_hour_ends_now(store, event, came):
    came(0, 10, 61)
    with store.reading() as session:
        assert pace(session, event, NINE + minutes(30)).last_hour == 2
        assert pace(session, event, NINE + minutes(65)).last_hour == 2
        assert pace(session, event, NINE + minutes(75)).last_hour == 1
        assert pace(session, event, NINE + minutes(180)).last_hour == 0


def test_at_an_event_of_sittings_everybody_is_counted_at_each(store, event, keep, came):
    for hour, title in ((9, "Pagi"), (13, "Siang")):
        begins = datetime(2022, 6, 28, hour)
        keep(
            EventSession(
                event_id=event, title=title, starts_at=begins, ends_at=begins + minutes(180)
            )
        )
    came(0, 5)
    with store.writing() as session:
        for person in present_ids(session, event):
            check_in(session, event, person, NINE + minutes(245))
    with store.reading() as session:
        assert pace(session, event, NINE + minutes(250)) == Pace(2, NINE, 2)


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 9)), st.integers(0, 500))
def test_no_hour_is_busier_than_the_busiest(arrivals, now):
    rows = [(NINE + minutes(at), count) for at, count in sorted(arrivals.items())]
    found = pace_of(rows, NINE + minutes(now))
    hours = [
        sum(count for at, count in arrivals.items() if start <= at < start + 60)
        for start in range(-60, 401)
    ]
    assert found.peak == max(hours)
    if found.peak_from is not None:
        start = (found.peak_from - NINE) // minutes(1)
        assert hours[start + 60] == found.peak
    assert found.last_hour == sum(count for at, count in arrivals.items() if now - 60 < at <= now)


def test_what_each_desk_did_is_told_apart(store, event, keep, enrolled):
    first, second = keep(Desk(id=71, number=1, name="Meja A"), Desk(id=72, number=2, name="Meja B"))
    for desk in (first, first, second, None):
        person = keep(a.person())
        keep(
            a.attendance(
                event_id=event,
                person_id=person.id,
                present_at=NINE,
                desk_id=desk.id if desk else None,
            )
        )
    made = enrolled(paid=100_800, desk=second.id, total=100_800, status=EnrolmentStatus.PAID)
    keep(a.card(enrolment_id=made.id, state=CardState.PRINTED, prints=1))
    enrolled(desk=first.id, total=16_800)
    with store.reading() as session:
        found = desk_shares(session, event)
    assert found == [
        DeskShare("Meja A", present=2, enrolled=1, booked=16_800),
        DeskShare("", present=1),
        DeskShare(
            "Meja B",
            present=1,
            enrolled=1,
            paid=1,
            booked=100_800,
            received=100_800,
            cards_printed=1,
        ),
    ]


@pytest.fixture
def blanks(store, keep, event):
    """Take in a stock of blank cards; return what is left of it and its id."""
    supply = keep(Supply(name="Kartu kosong", kind=SupplyKind.BLANK_CARD, cards_each=2))
    keep(SupplyMove(supply_id=supply.id, day=date(2022, 6, 1), count=50))

    def _left():
        with store.reading() as session:
            return blank_cards_left(session, event)

    return _left, supply.id


def test_blank_cards_left_are_the_stock_less_what_was_printed(blanks, enrolled, keep):
    left, _supply = blanks
    assert left() == 100
    keep(a.card(enrolment_id=enrolled().id, state=CardState.PRINTED, prints=1))
    keep(a.card(enrolment_id=enrolled().id, state=CardState.SPOILT, prints=3))
    keep(a.card(enrolment_id=enrolled().id, state=CardState.QUEUED))
    assert left() == 96


def test_what_was_noted_as_used_is_not_taken_off_twice(blanks, enrolled, keep, event):
    left, supply = blanks
    keep(a.card(enrolment_id=enrolled().id, state=CardState.PRINTED, prints=10))
    keep(SupplyMove(supply_id=supply, event_id=event, day=date(2022, 6, 28), count=-4))
    assert left() == 90
    keep(SupplyMove(supply_id=supply, event_id=event, day=date(2022, 6, 28), count=-3))
    assert left() == 86  # more pieces went than cards were printed


def test_a_stock_that_was_wrong_goes_below_nought(blanks, enrolled, keep):
    left, _supply = blanks
    keep(a.card(enrolment_id=enrolled().id, state=CardState.PRINTED, prints=104))
    assert left() == -4
