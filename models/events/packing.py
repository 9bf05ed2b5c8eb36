"""What is taken along to an event, and whether the stock is enough for it.

How many cards are expected is the event's target of enrolments, or else the number invited: a
card is made for everybody who enrols. The caller owns the session.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.tables import Card
from models.enrolment.tables import Enrolment
from models.errors import UserError
from models.events.checklist import CLOSED
from models.events.drafts import TITLE_LENGTH
from models.events.ordering import last_place, move_line
from models.events.tables import Attendance, Event, PackingLine
from models.fields import fill
from models.history.recording import named, recorder
from models.office.tables import Officer
from models.supplies.queries import stocks, taken_by_event, taken_for
from models.supplies.tables import Supply, SupplyKind
from models.words import N_, _, ngettext

FOR_CARDS = (SupplyKind.BLANK_CARD, SupplyKind.RIBBON)
"""Supplies of which so many are needed as there will be cards."""


@dataclass(frozen=True, slots=True)
class PackingDraft:
    """A thing to be taken along as typed; ``count`` pieces, of a supply if stock is kept of it."""

    text: str = ""
    count: int | None = None
    supply_id: int | None = None

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if not self.text.strip():
            found["text"] = _("Say what is to be taken along.")
        elif len(self.text) > TITLE_LENGTH:
            found["text"] = _("That is too long for a thing to be packed.")
        return found


@dataclass(frozen=True, slots=True)
class Holding:
    """How a supply stands for an event, in pieces.

    ``taken`` went out for it already; ``used`` is what its cards took, spoilt ones included.
    """

    supply: str
    kind: SupplyKind
    needed: int
    stock: int
    taken: int
    used: int

    @property
    def missing(self) -> int:
        """Return how many pieces the stock is short of what is still to be taken."""
        return max(0, max(0, self.needed - self.taken) - max(0, self.stock))

    @property
    def proposed(self) -> int:
        """Return how many the event took, as far as one can tell: its cards, or what it needs."""
        return self.used or self.taken or self.needed


@dataclass(frozen=True, slots=True)
class PackingRow:
    """One line of an event's packing list."""

    id: int
    text: str
    count: int | None
    supply_id: int | None
    holding: Holding | None
    packed_at: datetime | None
    packed_by: str

    @property
    def draft(self) -> PackingDraft:
        """Return it as the form holds it."""
        return PackingDraft(self.text, self.count, self.supply_id)


@dataclass(frozen=True, slots=True)
class Packing:
    """An event's packing list, and how many cards are expected there."""

    rows: tuple[PackingRow, ...]
    expected: int

    @property
    def packed(self) -> int:
        """Return how many lines are ticked."""
        return sum(row.packed_at is not None for row in self.rows)


def packing(session: Session, event_id: int) -> Packing:
    """Return an event's packing list beside the stock."""
    rows = session.execute(
        select(PackingLine, Officer.name)
        .outerjoin(Officer, Officer.id == PackingLine.packed_by_id)
        .where(PackingLine.event_id == event_id)
        .order_by(PackingLine.position, PackingLine.id)
    ).all()
    expected = expected_cards(session, [event_id]).get(event_id, 0)
    holdings = _holdings(session, event_id, expected)
    return Packing(
        tuple(
            PackingRow(
                line.id,
                line.text,
                line.count,
                line.supply_id,
                holdings.get(line.supply_id),
                line.packed_at,
                officer or "",
            )
            for line, officer in rows
        ),
        expected,
    )


def pieces_needed(kind: SupplyKind, cards_each: int, count: int, cards: int) -> int:
    """Return how many pieces must be there: what is noted, and enough for so many cards."""
    for_cards = -(-cards // cards_each) if kind in FOR_CARDS else 0
    return max(count, for_cards)


def expected_cards(session: Session, event_ids: Collection[int]) -> dict[int, int]:
    """Return how many cards are expected at events: the enrolments aimed at, else the invited."""
    invited = (
        select(func.count())
        .where(Attendance.event_id == Event.id, Attendance.invited)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Event.id, Event.target_enrolled, invited).where(Event.id.in_(event_ids))
    )
    return {event: target or guests for event, target, guests in rows}


def needs_ahead(session: Session, today: date) -> dict[int, int]:
    """Return how many pieces of each supply the events from ``today`` on have yet to take."""
    coming = (
        Event.archived_at.is_(None),
        Event.stage.not_in(CLOSED),
        Event.ends_at >= datetime.combine(today, time.min),
    )
    rows = _noted(session, *coming)
    events = {event for event, _supply, _count in rows}
    expected = expected_cards(session, events)
    gone = taken_by_event(session, events)
    needs: Counter[int] = Counter()
    for event, supply, count in rows:
        needed = pieces_needed(supply.kind, supply.cards_each, count, expected[event])
        needs[supply.id] += max(0, needed - gone.get((event, supply.id), 0))
    return dict(needs)


def stock_said(holding: Holding) -> str:
    """Say what is needed of a supply and whether it is there."""
    told = []
    if holding.needed:
        told.append(ngettext("needs {n}", "needs {n}", holding.needed))
    told.append(ngettext("{n} in stock", "{n} in stock", holding.stock))
    if holding.missing:
        told.append(ngettext("{n} short", "{n} short", holding.missing))
    if holding.taken:
        told.append(ngettext("{n} taken out", "{n} taken out", holding.taken))
    return " · ".join(told)


def add_packing(session: Session, event_id: int, draft: PackingDraft) -> int:
    """Put a thing on an event's packing list; return its id. Raises UserError if it is gone."""
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    words = {"thing": draft.text, "event": event.title}
    named(session, N_("Put {thing} on the packing list of {event}"), **words)
    line = PackingLine(event_id=event_id, position=last_place(session, PackingLine, event_id))
    fill(line, draft)
    session.add(line)
    session.flush()
    return line.id


def change_packing(session: Session, line_id: int, draft: PackingDraft) -> None:
    """Keep a line's new words, number and supply.

    Raises UserError, like all that is done to a line, if it is gone.
    """
    line = _line(session, line_id)
    _call(session, N_("Change {thing} on the packing list of {event}"), line)
    fill(line, draft)


def remove_packing(session: Session, line_id: int) -> None:
    """Take a thing off its packing list."""
    line = _line(session, line_id)
    _call(session, N_("Take {thing} off the packing list of {event}"), line)
    session.delete(line)


def move_packing(session: Session, line_id: int, by: int) -> None:
    """Move a thing down its list by so many places, or up below nought."""
    line = _line(session, line_id)
    _call(session, N_("Move {thing} on the packing list of {event}"), line)
    move_line(session, line, by)


def pack(session: Session, line_id: int, at: datetime | None = None) -> None:
    """Note that a thing is packed, when and by whom; a second time changes nothing."""
    line = _line(session, line_id)
    _call(session, N_("Pack {thing} for {event}"), line)
    if line.packed_at is None:
        line.packed_at = at or utc_now()
        line.packed_by_id = recorder(session).officer_id


def unpack(session: Session, line_id: int) -> None:
    """Note that a thing is not packed after all."""
    line = _line(session, line_id)
    _call(session, N_("Unpack {thing} for {event}"), line)
    line.packed_at = None
    line.packed_by_id = None


def _holdings(session: Session, event_id: int, expected: int) -> dict[int | None, Holding]:
    """Return how each supply on an event's list stands, by supply."""
    noted = _noted(session, Event.id == event_id)
    there = stocks(session, [supply.id for _event, supply, _count in noted])
    gone = taken_for(session, event_id)
    printed = _printed(session, event_id) if noted else 0
    return {
        supply.id: Holding(
            supply.name,
            supply.kind,
            pieces_needed(supply.kind, supply.cards_each, count, expected),
            there.get(supply.id, 0),
            gone.get(supply.id, 0),
            pieces_needed(supply.kind, supply.cards_each, 0, printed),
        )
        for _event, supply, count in noted
    }


def _noted(session: Session, *which: ColumnElement[bool]) -> list[tuple[int, Supply, int]]:
    """Return how many pieces of each supply stand on the lists of some events, together."""
    rows = session.execute(
        select(PackingLine.event_id, Supply, func.sum(PackingLine.count))
        .join(Supply, Supply.id == PackingLine.supply_id)
        .join(PackingLine.event)
        .where(*which)
        .group_by(PackingLine.event_id, Supply.id)
    )
    return [(event, supply, count or 0) for event, supply, count in rows]


def _printed(session: Session, event_id: int) -> int:
    """Return how often a card of an event was printed: each time took a blank one."""
    prints = session.scalar(
        select(func.sum(Card.prints)).join(Card.enrolment).where(Enrolment.event_id == event_id)
    )
    return prints or 0


def _line(session: Session, line_id: int) -> PackingLine:
    line = session.get(PackingLine, line_id)
    if line is None:
        raise UserError(_("This line is not on the packing list any more."))
    return line


def _call(session: Session, name: str, line: PackingLine) -> None:
    named(session, name, thing=line.text, event=line.event.title)
