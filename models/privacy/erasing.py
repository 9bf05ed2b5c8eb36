"""Erases who a person is and keeps what only counts (UU 27/2022 art. 8, 43 and 44)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models.backups.erased import read_erased
from models.base import Base, utc_now
from models.cards.tables import Card, CardCopy, CardKind, NumberBlock
from models.documents.tables import Attachment
from models.documents.tables import content as content_table
from models.enrolment.tables import Consent, Enrolment, PaperForm, Payment
from models.errors import UserError
from models.events.tables import Attendance
from models.history.bulk import delete_many, fetch_many, table_of, update_many
from models.history.emptying import empty_entries
from models.history.recording import OWN_WRITES, Fields, named, recorder
from models.history.rows import batches
from models.history.tables import Change
from models.money.tables import Receipt
from models.office.queries import today
from models.office.rights import NotAllowedError, Right, need
from models.office.second_person import Witness
from models.office.tables import Desk
from models.packets.tables import MergeConflict
from models.people.tables import Group, GroupMember, Person, PersonApart
from models.privacy.papers import papers_naming
from models.privacy.redacting import SIGN, forget_typed, redact
from models.privacy.tables import DataRequest, Erasure, ErasureCause, RetentionKeep
from models.privacy.traces import Traces, content_links, traces_of, unused
from models.reporting.records import is_incomplete
from models.words import N_, _

DISTRICT_PARTS = 3
"""Of a region's code: province, regency, district. A village is too few to hide among."""
KEPT = frozenset(
    {"id", "sex", "occupation_id", "region_code", "region_line", "merged_into_id", "erased_at"}
    | {"archived_at", "limited_at", "name", "flag"}
)
"""What is kept of a person's record, or has a value of its own afterwards."""
TAKEN_OUT: tuple[type[Base], ...] = (Attachment, GroupMember, PersonApart, RetentionKeep)
"""Records that say nothing once nobody is named."""
FREED: Mapping[type[Base], tuple[str, ...]] = {
    Enrolment: ("billing_code", "base_reason", "age_reason"),
    Payment: ("reference",),
    Consent: ("proof",),
    CardCopy: ("signature", "void_reason"),
    DataRequest: ("how", "note"),
    PaperForm: ("person_id", "void_reason"),
    MergeConflict: ("reason",),
}
"""What is emptied in records that go on counting."""
PHRASES: tuple[tuple[type[Base], str], ...] = ((Enrolment, "reject_reason"), (CardCopy, "reason"))
"""Texts that may be one of the usual ones: such a one names nobody and is counted by."""


class PapersKeptError(UserError):
    """Papers that are kept name the person, and nothing says why they are kept."""


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What an erasure would take out, and what would go on counting."""

    name: str
    merged: int
    documents: int
    pictures: int
    entries: int
    enrolments: int
    events: int
    receipts: int
    papers: tuple[str, ...] = ()
    """Papers kept for something else that name the person: what they are called."""


def erasure_preview(session: Session, person_id: int) -> ErasurePreview:
    """Return what erasing somebody would do. Raises UserError where nobody can be erased."""
    person = _erasable(session, person_id)
    traces = traces_of(session, person_id)
    return ErasurePreview(
        name=person.name,
        merged=len(traces.people) - 1,
        documents=_there(session, Attachment, traces),
        pictures=len(unused_after(session, traces)),
        entries=_entries(session, traces),
        enrolments=_there(session, Enrolment, traces),
        events=_there(session, Attendance, traces),
        receipts=_there(session, Receipt, traces),
        papers=tuple(paper.called for paper in papers_naming(session, traces)),
    )


def erase_person(  # noqa: PLR0913 - what a certificate says, each by its name
    session: Session,
    person_id: int,
    cause: ErasureCause,
    witness: Witness,
    request_id: int | None = None,
    basis: str = "",
    *,
    papers: str = "",
) -> Erasure:
    """Erase who somebody is, everywhere in the file; what counts without a name stays.

    Letters and files of events that name the person are kept as they are: ``papers`` says on which
    rule, beside ``basis``. It cannot be undone. The file's free pages still hold it until
    ``wiping.finish_erasing``.

    Raises NotAllowedError without the right or a second person, UserError where there is nobody to
    erase, PapersKeptError where papers name the person and nothing says why they are kept.
    """
    need(session, Right.ERASE)
    officer_id = recorder(session).officer_id
    if witness.right is not Right.ERASE or witness.officer_id == officer_id:
        raise NotAllowedError(_("A second person who may erase data has to see this."))
    _erasable(session, person_id)
    traces = traces_of(session, person_id)
    if not papers.strip():
        _refuse_papers_naming(session, traces)
    erasure = Erasure(
        person_id=person_id,
        number=_next_number(session),
        erased_at=utc_now(),
        officer_id=officer_id,
        witness_id=witness.officer_id,
        cause=cause,
        request_id=request_id,
        basis="; ".join(filter(None, (basis.strip(), papers.strip()))) or None,
    )
    named(session, N_("Erase a person's data: {number}"), number=erasure.number)
    carry_out(session, erasure, traces)
    return erasure


def _refuse_papers_naming(session: Session, traces: Traces) -> None:
    if papers_naming(session, traces):
        raise PapersKeptError(_("Letters or other papers name this person. Say why they are kept."))


def carry_out(session: Session, erasure: Erasure, traces: Traces | None = None) -> None:
    """Erase the person of an erasure that was not kept yet; ``traces`` are what is there of them.

    Raises UserError if there is nobody.
    """
    _erasable(session, erasure.person_id)
    traces = traces or traces_of(session, erasure.person_id)
    session.add(erasure)
    session.flush()
    also = redact(session, traces)
    for gone in TAKEN_OUT:
        delete_many(session, table_of(gone), _standing(session, gone, traces.ids(gone)))
    _free_phrases(session, traces)
    for kind, columns in FREED.items():
        _set(session, kind, traces.ids(kind), dict.fromkeys(columns))
    _free_numbers(session, traces)
    _blank_receipts(session, traces.ids(Receipt))
    _leave_groups(session, traces.people)
    _blank_people(session, traces.people, erasure.erased_at)
    _meet_requests(session, traces, erasure)
    forget_typed(session, traces)
    empty_entries(session, erasure.id, traces.records, traces.said, also)
    _drop(session, unused(session, traces.contents))


def unused_after(session: Session, traces: Traces) -> set[str]:
    """Return the contents that are this person's own: those that nobody else's record points at."""
    left = set(traces.contents)
    for table, column in content_links():
        mine = {one for name, one in traces.records if name == table.name}
        for batch in batches(sorted(left)):
            found = session.execute(select(table.c.id, column).where(column.in_(batch)))
            left -= {digest for record_id, digest in found if record_id not in mine}
    return left


def _erasable(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise UserError(_("That person is no longer in the list."))
    if person.erased_at is not None:
        raise UserError(_("This person's data has been erased already."))
    if person.merged_into_id is not None:
        raise UserError(_("This record was merged into another one: erase that one."))
    return person


def _blank_people(session: Session, people: Collection[int], at: datetime) -> None:
    table = table_of(Person)
    faulty = set(session.scalars(select(Person.id).where(Person.id.in_(people), is_incomplete())))
    nothing = {column.name: None for column in table.columns if column.name not in KEPT}
    changes: dict[int, Fields] = {}
    for one, kept in fetch_many(session, table, people).items():
        code, line = kept["region_code"], kept["region_line"]
        changes[one] = {
            **nothing,
            "name": SIGN,
            "region_code": ".".join(code.split(".")[:DISTRICT_PARTS]) if code else None,
            "region_line": ", ".join(part.strip() for part in (line or "").split(",")[1:]) or None,
            # Enrolments of incomplete records were counted as faults, and go on counting so.
            "flag": SIGN if one in faulty else None,
            "archived_at": kept["archived_at"] or at,
            "erased_at": at,
        }
    update_many(session, table, changes)


def _free_phrases(session: Session, traces: Traces) -> None:
    """Empty free texts that no other person's record says in the same words."""
    for kind, name in PHRASES:
        table, ids = table_of(kind), traces.ids(kind)
        for one, fields in fetch_many(session, table, ids).items():
            text = fields[name]
            if text is None:
                continue
            other = select(table.c.id).where(table.c[name] == text, table.c.id.not_in(ids))
            if session.scalar(other.limit(1)) is None:
                update_many(session, table, {one: {name: None}})


def _free_numbers(session: Session, traces: Traces) -> None:
    """Take membership numbers off cards, but for those of the office's own blocks.

    A number of a block that a card has borne must never be given to anybody else.
    """
    table = table_of(Card)
    changes: dict[int, Fields] = {}
    for one, fields in fetch_many(session, table, traces.ids(Card)).items():
        if fields["kind"] is CardKind.MEMBER and not _of_block(session, fields["number"]):
            changes[one] = {"number": f"{SIGN}{one}"}
    update_many(session, table, changes)


def _of_block(session: Session, number: str) -> bool:
    block = select(NumberBlock.id).where(
        NumberBlock.first <= number,
        NumberBlock.last >= number,
        func.length(NumberBlock.first) == len(number),
    )
    return session.scalar(block.limit(1)) is not None


def _blank_receipts(session: Session, ids: Collection[int]) -> None:
    """Take out of receipts whom they were given to; number, amount and day are bookkeeping."""
    table = table_of(Receipt)
    blank = {"name": SIGN, **dict.fromkeys(("nik", "reference", "note", "billing_code"), "")}
    update_many(
        session,
        table,
        {
            one: {"name": SIGN, "void_reason": None, "content": {**kept["content"], **blank}}
            for one, kept in fetch_many(session, table, ids).items()
        },
    )


def _leave_groups(session: Session, people: Collection[int]) -> None:
    headed = session.scalars(select(Group.id).where(Group.head_id.in_(people))).all()
    _set(session, Group, headed, {"head_id": None})


def _meet_requests(session: Session, traces: Traces, erasure: Erasure) -> None:
    """Count whatever the person still asked as done: nothing is left that it could be about."""
    table = table_of(DataRequest)
    ids = traces.ids(DataRequest)
    open_still = [
        one for one, kept in fetch_many(session, table, ids).items() if kept["done_at"] is None
    ]
    done = {"done_at": erasure.erased_at, "done_by_id": erasure.officer_id}
    _set(session, DataRequest, open_still, done)


def _set(session: Session, kind: type[Base], ids: Iterable[int], fields: Fields) -> None:
    there = _standing(session, kind, ids)
    update_many(session, table_of(kind), dict.fromkeys(there, fields))


def _standing(session: Session, kind: type[Base], ids: Iterable[int]) -> list[int]:
    """Return those that are still there; of others only the history tells."""
    return list(fetch_many(session, table_of(kind), ids))


def _there(session: Session, kind: type[Base], traces: Traces) -> int:
    return len(_standing(session, kind, traces.ids(kind)))


def _entries(session: Session, traces: Traces) -> int:
    count = 0
    for name in {table for table, _one in traces.records}:
        ids = [one for table, one in traces.records if table == name]
        for batch in batches(ids):
            about = Change.record_table == name, Change.record_id.in_(batch)
            count += session.scalar(select(func.count()).select_from(Change).where(*about)) or 0
    return count


def _drop(session: Session, contents: Iterable[str]) -> None:
    for batch in batches(contents):
        session.execute(
            delete(content_table).where(content_table.c.digest.in_(batch)),
            execution_options={OWN_WRITES: True},
        )


def _next_number(session: Session) -> str:
    """Return the next number of this desk and year: none that a restored file forgot either."""
    desk_id = recorder(session).desk_id
    desk = session.get(Desk, desk_id) if desk_id is not None else None
    year = today(session).year
    head = f"HPS-{year}-" if desk is None or not desk.number else f"HPS-{year}-{desk.number}-"
    known = set(session.scalars(select(Erasure.number).where(Erasure.number.startswith(head))))
    database = session.get_bind().engine.url.database
    known |= {one.number for one in read_erased(Path(database or ""))}
    serials = [int(rest) for one in known if (rest := one.removeprefix(head)).isdigit()]
    return f"{head}{max(serials, default=0) + 1:04d}"
