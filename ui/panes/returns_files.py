"""What is kept of a file that the agency returned: the fate of every line, or what is left."""

from functools import partial
from pathlib import Path

from models.exchange.returns_plan import ReturnsPlan
from models.progress import Progress, Work
from models.store import Store
from models.words import _, spoken
from ui.panes.list_papers import Papers, told


class ReturnsPapers(Papers):
    """Writes the workbooks, asking for a place first."""

    def save_report(self, plan: ReturnsPlan | None) -> None:
        """Ask for a place and write what becomes of every line there."""
        self._save(plan, _("Report"), partial(_write, only_left=False))

    def save_leftovers(self, plan: ReturnsPlan | None) -> None:
        """Ask for a place and write the lines that nothing is noted of."""
        self._save(plan, _("Left out"), partial(_write, only_left=True))


def _write(store: Store, plan: ReturnsPlan, target: Path, *, only_left: bool) -> Work[int]:
    yield Progress(0, 0)
    from ui.list_files import write_returned  # loaded on the worker's thread

    return (yield from told(write_returned(store, plan, target, spoken(), only_left=only_left)))
