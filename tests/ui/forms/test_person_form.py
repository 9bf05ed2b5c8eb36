from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.people.drafts import PersonDraft
from models.people.operations import add_occupation
from models.people.tables import Sector, Sex
from tests import factories as a
from ui.forms.person_form import PersonForm

NIK = "6501031305809001"
"""Of a man born on 13 May 1980."""


@pytest.fixture
def occupation(store):
    with store.writing() as session:
        return add_occupation(session, "Petani garam", Sector.OTHER).id


@pytest.fixture
def form(bench, stage, occupation, qtbot):
    stage.resize(700, 900)
    made = PersonForm(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_draft(PersonDraft())
    return made


@pytest.fixture
def full(occupation):
    """A draft with something in every field."""
    return PersonDraft(
        nik=NIK,
        name="Lukas Bilung",
        birth_date=date(1980, 5, 13),
        birth_place="Tanjung Selor",
        sex=Sex.MALE,
        phone="+6281234567890",
        email="lukas@example.org",
        kk_number="6501030101010001",
        address="Jalan Durian 1",
        rt="003",
        region_code="65.01.03.2002",
        region_line="Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan",
        postal_code="77218",
        occupation_id=occupation,
        group_name="Tani Jaya",
        workplace="Sawah",
        work_hours="6-12",
        income=1_250_000,
        heir_note="Istri",
        nik_reason="KTP diperbaiki",
    )


def retype(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def test_what_is_shown_is_given_back(form, full):
    form.show_draft(full)
    assert form.draft() == full
    assert not form.is_changed()
    assert form.problems() == {}


def test_nothing_is_complained_of_before_it_was_touched(form):
    assert not any(form.grid.row(name).said() for name in ("nik", "birth_date", "phone"))
    assert "name" in form.problems()


def test_a_nik_fills_in_birth_date_and_sex(form):
    retype(form._nik, NIK)
    draft = form.draft()
    assert (draft.nik, draft.birth_date, draft.sex) == (NIK, date(1980, 5, 13), Sex.MALE)


def test_what_a_nik_says_is_read_out(form):
    retype(form._nik, NIK)
    said = form._reading.text()
    assert said.startswith("Male · ")
    assert "Tanjung Palas Utara" in said


def test_another_nik_replaces_what_the_first_one_said(form):
    retype(form._nik, NIK)
    retype(form._nik, "6501035406819002")
    assert (form.draft().birth_date, form.draft().sex) == (date(1981, 6, 14), Sex.FEMALE)


def test_what_was_typed_is_not_replaced_by_what_a_nik_says(form):
    retype(form._birth_date, "12/5/1980")
    retype(form._nik, NIK)
    assert form.draft().birth_date == date(1980, 5, 12)
    assert form.draft().sex is Sex.MALE


def test_a_contradiction_asks_for_a_reason(form):
    retype(form._birth_date, "12/5/1980")
    retype(form._nik, NIK)
    assert form.grid.row("nik_reason").isVisible()
    assert "nik_reason" in form.problems()
    retype(form._lines["nik_reason"], "KTP diperbaiki")
    assert "nik_reason" not in form.problems()


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("_nik", "650103130580900", "15"),
        ("_nik", "6501033205809001", "32"),
        ("_birth_date", "kemarin", "kemarin"),
        ("_phone", "12", "12"),
        ("_income", "banyak", "banyak"),
    ],
)
def test_a_problem_is_said_beside_its_field(form, field, typed, problem):
    retype(getattr(form, field), typed)
    name = field.strip("_")
    assert problem in form.grid.row(name).said()
    assert name in form.problems()


def test_a_nik_half_typed_is_not_complained_of_yet(form):
    form._nik.setFocus()
    QTest.keyClicks(form._nik, "650103")
    assert form.grid.row("nik").said() == ""
    assert "nik" in form.problems(), "but it cannot be saved"


def test_the_rarer_particulars_are_shown_when_asked_for(form):
    assert not form.grid.row("address").isVisible()
    form._more.click()
    assert form.grid.row("address").isVisible()


def test_a_mended_problem_goes(form):
    retype(form._phone, "12")
    retype(form._phone, "0812 3456 7890")
    assert form.grid.row("phone").said() == ""
    assert form.draft().phone == "+6281234567890"


def test_what_was_scanned_counts_as_typed(form):
    form.take(nik=a.nik(1))
    assert form.is_changed()
    assert form.draft().sex is Sex.MALE


@pytest.mark.parametrize("text", ["<b>x</b>", "=1+1", "'; DROP TABLE person", "🌾", "أحمد"])
def test_hostile_text_is_given_back_as_it_is(form, text):
    draft = PersonDraft(name=f"Usun {text}", group_name=text, address=text, heir_note=text)
    form.show_draft(draft)
    assert form.draft() == draft


def test_a_name_that_is_too_long_is_told_and_not_cut_off(form):
    name = form._lines["name"]
    name.setText("A" * 400)
    name.textEdited.emit(name.text())
    assert form.grid.row("name").said()
    assert len(form.draft().name) == 400
