"""What is kept of a file that is taken in: workbooks of its lines, each asked a place for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from models.errors import UserError
from models.exchange.plan import ImportPlan
from models.exchange.returns_plan import ReturnsPlan
from models.privacy.leaving import let_out
from models.progress import Work
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.leavings import taken_in_leaving
from ui.look import Role
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.widgets.progress_strip import ProgressStrip

Plan = TypeVar("Plan", ImportPlan, ReturnsPlan)


class Papers(QObject):
    """Writes the workbooks, asking for a place first."""

    writing = Signal(bool)
    """Whether something is being written now."""

    def __init__(self, bench: Bench, strip: ProgressStrip) -> None:
        """Show on ``strip`` how far it is."""
        super().__init__(strip)
        self._bench = bench
        self._strip = strip

    def _save(
        self, plan: Plan | None, title: str, write: Callable[[Store, Plan, Path], Work[int]]
    ) -> None:
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
            work = let_out(store, out, write(store, plan, target), target)
            self._bench.run(work, title, self._strip, saved, self._not_saved)

    def _saved(self, text: str, _lines: int) -> None:
        self.writing.emit(False)
        self._bench.messages.tell(text, Role.SUCCESS)

    def _not_saved(self, error: Exception) -> None:
        self.writing.emit(False)
        self._bench.fail(error)


def told(writing: Work[int]) -> Work[int]:
    """Do ``writing``; say for the person why the file cannot be written."""
    try:
        return (yield from writing)
    except OSError as error:
        reason = error.strerror or str(error)
        said = _("The file could not be written: {reason}").format(reason=reason)
        raise UserError(said) from error
