from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from models.base import utc_now
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.errors import UserError
from models.history.recording import recorder
from models.history.undo import next_redo, next_undo, undo
from models.money.cash import close_box, open_box
from models.money.paying import due, note_billed, take_payment
from models.money.receipts import (
    find_receipt,
    first_gap,
    give_receipt,
    receipt_rows,
    receipts_of,
    void_receipt,
    void_warnings,
)
from models.money.tables import Receipt
from models.office.queries import today
from models.office.tables import Desk
from models.people.merging import merge_people
from models.people.tables import Person
from tests import factories as a
from tests.models.money.conftest import cash, channel, take

HOSTILE = "<b>x</b>'; DROP TABLE receipt; -- \u202e😀 {name}"


def rows(store, **which):
    with store.reading() as session:
        return receipt_rows(session, **which)


def numbers(store):
    return [one.number for one in reversed(rows(store))]


def void(store, receipt, reason="Salah ketik"):
    with store.writing() as session:
        void_receipt(session, receipt, reason)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def do_again(store):
    with store.writing() as session:
        undo(session, next_redo(session).action_id)


def test_a_desk_counts_its_receipts_from_one(store, enrolments):
    for one in enrolments:
        take(store, one)
    assert numbers(store) == ["00-000001", "00-000002", "00-000003"]


def test_another_desk_counts_on_its_own(store, keep, enrolments):
    desk = keep(Desk(number=3, name="Meja 3"))
    keep(
        Receipt(
            desk_id=desk.id,
            serial=7,
            issued_at=utc_now(),
            name="x",
            amount=1,
            content={"way": "cash"},
        )
    )
    take(store, enrolments[0])
    assert sorted(numbers(store)) == ["00-000001", "03-000007"]


def test_the_database_itself_refuses_a_number_twice(keep, store, enrolment):
    take(store, enrolment)
    [first] = rows(store)
    with store.reading() as session:
        desk = session.get_one(Receipt, first.id).desk_id
    with pytest.raises(IntegrityError):
        keep(Receipt(desk_id=desk, serial=1, issued_at=utc_now(), name="", amount=1, content={}))


def test_a_number_whose_transaction_failed_is_not_lost(store, enrolments):
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        take_payment(session, enrolments[0], cash())
        raise ZeroDivisionError
    take(store, enrolments[1])
    assert numbers(store) == ["00-000001"]


def test_what_was_undone_is_void_and_its_number_never_used_again(store, enrolments):
    take(store, enrolments[0])
    take_back(store)
    take(store, enrolments[1])
    last, first = rows(store)
    assert (first.number, first.voided_at is None) == ("00-000001", False)
    assert first.void_reason == "Taken back: Note a payment of Awing"
    assert (last.number, last.voided_at) == ("00-000002", None)


def test_a_redo_makes_the_receipt_good_again(store, enrolment):
    _payment, receipt = take(store, enrolment)
    take_back(store)
    do_again(store)
    [row] = rows(store)
    assert (row.id, row.voided_at, row.void_reason) == (receipt, None, "")
    with store.reading() as session:
        assert session.query(Payment).one().receipt_id == receipt


def test_a_void_takes_the_payment_back_and_the_status_with_it(store, enrolment):
    _payment, receipt = take(store, enrolment)
    void(store, receipt)
    with store.reading() as session:
        assert session.query(Payment).count() == 0
        assert session.get_one(Enrolment, enrolment).status is EnrolmentStatus.TO_REGISTER
    [row] = rows(store)
    assert (row.void_reason, row.voided_at is not None) == ("Salah ketik", True)


def test_a_void_leaves_billed_what_was_billed(store, enrolment):
    with store.writing() as session:
        note_billed(session, enrolment, "K-1")
    _payment, receipt = take(store, enrolment)
    void(store, receipt)
    with store.reading() as session:
        assert session.get_one(Enrolment, enrolment).status is EnrolmentStatus.BILLED


def test_a_void_leaves_paid_what_other_money_pays(store, enrolment):
    take(store, enrolment)
    _payment, receipt = take(store, enrolment, cash(5_000))
    void(store, receipt)
    with store.reading() as session:
        assert session.get_one(Enrolment, enrolment).status is EnrolmentStatus.PAID


def test_a_void_is_one_action_and_undone_as_one(store, enrolment):
    payment, receipt = take(store, enrolment)
    void(store, receipt)
    with store.reading() as session:
        assert next_undo(session).title == "Void receipt 00-000001 of Awing"
    take_back(store)
    assert rows(store)[0].voided_at is None
    with store.reading() as session:
        assert session.get_one(Payment, payment).receipt_id == receipt
        assert session.get_one(Enrolment, enrolment).status is EnrolmentStatus.PAID


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_void_wants_a_reason(store, enrolment, reason):
    _payment, receipt = take(store, enrolment)
    with pytest.raises(UserError, match="why"):
        void(store, receipt, reason)
    assert rows(store)[0].voided_at is None


def test_a_receipt_is_voided_once(store, enrolment):
    _payment, receipt = take(store, enrolment)
    void(store, receipt)
    with pytest.raises(UserError, match="00-000001 is void already"):
        void(store, receipt, "noch einmal")
    assert rows(store)[0].void_reason == "Salah ketik"


def test_a_void_after_the_closing_of_the_box_is_told(store, enrolment):
    with store.writing() as session:
        box = open_box(session, None, 0).id
    _payment, receipt = take(store, enrolment)
    with store.reading() as session:
        assert void_warnings(session, receipt) == []
    with store.writing() as session:
        close_box(session, box, {100_000: 1, 500: 1, 200: 1, 100: 1})
    with store.reading() as session:
        assert "counted and closed" in void_warnings(session, receipt)[0]


def test_a_void_of_somebody_registered_is_told(store, enrolment):
    _payment, receipt = take(store, enrolment)
    with store.writing("x") as session:
        session.get_one(Enrolment, enrolment).status = EnrolmentStatus.REGISTERED
    with store.reading() as session:
        assert "registered" in void_warnings(session, receipt)[0]
    void(store, receipt)
    with store.reading() as session:
        assert session.get_one(Enrolment, enrolment).status is EnrolmentStatus.REGISTERED


def test_a_receipt_may_be_given_later_and_only_once(store, enrolment):
    payment, _none = take(store, enrolment, with_receipt=False)
    with store.writing() as session:
        give_receipt(session, payment)
    assert numbers(store) == ["00-000001"]
    with pytest.raises(UserError, match="already"), store.writing() as session:
        give_receipt(session, payment)


def test_the_undo_of_a_receipt_given_later_leaves_the_money(store, enrolment):
    payment, _none = take(store, enrolment, with_receipt=False)
    with store.writing() as session:
        give_receipt(session, payment)
    take_back(store)
    with store.reading() as session:
        assert session.get_one(Payment, payment).receipt_id is None
    assert rows(store)[0].voided_at is not None


def test_a_computer_that_is_no_desk_gives_no_receipt(store, enrolment):
    payment, _none = take(store, enrolment, with_receipt=False)
    with pytest.raises(UserError, match="not a desk"), store.writing() as session:
        recorder(session).desk_id = None
        give_receipt(session, payment)


@pytest.mark.parametrize("typed", ["00-000001", "TT:00-000001-B", "tt:00-000001-b\r"])
def test_a_receipt_is_found_by_its_number_and_its_code(store, enrolment, typed):
    _payment, receipt = take(store, enrolment, channel())
    with store.reading() as session:
        found = find_receipt(session, typed)
        person = session.get_one(Enrolment, enrolment).person_id
    assert (found.id, found.name, found.amount) == (receipt, "Awing", 100_800)
    assert (found.way, found.enrolment_id, found.person_id) == (
        PaymentWay.CHANNEL,
        enrolment,
        person,
    )


@pytest.mark.parametrize("typed", ["", "00-000002", "05-000001", "TT:00-000001-X", HOSTILE])
def test_what_is_no_receipt_finds_none(store, enrolment, typed):
    take(store, enrolment)
    with store.reading() as session:
        assert find_receipt(session, typed) is None


def test_a_void_receipt_still_leads_to_whom_it_was_for(store, enrolment):
    _payment, receipt = take(store, enrolment)
    void(store, receipt)
    with store.reading() as session:
        found = find_receipt(session, "00-000001")
        assert found.voided_at is not None
        assert [one.id for one in receipts_of(session, found.person_id)] == [receipt]


def test_a_receipt_says_what_it_said_whatever_is_corrected_later(store, enrolment):
    take(store, enrolment)
    with store.writing("x") as session:
        session.get_one(Enrolment, enrolment).person.name = "Lain"
    assert rows(store)[0].name == "Awing"


def test_lists_are_of_an_event_a_desk_or_a_day(store, keep, event, enrolment):
    other_event, person = keep(a.event(), a.person())
    other = keep(a.enrolment(person_id=person.id, event_id=other_event.id))
    take(store, enrolment)
    take(store, other.id)
    with store.reading() as session:
        desk, day = session.query(Desk).one().id, today(session)
    assert [one.number for one in rows(store, event_id=event)] == ["00-000001"]
    assert len(rows(store, desk_id=desk)) == 2
    assert rows(store, desk_id=desk + 99) == []
    assert len(rows(store, day=day)) == 2
    assert rows(store, day=day - timedelta(days=1)) == []


def test_the_day_of_a_receipt_is_the_offices(store, keep, enrolment):
    take(store, enrolment)
    with store.writing("x") as session:
        session.query(Receipt).one().issued_at = datetime(2022, 6, 27, 16, 30, tzinfo=UTC)
    assert len(rows(store, day=date(2022, 6, 28))) == 1
    assert rows(store, day=date(2022, 6, 27)) == []


def test_a_gap_is_found(store, keep, enrolments):
    for one in enrolments:
        take(store, one)
    with store.reading() as session:
        assert first_gap(session) is None
    with store.writing("x") as session:
        session.query(Receipt).filter_by(serial=2).one().serial = 9
    with store.reading() as session:
        assert first_gap(session) == "00-000002"


def test_a_merger_moves_the_money_with_its_receipts_and_what_it_pays(store, keep, event):
    first, other = keep(a.person(name="Awing"), a.person(name="Awing B."))
    kept, gone = keep(
        a.enrolment(person_id=first.id, event_id=event),
        a.enrolment(person_id=other.id, event_id=event, billing_code="K-9"),
    )
    take(store, kept.id, cash(50_000))
    take(store, gone.id, cash(50_800))
    with store.writing() as session:
        merge_people(session, first.id, other.id)
    with store.reading() as session:
        stands = session.get_one(Enrolment, kept.id)
        assert (stands.status, stands.billing_code) == (EnrolmentStatus.PAID, "K-9")
        assert {one.number for one in receipts_of(session, first.id)} == {
            "00-000001",
            "00-000002",
        }
        assert receipts_of(session, other.id) == []
        assert due(session, kept.id).state == "paid"


def test_hostile_names_and_reasons_are_kept_as_they_are(store, keep, event):
    person = keep(a.person(name=HOSTILE * 6))
    enrolment = keep(a.enrolment(person_id=person.id, event_id=event))
    _payment, receipt = take(store, enrolment.id, cash(note=HOSTILE))
    void(store, receipt, HOSTILE * 20)
    [row] = rows(store)
    assert (row.name, row.void_reason) == (HOSTILE * 6, HOSTILE * 20)
    with store.reading() as session:
        assert session.get_one(Person, person.id).name == HOSTILE * 6
        assert session.get_one(Receipt, receipt).content["note"] == HOSTILE
