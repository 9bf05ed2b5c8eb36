"""A period's events and enrolments, told apart by kind, place, partner, officer and more."""

import enum
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.engines.dialects import AsText
from models.enrolment.contribution import from_pricing
from models.enrolment.tables import Enrolment
from models.events.agenda import takes_part
from models.events.drafts import kind_name
from models.events.tables import Attendance, Event, EventPartner, EventStaff
from models.history.rows import batches
from models.office.tables import Officer
from models.partners.tables import Partner
from models.reporting.figures import ALL
from models.reporting.periods import Period
from models.reporting.scope import Rule, Scope, is_held, moments_of, on_days_of, stands
from models.words import N_, _, ngettext

DISTRICT_PARTS = 3
"""Of a region's code: province, regency, district."""


class By(enum.StrEnum):
    """What lines are told apart by; the last four know only enrolments, the last those rejected."""

    KIND = "kind"
    DISTRICT = "district"
    VILLAGE = "village"
    PARTNER = "partner"
    OFFICER = "officer"
    PROGRAMME = "programme"
    OCCUPATION = "occupation"
    MONTHS = "months"
    REASON = "reason"


OF_EVENTS = (By.KIND, By.DISTRICT, By.VILLAGE, By.PARTNER, By.OFFICER)
TITLES = {
    By.KIND: N_("Kind of event"),
    By.DISTRICT: N_("District"),
    By.VILLAGE: N_("Village"),
    By.PARTNER: N_("Partner"),
    By.OFFICER: N_("Officer"),
    By.PROGRAMME: N_("Programme"),
    By.OCCUPATION: N_("Occupation"),
    By.MONTHS: N_("Months prepaid"),
    By.REASON: N_("Rejected, by reason"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a breakdown; ``held`` and ``present`` are None where only enrolments are told.

    ``key`` is what it is told apart by: an id, a code, a word; ``contributions`` in rupiah. One
    event counts on the line of each of its partners and officers, so lines may overlap.
    """

    key: str
    label: str
    held: int | None = None
    present: int | None = None
    enrolled: int = 0
    contributions: int = 0

    @property
    def conversion(self) -> float | None:
        """Return the share of those present who enrolled, None where it cannot be told."""
        return self.enrolled / self.present if self.present else None


def breakdown(session: Session, by: By, period: Period, scope: Scope = ALL) -> list[Part]:
    """Return the lines of a period, those with most enrolments first.

    By what belongs to events, it counts the events held and the enrolments at them; by what
    belongs to enrolments, those made in the period.
    """
    if by in OF_EVENTS:
        parts = _of_events(session, by, period, scope)
    else:
        parts = _of_enrolments(session, by, period, scope)
    if by is By.MONTHS:
        return sorted(parts, key=lambda part: int(part.key))
    return sorted(parts, key=lambda part: (-part.enrolled, -(part.present or 0), part.label))


def _of_events(session: Session, by: By, period: Period, scope: Scope) -> list[Part]:
    """Count by event, then add up: an event lies on one line or, by people, on several."""
    events = session.execute(
        select(Event.id, Event.kind, Event.region_code, Event.region_line).where(
            is_held(), *scope.events(), *on_days_of(period)
        )
    ).all()
    ids = [event.id for event in events]
    present, enrolled = _present(session, ids), _enrolled(session, ids, scope)
    found: dict[str, Part] = {}
    for event, lines in zip(events, _lines(session, by, events), strict=True):
        count, rupiah = enrolled.get(event.id, (0, 0))
        for key, label in lines:
            part = found.get(key) or Part(key, label, 0, 0)
            found[key] = replace(
                part,
                held=(part.held or 0) + 1,
                present=(part.present or 0) + present.get(event.id, 0),
                enrolled=part.enrolled + count,
                contributions=part.contributions + rupiah,
            )
    return list(found.values())


def _lines(session: Session, by: By, events: Sequence[Any]) -> list[list[tuple[str, str]]]:
    """Return on which lines each event counts: key and label."""
    ids = [event.id for event in events]
    match by:
        case By.KIND:
            return [[(event.kind.value, kind_name(event.kind))] for event in events]
        case By.DISTRICT:
            return [_district(event.region_code, event.region_line) for event in events]
        case By.VILLAGE:
            return [_village(event.region_code, event.region_line) for event in events]
        case By.PARTNER:
            to = select(EventPartner.event_id, Partner.id, Partner.name).join(EventPartner.partner)
            to = to.where(takes_part())
            named = _named(session, to, EventPartner.event_id, ids)
        case _:
            to = select(EventStaff.event_id, Officer.id, Officer.name).join(EventStaff.officer)
            named = _named(session, to, EventStaff.event_id, ids)
    return [named.get(one, []) for one in ids]


def _named(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    event_id: InstrumentedAttribute[int],
    ids: Sequence[int],
) -> dict[int, list[tuple[str, str]]]:
    """Return whom each event has to do with, each of them once."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for batch in batches(ids):
        for event, who, name in session.execute(wanted.where(event_id.in_(batch))):
            found[event][str(who)] = name
    return {event: list(people.items()) for event, people in found.items()}


def _village(code: str | None, line: str | None) -> list[tuple[str, str]]:
    # Places that were only written have no code: on one line they are no one of them.
    return [(code or "", (line if code else "") or _("Not known"))]


def _district(code: str | None, line: str | None) -> list[tuple[str, str]]:
    parts = (code or "").split(".")[:DISTRICT_PARTS]
    label = ", ".join(part.strip() for part in (line or "").split(",")[1:]) if code else ""
    return [(".".join(parts), label or _("Not known"))]


def _present(session: Session, ids: Sequence[int]) -> dict[int, int]:
    count = select(Attendance.event_id, func.count(Attendance.present_at))
    return {
        event: seen
        for batch in batches(ids)
        for event, seen in session.execute(
            count.where(Attendance.event_id.in_(batch)).group_by(Attendance.event_id)
        )
    }


def _enrolled(session: Session, ids: Sequence[int], scope: Scope) -> dict[int, tuple[int, int]]:
    count = select(Enrolment.event_id, func.count(), func.sum(Enrolment.total))
    return {
        event: (enrolled, rupiah)
        for batch in batches(ids)
        for event, enrolled, rupiah in session.execute(
            count.where(Enrolment.event_id.in_(batch), stands(), *scope.enrolments()).group_by(
                Enrolment.event_id
            )
        )
        if event is not None
    }


def _of_enrolments(session: Session, by: By, period: Period, scope: Scope) -> list[Part]:
    first, after = moments_of(session, period)
    made = (
        Enrolment.enrolled_at >= first,
        Enrolment.enrolled_at < after,
        ~stands() if by is By.REASON else stands(),
        *scope.enrolments(),
    )
    if by is By.PROGRAMME:
        return _of_programmes(session, made)
    column = {
        By.OCCUPATION: Enrolment.occupation,
        By.MONTHS: Enrolment.months,
        By.REASON: func.coalesce(Enrolment.reject_reason, ""),
    }[by]
    rows = session.execute(
        select(column, func.count(), func.sum(Enrolment.total)).where(*made).group_by(column)
    )
    return [
        Part(str(value), _label(by, str(value)), enrolled=count, contributions=rupiah)
        for value, count, rupiah in rows
    ]


def _of_programmes(session: Session, made: Sequence[Rule]) -> list[Part]:
    """Count who is in several programmes on the line of each, with what is paid for that one."""
    alike = (Enrolment.programmes, AsText(Enrolment.pricing))
    enrolled: Counter[str] = Counter()
    rupiah: Counter[str] = Counter()
    for programmes, pricing, count in session.execute(
        select(*alike, func.count()).where(*made).group_by(*alike)
    ):
        for name in programmes.split():
            enrolled[name] += count
        priced = from_pricing(pricing).by_programme if pricing else {}
        for name, amount in priced.items():
            rupiah[name] += amount * count
    return [
        Part(name, _label(By.PROGRAMME, name), enrolled=count, contributions=rupiah[name])
        for name, count in enrolled.items()
    ]


def _label(by: By, key: str) -> str:
    if by is By.MONTHS:
        return ngettext("{n} month", "{n} months", int(key))
    return key or _("Not known")
