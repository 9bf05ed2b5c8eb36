"""A form filled in whole, and whom it enrols."""

from datetime import date

from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol
from models.people.drafts import PersonDraft
from models.people.tables import Sex
from tests import factories as a


def draft(**given):
    person = PersonDraft(
        nik=a.nik(1),
        name="YOHANES LAWING",
        birth_date=date(1980, 5, 13),
        sex=Sex.MALE,
        income=1_000_000,
    )
    return EnrolmentDraft(
        **{
            "person": person,
            "first_month": date(2022, 7, 1),
            "occupation": "Petani padi",
            "months": 6,
            "declared": True,
            "consent": ConsentDraft(given=True, text_version="2022-1"),
        }
        | given
    )


def enrolled(store, event, given):
    with store.writing() as session:
        return enrol(session, event.id, given).id
