"""Which events are looked at: by kind, stage, partner, officer, place and period.

The same filter narrows the list, the month, the week and the board.
"""

import enum
import json
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from models.engines.dialects import listed
from models.events.drafts import kind_name, stage_name
from models.events.queries import fits
from models.events.tables import Event, EventKind, EventPartner, EventStaff, Stage
from models.office.tables import Officer
from models.partners.tables import Partner
from models.words import _, spoken

PLACE_LENGTH = 100
"""How many letters of a place are looked for."""


class Period(enum.StrEnum):
    """Days that are reckoned from today, or given."""

    ANY = "any"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What an event must be to be shown. Empty fields ask nothing.

    ``search`` are words that title, place or partners hold; ``first`` and ``last`` are the days of
    a given period, either of which may be open. ``ids`` are the only events there are to choose
    from, as those a figure counts.
    """

    search: str = ""
    kinds: tuple[EventKind, ...] = ()
    stages: tuple[Stage, ...] = ()
    partner_id: int | None = None
    officer_id: int | None = None
    place: str = ""
    period: Period = Period.ANY
    first: date | None = None
    last: date | None = None
    ids: tuple[int, ...] | None = None

    def is_empty(self) -> bool:
        """Tell whether it asks for nothing besides what is searched for."""
        given = self.period is Period.GIVEN and not (self.first or self.last)
        period = self.period is Period.ANY or given
        rest = self.kinds or self.stages or self.partner_id or self.officer_id
        return period and not rest and not self.place.strip() and self.ids is None

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and last day of its period; None where it is open."""
        if self.period is Period.GIVEN:
            return self.first, self.last
        months = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}.get(self.period)
        if months is None:
            return None, None
        begins = (today.month - 1) // months * months + 1
        ends = begins + months - 1
        last = monthrange(today.year, ends)[1]
        return date(today.year, begins, 1), date(today.year, ends, last)

    def conditions(self, today: date) -> list[ColumnElement[bool]]:
        """Return what is true of the events it lets through."""
        found = fits(self.search)
        if self.kinds:
            found.append(Event.kind.in_(self.kinds))
        if self.stages:
            found.append(Event.stage.in_(self.stages))
        if self.partner_id is not None:
            found.append(Event.partners.any(EventPartner.partner_id == self.partner_id))
        if self.officer_id is not None:
            found.append(Event.staff.any(EventStaff.officer_id == self.officer_id))
        found += [
            Event.region_line.icontains(part, autoescape=True)
            | Event.venue.icontains(part, autoescape=True)
            for part in self.place[:PLACE_LENGTH].split()
        ]
        if self.ids is not None:
            found.append(_one_of(self.ids))
        first, last = self.days(today)
        if first is not None:
            found.append(Event.ends_at >= datetime.combine(first, time.min))
        if last is not None:
            found.append(Event.starts_at <= datetime.combine(last, time.max))
        return found


def filter_said(session: Session, wanted: EventFilter, today: date) -> list[str]:
    """Say each thing a filter asks for, in the spoken language."""
    said = []
    if wanted.kinds:
        said.append(_("Kind: {kinds}").format(kinds=", ".join(map(kind_name, wanted.kinds))))
    if wanted.stages:
        said.append(_("Stage: {stages}").format(stages=", ".join(map(stage_name, wanted.stages))))
    if wanted.partner_id is not None:
        partner = session.get(Partner, wanted.partner_id)
        name = partner.name if partner else _("one that is not there any more")
        said.append(_("Partner: {name}").format(name=name))
    if wanted.officer_id is not None:
        officer = session.get(Officer, wanted.officer_id)
        name = officer.name if officer else _("one who is not there any more")
        said.append(_("Officer: {name}").format(name=name))
    if wanted.place.strip():
        said.append(_("Place: {place}").format(place=wanted.place.strip()))
    first, last = wanted.days(today)
    if first or last:
        said.append(_days_said(first, last))
    return said


def period_name(period: Period) -> str:
    """Say a period in the spoken language."""
    return {
        Period.ANY: _("Any time"),
        Period.MONTH: _("This month"),
        Period.QUARTER: _("This quarter"),
        Period.YEAR: _("This year"),
        Period.GIVEN: _("From … until …"),
    }[period]


def _one_of(ids: Sequence[int]) -> ColumnElement[bool]:
    return Event.id.in_(listed(json.dumps(list(ids)), Event.id.type))


def _days_said(first: date | None, last: date | None) -> str:
    words = spoken()
    if first and last:
        return _("{first} – {last}").format(first=words.digits(first), last=words.digits(last))
    if first:
        return _("From {day}").format(day=words.digits(first))
    return _("Until {day}").format(day=words.digits(last or date.max))
