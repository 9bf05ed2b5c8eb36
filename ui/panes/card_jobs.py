"""How the cards of a batch lie on sheets, kept on this computer to be noted with how they came out.

The office's database knows what was printed; which begun sheets lay in which printer, and which
pages were chosen in its dialog, only the computer knows that printed them.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.printing.part_sheets import SheetUse, note_used
from reports.sheet import Sheet
from ui.panes.card_files import Backs, Paper
from ui.settings import Settings
from ui.sheets import find_sheet

KEPT = 20
"""How many batches are remembered at most: what is asked is asked about the last ones."""


@dataclass(frozen=True, slots=True)
class CardJob:
    """What a batch was printed on: the paper, and which leaves of it, counted from 0."""

    on: Paper
    leaves: tuple[int, ...]

    def printed(self, cards: Sequence[int]) -> list[int]:
        """Return those of the batch's cards that lie on the leaves printed."""
        return self.on.cards_on(cards, self.leaves)

    def note_used(self, session: Any, cards: Sequence[int], good: Collection[int]) -> None:  # noqa: ANN401 - models own it
        """Note what the sheets have used, now that it is known which cards came out."""
        sheet = self.on.sheet
        uses = self.on.uses(cards, self.leaves, good)
        note_used(session, sheet.name, sheet.places, uses)


class CardJobs:
    """The jobs by their batches."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def keep(self, batch_id: int, job: CardJob) -> None:
        """Remember a batch's job."""
        kept = {**self._read(), str(batch_id): _plain(job)}
        self._settings.card_jobs = json.dumps(dict(list(kept.items())[-KEPT:]))

    def find(self, session: Any, batch_id: int) -> CardJob | None:  # noqa: ANN401
        """Return a batch's job; None where it is not known here, or its sheet is gone."""
        plain = self._read().get(str(batch_id))
        try:
            sheet = find_sheet(session, plain["sheet"]) if plain else None
            return None if plain is None or sheet is None else _job(sheet, plain)
        except (KeyError, TypeError, ValueError):  # the settings' file was written by somebody else
            return None

    def _read(self) -> dict[str, Any]:
        try:
            said = json.loads(self._settings.card_jobs or "{}")
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


def _job(sheet: Sheet, plain: Mapping[str, Any]) -> CardJob:
    """Return a job as ``_plain`` keeps it. Raises KeyError, TypeError or ValueError for others."""
    places = frozenset(sheet.places)
    begun = [
        SheetUse(None if part is None else _counted(part), places.intersection(used))
        for part, used in plain["begun"]
    ]
    leaves = tuple(_counted(leaf) for leaf in plain["leaves"])
    return CardJob(Paper(sheet, begun, Backs(plain["backs"])), leaves)


def _counted(number: object) -> int:
    """Return what ids and leaves are. Raises ValueError for anything else."""
    if type(number) is not int or not 0 <= number < 2**63:
        raise ValueError(number)
    return number


def _plain(job: CardJob) -> dict[str, Any]:
    return {
        "sheet": job.on.sheet.name,
        "backs": job.on.backs.value,
        "begun": [(one.part_id, sorted(one.used)) for one in job.on.begun],
        "leaves": list(job.leaves),
    }
