"""Documents and photos of events, agreements and people: taken in, listed, named, taken out.

The caller owns the session.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.documents.contents import content, keep_content
from models.documents.names import told_name
from models.documents.tables import Attachment, MediaType
from models.errors import UserError
from models.events.tables import Event
from models.fields import none_if_blank
from models.history.recording import named
from models.partners.tables import Agreement
from models.people.tables import Person
from models.words import N_, _, spoken

PHOTOS = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
CAPTION_LENGTH = 500
_MILLION = 1_000_000


class KeptAlreadyError(UserError):
    """The same content is there already."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a file belongs to: an event, an agreement or a person, one of the three."""

    event_id: int | None = None
    agreement_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was looked through and may be kept; ``was`` its size in bytes as it came."""

    name: str
    kind: MediaType
    data: bytes
    was: int
    redrawn: bool = False


@dataclass(frozen=True, slots=True)
class CaptionDraft:
    """What a file shows, as it is typed."""

    caption: str

    def problems(self) -> dict[str, str]:
        """Return what is wrong with it, if it cannot be kept."""
        long = len(self.caption) > CAPTION_LENGTH
        return {"caption": _("That is too long for a few words.")} if long else {}


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file that is kept; ``size`` in bytes."""

    id: int
    name: str
    caption: str
    kind: MediaType
    size: int
    digest: str
    added_at: datetime

    @property
    def is_photo(self) -> bool:
        """Tell whether it is a picture."""
        return self.kind in PHOTOS


def attach(session: Session, owner: Owner, file: Incoming) -> int:
    """Keep a file for an event, an agreement or a person; return its id.

    Raises UserError if what it belongs to is gone, KeptAlreadyError if it is there already.
    """
    named(session, N_("Attach {file} to {owner}"), file=file.name, owner=_owner(session, owner))
    digest = keep_content(session, file.data)
    there = session.scalar(
        select(Attachment.name).where(*_of(owner), Attachment.digest == digest).limit(1)
    )
    if there is not None:
        text = _("“{file}” is here already, as “{name}”.")
        raise KeptAlreadyError(text.format(file=told_name(file.name), name=there))
    kept = Attachment(
        event_id=owner.event_id,
        agreement_id=owner.agreement_id,
        person_id=owner.person_id,
        name=file.name,
        media_type=file.kind.value,
        size=len(file.data),
        digest=digest,
        added_at=utc_now(),
    )
    session.add(kept)
    session.flush()
    return kept.id


def attachments(session: Session, owner: Owner) -> list[AttachmentRow]:
    """Return the files of an event, an agreement or a person, in the order they came."""
    wanted = select(Attachment).where(*_of(owner)).order_by(Attachment.added_at, Attachment.id)
    return [
        AttachmentRow(
            one.id,
            one.name,
            one.caption or "",
            MediaType(one.media_type),
            one.size,
            one.digest,
            one.added_at,
        )
        for one in session.scalars(wanted)
    ]


def attachment_data(session: Session, attachment_id: int) -> bytes:
    """Return what a file holds. Raises UserError if it is gone or was damaged."""
    return content(session, _attachment(session, attachment_id).digest)


def caption_draft(session: Session, attachment_id: int) -> CaptionDraft:
    """Return what a file is said to show. Raises UserError if it is gone."""
    return CaptionDraft(_attachment(session, attachment_id).caption or "")


def change_caption(session: Session, attachment_id: int, caption: str) -> None:
    """Keep what a file shows, in a few words. Raises UserError if it is gone."""
    kept = _attachment(session, attachment_id)
    named(session, N_("Describe {file}"), file=kept.name)
    kept.caption = none_if_blank(" ".join(caption.split()))


def remove_attachment(session: Session, attachment_id: int) -> None:
    """Take a file out; what it holds is kept for the history. Raises UserError if it is gone."""
    kept = _attachment(session, attachment_id)
    owner = _owner(session, Owner(kept.event_id, kept.agreement_id, kept.person_id))
    named(session, N_("Take {file} out of {owner}"), file=kept.name, owner=owner)
    session.delete(kept)


def size_said(size: int) -> str:
    """Say a size in bytes as people do."""
    if size < _MILLION:
        return _("{n} KB").format(n=spoken().number(max(1, round(size / 1_000))))
    return _("{n} MB").format(n=spoken().number(round(size / _MILLION, 1)))


def kind_said(kind: MediaType) -> str:
    """Say what sort of file it is."""
    return {
        MediaType.PDF: _("PDF"),
        MediaType.DOCX: _("Text document"),
        MediaType.ODT: _("Text document"),
        MediaType.XLSX: _("Spreadsheet"),
        MediaType.ODS: _("Spreadsheet"),
        MediaType.PPTX: _("Slides"),
        MediaType.OLE: _("Office document"),
        MediaType.TEXT: _("Plain text"),
    }.get(kind, _("Photo"))


def _of(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    return (
        Attachment.event_id == owner.event_id,
        Attachment.agreement_id == owner.agreement_id,
        Attachment.person_id == owner.person_id,
    )


def _owner(session: Session, owner: Owner) -> str:
    """Return what the owner of a file is called. Raises UserError if it is gone."""
    if owner.event_id is not None:
        event = session.get(Event, owner.event_id)
        if event is None:
            raise UserError(_("This event is not there any more."))
        return event.title
    if owner.person_id is not None:
        person = session.get(Person, owner.person_id)
        if person is None:
            raise UserError(_("This person is not there any more."))
        return person.name
    agreement = session.get(Agreement, owner.agreement_id)
    if agreement is None:
        raise UserError(_("This agreement is not there any more."))
    return agreement.number


def _attachment(session: Session, attachment_id: int) -> Attachment:
    kept = session.get(Attachment, attachment_id)
    if kept is None:
        raise UserError(_("This file has been taken out meanwhile."))
    return kept
