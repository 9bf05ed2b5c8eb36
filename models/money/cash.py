"""The cash of a desk: its box opened, moved, counted, closed. The caller owns the session.

Nothing goes into a box that is closed. It is opened again by undoing its closing; what is taken
back of it later is told beside what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.enrolment.money import MOST
from models.enrolment.tables import Payment
from models.errors import UserError
from models.fields import none_if_blank
from models.history.recording import named, recorder
from models.money.box_rows import (
    BoxRow,
    Taking,
    Unboxed,
    box_row,
    box_rows,
    open_box_here,
    takings,
    unboxed,
)
from models.money.here import open_box_id
from models.money.tables import CashBox, CashMove
from models.words import N_, _, spoken

__all__ = [
    "BANKNOTES",
    "BoxRow",
    "ClosingDraft",
    "MoveDraft",
    "Taking",
    "Unboxed",
    "box_row",
    "box_rows",
    "close_box",
    "count",
    "expected",
    "move_cash",
    "open_box",
    "open_box_here",
    "takings",
    "unboxed",
]

BANKNOTES = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
"""Rupiah of the notes and coins that are counted, the largest first."""

NOTE_LENGTH = 500
MOST_PIECES = 1_000_000


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """Cash put in, or taken out, as typed; ``amount`` in rupiah is never negative."""

    amount: int | None = None
    out: bool = False
    note: str = ""
    expected: int = 0

    @property
    def moved(self) -> int:
        """Return the amount as the box keeps it: what goes out is negative."""
        return -(self.amount or 0) if self.out else self.amount or 0

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.amount or not 0 < self.amount <= MOST:
            found["amount"] = _("Write how much.")
        elif self.out and self.amount > self.expected:
            found["amount"] = _("Only {amount} should be in the box.").format(
                amount=spoken().rupiah(self.expected)
            )
        if not self.note.strip():
            found["note"] = _("Write what for.")
        elif len(self.note.strip()) > NOTE_LENGTH:
            found["note"] = _too_long()
        return found


@dataclass(frozen=True, slots=True)
class ClosingDraft:
    """The count of a box that is to be closed: pieces of each banknote; ``expected`` in rupiah."""

    notes: Mapping[int, int] = field(default_factory=dict)
    reason: str = ""
    expected: int = 0

    @property
    def difference(self) -> int:
        """Return how much more there is than should be; less is negative."""
        return count(self.notes) - self.expected

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        try:
            difference = self.difference
        except UserError as error:
            return {"notes": str(error)}
        if difference and not self.reason.strip():
            return {"reason": _("Say why the count differs.")}
        return {}


def open_box(
    session: Session, event_id: int | None, opening: int, at: datetime | None = None
) -> CashBox:
    """Open this desk's cash box with so much in it. Raises UserError if one is open here."""
    named(session, N_("Open the cash box"))
    desk_id = recorder(session).desk_id
    if desk_id is None:
        raise UserError(_("This computer is not a desk of the office yet."))
    if not 0 <= opening <= MOST:
        raise UserError(_("Write how much is in the box to begin with."))
    if open_box_id(session) is not None:
        raise UserError(_("A cash box is open here already: close it first."))
    box = CashBox(
        desk_id=desk_id,
        event_id=event_id,
        opened_at=at or utc_now(),
        opened_by_id=recorder(session).officer_id,
        opening=opening,
    )
    session.add(box)
    session.flush()
    return box


def move_cash(session: Session, box_id: int, amount: int, note: str) -> CashMove:
    """Put rupiah into an open box, or take them out (negative), other than for a receipt.

    Raises UserError if it is closed, nothing is moved, more than is in it, or nobody says why.
    """
    named(session, N_("Put cash in or take it out: {note}"), note=note.strip())
    _open(session, box_id)
    draft = MoveDraft(abs(amount), amount < 0, note, expected(session, box_id))
    for problem in draft.problems().values():
        raise UserError(problem)
    move = CashMove(
        cash_box_id=box_id,
        moved_at=utc_now(),
        officer_id=recorder(session).officer_id,
        amount=draft.moved,
        note=note.strip(),
    )
    session.add(move)
    session.flush()
    return move


def count(notes: Mapping[int, int]) -> int:
    """Return the rupiah of so many pieces of each note and coin.

    Raises UserError for a note there is none of, and for a number of pieces that cannot be.
    """
    for note, pieces in notes.items():
        if note not in BANKNOTES:
            raise UserError(
                _("There is no note or coin of {amount}.").format(amount=spoken().rupiah(note))
            )
        if not 0 <= pieces <= MOST_PIECES:
            raise UserError(
                _("Count the pieces of {amount} again.").format(amount=spoken().rupiah(note))
            )
    return sum(note * pieces for note, pieces in notes.items())


def expected(session: Session, box_id: int) -> int:
    """Return the rupiah that should be in a box by what is known now."""
    taken = select(func.sum(Payment.amount)).where(Payment.cash_box_id == box_id)
    moved = select(func.sum(CashMove.amount)).where(CashMove.cash_box_id == box_id)
    opening = session.get_one(CashBox, box_id).opening
    return opening + (session.scalar(taken) or 0) + (session.scalar(moved) or 0)


def close_box(
    session: Session,
    box_id: int,
    notes: Mapping[int, int],
    reason: str = "",
    at: datetime | None = None,
) -> CashBox:
    """Close a box with what was counted in it, and why that differs from what should be there.

    Raises UserError if it is closed, if the count cannot be, and for a difference without reason.
    """
    named(session, N_("Close the cash box"))
    box = _open(session, box_id)
    counted, should = count(notes), expected(session, box_id)
    if counted != should and not reason.strip():
        raise UserError(_("Say why the count differs."))
    box.closed_at, box.closed_by_id = at or utc_now(), recorder(session).officer_id
    box.expected, box.counted = should, counted
    box.notes = {str(note): pieces for note, pieces in sorted(notes.items()) if pieces}
    box.difference_reason = none_if_blank(reason)
    session.flush()
    return box


def _open(session: Session, box_id: int) -> CashBox:
    box = session.get_one(CashBox, box_id)
    if box.closed_at is not None:
        raise UserError(_("This cash box is closed: nothing goes into it or out of it."))
    return box


def _too_long() -> str:
    return _("Write no more than {most} characters.").format(most=NOTE_LENGTH)
