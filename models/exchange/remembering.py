"""Remembers what the columns of lists of one shape hold, as somebody has told it."""

import re
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.events.tables import EventPartner
from models.exchange.columns import ColumnMapping
from models.exchange.headers import SheetList
from models.exchange.headings import ColumnKind
from models.exchange.plan import ImportPlan
from models.exchange.tables import ImportMapping

_SIGNS = re.compile(r"[\W_]+")
_KINDS = "kinds"


def shape_of(found: SheetList) -> str:
    """Return the fingerprint of a list's headings; where there are none, of what it seems to hold.

    Neither capitals nor signs nor blanks make another shape.
    """
    marks = (
        _SIGNS.sub(" ", proposal.heading.casefold()).strip() or f"={proposal.kind.value}"
        for proposal in found.proposals
    )
    return sha256("\n".join(marks).encode()).hexdigest()


def remembered(session: Session, found: SheetList, event_id: int | None) -> ColumnMapping | None:
    """Return what the columns of a list were last told to hold, or None if nobody ever did.

    What was told of lists of the event's partner comes before what was told of others.
    """
    partner = _partner_of(session, event_id)
    told = session.scalars(
        select(ImportMapping)
        .where(ImportMapping.shape == shape_of(found))
        .order_by(ImportMapping.used_at.desc(), ImportMapping.id.desc())
    ).all()
    best = sorted(told, key=lambda each: each.partner_id != partner)
    usable = (_mapping(each, found) for each in best)
    return next((mapping for mapping in usable if mapping is not None), None)


def remember(session: Session, plan: ImportPlan, event_id: int) -> None:
    """Keep what the columns of the plan's list were told to hold, if it was not plain before.

    What was kept earlier stays: an import taken back later takes back what it told itself.
    """
    found = plan.found
    known = remembered(session, found, event_id) or found.mapping
    if known == plan.mapping:
        return
    session.add(
        ImportMapping(
            shape=shape_of(found),
            partner_id=_partner_of(session, event_id),
            columns={_KINDS: [kind.value for kind in plan.mapping.kinds]},
            used_at=utc_now(),
        )
    )


def _mapping(told: ImportMapping, found: SheetList) -> ColumnMapping | None:
    """Return what was told as a mapping; None where another edition of the program told more."""
    kinds = told.columns.get(_KINDS)
    possible = {kind.value for kind in found.words.kinds}
    if not isinstance(kinds, list) or len(kinds) != len(found.proposals):
        return None
    if not all(kind in possible for kind in kinds):
        return None
    return ColumnMapping(tuple(map(ColumnKind, kinds)), found.words.needed)


def _partner_of(session: Session, event_id: int | None) -> int | None:
    """Return the partner of an event if it has just one."""
    partners = session.scalars(
        select(EventPartner.partner_id).where(EventPartner.event_id == event_id).limit(2)
    ).all()
    return partners[0] if len(partners) == 1 else None
