"""Blank cards and ribbons against the cards that were printed. The caller owns the session.

A batch takes its blanks from the stock when it is told how it came out. A ribbon is one piece for
many cards: it is taken out when it is put into the printer, and what was printed since is used of
it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.cards.tables import CardBatch, CardCopy
from models.errors import UserError
from models.events.tables import PackingLine
from models.history.recording import named
from models.office.queries import today
from models.printing.folding import laid_open, unfolded_name
from models.printing.tables import SheetFormat
from models.supplies.queries import SupplyRow, supplies
from models.supplies.tables import Supply, SupplyKind, SupplyMove
from models.words import N_, _
from resources import resource

FEW_CARDS = 20
"""Blanks or panels left at which one is told to bring more."""


@dataclass(frozen=True, slots=True)
class BlankRow:
    """Blank cards of one sort: ``stock`` in pieces, ``cards`` how many can be printed on them."""

    id: int
    name: str
    stock: int
    cards: int


@dataclass(frozen=True, slots=True)
class RibbonRow:
    """Ribbons of one sort: ``stock`` besides the one in the printer.

    ``panels`` is how many cards are left on that one, None where none was put in.
    """

    id: int
    name: str
    stock: int
    panels: int | None


@dataclass(frozen=True, slots=True)
class CardStock:
    """What there is to print cards on and with, and the pieces that came out well and spoilt."""

    blanks: tuple[BlankRow, ...]
    ribbons: tuple[RibbonRow, ...]
    printed: int
    spoilt: int

    @property
    def cards(self) -> int | None:
        """Return for how many cards there are blanks; None where no stock of them is kept."""
        return sum(one.cards for one in self.blanks) if self.blanks else None

    @property
    def panels(self) -> int | None:
        """Return how many cards the ribbon in the printer is still good for; None without one."""
        there = [one.panels for one in self.ribbons if one.panels is not None]
        return max(there) if there else None

    @property
    def few(self) -> bool:
        """Tell whether blanks or ribbon are about to run out."""
        return any(left is not None and left <= FEW_CARDS for left in (self.cards, self.panels))


def card_stock(session: Session, event_id: int | None = None) -> CardStock:
    """Return the stock for cards, and what an event printed; without one what all printed."""
    kept = supplies(session)
    which = () if event_id is None else (CardBatch.event_id == event_id,)
    printed, spoilt = _pieces_of(session, *which)
    return CardStock(
        tuple(
            BlankRow(one.id, one.name, one.stock, one.stock * one.cards_each)
            for one in kept
            if one.kind is SupplyKind.BLANK_CARD
        ),
        tuple(
            RibbonRow(one.id, one.name, one.stock, _panels(session, one))
            for one in kept
            if one.kind is SupplyKind.RIBBON
        ),
        printed,
        spoilt,
    )


def begin_ribbon(session: Session, supply_id: int) -> None:
    """Note that a new ribbon was put into the printer; whatever was in there is used up.

    Raises UserError if the supply is gone, or is no ribbon.
    """
    ribbon = session.get(Supply, supply_id)
    if ribbon is None or ribbon.kind is not SupplyKind.RIBBON:
        raise UserError(_("This ribbon is not there any more."))
    named(session, N_("Put a new {supply} into the printer"), supply=ribbon.name)
    others = select(Supply).where(Supply.begun_at.is_not(None), Supply.id != supply_id)
    for other in session.scalars(others):
        other.begun_at = None
    ribbon.begun_at = utc_now()
    session.add(SupplyMove(supply_id=supply_id, day=today(session), count=-1))


def note_used(session: Session, batch: CardBatch, used: int, blank: int | None = None) -> None:
    """Take from the stock what a batch used up: so many cards, printed or spoilt.

    They are taken of ``blank``, or else of the supply used last for this sheet, of the one on the
    event's packing list, of the one with as many cards a piece as the sheet has, or of the first.
    Nothing is noted where no stock is kept. The stock may fall below nought by it: what was used
    was there, so the stock was wrong.
    """
    supply = session.get(Supply, blank) if blank is not None else _usual_blank(session, batch)
    pieces = _pieces(session, supply, batch, used) if supply is not None else 0
    if supply is not None and pieces:
        session.add(
            SupplyMove(
                supply_id=supply.id,
                event_id=batch.event_id,
                batch_id=batch.id,
                day=today(session),
                count=-pieces,
            )
        )
    session.flush()


def places_of(session: Session, sheet: str) -> int | None:
    """Return how many cards a sheet takes, by its name; None where it is not known any more."""
    measures = _measures(session, sheet)
    flat = unfolded_name(sheet)
    if measures is None and flat != sheet and (known := _measures(session, flat)):
        opened = laid_open(known)
        measures = opened[1] if opened else None
    return measures["columns"] * measures["rows"] if measures else None


def _measures(session: Session, sheet: str) -> Mapping[str, Any] | None:
    own = session.scalar(select(SheetFormat.content).where(SheetFormat.name == sheet))
    return own or _shipped().get(sheet)


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    files = [one for one in resource("sheets").iterdir() if one.name.endswith(".toml")]
    return {one.name.removesuffix(".toml"): tomllib.loads(one.read_text("utf-8")) for one in files}


def _usual_blank(session: Session, batch: CardBatch) -> Supply | None:
    blanks = {one.id: one for one in supplies(session) if one.kind is SupplyKind.BLANK_CARD}
    places = places_of(session, batch.sheet)
    fitting = [one.id for one in blanks.values() if one.cards_each == places]
    last = session.scalars(
        select(SupplyMove.supply_id)
        .join(CardBatch, CardBatch.id == SupplyMove.batch_id)
        .where(CardBatch.sheet == batch.sheet, SupplyMove.supply_id.in_(blanks))
        .order_by(CardBatch.told_at.desc(), SupplyMove.id.desc())
        .limit(1)
    )
    packed = session.scalars(
        select(PackingLine.supply_id)
        .where(PackingLine.event_id == batch.event_id, PackingLine.supply_id.in_(blanks))
        .order_by(PackingLine.position, PackingLine.id)
    )
    chosen = next(iter([*last, *packed, *fitting, *blanks]), None)
    return None if chosen is None else session.get(Supply, chosen)


def _pieces(session: Session, supply: Supply, batch: CardBatch, used: int) -> int:
    """Return how many pieces so many cards take; a sheet begun before is used up first."""
    if supply.cards_each == 1:
        return used
    of_sheet = (CardBatch.sheet == batch.sheet, CardBatch.desk_id == batch.desk_id)
    first, taken = session.execute(
        select(func.min(CardBatch.told_at), func.coalesce(-func.sum(SupplyMove.count), 0))
        .join(SupplyMove, SupplyMove.batch_id == CardBatch.id)
        .where(SupplyMove.supply_id == supply.id, *of_sheet)
    ).one()
    if first is None:
        return -(-used // supply.cards_each)
    before = sum(_pieces_of(session, *of_sheet, CardBatch.told_at >= first))
    return max(0, -(-(before + used) // supply.cards_each) - taken)


def _panels(session: Session, ribbon: SupplyRow) -> int | None:
    """Return how many cards are left on the ribbon in the printer; only a card printer has one."""
    begun = session.scalar(select(Supply.begun_at).where(Supply.id == ribbon.id))
    if begun is None:
        return None
    since = CardBatch.told_at >= begun
    sheets = session.scalars(select(CardBatch.sheet).where(since).distinct())
    single = [one for one in sheets if places_of(session, one) == 1]
    return max(0, ribbon.cards_each - sum(_pieces_of(session, since, CardBatch.sheet.in_(single))))


def _pieces_of(session: Session, *which: ColumnElement[bool]) -> tuple[int, int]:
    """Return how many pieces of some batches came out well, and how many were spoilt."""
    good = session.scalar(
        select(func.count(CardCopy.printed_at))
        .join(CardBatch, CardBatch.id == CardCopy.batch_id)
        .where(*which)
    )
    spoilt = session.scalar(select(func.sum(CardBatch.spoilt)).where(*which))
    return good or 0, spoilt or 0
