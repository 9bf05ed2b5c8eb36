"""Summaries of an event that are final: frozen with their figures and their PDF.

The caller owns the session.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.documents.contents import content, keep_content
from models.errors import UserError
from models.events.summary import EventSummary
from models.events.summing import event_summary
from models.history.recording import named, recorder
from models.office.queries import time_zone
from models.plain_values import to_plain
from models.reporting.changed import Since, changes
from models.reporting.drafts import SummaryDraft, keep_draft, last_revision
from models.reporting.tables import EventReport
from models.words import N_, _


class FiguresChangedError(UserError):
    """The figures of an event are others than those its summary was drawn from."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a summary is drawn from to be made final, as it was at one moment.

    ``since`` is what has changed since the last one, which was number ``last``.
    """

    event_id: int
    summary: EventSummary
    since: Since | None
    last: int


@dataclass(frozen=True, slots=True)
class FinalRow:
    """A summary that is final; ``finished_at`` at the office's clock."""

    id: int
    revision: int
    language: str
    number: str
    finished_at: datetime


def basis(session: Session, event_id: int) -> Basis:
    """Return what a summary is drawn from now. Raises UserError if there is no such event."""
    summary = event_summary(session, event_id)
    since = since_last(session, summary, event_id)
    return Basis(event_id, summary, since, last_revision(session, event_id))


def make_final(session: Session, drawn: Basis, draft: SummaryDraft, document: bytes) -> int:
    """Freeze a summary with the figures and the PDF that was drawn from them; return its id.

    What happens to the event later changes nothing of it. Raises FiguresChangedError if something
    happened since it was drawn, UserError as ``keep_draft`` does.
    """
    named(session, N_("Make the report of {event} final"), event=drawn.summary.title)
    if not _stands(session, drawn):
        raise FiguresChangedError(
            _("The figures of the event changed meanwhile. Make the report final once more.")
        )
    report = session.get_one(EventReport, keep_draft(session, drawn.event_id, draft))
    report.revision = drawn.last + 1
    report.figures = frozen(drawn.summary)
    report.document = keep_content(session, document)
    report.finished_at = utc_now()
    report.officer_id = recorder(session).officer_id
    session.flush()
    return report.id


def finals(session: Session, event_id: int) -> list[FinalRow]:
    """Return the summaries of an event that are final, the last first."""
    zone = time_zone(session)
    return [
        FinalRow(
            one.id,
            one.revision,
            one.language,
            one.number or "",
            one.finished_at.astimezone(zone),
        )
        for one in _finals(session, event_id)
        if one.finished_at is not None
    ]


def final_pdf(session: Session, report_id: int) -> bytes:
    """Return the PDF of a final summary. Raises UserError if it is gone, or was damaged."""
    report = session.get(EventReport, report_id)
    if report is None or report.document is None:
        raise UserError(_("This report is not there any more."))
    return content(session, report.document)


def since_last(session: Session, now: EventSummary, event_id: int) -> Since | None:
    """Return what has changed since the last final summary, None where there is none."""
    last = next(iter(_finals(session, event_id)), None)
    if last is None or last.finished_at is None or last.figures is None:
        return None
    moment = last.finished_at.astimezone(time_zone(session))
    return Since(last.revision, moment, changes(last.figures, frozen(now)))


def frozen(summary: EventSummary) -> dict[str, Any]:
    """Return all figures of a summary as JSON can hold them; the logo is in its PDF."""
    bare = replace(summary, office=replace(summary.office, logo=None))
    plain: dict[str, Any] = to_plain(bare)
    return {**plain, "settled": summary.settled}


def _stands(session: Session, drawn: Basis) -> bool:
    """Tell whether a summary would be drawn from the same now; the moment of it does not count."""
    now = basis(session, drawn.event_id)
    same = replace(now.summary, made_at=drawn.summary.made_at) == drawn.summary
    return same and now.last == drawn.last


def _finals(session: Session, event_id: int) -> list[EventReport]:
    wanted = (
        select(EventReport)
        .where(EventReport.event_id == event_id, EventReport.finished_at.is_not(None))
        .order_by(EventReport.revision.desc(), EventReport.id.desc())
    )
    return list(session.scalars(wanted))
