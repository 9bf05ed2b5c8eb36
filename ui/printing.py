"""Prints a PDF of ours through the system's dialog: at its exact size, never scaled to fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTemporaryDir
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from models.progress import Work
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role
from ui.messages import Question
from ui.paper import Size, chosen_pages, has_room, measure, paper_of, printer_for, send
from ui.tasks import Task
from ui.widgets.progress_strip import ProgressStrip

WritesPdf = Callable[[Path], Work[Any]]
"""Makes the work that writes a PDF to a path."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a printer took: its name, and the pages, counted from 0."""

    printer: str
    pages: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Job:
    paper: Path
    title: str
    one_sided: bool
    sent: Callable[[Sent], object]


class Printing(QObject):
    """Writes a PDF, asks for the printer and sends it there, off the screen's thread.

    One at a time: what is asked for while something is under way is not heard.
    """

    def __init__(self, bench: Bench, strip: ProgressStrip, parent: QWidget) -> None:
        """Print for ``parent``, in front of whose window the dialog comes; ``strip`` shows all."""
        super().__init__(parent)
        self._bench = bench
        self._strip = strip
        self._widget = parent
        self._folder = QTemporaryDir()
        self._count = 0
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether something is being printed now."""
        return self._busy

    def print_pdf(
        self,
        write: WritesPdf,
        title: str,
        sent: Callable[[Sent], object] | None = None,
        *,
        one_sided: bool = False,
    ) -> None:
        """Print what ``write`` writes; the printer's list of jobs calls it ``title``.

        ``sent`` is called once the printer has taken it; without it, that is told.
        """
        if self._busy:
            return
        self._busy = True
        self._count += 1
        paper = Path(self._folder.filePath(f"{self._count}.pdf"))
        job = _Job(paper, title, one_sided, sent or self._tell)
        written: list[tuple[int, Size]] = []
        self._run(
            _written(write(paper), paper),
            _("Making ready to print"),
            written.append,
            lambda: self._ask(job, *written[0]) if written else self._end(job),
        )

    def _ask(self, job: _Job, count: int, size: Size) -> None:
        """Let the printer be chosen, and send the paper there."""
        self._strip.end()
        printer = printer_for(size, job.title, one_sided=job.one_sided)
        window = self._widget.window()
        if not (choose_printer(printer, count, window) and self._fits(printer, size)):
            self._end(job)
            return
        pages = chosen_pages(printer, count)
        sent = Sent(printer.printerName(), pages)
        task = self._run(
            send(job.paper, printer, pages),
            _("Printing"),
            lambda _nothing: job.sent(sent),
            lambda: self._end(job, stopped=task.stopped),
        )

    def _fits(self, printer: QPrinter, size: Size) -> bool:
        """Return whether the page has room on the chosen paper; if not, ask."""
        paper = paper_of(printer)
        if has_room(size, paper):
            return True
        explained = _("The page is {page}, the paper {paper}. Nothing is scaled down to fit.")
        question = Question(
            _("The paper chosen is smaller than the page: its edges would be cut off."),
            _("Print anyway"),
            explained.format(page=_said(size), paper=_said(paper)),
        )
        return self._bench.messages.ask(question)

    def _run(
        self,
        work: Work[Any],
        what: str,
        succeeded: Callable[[Any], object],
        ended: Callable[[], object],
    ) -> Task[Any]:
        self._strip.begin(what)
        task = self._bench.tasks.start(
            work,
            succeeded=succeeded,
            failed=self._bench.fail,
            progressed=self._strip.watch,
            ended=ended,
            owner=self,
        )
        self._strip.cancelled.connect(task.stop)
        return task

    def _end(self, job: _Job, *, stopped: bool = False) -> None:
        self._strip.end()
        if stopped:
            # CUPS has no way back for Qt: what was drawn is sent when the painting ends.
            text = _("Stopped. Pages that were sent already may still come out of the printer.")
            self._bench.messages.tell(text, Role.WARNING)
        job.paper.unlink(missing_ok=True)  # it names people
        self._busy = False

    def _tell(self, sent: Sent) -> None:
        pages = ngettext(
            "{n} page was sent to print.", "{n} pages were sent to print.", len(sent.pages)
        )
        self._bench.messages.tell(pages, Role.SUCCESS)


def choose_printer(printer: QPrinter, pages: int, window: QWidget) -> bool:
    """Show the system's print dialog; return whether the person agreed."""
    dialog = QPrintDialog(printer, window)
    dialog.setMinMax(1, pages)
    agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return agreed


def _written(work: Work[Any], paper: Path) -> Work[tuple[int, Size]]:
    yield from work
    return measure(paper)


def _said(size: Size) -> str:
    number = spoken().number
    return f"{number(round(size.width, 1))} × {number(round(size.height, 1))} mm"
