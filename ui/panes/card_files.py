"""Cards as files: for the preview, to save, and to print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from models.cards.queries import card_faces
from models.progress import Progress, Work
from models.store import Store
from models.words import Words
from reports.sheet import Sheet

PREVIEWED = 40
"""How many cards a preview shows at most."""
CHECKED = 300
"""How many cards are checked at most for texts that do not fit: it takes a second."""
STEP = 50
"""How many cards are checked between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A preview: how many of the cards it shows, and what will not come out as it should."""

    cards: int
    problems: Sequence[str]


def write_chosen(
    store: Store,
    cards: Sequence[int],
    target: Path,
    sheet: str,
    used: Collection[int],
    words: Words,
) -> Work[int]:
    """Write these cards to ``target`` as PDF; return how many there were."""
    yield Progress(0, len(cards))
    from ui.documents import write_cards  # loaded on the worker's thread, which takes a moment

    told = yield from write_cards(store, cards, target, sheet=sheet, words=words, used=sorted(used))
    return told.cards


def draw_preview(
    store: Store,
    cards: Sequence[int],
    target: Path,
    sheet: str,
    used: Collection[int],
    words: Words,
) -> Work[Drawn]:
    """Write the first of these cards to ``target``, and check whether their texts fit."""
    shown = yield from write_chosen(store, cards[:PREVIEWED], target, sheet, used, words)
    problems = yield from _problems(store, cards[:CHECKED], words)
    return Drawn(shown, problems)


def cards_on(
    cards: Sequence[int], sheet: Sheet, used: Collection[int], pages: Collection[int]
) -> list[int]:
    """Return those of the cards that lie on some pages, counted from 0."""
    left, found = iter(cards), []
    for number, places in zip(range(max(pages, default=-1) + 1), sheet.pages(used), strict=False):
        here = list(islice(left, len(places)))
        found += here if number in pages else []
    return found


def pages_of(count: int, sheet: Sheet, used: Collection[int]) -> int:
    """Return how many pages so many cards take."""
    pages = 0
    for places in sheet.pages(used):
        if count <= 0:
            break
        count -= len(places)
        pages += 1
    return pages


def _problems(store: Store, cards: Sequence[int], words: Words) -> Work[list[str]]:
    from reports.cards import card_problems

    found: list[str] = []
    for start in range(0, len(cards), STEP):
        yield Progress(start, len(cards))
        with store.reading() as session:
            faces = card_faces(session, cards[start : start + STEP])
        found += [problem.said(words) for problem in card_problems(faces, words)]
    return found
