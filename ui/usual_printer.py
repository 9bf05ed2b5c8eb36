"""The printer used last for a kind of paper: remembered by this computer, and used unasked if told.

The tray and the paper chosen with it are remembered, too.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from ui.paper import Size, has_room, layout_for, paper_of
from ui.settings import Settings

LONGEST = 10_000.0
"""Millimetres beyond which a size is not that of any paper."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was chosen in the dialog: the printer's name in the system, its tray and its paper.

    ``paper`` is None where it was that of the page, as it is on a roll, however long.
    """

    queue: str
    tray: int
    paper: Size | None = None

    def set_up(self, printer: QPrinter, page: Size) -> None:
        """Let ``printer`` be this one, for a page of this size."""
        printer.setPrinterName(self.queue)
        with suppress(ValueError):  # a tray that only another driver knew
            printer.setPaperSource(QPrinter.PaperSource(self.tray))
        printer.setPageLayout(
            layout_for(self.paper or page)
        )  # a printer brings its own paper along


class UsualPrinter(QObject):
    """What is remembered for one ``use`` at a time, as for the sheet that is chosen."""

    changed = Signal()
    lost = Signal(str)
    """The printer of this name is not there any more."""

    def __init__(self, settings: Settings, use: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._use = use

    def show_use(self, use: str) -> None:
        """Go over to what is remembered for another use."""
        if use != self._use:
            self._use = use
            self.changed.emit()

    @property
    def printer(self) -> Remembered | None:
        """The printer used last; None before the first."""
        kept = self._kept()
        try:
            paper = _size(*kept["paper"]) if kept.get("paper") else None
            return Remembered(_name(kept["queue"]), int(kept["tray"]), paper)
        except (KeyError, TypeError, ValueError, OverflowError):
            return None

    @property
    def quiet(self) -> bool:
        """Whether it is printed on without asking."""
        return self._kept().get("quiet") is True

    def be_quiet(self, quiet: bool) -> None:
        """Print without asking from now on, or ask again."""
        self._keep(quiet=quiet)

    def note(self, printer: QPrinter, page: Size) -> None:
        """Remember what was chosen in the dialog for a page; printing into a file is no printer."""
        queue, paper = printer.printerName(), paper_of(printer)
        if not queue or printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
            return
        as_the_page = has_room(page, paper) and has_room(paper, page)
        tray = printer.paperSource().value
        chosen = Remembered(queue, tray, None if as_the_page else paper)
        if chosen != self.printer:
            self._keep(queue=queue, tray=tray, paper=chosen.paper)

    def _keep(self, **changes: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        every = self._every()
        every[self._use] = {**self._kept(), **changes}
        self._settings.printers = json.dumps(every)
        self.changed.emit()

    def _kept(self) -> dict[str, Any]:
        kept = self._every().get(self._use)
        return kept if isinstance(kept, dict) else {}

    def _every(self) -> dict[str, Any]:
        try:
            said = json.loads(self._settings.printers or "{}")
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}


def _size(width: Any, height: Any) -> Size:  # noqa: ANN401 - whatever JSON holds
    """Return a size of paper in mm. Raises ValueError for what no paper is as large as."""
    size = Size(float(width), float(height))
    if not all(0 < side <= LONGEST for side in size):
        raise ValueError(size)
    return size


def _name(queue: Any) -> str:  # noqa: ANN401
    """Return the name of a printer. Raises ValueError for letters no system has."""
    name = str(queue)
    name.encode()
    return name
