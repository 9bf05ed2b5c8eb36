"""Changing many people at once, seen before it is done, and their cards; one action each.

The caller owns the session.
"""

import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.cards.operations import queue_card
from models.cards.tables import Card, CardState
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.events.operations import invite
from models.fields import none_if_blank
from models.history.bulk import table_of, update_many
from models.history.recording import Fields, named
from models.history.rows import batches
from models.office.rights import Right, need
from models.people.tables import Occupation, Person
from models.words import N_, _, spoken

MOST = 50_000
"""How many are changed at once: each change is kept with what was there before."""
SHOWN = 200
"""How many of those changed a preview shows."""


class BulkField(enum.StrEnum):
    """What can be changed of many people at once."""

    OCCUPATION = "occupation"
    VILLAGE = "village"
    GROUP = "group"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class BulkDraft:
    """What is to be said of everybody in ``fields``, and in no others; blank takes it out."""

    fields: tuple[BulkField, ...] = ()
    occupation_id: int | None = None
    region_code: str = ""
    region_line: str = ""
    group_name: str = ""
    flag: str = ""

    def problems(self) -> dict[str, str]:
        """Return what stands in the way, by field; under no name where nothing is chosen."""
        if not self.fields:
            return {"": _("Choose what is to be changed.")}
        found = {}
        lengths = {BulkField.VILLAGE: "region_line", BulkField.GROUP: "group_name"}
        for field, column in lengths.items():
            most = getattr(Person, column).type.length
            if field in self.fields and len(getattr(self, column).strip()) > most:
                found[field.value] = _("That is too long. Shorten it.")
        return found

    def values(self) -> Fields:
        """Return the columns it gives a value to."""
        found: Fields = {}
        if BulkField.OCCUPATION in self.fields:
            found["occupation_id"] = self.occupation_id
        if BulkField.VILLAGE in self.fields:
            found["region_code"] = none_if_blank(self.region_code)
            found["region_line"] = none_if_blank(self.region_line)
        if BulkField.GROUP in self.fields:
            found["group_name"] = none_if_blank(self.group_name)
        if BulkField.FLAG in self.fields:
            found["flag"] = none_if_blank(self.flag)
        return found


@dataclass(frozen=True, slots=True)
class BulkRow:
    """What would change of one person: for each field what is there, and what would be."""

    id: int
    name: str
    changes: tuple[tuple[BulkField, str, str], ...]


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """The first of those who would change, how many do, and how many say so already."""

    rows: tuple[BulkRow, ...]
    changed: int
    same: int


def preview(session: Session, ids: Collection[int], draft: BulkDraft) -> BulkPreview:
    """Return what ``change_people`` would do. Raises UserError for too many at once."""
    refuse_too_many(ids)
    values = draft.values()
    work = _occupations(session)
    rows: list[BulkRow] = []
    changed = same = 0
    for row in _current(session, ids, values):
        if all(getattr(row, key) == value for key, value in values.items()):
            same += 1
            continue
        changed += 1
        if len(rows) < SHOWN:
            rows.append(BulkRow(row.id, row.name, _changes(row, draft, work)))
    return BulkPreview(tuple(rows), changed, same)


def change_people(session: Session, ids: Collection[int], draft: BulkDraft) -> int:
    """Give all these people what the draft says; return how many changed by it.

    Raises UserError for too many at once.
    """
    need(session, Right.PLAN)
    refuse_too_many(ids)
    values = draft.values()
    differing = [
        row.id
        for row in _current(session, ids, values)
        if any(getattr(row, key) != value for key, value in values.items())
    ]
    named(session, N_("Change people together: {count}"), count=len(differing))
    update_many(session, table_of(Person), dict.fromkeys(differing, values))
    return len(differing)


def queue_cards(session: Session, ids: Collection[int]) -> int:
    """Put the card of each person's latest enrolment into the queue; return how many.

    Left out are who is not enrolled and whose latest enrolment has a card. Raises UserError for
    too many at once.
    """
    refuse_too_many(ids)
    latest: dict[int, Enrolment] = {}
    for batch in batches(ids):
        enrolments = session.scalars(
            select(Enrolment)
            .where(Enrolment.person_id.in_(batch), Enrolment.status != EnrolmentStatus.REJECTED)
            .order_by(Enrolment.enrolled_at, Enrolment.id)
        )
        latest.update((one.person_id, one) for one in enrolments)
    without = [one for one in latest.values() if not _has_card(session, one)]
    named(session, N_("Put cards into the queue: {count}"), count=len(without))
    for enrolment in without:
        queue_card(session, enrolment)
    return len(without)


def invite_together(session: Session, event_id: int, ids: Collection[int]) -> int:
    """Put people on an event's list; return how many were not on it yet.

    Raises UserError for too many at once.
    """
    need(session, Right.PLAN)
    refuse_too_many(ids)
    return invite(session, event_id, ids)


def refuse_too_many(ids: Collection[int]) -> None:
    """Raise UserError where so many cannot be changed in one action."""
    if len(ids) > MOST:
        raise UserError(
            _("At most {most} people can be changed at once. Choose fewer, or filter.").format(
                most=spoken().number(MOST)
            )
        )


def field_name(field: BulkField) -> str:
    """Say a field in the spoken language."""
    return {
        BulkField.OCCUPATION: _("Occupation"),
        BulkField.VILLAGE: _("Village"),
        BulkField.GROUP: _("Group"),
        BulkField.FLAG: _("To look at again"),
    }[field]


def _current(session: Session, ids: Collection[int], values: Fields) -> Iterator[Any]:
    columns = [getattr(Person, key) for key in values]
    for batch in batches(ids):
        rows = session.execute(select(Person.id, Person.name, *columns).where(Person.id.in_(batch)))
        by_id = {row.id: row for row in rows}
        yield from (by_id[one] for one in batch if one in by_id)


def _changes(
    row: Any,  # noqa: ANN401 - a row of ``_current``
    draft: BulkDraft,
    work: dict[int, str],
) -> tuple[tuple[BulkField, str, str], ...]:
    columns = {
        BulkField.VILLAGE: "region_line",
        BulkField.GROUP: "group_name",
        BulkField.FLAG: "flag",
    }
    found = []
    for field in draft.fields:
        if field is BulkField.OCCUPATION:
            now, then = work.get(row.occupation_id, ""), work.get(draft.occupation_id or 0, "")
        else:
            now, then = getattr(row, columns[field]) or "", getattr(draft, columns[field]).strip()
        if now != then:
            found.append((field, now, then))
    return tuple(found)


def _occupations(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Occupation.id, Occupation.name))}


def _has_card(session: Session, enrolment: Enrolment) -> bool:
    there = exists().where(Card.enrolment_id == enrolment.id, Card.state != CardState.CANCELLED)
    return bool(session.scalar(select(there)))
