"""Prints a PDF of ours through the system's dialog: at its exact size, never scaled to fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from models.errors import UserError
from models.leftovers import PassingFolder
from models.printing.calibration import medium_name
from models.printing.profiles import find_profile
from models.printing.transform import UNCORRECTED, Correction
from models.privacy.leaving import Leaving, need_to_leave, note_leaving
from models.progress import Progress, Work
from models.store import Store
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role
from ui.messages import Question
from ui.panes.saving import why_it_leaves
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
from ui.usual_printer import UsualPrinter
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
    """A printer that is printed on without a dialog, on paper of the page's own size.

    ``queue`` is its name in the system. Its own profile is passed over for ``correction``.
    """

    queue: str
    correction: Correction = field(default=UNCORRECTED)
    two_sided: bool = False

    def set_up(self, printer: QPrinter, size: Size) -> None:
        """Let ``printer`` be this one, with paper of this size."""
        printer.setPrinterName(self.queue)
        printer.setPageLayout(layout_for(size))  # a printer brings its own paper along
        long_side, one_side = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexNone
        printer.setDuplex(long_side if self.two_sided else one_side)


class Sides(Enum):
    """Which sides of paper are printed, where every other page of a document may be a back.

    The printer turns the paper over its long or its short edge, or a person does so between the
    fronts and the backs. By itself a printer does as it was set.
    """

    AS_SET = auto()
    ONE = auto()
    LONG_EDGE = auto()
    SHORT_EDGE = auto()
    FRONTS = auto()
    BACKS = auto()

    def pages(self, count: int) -> range:
        """Return which of so many pages are printed, counted from 0."""
        first, step = {Sides.FRONTS: (0, 2), Sides.BACKS: (1, 2)}.get(self, (0, 1))
        return range(first, count, step)

    def set_up(self, printer: QPrinter) -> None:
        """Let the printer turn the paper so, or not at all."""
        mode = {
            Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
            Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
        }.get(self, QPrinter.DuplexMode.DuplexNone)
        if self is not Sides.AS_SET:
            printer.setDuplex(mode)


@dataclass(slots=True)
class _Leave:
    """What the log is told of a print, and why it leaves; ``written`` is what the writing told."""

    out: Leaving
    reason: str
    written: object = None


@dataclass(frozen=True, slots=True)
class _Job:
    paper: Path
    title: str
    leave: _Leave
    sides: Sides
    sent: Callable[[Sent], object]
    unsent: Callable[[Sent | None], object]
    target: Target | UsualPrinter | None = None


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
        self._folder = PassingFolder()
        self._count = 0
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether something is being printed now."""
        return self._busy

    def print_pdf(  # noqa: PLR0913 - what is printed, and how, each by its name
        self,
        write: WritesPdf,
        title: str,
        lets_out: Leaving,
        sent: Callable[[Sent], object] | None = None,
        *,
        sides: Sides = Sides.AS_SET,
        target: Target | UsualPrinter | None = None,
        unsent: Callable[[Sent | None], object] | None = None,
    ) -> None:
        """Print what ``write`` writes; the printer's list of jobs calls it ``title``.

        A print leaves the program as a file does: the log is told ``lets_out`` before the printer
        is, and what the role does not allow to leave is not printed.

        ``sent`` is called once the printer has taken it; without it, that is told. ``unsent`` is
        called where it was not: with what may come out all the same where it was stopped on its
        way, with None where nothing went there. With ``target`` no dialog asks for the printer;
        a usual one is asked for unless it is to be quiet, and what is chosen is remembered.
        """
        if self._busy:
            return
        reason = self._why(lets_out)
        if reason is None:
            if unsent is not None:
                unsent(None)
            return
        self._busy = True
        self._count += 1
        paper = self._folder.file(f"{self._count}.pdf")
        leave = _Leave(lets_out, reason)
        job = _Job(paper, title, leave, sides, sent or self._tell, unsent or _nothing, target)
        written: list[tuple[int, Size]] = []
        self._run(
            _written(write(paper), paper, leave),
            _("Making ready to print"),
            written.append,
            lambda: self._ask(job, *written[0]) if written else self._keep_back(job),
        )

    def _why(self, lets_out: Leaving) -> str | None:
        """Return why this leaves, empty where that is not asked; None where it must not."""
        try:
            with self._bench.store.reading() as session:
                need_to_leave(session, lets_out)
        except UserError as error:
            self._bench.fail(error)
            return None
        return why_it_leaves(self._bench, lets_out)

    def _ask(self, job: _Job, count: int, size: Size) -> None:
        """Let the printer be chosen, and send the paper there."""
        self._strip.end()
        printer = printer_for(size, job.title)
        job.sides.set_up(printer)
        every = job.sides.pages(count)
        if not self._is_chosen(printer, job, len(every), size):
            self._keep_back(job)
            return
        pages = [every[number] for number in chosen_pages(printer, len(every))]
        correction, medium = self._correction(printer, job.target)
        sent = Sent(printer.printerName(), pages, medium)
        what = _("Printing with the printer's profile for {medium}").format(medium=medium)
        taken: list[None] = []
        task = self._run(
            _noted(self._bench.store, job.leave, send(job.paper, printer, pages, correction)),
            what if medium else _("Printing"),
            taken.append,
            lambda: self._end(job, sent, taken=bool(taken), stopped=task.stopped),
        )

    def _is_chosen(self, printer: QPrinter, job: _Job, count: int, size: Size) -> bool:
        """Return whether it is clear where to print, and the page has room there."""
        target = job.target
        if not isinstance(target, Target):
            quiet = target is not None and self._is_usual(printer, target, job.sides, size)
            agreed = quiet or choose_printer(printer, count, self._widget.window())
            if agreed and target is not None:
                target.note(printer, size)
            return agreed and self._fits(printer, size)
        if not _is_there(target.queue):
            said = _("The printer {printer} is not there any more.")
            self._bench.messages.tell(said.format(printer=target.queue), Role.DANGER)
            return False
        target.set_up(printer, size)
        return self._fits(printer, size)

    def _is_usual(self, printer: QPrinter, usual: UsualPrinter, sides: Sides, size: Size) -> bool:
        """Set ``printer`` up as the one remembered; return whether that needs no asking."""
        known = usual.printer
        if known is None:
            return False
        if not _is_there(known.queue):
            usual.lost.emit(known.queue)
            return False
        known.set_up(printer, size)
        sides.set_up(printer)  # another printer comes with its own
        return usual.quiet

    def _correction(
        self, printer: QPrinter, target: Target | UsualPrinter | None
    ) -> tuple[Correction, str]:
        """Return how this printer is set right on its paper, and what its profile is for."""
        if isinstance(target, Target):
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

    def _end(self, job: _Job, sent: Sent, *, taken: bool, stopped: bool) -> None:
        self._let_go(job)
        if taken:
            job.sent(sent)
        elif stopped:
            # CUPS has no way back for Qt: what was drawn is sent when the painting ends.
            text = _("Stopped. Pages that were sent already may still come out of the printer.")
            self._bench.messages.tell(text, Role.WARNING)
            job.unsent(sent)
        else:
            job.unsent(None)

    def _keep_back(self, job: _Job) -> None:
        self._let_go(job)
        job.unsent(None)

    def _let_go(self, job: _Job) -> None:
        self._strip.end()
        job.paper.unlink(missing_ok=True)  # it names people
        self._busy = False

    def _tell(self, sent: Sent) -> None:
        pages = ngettext(
            "{n} page was sent to print.", "{n} pages were sent to print.", len(sent.pages)
        )
        profile = _("The printer's profile for {medium} was used.").format(medium=sent.medium)
        said = f"{pages} {profile}" if sent.medium else pages
        self._bench.messages.tell(said, Role.SUCCESS)


def _is_there(queue: str) -> bool:
    return queue in QPrinterInfo.availablePrinterNames()


def _nothing(_sent: Sent | None) -> None:
    """Take no notice of what was not printed."""


def choose_printer(printer: QPrinter, pages: int, window: QWidget) -> bool:
    """Show the system's print dialog; return whether the person agreed."""
    dialog = QPrintDialog(printer, window)
    dialog.setMinMax(1, pages)
    agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
    if isValid(dialog):  # it goes with its window, should that be closed meanwhile
        dialog.deleteLater()
    return agreed


def _written(work: Work[Any], paper: Path, leave: _Leave) -> Work[tuple[int, Size]]:
    leave.written = yield from work
    return measure(paper)


def _noted(store: Store, leave: _Leave, sending: Work[None]) -> Work[None]:
    """Note what leaves, and send it: what cannot be noted is not printed."""
    yield Progress(0, 0)
    note_leaving(store, leave.out, leave.written, leave.reason)
    yield from sending


def _said(size: Size) -> str:
    number = spoken().number
    return f"{number(round(size.width, 1))} × {number(round(size.height, 1))} mm"
