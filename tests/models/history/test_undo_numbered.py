"""Papers whose numbers were given out: taken back they are void, and their numbers never free."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.enrolment.tables import PaperForm, Payment, PaymentWay
from models.events.tables import Event
from models.history.bulk import insert_many
from models.history.steps import next_steps, take_back
from models.history.undo import UndoConflictError, title
from models.money.tables import Receipt
from models.office.tables import Desk
from models.progress import finish
from models.words import speak
from tests import factories as a

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def desk_of(session):
    return session.scalars(select(Desk.id)).one()


def paper_form(session, event):
    return PaperForm(
        event_id=event.id,
        desk_id=desk_of(session),
        serial=1,
        printed_at=AT,
        text_version="2022-1",
        language="id",
    )


def receipt(session, serial=1):
    return Receipt(
        desk_id=desk_of(session), serial=serial, issued_at=AT, name="Usun", amount=36800, content={}
    )


@pytest.fixture
def paid(store, keep):
    """Take a payment and give a receipt for it, in one action; return the receipt's id."""
    enrolled = keep(a.enrolment(person=a.person()))
    with store.writing("Take the payment of Usun") as session:
        given = receipt(session)
        session.add(given)
        session.flush()
        session.add(
            Payment(
                enrolment_id=enrolled.id,
                amount=36800,
                paid_at=AT,
                way=PaymentWay.CASH,
                receipt_id=given.id,
            )
        )
    return given.id


def undo_last(store):
    finish(take_back(store, next_steps(store)[0].action_id))


def redo_last(store):
    finish(take_back(store, next_steps(store)[1].action_id))


def the(store, kind, record_id):
    with store.reading() as session:
        return session.get_one(kind, record_id)


def payments(store):
    with store.reading() as session:
        return session.scalars(select(Payment.receipt_id)).all()


def test_taken_back_a_receipt_is_void_and_its_payment_gone(store, paid):
    undo_last(store)
    left = the(store, Receipt, paid)
    assert left.voided_at is not None
    assert left.void_reason == "Taken back: Take the payment of Usun"
    assert (left.serial, left.amount, left.name) == (1, 36800, "Usun")
    assert payments(store) == []


def test_done_again_it_holds_and_its_payment_is_back(store, paid):
    undo_last(store)
    redo_last(store)
    again = the(store, Receipt, paid)
    assert (again.voided_at, again.void_reason) == (None, None)
    assert payments(store) == [paid]


def test_undo_after_redo_voids_it_again(store, paid):
    for step in (undo_last, redo_last, undo_last):
        step(store)
    left = the(store, Receipt, paid)
    assert left.voided_at is not None
    assert left.void_reason == "Taken back: Take the payment of Usun"
    assert payments(store) == []


def test_the_action_is_named_there_in_the_language_of_the_screen(store, keep):
    event = keep(a.event())
    with store.writing("Note cards as printed") as session:
        form = paper_form(session, event)
        session.add(form)
    speak("id")
    said = title("Note cards as printed", {})
    undo_last(store)
    assert said != "Note cards as printed"
    assert the(store, PaperForm, form.id).void_reason.endswith(said)


def test_the_number_of_a_void_receipt_is_never_free(store, paid):
    undo_last(store)
    with pytest.raises(IntegrityError), store.writing("Again") as session:
        session.add(receipt(session))


def test_a_receipt_voided_by_hand_since_stands_in_the_way_and_keeps_its_reason(store, paid):
    action = next_steps(store)[0].action_id
    with store.writing("Void") as session:
        held = session.get_one(Receipt, paid)
        held.voided_at, held.void_reason = AT, "Salah tulis"
    with pytest.raises(UndoConflictError):
        finish(take_back(store, action))
    finish(take_back(store, action, keep_changed=True))
    kept = the(store, Receipt, paid)
    assert (kept.voided_at, kept.void_reason) == (AT, "Salah tulis")
    assert payments(store) == []


def test_redo_does_not_lift_a_void_whose_reason_was_written_anew(store, paid):
    undo_last(store)
    undone = next_steps(store)[1].action_id
    with store.writing("Explain") as session:
        session.get_one(Receipt, paid).void_reason = "Uang kembali"
    with pytest.raises(UndoConflictError):
        finish(take_back(store, undone))
    assert the(store, Receipt, paid).void_reason == "Uang kembali"


def test_forms_printed_in_one_step_are_all_voided(store, keep):
    event = keep(a.event())
    with store.writing("Print forms") as session:
        columns = ("event_id", "desk_id", "serial", "printed_at", "text_version", "language")
        rows = [(event.id, desk_of(session), serial, AT, "2022-1", "id") for serial in range(1, 41)]
        ids = insert_many(session, PaperForm, columns, rows)
    undo_last(store)
    with store.reading() as session:
        forms = session.scalars(select(PaperForm)).all()
    assert [form.id for form in forms] == list(ids)
    assert all(form.voided_at and form.void_reason == "Taken back: Print forms" for form in forms)


def test_an_event_with_forms_of_the_same_action_stands_for_the_forms_remain(store):
    with store.writing("Plan and print") as session:
        event = a.event()
        session.add(event)
        session.flush()
        session.add(paper_form(session, event))
    action = next_steps(store)[0].action_id
    with pytest.raises(UndoConflictError) as told:
        finish(take_back(store, action))
    assert [one.used_by for one in told.value.conflicts] == ["paper_form"]
    finish(take_back(store, action, keep_changed=True))
    assert the(store, Event, event.id).title
    with store.reading() as session:
        assert session.scalars(select(PaperForm.voided_at)).one() is not None


def test_a_form_typed_in_is_empty_again_when_the_typing_is_taken_back(store, keep):
    event = keep(a.event())
    with store.writing("Print forms") as session:
        form = paper_form(session, event)
        session.add(form)
    with store.writing("Type in a form") as session:
        person = a.person()
        session.add(person)
        session.flush()
        typed = session.get_one(PaperForm, form.id)
        typed.person_id, typed.typed_at = person.id, AT
    undo_last(store)
    left = the(store, PaperForm, form.id)
    assert (left.person_id, left.typed_at, left.voided_at) == (None, None, None)
