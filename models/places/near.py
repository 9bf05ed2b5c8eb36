"""Which regency the office works in, so that its own villages are proposed first."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events.tables import Event
from models.office.tables import Office
from models.places.regions import find_regencies

REGENCY_LETTERS = 5
"""``65.01`` of ``65.01.03.2002``."""


def home_regency(session: Session) -> str:
    """Return the code of the regency most events are in; of a new office, the one it is named for.

    Empty where neither says. The second asks the table of regions, which takes a moment to load.
    """
    regency = func.substr(Event.region_code, 1, REGENCY_LETTERS)
    most = session.scalar(
        select(regency)
        .where(Event.region_code.is_not(None))
        .group_by(regency)
        .order_by(func.count().desc(), regency)
        .limit(1)
    )
    return most or _named(session)


def _named(session: Session) -> str:
    """Return the regency that a word of the office's name or place means and no other bears."""
    said = session.execute(select(Office.name, Office.place)).first() or ("", "")
    for word in (word for text in said for word in reversed(text.split())):
        found = find_regencies(word, limit=2)
        if len(found) == 1:
            return found[0][0]
    return ""
