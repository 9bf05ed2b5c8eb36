"""What an event needs before it enters a stage. It is said, not forced: an office knows best.

The caller owns the session.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.events.month import last_day
from models.events.tables import Answer, Event, EventPartner, EventTask, Stage
from models.letters.tables import Letter, LetterKind
from models.office.queries import today
from models.words import _, ngettext, spoken


def missing(session: Session, event_id: int, stage: Stage) -> tuple[str, ...]:
    """Return, as sentences, what an event lacks for a stage; nothing where it is gone or there.

    The reason that a cancelled or postponed event needs is asked for where the stage is chosen.
    """
    event = session.get(Event, event_id)
    if event is None or event.stage is stage:
        return ()
    asked = {
        Stage.INVITED: _for_invited,
        Stage.READY: _for_ready,
        Stage.RUNNING: _for_running,
        Stage.DONE: _for_done,
        Stage.REPORTED: _for_reported,
    }.get(stage)
    return tuple(asked(session, event)) if asked else ()


def _for_invited(session: Session, event: Event) -> Iterator[str]:
    sent = session.scalar(
        select(Letter.id)
        .where(
            Letter.event_id == event.id,
            Letter.kind == LetterKind.INVITATION,
            Letter.sent_at.is_not(None),
            Letter.voided_at.is_(None),
        )
        .limit(1)
    )
    asked = EventPartner.answer != Answer.NOT_ASKED
    if sent is None and not _has_partner(session, event, asked):
        yield _("No invitation is marked as sent, and no partner has been asked.")


def _for_ready(session: Session, event: Event) -> Iterator[str]:
    if not event.venue:
        yield _("It has no venue.")
    if not (event.region_code or event.region_line):
        yield _("It has no village.")
    if not _has_partner(session, event, EventPartner.answer == Answer.CONFIRMED):
        yield _("No partner has confirmed.")
    if not event.staff:
        yield _("Nobody of the office is to go there.")
    late = _overdue_count(session, event, today(session))
    if late:
        yield ngettext("{n} task is overdue.", "{n} tasks are overdue.", late)


def _for_running(session: Session, event: Event) -> Iterator[str]:
    day = event.starts_at.date()
    if day > today(session):
        yield _("Its day has not come: {day}.").format(day=spoken().weekday(day))


def _for_done(session: Session, event: Event) -> Iterator[str]:
    day = last_day(event.starts_at, event.ends_at)
    if day > today(session):
        yield _("Its last day has not come: {day}.").format(day=spoken().weekday(day))


def _for_reported(_session: Session, event: Event) -> Iterator[str]:
    if event.stage is not Stage.DONE:
        yield _("It is not marked as done.")
    if not (event.problems_met or event.follow_up or event.follow_up_people):
        yield _("Its outcome has not been written down.")


def _has_partner(session: Session, event: Event, condition: ColumnElement[bool]) -> bool:
    wanted = select(EventPartner.id).where(EventPartner.event_id == event.id, condition).limit(1)
    return session.scalar(wanted) is not None


def _overdue_count(session: Session, event: Event, day: date) -> int:
    """Count the tasks whose day, told from the event's first one, is over."""
    latest = (day - timedelta(days=1) - event.starts_at.date()).days
    wanted = select(func.count()).where(
        EventTask.event_id == event.id,
        EventTask.done_at.is_(None),
        EventTask.due_days <= latest,
    )
    return session.scalar(wanted) or 0
