"""What is kept of a file that the agency returned: the fate of every line, or what is left."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.exchange.returns_plan import ReturnsPlan
from models.privacy.leaving import let_out
from models.progress import Progress, Work
from models.store import Store
from models.words import _, spoken
from ui.bench import Bench
from ui.leavings import taken_in_leaving
from ui.look import Role
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.import_files import told
from ui.widgets.progress_strip import ProgressStrip


class ReturnsPapers(QObject):
    """Writes the workbooks, asking for a place first."""

    writing = Signal(bool)
    """Whether something is being written now."""

    def __init__(self, bench: Bench, strip: ProgressStrip) -> None:
        """Show on ``strip`` how far it is."""
        super().__init__(strip)
        self._bench = bench
        self._strip = strip

    def save_report(self, plan: ReturnsPlan | None) -> None:
        """Ask for a place and write what becomes of every line there."""
        self._save(plan, _("Report"), only_left=False)

    def save_leftovers(self, plan: ReturnsPlan | None) -> None:
        """Ask for a place and write the lines that nothing is noted of."""
        self._save(plan, _("Left out"), only_left=True)

    def _save(self, plan: ReturnsPlan | None, title: str, *, only_left: bool) -> None:
        if plan is None:
            return
        name = file_name(title, Path(plan.found.file_name).stem, suffix=".xlsx")
        kinds = [FileKind(_("Excel files"), "*.xlsx")]
        target = self._bench.messages.save_file(title, name, kinds)
        if target is not None:
            self.writing.emit(True)
            saved = partial(self._saved, _("Saved as {file}").format(file=target.name))
            out = taken_in_leaving(f"{title} · {plan.found.file_name}")
            store = self._bench.store
            work = let_out(store, out, _write(store, plan, target, only_left=only_left), target)
            self._bench.run(work, title, self._strip, saved, self._not_saved)

    def _saved(self, text: str, _lines: int) -> None:
        self.writing.emit(False)
        self._bench.messages.tell(text, Role.SUCCESS)

    def _not_saved(self, error: Exception) -> None:
        self.writing.emit(False)
        self._bench.fail(error)


def _write(store: Store, plan: ReturnsPlan, target: Path, *, only_left: bool) -> Work[int]:
    yield Progress(0, 0)
    from ui.list_files import write_returned  # loaded on the worker's thread

    return (yield from told(write_returned(store, plan, target, spoken(), only_left=only_left)))
