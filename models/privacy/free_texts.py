"""The texts that people write into records about something else, where anybody may be named."""

from collections.abc import Callable, Mapping
from typing import Any

from models.base import Base
from models.cards.tables import CardBatch, CardCopy, NumberBlock
from models.closing.tables import DayClose
from models.documents.tables import Attachment
from models.enrolment.tables import Enrolment, PaperForm, Payment
from models.events.tables import (
    BudgetLine,
    Event,
    EventPartner,
    EventSession,
    EventStaff,
    EventTask,
    PackingLine,
)
from models.history.recording import Fields
from models.letters.tables import Letter
from models.money.tables import CashBox, CashMove, Receipt
from models.office.tables import Absence
from models.packets.tables import DeskPacket, MergeConflict
from models.partners.tables import Agreement, Partner, PartnerNote
from models.people.tables import Group, GroupMember, Person, SavedView
from models.printing.tables import PartSheet
from models.privacy.tables import Breach, DataRequest, Disclosure, Erasure, RetentionKeep
from models.reporting.tables import EventReport
from models.supplies.tables import SupplyMove

OF_THINGS: Mapping[type[Base], tuple[str, ...]] = {
    Absence: ("note",),
    Agreement: ("title", "note"),
    Attachment: ("name", "caption"),
    BudgetLine: ("text",),
    Breach: ("happened", "what", "how", "measures"),
    CardBatch: ("note",),
    CashBox: ("difference_reason",),
    CashMove: ("note",),
    DayClose: ("explanation", "figures", "counted"),
    DeskPacket: ("close_reason",),
    Disclosure: ("title", "reason"),
    Erasure: ("basis",),
    Event: ("title", "venue", "stage_reason", "problems_met", "follow_up", "note"),
    EventReport: ("texts", "figures"),
    EventPartner: ("note",),
    EventSession: ("title", "venue"),
    EventStaff: ("duty",),
    EventTask: ("text",),
    Group: ("name", "note"),
    Letter: ("recipient", "subject", "body", "sent_how", "void_reason"),
    NumberBlock: ("source",),
    PackingLine: ("text",),
    Partner: ("address", "note"),
    PartnerNote: ("text",),
    PartSheet: ("note",),
    SavedView: ("name", "content"),
    SupplyMove: ("note",),
}
"""Records about a thing of the office's."""
OF_PEOPLE: Mapping[type[Base], tuple[str, ...]] = {
    CardCopy: ("reason", "void_reason"),
    DataRequest: ("how", "note"),
    Enrolment: ("base_reason", "age_reason", "reject_reason"),
    GroupMember: ("role",),
    MergeConflict: ("reason",),
    PaperForm: ("void_reason",),
    Payment: ("reference",),
    Person: ("address", "workplace", "group_name", "heir_note", "nik_reason", "flag"),
    Receipt: ("void_reason", "content"),
    RetentionKeep: ("reason",),
}
"""Records about somebody, who may have written down whom they mean: an heir, who paid for them."""
FREE: Mapping[type[Base], tuple[str, ...]] = {**OF_THINGS, **OF_PEOPLE}

WITHIN: Mapping[tuple[type[Base], str], tuple[str, ...]] = {
    (Receipt, "content"): ("reference", "note")
}
"""Of JSON that says more than what somebody wrote: the keys under which that stands."""


def written(kind: type[Base], fields: Fields) -> Fields:
    """Return what people wrote into a record, or what the history says they did."""
    found: Fields = {}
    for name in FREE[kind]:
        value, keys = fields.get(name), WITHIN.get((kind, name))
        if keys is not None:
            value = {key: (value or {}).get(key) for key in keys}
        found[name] = value
    return found


def rewritten(kind: type[Base], fields: Fields, clean: Callable[[Any], Any]) -> Fields:
    """Return those of a record's texts that ``clean`` makes others, as they are then."""
    found: Fields = {}
    for name, value in written(kind, fields).items():
        fresh = clean(value)
        if fresh != value:
            found[name] = {**fields[name], **fresh} if (kind, name) in WITHIN else fresh
    return found
