"""Looks, before cards are printed, which of them were already: when, by whom, on which printer."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from models.cards.batch_rows import CardCopyRow, PrintedBefore, copies_of, printed_before
from models.cards.ending import issue_again
from models.cards.queries import card_rows
from models.cards.tables import CardState
from models.office.queries import time_zone
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.again_form import AgainForm
from ui.forms.keeping import keep
from ui.looking import ask

NAMED = 3
"""Of how many cards it is said who printed them."""


@dataclass(frozen=True, slots=True)
class _Before:
    """The cards that were printed before, those of them that do not wait, and what to say."""

    printed: frozenset[int]
    in_use: frozenset[int]
    told: Sequence[str]


class CardAgain(AgainForm):
    """Lets cards go on to be printed: at once where none was before, else once it is agreed."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._cards: Sequence[int] = ()
        self._before = _Before(frozenset(), frozenset(), ())
        self._go: Callable[[Sequence[int]], object] = _nowhere
        self.agreed.connect(self._print_all)
        self.others_wanted.connect(self._print_new)

    def look(self, cards: Sequence[int], go: Callable[[Sequence[int]], object]) -> None:
        """Call ``go`` with those of ``cards`` that are to be printed."""
        self._cards, self._go = cards, go
        ask(self._bench, lambda session: _look(session, cards), self._found, self)

    def _found(self, before: _Before) -> None:
        self._before = before
        if not before.printed:
            self._go(self._cards)
            return
        new = len(self._cards) - len(before.printed)
        self.ask(
            before.told,
            before=len(before.printed),
            new=new,
            reason_wanted=bool(before.in_use),
        )

    def _print_new(self) -> None:
        self._go([card for card in self._cards if card not in self._before.printed])

    def _print_all(self, reason: str) -> None:
        cards, in_use, go = self._cards, self._before.in_use, self._go
        if not in_use:
            go(cards)
            return
        keep(
            self._bench,
            lambda session: issue_again(session, in_use, reason),
            lambda _count: go(cards),
            self,
        )


def printed_said(copy: CardCopyRow | None, before: PrintedBefore, zone: ZoneInfo) -> str:
    """Say when a card was printed last, by whom, and on which printer, as far as it is known."""
    parts = []
    moment = copy.printed_at if copy is not None else before.at
    if moment is not None:
        there, words = moment.astimezone(zone), spoken()
        parts.append(f"{words.short_day(there.date())}, {words.clock(there)}")
    parts.append(copy.printed_by if copy is not None else before.officer)
    parts.append((copy.printer or _("as a file")) if copy is not None else before.desk)
    return " · ".join(filter(None, parts))


def _look(session: Any, cards: Sequence[int]) -> _Before:  # noqa: ANN401 - see ask
    found = printed_before(session, cards)
    some = [card for card in cards if card in found][:NAMED]
    rows, zone = card_rows(session, list(found)), time_zone(session)
    told = []
    for card in some:
        copies = copies_of(session, card)
        last = next((copy for copy in copies if copy.printed_at is not None), None)
        told.append(f"{rows[card].name}: {printed_said(last, found[card], zone)}")
    if more := len(found) - len(some):
        told.append(ngettext("and {n} more", "and {n} more", more))
    return _Before(frozenset(found), _in_use(rows), told)


def _in_use(rows: Mapping[int, Any]) -> frozenset[int]:
    return frozenset(one for one, row in rows.items() if row.state is not CardState.QUEUED)


def _nowhere(_cards: Collection[int]) -> None:
    """Print nothing."""
