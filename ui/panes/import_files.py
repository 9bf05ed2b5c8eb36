"""The files around a list that is taken in: what it comes as, its report, what is not taken."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from models.errors import UserError
from models.exchange.plan import ImportPlan
from models.exchange.reading import Pasted
from models.privacy.leaving import let_out
from models.progress import Progress, Work
from models.store import Store
from models.words import _, spoken
from ui.bench import Bench
from ui.leavings import taken_in_leaving
from ui.look import Role
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.widgets.progress_strip import ProgressStrip

Writer = Callable[[Store, ImportPlan, Path], Work[int]]


def list_kinds() -> list[FileKind]:
    """Return the kinds of file that a list comes in."""
    return [FileKind(_("Lists"), "*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.tsv *.txt *.htm *.html")]


def pasted_list() -> Path | Pasted | None:
    """Return the file or the cells that were copied elsewhere; None where neither was."""
    # Of an empty clipboard Qt says nothing at all, whatever its stubs promise.
    copied = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    if copied is None:
        return None
    files = [Path(url.toLocalFile()) for url in copied.urls() if url.isLocalFile()]
    if files:
        return files[0]
    if copied.hasText() or copied.hasHtml():
        return Pasted(_("Clipboard"), copied.text(), copied.html())
    return None


class ListPapers(QObject):
    """Writes what is to be kept of a list: the fate of every line, or the lines not taken."""

    writing = Signal(bool)
    """Whether something is being written now."""

    def __init__(self, bench: Bench, strip: ProgressStrip) -> None:
        """Show on ``strip`` how far it is."""
        super().__init__(strip)
        self._bench = bench
        self._strip = strip

    def save_report(self, plan: ImportPlan | None) -> None:
        """Ask for a place and write what becomes of every line there."""
        self._save(plan, _("Import report"), report_of_list)

    def save_leftovers(self, plan: ImportPlan | None) -> None:
        """Ask for a place and write the lines that are not taken there."""
        self._save(plan, _("Left out"), leftovers_of_list)

    def _save(self, plan: ImportPlan | None, title: str, write: Writer) -> None:
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


def report_of_list(store: Store, plan: ImportPlan, target: Path) -> Work[int]:
    """Write what becomes of every line. Raises UserError where nothing can be written."""
    yield Progress(0, 0)
    from ui.list_files import write_import_list  # loaded on the worker's thread

    return (yield from told(write_import_list(store, plan, target, spoken())))


def leftovers_of_list(store: Store, plan: ImportPlan, target: Path) -> Work[int]:
    """Write the lines that are not taken. Raises UserError where nothing can be written."""
    yield Progress(0, 0)
    from ui.list_files import write_leftovers  # loaded on the worker's thread

    return (yield from told(write_leftovers(store, plan, target, spoken())))


def told(writing: Work[int]) -> Work[int]:
    """Do ``writing``; say for the person why the file cannot be written."""
    try:
        return (yield from writing)
    except OSError as error:
        reason = error.strerror or str(error)
        said = _("The file could not be written: {reason}").format(reason=reason)
        raise UserError(said) from error
