"""Says in words what the history keeps of a person's records: the field, its values."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Date
from sqlalchemy.orm import Session

from models.base import Base, UtcTime
from models.cards.queries import state_name
from models.cards.tables import CardState
from models.enrolment.drafts import status_name, way_name
from models.enrolment.tables import ConsentWay, EnrolmentStatus
from models.history.telling import record_name
from models.history.values import revive
from models.people.drafts import sex_name
from models.people.phones import show_phone
from models.people.tables import Sex
from models.words import _, spoken

MONEY = frozenset({"income", "total", "base_income", "reported_income", "amount"})
NAMED_BY = {
    "occupation_id": "occupation",
    "second_occupation_id": "occupation",
    "merged_into_id": "person",
    "head_id": "person",
}
"""Fields that hold the id of a record, and of which table."""


def field_word(table: str, field: str) -> str:
    """Say what a field of one of a person's records is called; nothing where nobody need know."""
    return _words().get(table, {}).get(field, "")


def value_said(session: Session, zone: ZoneInfo, table: str, field: str, kept: object) -> str:
    """Say a value the history kept, moments as the clock of ``zone`` showed them."""
    if kept is None or kept == "":
        return _("nothing")
    column: Column[Any] = Base.metadata.tables[table].columns[field]
    if field in NAMED_BY and isinstance(kept, int):
        return record_name(session, NAMED_BY[field], kept) or _("a record that is gone")
    if field == "photo":
        return _("a photo")
    value = revive(column, kept)
    if isinstance(column.type, Date):
        return spoken().day(value)
    if isinstance(column.type, UtcTime):
        return _moment(value, zone)
    return _said(field, value)


def _said(field: str, value: object) -> str:
    for kind, say in _kinds().items():
        if isinstance(value, kind):
            return say(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field in MONEY and isinstance(value, int):
        return spoken().rupiah(value)
    if field == "phone" and isinstance(value, str):
        return show_phone(value)
    return str(value)


def _kinds() -> dict[type, Callable[[Any], str]]:
    return {
        Sex: sex_name,
        EnrolmentStatus: status_name,
        ConsentWay: way_name,
        CardState: state_name,
        date: spoken().day,
    }


def _moment(value: datetime, zone: ZoneInfo) -> str:
    local = value.replace(tzinfo=value.tzinfo or ZoneInfo("UTC")).astimezone(zone)
    return f"{spoken().day(local)} {spoken().clock(local)}"


def _words() -> dict[str, dict[str, str]]:
    return {
        "person": _of_person(),
        "enrolment": {
            "status": _("Status"),
            "reject_reason": _("Reason of the rejection"),
            "billing_code": _("Billing code"),
            "months": _("Months"),
            "first_month": _("First month"),
            "total": _("Contribution"),
            "programmes": _("Programmes"),
        },
        "payment": {
            "amount": _("Amount"),
            "paid_at": _("Paid on"),
            "reference": _("Reference"),
        },
        "consent": {"withdrawn_at": _("Withdrawn"), "way": _("Way")},
        "card": {
            "state": _("Card"),
            "number": _("Card number"),
            "printed_at": _("Printed"),
            "handed_at": _("Handed over"),
        },
        "attendance": {"present_at": _("Present"), "invited": _("Invited")},
        "group_member": {"role": _("Part in the group")},
        "attachment": {"caption": _("What the file shows")},
    }


def _of_person() -> dict[str, str]:
    return {
        "nik": _("NIK"),
        "nik_reason": _("Why NIK and KTP differ"),
        "name": _("Name"),
        "birth_date": _("Birth date"),
        "birth_place": _("Birth place"),
        "sex": _("Sex"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "kk_number": _("Family card number (KK)"),
        "address": _("Address"),
        "rt": _("RT"),
        "region_line": _("Village"),
        "postal_code": _("Postal code"),
        "occupation_id": _("Occupation"),
        "second_occupation_id": _("Second occupation"),
        "workplace": _("Place of work"),
        "work_hours": _("Hours of work"),
        "group_name": _("Group"),
        "income": _("Monthly income"),
        "heir_note": _("Note on heirs"),
        "member_number": _("Membership number"),
        "archived_at": _("Archived"),
        "flag": _("To be looked at"),
        "photo": _("Photo"),
        "merged_into_id": _("Merged into"),
    }
