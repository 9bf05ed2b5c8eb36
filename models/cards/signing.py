"""Signing the codes of cards with the key of this office.

The private key lies in this one database, among the office's secrets: it is no part of the
history and goes to no other desk. Each database that signs has a key of its own; the public half
of it is a record, and travels.
"""

import base64
import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.codes import MARK_BYTES, SIGNATURE_BYTES, Serial, pack, to_sign, write_code
from models.cards.faces import CardFace
from models.cards.tables import OfficeKey
from models.engines.dialects import put
from models.engines.sealing import opened, refuse_sealed, sealed
from models.history.recording import RECORDER, named
from models.office.tables import Office, secret
from models.words import N_

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SECRET = "card_signing_key"
"""What the private key is remembered under."""
NO_MARK = "0" * (2 * MARK_BYTES)
"""The mark on a specimen, which no key signed."""


class NoKeyError(RuntimeError):
    """There is no key yet, and it can be made only where changes are kept: a fault of the program.

    Whoever signs in a session that only reads calls ``signer`` once before in one that writes.
    """


class Signer:
    """Signs in the name of the office, with the key that has this ``mark``."""

    def __init__(self, key: "Ed25519PrivateKey", office: str) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw()
        self.mark = mark_of(self.public)
        self.office = office

    def code(self, face: CardFace, serial: int, desk: int) -> str:
        """Return the signed code of a copy: ``serial`` as counted at the desk with this number.

        Raises ValueError for a face no code has room for.
        """
        said = pack(face, self.mark, Serial(desk, serial))
        return write_code(said, self._key.sign(to_sign(said)))

    def sign(self, message: bytes) -> bytes:
        """Return the signature of ``message``; it must begin with what it is for."""
        return self._key.sign(message)


def signer(session: Session) -> Signer:
    """Return who signs here. The key is made when it is first asked for, and after it was retired.

    Raises NoKeyError where it would have to be made and the session only reads.
    """
    key = _own_key(session)
    row = _row(session, mark_of(key.public_key().public_bytes_raw())) if key else None
    if key is None or (row is not None and row.archived_at is not None):
        key, row = _new_key(session), None
    if row is None:  # never there, or taken back together with the first batch
        row = _note_key(session, key)
    return Signer(key, row.office)


def own_public(session: Session) -> bytes | None:
    """Return the public half of the key this database signs with; None while there is none."""
    key = _own_key(session)
    return key.public_key().public_bytes_raw() if key else None


def specimen_code(face: CardFace) -> str:
    """Return a code as long as a signed one, that nobody signed: for what is only looked at.

    Raises ValueError for a face no code has room for.
    """
    return write_code(pack(face, NO_MARK, Serial(0, 0)), bytes(SIGNATURE_BYTES))


def mark_of(public: bytes) -> str:
    """Return the mark of a public key, as it stands in codes: eight hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()[: 2 * MARK_BYTES]


def is_signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` is that of ``message`` by the key whose public half this is."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # or it is no key at all
        return False
    return True


def _own_key(session: Session) -> "Ed25519PrivateKey | None":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    kept = session.scalar(select(secret.c.value).where(secret.c.name == SECRET))
    if not kept:
        return None
    clear = opened(session.connection(), secret, SECRET, kept)
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(clear))
    except ValueError:
        refuse_sealed(session.connection())
        raise


def _new_key(session: Session) -> "Ed25519PrivateKey":
    """Make a key, in place of the one before: what that signed is proven by its public half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    _must_write(session)
    key = Ed25519PrivateKey.generate()
    value = base64.b64encode(key.private_bytes_raw()).decode()
    connection = session.connection()
    put(connection, secret.c.name, SECRET, sealed(connection, secret, SECRET, value))
    return key


def _note_key(session: Session, key: "Ed25519PrivateKey") -> OfficeKey:
    _must_write(session)
    named(session, N_("Make the key that signs cards"))
    public = key.public_key().public_bytes_raw()
    row = OfficeKey(
        mark=mark_of(public),
        office=session.scalar(select(Office.name)) or "",
        public=public,
        own=True,
        since=utc_now(),
    )
    session.add(row)
    session.flush()
    return row


def _must_write(session: Session) -> None:
    if RECORDER not in session.info:
        raise NoKeyError("the key that signs cards was not made yet")


def _row(session: Session, mark: str) -> OfficeKey | None:
    return session.scalars(select(OfficeKey).where(OfficeKey.mark == mark)).one_or_none()
