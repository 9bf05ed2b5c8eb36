"""Papers that name a person and are not theirs: told to who decides, kept only for a reason.

A letter is kept under its number as it was sent, a file of an event as it came in, and the sheet of
a closed day as it was sealed: taking a name out of them would make another paper of them. Whoever
erases takes such a file out first, or says why it stays (UU 27/2022 art. 16(2)g and
44(1): what another law demands to be kept is). A final report is taken out by the erasure itself
and made anew from what is left.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base
from models.closing.tables import DayClose
from models.documents.tables import Attachment
from models.history.bulk import table_of
from models.history.tables import Change
from models.letters.tables import Letter
from models.office.tables import Desk
from models.privacy.free_texts import FREE, written
from models.privacy.redacting import without
from models.privacy.tables import Erasure
from models.privacy.traces import Traces, may_stand
from models.words import _, spoken

KINDS: tuple[type[Base], ...] = (Letter, Attachment, DayClose)
"""Records whose paper is kept beside texts about it."""


@dataclass(frozen=True, slots=True)
class NamingPaper:
    """A paper kept for something else on which a person is named; ``called`` may say them, too."""

    record_table: str
    record_id: int
    called: str


def papers_naming(session: Session, traces: Traces) -> list[NamingPaper]:
    """Return the letters and files of events and agreements of which the texts say the person.

    What a scan shows nobody has read: it counts as what its name and caption say.
    """
    pattern, found = traces.names_in(), []
    for kind in KINDS:
        table = table_of(kind)
        ids = set()
        columns = [table.c[name] for name in FREE[kind]]
        texts = select(table.c.id, *columns).where(may_stand(columns, traces.said))
        for row in session.execute(texts):
            held = written(kind, dict(row._mapping))
            there = (table.name, row.id) in traces.records
            if not there and without(held, pattern, traces.said) != held:
                ids.add(row.id)
        found += [
            NamingPaper(table.name, one, called) for one, called in _called(session, kind, ids)
        ]
    return found


def kept_papers(session: Session, erasure_id: int) -> tuple[str, ...]:
    """Return what those papers are called that named a person when they were erased, and are kept.

    They are told by the texts about them, which the erasure took the name out of.
    """
    action = select(Change.action_id).where(
        Change.record_table == Erasure.__tablename__, Change.record_id == erasure_id
    )
    found: list[str] = []
    for kind in KINDS:
        touched = select(Change.record_id).where(
            Change.action_id.in_(action), Change.record_table == kind.__tablename__
        )
        ids = session.scalars(touched).all()
        found += [called for _one, called in _called(session, kind, ids)]
    return tuple(found)


def _called(session: Session, kind: type[Base], ids: Collection[int]) -> list[tuple[int, str]]:
    """Return what the papers of these records are called, those that are still there."""
    if kind is DayClose:
        said = _("End of day {day}, {desk}")
        rows = session.execute(
            select(DayClose.id, DayClose.day, Desk.name)
            .join(Desk, Desk.id == DayClose.desk_id)
            .where(DayClose.id.in_(ids))
            .order_by(DayClose.id)
        )
        return [(one, said.format(day=spoken().day(day), desk=desk)) for one, day, desk in rows]
    named = Letter.number if kind is Letter else Attachment.name
    table = table_of(kind)
    wanted = select(table.c.id, named).where(table.c.id.in_(ids)).order_by(table.c.id)
    return [(row[0], row[1]) for row in session.execute(wanted)]
