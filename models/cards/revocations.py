"""Which copies of cards do not count any more: our own, and those on other offices' lists.

The caller owns the session.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.codes import Serial, read_serial
from models.cards.copies import counts, revoked_serials
from models.cards.office_keys import KnownKey, find_key
from models.cards.signed_files import SignedFile, read_signed, text_in, texts_in, write_signed
from models.cards.signing import signer
from models.cards.tables import Card, CardCopy, CardState, OfficeKey
from models.errors import UserError
from models.history.recording import named
from models.office.rights import Right, need
from models.office.tables import Desk
from models.words import N_, _, spoken

PURPOSE = "revoked cards"
SUFFIX = ".jangkau-revoked"
"""What the names of such files end with."""
CLOCKS_DIFFER = timedelta(days=1)
"""How far ahead of ours the clock may be by which a list was made."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A list that was taken in: whose it is, how many cards stand on it, when it was made."""

    office: str
    count: int
    made_at: datetime


def is_revoked(session: Session, key: KnownKey, serial: Serial) -> bool:
    """Whether the copy with this serial, signed by ``key``, does not count any more.

    One of our own that is not known here yet counts: its desk may still be out.
    """
    if not key.own:
        listed = session.scalar(select(OfficeKey.revoked).where(OfficeKey.mark == key.mark))
        return str(serial) in (listed or [])
    found = session.scalar(
        select(CardCopy.id)
        .join(Card, Card.id == CardCopy.card_id)
        .join(Desk, Desk.id == CardCopy.desk_id)
        .where(Desk.number == serial.desk, CardCopy.serial == serial.count)
        .where(not_(counts()) | (Card.state == CardState.CANCELLED))
    )
    return found is not None


def write_revocations(session: Session, target: Path) -> int:
    """Write the list of our own copies that do not count to ``target``; return how many.

    The session writes: the key that signs it is made where there is none yet. Raises OSError.
    """
    named(session, N_("Make the key that signs cards"))
    by = signer(session)
    serials = [str(Serial(desk, number)) for desk, number in revoked_serials(session)]
    marks = session.scalars(select(OfficeKey.mark).where(OfficeKey.own).order_by(OfficeKey.mark))
    content = {
        "office": by.office,
        "mark": by.mark,
        "keys": list(marks),
        "made_at": utc_now().isoformat(),
        "serials": serials,
    }
    write_signed(target, PURPOSE, content, by)
    return len(serials)


def read_revocations(session: Session, file: Path) -> TakenIn:
    """Take in the list of another office, in place of the one before.

    It tells of all keys of that office but those of which a newer list was taken in: an office may
    still sign by an older one, as after its data were set back.

    Needs the right to administer. Raises UserError for a list that cannot be read, was altered, is
    of an office whose key is not known here or of our own, or is older than the one that was taken
    in.
    """
    need(session, Right.ADMINISTER)
    listed = _read(file)
    key = _key_of(session, listed)
    listed.file.refuse_unless_by(key.public)
    _refuse_wrong_time(session, key, listed)
    named(session, N_("Take in the revoked cards of {office}"), office=key.office)
    meant = select(OfficeKey).where(
        OfficeKey.mark.in_({key.mark, *listed.marks}),
        OfficeKey.office == key.office,
        OfficeKey.own.is_(False),
        OfficeKey.revoked_at.is_(None) | (OfficeKey.revoked_at <= listed.made_at),
    )
    for row in session.scalars(meant):
        row.revoked, row.revoked_at = listed.serials, listed.made_at
    session.flush()
    return TakenIn(key.office, len(listed.serials), listed.made_at)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list as its file has it."""

    file: SignedFile
    mark: str
    marks: list[str]
    serials: list[str]
    made_at: datetime


def _read(file: Path) -> _Listed:
    read = read_signed(file, PURPOSE)
    try:
        return _Listed(
            read,
            mark=text_in(read.content, "mark"),
            marks=texts_in(read.content, "keys"),
            serials=[str(_serial(one)) for one in texts_in(read.content, "serials")],
            made_at=_moment(text_in(read.content, "made_at")),
        )
    except (ValueError, OverflowError) as error:
        said = _("{file} does not hold a list of revoked cards.")
        raise UserError(said.format(file=file.name)) from error


def _key_of(session: Session, listed: _Listed) -> KnownKey:
    """Return the key that a list names. Raises UserError where it is of no use here."""
    key = find_key(session, listed.mark)
    if key is None:
        said = _("The key {mark} that signed {file} is not known here. Take in its office's first.")
        raise UserError(said.format(mark=listed.mark, file=listed.file.name))
    if key.own:
        raise UserError(_("This is the list of this office itself, which knows it already."))
    return key


def _refuse_wrong_time(session: Session, key: KnownKey, listed: _Listed) -> None:
    known = session.scalar(select(OfficeKey.revoked_at).where(OfficeKey.mark == key.mark))
    if known is not None and listed.made_at < known:
        said = _("{file} is of {day}; a newer list of {office} was taken in already.")
        day = spoken().day(listed.made_at.date())
        raise UserError(said.format(file=listed.file.name, day=day, office=key.office))
    if listed.made_at > utc_now() + CLOCKS_DIFFER:
        said = _("{file} is of a day to come: look whether the clock of this computer is right.")
        raise UserError(said.format(file=listed.file.name))


def _serial(text: str) -> Serial:
    serial = read_serial(text)
    if serial is None:
        raise ValueError(text)
    return serial


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC)
