"""An event's documents as files: values from the store, drawn by the reports.

Nothing of Qt is used here; the window and the command line write the same documents.
"""

from collections.abc import Sequence
from pathlib import Path

from reports.event_summary import write_event_summary

from models.cards.queries import card_faces, card_ids
from models.cards.tables import CardState
from models.events.summing import event_summary
from models.files import replacing
from models.progress import Progress, Work
from models.store import Store
from models.words import Words
from reports.cards import CardsPrinted, print_cards
from reports.sheet import load_sheet


def write_cards(
    store: Store,
    cards: Sequence[int],
    target: Path,
    *,
    sheet: str,
    words: Words,
    used: Sequence[int] = (),
) -> Work[CardsPrinted]:
    """Write these cards to ``target`` as PDF. Raises UserError where there is none."""
    with store.reading() as session:
        faces = card_faces(session, cards)
    with replacing(target) as out:
        return (yield from print_cards(out, faces, load_sheet(sheet), words, used=used))


def write_summary(store: Store, event_id: int, target: Path, words: Words) -> Work[int]:
    """Write an event's summary to ``target`` as PDF; return its pages."""
    yield Progress(0, 2)
    with store.reading() as session:
        summary = event_summary(session, event_id)
    yield Progress(1, 2)
    with replacing(target) as out:
        return (yield from write_event_summary(out, summary, words))


def event_cards(store: Store, event_id: int, *, queued_only: bool) -> list[int]:
    """Return the cards of an event that are to be written."""
    states = (CardState.QUEUED,) if queued_only else ()
    with store.reading() as session:
        return card_ids(session, event_id, states)
