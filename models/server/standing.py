"""Whose records a server's database keeps, beside those of the office that is open here."""

import enum
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import migrations
from models.engines.postgres import Server, ServerAddress
from models.history.tables import Action
from models.moved import MovedError
from models.office.rights import BY_ROLE, Right
from models.office.tables import Office
from models.server.leftover import FIRST, Leftover, leftover
from models.server.office_words import check_words
from models.server.reaching import NotReachedError, Part, ServerFacts, look_at
from models.store import Store
from models.words import _


class Standing(enum.StrEnum):
    """Whose records a server's database keeps."""

    EMPTY = "empty"
    """Nobody's: no tables, or those of an office that was never set up."""
    OURS = "ours"
    LEFT = "left"
    """This office's older state, from which it came back to a file."""
    OTHERS = "others"
    NEWER = "newer"
    """Somebody's whom only a newer program could name."""


@dataclass(frozen=True, slots=True)
class Found:
    """How a server's database stands, whose it is, how many actions of ours it does not have.

    ``missing`` is None where the login does not read the history. ``left`` is what of ours was left
    there.
    """

    facts: ServerFacts
    standing: Standing
    missing: int | None = 0
    left: Leftover | None = None

    @property
    def older(self) -> bool:
        """Whether its tables have to be brought up to date first."""
        return self.standing is not Standing.NEWER and self.facts.step not in (
            None,
            migrations.HEAD,
        )


def find(source: Store, address: ServerAddress) -> Found:
    """Return whose records are kept there, beside those of ``source``; nothing is changed.

    Raises NotReachedError, and WordsError where its files are sealed with other words.
    """
    facts = look_at(address)
    if not facts.may_read:
        raise NotReachedError(Part.USER, _("This user may not read what is in the database."))
    if facts.step is None:
        return Found(facts, Standing.EMPTY)
    if facts.step not in migrations.known_steps():
        return Found(facts, Standing.NEWER)
    if facts.left_for is not None:
        return _left(source, address, facts)
    check_words(address, facts.seal, office=facts.office is not None)
    if facts.role is not None and Right.SEE_HISTORY not in BY_ROLE[facts.role]:
        return _by_name(source, facts)
    there = Store(Server(address, None))
    try:
        with there.reading() as session:
            return _compared(source, session, facts)
    finally:
        there.close()


def _left(source: Store, address: ServerAddress, facts: ServerFacts) -> Found:
    """Return what a database is to an office, of which some office went back to a file.

    Of its sealed files none is read; words are looked at where some were typed. Who does not own it
    is told where the records are.
    """
    if facts.role is not None or not facts.may_alter:
        moved = MovedError(address.database, facts.left_for or "")
        raise NotReachedError(Part.DATABASE, str(moved))
    if address.seal is not None:
        check_words(address, facts.seal)
    with (
        closing(Store(Server(address, None))) as there,
        source.reading() as ours,
        there.reading() as theirs,
    ):
        left = leftover(ours.connection(), theirs.connection())
    return Found(facts, Standing.OTHERS if left is None else Standing.LEFT, left=left)


def _by_name(source: Store, facts: ServerFacts) -> Found:
    """Go by the office's name: the login was made by who administers it, for this computer."""
    with source.reading() as session:
        ours = session.scalar(select(Office.name)) == facts.office
    return Found(facts, Standing.OURS if ours else Standing.OTHERS, None)


def _compared(source: Store, there: Session, facts: ServerFacts) -> Found:
    """Compare the first actions: an office's is its own, wherever its records were copied to."""
    first = there.scalar(FIRST)
    if first is None:
        return Found(facts, Standing.EMPTY)
    with source.reading() as session:
        if session.scalar(FIRST) != first:
            return Found(facts, Standing.OTHERS)
        mine = session.scalars(select(Action.digest).order_by(Action.stamp)).all()
    if there.scalar(select(Action.id).where(Action.digest == mine[-1]).limit(1)) is not None:
        return Found(facts, Standing.OURS)
    known = set(there.scalars(select(Action.digest)))
    return Found(facts, Standing.OURS, sum(one not in known for one in mine))
