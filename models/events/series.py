"""Several events planned in one step, such as every Tuesday in five villages.

The caller owns the session.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import cycle, islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.drafts import TITLE_LENGTH, EventDraft, proposed_title
from models.events.making import Linked, anew, linked, make_like, moved
from models.events.operations import begin_with, fill_event
from models.events.public_holidays import public_holidays
from models.events.tables import Event, Stage
from models.events.templates import template
from models.history.recording import named
from models.history.rows import take_ids
from models.office.closed_days import closed_days
from models.partners.tables import Partner
from models.words import N_, _, spoken

DAY = timedelta(days=1)
MOST = 60
"""How many events are planned in one step: our own choice, for each is looked through."""
FARTHEST = timedelta(days=5 * 366)
"""How far from its first day a series goes: our own choice; farther off nobody plans."""
MARGIN = timedelta(days=366)
"""How much later than without them the last event may be because of days off."""
GAP_MOST = 366
"""How many days or weeks may lie between two events."""


@dataclass(frozen=True, slots=True)
class Place:
    """A village of a series; without a code where it was only written."""

    code: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When the events of a series are: on ``weekdays`` (Monday is 0) of every so many weeks.

    Where ``weeks`` is nought, so many ``days`` after one another instead.
    """

    first: date
    weekdays: frozenset[int] = frozenset()
    weeks: int = 1
    days: int = 0

    def dates(self, skip: Collection[date] = (), length: int = 1) -> Iterator[date]:
        """Yield the days from the first on, each for an event of ``length`` days.

        One that would fall on a day to ``skip`` is left out where there are weekdays, and else
        put off until it does not.
        """
        return self._by_weekday(skip, length) if self.weeks else self._by_days(skip, length)

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that makes no sense."""
        if not self.weeks and not 1 <= self.days <= GAP_MOST:
            return {
                "gap": _("Type how many days lie between two events, at most {most}.").format(
                    most=GAP_MOST
                )
            }
        if self.weeks and not 1 <= self.weeks <= GAP_MOST:
            return {
                "gap": _("Type how many weeks lie between two events, at most {most}.").format(
                    most=GAP_MOST
                )
            }
        if self.weeks and not self.weekdays:
            return {"weekdays": _("Choose at least one day of the week.")}
        if self.first > date.max - 2 * FARTHEST:
            return {"first": _("That day is too far off.")}
        return {}

    def _by_weekday(self, skip: Collection[date], length: int) -> Iterator[date]:
        for ahead in range(FARTHEST.days):
            day = self.first + ahead * DAY
            if self._has(day) and _is_free(day, skip, length):
                yield day

    def _by_days(self, skip: Collection[date], length: int) -> Iterator[date]:
        day = wanted = self.first
        while day - self.first < FARTHEST:
            if _is_free(day, skip, length):
                yield day
                wanted += self.days * DAY
                day = max(wanted, day + DAY)
            else:
                day += DAY

    def _has(self, day: date) -> bool:
        monday = self.first - self.first.weekday() * DAY
        return day.weekday() in self.weekdays and (day - monday).days // 7 % self.weeks == 0


def _is_free(day: date, skip: Collection[date], length: int) -> bool:
    return not any(day + n * DAY in skip for n in range(length))


@dataclass(frozen=True, slots=True)
class Series:
    """A series as typed: its rhythm, the villages one after another, and how many times.

    Without ``times`` there is one event in each village.
    """

    rhythm: Rhythm
    places: tuple[Place, ...] = ()
    times: int | None = None
    skip: frozenset[date] = field(default_factory=frozenset)

    @property
    def count(self) -> int:
        """How many events it has."""
        return len(self.places) if self.times is None else self.times

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that makes no sense."""
        found = self.rhythm.problems()
        if not self.count:
            found["times"] = _("Add villages, or type how many times.")
        elif not 1 <= self.count <= MOST:
            found["times"] = _("Plan at most {most} events in one step.").format(most=MOST)
        return found

    def drafts(self, like: EventDraft, locals_: Collection[int] = ()) -> tuple[EventDraft, ...]:
        """Return the drafts of its events, each like ``like``; none while it has problems.

        Partners ``locals_``, by their ids, have a part only in the village of ``like``.
        """
        if self.problems():
            return ()
        length = max((like.ends_at.date() - like.starts_at.date()).days, 0) + 1
        days = islice(self.rhythm.dates(self.skip, length), self.count)
        drafts = [moved(anew(like), day) for day in days]
        if not self.places:
            return tuple(drafts)
        return tuple(
            in_place(draft, place, locals_)
            for draft, place in zip(drafts, cycle(self.places), strict=False)
        )


def in_place(draft: EventDraft, place: Place, locals_: Collection[int] = ()) -> EventDraft:
    """Return the draft in another village, whose hall and workers are others.

    Of the partners ``locals_``, by their ids, stay at home. The title names the other village
    where it named the one.
    """
    if (place.code, place.line) == (draft.region_code, draft.region_line):
        return draft
    there = replace(
        draft,
        region_code=place.code,
        region_line=place.line,
        venue="",
        potential_workers=None,
        partners=tuple(part for part in draft.partners if part.partner_id not in locals_),
        sessions=tuple(replace(one, venue="") for one in draft.sessions),
    )
    return replace(there, title=_title_there(draft, there))


def _title_there(draft: EventDraft, there: EventDraft) -> str:
    if draft.is_named_so:
        return proposed_title(there.kind, there.village)
    if not draft.village or not there.village:
        return draft.title
    named_in = draft.title.replace(draft.village, there.village)
    _kind, _blank, bare = draft.village.partition(" ")
    if named_in == draft.title and bare:
        _kind, _blank, other = there.village.partition(" ")
        named_in = re.sub(
            rf"\b{re.escape(bare)}\b", lambda _found: other or there.village, named_in
        )
    return named_in if len(named_in) <= TITLE_LENGTH else draft.title


def locals_of(session: Session, draft: EventDraft) -> frozenset[int]:
    """Return the ids of those partners of the draft that are of its own village."""
    if not draft.region_code:
        return frozenset()
    ids = [part.partner_id for part in draft.partners]
    return frozenset(
        session.scalars(
            select(Partner.id).where(Partner.id.in_(ids), Partner.region_code == draft.region_code)
        )
    )


def overlapping(drafts: Sequence[EventDraft]) -> list[int | None]:
    """Return for each event the place, from nought, of the first other that runs at its hours."""
    return [
        next(
            (
                place
                for place, other in enumerate(drafts)
                if place != own
                and other.starts_at < draft.ends_at
                and draft.starts_at < other.ends_at
            ),
            None,
        )
        for own, draft in enumerate(drafts)
    ]


def days_off(session: Session, first: date, last: date) -> dict[date, str]:
    """Return the public holidays and closed days from ``first`` to ``last``, and their names."""
    language = spoken().language
    years = (public_holidays(year, language) for year in range(first.year, last.year + 1))
    holidays = {day: name for year in years for day, name in year.items() if first <= day <= last}
    return holidays | closed_days(session, first, last)


def without_days_off(session: Session, series: Series) -> Series:
    """Return the series with all days off of its time to be skipped."""
    if series.problems():
        return series
    *_others, last = islice(series.rhythm.dates(), series.count)
    off = days_off(session, series.rhythm.first, last + MARGIN)
    return replace(series, skip=frozenset(off))


def plan_series(
    session: Session, drafts: Sequence[EventDraft], like_id: int | None = None
) -> list[int]:
    """Plan all these events as one action; return their ids in order.

    With ``like_id`` the lists and planned costs of that event come along undone. Raises UserError
    if that one is gone, or nothing is to be planned.
    """
    if not drafts:
        raise UserError(_("There is nothing to plan."))
    like = None if like_id is None else session.get(Event, like_id)
    if like_id is not None and like is None:
        raise UserError(_("This event is not there any more."))
    name = N_("Plan {event}") if len(drafts) == 1 else N_("Plan a series of {n} events: {event}")
    named(session, name, n=len(drafts), event=drafts[0].title)
    ids = take_ids(session, len(drafts))
    series_id = ids[0] if len(drafts) > 1 else None
    for made_id, draft in zip(ids, drafts, strict=True):
        made = Event(id=made_id, stage=Stage.DRAFT, series_id=series_id)
        if like is not None:
            make_like(session, draft, like, made)
            continue
        fill_event(made, draft)
        begin_with(session, made, template(session, draft.kind))
        session.add(made)
        session.flush()  # the first one must be there before the others name it
    return list(ids)


def series_of(session: Session, event_id: int) -> tuple[Linked, ...]:
    """Return all events of the series that an event is of, in order; none if it is of none."""
    event = session.get(Event, event_id)
    if event is None or event.series_id is None:
        return ()
    found = session.scalars(
        select(Event)
        .where(Event.series_id == event.series_id, Event.archived_at.is_(None))
        .order_by(Event.starts_at, Event.id)
    )
    return tuple(linked(one) for one in found)
