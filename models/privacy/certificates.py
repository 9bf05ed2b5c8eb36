"""What a certificate of erasure says: who erased what, when and why, and nobody's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models.backups.known import Place, copies_of
from models.errors import UserError
from models.events.summary import Letterhead
from models.history.tables import Change
from models.office.queries import letterhead, time_zone
from models.office.tables import Officer
from models.privacy.papers import kept_papers
from models.privacy.tables import Erasure, ErasureCause
from models.words import _

KEPT_TO = timedelta(seconds=1)
"""How finely moments are kept: a backup of that very second may hold what was erased in it."""


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """An erasure as a list shows it; the moment at the office's clock."""

    id: int
    number: str
    erased_at: datetime
    cause: ErasureCause
    basis: str
    officer: str
    witness: str


@dataclass(frozen=True, slots=True)
class OlderBackup:
    """A backup made before the erasure, which holds the data still; at the office's clock."""

    made_at: datetime
    second: bool


@dataclass(frozen=True, slots=True)
class Certificate:
    """An erasure with what it did: ``records`` are how many of each table were emptied or gone.

    ``entries`` are the entries of the history whose contents were taken out.
    """

    office: Letterhead
    erasure: ErasureRow
    records: tuple[tuple[str, int], ...]
    entries: int
    backups: tuple[OlderBackup, ...]
    papers: tuple[str, ...] = ()
    """Letters and files that are kept though they named the person; ``basis`` says why."""


def cause_name(cause: ErasureCause) -> str:
    """Say in the spoken language why somebody was erased."""
    return {
        ErasureCause.REQUEST: _("The person asked for it"),
        ErasureCause.WITHDRAWAL: _("Consent was withdrawn"),
        ErasureCause.RETENTION: _("Its time has passed"),
    }[cause]


def erasures(session: Session) -> list[ErasureRow]:
    """Return the erasures, the latest first."""
    officer, witness = aliased(Officer), aliased(Officer)
    zone = time_zone(session)
    rows = session.execute(
        select(Erasure, officer.name, witness.name)
        .outerjoin(officer, officer.id == Erasure.officer_id)
        .outerjoin(witness, witness.id == Erasure.witness_id)
        .order_by(Erasure.erased_at.desc(), Erasure.id.desc())
    )
    return [
        ErasureRow(
            one.id,
            one.number,
            one.erased_at.astimezone(zone),
            one.cause,
            one.basis or "",
            first or "",
            second or "",
        )
        for one, first, second in rows
    ]


def certificate(session: Session, database: Path, erasure_id: int) -> Certificate:
    """Return what the certificate of an erasure says. Raises UserError if there is none such."""
    row = next((one for one in erasures(session) if one.id == erasure_id), None)
    if row is None:
        raise UserError(_("This erasure is not there."))
    kept, zone = session.get_one(Erasure, erasure_id), time_zone(session)
    return Certificate(
        office=letterhead(session),
        erasure=row,
        records=_records(session, erasure_id),
        entries=kept.entries,
        backups=tuple(
            OlderBackup(one.moment.astimezone(zone), one.place is Place.SECOND)
            for one in copies_of(database)
            if one.there and one.moment < kept.erased_at + KEPT_TO
        ),
        papers=kept_papers(session, erasure_id),
    )


def _records(session: Session, erasure_id: int) -> tuple[tuple[str, int], ...]:
    """Count what the erasure touched by table; the erasure itself is left out."""
    made = select(Change.action_id).where(
        Change.record_table == Erasure.__tablename__, Change.record_id == erasure_id
    )
    rows = session.execute(
        select(Change.record_table, func.count())
        .where(Change.action_id.in_(made), Change.record_table != Erasure.__tablename__)
        .group_by(Change.record_table)
        .order_by(Change.record_table)
    )
    return tuple((table, count) for table, count in rows)
