from datetime import UTC, date, datetime

from sqlalchemy import update

from models.documents.contents import keep_content
from models.documents.tables import content as content_table
from models.enrolment.of_person import enrolment_of, person_record
from models.enrolment.tables import Consent, ConsentWay, EnrolmentStatus, PaymentWay
from models.money.paying import pay
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


def test_payments_cards_and_consents_are_told_and_what_is_owed(store, keep):
    event, person = keep(a.event(title="Akhir"), a.person(heir_note="Istri: Dewi"))
    enrolment = keep(a.enrolment(event_id=event.id, person_id=person.id, total=100_000))
    keep(a.card(enrolment_id=enrolment.id, number="BP-1"))
    consent = Consent(
        person_id=person.id,
        event_id=event.id,
        text_version="2022-1",
        language="id",
        way=ConsentWay.SIGNED,
        given_at=SEEN,
    )
    keep(consent)
    with store.writing() as session:
        pay(session, enrolment.id, 40_000, PaymentWay.CHANNEL, "BRI 7", SEEN)
    with store.reading() as session:
        record = person_record(session, person.id)
    [paid], [card], [agreed], [one] = (
        record.payments,
        record.cards,
        record.consents,
        record.enrolments,
    )
    assert (paid.amount, paid.reference, paid.way) == (40_000, "BRI 7", PaymentWay.CHANNEL)
    assert (one.paid, one.owed) == (40_000, 60_000)
    assert (card.number, card.event_id) == ("BP-1", event.id)
    assert (agreed.text_version, agreed.way, agreed.event) == ("2022-1", ConsentWay.SIGNED, "Akhir")
    assert record.heir_note == "Istri: Dewi"


def test_the_proof_of_a_consent_is_told_and_a_damaged_one_as_damaged(store, keep):
    person = keep(a.person())
    shape = {"person_id": person.id, "text_version": "2022-1", "language": "id"}
    with store.writing("Sign") as session:
        proof = keep_content(session, b"signed")
        session.add(Consent(way=ConsentWay.DRAWN, given_at=SEEN, proof=proof, **shape))
    with store.reading() as session:
        [signed] = person_record(session, person.id).consents
    assert (signed.proof, signed.proof_lost) == (b"signed", "")
    with store.connection() as connection:
        connection.execute(update(content_table).values(data=b"other"))
    with store.reading() as session:
        [lost] = person_record(session, person.id).consents
    assert lost.proof == b""
    assert "damaged" in lost.proof_lost


def test_cover_runs_to_the_last_day_of_the_enrolment_that_ends_last(store, keep):
    person = keep(a.person())
    keep(
        a.enrolment(person_id=person.id, first_month=date(2022, 7, 1), months=6),
        a.enrolment(person_id=person.id, first_month=date(2022, 8, 1), months=1),
        a.enrolment(
            person_id=person.id, first_month=date(2023, 1, 1), status=EnrolmentStatus.REJECTED
        ),
    )
    with store.reading() as session:
        assert person_record(session, person.id).cover_until == date(2022, 12, 31)


def test_one_enrolment_is_looked_up_until_it_is_gone(store, keep):
    person = keep(a.person())
    enrolment = keep(a.enrolment(person_id=person.id))
    with store.reading() as session:
        assert enrolment_of(session, enrolment.id).id == enrolment.id
        assert enrolment_of(session, enrolment.id + 1) is None
