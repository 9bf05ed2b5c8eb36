"""Papers that name a person and are not theirs: told to who decides, kept only for a reason.

A letter is kept under its number as it was sent, and a file of an event as it came in: taking a
name out of them would make another paper of them. Whoever erases takes such a file out first, or
says why it stays (UU 27/2022 art. 16(2)g and 44(1): what another law demands to be kept is).
A final report is taken out by the erasure itself and made anew from what is left.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base
from models.documents.tables import Attachment
from models.history.bulk import table_of
from models.history.tables import Change
from models.letters.tables import Letter
from models.privacy.redacting import FREE, without
from models.privacy.tables import Erasure
from models.privacy.traces import Traces

KINDS: dict[type[Base], str] = {Letter: "number", Attachment: "name"}
"""Records whose paper is kept beside texts about it, with what such a paper is called by."""


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
    for kind, called in KINDS.items():
        table = table_of(kind)
        texts = [table.c[name] for name in FREE[kind]]
        for row in session.execute(select(table.c.id, table.c[called].label("called"), *texts)):
            held = [row._mapping[column.name] for column in texts]
            if (table.name, row.id) in traces.records:
                continue
            if without(held, pattern, traces.said) != held:
                found.append(NamingPaper(table.name, row.id, row.called))
    return found


def kept_papers(session: Session, erasure_id: int) -> tuple[str, ...]:
    """Return what those papers are called that named a person when they were erased, and are kept.

    They are told by the texts about them, which the erasure took the name out of.
    """
    action = select(Change.action_id).where(
        Change.record_table == Erasure.__tablename__, Change.record_id == erasure_id
    )
    found: list[str] = []
    for kind, called in KINDS.items():
        table = table_of(kind)
        touched = select(Change.record_id).where(
            Change.action_id.in_(action), Change.record_table == table.name
        )
        wanted = select(table.c[called]).where(table.c.id.in_(touched)).order_by(table.c.id)
        found += session.scalars(wanted)
    return tuple(found)
