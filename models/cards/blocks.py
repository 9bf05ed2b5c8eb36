"""Membership numbers the agency gave to the office, and giving them to those who wait for one.

A block goes from its first number to its last; which of them are given is told from the people and
the cards that bear them. The caller owns the session.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.base import utc_now
from models.cards.numbered import make_member_cards
from models.cards.tables import Card, NumberBlock
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.events.tables import Event
from models.fields import none_if_blank
from models.history.bulk import table_of, update_many
from models.history.recording import named
from models.history.rows import batches
from models.office.rights import Right, need
from models.packets.numbers import lent_numbers, numbers_of
from models.people.member_number import clean_number, is_number
from models.people.tables import Person
from models.words import N_, _, shorten

FEW = 50
"""Numbers left at which the office is told to ask for more."""
MOST = 1_000_000
"""Numbers of one block; more is a slip of the finger."""
SOURCE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A block as typed: ``source`` says by which letter or person it came."""

    first: str = ""
    last: str = ""
    received_on: date | None = None
    source: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {"first": _number_problem(self.first), "last": _number_problem(self.last)}
        if not any(found.values()):
            found["last"] = self._span_problem()
        if self.received_on is None:
            found["received_on"] = _("Write on which day the numbers came.")
        if len(self.source.strip()) > SOURCE_LENGTH:
            found["source"] = _("That is too long.")
        return {field: said for field, said in found.items() if said}

    @property
    def span(self) -> tuple[str, str]:
        """Return its first and its last number as they are kept."""
        return clean_number(self.first), clean_number(self.last)

    def _span_problem(self) -> str:
        first, last = self.span
        if len(first) != len(last):
            return _("Both numbers must have equally many digits.")
        if first > last:
            return _("The last number comes before the first.")
        if int(last) - int(first) >= MOST:
            return _("That is more than {most} numbers.").format(most=MOST)
        return ""


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block of numbers. ``following`` is the next one to be given, empty if none is left."""

    id: int
    first: str
    last: str
    received_on: date
    source: str
    closed_at: datetime | None
    count: int
    given: int
    following: str

    @property
    def left(self) -> int:
        """Return how many can still be given: none of a block that was closed."""
        return 0 if self.closed_at is not None else self.count - self.given

    @property
    def draft(self) -> BlockDraft:
        """Return it as the form holds it."""
        return BlockDraft(self.first, self.last, self.received_on, self.source)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody who enrolled and has no number yet; ``event`` is empty where it was at none."""

    enrolment_id: int
    person_id: int
    name: str
    event: str
    status: EnrolmentStatus
    enrolled_at: datetime


def blocks(session: Session) -> list[BlockRow]:
    """Return the blocks, those that are open first, each by its first number."""
    session.flush()
    found = session.scalars(select(NumberBlock).order_by(NumberBlock.first))
    rows = [_row(session, one) for one in found.all()]
    return sorted(rows, key=lambda row: row.closed_at is not None)


def numbers_left(session: Session) -> int | None:
    """Return how many numbers can still be given; None where the office was never given any."""
    rows = blocks(session)
    return sum(row.left for row in rows) if rows else None


def are_few(left: int | None) -> bool:
    """Tell whether the office should ask the agency for more numbers."""
    return left is not None and left <= FEW


def add_block(session: Session, draft: BlockDraft) -> int:
    """Take in a block of numbers; return its id.

    Raises UserError where it lies over another one, or a person has one of its numbers.
    """
    need(session, Right.ADMINISTER)
    first, last = draft.span
    named(session, N_("Take in the numbers {first} to {last}"), first=first, last=last)
    _check_apart(session, first, last)
    _check_nobodys(session, first, last)
    block = NumberBlock()
    _fill(block, draft)
    session.add(block)
    session.flush()
    return block.id


def change_block(session: Session, block_id: int, draft: BlockDraft) -> None:
    """Correct a block.

    Raises UserError where it lies over another one, leaves out a number that was given of it, takes
    in one that a person has, or is gone.
    """
    need(session, Right.ADMINISTER)
    block = _block(session, block_id)
    first, last = draft.span
    named(session, N_("Change the numbers {first} to {last}"), first=block.first, last=block.last)
    _check_apart(session, first, last, block_id)
    given = _given(session, block.first, block.last)
    if not given <= _given(session, first, last):
        raise UserError(_("Numbers of this block were given that would lie outside of it."))
    _check_nobodys(session, first, last, given)
    _fill(block, draft)


def close_block(session: Session, block_id: int) -> None:
    """Give no more numbers of a block, as when the agency took the rest back."""
    need(session, Right.ADMINISTER)
    block = _block(session, block_id)
    named(session, N_("Close the numbers {first} to {last}"), first=block.first, last=block.last)
    block.closed_at = block.closed_at or utc_now()


def waiting_for_number(session: Session, event_id: int | None = None) -> list[WaitingRow]:
    """Return who enrolled, at an event or anywhere, and has no number yet, by name.

    Of each person it is their latest enrolment. Those who were rejected do not wait.
    """
    session.flush()
    wanted = select(func.max(Enrolment.id).label("id")).where(_waits())
    if event_id is not None:
        wanted = wanted.where(Enrolment.event_id == event_id)
    latest = wanted.group_by(Enrolment.person_id).subquery()
    rows = session.execute(
        select(
            Enrolment.id,
            Person.id,
            Person.name,
            func.coalesce(Event.title, ""),
            Enrolment.status,
            Enrolment.enrolled_at,
        )
        .join(latest, latest.c.id == Enrolment.id)
        .join(Enrolment.person)
        .outerjoin(Enrolment.event)
        .where(Person.limited_at.is_(None))
        .order_by(Person.name, Enrolment.id)
    )
    return [WaitingRow(*row) for row in rows]


def give_numbers(session: Session, enrolments: Sequence[int]) -> int:
    """Give the next numbers of the blocks to those who wait, in this order; return how many.

    Their cards are queued, and the proofs of registration that still waited are cancelled. If
    there are fewer numbers than people, the first get them. Raises UserError if none is left, or
    nobody of these waits.
    """
    named(session, N_("Give membership numbers"))
    people = _waiting_people(session, enrolments)
    if not people:
        raise UserError(_("None of these waits for a number."))
    given = dict(zip(people, _free_numbers(session), strict=False))
    if not given:
        raise UserError(_("No number is left. Ask the agency for more, and take them in here."))
    bearers = {person: {"member_number": number} for person, number in given.items()}
    update_many(session, table_of(Person), bearers)
    make_member_cards(session, {people[one]: (one, number) for one, number in given.items()})
    return len(given)


def _number_problem(text: str) -> str:
    clean = clean_number(text)
    if is_number(clean) and clean.isdecimal():
        return ""
    if not clean:
        return _("Write the number.")
    return _("“{given}” is no membership number: digits only.").format(given=shorten(text))


def _row(session: Session, block: NumberBlock) -> BlockRow:
    given = _given(session, block.first, block.last)
    return BlockRow(
        block.id,
        block.first,
        block.last,
        block.received_on,
        block.source or "",
        block.closed_at,
        int(block.last) - int(block.first) + 1,
        len(given),
        next(_free(block, given), ""),
    )


def _given(session: Session, first: str, last: str) -> set[str]:
    """Return the numbers between these that are gone.

    A person has them, a card has ever borne them, or a desk may give them.
    """
    return lent_numbers(session, first, last) | {
        number
        for column in (Person.member_number, Card.number)
        for number in session.scalars(select(column).where(_between(column, first, last)))
        if number is not None
    }


def _between(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], first: str, last: str
) -> ColumnElement[bool]:
    """Return that a number of as many digits lies between these; so its text does, too."""
    return and_(column.between(first, last), func.length(column) == len(first))


def _free(block: NumberBlock, given: Collection[str]) -> Iterator[str]:
    """Return the numbers that nobody has."""
    return (number for number in numbers_of(block.first, block.last) if number not in given)


def free_by_block(session: Session) -> Iterator[tuple[NumberBlock, Iterator[str]]]:
    """Yield the open blocks, the oldest first, each with the numbers that can still be given."""
    found = session.scalars(
        select(NumberBlock)
        .where(NumberBlock.closed_at.is_(None))
        .order_by(NumberBlock.received_on, NumberBlock.first)
    )
    for block in found.all():
        yield block, _free(block, _given(session, block.first, block.last))


def _free_numbers(session: Session) -> Iterator[str]:
    return chain.from_iterable(numbers for _block, numbers in free_by_block(session))


def _waits() -> ColumnElement[bool]:
    # Not as a join: SQLite would begin it with all the people who have no number.
    served = exists().where(
        Person.id == Enrolment.person_id,
        or_(Person.member_number.is_not(None), Person.archived_at.is_not(None)),
    )
    return and_(Enrolment.status != EnrolmentStatus.REJECTED, ~served)


def _waiting_people(session: Session, enrolments: Sequence[int]) -> Mapping[int, int]:
    """Return by person the enrolment for which they are given a number, in the order asked for."""
    session.flush()
    wanted = select(Enrolment.id, Enrolment.person_id).where(_waits())
    found = {
        row.id: row.person_id
        for batch in batches(enrolments)
        for row in session.execute(wanted.where(Enrolment.id.in_(batch)))
    }
    people: dict[int, int] = {}
    for one in enrolments:
        if one in found:
            people[found[one]] = max(one, people.get(found[one], one))
    return people


def _check_apart(session: Session, first: str, last: str, but: int | None = None) -> None:
    other = session.scalars(
        select(NumberBlock)
        .where(
            NumberBlock.first <= last,
            NumberBlock.last >= first,
            func.length(NumberBlock.first) == len(first),
            NumberBlock.id != (but or 0),
        )
        .limit(1)
    ).one_or_none()
    if other is not None:
        text = _("These lie over the numbers {first} to {last}, which the office has already.")
        raise UserError(text.format(first=other.first, last=other.last))


def _check_nobodys(session: Session, first: str, last: str, given: Collection[str] = ()) -> None:
    rows = session.execute(
        select(Person.member_number, Person.name)
        .where(_between(Person.member_number, first, last))
        .order_by(Person.member_number)
    )
    taken = next(((number, name) for number, name in rows if number not in given), None)
    if taken is not None:
        text = _("The number {given} lies among them, and is that of {owner} here.")
        raise UserError(text.format(given=taken[0], owner=shorten(taken[1])))


def _fill(block: NumberBlock, draft: BlockDraft) -> None:
    if draft.received_on is None:
        raise UserError(_("Write on which day the numbers came."))
    block.first, block.last = draft.span
    block.received_on = draft.received_on
    block.source = none_if_blank(draft.source)


def _block(session: Session, block_id: int) -> NumberBlock:
    block = session.get(NumberBlock, block_id)
    if block is None:
        raise UserError(_("These numbers are not there any more."))
    return block
