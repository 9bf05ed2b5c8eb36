"""Closing a day: counted, explained, seen by a second person, sealed. The caller owns the session.

A closing is never taken back: what was forgotten is done, and the day is closed once more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.closing.drafts import BLANK, CloseDraft, lines_of
from models.closing.figures import day_figures
from models.closing.queries import DaySheet, day_sheet, has_work
from models.closing.tables import DayClose
from models.documents.contents import keep_content
from models.errors import UserError
from models.fields import none_if_blank
from models.history.clock import EARLIER, clock_problem
from models.history.recording import named, recorder
from models.history.rows import id_range
from models.history.tables import Action
from models.money.cash import close_box
from models.office.queries import today
from models.office.rights import Right, need
from models.office.second_person import Witness
from models.supplies.drafts import MoveDraft
from models.supplies.operations import count_stock
from models.words import N_, _, spoken

Write = Callable[[DaySheet], bytes]
"""Writes the sheet of a closing as PDF."""


class FiguresChangedError(UserError):
    """Something was done since the figures were shown: they have to be looked at again."""


@dataclass(frozen=True, slots=True)
class _Last:
    """The desk's last action: up to it the history is sealed."""

    id: int
    chain: bytes


def close_day(session: Session, draft: CloseDraft, witness: Witness, write: Write) -> int:
    """Close a day at this desk with what was counted; return the closing's id.

    The box that is still open is closed with it, and the stock of blank cards set right by what
    was counted. The seal is the chain of the history up to the desk's last action. The sheet is
    written and kept in the same transaction. It cannot be undone.

    Raises:
        NotAllowedError: the officer's role does not allow it.
        FiguresChangedError: the figures are no longer those of the draft.
        UserError: the draft has problems, nobody is signed in, the second person is none, the day
            is to come or of another desk, it is closed already, or the clock was turned back.

    """
    need(session, Right.CLOSE_DAY)
    day, desk_id = draft.figures.day, draft.figures.desk_id
    named(session, N_("Close the day {day}"), day=spoken().digits(day))
    recorder(session).final = True
    officer_id = _two_people(session, witness)
    last = _last_action(session)
    sequence = _checked(session, draft)
    close = DayClose(
        day=day,
        desk_id=desk_id,
        sequence=sequence,
        closed_at=utc_now(),
        officer_id=officer_id,
        witness_id=witness.officer_id,
        figures=draft.figures.kept(),
        counted=draft.kept(),
        explanation=none_if_blank(draft.explanation),
        seal=last.chain,
        sealed_action_id=last.id,
    )
    session.add(close)
    session.flush()
    close.paper = keep_content(session, write(day_sheet(session, close.id)))
    _set_right(session, draft)
    session.flush()
    return close.id


def _two_people(session: Session, witness: Witness) -> int:
    """Return who closes the day, who is another than who sees it."""
    officer_id = recorder(session).officer_id
    if officer_id is None:
        raise UserError(_("Nobody is signed in. Choose first who sits at this desk."))
    if witness.right is not Right.CLOSE_DAY or witness.officer_id == officer_id:
        raise UserError(_("A second person is needed: somebody else than who is signed in."))
    return officer_id


def _checked(session: Session, draft: CloseDraft) -> int:
    """Return which closing of its day it is. Raises UserError where the day cannot be closed so."""
    day, desk_id = draft.figures.day, draft.figures.desk_id
    _check_day(session, day, desk_id)
    sequence = _next_sequence(session, day, desk_id)
    _check_draft(session, draft)
    return sequence


def _check_draft(session: Session, draft: CloseDraft) -> None:
    """Raise FiguresChangedError or UserError where it is not what the day is to be closed with."""
    if draft.figures != day_figures(session, draft.figures.day, draft.figures.desk_id):
        raise FiguresChangedError(
            _("Something was done here meanwhile. Look at the figures again, then close the day.")
        )
    if problems := draft.problems():
        raise UserError(next(iter(problems.values())))


def _check_day(session: Session, day: date, desk_id: int) -> None:
    if desk_id != recorder(session).desk_id:
        raise UserError(_("A day is closed at the desk where the work was done."))
    if day > today(session):
        raise UserError(_("This day is still to come."))


def _last_action(session: Session) -> _Last:
    """Return this desk's last action. Raises UserError if the clock says it is still to come."""
    low, high = id_range(session)
    row = session.execute(
        select(Action.id, Action.chain, Action.at)
        .where(Action.id.between(low, high))
        .order_by(Action.id.desc())
        .limit(1)
    ).first()
    if row is None:
        raise UserError(_("Nothing was done at this desk yet."))
    if utc_now() < row.at - EARLIER:
        raise UserError(clock_problem(session, utc_now()))
    return _Last(row.id, row.chain)


def _next_sequence(session: Session, day: date, desk_id: int) -> int:
    latest = session.scalars(
        select(DayClose)
        .where(DayClose.day == day, DayClose.desk_id == desk_id)
        .order_by(DayClose.sequence.desc())
        .limit(1)
    ).first()
    if latest is None:
        return 1
    if not has_work(session, day, desk_id, after=latest.sealed_action_id or 0):
        raise UserError(
            _("{day} is closed already, and nothing was done since.").format(day=spoken().day(day))
        )
    return latest.sequence + 1


def _set_right(session: Session, draft: CloseDraft) -> None:
    """Close the open box, and let the stock of blank cards be what was counted."""
    box = draft.figures.open_box
    if box is not None and draft.cash is not None:
        close_box(session, box.id, draft.cash.notes, draft.cash.reason)
    for line in lines_of(draft.figures):
        if line.name.startswith(BLANK) and draft.difference(line):
            supply = int(line.name.removeprefix(BLANK))
            found = MoveDraft(draft.counted(line), draft.explanation)
            count_stock(session, supply, found)
