"""All mapped classes in one place, so that whoever needs the whole schema has it."""

from models.base import Base
from models.cards.tables import Card
from models.documents.tables import Attachment
from models.enrolment.tables import Consent, Enrolment, PaperForm, Payment
from models.events.tables import (
    Attendance,
    BudgetLine,
    Event,
    EventEquipment,
    EventPartner,
    EventSession,
    EventStaff,
    EventTask,
    EventTemplate,
    PackingLine,
    SessionPresence,
)
from models.exchange.tables import ImportMapping
from models.history.tables import Action, Change
from models.letters.tables import Letter, LetterTemplate
from models.money.tables import CashBox, CashMove, Receipt
from models.office.tables import (
    Absence,
    ClosedDay,
    Desk,
    Equipment,
    MonthTarget,
    Office,
    Officer,
)
from models.partners.tables import Agreement, Contact, Partner, PartnerNote
from models.people.tables import Group, GroupMember, Occupation, Person, PersonApart, SavedView
from models.printing.tables import PartSheet, PrinterProfile, SheetFormat
from models.supplies.tables import Supply, SupplyMove

__all__ = [
    "Absence",
    "Action",
    "Agreement",
    "Attachment",
    "Attendance",
    "Base",
    "BudgetLine",
    "Card",
    "CashBox",
    "CashMove",
    "Change",
    "ClosedDay",
    "Consent",
    "Contact",
    "Desk",
    "Enrolment",
    "Equipment",
    "Event",
    "EventEquipment",
    "EventPartner",
    "EventSession",
    "EventStaff",
    "EventTask",
    "EventTemplate",
    "Group",
    "GroupMember",
    "ImportMapping",
    "Letter",
    "LetterTemplate",
    "MonthTarget",
    "Occupation",
    "Office",
    "Officer",
    "PackingLine",
    "PaperForm",
    "PartSheet",
    "Partner",
    "PartnerNote",
    "Payment",
    "Person",
    "PersonApart",
    "PrinterProfile",
    "Receipt",
    "SavedView",
    "SessionPresence",
    "SheetFormat",
    "Supply",
    "SupplyMove",
]
