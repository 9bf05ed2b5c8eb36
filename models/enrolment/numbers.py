"""A membership number noted or corrected by hand, and the cards that follow from it."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cards.numbered import cancel_number, make_member_cards, queue_anew
from models.cards.tables import Card, CardState
from models.edits import column
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.history.recording import named
from models.people.member_number import clean_number, number_problem, taken_problem
from models.people.tables import Person
from models.words import N_

OUT = (CardState.PRINTED, CardState.HANDED)


class NumberRefusedError(UserError):
    """This number cannot be kept: it is none, or it is somebody else's."""


@dataclass(frozen=True, slots=True)
class NumberDraft:
    """A membership number as typed; empty for none."""

    number: str = field(default="", metadata=column("member_number"))

    def problems(self) -> dict[str, str]:
        """Return what to say beside the number, if it cannot be kept."""
        said = number_problem(self.number)
        return {"number": said} if said else {}


@dataclass(frozen=True, slots=True)
class NumberStanding:
    """A person's number, and the card that bears it.

    ``printed_at`` and ``handed_at`` are moments of that card; ``makes_card`` tells whether there is
    an enrolment for which another one would be made.
    """

    number: str
    printed_at: datetime | None
    handed_at: datetime | None
    makes_card: bool


def number_standing(session: Session, person_id: int) -> NumberStanding:
    """Return a person's number and how the card that bears it stands."""
    person = session.get_one(Person, person_id)
    number = person.member_number or ""
    enrolment = _carded(session, person) or _registered(session, person_id)
    card = session.scalars(
        select(Card).where(Card.number == number, Card.state.in_(OUT))
    ).one_or_none()
    return NumberStanding(
        number,
        card.printed_at if card else None,
        card.handed_at if card else None,
        enrolment is not None,
    )


def correct_number(session: Session, person_id: int, typed: str) -> None:
    """Give a person another membership number, or none; the card of the old one is cancelled.

    A card with the new one is queued where an enrolment is registered. Raises NumberRefusedError.
    """
    person = session.get_one(Person, person_id)
    named(session, N_("Correct the membership number of {person}"), person=person.name)
    carded = _carded(session, person)
    give_number(session, person, typed)
    enrolment = carded or _registered(session, person_id)
    if enrolment is not None and person.member_number:
        make_member_cards(session, {enrolment.id: (person_id, person.member_number)})


def give_number(session: Session, person: Person, typed: str) -> None:
    """Keep a number as typed; the card of another one that the person had is cancelled.

    Without a number, the proof of registration stands for that card again. Raises
    NumberRefusedError.
    """
    problem = number_problem(typed) or taken_problem(session, typed, person.id)
    if problem:
        raise NumberRefusedError(problem)
    number = clean_number(typed) or None
    if number == person.member_number:
        return
    carded = _carded(session, person)
    if person.member_number:
        cancel_number(session, person.member_number)
    if number is not None:
        _free(session, number)
    elif carded is not None:
        queue_anew(session, carded.id, None)
    person.member_number = number
    session.flush()


def follow_status(session: Session, enrolment: Enrolment, before: EnrolmentStatus) -> None:
    """Let the cards of an enrolment follow its new status, as when the agency's file tells it.

    Registered with a number, the member's card is queued; rejected, what was to be printed is
    cancelled, and queued anew once the rejection no longer holds.
    """
    session.flush()
    number = enrolment.person.member_number
    if enrolment.status is EnrolmentStatus.REGISTERED and number:
        make_member_cards(session, {enrolment.id: (enrolment.person_id, number)})
    elif enrolment.status is EnrolmentStatus.REJECTED:
        make_member_cards(session, {}, [enrolment.id])
    elif before is EnrolmentStatus.REJECTED:
        queue_anew(session, enrolment.id, number)


def _carded(session: Session, person: Person) -> Enrolment | None:
    """Return the enrolment that the card with the person's number is for, if it still counts."""
    return session.scalars(
        select(Enrolment)
        .join(Card, Card.enrolment_id == Enrolment.id)
        .where(
            Card.number == person.member_number,
            Card.state != CardState.CANCELLED,
            Enrolment.status != EnrolmentStatus.REJECTED,
        )
    ).one_or_none()


def _registered(session: Session, person_id: int) -> Enrolment | None:
    """Return the latest enrolment that the agency registered."""
    return session.scalars(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.status == EnrolmentStatus.REGISTERED)
        .order_by(Enrolment.enrolled_at.desc(), Enrolment.id.desc())
        .limit(1)
    ).one_or_none()


def _free(session: Session, number: str) -> None:
    """Take a number off a record that was merged into the person who is to have it now."""
    merged = session.scalars(select(Person).where(Person.member_number == number)).one_or_none()
    if merged is not None:
        merged.member_number = None
        session.flush()
