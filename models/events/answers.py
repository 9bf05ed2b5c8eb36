"""What partners answered when asked to help with an event, and who spoke to whom about it.

The caller owns the session.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload

from models.errors import UserError
from models.events.agenda import takes_part
from models.events.drafts import answer_name
from models.events.summary import PartnerPart
from models.events.tables import Answer, Event, EventPartner, PartnerRole
from models.events.told import EVENT
from models.fields import fill, kept
from models.history.recording import named, recorder
from models.office.queries import today
from models.partners.drafts import NoteDraft
from models.partners.operations import add_note
from models.partners.tables import Agreement, Contact, Partner
from models.words import N_, _

ANSWERED = frozenset({Answer.CONFIRMED, Answer.DECLINED})


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """A partner's answer as typed: when it was asked and answered, and who spoke to whom.

    With ``conversation`` it is noted among the conversations with the partner, too.
    """

    answer: Answer = Answer.NOT_ASKED
    asked_on: date | None = None
    answered_on: date | None = None
    contact_id: int | None = None
    officer_id: int | None = None
    note: str = ""
    conversation: bool = False

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        days = self.asked_on, self.answered_on
        if days[0] and days[1] and days[1] < days[0]:
            return {"answered_on": _("The answer came before the question.")}
        return {}


@dataclass(frozen=True, slots=True)
class PartRow:
    """A partner's part in an event, what was agreed with it, and whom to call.

    ``contact`` is the one who was spoken to, else the first there is. ``agreement`` is the number
    of the one that holds on the event's day, else of the last one that ended before it.
    """

    id: int
    partner_id: int
    name: str
    role: PartnerRole
    draft: AnswerDraft
    contact: str
    phone: str
    officer: str
    agreement: str
    agreement_ends_on: date | None
    agreement_ended: bool

    @property
    def spoke_with(self) -> str:
        """Return the contact's name where it is noted that they were spoken to."""
        return self.contact if self.draft.contact_id is not None else ""


def event_parts(session: Session, event_id: int) -> tuple[PartRow, ...]:
    """Return the partners' parts in an event, in the order they were added."""
    parts = session.scalars(
        select(EventPartner)
        .where(EventPartner.event_id == event_id)
        .options(
            joinedload(EventPartner.partner).selectinload(Partner.contacts),
            joinedload(EventPartner.contact),
            joinedload(EventPartner.officer),
        )
        .order_by(EventPartner.id)
    ).all()
    agreements = _agreements(session, event_id)
    return tuple(_row(part, agreements.get(part.partner_id)) for part in parts)


def partners_of(session: Session, event_id: int) -> tuple[PartnerPart, ...]:
    """Return what papers tell of the partners that take part, in the order they were added."""
    rows = session.connection().execute(_TOLD, {"event": event_id})
    return tuple(PartnerPart(*row) for row in rows)


def note_answer(
    session: Session, event_id: int, partner_id: int, role: PartnerRole, answer: Answer
) -> None:
    """Note what a partner said today when asked to help with an event in this role.

    Who sits at this desk is taken to be the one who asked, unless it was another. Raises UserError,
    like ``note_part``, if the partner does not take part any more.
    """
    part = session.scalars(
        select(EventPartner).where(
            EventPartner.event_id == event_id,
            EventPartner.partner_id == partner_id,
            EventPartner.role == role,
        )
    ).one_or_none()
    there = _name(session, part)
    fill(there, turned(_draft(there), answer, today(session), recorder(session).officer_id))


def note_part(session: Session, part_id: int, draft: AnswerDraft) -> None:
    """Note a partner's answer as typed, and the conversation with the partner if asked to."""
    part = _name(session, session.get(EventPartner, part_id))
    fill(part, draft)
    if draft.conversation:
        add_note(session, part.partner_id, _conversation(session, part, draft))


def part_draft(session: Session, part_id: int) -> AnswerDraft:
    """Return a partner's answer as the form shows it."""
    return _draft(session.get_one(EventPartner, part_id))


def turned(draft: AnswerDraft, answer: Answer, day: date, officer_id: int | None) -> AnswerDraft:
    """Return ``draft`` with another answer, given on ``day`` by whom ``officer_id`` spoke to.

    Days that such an answer cannot have are taken out; what is noted already stays.
    """
    if answer is Answer.NOT_ASKED:
        return AnswerDraft(contact_id=draft.contact_id, note=draft.note)
    answered = answer in ANSWERED
    return AnswerDraft(
        answer,
        draft.asked_on if answered else draft.asked_on or day,
        (draft.answered_on or day) if answered else None,
        draft.contact_id,
        draft.officer_id or officer_id,
        draft.note,
        draft.conversation,
    )


def _name(session: Session, part: EventPartner | None) -> EventPartner:
    if part is None:
        raise UserError(_("This partner does not take part in the event any more."))
    named(
        session,
        N_("Note the answer of {partner} for {event}"),
        partner=part.partner.name,
        event=part.event.title,
    )
    return part


def _conversation(session: Session, part: EventPartner, draft: AnswerDraft) -> NoteDraft:
    said = _("{event}: {answer}").format(event=part.event.title, answer=answer_name(draft.answer))
    return NoteDraft(
        held_on=draft.answered_on or draft.asked_on or today(session),
        contact_id=draft.contact_id,
        officer_id=draft.officer_id,
        text="\n".join(filter(None, (said, draft.note.strip()))),
    )


def _agreements(session: Session, event_id: int) -> dict[int, tuple[Agreement, bool]]:
    """Return for each partner the agreement to be told of, and whether it ended before the day."""
    rows = session.execute(
        select(Agreement, Event.starts_at)
        .join(EventPartner, EventPartner.partner_id == Agreement.partner_id)
        .join(EventPartner.event)
        .where(EventPartner.event_id == event_id)
    )
    found: dict[int, tuple[tuple[bool, date], Agreement, bool]] = {}
    for one, starts_at in rows:
        day, end = starts_at.date(), one.ends_on or date.max
        rank = (end >= day, end)
        best = found.get(one.partner_id)
        if one.begins_on <= day and (best is None or rank > best[0]):
            found[one.partner_id] = rank, one, end < day
    return {partner: (one, ended) for partner, (_rank, one, ended) in found.items()}


def _draft(part: EventPartner) -> AnswerDraft:
    return AnswerDraft(**kept(part, AnswerDraft))


def _row(part: EventPartner, agreed: tuple[Agreement, bool] | None) -> PartRow:
    partner = part.partner
    contact = part.contact or next(iter(partner.contacts), None)
    return PartRow(
        part.id,
        partner.id,
        partner.name,
        part.role,
        _draft(part),
        contact.name if contact else "",
        (contact.phone if contact else None) or partner.phone or "",
        part.officer.name if part.officer else "",
        agreed[0].number if agreed else "",
        agreed[0].ends_on if agreed else None,
        agreed[1] if agreed else False,
    )


# Built once, as all that the summary of an event asks. The contact is whom ``_row`` shows.
_FIRST = (
    select(Contact.name)
    .where(Contact.partner_id == Partner.id)
    .order_by(Contact.id)
    .limit(1)
    .correlate(Partner)
    .scalar_subquery()
)
_NAMED = aliased(Contact)
_TOLD = (
    select(Partner.name, EventPartner.role, func.coalesce(_NAMED.name, _FIRST, ""))
    .join(Partner, Partner.id == EventPartner.partner_id)
    .outerjoin(_NAMED, _NAMED.id == EventPartner.contact_id)
    .where(EventPartner.event_id == EVENT, takes_part())
    .order_by(EventPartner.id)
)
