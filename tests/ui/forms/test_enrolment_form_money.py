"""The form of an enrolment: what is paid, how, and how the keyboard goes through it."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.money.at_enrolment import MoneyDraft, MoneyKind
from tests.ui.forms.enrolment_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.enrolment_at_hand import field, said, write


def test_two_letters_find_the_work_and_the_form_says_what_its_sector_brings(form, whole, works):
    form.show_draft(replace(whole, first_month=date(2026, 2, 1)))
    assert form.person.sector.text() == "Other"
    write(field(form, "occupation"), "od")
    assert field(form, "occupation").proposals()[0].text == "Ojek daring"
    QTest.keyClick(field(form, "occupation")._list, Qt.Key.Key_Return)
    assert form.person.occupation().id == works[1]
    assert form.person.sector.text() == "Transport: PP 50/2025"


def test_a_digit_says_how_many_programmes(form, whole):
    form.show_draft(whole)
    box = form._programmes.boxes["JHT"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_2)
    assert form.draft().programmes == ("JKK", "JKM")
    QTest.keyClick(box, Qt.Key.Key_3)
    assert form.draft().programmes == ("JKK", "JKM", "JHT")
    QTest.keyClick(box, Qt.Key.Key_9)
    assert form.draft().programmes == ("JKK", "JKM", "JHT")


def test_what_the_first_unpaid_month_will_cost_is_told(form, whole):
    draft = replace(whole, first_month=date(2026, 10, 1), months=3, programmes=("JKK", "JKM"))
    low = replace(draft, person=replace(draft.person, income=1_000_000))
    form.show_draft(low)
    assert "From January 2027 it is Rp16,800 a month, not Rp8,400" in form.box.remarks.text()
    form.show_draft(replace(low, first_month=date(2027, 1, 1)))
    assert form.box.remarks.text() == ""


def test_going_on_leads_to_what_is_empty_and_past_what_is_not(form, whole, qtbot):
    form.show_draft(replace(whole, person=replace(whole.person, phone="", income=None)))
    field(form, "nik").setFocus()
    for place in (field(form, "phone"), field(form, "income"), form.consent.box):
        form.go_on()
        qtbot.waitUntil(place.hasFocus)
    assert said(form, "consent") == "Without consent nobody is enrolled."
    form.go_on()
    qtbot.waitUntil(field(form, "income").hasFocus)


def test_one_key_says_paid_in_cash_as_much_as_is_due(form, whole):
    form.show_draft(replace(whole, has_consent=True))
    assert form.draft().money.kind is MoneyKind.NONE
    form.money.choose_next()
    assert form.draft().money.payment(328_800).amount == 328_800
    assert form.money.amount.placeholderText() == "Rp328,800, as due"
    assert form.problems() == {}


def test_what_differs_from_what_is_due_is_told_and_stands_in_nobodys_way(form, whole):
    form.show_draft(replace(whole, has_consent=True))
    form.money.choose_next()
    write(form.money.amount, "300rb")
    assert said(form, "amount") == "Rp28,800 stays open."
    write(form.money.amount, "400rb")
    assert said(form, "amount") == "That is Rp71,200 more than is due."
    assert form.problems() == {}


def test_what_cannot_be_read_as_money_is_told_beside_it(form, whole):
    form.show_draft(replace(whole, has_consent=True))
    form.money.choose_next()
    write(form.money.amount, "seribu")
    assert "is no amount of money" in said(form, "amount")
    assert set(form.problems()) == {"amount"}


def test_a_channel_wants_its_reference_and_a_bill_its_code(form, whole):
    form.show_draft(replace(whole, has_consent=True))
    form.money.kinds.choose("channel")
    assert set(form.problems()) == {"reference"}
    write(form.money.reference, "TRX 77")
    assert form.problems() == {}
    form.money.kinds.choose("billed")
    assert set(form.problems()) == {"billing_code"}
    assert not form.money.reference.isVisible()
    write(form.money.billing_code, "9911")
    money = form.draft().money
    assert (money.kind, money.billing_code, money.reference) == (MoneyKind.BILLED, "9911", "")


def test_where_the_office_takes_no_cash_none_is_offered(form, whole):
    form.show_draft(replace(whole, has_consent=True, money=MoneyDraft(takes_cash=False)))
    form.money.choose_next()
    assert form.draft().money.kind is MoneyKind.CHANNEL
    form.show_draft(replace(whole, has_consent=True))
    form.money.choose_next()
    assert form.draft().money.kind is MoneyKind.CASH


def test_the_photo_taken_is_part_of_what_is_given_back(form, whole):
    form.show_draft(whole)
    form.take_photo(b"jpeg")
    assert form.draft().photo == b"jpeg"
    assert form.is_changed()
    form.show_draft(whole)
    assert form.draft().photo is None
