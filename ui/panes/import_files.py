"""The files around a list that is taken in: what it comes as, its report, what is not taken."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from models.exchange.plan import ImportPlan
from models.exchange.reading import Pasted
from models.progress import Progress, Work
from models.store import Store
from models.words import _, spoken
from ui.messages import FileKind
from ui.panes.list_papers import Papers, told


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


class ListPapers(Papers):
    """Writes what is to be kept of a list: the fate of every line, or the lines not taken."""

    def save_report(self, plan: ImportPlan | None) -> None:
        """Ask for a place and write what becomes of every line there."""
        self._save(plan, _("Import report"), report_of_list)

    def save_leftovers(self, plan: ImportPlan | None) -> None:
        """Ask for a place and write the lines that are not taken there."""
        self._save(plan, _("Left out"), leftovers_of_list)


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
