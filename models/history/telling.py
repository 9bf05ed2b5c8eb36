"""Says in words what the history keeps as tables and ids."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy.orm import Session

from models.base import Base
from models.history.bulk import fetch_many
from models.words import _

OWN_NAMES = ("name", "title", "number", "office", "text")
OWNERS = {
    "person_id": "person",
    "first_id": "person",
    "enrolment_id": "enrolment",
    "card_id": "card",
    "partner_id": "partner",
    "officer_id": "officer",
    "supply_id": "supply",
    "equipment_id": "equipment",
    "event_id": "event",
    "desk_id": "desk",
}
"""Whose name a record goes by that has none of its own, the first that it has."""


def kind_word(table: str) -> str:
    """Say what kind of record a table holds."""
    return {
        "absence": _("Absence"),
        "agreement": _("Agreement"),
        "attachment": _("Document"),
        "attendance": _("Attendance"),
        "breach": _("Breach of data"),
        "budget_line": _("Budget line"),
        "card": _("Card"),
        "card_batch": _("Batch of cards"),
        "card_design": _("Card design"),
        "card_copy": _("Copy of a card"),
        "cash_box": _("Cash box"),
        "cash_move": _("Cash put in or taken out"),
        "closed_day": _("Closed day"),
        "consent": _("Consent"),
        "consent_text": _("Wording of consent"),
        "contact": _("Contact"),
        "data_request": _("Request about data"),
        "day_close": _("Closing of a day"),
        "desk": _("Desk"),
        "desk_packet": _("Packet of a desk"),
        "disclosure": _("Data that left the office"),
        "enrolment": _("Enrolment"),
        "equipment": _("Equipment"),
        "erasure": _("Erasure"),
        "event": _("Event"),
        "event_equipment": _("Equipment of the event"),
        "event_partner": _("Partner of the event"),
        "event_report": _("Final report of the event"),
        "event_session": _("Session of the event"),
        "event_staff": _("Staff of the event"),
        "event_task": _("Task of the event"),
        "event_template": _("Template of events"),
        "group_member": _("Member of the group"),
        "import_mapping": _("Columns of a list"),
        "letter": _("Letter"),
        "letter_template": _("Text of letters"),
        "merge_conflict": _("Difference between desks"),
        "month_target": _("Target of the month"),
        "number_block": _("Block of numbers"),
        "occupation": _("Occupation"),
        "office": _("Office"),
        "office_key": _("Key of an office"),
        "officer": _("Officer"),
        "packet_return": _("Return of a packet"),
        "packing_line": _("Thing to be packed"),
        "paper_form": _("Form filled in on paper"),
        "part_sheet": _("Sheet used in part"),
        "partner": _("Partner"),
        "partner_note": _("Conversation"),
        "payment": _("Payment"),
        "people_group": _("Group"),
        "person": _("Person"),
        "person_apart": _("People told apart"),
        "printer_profile": _("Setting of a printer"),
        "receipt": _("Receipt"),
        "retention_rule": _("Rule of retention"),
        "retention_keep": _("Data kept past its time"),
        "saved_view": _("Saved view"),
        "session_presence": _("Presence at a session"),
        "sheet_format": _("Sheet"),
        "supply": _("Supply"),
        "supply_move": _("Stock of a supply"),
        "upload_layout": _("Columns of an upload list"),
    }.get(table, table)


def record_name(session: Session, table: str, record_id: int) -> str:
    """Return the name a record goes by, or its owner's; nothing if it is gone."""
    return record_names(session, [(table, record_id)])[table, record_id]


def record_names(
    session: Session, records: Collection[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """Return what ``record_name`` does for each of many, looking each table up but once a step."""
    by_table: dict[str, list[int]] = {}
    for table, record_id in records:
        by_table.setdefault(table, []).append(record_id)
    names = dict.fromkeys(records, "")
    owners: dict[tuple[str, int], tuple[str, int]] = {}
    for table, ids in by_table.items():
        for record_id, record in fetch_many(session, Base.metadata.tables[table], ids).items():
            names[table, record_id] = _own_name(record)
            owner = _owner(record)
            if not names[table, record_id] and owner is not None:
                owners[table, record_id] = owner
    if owners:
        theirs = record_names(session, frozenset(owners.values()))
        names |= {key: theirs[owner] for key, owner in owners.items()}
    return names


def _own_name(record: Mapping[str, Any]) -> str:
    return next((str(record[key]) for key in OWN_NAMES if record.get(key)), "")


def _owner(record: Mapping[str, Any]) -> tuple[str, int] | None:
    return next(((owner, record[key]) for key, owner in OWNERS.items() if record.get(key)), None)
