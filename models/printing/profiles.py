"""The printers' profiles: what was measured of each on a medium, kept and taken out.

The caller owns the session.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.edits import column
from models.errors import UserError
from models.history.recording import named
from models.plain_values import UnreadableError, from_plain, to_plain
from models.printing.calibration import MEDIA, Readings, Solved, medium_name, medium_of, solve
from models.printing.tables import PrinterProfile
from models.printing.transform import Correction
from models.words import N_, _

QUEUE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres along each edge of the paper that a printer leaves blank."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """What was read on the ruler sheet of one printer; without ``back`` it prints one side.

    ``margins`` are not read: the computer that keeps it asks the printer for them.
    """

    queue: str
    front: Readings = field(metadata=column("content", N_("Front side")))
    back: Readings | None = field(default=None, metadata=column("content", N_("Back side")))
    margins: Margins = Margins()

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field: ``front`` and ``back`` with readings that fail."""
        found = {}
        if not 0 < len(self.queue.strip()) <= QUEUE_LENGTH or self.front.medium not in MEDIA:
            found["queue"] = _("Choose a printer and its paper.")
            return found
        for side, readings in (("front", self.front), ("back", self.back)):
            if readings is None:
                continue
            if any(readings.problems().values()):
                found[side] = _("Some readings are missing or cannot be.")
            elif said := solve(readings).problems():
                found[side] = " ".join(said)
        return found


@dataclass(frozen=True, slots=True)
class Profile:
    """What is kept of a printer on a medium."""

    front: Solved
    front_readings: Readings
    back: Solved | None = None
    back_readings: Readings | None = None
    margins: Margins = Margins()

    def correction(self) -> Correction:
        """Return how pages are drawn for this printer; backs not measured like the fronts."""
        front = self.front.error.correction()
        return Correction(front, self.back.error.correction() if self.back else front)

    @property
    def largest(self) -> float:
        """Return by how many millimetres the readings of both sides stay unexplained at most."""
        return max(side.largest for side in (self.front, self.back) if side)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A profile as it is listed; ``profile`` is None where it cannot be read any more."""

    id: int
    queue: str
    medium: str
    measured_at: datetime | None
    profile: Profile | None

    def draft(self) -> ProfileDraft:
        """Return what was read; nothing where that cannot be read any more."""
        if self.profile is None:
            return ProfileDraft(self.queue, Readings(self.medium))
        read = self.profile
        return ProfileDraft(self.queue, read.front_readings, read.back_readings)


def profile_rows(session: Session) -> list[ProfileRow]:
    """Return all profiles, by printer and medium."""
    ordered = select(PrinterProfile).order_by(PrinterProfile.queue, PrinterProfile.medium)
    return [_row(record) for record in session.scalars(ordered)]


def find_profile(session: Session, queue: str, page: tuple[float, float]) -> ProfileRow | None:
    """Return the profile of a printer for paper of this size (millimetres, as it lies)."""
    medium = medium_of(page)
    record = _record(session, queue, medium.name) if medium else None
    return _row(record) if record else None


def profile_id(session: Session, queue: str, medium: str) -> int | None:
    """Return the id of what is kept of a printer on a medium, if anything is."""
    record = _record(session, queue, medium)
    return record.id if record else None


def profile_draft(session: Session, queue: str, medium: str) -> ProfileDraft:
    """Return what was read of a printer on a medium, as its form shows it; it may be nothing."""
    record = _record(session, queue, medium)
    return _row(record).draft() if record else ProfileDraft(queue, Readings(medium))


def keep_profile(session: Session, draft: ProfileDraft) -> int:
    """Keep what was measured in place of what was before; return the profile's id.

    Raises UserError where the draft has problems.
    """
    if problems := draft.problems():
        raise UserError(" ".join(problems.values()))
    queue, medium = draft.queue.strip(), draft.front.medium
    name = N_("Keep the profile of {queue} for {medium}")
    named(session, name, queue=queue, medium=medium_name(medium))
    record = _record(session, queue, medium) or PrinterProfile(queue=queue, medium=medium)
    record.content = to_plain(_solved(draft))
    record.measured_at = utc_now()
    session.add(record)
    session.flush()
    return record.id


def reset_profile(session: Session, profile_id: int) -> None:
    """Take a profile out: this printer prints uncorrected again. Raises UserError if it is gone."""
    record = session.get(PrinterProfile, profile_id)
    if record is None:
        raise UserError(_("This profile is not there any more."))
    name = N_("Reset the profile of {queue} for {medium}")
    named(session, name, queue=record.queue, medium=medium_name(record.medium))
    session.delete(record)


def correction_of(draft: ProfileDraft) -> Correction:
    """Return how a draft without problems would correct, to try it before it is kept."""
    return _solved(draft).correction()


def _solved(draft: ProfileDraft) -> Profile:
    back = solve(draft.back) if draft.back else None
    return Profile(solve(draft.front), draft.front, back, draft.back, draft.margins)


def _record(session: Session, queue: str, medium: str) -> PrinterProfile | None:
    found = select(PrinterProfile).where(
        PrinterProfile.queue == queue, PrinterProfile.medium == medium
    )
    return session.scalars(found).one_or_none()


def _row(record: PrinterProfile) -> ProfileRow:
    try:
        profile = from_plain(Profile, record.content)
    except UnreadableError:
        profile = None
    return ProfileRow(record.id, record.queue, record.medium, record.measured_at, profile)
