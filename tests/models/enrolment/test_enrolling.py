from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from models.cards.tables import Card
from models.documents.contents import content, keep_content
from models.enrolment.contribution import from_pricing
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import AlreadyEnrolledError, enrol, set_status
from models.enrolment.tables import (
    Consent,
    ConsentWay,
    Enrolment,
    EnrolmentStatus,
    Payment,
    PaymentWay,
)
from models.errors import UserError
from models.events.tables import Attendance
from models.history.undo import next_undo, undo
from models.money.at_enrolment import MoneyDraft, MoneyKind, receipt_said
from models.money.paying import pay
from models.money.tables import Receipt
from models.people.operations import NikTakenError
from models.people.tables import Person
from models.plain_values import from_plain, to_plain
from tests import factories as a
from tests.models.enrolment.enrolling_at_hand import draft, enrolled

TODAY = date(2022, 6, 28)


def test_who_does_not_know_the_programmes_is_not_enrolled_yet():
    assert set(draft(declared=False).problems(TODAY)) == {"declared"}


def test_what_was_stated_is_dated(store, keep):
    event = keep(a.event())
    at = datetime(2022, 6, 28, 2, 0, tzinfo=UTC)
    with store.writing() as session:
        kept = enrol(session, event.id, draft(), at).id
    with store.reading() as session:
        assert session.get_one(Enrolment, kept).declared_at == at


def test_one_form_does_everything(store, keep):
    event = keep(a.event())
    enrolment = enrolled(store, event, draft())
    with store.reading() as session:
        kept = session.get_one(Enrolment, enrolment)
        assert (kept.total, kept.base_income, kept.months) == (100_800, 1_000_000, 6)
        assert from_pricing(kept.pricing).total == 100_800
        assert kept.status is EnrolmentStatus.TO_REGISTER
        place = session.scalars(select(Attendance)).one()
        assert place.walk_in
        assert place.present_at is not None
        consent = session.scalars(select(Consent)).one()
        assert (consent.text_version, consent.way) == ("2022-1", ConsentWay.TICKED)
        assert session.scalars(select(Card)).one().enrolment_id == enrolment


def test_enrolling_is_one_action_and_undone_as_one(store, keep):
    event = keep(a.event())
    enrolled(store, event, draft())
    with store.reading() as session:
        step = next_undo(session)
    assert step.title == "Enrol YOHANES LAWING"
    with store.writing() as session:
        undo(session, step.action_id)
    with store.reading() as session:
        for kind in (Person, Attendance, Enrolment, Consent, Card):
            assert session.scalars(select(kind)).all() == []


def test_a_known_person_is_enrolled_and_what_changed_is_kept(store, keep):
    event, person = keep(a.event(), a.person(nik=a.nik(1), name="YOHANES", phone=None))
    given = draft(person_id=person.id)
    enrolled(store, event, replace(given, person=replace(given.person, phone="+6281234567890")))
    with store.reading() as session:
        [kept] = session.scalars(select(Person)).all()
        assert (kept.name, kept.phone) == ("YOHANES LAWING", "+6281234567890")


def test_nobody_is_enrolled_twice_at_one_event(store, keep):
    event = keep(a.event())
    enrolled(store, event, draft())
    with store.reading() as session:
        person = session.scalars(select(Person.id)).one()
    with pytest.raises(AlreadyEnrolledError, match="YOHANES"):
        enrolled(store, event, draft(person_id=person))


def test_after_a_rejection_one_may_enrol_again(store, keep):
    event = keep(a.event())
    first = enrolled(store, event, draft())
    with store.writing() as session:
        set_status(session, first, EnrolmentStatus.REJECTED, reason="NIK tidak padan")
    with store.reading() as session:
        person = session.scalars(select(Person.id)).one()
    assert enrolled(store, event, draft(person_id=person)) != first


def test_a_rejection_wants_a_reason(store, keep):
    event = keep(a.event())
    first = enrolled(store, event, draft())
    with pytest.raises(UserError, match="why"), store.writing() as session:
        set_status(session, first, EnrolmentStatus.REJECTED)


def test_a_new_person_with_a_known_nik_is_told_who_that_is(store, keep):
    event, person = keep(a.event(), a.person(nik=a.nik(1), name="Lain"))
    with pytest.raises(NikTakenError, match="Lain") as caught:
        enrolled(store, event, draft())
    assert caught.value.person_id == person.id
    with store.reading() as session:
        assert session.scalars(select(Enrolment)).all() == []


def test_paid_in_full_counts_as_paid(store, keep):
    event = keep(a.event())
    enrolment = enrolled(store, event, draft())
    for amount, status in ((50_000, "to_register"), (50_800, "paid")):
        with store.writing() as session:
            pay(session, enrolment, amount, PaymentWay.CASH)
        with store.reading() as session:
            assert session.get_one(Enrolment, enrolment).status == status


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"consent": ConsentDraft()}, "consent"),
        ({"occupation": " "}, "occupation"),
        ({"base_income": 2_000_000}, "base_reason"),
        ({"programmes": ("JKK",)}, "programmes"),
        ({"months": 0}, "months"),
    ],
)
def test_an_enrolment_that_cannot_be_kept_says_where(change, field):
    assert set(draft(**change).problems(TODAY)) == {field}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nik": ""}, "nik"),
        ({"birth_date": None}, "birth_date"),
        ({"income": None}, "income"),
        ({"nik": "", "birth_date": date(1950, 1, 1)}, "age_reason"),
    ],
)
def test_what_is_missing_of_the_person_is_said(change, field):
    given = draft()
    assert field in replace(given, person=replace(given.person, **change)).problems(TODAY)


def test_a_sound_enrolment_has_no_problems():
    assert draft().problems(TODAY) == {}


def test_consent_given_before_need_not_be_given_again():
    assert draft(consent=ConsentDraft(), has_consent=True).problems(TODAY) == {}


def test_age_is_overridden_with_a_reason():
    given = draft()
    old = replace(given, person=replace(given.person, nik="", birth_date=date(1950, 1, 1)))
    assert "age_reason" in old.problems(TODAY)
    assert "age_reason" not in replace(old, age_reason="Masih bertani").problems(TODAY)


def test_a_nik_that_contradicts_the_ktp_is_a_warning():
    given = draft()
    other = replace(given, person=replace(given.person, birth_date=date(1980, 5, 14)))
    assert other.problems(TODAY) == {}
    assert "birth date" in other.warnings(TODAY)["nik"]


def test_what_was_signed_here_is_kept_as_proof(store, keep):
    event = keep(a.event())
    consent = ConsentDraft(True, ConsentWay.DRAWN, "2022-1", "en", b"what was signed")
    enrolled(store, event, draft(consent=consent))
    with store.reading() as session:
        kept = session.scalars(select(Consent)).one()
        assert (kept.way, kept.language) == (ConsentWay.DRAWN, "en")
        assert content(session, kept.proof) == b"what was signed"


def test_nothing_is_kept_as_signed_here_that_was_not(store, keep):
    event = keep(a.event())
    given = draft(consent=ConsentDraft(True, ConsentWay.DRAWN, "2022-1"))
    assert set(given.problems(TODAY)) == {"consent"}
    with pytest.raises(UserError, match="sign"):
        enrolled(store, event, given)
    with store.reading() as session:
        assert session.scalars(select(Person)).all() == []


def test_photo_and_money_are_kept_in_the_same_action_and_undone_with_it(store, keep):
    event = keep(a.event())
    enrolment = enrolled(store, event, draft(photo=b"jpeg", money=MoneyDraft(MoneyKind.CASH)))
    with store.reading() as session:
        kept = session.get_one(Enrolment, enrolment)
        assert kept.status is EnrolmentStatus.PAID
        assert session.scalars(select(Payment.amount)).one() == 100_800
        assert content(session, session.scalars(select(Person.photo)).one()) == b"jpeg"
        assert receipt_said(session, enrolment).endswith("000001")
        step = next_undo(session)
    assert step.title == "Enrol YOHANES LAWING"
    with store.writing() as session:
        undo(session, step.action_id)
    with store.reading() as session:
        assert session.scalars(select(Payment)).all() == []
        assert session.scalars(select(Person)).all() == []
        assert session.scalars(select(Receipt)).one().voided_at is not None


def test_a_photo_kept_before_stays_where_none_is_taken(store, keep):
    event, person = keep(a.event(), a.person(nik=a.nik(1)))
    with store.writing("Photo") as session:
        session.get_one(Person, person.id).photo = keep_content(session, b"before")
    enrolled(store, event, draft(person_id=person.id))
    with store.reading() as session:
        assert content(session, session.get_one(Person, person.id).photo) == b"before"


def test_what_was_billed_is_kept_with_its_code(store, keep):
    event = keep(a.event())
    money = MoneyDraft(MoneyKind.BILLED, billing_code="9911")
    enrolment = enrolled(store, event, draft(money=money))
    with store.reading() as session:
        kept = session.get_one(Enrolment, enrolment)
        assert (kept.status, kept.billing_code) == (EnrolmentStatus.BILLED, "9911")
        assert receipt_said(session, enrolment) == ""


@pytest.mark.parametrize(
    ("money", "field"),
    [
        (MoneyDraft(MoneyKind.BILLED), "billing_code"),
        (MoneyDraft(MoneyKind.BILLED, billing_code="9" * 33), "billing_code"),
        (MoneyDraft(MoneyKind.CHANNEL), "reference"),
        (MoneyDraft(MoneyKind.CASH, amount=0), "amount"),
        (MoneyDraft(MoneyKind.CASH, takes_cash=False), "money"),
    ],
)
def test_money_that_cannot_be_kept_is_told_beside_its_field(money, field):
    assert set(draft(money=money).problems(TODAY)) == {field}


@pytest.mark.parametrize(
    ("income", "told"),
    [(0, "No income"), (1_500, "Only Rp1,500"), (10**9, "greatest base"), (500_000, "")],
)
def test_a_strange_income_is_pointed_out_and_enrols_all_the_same(income, told):
    given = draft()
    given = replace(given, person=replace(given.person, income=income))
    assert told in given.warnings(TODAY).get("income", "")
    assert bool(told) == ("income" in given.warnings(TODAY))
    assert given.problems(TODAY) == {}


def test_what_only_the_person_can_say_is_asked_anew():
    given = draft(consent=ConsentDraft(True, ConsentWay.DRAWN, "2022-1", "en", b"signed"))
    anew = given.asked_anew()
    assert (anew.declared, anew.consent) == (
        False,
        ConsentDraft(False, ConsentWay.DRAWN, "2022-1", "en"),
    )
    assert anew.person == given.person


def test_a_whole_form_comes_back_from_the_drafts_as_it_was():
    given = draft(photo=b"\x00\xff", money=MoneyDraft(MoneyKind.CASH, amount=5))
    assert from_plain(EnrolmentDraft, to_plain(given)) == given
