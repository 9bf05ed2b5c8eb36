"""Letters as screens and the register show them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from models.documents.contents import content
from models.errors import UserError
from models.events.tables import Event
from models.letters.tables import Letter, LetterKind
from models.partners.tables import Partner
from models.words import _


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter that was given a number.

    ``replaces`` is the number of the sent letter in whose place it was made, ``replaced_by`` of
    the one that took its own; ``partner`` is empty for a letter of assignment.
    """

    id: int
    event_id: int
    event: str
    number: str
    kind: LetterKind
    partner_id: int | None
    partner: str
    subject: str
    language: str
    dated_on: date
    made_at: datetime
    sent_at: datetime | None
    sent_how: str
    voided_at: datetime | None
    void_reason: str
    replaces: str
    replaced_by: str


def event_letters(session: Session, event_id: int) -> list[LetterRow]:
    """Return an event's letters, the latest first."""
    return _rows(session, Letter.event_id == event_id)


def partner_letters(session: Session, partner_id: int) -> list[LetterRow]:
    """Return the letters to a partner, the latest first."""
    return _rows(session, Letter.partner_id == partner_id)


def letters_of_year(session: Session, year: int) -> list[LetterRow]:
    """Return every number given in a year, voided ones too, the first one first."""
    return list(reversed(_rows(session, Letter.year == year)))


def years_of_letters(session: Session) -> list[int]:
    """Return the years in which numbers were given, the latest first."""
    return list(session.scalars(select(Letter.year).distinct().order_by(Letter.year.desc())))


def letter_row(session: Session, letter_id: int) -> LetterRow:
    """Return one letter. Raises UserError if it is gone."""
    for row in _rows(session, Letter.id == letter_id):
        return row
    raise UserError(_("This letter is not there any more."))


def letter_pdf(session: Session, letter_id: int) -> bytes:
    """Return the PDF of a letter as it was made. Raises UserError if it is gone or damaged."""
    digest = session.scalar(select(Letter.digest).where(Letter.id == letter_id))
    if digest is None:
        raise UserError(_("This letter is not there any more."))
    return content(session, digest)


def _rows(session: Session, among: ColumnElement[bool]) -> list[LetterRow]:
    before = aliased(Letter)
    found = session.execute(
        select(Letter, Event.title, Partner.name, before.number)
        .join(Letter.event)
        .outerjoin(Letter.partner)
        .outerjoin(before, before.id == Letter.replaces_id)
        .where(among)
        .order_by(Letter.year.desc(), Letter.serial.desc())
    ).all()
    after = _replacing(session, among)
    return [
        LetterRow(
            letter.id,
            letter.event_id,
            event,
            letter.number,
            letter.kind,
            letter.partner_id,
            partner or "",
            letter.subject,
            letter.language,
            letter.dated_on,
            letter.made_at,
            letter.sent_at,
            letter.sent_how or "",
            letter.voided_at,
            letter.void_reason or "",
            replaces or "",
            after.get(letter.id, ""),
        )
        for letter, event, partner, replaces in found
    ]


def _replacing(session: Session, among: ColumnElement[bool]) -> dict[int, str]:
    """Return which number holds in place of which letter; one that was voided does not."""
    after = aliased(Letter)
    rows = session.execute(
        select(Letter.id, after.number)
        .join(after, after.replaces_id == Letter.id)
        .where(among, after.voided_at.is_(None))
    )
    return dict(rows.all())
