"""All mapped classes in one place, so that whoever needs the whole schema has it.

What the history is to know of a room's records is made known with them.
"""

from models.base import Base
from models.cards.tables import Card, CardBatch, CardCopy, NumberBlock, OfficeKey
from models.cards.taken_back import Cards
from models.closing.tables import DayClose
from models.designs.tables import CardDesign
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
from models.history.rooms import make_known
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
from models.packets.tables import DeskPacket, MergeConflict, PacketReturn
from models.partners.tables import Agreement, Contact, Partner, PartnerNote
from models.people.tables import Group, GroupMember, Occupation, Person, PersonApart, SavedView
from models.printing.tables import PartSheet, PrinterProfile, SheetFormat
from models.privacy.tables import (
    Breach,
    ConsentText,
    DataRequest,
    Disclosure,
    Erasure,
    RetentionKeep,
    RetentionRule,
)
from models.reporting.tables import EventReport, UploadLayout
from models.supplies.tables import Supply, SupplyMove

make_known(Cards())

__all__ = [
    "Absence",
    "Action",
    "Agreement",
    "Attachment",
    "Attendance",
    "Base",
    "Breach",
    "BudgetLine",
    "Card",
    "CardBatch",
    "CardCopy",
    "CardDesign",
    "CashBox",
    "CashMove",
    "Change",
    "ClosedDay",
    "Consent",
    "ConsentText",
    "Contact",
    "DataRequest",
    "DayClose",
    "Desk",
    "DeskPacket",
    "Disclosure",
    "Enrolment",
    "Equipment",
    "Erasure",
    "Event",
    "EventEquipment",
    "EventPartner",
    "EventReport",
    "EventSession",
    "EventStaff",
    "EventTask",
    "EventTemplate",
    "Group",
    "GroupMember",
    "ImportMapping",
    "Letter",
    "LetterTemplate",
    "MergeConflict",
    "MonthTarget",
    "NumberBlock",
    "Occupation",
    "Office",
    "OfficeKey",
    "Officer",
    "PacketReturn",
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
    "RetentionKeep",
    "RetentionRule",
    "SavedView",
    "SessionPresence",
    "SheetFormat",
    "Supply",
    "SupplyMove",
    "UploadLayout",
]
