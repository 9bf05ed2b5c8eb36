from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.cards.operations import note_printed
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import Enrolment, Payment, PaymentWay
from models.enrolment.tables import EnrolmentStatus as S
from models.exchange.importing import plan_import, take_in
from models.exchange.returns import ReturnsAtHand, ReturnSieve
from models.history.steps import next_steps
from models.history.undo import UndoConflictError
from models.people.queries import person_rows
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.exchange.files import write_xlsx
from tests.models.exchange.returned import (
    AUGUST,
    NUMBER,
    SAMPLE,
    enrolment_of,
    last_action,
    member,
    note,
    plan_of,
    status_of,
    take_back,
    told,
    truth,
)

PAYMENTS = ["NIK", "JUMLAH BAYAR", "TGL BAYAR", "NO REFERENSI", "BANK"]
REGISTERED = ["NIK", "NO KPJ", "STATUS", "KETERANGAN"]
FARMERS = SAMPLE.with_name("daftar-petani-pimping.xlsx")


@pytest.fixture
def budi(keep):
    return member(keep, {}, name="Budi Karim")


def number_of(store, person):
    with store.reading() as session:
        return person_rows(session, [person.id])[person.id].member_number


def payments(store):
    with store.reading() as session:
        return session.scalars(select(Payment).order_by(Payment.id)).all()


def cards(store):
    with store.reading() as session:
        found = session.scalars(select(Card).order_by(Card.id)).all()
        return [(card.kind, card.number, card.state) for card in found]


def test_number_and_status_are_kept_and_the_action_is_named_with_the_file(store, budi):
    noted = note(store, [[budi.nik, NUMBER, "TERDAFTAR", ""]], REGISTERED)
    assert (noted.registered, noted.total) == (1, 1)
    assert number_of(store, budi) == NUMBER
    assert status_of(store, budi) is S.REGISTERED
    assert next_steps(store)[0].title == "Note what the agency returned in daftar.xlsx"


def test_a_rejection_is_kept_with_its_reason(store, budi):
    note(store, [[budi.nik, "", "DITOLAK", "NIK tidak padan"]], REGISTERED)
    found = enrolment_of(store, budi)
    assert (found.status, found.reject_reason) == (S.REJECTED, "NIK tidak padan")


def test_who_was_rejected_and_is_registered_after_all_has_no_reason_any_more(store, keep):
    person = member(keep, {"status": S.REJECTED, "reject_reason": "Umur"})
    note(store, [[person.nik, NUMBER, "TERDAFTAR", ""]], REGISTERED)
    found = enrolment_of(store, person)
    assert (found.status, found.reject_reason) == (S.REGISTERED, None)


def test_who_enrolled_anew_after_a_rejection_keeps_that_as_it_is(store, keep):
    event = keep(a.event())
    person = member(
        keep,
        {"event_id": event.id, "status": S.REJECTED, "reject_reason": "Umur", "total": 7},
        {"event_id": event.id, "enrolled_at": AUGUST},
    )
    note(store, [[person.nik, NUMBER, 7]], ["NIK", "NO KPJ", "JUMLAH IURAN"])
    with store.reading() as session:
        stands = session.scalars(select(Enrolment.status).order_by(Enrolment.id)).all()
    assert stands == [S.REJECTED, S.REGISTERED]


def test_a_payment_is_kept_as_it_came_and_paid_in_full_counts_as_paid(store, budi):
    note(store, [[budi.nik, 100_800, "01/07/2022", "B-77", "BRI"]], PAYMENTS)
    (payment,) = payments(store)
    assert payment.amount == 100_800
    assert payment.paid_at.isoformat() == "2022-07-01T04:00:00+00:00"  # noon in Makassar
    assert (payment.way, payment.reference) == (PaymentWay.CHANNEL, "BRI B-77")
    assert status_of(store, budi) is S.PAID


def test_two_parts_that_make_up_the_whole_count_as_paid(store, budi):
    parts = [[budi.nik, 50_400, f"0{day}/07/2022", f"R{day}", "Tunai"] for day in (1, 2)]
    note(store, parts[:1], PAYMENTS)
    assert status_of(store, budi) is S.TO_REGISTER
    note(store, parts, PAYMENTS)
    assert status_of(store, budi) is S.PAID
    assert [(each.way, each.reference) for each in payments(store)] == [
        (PaymentWay.CASH, "R1"),
        (PaymentWay.CASH, "R2"),
    ]


def test_one_payment_told_with_and_without_its_reference_is_noted_once(store, budi):
    rows = [
        [budi.nik, 50_000, "01/07/2022", "", ""],
        [budi.nik, 50_000, "01/07/2022", "R1", ""],
    ]
    note(store, rows, PAYMENTS)
    assert [each.reference for each in payments(store)] == ["R1"]


def test_a_status_never_goes_back(store, keep):
    person = member(keep, {"status": S.REGISTERED}, member_number=NUMBER)
    note(store, [[person.nik, "K-1"]], ["NIK", "KODE IURAN"])
    found = enrolment_of(store, person)
    assert (found.status, found.billing_code) == (S.REGISTERED, "K-1")


def test_a_card_that_waited_for_its_number_is_queued_in_place_of_the_proof(store, keep, budi):
    keep(a.card(enrolment_id=enrolment_of(store, budi).id, number="BP-1"))
    noted = note(store, [[budi.nik, NUMBER, "", ""]], REGISTERED)
    assert noted.cards == 1
    assert cards(store) == [
        (CardKind.PROOF, "BP-1", CardState.CANCELLED),
        (CardKind.MEMBER, NUMBER, CardState.QUEUED),
    ]


def test_a_proof_that_was_printed_stays_and_the_card_joins_it(store, keep, budi):
    keep(a.card(enrolment_id=enrolment_of(store, budi).id, number="BP-1", state=CardState.HANDED))
    note(store, [[budi.nik, NUMBER, "", ""]], REGISTERED)
    assert [state for _kind, _number, state in cards(store)] == [
        CardState.HANDED,
        CardState.QUEUED,
    ]


def test_no_card_is_printed_for_a_rejected_enrolment(store, keep, budi):
    keep(a.card(enrolment_id=enrolment_of(store, budi).id, number="BP-1"))
    note(store, [[budi.nik, "", "DITOLAK", "Umur"]], REGISTERED)
    assert cards(store) == [(CardKind.PROOF, "BP-1", CardState.CANCELLED)]


def test_a_number_that_came_without_an_enrolment_makes_no_card(store, keep):
    person = keep(a.person())
    assert note(store, [[person.nik, NUMBER, "", ""]], REGISTERED).cards == 0
    assert number_of(store, person) == NUMBER


def test_good_rows_go_in_without_the_bad_ones(store, keep, budi):
    other = member(keep, {}, name="Siti Usat")
    rows = [[budi.nik, NUMBER, "", ""], [other.nik, "???", "", ""], ["12", NUMBER[::-1], "", ""]]
    assert note(store, rows, REGISTERED).total == 1
    assert number_of(store, other) == ""


def test_what_was_noted_meanwhile_is_not_noted_twice(store, budi, tmp_path):
    rows = [PAYMENTS, [budi.nik, 100_800, "01/07/2022", "B-77", "BRI"]]
    at_hand = ReturnsAtHand(store, write_xlsx(tmp_path / "bayar.xlsx", rows))
    finish(at_hand.read())
    note(store, rows[1:], PAYMENTS)
    assert finish(at_hand.take_in()).total == 0
    assert len(payments(store)) == 1


def test_taken_back_days_later_it_says_what_was_changed_since(store, keep, budi):
    keep(a.card(enrolment_id=enrolment_of(store, budi).id, number="BP-1"))
    note(store, [[budi.nik, NUMBER, "", ""]], REGISTERED)
    action = last_action(store).id
    with store.writing() as session:
        card = session.scalar(select(Card.id).where(Card.number == NUMBER))
        note_printed(session, [card])
    with pytest.raises(UndoConflictError) as told:
        take_back(store, action)
    assert told.value.lines == [f"Card: {NUMBER}"]


def test_a_file_stopped_half_way_changes_nothing(store, budi, tmp_path):
    rows = [REGISTERED, [budi.nik, NUMBER, "", ""]]
    at_hand = ReturnsAtHand(store, write_xlsx(tmp_path / "x.xlsx", rows))
    finish(at_hand.read())
    before = truth(store)
    work = at_hand.take_in()
    next(work)
    next(work)
    work.close()
    assert truth(store) == before


def test_the_sample_of_the_agency_goes_in_and_out_again(store, keep):
    event = keep(a.event())
    finish(take_in(store, event.id, finish(plan_import(store, FARMERS))))
    with store.reading() as session:
        people = session.scalars(select(Person.id)).all()
    keep(*(a.enrolment(person_id=person, event_id=event.id) for person in people))
    before = truth(store)
    outlook = finish(ReturnsAtHand(store, SAMPLE).read())
    counts = {sieve.value: len(outlook.lines[sieve]) for sieve in ReturnSieve}
    assert counts["registered"] == 108
    assert counts["rejected"] + counts["unknown"] == 8
    assert counts["problem"] == 0
    noted = note(store, list(outlook.found.rows), list(outlook.found.headings))
    assert (noted.registered, noted.cards) == (108, 108)
    take_back(store, last_action(store).id)
    assert truth(store) == before


PEOPLE = 4
NUMBERS = ("", NUMBER, "22360508084", "22125357641")
STATUSES = ("", "TERDAFTAR", "DITOLAK", "LUNAS", "DITAGIH", "PROSES")
DAYS = ("", "01/07/2022", "05/07/2022", "02/09/2022")
FILE = [
    "NIK",
    "NO KPJ",
    "TGL AKTIF",
    "STATUS",
    "KETERANGAN",
    "KODE IURAN",
    "JUMLAH BAYAR",
    "TGL BAYAR",
    "NO REF",
]
row_of = st.tuples(
    st.integers(0, PEOPLE),
    st.sampled_from(NUMBERS),
    st.sampled_from(DAYS),
    st.sampled_from(STATUSES),
    st.sampled_from(("", "Umur", "NIK tidak padan")),
    st.sampled_from(("", "K-1", "K-2")),
    st.sampled_from(("", "100800", "50400")),
    st.sampled_from(DAYS),
    st.sampled_from(("", "R1", "R2")),
)

orders = st.lists(row_of, min_size=1, max_size=7).flatmap(
    lambda rows: st.tuples(st.just(rows), st.permutations(rows))
)


@pytest.fixture
def crowd(keep):
    """People in every stand, and the NIK of nobody."""
    june, august = keep(a.event(), a.event())
    once = {"event_id": june.id}
    later = {"event_id": august.id, "enrolled_at": AUGUST, "first_month": date(2022, 9, 1)}
    gone = {"status": S.REJECTED, "reject_reason": "Umur"}
    people = [
        member(keep, once),
        member(keep, once, later, {**later, **gone, "enrolled_at": AUGUST + timedelta(days=1)}),
        member(keep, {**once, **gone}, {**once, "billing_code": "K-1"}, later),
        member(keep, {**once, "status": S.REGISTERED}, later, member_number="22125357641"),
    ]
    for number, person in enumerate(people):
        keep(a.card(enrolment_id=enrolment_of_first(person, keep), number=f"BP-{number}"))
    return [*(person.nik for person in people), "6501031305659999"]


def enrolment_of_first(person, keep):
    return keep(a.enrolment(person_id=person.id, total=50_400)).id


def file_of(crowd, rows):
    return [[crowd[who], *cells] for who, *cells in rows]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(orders)
def test_any_file_noted_twice_in_any_order_is_noted_once_and_taken_back_exactly(
    store, crowd, orders
):
    rows, shuffled = orders
    before, action = truth(store), last_action(store).id
    note(store, file_of(crowd, rows), FILE)
    after, named = truth(store), last_action(store).id
    assert note(store, file_of(crowd, rows), FILE).total == 0
    assert truth(store) == after
    assert last_action(store).id == named
    if named == action:
        assert after == before
        return
    told = truth(store, with_ids=False)
    take_back(store, named)
    assert truth(store) == before
    note(store, file_of(crowd, shuffled), FILE)
    assert truth(store, with_ids=False) == told
    take_back(store, last_action(store).id)
    assert truth(store) == before


def test_a_code_that_two_enrolments_of_a_person_would_get_is_given_to_neither(store, crowd):
    """Noted with the first row, it would draw the money of the second there the next time."""
    rows = [
        (0, "", "02/09/2022", "PROSES", "Umur", "K-1", "", "", "R2"),
        (0, "", "", "LUNAS", "NIK tidak padan", "K-1", "100800", "", "R1"),
    ]
    planned = plan_of(store, file_of(crowd, rows), FILE).rows
    assert len({row.enrolment.id for row in planned}) == 2
    assert [told(row)[0] for row in planned] == ["otherwise", "otherwise"]
    assert note(store, file_of(crowd, rows), FILE).total == 0
