from dataclasses import replace
from datetime import date

import pytest

from models.enrolment.consents import withdraw_consent
from models.enrolment.operations import set_status
from models.enrolment.tables import Consent, ConsentWay, EnrolmentStatus, PaymentWay
from models.errors import UserError
from models.history.of_record import person_timeline
from models.history.undo import next_undo, undo
from models.money.paying import pay
from models.people.drafts import PersonDraft
from models.people.operations import add_person, change_person
from models.people.queries import person_draft
from models.people.tables import Sex
from tests import factories as a


def draft_of(store, person):
    with store.reading() as session:
        return person_draft(session, person)


def change(store, person, **fields):
    with store.writing() as session:
        change_person(session, person, replace(person_draft(session, person), **fields))


def story(store, person, limit=15):
    with store.reading() as session:
        return person_timeline(session, person, limit)


def told(store, person):
    return [
        (one.entry.title, [(field.word, field.before, field.after) for field in one.fields])
        for one in story(store, person)
    ]


@pytest.fixture
def person(store):
    """Somebody added by the office."""
    with store.writing() as session:
        return add_person(session, PersonDraft(name="Awing", nik=a.nik(77))).id


def test_an_action_tells_old_and_new_values_in_words(store, person):
    change(store, person, phone="+6281234567890", sex=Sex.MALE, birth_date=date(1980, 5, 13))
    title, fields = told(store, person)[0]
    assert title == "Change Awing"
    assert sorted(fields) == [
        ("Birth date", "nothing", "13 May 1980"),
        ("Phone", "nothing", "0812-3456-7890"),
        ("Sex", "nothing", "Male"),
    ]


def test_the_latest_comes_first_and_the_first_has_no_fields(store, person):
    change(store, person, name="Awing Ding")
    assert [title for title, _fields in told(store, person)] == ["Change Awing Ding", "Add Awing"]
    assert told(store, person)[-1][1] == []


def test_only_so_many_are_told(store, person):
    for number in range(4):
        change(store, person, name=f"Awing {number}")
    assert len(story(store, person, 2)) == 2


def test_what_was_done_to_others_is_not_told(store, person, keep):
    other = keep(a.person())
    change(store, other.id, name="Budi")
    assert [title for title, _fields in told(store, person)] == ["Add Awing"]


def test_a_village_is_told_once_and_not_by_its_code(store, person):
    change(store, person, region_code="65.01.03.2002", region_line="Desa Pimping")
    assert told(store, person)[0][1] == [("Village", "nothing", "Desa Pimping")]


def test_what_belongs_to_somebody_is_told_with_them(store, person, keep):
    enrolment = keep(a.enrolment(person_id=person))
    consent = keep(
        Consent(person_id=person, text_version="2022-1", language="id", way=ConsentWay.TICKED)
    )
    with store.writing() as session:
        set_status(session, enrolment.id, EnrolmentStatus.BILLED, billing_code="K-1")
    with store.writing() as session:
        pay(session, enrolment.id, 100_800, PaymentWay.CASH)
    with store.writing() as session:
        withdraw_consent(session, consent.id)
    withdrawn, paid, billed, *_first = told(store, person)
    assert withdrawn[0] == "Withdraw the consent of Awing"
    assert paid == ("Note a payment of Awing", [("Status", "Billed", "Paid")])
    assert set(billed[1]) == {
        ("Status", "To be registered", "Billed"),
        ("Billing code", "nothing", "K-1"),
    }


def test_what_was_taken_out_again_is_still_told(store, person, keep):
    event = keep(a.event())
    keep(a.attendance(person_id=person, event_id=event.id))
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert told(store, person)[0][0] == "Undo: Keep what a test needs"
    assert story(store, person)[1].entry.undone


def test_a_consent_is_withdrawn_once(store, person, keep):
    consent = keep(
        Consent(person_id=person, text_version="2022-1", language="id", way=ConsentWay.TICKED)
    )
    with store.writing() as session:
        withdraw_consent(session, consent.id)
    with pytest.raises(UserError, match="meanwhile"), store.writing() as session:
        withdraw_consent(session, consent.id)
