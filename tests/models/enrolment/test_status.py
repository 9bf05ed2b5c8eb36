import pytest
from sqlalchemy import select

from models.cards.tables import Card
from models.enrolment.numbers import NumberRefusedError
from models.enrolment.of_person import enrolment_of
from models.enrolment.status import StatusDraft, note_status, status_draft
from models.enrolment.tables import EnrolmentStatus, PaymentWay
from models.errors import UserError
from models.history.undo import next_undo, undo
from tests import factories as a

S = EnrolmentStatus


@pytest.fixture
def enrolment(keep):
    """An enrolment of 100.800 rupiah."""
    return keep(a.enrolment(person_id=keep(a.person(name="Awing")).id)).id


def note(store, enrolment, **given):
    with store.writing() as session:
        note_status(session, enrolment, StatusDraft(**given))


def standing(store, enrolment):
    with store.reading() as session:
        return enrolment_of(session, enrolment)


@pytest.mark.parametrize(
    ("given", "beside"),
    [
        ({"status": S.REJECTED}, {"reason"}),
        ({"status": S.REJECTED, "reason": " "}, {"reason"}),
        ({"status": S.REJECTED, "reason": "NIK salah"}, set()),
        ({"status": S.BILLED}, {"billing_code"}),
        ({"status": S.BILLED, "billing_code": "K-1"}, set()),
        ({"status": S.BILLED, "billing_code": "K-1", "amount": 0}, {"amount"}),
        ({"status": S.PAID, "owed": 100}, {"amount"}),
        ({"status": S.PAID, "owed": 100, "amount": 99}, {"amount"}),
        ({"status": S.PAID, "owed": 100, "amount": 100}, set()),
        ({"status": S.PAID}, set()),
        ({"status": S.REGISTERED, "owed": 100}, set()),
    ],
)
def test_what_is_missing_is_told_beside_its_field(given, beside):
    assert set(StatusDraft(**given).problems()) == beside


def test_billed_keeps_the_code(store, enrolment):
    note(store, enrolment, status=S.BILLED, billing_code=" K-1 ")
    now = standing(store, enrolment)
    assert (now.status, now.billing_code, now.owed) == (S.BILLED, "K-1", 100_800)


def test_a_rejected_one_does_not_come_back_beside_the_one_that_took_its_place(store, keep):
    """As after two people were merged who were both enrolled at one event."""
    awing, event = keep(a.person(name="Awing")), keep(a.event())
    place = {"person_id": awing.id, "event_id": event.id}
    fallen, _stands = keep(a.enrolment(status=S.REJECTED, **place), a.enrolment(**place))
    with pytest.raises(UserError, match="Awing is enrolled at this event already"):
        note(store, fallen.id, status=S.BILLED, billing_code="K-1")
    assert standing(store, fallen.id).status is S.REJECTED


def test_money_in_part_leaves_it_billed_and_the_rest_open(store, enrolment):
    note(store, enrolment, status=S.BILLED, billing_code="K-1", amount=800)
    now = standing(store, enrolment)
    assert (now.status, now.paid, now.owed) == (S.BILLED, 800, 100_000)


def test_paid_keeps_way_and_reference_and_is_undone_as_one(store, enrolment):
    note(
        store,
        enrolment,
        status=S.PAID,
        amount=100_800,
        way=PaymentWay.CASH,
        reference="Kuitansi 7",
    )
    assert (standing(store, enrolment).status, standing(store, enrolment).owed) == (S.PAID, 0)
    with store.writing() as session:
        assert next_undo(session).title == "Note the status of Awing"
        undo(session, next_undo(session).action_id)
    now = standing(store, enrolment)
    assert (now.status, now.paid) == (S.TO_REGISTER, 0)


def test_a_rejection_keeps_its_reason_and_loses_it_when_taken_up_again(store, enrolment):
    note(store, enrolment, status=S.REJECTED, reason="NIK salah")
    assert standing(store, enrolment).reject_reason == "NIK salah"
    assert standing(store, enrolment).cover_until is None
    note(store, enrolment, status=S.REGISTERED, reason="NIK salah")
    assert standing(store, enrolment).reject_reason == ""


def test_the_form_begins_with_what_is_kept(store, enrolment):
    note(store, enrolment, status=S.BILLED, billing_code="K-1")
    draft = status_draft(standing(store, enrolment))
    assert draft == StatusDraft(status=S.BILLED, billing_code="K-1", owed=100_800)


NUMBER = "12345678901"


def cards(store):
    with store.reading() as session:
        rows = session.scalars(select(Card).order_by(Card.id))
        return {card.number: (card.kind.value, card.state.value) for card in rows}


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


@pytest.fixture
def proof(keep, enrolment):
    """The queued proof of registration of the enrolment."""
    return keep(a.card(enrolment_id=enrolment, number="BP-1")).number


def test_registered_with_a_number_makes_the_card_as_one_action(store, enrolment, proof):
    note(store, enrolment, status=S.REGISTERED, member_number=" 1234 5678 901 ")
    assert standing(store, enrolment).member_number == NUMBER
    assert cards(store) == {proof: ("proof", "cancelled"), NUMBER: ("member", "queued")}
    take_back(store)
    assert standing(store, enrolment).member_number == ""
    assert standing(store, enrolment).status is S.TO_REGISTER
    assert cards(store) == {proof: ("proof", "queued")}


def test_registered_without_a_number_makes_no_card(store, enrolment, proof):
    note(store, enrolment, status=S.REGISTERED)
    assert cards(store) == {proof: ("proof", "queued")}


def test_noted_again_there_is_one_card(store, enrolment):
    for _again in range(2):
        note(store, enrolment, status=S.REGISTERED, member_number=NUMBER)
    assert cards(store) == {NUMBER: ("member", "queued")}


def test_rejected_what_was_to_be_printed_is_cancelled_and_comes_again(store, enrolment, proof):
    note(store, enrolment, status=S.REJECTED, reason="NIK salah")
    assert cards(store) == {proof: ("proof", "cancelled")}
    note(store, enrolment, status=S.TO_REGISTER)
    assert cards(store) == {proof: ("proof", "queued")}


def test_the_number_emptied_the_proof_stands_for_the_card_again(store, enrolment, proof):
    note(store, enrolment, status=S.REGISTERED, member_number=NUMBER)
    note(store, enrolment, status=S.REGISTERED, member_number=" ")
    assert standing(store, enrolment).member_number == ""
    assert cards(store) == {proof: ("proof", "queued"), NUMBER: ("member", "cancelled")}


def test_a_number_is_left_where_another_status_is_noted(store, enrolment):
    note(store, enrolment, status=S.REGISTERED, member_number=NUMBER)
    note(store, enrolment, status=S.BILLED, billing_code="K-1", member_number="")
    assert standing(store, enrolment).member_number == NUMBER


@pytest.mark.parametrize("typed", ["123", "sebelas angka", "1234567890123456", "<b>12345</b>"])
def test_what_is_no_number_is_told_and_not_kept(store, enrolment, typed):
    draft = StatusDraft(status=S.REGISTERED, member_number=typed)
    assert "is no membership number" in draft.problems()["member_number"]
    with pytest.raises(NumberRefusedError):
        note(store, enrolment, status=S.REGISTERED, member_number=typed)
    assert standing(store, enrolment).status is S.TO_REGISTER


def test_a_number_of_somebody_else_is_refused(store, keep, enrolment):
    keep(a.person(name="Budi", member_number=NUMBER))
    with pytest.raises(NumberRefusedError, match=f"{NUMBER} is that of Budi"):
        note(store, enrolment, status=S.REGISTERED, member_number=NUMBER)
    assert cards(store) == {}
