"""Making letters: filled in, numbered, written, kept, sent, voided. The caller owns the session.

A number that was given out is never given again, so making letters cannot be undone; the way back
is to void them, which can.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.documents.contents import keep_content
from models.errors import UserError
from models.events.agenda import OFF
from models.events.called_off import why_no_letter
from models.events.tables import Answer, Event, EventPartner, PartnerRole, Stage
from models.history.recording import named, recorder
from models.letters.drafts import PAPERS, LetterDraft, goes_to_partners
from models.letters.layout import StaffTable
from models.letters.numbering import next_serial, office_pattern, write_number
from models.letters.papers import Addressee, LetterPaper, addressee, make_paper, occasion
from models.letters.tables import Letter, LetterKind
from models.letters.texts import letter_text, off_text
from models.office.queries import time_zone, today
from models.office.tables import Office
from models.partners.tables import Partner
from models.words import N_, _

Write = Callable[[LetterPaper], bytes]
"""Writes a letter as PDF."""


def prepare(session: Session, event_id: int, kind: LetterKind, language: str) -> LetterDraft:
    """Propose a letter of today to those partners of an event that such a letter goes to.

    Of an event that was called off, those who were invited are told that. Raises UserError if the
    event is gone.
    """
    event = _event(session, event_id)
    parts, off = event.partners, event.stage in OFF
    chosen = dict.fromkeys(part.partner_id for part in parts if _is_for(kind, part))
    told = off and kind is LetterKind.INVITATION
    text = off_text(event.stage, language) if told else letter_text(session, kind, language)
    return LetterDraft(
        kind,
        tuple(chosen),
        today(session),
        language,
        text.subject,
        text.body,
        session.scalar(select(Office.paper)) or PAPERS[0],
    )


def prepare_anew(session: Session, letter_id: int) -> LetterDraft:
    """Propose a letter that was made before as it would be made today.

    Its text is as it was written then, its placeholders to be filled in with what is known now.
    """
    letter = _letter(session, letter_id)
    return LetterDraft(
        letter.kind,
        () if letter.partner_id is None else (letter.partner_id,),
        today(session) if letter.sent_at else letter.dated_on,
        letter.language,
        letter.subject,
        letter.body,
        letter.paper,
    )


def previews(session: Session, event_id: int, draft: LetterDraft) -> list[LetterPaper]:
    """Return the letters as they would be made, without numbers: one at least.

    Problems of the draft do not hinder it: whoever types sees what is there. Raises UserError if
    the event or a partner is gone, or such letters are not written of the event as it stands.
    """
    event = _event(session, event_id)
    _refuse_off(event, draft)
    about = occasion(session, event)
    return [make_paper(about, to, draft) for to in _addressees(session, event, draft)]


def make_letters(session: Session, event_id: int, draft: LetterDraft, write: Write) -> list[int]:
    """Make a letter for each partner chosen, or one that names the staff; return their ids.

    Raises UserError if the draft has problems, the event or a partner is gone, nobody is there to
    be sent, a number would be one that was given before, or such letters are not written of an
    event that was called off.
    """
    event = _event(session, event_id)
    _refuse_off(event, draft)
    _check(draft)
    named(session, N_("Make letters for {event}"), event=event.title)
    recorder(session).final = True
    about = occasion(session, event)
    serial = _first_serial(session, draft)
    made = []
    for place, to in enumerate(_addressees(session, event, draft)):
        letter = Letter(event_id=event_id, kind=draft.kind, partner_id=to.partner_id)
        _number(session, letter, serial + place, draft)
        _write(session, letter, make_paper(about, to, draft, letter.number), draft, write)
        made.append(letter)
    session.flush()
    return [letter.id for letter in made]


def make_anew(
    session: Session,
    letter_id: int,
    draft: LetterDraft,
    write: Write,
    *,
    sent: bool | None = None,
) -> int:
    """Make a letter once more, to the same partner; return the id of the one that holds now.

    One not sent yet keeps its number and gets a new paper. A sent one stays as it went out, and a
    new one with a number of its own takes its place. Neither can be undone, or a letter could go
    out as one paper and be kept as another. Raises UserError as ``make_letters`` does, and if the
    letter was voided or replaced, or if its number is of another year than it is to be dated, or
    if it was ``sent`` or not otherwise than whoever makes it knows.
    """
    letter = _living(session, letter_id)
    if sent is not None and sent != (letter.sent_at is not None):
        raise UserError(sent_meanwhile(letter.number, sent=not sent))
    _check(draft)
    _refuse_replaced(session, letter)
    named(session, N_("Make letter {number} anew"), number=letter.number)
    recorder(session).final = True
    if letter.sent_at is not None:
        out = letter
        letter = Letter(event_id=out.event_id, kind=out.kind, partner_id=out.partner_id)
        letter.replaces_id = out.id
        _number(session, letter, _first_serial(session, draft), draft)
    elif draft.dated_on.year != letter.year:
        raise UserError(_of_another_year(letter))
    event = _event(session, letter.event_id)
    _refuse_off(event, draft)
    to = _to_partner(session, event, letter.partner_id)
    paper = make_paper(occasion(session, event), to, draft, letter.number)
    _write(session, letter, paper, draft, write)
    session.flush()
    return letter.id


def _of_another_year(letter: Letter) -> str:
    return _("{number} is a number of {year}. Void the letter and make a new one.").format(
        number=letter.number, year=letter.year
    )


def sent_meanwhile(number: str, *, sent: bool) -> str:
    """Say that a letter was marked as sent, or as not sent, while it was being made anew."""
    if sent:
        said = _("{number} was marked as sent meanwhile: made anew it gets a number of its own.")
    else:
        said = _("{number} was marked as not sent meanwhile: made anew it keeps its number.")
    return said.format(number=number)


def mark_sent(session: Session, letter_id: int, how: str, at: datetime | None = None) -> None:
    """Note that a letter was sent, how and when; a second time changes nothing.

    With an invitation the event's letter is sent and its partner is waited for, unless it was
    called off. Raises UserError
    if the letter is gone or was voided.
    """
    letter = _living(session, letter_id)
    named(session, N_("Mark letter {number} as sent"), number=letter.number)
    if letter.sent_at is not None:
        return
    letter.sent_at, letter.sent_how = at or utc_now(), how.strip() or None
    if letter.kind is LetterKind.INVITATION and letter.event.stage not in OFF:
        _note_asked(session, letter, letter.sent_at)


def mark_all_sent(
    session: Session, letter_ids: Iterable[int], how: str, at: datetime | None = None
) -> None:
    """Note that several letters were sent, as one action."""
    letters = [_living(session, letter_id) for letter_id in letter_ids]
    if len(letters) > 1:
        named(session, N_("Mark letters for {event} as sent"), event=letters[0].event.title)
    for letter in letters:
        mark_sent(session, letter.id, how, at)


def take_back_sent(session: Session, letter_id: int) -> None:
    """Note that a letter was not sent after all; the event and its partners stay as they are."""
    letter = _living(session, letter_id)
    named(session, N_("Mark letter {number} as not sent"), number=letter.number)
    letter.sent_at = letter.sent_how = None


def void_letter(session: Session, letter_id: int, reason: str) -> None:
    """Say that a letter does not hold and why; it and its number stay to be seen.

    Raises UserError if there is no reason, or if it is gone or voided already.
    """
    letter = _living(session, letter_id)
    if not reason.strip():
        raise UserError(_("Say why the letter is voided."))
    named(session, N_("Void letter {number}"), number=letter.number)
    letter.voided_at, letter.void_reason = utc_now(), reason.strip()


def _is_for(kind: LetterKind, part: EventPartner) -> bool:
    match kind:
        case LetterKind.INVITATION:
            return part.answer is not Answer.DECLINED
        case LetterKind.FACILITIES:
            return part.role is PartnerRole.HOST and part.answer is not Answer.DECLINED
        case LetterKind.THANKS:
            return part.answer is Answer.CONFIRMED
    return False


def _refuse_off(event: Event, draft: LetterDraft) -> None:
    if said := why_no_letter(event.stage, draft.kind.value, draft.body):
        raise UserError(said)


def _check(draft: LetterDraft) -> None:
    if problems := draft.problems():
        raise UserError(next(iter(problems.values())))


def _addressees(session: Session, event: Event, draft: LetterDraft) -> Sequence[Addressee]:
    chosen = dict.fromkeys(draft.partner_ids)
    if not goes_to_partners(draft.kind) or not chosen:
        return [Addressee()]
    taking_part = {part.partner_id for part in event.partners}
    if not taking_part.issuperset(chosen):
        raise UserError(_("A partner chosen here does not take part in the event any more."))
    return [_to_partner(session, event, partner_id) for partner_id in chosen]


def _to_partner(session: Session, event: Event, partner_id: int | None) -> Addressee:
    if partner_id is None:
        return Addressee()
    parts = [part for part in event.partners if part.partner_id == partner_id]
    return addressee(session.get_one(Partner, partner_id), parts)


def _first_serial(session: Session, draft: LetterDraft) -> int:
    free = next_serial(session, draft.dated_on.year)
    if draft.first_serial and draft.first_serial < free:
        told = _("Numbers up to {last} were given in {year} already.")
        raise UserError(told.format(last=free - 1, year=draft.dated_on.year))
    return max(free, draft.first_serial)


def _number(session: Session, letter: Letter, serial: int, draft: LetterDraft) -> None:
    letter.year, letter.serial = draft.dated_on.year, serial
    letter.number = write_number(office_pattern(session), serial, draft.dated_on, letter.kind)
    taken = session.scalar(select(Letter.id).where(Letter.number == letter.number))
    if taken is not None:
        told = _("The number {number} was given before. Change the pattern in the settings.")
        raise UserError(told.format(number=letter.number))


def _write(
    session: Session, letter: Letter, paper: LetterPaper, draft: LetterDraft, write: Write
) -> None:
    """Write the paper and keep it with what it was made from, the body as it was typed."""
    if StaffTable() in paper.layout.blocks and not paper.staff:
        raise UserError(_("Nobody is assigned to this event yet. Add its staff to the plan first."))
    letter.digest = keep_content(session, write(paper))
    letter.dated_on, letter.language, letter.paper = draft.dated_on, paper.language, paper.paper
    letter.recipient, letter.subject = "\n".join(paper.recipient), paper.subject[:300]
    letter.body, letter.made_at = draft.body, utc_now()
    session.add(letter)


def _refuse_replaced(session: Session, letter: Letter) -> None:
    number = session.scalar(
        select(Letter.number).where(Letter.replaces_id == letter.id, Letter.voided_at.is_(None))
    )
    if number is not None:
        told = _("{number} took this letter's place. Make that one anew.")
        raise UserError(told.format(number=number))


def _note_asked(session: Session, letter: Letter, at: datetime) -> None:
    event = letter.event
    if event.stage in (Stage.PROPOSED, Stage.DRAFT):
        event.stage, event.stage_reason = Stage.INVITED, None
    for part in event.partners:
        if part.partner_id == letter.partner_id and part.answer is Answer.NOT_ASKED:
            part.answer = Answer.WAITING
            part.asked_on = at.astimezone(time_zone(session)).date()


def _living(session: Session, letter_id: int) -> Letter:
    letter = _letter(session, letter_id)
    if letter.voided_at is not None:
        raise UserError(_("Letter {number} was voided.").format(number=letter.number))
    return letter


def _letter(session: Session, letter_id: int) -> Letter:
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise UserError(_("This letter is not there any more."))
    return letter


def _event(session: Session, event_id: int) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    return event
