"""A form of an enrolment, and what is typed there."""

from datetime import date

import pytest
from PySide6.QtTest import QTest

from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.people.drafts import PersonDraft
from models.people.queries import occupations
from models.people.tables import Sector, Sex
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


def said(form, name):
    return form.grid.row(name).said()
