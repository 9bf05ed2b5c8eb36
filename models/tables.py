"""All mapped classes in one place, so that whoever needs the whole schema has it."""

from models.base import Base
from models.cards.tables import Card
from models.enrolment.tables import Consent, Enrolment, Payment
from models.events.tables import Attendance, Event, EventPartner, EventStaff, EventTask
from models.history.tables import Action, Change
from models.office.tables import Desk, Office, Officer
from models.partners.tables import Agreement, Contact, Partner, PartnerNote
from models.people.tables import Occupation, Person

__all__ = [
    "Action",
    "Agreement",
    "Attendance",
    "Base",
    "Card",
    "Change",
    "Consent",
    "Contact",
    "Desk",
    "Enrolment",
    "Event",
    "EventPartner",
    "EventStaff",
    "EventTask",
    "Occupation",
    "Office",
    "Officer",
    "Partner",
    "PartnerNote",
    "Payment",
    "Person",
]
