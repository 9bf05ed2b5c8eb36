"""Cards as files: for the preview, to save, and to print."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from models.cards.tables import CardKind
from models.designs.keeping import design_for
from models.printing.part_sheets import SheetUse
from models.progress import Progress, Work
from models.store import Store
from models.words import Words
from reports.sheet import Sheet, Turn, paper_for

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


@dataclass(frozen=True, slots=True)
class Laid:
    """A page and its cards by their places; ``before`` is what was used of the sheet it is on."""

    before: SheetUse
    cards: Mapping[int, int]


class Backs(StrEnum):
    """How the backs of cards come onto their paper: the printer turns it, or a person does."""

    NONE = "none"
    LONG = "long"
    SHORT = "short"
    BY_HAND = "hand"


TURNS = {
    Backs.LONG: Turn.LONG_EDGE,
    Backs.SHORT: Turn.SHORT_EDGE,
    Backs.BY_HAND: Turn.LONG_EDGE,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What cards are printed on: a sheet, and those begun that are used up first, in order."""

    sheet: Sheet
    begun: Sequence[SheetUse] = ()
    backs: Backs = Backs.NONE

    @property
    def used(self) -> Sequence[frozenset[int]]:
        """What the first sheets have used."""
        return [one.used for one in self.begun]

    def leaf_count(self, cards: Sequence[int]) -> int:
        """Return how many leaves of paper so many cards take."""
        return sum(1 for _leaf in self.lay_out(cards))

    def lay_out(self, cards: Sequence[int]) -> Iterator[Laid]:
        """Yield the pages so many cards take, in the order in which they are printed."""
        waiting = iter(cards)
        fresh = SheetUse(None, frozenset())
        begun = [one for one in self.begun if not one.used.issuperset(self.sheet.places)]
        sheets = chain(begun, repeat(fresh))
        for before, places in zip(sheets, self.sheet.pages(self.used), strict=False):
            here = dict(zip(places, islice(waiting, len(places)), strict=False))
            if not here:
                return
            yield Laid(before, here)

    def leaves(self, pages: Collection[int]) -> list[int]:
        """Return the leaves of paper that have some pages, front and back, counted from 0."""
        sides = 1 if self.backs is Backs.NONE else 2
        return sorted({page // sides for page in pages})

    def cards_on(self, cards: Sequence[int], pages: Collection[int]) -> list[int]:
        """Return those of the cards that lie on some leaves, counted from 0."""
        laid = enumerate(self.lay_out(cards))
        return [card for number, one in laid if number in pages for card in one.cards.values()]

    def uses(
        self, cards: Sequence[int], pages: Collection[int], good: Collection[int]
    ) -> list[SheetUse]:
        """Return what the sheets have used after some pages were printed.

        A page of which one card is good went through the printer: all its places are used. Of a
        page without one nobody knows; it counts as not printed.
        """
        well = set(good)
        return [
            SheetUse(one.before.part_id, one.before.used.union(one.cards))
            for number, one in enumerate(self.lay_out(cards))
            if number in pages and not well.isdisjoint(one.cards.values())
        ]


def laid_out(
    session: Any,  # noqa: ANN401 - models own it
    on: Paper,
    kinds: Collection[CardKind] = tuple(CardKind),
) -> Paper:
    """Return the paper as cards of these kinds are printed on it: folded, or with their backs.

    Nothing is printed on its other side where no card has a back, or each is folded behind its
    card. Sheets begun are of another format once cards lie laid open: they are left alone.
    """
    designs = [design_for(session, kind) for kind in kinds]
    sheet = paper_for(on.sheet, designs)
    begun = on.begun if sheet == on.sheet else ()
    two_sided = any(one.back for one in designs) and not sheet.fold
    return Paper(sheet, begun, on.backs if two_sided else Backs.NONE)


def folds(session: Any, kinds: Collection[CardKind]) -> bool:  # noqa: ANN401
    """Tell whether a design of these kinds of card is to be folded behind itself."""
    designs = (design_for(session, kind) for kind in kinds)
    return any(one.foldable and one.back for one in designs)


def write_drawn(store: Store, batch_id: int, target: Path, paper: Paper, words: Words) -> Work[int]:
    """Write a batch to ``target`` as PDF, its copies signed; return how many there were."""
    from ui.documents import write_batch

    used, backs = paper.used, TURNS.get(paper.backs)
    told = yield from write_batch(store, batch_id, target, words=words, used=used, backs=backs)
    return told.cards


def write_chosen(
    store: Store, cards: Sequence[int], target: Path, paper: Paper, words: Words
) -> Work[int]:
    """Write these cards to ``target`` as PDF; return how many there were."""
    yield Progress(0, len(cards))
    from ui.documents import write_cards  # loaded on the worker's thread, which takes a moment

    sheet, used = paper.sheet.name, paper.used
    told = yield from write_cards(store, cards, target, sheet=sheet, words=words, used=used)
    return told.cards


def draw_preview(
    store: Store, cards: Sequence[int], target: Path, paper: Paper, words: Words
) -> Work[Drawn]:
    """Write the first of these cards to ``target``, and check whether their texts fit."""
    shown = yield from write_chosen(store, cards[:PREVIEWED], target, paper, words)
    problems = yield from _problems(store, cards[:CHECKED], words)
    return Drawn(shown, problems)


def _problems(store: Store, cards: Sequence[int], words: Words) -> Work[list[str]]:
    from ui.documents import card_faults

    found: list[str] = []
    for start in range(0, len(cards), STEP):
        yield Progress(start, len(cards))
        found += card_faults(store, cards[start : start + STEP], words)
    return found
