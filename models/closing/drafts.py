"""What is counted at the end of a day, beside what should be there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.closing.figures import DayFigures
from models.money.cash import ClosingDraft, count
from models.words import _, ngettext

RECEIPTS, CARDS, SPOILT, CASH, EXPLANATION = (
    "receipts",
    "cards",
    "spoilt",
    "cash",
    "explanation",
)
CASH_REASON = "cash_reason"
BLANK = "blank:"
"""What the names of counts of blank cards begin with; the supply's id follows."""
MOST = 9_999_999
"""Pieces of one thing; more is a slip of the finger."""
EXPLANATION_LENGTH = 500


@dataclass(frozen=True, slots=True)
class CountLine:
    """Pieces that are counted: ``name`` as the draft calls them, ``thing`` what they are.

    ``thing`` is empty but for blank cards, of which there may be several sorts.
    """

    name: str
    thing: str
    expected: int


@dataclass(frozen=True, slots=True)
class CloseDraft:
    """What was found in hand: pieces by the name of their line, the cash of the box still open.

    ``cash`` is None where no box is open. A count left empty is nought, if nought is expected.
    """

    figures: DayFigures
    counts: Mapping[str, int | None] = field(default_factory=dict)
    cash: ClosingDraft | None = None
    explanation: str = ""

    def counted(self, line: CountLine) -> int | None:
        """Return what was counted of a line, None if it was not yet."""
        found = self.counts.get(line.name)
        return 0 if found is None and not line.expected else found

    def difference(self, line: CountLine) -> int:
        """Return how many more there are than should be; fewer is negative."""
        found = self.counted(line)
        return 0 if found is None else found - line.expected

    @property
    def differs(self) -> bool:
        """Tell whether any count is another than it should be; cash is explained by itself."""
        return any(self.difference(line) for line in lines_of(self.figures))

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        for line in lines_of(self.figures):
            pieces = self.counted(line)
            if pieces is None:
                found[line.name] = _("Count them.")
            elif not 0 <= pieces <= MOST:
                found[line.name] = _("That is no number of pieces.")
        if self.cash is None and self.figures.open_box is not None:
            found[CASH] = _("Count what is in the box.")
        elif self.cash is not None and (said := self.cash.problems()):
            found[CASH] = next(iter(said.values()))
        if self.differs and not self.explanation.strip():
            found[EXPLANATION] = _("Say why the count differs.")
        elif len(self.explanation.strip()) > EXPLANATION_LENGTH:
            found[EXPLANATION] = _("Write no more than {most} characters.").format(
                most=EXPLANATION_LENGTH
            )
        return found

    def kept(self) -> dict[str, Any]:
        """Return the counts as JSON holds them; cash in rupiah."""
        counted: dict[str, Any] = {line.name: self.counted(line) for line in lines_of(self.figures)}
        if self.cash is not None:
            counted[CASH] = count(self.cash.notes)
            counted[CASH_REASON] = self.cash.reason.strip()
        return counted


def begin_draft(figures: DayFigures) -> CloseDraft:
    """Return the draft of a day of which nothing was counted yet."""
    box = figures.open_box
    return CloseDraft(figures, cash=None if box is None else ClosingDraft(expected=box.expected))


def lines_of(figures: DayFigures) -> list[CountLine]:
    """Return what has to be counted, besides cash."""
    return [
        CountLine(RECEIPTS, "", figures.receipts.given),
        CountLine(CARDS, "", figures.cards.here),
        CountLine(SPOILT, "", figures.cards.spoilt),
        *(CountLine(f"{BLANK}{one.supply_id}", one.name, one.stock) for one in figures.blanks),
    ]


def line_name(line: CountLine) -> str:
    """Say in the spoken language what is counted."""
    return {
        RECEIPTS: _("Copies of receipts"),
        CARDS: _("Printed cards still here"),
        SPOILT: _("Spoilt cards"),
    }.get(line.name, line.thing)


def difference_said(difference: int) -> str:
    """Say in the spoken language by how many pieces a count differs."""
    if not difference:
        return _("It fits.")
    if difference < 0:
        return ngettext("{n} too few", "{n} too few", -difference)
    return ngettext("{n} too many", "{n} too many", difference)
