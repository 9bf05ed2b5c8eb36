"""Says in words what the history keeps as tables and ids."""

from sqlalchemy.orm import Session

from models.base import Base
from models.history.bulk import fetch_many
from models.words import _

OWN_NAMES = ("name", "title", "number", "text")
OWNERS = {
    "person_id": "person",
    "first_id": "person",
    "partner_id": "partner",
    "officer_id": "officer",
    "enrolment_id": "enrolment",
    "supply_id": "supply",
    "equipment_id": "equipment",
    "event_id": "event",
}
"""Whose name a record goes by that has none of its own, the first that it has."""


def kind_word(table: str) -> str:
    """Say what kind of record a table holds."""
    return {
        "absence": _("Absence"),
        "agreement": _("Agreement"),
        "attachment": _("Document"),
        "attendance": _("Attendance"),
        "budget_line": _("Budget line"),
        "card": _("Card"),
        "cash_box": _("Cash box"),
        "cash_move": _("Cash put in or taken out"),
        "closed_day": _("Closed day"),
        "consent": _("Consent"),
        "contact": _("Contact"),
        "desk": _("Desk"),
        "enrolment": _("Enrolment"),
        "equipment": _("Equipment"),
        "event": _("Event"),
        "event_equipment": _("Equipment of the event"),
        "event_partner": _("Partner of the event"),
        "event_session": _("Session of the event"),
        "event_staff": _("Staff of the event"),
        "event_task": _("Task of the event"),
        "event_template": _("Template of events"),
        "group_member": _("Member of the group"),
        "import_mapping": _("Columns of a list"),
        "letter": _("Letter"),
        "letter_template": _("Text of letters"),
        "month_target": _("Target of the month"),
        "occupation": _("Occupation"),
        "office": _("Office"),
        "officer": _("Officer"),
        "packing_line": _("Thing to be packed"),
        "paper_form": _("Form filled in on paper"),
        "partner": _("Partner"),
        "partner_note": _("Conversation"),
        "payment": _("Payment"),
        "people_group": _("Group"),
        "person": _("Person"),
        "person_apart": _("People told apart"),
        "receipt": _("Receipt"),
        "saved_view": _("Saved view"),
        "session_presence": _("Presence at a session"),
        "supply": _("Supply"),
        "supply_move": _("Stock of a supply"),
    }.get(table, table)


def record_name(session: Session, table: str, record_id: int) -> str:
    """Return the name a record goes by, or its owner's; nothing if it is gone."""
    record = fetch_many(session, Base.metadata.tables[table], [record_id]).get(record_id)
    if record is None:
        return ""
    for key in OWN_NAMES:
        if record.get(key):
            return str(record[key])
    for key, owner in OWNERS.items():
        if record.get(key):
            return record_name(session, owner, record[key])
    return ""
