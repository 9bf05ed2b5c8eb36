from datetime import UTC, date, datetime

from models.enrolment.of_person import person_record
from models.enrolment.tables import EnrolmentStatus
from tests import factories as a

SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)


def test_a_person_has_their_events_the_latest_first(store, keep):
    early = keep(a.event(title="Awal", starts_at=datetime(2022, 1, 5, 9)))
    late = keep(a.event(title="Akhir"))
    person, other = keep(a.person(), a.person())
    keep(
        a.attendance(event_id=early.id, person_id=person.id),
        a.attendance(
            event_id=late.id, person_id=person.id, invited=False, walk_in=True, present_at=SEEN
        ),
        a.attendance(event_id=early.id, person_id=other.id),
    )
    with store.reading() as session:
        events = person_record(session, person.id).events
    assert [(one.title, one.village, one.walk_in, one.present_at) for one in events] == [
        ("Akhir", "Desa Pimping", True, SEEN),
        ("Awal", "Desa Pimping", False, None),
    ]


def test_a_person_has_their_enrolments_with_what_they_cost(store, keep):
    event, person = keep(a.event(title="Akhir"), a.person())
    keep(
        a.enrolment(event_id=event.id, person_id=person.id, enrolled_at=SEEN),
        a.enrolment(
            event_id=None,
            person_id=person.id,
            status=EnrolmentStatus.REJECTED,
            reject_reason="NIK salah",
            enrolled_at=datetime(2022, 1, 1, tzinfo=UTC),
        ),
    )
    with store.reading() as session:
        latest, first = person_record(session, person.id).enrolments
    assert (latest.event, latest.programmes, latest.months) == ("Akhir", ("JKK", "JKM"), 6)
    assert (latest.total, latest.first_month) == (100_800, date(2022, 7, 1))
    assert (first.event, first.event_id, first.reject_reason) == ("", None, "NIK salah")


def test_the_member_number_is_told_where_there_is_one(store, keep):
    known, new = keep(a.person(member_number="12345678901"), a.person())
    with store.reading() as session:
        assert person_record(session, known.id).member_number == "12345678901"
        assert person_record(session, new.id).member_number == ""
