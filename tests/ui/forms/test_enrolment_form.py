from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.enrolment.drafts import ConsentDraft
from models.enrolment.tables import ConsentWay, Payer
from models.people.tables import Sector, Sex
from tests.ui.forms.enrolment_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.forms.enrolment_at_hand import NIK, field, said, write
from tests.ui.reach import unnamed


def picture():
    out = BytesIO()
    Image.new("L", (40, 20), "white").save(out, "PNG")
    return out.getvalue()


SIGNED = picture()


def agree(form):
    form.consent.box.click()


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
