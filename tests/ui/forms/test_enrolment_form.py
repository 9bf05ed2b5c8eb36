from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.tables import ConsentWay, Payer
from models.money.at_enrolment import MoneyDraft, MoneyKind
from models.people.drafts import PersonDraft
from models.people.queries import occupations
from models.people.tables import Sector, Sex
from tests.ui.reach import unnamed
from ui.forms.enrolment_form import EnrolmentForm

NIK = "6501031203790001"
JULY = date(2022, 7, 1)


def picture():
    out = BytesIO()
    Image.new("L", (40, 20), "white").save(out, "PNG")
    return out.getvalue()


SIGNED = picture()


@pytest.fixture
def works(store):
    """The ids of a kind of work of each sector."""
    with store.reading() as session:
        known = {one.name: one.id for one in occupations(session)}
    return known["Petani padi"], known["Ojek daring"]


@pytest.fixture
def form(bench, stage, works):
    made = EnrolmentForm(bench)
    stage.resize(900, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_draft(EnrolmentDraft(PersonDraft(), JULY))
    return made


@pytest.fixture
def whole(works):
    """An enrolment to which nothing is missing."""
    person = PersonDraft(
        nik=NIK,
        name="YOHANES LAWING",
        birth_date=date(1979, 3, 12),
        sex=Sex.MALE,
        phone="+6281254110372",
        region_line="Desa Pimping",
        occupation_id=works[0],
        income=1_500_000,
    )
    return EnrolmentDraft(
        person=person,
        first_month=JULY,
        occupation="Petani padi",
        sector=Sector.OTHER,
        programmes=("JKK", "JKM", "JHT"),
        months=6,
        declared=True,
        consent=ConsentDraft(given=False, text_version="2022-1", language="en"),
    )


def write(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def field(form, name):
    return form.person.field(name)


def agree(form):
    form.consent.box.click()


def said(form, name):
    return form.grid.row(name).said()


def test_what_is_shown_is_given_back(form, whole):
    given = replace(
        whole,
        person_id=7,
        payer=Payer.BUDGET,
        months=24,
        base_income=2_000_000,
        base_reason="Stated so",
        age_reason="Strong",
    )
    form.show_draft(given)
    assert form.draft() == given
    assert not form.is_changed()


def test_a_walk_in_is_typed_from_top_to_bottom(form, works):
    write(field(form, "nik"), NIK)
    write(field(form, "name"), "Yohanes Lawing")
    write(field(form, "occupation"), "petani padi")
    write(field(form, "income"), "1,5 jt")
    form._programmes.boxes["JHT"].click()
    form._months.segments.setFocus()
    QTest.keyClicks(form._months.segments, "6")
    assert set(form.problems()) == {"declared", "consent"}
    form._declared.click()
    agree(form)
    assert form.problems() == {}
    draft = form.draft()
    assert (draft.person.birth_date, draft.person.sex) == (date(1979, 3, 12), Sex.MALE)
    assert (draft.occupation, draft.sector) == ("Petani padi", Sector.OTHER)
    assert draft.price().total == 6 * (16_000 + 6_800 + 32_000)
    assert form.box.total.text() == "Rp328,800"


def test_the_contribution_changes_with_every_part_of_it(form, whole):
    form.show_draft(whole)
    assert form.box.total.text() == "Rp328,800"
    form._programmes.boxes["JHT"].click()
    assert form.box.total.text() == "Rp136,800"
    form._months.segments.choose("12")
    assert form.box.total.text() == "Rp273,600"
    write(field(form, "income"), "1000000")
    assert form.box.total.text() == "Rp201,600"


def test_the_sector_of_the_work_decides_the_discount(form, whole, works):
    form.show_draft(replace(whole, first_month=date(2026, 2, 1), months=1))
    assert form.box.total.text() == "Rp54,800"
    write(field(form, "occupation"), "ojek daring")
    assert form.draft().sector is Sector.TRANSPORT
    assert form.box.total.text() == "Rp43,400"
    form._payer.show_value(Payer.BUDGET)
    form._payer.picked.emit()
    assert form.box.total.text() == "Rp54,800", "the state's payment gets no discount"


def test_without_consent_it_cannot_be_kept(form, whole):
    form.show_draft(whole)
    assert form.problems() == {"consent": "Without consent nobody is enrolled."}
    assert said(form, "consent") == "", "nothing has been touched yet"
    agree(form)
    agree(form)
    assert said(form, "consent") == "Without consent nobody is enrolled."


def test_whose_consent_stands_is_not_asked_again(form, whole):
    form.show_draft(replace(whole, has_consent=True))
    assert form.problems() == {}
    assert not form.consent.box.isVisible()
    assert not form.draft().consent.given


def test_how_consent_was_given_and_to_which_wording_is_kept(form, whole):
    form.show_draft(replace(whole, consent=replace(whole.consent, language="id")))
    agree(form)
    form.consent.way.show_value(ConsentWay.THUMBPRINT)
    assert form.draft().consent == ConsentDraft(True, ConsentWay.THUMBPRINT, "2022-1", "id")


def test_who_signed_here_agreed_with_the_signature_as_proof(form, whole):
    form.show_draft(whole)
    form.consent.agree("id", SIGNED)
    assert form.draft().consent == ConsentDraft(True, ConsentWay.DRAWN, "2022-1", "id", SIGNED)
    assert form.consent.signature.isVisible()
    assert form.problems() == {}


def test_a_signature_goes_with_the_consent_it_was_given_for(form, whole):
    form.show_draft(whole)
    form.consent.agree("en", SIGNED)
    agree(form)
    agree(form)
    consent = form.draft().consent
    assert (consent.given, consent.proof) == (True, None)
    assert said(form, "consent") == "Let them sign, or choose how else they agree."
    assert not form.consent.signature.isVisible()


def test_who_said_yes_after_reading_keeps_the_paper_that_was_chosen(form, whole):
    form.show_draft(whole)
    form.consent.way.show_value(ConsentWay.SIGNED)
    form.consent.agree("en", None)
    assert (form.draft().consent.way, form.draft().consent.given) == (ConsentWay.SIGNED, True)
    form.consent.way.show_value(ConsentWay.DRAWN)
    form.consent.agree("en", None)
    assert form.draft().consent.way is ConsentWay.TICKED


def test_consent_is_never_carried_to_the_next_person(form, whole):
    form.show_draft(whole)
    agree(form)
    form.show_draft(whole)
    assert not form.draft().consent.given


def test_who_is_old_is_enrolled_with_a_reason_only(form, whole):
    old = replace(whole.person, birth_date=date(1950, 3, 12), nik="6501031203500001")
    form.show_draft(replace(whole, person=old, has_consent=True))
    assert set(form.problems()) == {"age_reason"}
    assert form._age_reason.isVisible()
    write(form._age_reason, "Masih bertani")
    assert form.problems() == {}
    form.show_draft(whole)
    assert not form._age_reason.isVisible()


def test_another_base_wants_a_reason_and_is_priced(form, whole):
    form.show_draft(replace(whole, has_consent=True, programmes=("JKK", "JKM"), months=1))
    assert not form._base.isVisible()
    form._other_base.click()
    assert form._base.placeholderText() == "Rp1,600,000 by the table"
    write(form._base, "2 jt")
    assert said(form, "base_reason") == "Say why another base is used."
    write(form._base_reason, "Penghasilan di loket")
    assert form.problems() == {}
    assert form.box.total.text() == "Rp26,800"


def test_a_base_outside_the_table_is_told_beside_it(form, whole):
    form.show_draft(replace(whole, has_consent=True))
    form._other_base.click()
    write(form._base, "500rb")
    assert "The base income must lie between" in said(form, "base_income")
    assert form.box.total.text() == "–"


def test_a_month_without_a_rule_is_told_beside_it(form, whole):
    form.show_draft(replace(whole, first_month=date(2015, 1, 1)))
    form._first_month.picked.emit()
    assert said(form, "first_month").startswith("No rule says what JKK costs")


def test_months_that_cannot_be_read_are_told_beside_them(form, whole):
    form.show_draft(whole)
    form._months.segments.setFocus()
    QTest.keyClicks(form._months.segments, "9")
    write(form._months.number, "99")
    assert said(form, "months") == "“99” is no number of months from 1 to 60."
    assert form.box.total.text() == "–"


def test_a_missing_nik_is_told_beside_it_as_one_types(form):
    write(field(form, "nik"), "65")
    QTest.keyClick(field(form, "nik"), Qt.Key.Key_Backspace)
    QTest.keyClick(field(form, "nik"), Qt.Key.Key_Backspace)
    assert form.person.grid.row("nik").said() == "A NIK is needed to enrol."


def test_everything_missing_is_told_at_once_when_wanted(form):
    form.reveal()
    assert form.person.grid.row("name").said() != ""
    assert form.person.grid.row("income").said() == "Write the monthly income."
    assert said(form, "consent") == "Without consent nobody is enrolled."


def test_the_keyboard_begins_where_the_first_thing_is_missing(form, whole, qtbot):
    form.begin()
    qtbot.waitUntil(field(form, "nik").hasFocus)
    form.show_draft(replace(whole, person=replace(whole.person, income=None)))
    form.begin()
    qtbot.waitUntil(field(form, "income").hasFocus)
    form.show_draft(whole)
    form.begin()
    qtbot.waitUntil(form._months.segments.hasFocus)


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("Budi <b>Santoso</b>", "name", "Budi <b>Santoso</b>"),
        (NIK, "nik", NIK),
        ("650103", "nik", "650103"),
        ("0812-5411-0372", "phone", "+6281254110372"),
    ],
)
def test_what_was_searched_for_goes_where_it_belongs(form, typed, name, value):
    form.person.take_typed(typed)
    assert getattr(form.draft().person, name) == value


def test_every_control_has_a_name(form, whole, stage):
    form.show_draft(replace(whole, base_income=2_000_000, months=7))
    form.money.choose_next()
    assert unnamed(stage) == []


HOSTILE = ("<b>x</b>", "'; DROP TABLE person;--", "=HYPERLINK(1)", "\u202eevil", "👩‍🌾", "x" * 300)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_the_letters_it_is(form, whole, text):
    form.show_draft(replace(whole, base_income=2_000_000, base_reason=text, has_consent=True))
    assert form.draft().base_reason == text
    form.person.take_typed(text)
    assert form.draft().person.name == text


@pytest.mark.parametrize(
    ("income", "told"),
    [
        ("0", "No income: priced at the least base, Rp1,000,000."),
        ("1500", "Only Rp1,500 a month? Type 1,5 jt for Rp1,500,000."),
        ("1 milyar", "Rp1,000,000,000 a month? Priced at the greatest base, Rp20,700,000."),
        ("1,5 jt", ""),
    ],
)
def test_a_strange_income_is_told_beside_it_and_priced_all_the_same(form, whole, income, told):
    form.show_draft(replace(whole, has_consent=True))
    write(field(form, "income"), income)
    assert form.person.grid.row("income").said() == told
    assert form.problems() == {}


def test_a_birth_date_in_the_future_is_told_beside_it(form, whole):
    form.show_draft(replace(whole, has_consent=True))
    write(field(form, "birth_date"), f"{form._today + timedelta(days=40):%d/%m/%Y}")
    assert form.person.grid.row("birth_date").said() == "That day has not come yet."


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
