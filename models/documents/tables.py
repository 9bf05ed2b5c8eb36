"""Files kept in the database, and what each belongs to."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigInt, Id, Line, Name

DIGEST = String(64)
"""SHA-256 in hexadecimal."""

content = Table(
    "content",
    Base.metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("size", BigInt, nullable=False),
    Column("data", LargeBinary(), nullable=False),
    CheckConstraint("size >= 0", name="size_not_negative"),
)
"""What files hold, each once under its fingerprint. It never changes, so the history needs no
copy of it: undo takes away what points to it and redo puts that back."""


class MediaType(enum.StrEnum):
    """Kinds of files that are taken in, told by what they hold and not by their names."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    OLE = "application/x-ole-storage"
    TEXT = "text/plain"


class Attachment(Base):
    """A file that belongs to an event, an agreement or a person; ``size`` in bytes."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN event_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_owner",
        ),
    )

    event_id: Mapped[Id | None] = mapped_column(ForeignKey("event.id"), index=True)
    agreement_id: Mapped[Id | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    person_id: Mapped[Id | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Name]
    caption: Mapped[Line | None]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(DIGEST, ForeignKey("content.digest"))
    added_at: Mapped[datetime]
