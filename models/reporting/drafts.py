"""The draft of an event's summary: its texts as they were written so far.

The caller owns the session.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.tables import Event
from models.fields import none_if_blank
from models.history.recording import named
from models.office.letterhead import letterhead_draft
from models.plain_values import UnreadableError, from_plain, to_plain
from models.reporting.tables import PRESS, EventReport
from models.reporting.texts import SummaryTexts
from models.words import N_, _


@dataclass(frozen=True, slots=True)
class SummaryDraft:
    """What is written for a summary, for a paper in ``language`` on ``paper`` (A4, F4)."""

    texts: SummaryTexts = field(default_factory=SummaryTexts)
    language: str = "id"
    paper: str = "A4"


def summary_draft(session: Session, event_id: int, language: str) -> SummaryDraft:
    """Return the draft of an event's summary in a language.

    Where there is none, it begins with the texts of the last one that was made final, but for its
    number; before the first, with nothing, on the paper of the office's letters.
    """
    report = _open(session, event_id, language)
    if report is not None:
        return SummaryDraft(_texts(report), language, report.paper)
    last = session.scalars(
        select(EventReport)
        .where(
            EventReport.event_id == event_id,
            EventReport.language == language,
            EventReport.revision != PRESS,
        )
        .order_by(EventReport.revision.desc(), EventReport.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return SummaryDraft(language=language, paper=letterhead_draft(session).paper)
    kept = {**to_plain(_texts(last)), "number": ""}
    return SummaryDraft(from_plain(SummaryTexts, kept), language, last.paper)


def keep_draft(session: Session, event_id: int, draft: SummaryDraft) -> int:
    """Keep what was written; return the id of the draft.

    Raises UserError if the event is gone or a text is too long.
    """
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    if told := draft.texts.problems():
        raise UserError(next(iter(told.values())))
    named(session, N_("Write the report of {event}"), event=event.title)
    report = _open(session, event_id, draft.language)
    if report is None:
        revision = 1 + last_revision(session, event_id)
        report = EventReport(event_id=event_id, language=draft.language, revision=revision)
        session.add(report)
    report.paper = draft.paper
    report.number = none_if_blank(draft.texts.number)
    report.texts = _plain(draft.texts)
    session.flush()
    return report.id


def last_revision(session: Session, event_id: int) -> int:
    """Return the number of the last summary of an event that was made final, 0 for none."""
    final = EventReport.event_id == event_id, EventReport.finished_at.is_not(None)
    return session.scalar(select(func.max(EventReport.revision)).where(*final)) or 0


def _open(session: Session, event_id: int, language: str) -> EventReport | None:
    return session.scalars(
        select(EventReport)
        .where(
            EventReport.event_id == event_id,
            EventReport.language == language,
            EventReport.finished_at.is_(None),
            EventReport.revision != PRESS,
        )
        .order_by(EventReport.id.desc())
        .limit(1)
    ).one_or_none()


def _texts(report: EventReport) -> SummaryTexts:
    """Return the texts of a summary; none where this program cannot read them any more."""
    try:
        return from_plain(SummaryTexts, report.texts)
    except UnreadableError:
        return SummaryTexts(number=report.number or "")


def _plain(texts: SummaryTexts) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(texts)
    return plain
