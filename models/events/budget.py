"""What an event was to cost and did, in whole rupiah, and what that is for each new member.

The caller owns the session.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.events.drafts import TITLE_LENGTH
from models.events.ordering import last_place, move_line, ordered
from models.events.tables import BudgetLine, Event
from models.fields import fill
from models.history.recording import named
from models.words import N_, _, spoken


@dataclass(frozen=True, slots=True)
class CostDraft:
    """One thing that costs money as typed; ``actual`` is None until somebody noted it."""

    text: str = ""
    planned: int = 0
    actual: int | None = None

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.text.strip():
            found["text"] = _("Say what costs money.")
        elif len(self.text) > TITLE_LENGTH:
            found["text"] = _("That is too long for a line of the budget.")
        return found


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of an event's budget."""

    id: int
    text: str
    planned: int
    actual: int | None

    @property
    def draft(self) -> CostDraft:
        """Return it as the form holds it."""
        return CostDraft(self.text, self.planned, self.actual)

    @property
    def over(self) -> int:
        """Return by how much it cost more than was planned; nought where it did not."""
        return max(0, (self.actual or 0) - self.planned)


@dataclass(frozen=True, slots=True)
class Budget:
    """An event's budget; ``actual`` is None where nobody noted what anything cost."""

    lines: tuple[CostRow, ...]
    planned: int
    actual: int | None
    enrolled: int

    @property
    def share(self) -> float | None:
        """Return the share of the plan that was spent, None where there is nothing to compare."""
        return self.actual / self.planned if self.planned and self.actual is not None else None

    @property
    def over(self) -> int:
        """Return by how much the whole cost more than was planned; nought where it did not."""
        return max(0, (self.actual or 0) - self.planned)

    @property
    def per_member(self) -> int | None:
        """Return what each new member cost, halves rounded up; None where that has no sense."""
        if self.actual is None or not self.enrolled:
            return None
        return (2 * self.actual + self.enrolled) // (2 * self.enrolled)


def budget(session: Session, event_id: int) -> Budget:
    """Return an event's budget beside how many it enrolled; those rejected do not count."""
    lines = tuple(
        CostRow(line.id, line.text, line.planned, line.actual)
        for line in ordered(session, BudgetLine, event_id)
    )
    spent = [line.actual for line in lines if line.actual is not None]
    enrolled = session.scalar(
        select(func.count()).where(
            Enrolment.event_id == event_id, Enrolment.status != EnrolmentStatus.REJECTED
        )
    )
    planned = sum(line.planned for line in lines)
    return Budget(lines, planned, sum(spent) if spent else None, enrolled or 0)


def spending(found: Budget) -> str:
    """Say how what was spent lies to the plan."""
    words = spoken()
    if found.actual is None:
        return _("nothing spent yet")
    if found.over:
        return _("{amount} more than planned").format(amount=words.rupiah(found.over))
    if found.share is None:
        return _("nothing was planned")
    return _("{share} of the plan").format(share=words.percent(found.share))


def add_cost(session: Session, event_id: int, draft: CostDraft) -> int:
    """Put a line below an event's budget; return its id. Raises UserError if the event is gone."""
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    named(session, N_("Put {cost} on the budget of {event}"), cost=draft.text, event=event.title)
    line = BudgetLine(event_id=event_id, position=last_place(session, BudgetLine, event_id))
    fill(line, draft)
    session.add(line)
    session.flush()
    return line.id


def change_cost(session: Session, line_id: int, draft: CostDraft) -> None:
    """Keep a line's new words and amounts.

    Raises UserError, like all that is done to a line, if it is gone.
    """
    line = _line(session, line_id)
    _call(session, N_("Change {cost} on the budget of {event}"), line)
    fill(line, draft)


def remove_cost(session: Session, line_id: int) -> None:
    """Take a line off its budget."""
    line = _line(session, line_id)
    _call(session, N_("Take {cost} off the budget of {event}"), line)
    session.delete(line)


def move_cost(session: Session, line_id: int, by: int) -> None:
    """Move a line down its budget by so many places, or up below nought."""
    line = _line(session, line_id)
    _call(session, N_("Move {cost} on the budget of {event}"), line)
    move_line(session, line, by)


def _line(session: Session, line_id: int) -> BudgetLine:
    line = session.get(BudgetLine, line_id)
    if line is None:
        raise UserError(_("This line is not on the budget any more."))
    return line


def _call(session: Session, name: str, line: BudgetLine) -> None:
    named(session, name, cost=line.text, event=line.event.title)
