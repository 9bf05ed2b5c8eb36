"""The keys that cards are checked with: those of this office, and those other offices handed over.

The caller owns the session.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.signed_files import read_signed, text_in, texts_in, write_signed
from models.cards.signing import mark_of, own_public, signer
from models.cards.tables import OfficeKey
from models.errors import UserError
from models.history.recording import named
from models.office.rights import Right, need
from models.office.tables import Office
from models.people.names import LONGEST, clean_name
from models.store import Store
from models.words import N_, _

PURPOSE = "office keys"
SUFFIX = ".jangkau-keys"
"""What the names of such files end with."""
PUBLIC_BYTES = 32
MOST_KEYS = 1000
"""In one file: an office has as many as it has computers that print cards."""
_FINGERPRINT, _GROUP = 24, 4


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that cards are checked with.

    ``own`` ones are of this office, ``here`` is that of this database. Of another office's,
    ``revoked`` is how many of its cards do not count, by the list of ``revoked_at``. A retired key
    of our own signs nothing any more, what it signed stands; that of another is not trusted.
    """

    id: int | None
    mark: str
    office: str
    public: bytes
    own: bool
    since: datetime | None = None
    archived_at: datetime | None = None
    revoked: int = 0
    revoked_at: datetime | None = None
    here: bool = False

    @property
    def fingerprint(self) -> str:
        """What two people compare by telephone, in groups of four."""
        return fingerprint(self.public)


@dataclass(frozen=True, slots=True)
class KeyOffer:
    """The keys a file holds, of one office; the first of them signed it."""

    office: str
    publics: tuple[bytes, ...]

    @property
    def fingerprint(self) -> str:
        """What to compare with the office by telephone before its keys are trusted."""
        return fingerprint(self.publics[0])


def fingerprint(public: bytes) -> str:
    """Write a key's fingerprint, 96 bits of it, in groups of four; it begins with its mark."""
    digits = hashlib.sha256(public).hexdigest()[:_FINGERPRINT]
    return " ".join(digits[at : at + _GROUP] for at in range(0, _FINGERPRINT, _GROUP))


def key_rows(session: Session) -> list[KnownKey]:
    """Return all keys, those of this office first, retired ones last."""
    here = own_public(session)
    wanted = select(
        OfficeKey.id,
        OfficeKey.mark,
        OfficeKey.office,
        OfficeKey.public,
        OfficeKey.own,
        OfficeKey.since,
        OfficeKey.archived_at,
        func.coalesce(func.json_array_length(OfficeKey.revoked), 0).label("revoked"),
        OfficeKey.revoked_at,
    )
    rows = [KnownKey(**row._mapping, here=row.public == here) for row in session.execute(wanted)]
    return sorted(
        rows, key=lambda row: (row.archived_at is not None, not row.own, row.office, row.mark)
    )


def find_key(session: Session, mark: str) -> KnownKey | None:
    """Return the key with this mark that cards may be signed by; None if none is trusted."""
    row = session.execute(
        select(
            OfficeKey.id,
            OfficeKey.mark,
            OfficeKey.office,
            OfficeKey.public,
            OfficeKey.own,
            OfficeKey.since,
            OfficeKey.archived_at,
        ).where(OfficeKey.mark == mark)
    ).one_or_none()
    if row is not None:
        return KnownKey(*row) if row.own or row.archived_at is None else None
    here = own_public(session)
    if here is None or mark_of(here) != mark:
        return None
    office = session.scalar(select(Office.name)) or ""  # its record was taken back
    return KnownKey(None, mark, office, here, own=True)


def exposure_said(store: Store) -> str:
    """Say that whoever has the file can sign in the office's name; nothing if it is encrypted."""
    if store.encrypted:
        return ""
    return _(
        "This database is not encrypted: whoever copies its file can sign cards in the name of "
        "this office. Protect it with a password."
    )


def write_keys(session: Session, target: Path) -> int:
    """Write this office's public keys to ``target`` for other offices; return how many.

    The session writes: the key is made where there is none yet. Raises OSError.
    """
    named(session, N_("Make the key that signs cards"))
    by = signer(session)
    wanted = select(OfficeKey.public).where(OfficeKey.own, OfficeKey.public != by.public)
    publics = [by.public, *session.scalars(wanted.order_by(OfficeKey.since, OfficeKey.mark))]
    keys = [base64.b64encode(public).decode() for public in publics]
    write_signed(target, PURPOSE, {"office": by.office, "keys": keys}, by)
    return len(keys)


def read_keys(file: Path) -> KeyOffer:
    """Return the keys a file holds; nothing is trusted yet. Raises UserError."""
    read = read_signed(file, PURPOSE)
    try:
        offer = KeyOffer(
            clean_name(text_in(read.content, "office"))[:LONGEST],
            tuple(_public(one) for one in texts_in(read.content, "keys")[:MOST_KEYS]),
        )
    except ValueError as error:
        raise _no_keys(file) from error
    if not (offer.office and offer.publics):
        raise _no_keys(file)
    read.refuse_unless_by(offer.publics[0])
    return offer


def take_in_keys(session: Session, offer: KeyOffer) -> int:
    """Trust another office's keys from now on; return how many were not trusted before.

    Needs the right to administer. Raises UserError where they are our own, or another office's by
    what is known.
    """
    need(session, Right.ADMINISTER)
    named(session, N_("Take in the keys of {office}"), office=offer.office)
    own = _own_marks(session)
    if own & {mark_of(public) for public in offer.publics} or _is_ours(session, offer.office):
        raise UserError(
            _(
                "These are keys of this office itself. Its own need not be taken in: those of "
                "its desks come home with them."
            )
        )
    return sum(_take_in(session, offer.office, public) for public in dict.fromkeys(offer.publics))


def retire_key(session: Session, key_id: int) -> None:
    """Use a key no more: sign with a new one, or no longer trust what another office signs.

    Needs the right to administer. Raises UserError if it is gone.
    """
    need(session, Right.ADMINISTER)
    row = session.get(OfficeKey, key_id)
    if row is None or row.archived_at is not None:
        raise UserError(_("This key is not there any more."))
    named(session, N_("Retire key {mark} of {office}"), mark=row.mark, office=row.office)
    row.archived_at = utc_now()


def _no_keys(file: Path) -> UserError:
    return UserError(_("{file} does not hold the keys of an office.").format(file=file.name))


def _take_in(session: Session, office: str, public: bytes) -> bool:
    mark = mark_of(public)
    row = session.scalars(select(OfficeKey).where(OfficeKey.mark == mark)).one_or_none()
    if row is None:
        session.add(OfficeKey(mark=mark, office=office, public=public, since=utc_now()))
        session.flush()
        return True
    if (row.office, row.public) != (office, public):
        said = _("The key {mark} is known as that of {office}. Ask both offices whose it is.")
        raise UserError(said.format(mark=mark, office=row.office))
    if row.archived_at is None:
        return False
    row.archived_at = None
    return True


def _own_marks(session: Session) -> set[str]:
    here = own_public(session)
    marks = set(session.scalars(select(OfficeKey.mark).where(OfficeKey.own)))
    return marks | {mark_of(here)} if here is not None else marks


def _is_ours(session: Session, office: str) -> bool:
    return session.scalar(select(Office.id).where(Office.name == office)) is not None


def _public(text: str) -> bytes:
    public = base64.b64decode(text, validate=True)
    if len(public) != PUBLIC_BYTES:
        raise ValueError(text)
    return public
