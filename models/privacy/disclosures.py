"""The log of what left the office with personal data in it: what, for how many, and why."""

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.history.recording import named, recorder
from models.office.tables import Officer
from models.privacy.tables import Disclosure
from models.words import N_, _, shorten

TITLE_LENGTH = 300
REASON_LENGTH = 500


class DisclosureKind(enum.StrEnum):
    """What left: a list as a file, a paper with names, one person's copy, a packet."""

    LIST = "list"
    PAPER = "paper"
    COPY = "copy"
    PACKET = "packet"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """One line of the log; ``at`` in UTC."""

    id: int
    at: datetime
    officer: str
    kind: str
    title: str
    reason: str
    people: int
    full_niks: bool
    event_id: int | None


def kind_name(kind: str) -> str:
    """Return what a kind is called in the language of the screen; one not known as it stands."""
    return {
        DisclosureKind.LIST.value: _("List"),
        DisclosureKind.PAPER.value: _("Paper"),
        DisclosureKind.COPY.value: _("Copy of one person's data"),
        DisclosureKind.PACKET.value: _("Packet"),
        DisclosureKind.BREACH.value: _("List of those affected"),
    }.get(kind, kind)


def note_disclosure(  # noqa: PLR0913 - the columns of the log, each by its name
    session: Session,
    kind: DisclosureKind,
    title: str,
    people: int,
    *,
    full_niks: bool = False,
    reason: str = "",
    event_id: int | None = None,
) -> Disclosure:
    """Write down that personal data left; that cannot be taken back, for what is out is out."""
    named(session, N_("Let out: {title}"), title=shorten(title, TITLE_LENGTH))
    recorder(session).final = True
    line = Disclosure(
        kind=kind.value,
        title=shorten(title, TITLE_LENGTH),
        reason=shorten(" ".join(reason.split()), REASON_LENGTH) or None,
        people=people,
        full_niks=full_niks,
        event_id=event_id,
        officer_id=recorder(session).officer_id,
    )
    session.add(line)
    session.flush()
    return line


def disclosures(session: Session, limit: int) -> list[DisclosureRow]:
    """Return the last lines of the log, the latest first, at most ``limit``."""
    rows = session.execute(
        select(Disclosure, Officer.name)
        .outerjoin(Officer, Officer.id == Disclosure.officer_id)
        .order_by(Disclosure.at.desc(), Disclosure.id.desc())
        .limit(limit)
    )
    return [
        DisclosureRow(
            one.id,
            one.at,
            officer or "",
            one.kind,
            one.title,
            one.reason or "",
            one.people,
            one.full_niks,
            one.event_id,
        )
        for one, officer in rows
    ]


def disclosure_count(session: Session) -> int:
    """Count the lines of the log."""
    return session.scalar(select(func.count()).select_from(Disclosure)) or 0
