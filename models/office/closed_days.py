"""Days on which the office is closed besides weekends and public holidays.

Each day is kept by itself; days that follow one another under one name are shown and changed as a
span. The caller owns the session.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.history.recording import named
from models.office.tables import ClosedDay
from models.words import N_, _, spoken

DAY = timedelta(days=1)
LONGEST = 366
"""How many days may be closed in one go; more is a slip of the pen."""
NAME_LENGTH = 300


@dataclass(frozen=True, slots=True)
class ClosedDayDraft:
    """Closed days as typed; without ``last_day`` it is the first one only."""

    name: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def days(self) -> list[date]:
        """Return the days meant, none as long as they make no sense."""
        first = self.first_day
        last = self.last_day or first
        if first is None or last is None or not 0 <= (last - first).days < LONGEST:
            return []
        return [first + n * DAY for n in range((last - first).days + 1)]

    def problems(self, taken: Mapping[date, str] | None = None) -> dict[str, str]:
        """Return what to say beside each field; ``taken`` days are closed already, by a name."""
        found = {}
        if not self.name.strip():
            found["name"] = _("Say why the office is closed.")
        elif len(self.name) > NAME_LENGTH:
            found["name"] = _("That is too long for a name.")
        if self.first_day is None:
            found["first_day"] = _("Write the first day.")
        elif self.last_day is not None and self.last_day < self.first_day:
            found["last_day"] = _("It ends before it begins.")
        elif not self.days():
            found["last_day"] = _("That is more than a year.")
        elif twice := next((day for day in self.days() if day in (taken or {})), None):
            found["first_day"] = _("{day} is closed already: {name}.").format(
                day=spoken().day(twice), name=(taken or {})[twice]
            )
        return found


@dataclass(frozen=True, slots=True)
class ClosedSpan:
    """Closed days that follow one another under one name; ``id`` is that of the first."""

    id: int
    name: str
    first_day: date
    last_day: date
    ids: tuple[int, ...] = field(compare=False)

    @property
    def draft(self) -> ClosedDayDraft:
        """Return it as the form holds it."""
        last = self.last_day if self.last_day != self.first_day else None
        return ClosedDayDraft(self.name, self.first_day, last)


def closed_days(session: Session, first: date, last: date) -> dict[date, str]:
    """Return why the office is closed, by day, from ``first`` to ``last``."""
    rows = session.execute(
        select(ClosedDay.day, ClosedDay.name)
        .where(ClosedDay.day.between(first, last))
        .order_by(ClosedDay.day)
    )
    return dict(rows.all())


def closed_spans(session: Session, year: int) -> list[ClosedSpan]:
    """Return the closed days of a year in order; a span that reaches into it stands whole."""
    return [span for span in _spans(session) if span.first_day.year <= year <= span.last_day.year]


def closed_span(session: Session, span_id: int) -> ClosedSpan | None:
    """Return the span that begins with the closed day of this id, or None if it is gone."""
    return next((span for span in _spans(session) if span.id == span_id), None)


def add_closed_days(session: Session, draft: ClosedDayDraft) -> ClosedDay:
    """Close the office for days; return the first. Raises UserError if one is closed already."""
    named(session, N_("Close the office for {reason}"), reason=draft.name.strip())
    made = _close(session, draft.name, draft.days())
    session.flush()
    return made[0]


def change_closed_days(session: Session, span_id: int, draft: ClosedDayDraft) -> None:
    """Keep a span's new name and days. Raises UserError if it is gone or a day is taken."""
    named(session, N_("Change the closed days for {reason}"), reason=draft.name.strip())
    there = _records(session, span_id)
    wanted = set(draft.days())
    for record in there:
        if record.day not in wanted:
            session.delete(record)
        else:
            record.name = draft.name.strip()
    _close(session, draft.name, sorted(wanted - {record.day for record in there}))


def remove_closed_days(session: Session, span_id: int) -> None:
    """Open the office on a span's days again. Raises UserError if the span is gone."""
    there = _records(session, span_id)
    named(session, N_("Open the office again: {reason}"), reason=there[0].name)
    for record in there:
        session.delete(record)


def _close(session: Session, name: str, days: list[date]) -> list[ClosedDay]:
    taken = closed_days(session, days[0], days[-1]) if days else {}
    if twice := next((day for day in days if day in taken), None):
        raise UserError(
            _("{day} is closed already: {name}.").format(day=spoken().day(twice), name=taken[twice])
        )
    made = [ClosedDay(day=day, name=name.strip()) for day in days]
    session.add_all(made)
    return made


def _records(session: Session, span_id: int) -> list[ClosedDay]:
    span = closed_span(session, span_id)
    if span is None:
        raise UserError(_("These closed days are not there any more."))
    return [session.get_one(ClosedDay, one) for one in span.ids]


def _spans(session: Session) -> Iterator[ClosedSpan]:
    """Yield all spans in order: an office closes on few days, even in ten years."""
    rows = session.execute(
        select(ClosedDay.id, ClosedDay.day, ClosedDay.name).order_by(ClosedDay.day)
    )
    run: list[tuple[int, date, str]] = []
    for day_id, day, name in rows:
        if run and (day != run[-1][1] + DAY or name != run[-1][2]):
            yield _span(run)
            run = []
        run.append((day_id, day, name))
    if run:
        yield _span(run)


def _span(run: list[tuple[int, date, str]]) -> ClosedSpan:
    return ClosedSpan(run[0][0], run[0][2], run[0][1], run[-1][1], tuple(one for one, *_ in run))
