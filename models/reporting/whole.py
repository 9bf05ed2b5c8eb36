"""All that a report of a period says, counted at one moment: as plain values, to be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from models.events.summary import Letterhead
from models.office.queries import letterhead, today
from models.office.tables import Officer
from models.partners.tables import Partner
from models.places.regions import region_name
from models.reporting.breakdowns import By, Part, breakdown
from models.reporting.coverage import VillageReach, village_reach
from models.reporting.figures import ALL, Compared, compared
from models.reporting.open_ends import OpenFollowUp, open_follow_ups
from models.reporting.periods import Period
from models.reporting.scope import Scope
from models.reporting.steps import Step, steps


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """The figures of a period beside those before, its breakdowns, and the villages' reach.

    ``reach`` is as of ``made_on``, whatever the period; it is left empty where the scope asks for
    more than a region, of which nobody's coverage is known. ``region``, ``partner`` and ``officer``
    are the names of what the scope is about.
    """

    office: Letterhead
    period: Period
    made_on: date
    figures: Mapping[str, Compared]
    parts: Mapping[By, Sequence[Part]]
    reach: Sequence[VillageReach] = ()
    scope: Scope = field(default=ALL)
    region: str = ""
    partner: str = ""
    officer: str = ""
    steps: Sequence[Step] = ()
    follow_ups: Sequence[OpenFollowUp] = ()


def period_report(session: Session, period: Period, scope: Scope = ALL) -> PeriodReport:
    """Count all of a period's report; it looks through whole tables: off the screen's thread."""
    partner = session.get(Partner, scope.partner_id) if scope.partner_id is not None else None
    officer = session.get(Officer, scope.officer_id) if scope.officer_id is not None else None
    return PeriodReport(
        office=letterhead(session),
        period=period,
        made_on=today(session),
        figures=compared(session, period, scope),
        parts={by: breakdown(session, by, period, scope) for by in By},
        reach=_reach(session, scope),
        scope=scope,
        region=(region_name(scope.region) or scope.region) if scope.region else "",
        partner=partner.name if partner else "",
        officer=officer.name if officer else "",
        steps=steps(session, period, scope),
        follow_ups=open_follow_ups(session, period, scope),
    )


def _reach(session: Session, scope: Scope) -> list[VillageReach]:
    if replace(scope, region="") != ALL:
        return []
    here = scope.region
    return [
        one
        for one in village_reach(session)
        if not here or one.code == here or one.code.startswith(f"{here}.")
    ]
