from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.enrolment.consent_texts import consent_text
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.tables import ConsentWay, Payer
from models.people.drafts import PersonDraft
from models.people.queries import occupations
from models.people.tables import Sector, Sex
from tests.ui.reach import unnamed
from ui.forms.enrolment_form import EnrolmentForm

NIK = "6501031203790001"
JULY = date(2022, 7, 1)


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
    form._consent.box.click()


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
    assert not form._consent.box.isVisible()
    assert not form.draft().consent.given


def test_how_consent_was_given_and_to_which_wording_is_kept(form, whole):
    form.show_draft(whole)
    agree(form)
    form._consent.way.show_value(ConsentWay.THUMBPRINT)
    form._consent.language.show_value("id")
    consent = form.draft().consent
    assert consent == ConsentDraft(True, ConsentWay.THUMBPRINT, "2022-1", "id")
    shown = form._consent.wording.toPlainText()
    assert shown == consent_text("2022-1", "id", "Kantor Cabang Bulungan")


def test_the_wording_is_read_when_asked(form, whole):
    form.show_draft(whole)
    assert form._consent.wording.isHidden()
    form._consent.read.click()
    assert form._consent.wording.isVisible()


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
    form._consent.read.click()
    assert unnamed(stage) == []


HOSTILE = ("<b>x</b>", "'; DROP TABLE person;--", "=HYPERLINK(1)", "\u202eevil", "👩‍🌾", "x" * 300)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_the_letters_it_is(form, whole, text):
    form.show_draft(replace(whole, base_income=2_000_000, base_reason=text, has_consent=True))
    assert form.draft().base_reason == text
    form.person.take_typed(text)
    assert form.draft().person.name == text
