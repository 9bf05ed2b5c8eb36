"""The next number of papers that are counted desk by desk."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.office.tables import local

AFTER = "serials_after"
"""Under which a file remembers up to where numbers may have been given that it knows nothing of."""


def next_serial(session: Session, last: int | None) -> int:
    """Return the number after ``last``, and after all that this desk may have given before.

    A database put back from a backup does not know what was printed since.
    """
    return max(last or 0, given_before(session)) + 1


def given_before(session: Session) -> int:
    """Return up to which number papers may have been given that are not known here."""
    return int(session.scalar(select(local.c.value).where(local.c.key == AFTER)) or 0)
