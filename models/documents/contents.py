"""What files hold: kept once under its fingerprint, and proved whenever it is given back."""

import hashlib

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.documents.tables import content as content_table
from models.engines.sealing import opened, refuse_sealed, sealed
from models.errors import UserError
from models.history.recording import OWN_WRITES
from models.words import _


def keep_content(session: Session, data: bytes) -> str:
    """Keep ``data`` unless it is kept already; return its SHA-256 in hexadecimal.

    The history has no copy of it: whatever points to a content may go and come back, it stays.
    """
    digest = hashlib.sha256(data).hexdigest()
    if content_size(session, digest) is None:
        kept = sealed(session.connection(), content_table, digest, data)
        session.execute(
            insert(content_table).values(digest=digest, size=len(data), data=kept),
            execution_options={OWN_WRITES: True},
        )
    return digest


def content(session: Session, digest: str) -> bytes:
    """Return what is kept under ``digest``. Raises UserError if it is gone or was damaged."""
    data = session.scalar(select(content_table.c.data).where(content_table.c.digest == digest))
    if data is None:
        raise UserError(_("This file is no longer in the database. Look for it in a backup."))
    data = opened(session.connection(), content_table, digest, data)
    if hashlib.sha256(data).hexdigest() != digest:
        refuse_sealed(session.connection())
        raise UserError(_("This file was damaged in the database. Look for it in a backup."))
    return bytes(data)


def content_size(session: Session, digest: str) -> int | None:
    """Return how many bytes are kept under ``digest``, None where there is nothing."""
    return session.scalar(select(content_table.c.size).where(content_table.c.digest == digest))
