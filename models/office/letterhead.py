"""What the office's letters look like: the logo, the pattern of their numbers, the paper.

The caller owns the session.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.fields import fill
from models.history.recording import named
from models.letters.drafts import PAPERS
from models.letters.numbering import PATTERN, pattern_problem
from models.office.tables import Office
from models.words import N_, _


@dataclass(frozen=True, slots=True)
class LetterheadDraft:
    """What the office's letters look like, as typed."""

    logo: bytes | None = None
    letter_pattern: str = PATTERN
    paper: str = PAPERS[0]

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if said := pattern_problem(self.letter_pattern.strip()):
            found["letter_pattern"] = said
        if self.paper not in PAPERS:
            found["paper"] = _("Choose A4 or F4.")
        return found


def letterhead_draft(session: Session) -> LetterheadDraft:
    """Return what the office's letters look like now."""
    office = session.scalars(select(Office)).one()
    return LetterheadDraft(office.logo, office.letter_pattern or PATTERN, office.paper or PAPERS[0])


def change_letterhead(session: Session, draft: LetterheadDraft) -> None:
    """Keep what the office's letters are to look like from now on."""
    named(session, N_("Change the office's letterhead"))
    fill(session.scalars(select(Office)).one(), draft)
