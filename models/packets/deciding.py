"""Decides what two desks say differently; each decision is an ordinary action that can be undone.

The caller owns the session.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base, utc_now
from models.cards.copies import keep_copy
from models.enrolment.operations import set_status
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment
from models.errors import UserError
from models.history.bulk import fetch_many, update_many
from models.history.recording import Fields, named, recorder
from models.history.tables import Change
from models.history.telling import record_name
from models.history.values import revive
from models.money.receipts import settle, void_receipt
from models.office.rights import Right, need
from models.packets.rules import registers
from models.packets.tables import Choice, ConflictKind, ConflictState, MergeConflict
from models.people.apart import keep_apart
from models.people.merging import merge_people, survivors
from models.words import N_, _

REASON_LENGTH = 500

CHOICES: Mapping[ConflictKind, tuple[Choice, ...]] = {
    ConflictKind.FIELD: (Choice.LEFT, Choice.RIGHT),
    ConflictKind.SAME_PERSON: (Choice.LEFT, Choice.RIGHT, Choice.BOTH),
    ConflictKind.ENROLLED_TWICE: (Choice.LEFT, Choice.RIGHT),
    ConflictKind.PAID_TWICE: (Choice.LEFT, Choice.RIGHT, Choice.BOTH),
    ConflictKind.CARD_TWICE: (Choice.LEFT, Choice.RIGHT, Choice.BOTH),
    ConflictKind.NUMBER_TWICE: (Choice.BOTH,),
    ConflictKind.RECEIPT_TWICE: (Choice.BOTH,),
    ConflictKind.TAKEN_OUT: (Choice.BOTH,),
}
"""What makes sense: of a field one value stands, of an event one enrolment; papers all stay."""


def decide(
    session: Session, conflict_id: int, choice: Choice, reason: str = "", *, side: int | None = None
) -> None:
    """Decide a conflict: the first side, another one, or both where that makes sense.

    ``side`` says which of more than two is kept, from 0; else the left is the first and the right
    the last. What is not kept is rejected or voided with the reason by the usual operations. Two
    people are joined into the side chosen, or with both kept apart. Needs the right to plan. Raises
    UserError where it was decided already, does not go so, or lacks a reason.
    """
    need(session, Right.PLAN)
    conflict = session.get(MergeConflict, conflict_id)
    if conflict is None or conflict.state is not ConflictState.OPEN:
        raise UserError(_("This was decided already, or nothing differs any more."))
    if choice not in CHOICES[conflict.kind]:
        raise UserError(_("This cannot be decided like that."))
    if len(reason) > REASON_LENGTH:
        raise UserError(_("That reason is too long."))
    name = record_name(session, conflict.record_table, conflict.record_id)
    named(session, N_("Decide what desks say differently of {record}"), record=name)
    kept = _kept(conflict, choice, side)
    _carry_out(session, conflict, kept, reason.strip())
    _note(session, conflict, choice, kept, reason.strip())


def choices(session: Session, conflict_id: int) -> tuple[Choice, ...]:
    """Return how a conflict can be decided; nothing if it is gone."""
    conflict = session.get(MergeConflict, conflict_id)
    return CHOICES[conflict.kind] if conflict is not None else ()


def _kept(conflict: MergeConflict, choice: Choice, side: int | None) -> int | None:
    """Return the place of the side that is kept; None for all."""
    if choice is Choice.BOTH:
        return None
    last = len(conflict.sides) - 1
    place = side if side is not None else (0 if choice is Choice.LEFT else last)
    if not 0 <= place <= last:
        raise UserError(_("This cannot be decided like that."))
    return place


def _carry_out(session: Session, conflict: MergeConflict, kept: int | None, reason: str) -> None:
    match conflict.kind:
        case ConflictKind.FIELD if kept is not None:
            _put_value(session, conflict, conflict.sides[kept])
        case ConflictKind.SAME_PERSON:
            _join_or_part(session, conflict, kept)
        case ConflictKind.ENROLLED_TWICE if kept is not None:
            _keep_enrolment(session, _records(conflict), kept, _why(reason))
        case ConflictKind.PAID_TWICE if kept is not None:
            _keep_payment(session, _records(conflict), kept, _why(reason))
        case ConflictKind.CARD_TWICE if kept is not None:
            keep_copy(session, _records(conflict), kept, _why(reason))


def _why(reason: str) -> str:
    if not reason:
        raise UserError(_("Say why."))
    return reason


def _records(conflict: MergeConflict) -> list[int]:
    return [side["record"] for side in conflict.sides]


def _put_value(session: Session, conflict: MergeConflict, side: Mapping[str, int]) -> None:
    """Let a field hold what one side says, with the fields that go with it."""
    table = Base.metadata.tables[conflict.record_table]
    said = _said(session, conflict.record_table, side)
    field = conflict.field or ""
    group = next(one for one in registers(table.name, {field}) if field in one)
    now = fetch_many(session, table, [conflict.record_id]).get(conflict.record_id)
    if now is None:
        raise UserError(_("This record is not there any more. Undo what took it out first."))
    values = {name: revive(table.c[name], said[name]) for name in group if name in said}
    for name, value in values.items():
        if table.c[name].unique and value is not None:
            _refuse_taken(session, conflict, name, value)
    update_many(session, table, {conflict.record_id: values})


def _refuse_taken(session: Session, conflict: MergeConflict, name: str, value: object) -> None:
    table = Base.metadata.tables[conflict.record_table]
    other = session.scalar(
        select(table.c.id).where(table.c[name] == value, table.c.id != conflict.record_id)
    )
    if other is None:
        return
    if survivors(session, [other]).get(other) == conflict.record_id:
        update_many(session, table, {other: {name: None}})
        return
    text = _("This number is that of {name} by now.")
    raise UserError(text.format(name=record_name(session, table.name, other)))


def _said(session: Session, table: str, side: Mapping[str, int]) -> Fields:
    row = session.scalars(
        select(Change).where(
            Change.action_id == side["action"],
            Change.record_table == table,
            Change.record_id == side["record"],
        )
    ).one_or_none()
    if row is None or row.erasure_id is not None or row.after is None:
        raise UserError(_("What this side said has been erased."))
    return row.after


def _join_or_part(session: Session, conflict: MergeConflict, kept: int | None) -> None:
    records = _records(conflict)
    into = survivors(session, records)
    people = list(dict.fromkeys(into.get(one, one) for one in records))
    if len(people) < 2:
        return
    if kept is None:
        keep_apart(session, people[0], people[-1])
        return
    goes_on = into.get(records[kept], records[kept])
    for other in people:
        if other != goes_on:
            merge_people(session, goes_on, other)


def _keep_enrolment(session: Session, records: Sequence[int], kept: int, reason: str) -> None:
    """Reject all enrolments but one; that one is as far again as its own desk had it."""
    found = {one: session.get_one(Enrolment, one) for one in records}
    stands = found[records[kept]]
    for one, enrolment in found.items():
        if one != stands.id and enrolment.status is not EnrolmentStatus.REJECTED:
            set_status(session, one, EnrolmentStatus.REJECTED, reason=reason)
    session.flush()
    if stands.status is EnrolmentStatus.REJECTED:
        status = EnrolmentStatus.BILLED if stands.billing_code else EnrolmentStatus.TO_REGISTER
        set_status(session, stands.id, status)
        settle(session, stands)
        session.flush()


def _keep_payment(session: Session, records: Sequence[int], kept: int, reason: str) -> None:
    """Take all payments back but one: with their receipts, where they have any."""
    for one in records:
        payment = session.get(Payment, one)
        if payment is None or one == records[kept]:
            continue
        if payment.receipt_id is not None:
            void_receipt(session, payment.receipt_id, reason)
            continue
        enrolment, amount = payment.enrolment, payment.amount
        session.delete(payment)
        session.flush()
        settle(session, enrolment, came=-amount)
    session.flush()


def _note(
    session: Session, conflict: MergeConflict, choice: Choice, kept: int | None, reason: str
) -> None:
    """Keep who decided what and why; which sides were overruled tells the next merge."""
    conflict.sides = [
        {"record": side["record"], "action": side["action"]}
        | ({"overruled": True} if kept is not None and place != kept else {})
        for place, side in enumerate(conflict.sides)
    ]
    conflict.state, conflict.choice = ConflictState.DECIDED, choice
    conflict.decided_at, conflict.reason = utc_now(), reason or None
    conflict.officer_id = recorder(session).officer_id
    session.flush()
