import pytest
from sqlalchemy import select

from models.enrolment.of_person import person_record
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.errors import UserError
from models.history.tables import Action
from models.history.undo import next_undo, undo
from models.money.cash import open_box
from models.money.paying import (
    Due,
    PaymentDraft,
    PaymentState,
    due,
    note_billed,
    pay,
    payment_draft,
)
from models.office.money import MoneyDraft, change_money
from tests.models.money.conftest import cash, channel, take

S = EnrolmentStatus


def status(store, enrolment):
    with store.reading() as session:
        return session.get_one(Enrolment, enrolment).status


def state(store, enrolment):
    with store.reading() as session:
        return due(session, enrolment).state


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def no_cash(store):
    with store.writing() as session:
        change_money(session, MoneyDraft(takes_cash=False))


@pytest.mark.parametrize(
    ("total", "paid", "code", "expected", "rest", "over"),
    [
        (100, 0, "", PaymentState.NONE, 100, 0),
        (100, 0, "K1", PaymentState.BILLED, 100, 0),
        (100, 40, "K1", PaymentState.PART, 60, 0),
        (100, 100, "", PaymentState.PAID, 0, 0),
        (100, 130, "", PaymentState.TOO_MUCH, 0, 30),
    ],
)
def test_how_far_the_money_is(total, paid, code, expected, rest, over):
    owed = Due(total, paid, code)
    assert (owed.state, owed.rest, owed.over) == (expected, rest, over)


def test_money_makes_an_enrolment_paid_and_gives_a_receipt(store, enrolment):
    payment, receipt = take(store, enrolment)
    assert (status(store, enrolment), state(store, enrolment)) == (S.PAID, PaymentState.PAID)
    with store.reading() as session:
        kept = session.get_one(Payment, payment)
        assert kept.receipt_id == receipt
        assert kept.desk_id is not None
        assert kept.officer_id == store.officer_id


def test_a_payment_is_one_action_and_undone_as_one(store, enrolment):
    take(store, enrolment)
    with store.reading() as session:
        assert next_undo(session).title == "Note a payment of Awing"
    take_back(store)
    assert (status(store, enrolment), state(store, enrolment)) == (
        S.TO_REGISTER,
        PaymentState.NONE,
    )


def test_money_without_a_receipt_has_none(store, enrolment):
    assert take(store, enrolment, with_receipt=False)[1] is None


def test_part_of_the_money_leaves_it_to_be_registered(store, enrolment):
    take(store, enrolment, cash(50_000))
    assert (status(store, enrolment), state(store, enrolment)) == (
        S.TO_REGISTER,
        PaymentState.PART,
    )


def test_cash_lies_in_the_box_that_is_open_and_money_of_a_channel_does_not(store, enrolments):
    with store.writing() as session:
        box = open_box(session, None, 0).id
    first, _ = take(store, enrolments[0])
    other, _ = take(store, enrolments[1], channel())
    with store.reading() as session:
        assert session.get_one(Payment, first).cash_box_id == box
        assert session.get_one(Payment, other).cash_box_id is None


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PaymentDraft(None), "amount"),
        (cash(0), "amount"),
        (cash(-1), "amount"),
        (cash(10**16), "amount"),
        (channel(reference="  "), "reference"),
        (channel(reference="x" * 301), "reference"),
        (cash(note="x" * 301), "note"),
        (cash(takes_cash=False), "way"),
    ],
)
def test_a_payment_that_cannot_be_kept_says_where(draft, field):
    assert set(draft.problems()) == {field}


@pytest.mark.parametrize("draft", [PaymentDraft(None), cash(-5), channel(reference="")])
def test_what_has_problems_is_not_taken_and_leaves_nothing(store, enrolment, draft):
    with pytest.raises(UserError):
        take(store, enrolment, draft)
    assert state(store, enrolment) is PaymentState.NONE


def test_cash_is_refused_where_the_office_takes_none_whatever_the_draft_says(store, enrolment):
    no_cash(store)
    with pytest.raises(UserError, match="does not take cash"):
        take(store, enrolment, cash(takes_cash=True))
    take(store, enrolment, channel())
    assert state(store, enrolment) is PaymentState.PAID


def test_a_note_needs_a_receipt_to_stand_on(store, enrolment):
    with pytest.raises(UserError, match="stands on the receipt"):
        take(store, enrolment, cash(note="dari kakaknya"), with_receipt=False)


@pytest.mark.parametrize(
    ("draft", "field", "said"),
    [
        (cash(100_000), "amount", "Rp800 stays open."),
        (cash(101_000), "amount", "That is Rp200 more than is due."),
        (cash(settled=True), "amount", "This enrolment counts as paid already."),
        (cash(billing_code="K-1"), "way", "It was billed with code K-1"),
        (cash(box_open=False), "way", "No cash box is open here"),
    ],
)
def test_what_is_odd_is_pointed_out_and_no_obstacle(draft, field, said):
    assert draft.warnings()[field].startswith(said)
    assert draft.problems() == {}


def test_what_is_due_is_nothing_to_point_out():
    assert cash().warnings() == channel().warnings() == {}


def test_all_that_is_open_is_proposed(store, enrolment):
    take(store, enrolment, cash(800))
    with store.reading() as session:
        draft = payment_draft(session, enrolment)
    assert (draft.amount, draft.expects, draft.way) == (100_000, 100_000, PaymentWay.CASH)
    assert not draft.box_open


def test_a_channel_is_proposed_where_no_cash_is_taken(store, enrolment):
    no_cash(store)
    with store.reading() as session:
        draft = payment_draft(session, enrolment)
    assert (draft.way, draft.takes_cash) == (PaymentWay.CHANNEL, False)


def test_nothing_is_proposed_for_what_is_paid(store, enrolment):
    take(store, enrolment)
    with store.reading() as session:
        draft = payment_draft(session, enrolment)
    assert (draft.amount, draft.settled) == (None, True)


def test_a_billing_code_bills_an_enrolment(store, enrolment):
    with store.writing() as session:
        note_billed(session, enrolment, " K-77 ")
        assert due(session, enrolment).billing_code == "K-77"
    assert (status(store, enrolment), state(store, enrolment)) == (S.BILLED, PaymentState.BILLED)
    take_back(store)
    assert (status(store, enrolment), state(store, enrolment)) == (
        S.TO_REGISTER,
        PaymentState.NONE,
    )


def test_a_code_that_comes_later_leaves_what_is_paid_paid(store, enrolment):
    take(store, enrolment)
    with store.writing() as session:
        note_billed(session, enrolment, "K-77")
    assert status(store, enrolment) is S.PAID


@pytest.mark.parametrize("code", ["", "  ", "x" * 33])
def test_a_code_that_cannot_be_kept_is_refused(store, enrolment, code):
    with pytest.raises(UserError), store.writing() as session:
        note_billed(session, enrolment, code)


@pytest.mark.parametrize("amount", [0, -1, 10**16])
def test_money_that_is_none_is_not_noted(store, enrolment, amount):
    with pytest.raises(UserError, match="amount"), store.writing() as session:
        pay(session, enrolment, amount, PaymentWay.CASH)


def test_the_persons_page_shows_the_receipt_of_each_payment(store, enrolment):
    take(store, enrolment, cash(800))
    take(store, enrolment, cash(100_000), with_receipt=False)
    with store.reading() as session:
        person = session.get_one(Enrolment, enrolment).person_id
        record = person_record(session, person)
    assert {one.amount: one.receipt for one in record.payments} == {800: "00-000001", 100_000: ""}


def test_undoing_an_older_part_takes_what_it_made_paid_back_too(store, enrolment):
    take(store, enrolment, cash(40_000))
    with store.reading() as session:
        first = next_undo(session).action_id
    take(store, enrolment, cash(60_800))
    assert status(store, enrolment) is S.PAID
    with store.writing() as session:
        undo(session, first)
    assert status(store, enrolment) is S.TO_REGISTER
    assert state(store, enrolment) is PaymentState.PART


def test_putting_an_older_part_back_makes_it_paid_again(store, enrolment):
    take(store, enrolment, cash(40_000))
    with store.reading() as session:
        first = next_undo(session).action_id
    take(store, enrolment, cash(60_800))
    with store.writing() as session:
        undo(session, first)
    with store.reading() as session:
        again = session.scalars(select(Action.id).where(Action.undoes_id == first)).one()
    with store.writing() as session:
        undo(session, again)
    assert status(store, enrolment) is S.PAID
    assert state(store, enrolment) is PaymentState.PAID


def test_undoing_a_part_leaves_what_the_agency_registered(store, enrolment):
    take(store, enrolment, cash(40_000))
    with store.reading() as session:
        first = next_undo(session).action_id
    take(store, enrolment, cash(60_800))
    with store.writing("Register") as session:
        session.get_one(Enrolment, enrolment).status = S.REGISTERED
    with store.writing() as session:
        undo(session, first)
    assert status(store, enrolment) is S.REGISTERED
