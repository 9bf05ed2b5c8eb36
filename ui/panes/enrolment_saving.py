"""What the desk keeps when somebody is enrolled, and what it says of it."""

from dataclasses import dataclass
from typing import Any

from models.cards.queries import queued_card
from models.enrolment.drafts import EnrolmentDraft
from models.enrolment.operations import enrol
from models.errors import UserError
from models.money.at_enrolment import receipt_said
from models.people.photo import photo
from models.words import _, spoken


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: of whom, the card that waits, the number of the receipt that was given."""

    person_id: int
    card_id: int | None
    receipt: str


def photo_of(session: Any, person_id: int) -> bytes | None:  # noqa: ANN401 - see keep
    """Return somebody's photo; one that was damaged is told on their page, not in the queue."""
    try:
        return photo(session, person_id)
    except UserError:
        return None


def enrol_at_desk(
    session: Any,  # noqa: ANN401 - see keep
    event_id: int,
    draft: EnrolmentDraft,
    sitting: int | None,
) -> Kept:
    """Enrol somebody, seen at ``sitting``; return what is told of it."""
    enrolment = enrol(session, event_id, draft, session_id=sitting)
    card_id = queued_card(session, enrolment.id)
    return Kept(enrolment.person_id, card_id, receipt_said(session, enrolment.id))


def enrolled_said(draft: EnrolmentDraft, kept: Kept) -> str:
    """Say that somebody is enrolled, for how much, and which receipt they were given."""
    name, total = draft.person.name, spoken().rupiah(draft.due())
    text = _("{name} is enrolled: {total}. The card waits to be printed.")
    if kept.receipt:
        text = _("{name} is enrolled: {total}. Receipt {receipt}. The card waits to be printed.")
    return text.format(name=name, total=total, receipt=kept.receipt)
