"""Which right changes which table: looked up by the store before it commits, for every action.

Operations ask for finer rights themselves (``rights.need``). A table that is not named here is
changed by administrators only. Undoing is changing: it is bound by the same list.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.office.rights import NotAllowedError, Right
from models.office.tables import Officer, Role
from models.words import _

Fields = Mapping[str, Any]

SERVED = (
    "attachment",
    "attendance",
    "card",
    "card_batch",
    "card_copy",
    "cash_box",
    "cash_move",
    "consent",
    "data_request",
    "disclosure",
    "enrolment",
    "number_block",
    "occupation",
    "office_key",
    "paper_form",
    "part_sheet",
    "payment",
    "person",
    "receipt",
    "session_presence",
    "supply",
    "supply_move",
)
PLANNED = (
    "absence",
    "agreement",
    "breach",
    "budget_line",
    "closed_day",
    "contact",
    "desk",
    "desk_packet",
    "equipment",
    "event",
    "event_equipment",
    "event_partner",
    "event_report",
    "event_session",
    "event_staff",
    "event_task",
    "event_template",
    "group_member",
    "import_mapping",
    "letter",
    "merge_conflict",
    "month_target",
    "packet_return",
    "packing_line",
    "partner",
    "partner_note",
    "people_group",
    "person_apart",
    "printer_profile",
    "saved_view",
    "sheet_format",
    "upload_layout",
)
ADMINISTERED = (
    "card_design",
    "consent_text",
    "letter_template",
    "office",
    "officer",
    "retention_rule",
)
NEEDED: dict[str, Right] = {
    **dict.fromkeys(SERVED, Right.SERVE),
    **dict.fromkeys(PLANNED, Right.PLAN),
    **dict.fromkeys(ADMINISTERED, Right.ADMINISTER),
    "day_close": Right.CLOSE_DAY,
    "erasure": Right.ERASE,
    "retention_keep": Right.ERASE,
}

SEEN: dict[str, Right] = {
    "change": Right.SEE_HISTORY,
    "secret": Right.PLAN,
}
"""Which right reads a table that not everybody reads; on a server its roles are made from this.

Without it one has still what is one's own: the changes of one's desk, a signing key of its own."""
SEEN_FIELDS: dict[tuple[str, str], frozenset[Right]] = {
    ("action", "words"): frozenset({Right.SEE_HISTORY}),
    ("person", "nik"): frozenset({Right.SERVE, Right.SEE_NIK}),
    ("person", "kk_number"): frozenset({Right.SERVE, Right.SEE_NIK}),
    ("person", "income"): frozenset({Right.SERVE, Right.SEE_NIK}),
}
"""Fields that only those read who have one of these rights, as the screen uncovers them."""
LIMITS = Right.PLAN
"""The right with which one meets people whose data may not be processed: who may lift that."""
TOLD_TO_ALL = ("cash_box", "day_close", "event", "office")
"""Tables whose changes everybody may read: no person is in them, and undo and calendars ask."""


def written(rights: frozenset[Right]) -> list[str]:
    """Return the tables that whoever has these rights may change."""
    return sorted(table for table, right in NEEDED.items() if right in rights)


def hidden_fields(rights: frozenset[Right]) -> dict[str, list[str]]:
    """Return the fields that whoever has these rights does not read, by table."""
    found: dict[str, list[str]] = {}
    for (table, field), either in SEEN_FIELDS.items():
        if not either & rights:
            found.setdefault(table, []).append(field)
    return found


def only_administered(tables: Iterable[str]) -> frozenset[str]:
    """Return those of ``tables`` that only an administrator changes, wherever it was done."""
    return frozenset(one for one in tables if NEEDED.get(one, Right.ADMINISTER) is Right.ADMINISTER)


def refuse_beyond(rights: frozenset[Right], tables: Iterable[str]) -> None:
    """Return if ``rights`` allow changing all of ``tables``. Raises NotAllowedError if not."""
    if any(NEEDED.get(table, Right.ADMINISTER) not in rights for table in tables):
        raise NotAllowedError(
            _("Your role does not allow this, so nothing was changed. Ask an administrator.")
        )


def keep_an_administrator(
    session: Session, changes: Mapping[tuple[str, int], tuple[Fields | None, Fields | None]]
) -> None:
    """Raise UserError if these changes take the last one away who may administer."""
    if not any(
        table == Officer.__tablename__ and _administered(session.get(Officer, officer_id), before)
        for (table, officer_id), (before, _after) in changes.items()
    ):
        return
    left = select(func.count()).where(Officer.active, Officer.role == Role.ADMINISTRATOR)
    if not session.scalar(left):
        raise UserError(
            _("Nobody would be left who may administer. Make somebody else an administrator first.")
        )


def _administered(now: Officer | None, before: Fields | None) -> bool:
    """Tell whether this was an administrator: of a change only what differs is known."""
    if before is None:
        return False
    role = before.get("role", now.role if now is not None else None)
    active = before.get("active", now.active if now is not None else False)
    return bool(active) and role == Role.ADMINISTRATOR
