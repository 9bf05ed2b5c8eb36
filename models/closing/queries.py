"""Days that were closed, and those with work that were not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from models.closing.drafts import CASH, CASH_REASON, CountLine, lines_of
from models.closing.figures import DayFigures, day_figures, figures_of, span_of
from models.closing.tables import DayClose
from models.closing.work import work
from models.documents.contents import content
from models.errors import UserError
from models.events.summary import Letterhead
from models.history.tables import Action, Change
from models.history.verifying import spoken_seal
from models.money.here import desk_here
from models.office.queries import letterhead, time_zone, today
from models.office.tables import Desk, Office, Officer
from models.words import _

LOOKED_BACK = 31
"""Days that are looked through for work that was not closed, today among them."""


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day with work that is not closed; ``again`` if it was, and work came after that."""

    day: date
    again: bool


@dataclass(frozen=True, slots=True)
class CloseRow:
    """A closing as a list shows it; ``differs`` if something was not as it should be."""

    id: int
    day: date
    desk: str
    sequence: int
    closed_at: datetime
    officer: str
    witness: str
    differs: bool
    explanation: str
    seal: str
    has_paper: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of a closing: what should have been there and what was."""

    line: CountLine
    found: int

    @property
    def difference(self) -> int:
        """Return how many more there were; fewer is negative."""
        return self.found - self.line.expected


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A closing with all that its sheet says; ``cash`` in rupiah, None where no box was open."""

    office: Letterhead
    time_zone: str
    figures: DayFigures
    sequence: int
    closed_at: datetime
    officer: str
    witness: str
    counted: tuple[Counted, ...]
    cash: int | None
    cash_reason: str
    explanation: str
    seal: str


@dataclass(frozen=True, slots=True)
class Since:
    """A figure that is no longer what it was when the day was closed."""

    name: str
    was: int
    now: int


def unclosed_days(session: Session, desk_id: int | None = None) -> list[OpenDay]:
    """Return the latest days with work at a desk, this one unless told, that are not closed.

    The earliest comes first, and today is among them. Work that was kept after a day was closed
    opens it again: by the order in which things were done, whatever the clock said.
    """
    desk_id = desk_here(session) if desk_id is None else desk_id
    if desk_id is None:
        return []
    last = today(session)
    sealed = _sealed(session, desk_id, last - timedelta(days=LOOKED_BACK - 1))
    days = (last - timedelta(days=back) for back in reversed(range(LOOKED_BACK)))
    return [
        OpenDay(day, day in sealed)
        for day in days
        if has_work(session, day, desk_id, after=sealed.get(day, 0))
    ]


def has_work(session: Session, day: date, desk_id: int, after: int = 0) -> bool:
    """Tell whether work was done on a day at a desk, beyond the action ``after``."""
    span = span_of(session, day)
    closing = (
        select(Change.action_id)
        .join(DayClose, DayClose.id == Change.record_id)
        .where(Change.record_table == DayClose.__tablename__)
    )
    worked = exists().where(Change.action_id == Action.id, work())
    merges = select(Action.merged_by_id).where(Action.merged_by_id.is_not(None))
    asked = (
        select(Action.id)
        .where(span.holds(Action.at), Action.desk_id == desk_id, Action.id > after)
        .where(worked, Action.id.not_in(closing), Action.id.not_in(merges))
        .limit(1)
    )
    return session.scalar(asked) is not None


def closings(session: Session, day: date | None = None) -> list[CloseRow]:
    """Return the closings of all desks, or of a day: the latest day first, its last on top."""
    wanted = _with_names().order_by(
        DayClose.day.desc(), DayClose.closed_at.desc(), DayClose.sequence.desc(), DayClose.id
    )
    if day is not None:
        wanted = wanted.where(DayClose.day == day)
    return [_row(*row) for row in session.execute(wanted)]


def day_sheet(session: Session, close_id: int) -> DaySheet:
    """Return a closing as its sheet says it, from what was kept. Raises UserError if it is gone."""
    row = session.execute(_with_names().where(DayClose.id == close_id)).first()
    if row is None:
        raise UserError(_("This closing is not there."))
    close, _desk, officer, witness = row
    figures = figures_of(close.figures)
    box = figures.open_box
    return DaySheet(
        office=letterhead(session),
        time_zone=time_zone(session).key,
        figures=figures,
        sequence=close.sequence,
        closed_at=close.closed_at,
        officer=officer,
        witness=witness,
        counted=_counted(figures, close.counted),
        cash=None if box is None else close.counted.get(CASH),
        cash_reason=close.counted.get(CASH_REASON, ""),
        explanation=close.explanation or "",
        seal=spoken_seal(close.seal),
    )


def sheet_paper(session: Session) -> str:
    """Return the paper the office files its sheets on: A4 or F4."""
    return session.scalar(select(Office.paper)) or "A4"


def day_paper(session: Session, close_id: int) -> bytes:
    """Return the sheet as it was made. Raises UserError if it is gone or was damaged."""
    digest = session.scalar(select(DayClose.paper).where(DayClose.id == close_id))
    if digest is None:
        raise UserError(_("This sheet is not there any more."))
    return content(session, digest)


def changed_since(session: Session, close_id: int) -> list[Since]:
    """Return the figures that would be others if the day was closed now: corrections made later.

    Boxes and stock go on from day to day, and are not compared.
    """
    close = session.get_one(DayClose, close_id)
    was = _plainly(figures_of(close.figures))
    now = _plainly(day_figures(session, close.day, close.desk_id))
    return [Since(name, was[name], now[name]) for name in was if was[name] != now[name]]


def _plainly(figures: DayFigures) -> Mapping[str, int]:
    return {
        _("People met"): figures.met,
        _("Enrolled"): figures.enrolled,
        _("Contributions"): figures.booked,
        _("Payments"): sum(one.payments for one in figures.ways),
        _("Money received"): sum(one.amount for one in figures.ways),
        _("Receipts given"): figures.receipts.given,
        _("Void receipts"): len(figures.receipts.voided),
        _("Cards printed"): figures.cards.printed,
        _("Cards handed over"): figures.cards.handed,
        _("Spoilt cards"): figures.cards.spoilt,
    }


def _sealed(session: Session, desk_id: int, since: date) -> dict[date, int]:
    rows = session.execute(
        select(DayClose.day, func.max(DayClose.sealed_action_id))
        .where(DayClose.desk_id == desk_id, DayClose.day >= since)
        .group_by(DayClose.day)
    )
    return {day: last or 0 for day, last in rows}


def _with_names() -> Select[DayClose, str, str, str]:
    officer, witness = aliased(Officer), aliased(Officer)
    return (
        select(DayClose, Desk.name, officer.name, witness.name)
        .join(Desk, Desk.id == DayClose.desk_id)
        .join(officer, officer.id == DayClose.officer_id)
        .join(witness, witness.id == DayClose.witness_id)
    )


def _row(close: DayClose, desk: str, officer: str, witness: str) -> CloseRow:
    figures = figures_of(close.figures)
    box = figures.open_box
    cash_differs = box is not None and close.counted.get(CASH) != box.expected
    return CloseRow(
        id=close.id,
        day=close.day,
        desk=desk,
        sequence=close.sequence,
        closed_at=close.closed_at,
        officer=officer,
        witness=witness,
        differs=cash_differs or any(one.difference for one in _counted(figures, close.counted)),
        explanation=close.explanation or "",
        seal=spoken_seal(close.seal),
        has_paper=close.paper is not None,
    )


def _counted(figures: DayFigures, kept: Mapping[str, Any]) -> tuple[Counted, ...]:
    return tuple(Counted(line, kept[line.name]) for line in lines_of(figures) if line.name in kept)
