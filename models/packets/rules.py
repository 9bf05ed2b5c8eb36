"""What is settled without a person where two desks wrote the same field, and why."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.cards.tables import BatchState, CardState, CopyState
from models.enrolment.tables import EnrolmentStatus
from models.packets.writes import Write

TOGETHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "person": (
        ("nik", "nik_reason"),
        ("address", "rt"),
        ("region_line", "region_code", "postal_code"),
        ("workplace", "work_hours"),
        ("archived_at", "merged_into_id", "limited_at", "erased_at"),
    ),
    "attendance": (("present_at", "desk_id"),),
    "session_presence": (("present_at", "desk_id"),),
    "enrolment": (
        ("status", "reject_reason"),
        ("total", "programmes", "months", "first_month", "base_income", "base_reason", "pricing"),
    ),
    "receipt": (("voided_at", "void_reason"),),
    "paper_form": (("voided_at", "void_reason"), ("person_id", "written_at", "typed_at")),
    "card_copy": (
        ("voided_at", "void_reason"),
        ("state", "ended_at", "reason"),
        ("handed_at", "handed_by_id", "hand_way", "signature"),
    ),
    "card_batch": (("state", "sent_at", "told_at", "printer"),),
    "cash_box": (
        ("closed_at", "closed_by_id", "expected", "counted", "notes", "difference_reason"),
    ),
    "event": (("stage", "stage_reason"), ("region_line", "region_code")),
}
"""Fields that say one thing together: the first leads, the others come from where it came from."""

OWN = frozenset({"id", "archived_at", "merged_into_id", "limited_at", "erased_at"})
"""What is said of one record and never of the one it is joined to."""

INTO = "merged_into_id"
OUT_OF_LIST = ("person", "archived_at")
"""What tells of somebody whether they are in the list, and if not, why: by its leading field."""

JOINED_BY: Mapping[str, tuple[str, ...]] = {
    "attendance": ("event_id", "person_id"),
    "session_presence": ("session_id", "person_id"),
    "group_member": ("group_id", "person_id"),
    "person_apart": ("first_id", "other_id"),
    "event_partner": ("event_id", "partner_id", "role"),
    "event_staff": ("event_id", "officer_id"),
    "event_equipment": ("event_id", "equipment_id"),
    "occupation": ("name",),
    "saved_view": ("page", "name"),
    "sheet_format": ("name",),
    "printer_profile": ("queue", "medium"),
    "closed_day": ("day",),
    "month_target": ("month",),
}
"""What makes two records of a table one thing: the database keeps but one of them."""

Values = Sequence[Any]
Rule = Callable[[Values], int | None]
"""Which of the values that stand against one another holds, by its place; None if none must."""


def _earliest(values: Values) -> int | None:
    """Somebody was there from when they were first seen, whoever saw them again."""
    said = [(value, place) for place, value in enumerate(values) if value is not None]
    return min(said)[1] if said else None


def _any(values: Values) -> int | None:
    """Invited by one list is invited."""
    return next((place for place, value in enumerate(values) if value), None)


def _latest(values: Values) -> int | None:
    """Of what goes by the last word alone, the last word holds."""
    return len(values) - 1


def _farther(order: Sequence[str]) -> Rule:
    """Return a rule for states on one way: what has been done stays done, so the farther holds."""
    ranks = {str(state): rank for rank, state in enumerate(order)}

    def farther(values: Values) -> int | None:
        if any(value not in ranks for value in values):
            return None  # somebody left the way: a person has to say which holds
        return max(range(len(values)), key=lambda place: ranks[values[place]])

    return farther


MOMENTS = frozenset(
    {
        ("attendance", "present_at"),
        ("session_presence", "present_at"),
        ("card", "printed_at"),
        ("card", "handed_at"),
        ("card_copy", "printed_at"),
    }
)
"""Moments, of which the earliest holds that can be: no desk saw anybody before its packet was made,
if not on the day of the event itself."""

RULES: Mapping[tuple[str, str], Rule] = {
    **dict.fromkeys(MOMENTS, _earliest),
    ("attendance", "invited"): _any,
    ("attendance", "walk_in"): _any,
    ("card", "state"): _farther(
        (CardState.QUEUED, CardState.SENT, CardState.PRINTED, CardState.HANDED)
    ),
    ("card_copy", "state"): _farther(
        (CopyState.DRAWN, CopyState.SENT, CopyState.PRINTED, CopyState.HANDED)
    ),
    ("card_batch", "state"): _farther((BatchState.DRAWN, BatchState.SENT, BatchState.TOLD)),
    ("enrolment", "status"): _farther(
        (
            EnrolmentStatus.TO_REGISTER,
            EnrolmentStatus.BILLED,
            EnrolmentStatus.PAID,
            EnrolmentStatus.REGISTERED,
        )
    ),
    ("supply", "begun_at"): _latest,
    ("event_task", "position"): _latest,
    ("packing_line", "position"): _latest,
    ("saved_view", "content"): _latest,
    ("printer_profile", "content"): _latest,
}

COUNTED = frozenset({("card", "prints"), ("card_batch", "spoilt")})
"""Counts: what each write added is added up."""

NOTES = frozenset({("person", "heir_note"), ("person", "flag")})
"""Notes, of which all are kept one below the other."""


def registers(table: str, fields: set[str]) -> list[tuple[str, ...]]:
    """Return these fields of a table by what goes together, the leading one first."""
    found, left = [], set(fields)
    for group in TOGETHER.get(table, ()):
        if not left.isdisjoint(group):
            found.append(group)
            left.difference_update(group)
    return [*found, *((one,) for one in sorted(left))]


def added_up(writes: Sequence[Write], field: str) -> int:
    """Return a count to which all of ``writes`` added."""
    return sum(_count(one.after, field) - _count(one.before, field) for one in writes)


def _count(fields: Mapping[str, Any] | None, field: str) -> int:
    return int((fields or {}).get(field) or 0)


def lines_of(values: Values) -> str | None:
    """Return notes one below the other, each line once."""
    lines = [line for value in values if value for line in str(value).splitlines()]
    return "\n".join(dict.fromkeys(lines)) or None
