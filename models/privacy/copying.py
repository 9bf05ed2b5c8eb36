"""Everything that is kept of one person, as plain values (UU 27/2022 art. 7).

What the keys mean is in docs/data-copy.md.
Moments are in UTC, amounts in whole rupiah. Of others who stand beside them nothing is given.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base, utc_now
from models.cards.tables import Card, CardCopy
from models.documents.contents import content
from models.documents.tables import Attachment
from models.engines.dialects import JsonNumber
from models.enrolment.tables import Consent, Enrolment, PaperForm, Payment
from models.errors import UserError
from models.events.tables import Attendance, Event, SessionPresence
from models.history.recording import Fields, plain_fields
from models.history.rows import batches
from models.history.tables import Action, Change
from models.history.undo import title
from models.money.numbers import receipt_number
from models.money.tables import Receipt
from models.office.queries import letterhead
from models.office.rights import Right, need
from models.office.tables import Desk, Officer
from models.people.tables import Group, GroupMember, Occupation, Person, PersonApart
from models.privacy.tables import DataRequest, Disclosure, RetentionKeep
from models.words import _

FORMAT = "jangkau-data-copy/1"
SECTIONS = (
    "consents",
    "enrolments",
    "payments",
    "receipts",
    "cards",
    "card_copies",
    "attendances",
    "sittings",
    "paper_forms",
    "documents",
    "groups",
    "kept_apart",
    "merged",
    "requests",
    "kept_longer",
    "disclosures",
    "history",
)
"""The keys of a copy beside ``person``, each a list of records."""

_OF_PERSON: Mapping[str, type[Base]] = {
    "consents": Consent,
    "enrolments": Enrolment,
    "attendances": Attendance,
    "sittings": SessionPresence,
    "paper_forms": PaperForm,
    "documents": Attachment,
    "requests": DataRequest,
    "kept_longer": RetentionKeep,
}


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file that belongs to somebody, by the name it has in the copy."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DataCopy:
    """What is kept of one person; ``lost`` are files that could not be read any more."""

    name: str
    made_at: datetime
    content: Mapping[str, Any]
    files: Sequence[CopiedFile]
    photo: bytes | None
    lost: Sequence[str] = ()

    def as_json(self) -> bytes:
        """Return it as JSON for people and programs, keys in their order, UTF-8."""
        return json.dumps(self.content, ensure_ascii=False, indent=2).encode() + b"\n"


def data_copy(session: Session, person_id: int) -> DataCopy:
    """Collect everything of a person. Raises UserError if nobody is there any more."""
    need(session, Right.EXPORT)
    need(session, Right.SEE_NIK)
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise UserError(_("This person is not there any more."))
    made_at = utc_now()
    records = _Records(session, person)
    found = records.sections()
    files, lost = records.files()
    photo = next((one.data for one in files if one.name == _PHOTO), None)
    whole = {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "office": letterhead(session).name,
        "person": records.person(),
        **{key: found[key] for key in SECTIONS},
        "files": [one.name for one in files],
    }
    return DataCopy(person.name, made_at, whole, files, photo, lost)


_PHOTO = "photo.jpg"


class _Records:
    """The records of one person, and what lies around them."""

    def __init__(self, session: Session, person: Person) -> None:
        self._session = session
        self._person = person
        self._of = {key: self._by(table, person.id) for key, table in _OF_PERSON.items()}
        enrolled = [one.id for one in self._of["enrolments"]]
        self._of["payments"] = self._related(Payment, "enrolment_id", enrolled)
        self._of["cards"] = self._related(Card, "enrolment_id", enrolled)
        cards = [one.id for one in self._of["cards"]]
        self._of["card_copies"] = self._related(CardCopy, "card_id", cards)
        receipts = {one.receipt_id for one in self._of["payments"] if one.receipt_id is not None}
        self._of["receipts"] = self._related(Receipt, "id", receipts)
        self._of["merged"] = self._related(Person, "merged_into_id", [person.id])
        self._of["memberships"] = self._by(GroupMember, person.id)
        self._events = self._titles(Event, Event.title)
        self._officers = self._titles(Officer, Officer.name)
        self._desks = self._titles(Desk, Desk.name)

    def person(self) -> Fields:
        """Return the person's own record, with the words behind what it refers to."""
        said = _fields(self._person)
        for key in ("occupation", "second_occupation"):
            known = self._session.get(Occupation, getattr(self._person, f"{key}_id") or 0)
            if known is not None:
                said[key] = known.name
        return said

    def sections(self) -> dict[str, list[Fields]]:
        """Return the records of each section, the oldest first."""
        found = {
            key: [self._said(one) for one in rows]
            for key, rows in self._of.items()
            if key in SECTIONS
        }
        for said, receipt in zip(found["receipts"], self._of["receipts"], strict=True):
            desk = self._session.get(Desk, receipt.desk_id)
            if desk is not None:
                said["number"] = receipt_number(desk.number, receipt.serial)
        found["groups"] = list(self._groups())
        found["kept_apart"] = [{"at": one.id} for one in self._apart()]
        found["disclosures"] = [self._said(one) for one in self._disclosures()]
        found["history"] = list(self._history())
        return found

    def files(self) -> tuple[list[CopiedFile], list[str]]:
        """Return photo, documents and what was signed; then the names of those that are lost."""
        wanted = [(_PHOTO, self._person.photo)]
        wanted += [
            (f"documents/{number:02} {_file_name(one.name)}", one.digest)
            for number, one in enumerate(self._of["documents"], 1)
        ]
        wanted += [
            (f"consents/{number:02}.png", one.proof)
            for number, one in enumerate(self._of["consents"], 1)
        ]
        files: list[CopiedFile] = []
        lost: list[str] = []
        for name, digest in wanted:
            if digest is None:
                continue
            try:
                files.append(CopiedFile(name, content(self._session, digest)))
            except UserError:
                lost.append(name)
        return files, lost

    def _said(self, record: Any) -> Fields:  # noqa: ANN401 - of any table
        """Return a record's fields, with the words behind event, officer and desk."""
        said = _fields(record)
        for key, names in (
            ("event", self._events),
            ("officer", self._officers),
            ("done_by", self._officers),
            ("desk", self._desks),
        ):
            if (name := names.get(said.get(f"{key}_id") or 0)) is not None:
                said[key] = name
        return said

    def _groups(self) -> Iterator[Fields]:
        for one in self._of["memberships"]:
            group = self._session.get_one(Group, one.group_id)
            yield {"group": group.name, "kind": group.kind.value, "role": one.role or ""}
        for group in self._session.scalars(select(Group).where(Group.head_id == self._person.id)):
            yield {"group": group.name, "kind": group.kind.value, "role": "head"}

    def _apart(self) -> list[PersonApart]:
        return [
            *self._related(PersonApart, "first_id", [self._person.id]),
            *self._related(PersonApart, "other_id", [self._person.id]),
        ]

    def _disclosures(self) -> list[Disclosure]:
        """Return what left about events they were on the list of: they may have stood in it."""
        events = {one.event_id for one in self._of["attendances"]}
        return self._related(Disclosure, "event_id", events)

    def _history(self) -> Iterator[Fields]:
        """Yield what was done to these records, the oldest first, with old and new values."""
        rows = [
            row
            for batch in batches(sorted(self._ids()))
            for row in self._session.execute(
                select(Change, Action)
                .join(Action, Change.action_id == Action.id)
                .where(Change.record_id.in_(batch))
            )
        ]
        for change, action in sorted(rows, key=lambda row: row[0].id):
            yield {
                "at": action.at.isoformat(),
                "officer": self._officers.get(action.officer_id or 0, ""),
                "action": title(action.name, action.words),
                "record": change.record_table,
                "before": change.before,
                "after": change.after,
            }

    def _ids(self) -> set[int]:
        """Return the ids of all these records and of those gone; no two of any table share one."""
        gone = self._session.scalars(
            select(Change.record_id).where(
                JsonNumber(Change.before, "person_id") == self._person.id,
                Change.after.is_(None),
            )
        )
        there = (one.id for rows in self._of.values() for one in rows)
        return {self._person.id, *there, *gone}

    def _by(self, table: Any, person_id: int) -> list[Any]:  # noqa: ANN401 - of any table
        return self._related(table, "person_id", [person_id])

    def _related(self, table: Any, key: str, values: Collection[int]) -> list[Any]:  # noqa: ANN401
        column = getattr(table, key)
        return [
            one
            for batch in batches(sorted(values))
            for one in self._session.scalars(
                select(table).where(column.in_(batch)).order_by(table.id)
            )
        ]

    def _titles(self, table: Any, column: Any) -> dict[int, str]:  # noqa: ANN401
        return {row[0]: row[1] for row in self._session.execute(select(table.id, column))}


def _fields(record: Any) -> Fields:  # noqa: ANN401 - of any table
    columns = type(record).__mapper__.column_attrs
    whole = {column.key: getattr(record, column.key) for column in columns}
    return plain_fields({key: value for key, value in whole.items() if value is not None})


def _file_name(name: str) -> str:
    """Return a name without anything that could lead out of a folder."""
    kept = "".join(one if one.isalnum() or one in " ._-" else "_" for one in name)
    return kept.strip(" .")[-120:] or "file"
