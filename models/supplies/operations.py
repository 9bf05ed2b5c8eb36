"""Adding and changing supplies, and what comes in and goes out. The caller owns the session."""

from sqlalchemy.orm import Session

from models.errors import UserError
from models.events.tables import Event
from models.fields import fill, none_if_blank
from models.history.recording import named
from models.office.queries import today
from models.office.rights import Right, need
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.queries import stock, taken
from models.supplies.tables import Supply, SupplyKind, SupplyMove
from models.words import N_, _, ngettext


def add_supply(session: Session, draft: SupplyDraft) -> int:
    """Take in a new supply, of which nothing is there yet; return its id."""
    need(session, Right.PLAN)
    named(session, N_("Add supply {supply}"), supply=draft.name.strip())
    supply = Supply()
    _fill(supply, draft)
    session.add(supply)
    session.flush()
    return supply.id


def change_supply(session: Session, supply_id: int, draft: SupplyDraft) -> None:
    """Keep new particulars of a supply.

    Raises UserError, like all that is done to a supply, if it is gone.
    """
    need(session, Right.PLAN)
    supply = _supply(session, supply_id)
    named(session, N_("Change supply {supply}"), supply=draft.name.strip())
    _fill(supply, draft)


def retire_supply(session: Session, supply_id: int) -> None:
    """Take a supply off the list; what came and went of it is kept."""
    need(session, Right.PLAN)
    supply = _supply(session, supply_id)
    named(session, N_("Remove supply {supply}"), supply=supply.name)
    supply.active = False


def add_stock(session: Session, supply_id: int, draft: MoveDraft) -> None:
    """Note that so many pieces came in."""
    supply = _supply(session, supply_id)
    count = draft.count or 0
    named(session, N_("Take in {n} of {supply}"), n=count, supply=supply.name)
    _move(session, supply, count, draft.note)


def take_out(session: Session, supply_id: int, draft: MoveDraft) -> None:
    """Note that so many pieces went out. Raises UserError if there are not so many."""
    supply = _supply(session, supply_id)
    count, there = draft.count or 0, stock(session, supply_id)
    if count > there:
        raise UserError(
            ngettext(
                "Only {n} piece of {supply} is there. Count it if more are.",
                "Only {n} pieces of {supply} are there. Count them if more are.",
                there,
                supply=supply.name,
            )
        )
    named(session, N_("Take out {n} of {supply}"), n=count, supply=supply.name)
    _move(session, supply, -count, draft.note)


def count_stock(session: Session, supply_id: int, draft: MoveDraft) -> None:
    """Set the stock right by what was counted: what differs came in or went out."""
    supply = _supply(session, supply_id)
    counted = draft.count or 0
    named(session, N_("Count {supply}: {n}"), supply=supply.name, n=counted)
    _move(session, supply, counted - stock(session, supply_id), draft.note)


def use_for_event(session: Session, event_id: int, supply_id: int, used: int) -> None:
    """Note that an event used so many pieces in all; what was noted before is counted in.

    The stock may fall below nought by it: what was used was there, so the stock was wrong.
    Raises UserError if the event is gone.
    """
    supply = _supply(session, supply_id)
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    words = {"supply": supply.name, "event": event.title}
    named(session, N_("{n} of {supply} used for {event}"), n=used, **words)
    _move(session, supply, taken(session, event_id, supply_id) - used, "", event_id)


def _fill(supply: Supply, draft: SupplyDraft) -> None:
    fill(supply, draft)
    if draft.kind is SupplyKind.OTHER:
        supply.cards_each = 1


def _move(
    session: Session, supply: Supply, count: int, note: str, event_id: int | None = None
) -> None:
    """Note a move of today; none where nothing moves."""
    if count:
        session.add(
            SupplyMove(
                supply_id=supply.id,
                event_id=event_id,
                day=today(session),
                count=count,
                note=none_if_blank(note),
            )
        )


def _supply(session: Session, supply_id: int) -> Supply:
    supply = session.get(Supply, supply_id)
    if supply is None:
        raise UserError(_("This supply is not there any more."))
    return supply
