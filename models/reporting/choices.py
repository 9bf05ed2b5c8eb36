"""What a report can be narrowed down to: regions, partners, officers, occupations, programmes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment
from models.events.tables import Event
from models.office.queries import officers
from models.partners.tables import Partner
from models.reporting.breakdowns import DISTRICT_PARTS

Named = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ScopeChoices:
    """What there is to choose from; people and partners by id, regions by code, each with a name.

    Districts stand before their villages.
    """

    regions: Named
    partners: tuple[tuple[int, str], ...]
    officers: tuple[tuple[int, str], ...]
    programmes: tuple[str, ...]
    occupations: tuple[str, ...]


def scope_choices(session: Session) -> ScopeChoices:
    """Return what occurs in the records; it looks through all enrolments."""
    written = session.scalars(select(Enrolment.programmes).distinct()).all()
    partners = session.execute(
        select(Partner.id, Partner.name).where(Partner.archived_at.is_(None)).order_by(Partner.name)
    )
    return ScopeChoices(
        regions=_regions(session),
        partners=tuple((one.id, one.name) for one in partners),
        officers=tuple((one.id, one.name) for one in officers(session)),
        programmes=tuple(sorted({code for codes in written for code in codes.split()})),
        occupations=_occupations(session),
    )


def _occupations(session: Session) -> tuple[str, ...]:
    found = session.scalars(select(Enrolment.occupation).distinct()).all()
    return tuple(sorted(one for one in found if one))


def _regions(session: Session) -> Named:
    """Return the villages that events are in, and their districts."""
    lines: Sequence[tuple[str | None, str | None]] = [
        (code, line)
        for code, line in session.execute(
            select(Event.region_code, Event.region_line)
            .where(Event.archived_at.is_(None), Event.region_code.is_not(None))
            .distinct()
        )
    ]
    found: dict[str, str] = {}
    for code, line in lines:
        if code and line:
            _village, *above = (part.strip() for part in line.split(","))
            if above:
                found[".".join(code.split(".")[:DISTRICT_PARTS])] = ", ".join(above)
            found[code] = line
    return tuple(sorted(found.items()))
