"""Prints a PDF of ours through the system's dialog: at its exact size, never scaled to fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTemporaryDir
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from models.printing.calibration import medium_name
from models.printing.profiles import find_profile
from models.printing.transform import UNCORRECTED, Correction
from models.progress import Work
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role
from ui.messages import Question
from ui.paper import (
    Size,
    chosen_pages,
    has_room,
    layout_for,
    measure,
    paper_of,
    printer_for,
    send,
)
from ui.tasks import Task
from ui.widgets.progress_strip import ProgressStrip

WritesPdf = Callable[[Path], Work[Any]]
"""Makes the work that writes a PDF to a path."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a printer took: its name, and the pages, counted from 0.

    ``medium`` is what the profile it was printed with is for; empty without a profile.
    """

    printer: str
    pages: Sequence[int]
    medium: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A printer that is printed on without a dialog, by its name in the system.

    Its own profile is passed over for ``correction``.
    """

    queue: str
    correction: Correction = field(default=UNCORRECTED)
    two_sided: bool = False


@dataclass(frozen=True, slots=True)
class _Job:
    paper: Path
    title: str
    one_sided: bool
    sent: Callable[[Sent], object]
    target: Target | None = None


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
        target: Target | None = None,
    ) -> None:
        """Print what ``write`` writes; the printer's list of jobs calls it ``title``.

        ``sent`` is called once the printer has taken it; without it, that is told. With ``target``
        no dialog asks for the printer.
        """
        if self._busy:
            return
        self._busy = True
        self._count += 1
        paper = Path(self._folder.filePath(f"{self._count}.pdf"))
        job = _Job(paper, title, one_sided, sent or self._tell, target)
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
        if not self._is_chosen(printer, job.target, count, size):
            self._end(job)
            return
        pages = chosen_pages(printer, count)
        correction, medium = self._correction(printer, job.target)
        sent = Sent(printer.printerName(), pages, medium)
        what = _("Printing with the printer's profile for {medium}").format(medium=medium)
        task = self._run(
            send(job.paper, printer, pages, correction),
            what if medium else _("Printing"),
            lambda _nothing: job.sent(sent),
            lambda: self._end(job, stopped=task.stopped),
        )

    def _is_chosen(self, printer: QPrinter, target: Target | None, count: int, size: Size) -> bool:
        """Return whether it is clear where to print, and the page has room there."""
        if target is None:
            agreed = choose_printer(printer, count, self._widget.window())
            return agreed and self._fits(printer, size)
        if target.queue not in QPrinterInfo.availablePrinterNames():
            said = _("The printer {printer} is not there any more.")
            self._bench.messages.tell(said.format(printer=target.queue), Role.DANGER)
            return False
        printer.setPrinterName(target.queue)
        printer.setPageLayout(layout_for(size))  # a printer brings its own paper along
        long_side, one_side = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexNone
        printer.setDuplex(long_side if target.two_sided else one_side)
        return self._fits(printer, size)

    def _correction(self, printer: QPrinter, target: Target | None) -> tuple[Correction, str]:
        """Return how this printer is set right on its paper, and what its profile is for."""
        if target is not None:
            return target.correction, ""
        with self._bench.store.reading() as session:
            row = find_profile(session, printer.printerName(), paper_of(printer))
        if row is None or row.profile is None:
            return UNCORRECTED, ""
        return row.profile.correction(), medium_name(row.medium)

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
        profile = _("The printer's profile for {medium} was used.").format(medium=sent.medium)
        said = f"{pages} {profile}" if sent.medium else pages
        self._bench.messages.tell(said, Role.SUCCESS)


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
