"""How somebody stands at the desk, and what the desk counts."""

from datetime import date

import pytest
from sqlalchemy import select

from models.cards.operations import note_printed
from models.cards.queries import queued_card
from models.cards.tables import Card
from models.enrolment.counting import event_counts
from models.enrolment.desk import (
    attendance_ids,
    desk_rows,
    find_at_desk,
    present_ids,
)
from models.enrolment.operations import set_status
from models.enrolment.tables import (
    EnrolmentStatus,
    PaymentWay,
)
from models.errors import UserError
from models.events.operations import invite
from models.events.summing import event_summary
from models.money.paying import pay
from models.people.tables import Sex
from tests import factories as a
from tests.models.enrolment.enrolling_at_hand import draft, enrolled


def test_the_desk_sees_how_somebody_stands(store, keep):
    event = keep(a.event())
    person = keep(a.person(name="Siti", region_line="Desa Pimping, Kec. X"))
    with store.writing() as session:
        invite(session, event.id, [person.id])
    enrolled(store, event, draft())
    with store.reading() as session:
        [yohanes] = find_at_desk(session, event.id, "yohanes")
        rows = desk_rows(session, event.id, [yohanes, person.id])
        assert present_ids(session, event.id) == [yohanes]
        assert attendance_ids(session, event.id) == [person.id, yohanes]
        assert attendance_ids(session, event.id, "sit") == [person.id]
    seen, waiting = rows[yohanes], rows[person.id]
    assert (seen.walk_in, seen.consented, seen.cover_until) == (True, True, date(2022, 12, 31))
    assert seen.enrolled_id is not None
    assert (waiting.invited, waiting.present_at, waiting.enrolled_id) == (True, None, None)
    assert waiting.village == "Desa Pimping"


def test_cover_from_an_earlier_event_is_seen_but_not_taken_for_this_one(store, keep):
    event, earlier, person = keep(a.event(), a.event(), a.person())
    keep(a.enrolment(event_id=earlier.id, person_id=person.id, months=12))
    with store.reading() as session:
        row = desk_rows(session, event.id, [person.id])[person.id]
    assert (row.enrolled_id, row.cover_until) == (None, date(2023, 6, 30))


def test_the_counters_of_the_desk(store, keep):
    event, person = keep(a.event(), a.person())
    with store.writing() as session:
        invite(session, event.id, [person.id])
    enrolled(store, event, draft())
    with store.reading() as session:
        counts = event_counts(session, event.id)
    assert (counts.invited, counts.present, counts.walk_ins, counts.enrolled) == (1, 1, 1, 1)
    assert (counts.total, counts.months) == (100_800, ((6, 1),))
    assert (counts.cards_printed, counts.cards_queued) == (0, 1)


def test_the_summary_counts_from_the_records(store, keep):
    event, other = keep(a.event(target_present=10, target_enrolled=5), a.person(sex=Sex.FEMALE))
    keep(a.attendance(event_id=event.id, person_id=other.id, present_at=a_moment()))
    enrolment = enrolled(store, event, draft(programmes=("JKK", "JKM", "JHT")))
    with store.writing() as session:
        pay(session, enrolment, 10_000, PaymentWay.CASH)
    with store.reading() as session:
        found = event_summary(session, event.id)
    assert (found.present, found.enrolled, found.conversion) == (2, 1, 0.5)
    assert (found.invited, found.walk_ins, found.total, found.paid) == (1, 1, 220_800, 10_000)
    assert [(one.programme, one.enrolled, one.total) for one in found.programmes] == [
        ("JKK", 1, 60_000),
        ("JKM", 1, 40_800),
        ("JHT", 1, 120_000),
    ]
    assert [(one.months, one.enrolled, one.total) for one in found.months] == [(6, 1, 220_800)]
    assert found.by_sex == ((Sex.MALE, 1, 1), (Sex.FEMALE, 1, 0))
    assert [(one.label, one.present, one.enrolled) for one in found.by_age if one.present] == [
        ("35–44", 2, 1)
    ]
    assert {one.label: (one.present, one.enrolled) for one in found.by_occupation} == {
        "Petani padi": (1, 1),
        "": (1, 0),
    }
    assert found.legal_basis == ("PP 44/2015", "PP 46/2015")


def a_moment():
    from models.base import utc_now

    return utc_now()


def test_an_event_that_is_not_there_has_no_summary(store):
    with pytest.raises(UserError, match="no event 7"), store.reading() as session:
        event_summary(session, 7)


def test_rejected_enrolments_are_not_counted(store, keep):
    event = keep(a.event())
    enrolment = enrolled(store, event, draft())
    with store.writing() as session:
        set_status(session, enrolment, EnrolmentStatus.REJECTED, reason="NIK tidak padan")
    with store.reading() as session:
        assert event_summary(session, event.id).enrolled == 0
        assert event_counts(session, event.id).enrolled == 0


def test_the_card_that_waits_is_known_until_it_is_printed(store, keep):
    event = keep(a.event())
    enrolment = enrolled(store, event, draft())
    with store.reading() as session:
        card = queued_card(session, enrolment)
        assert card == session.scalars(select(Card.id)).one()
    with store.writing() as session:
        note_printed(session, [card])
    with store.reading() as session:
        assert queued_card(session, enrolment) is None
