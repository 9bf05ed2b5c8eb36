"""The attendance sheet of an event on paper: printed, or saved as PDF."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from models.events.queries import event_rows
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.look import Role
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.import_files import told
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from ui.printing import Printing

BLANK_LINES = 10
"""Lines for those who come without being asked."""


class AttendancePaper(QObject):
    """Has a button with a menu; what is under way shows on a strip."""

    def __init__(self, bench: Bench, strip: ProgressStrip, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._strip = strip
        self._parent = parent
        self._event_id: int | None = None
        self._printing: Printing | None = None
        self.button = action_button(_("Attendance sheet"), "printer")
        menu = QMenu(self.button)
        menu.addAction(_("Print…"), self.print_out)
        menu.addAction(_("Save as PDF…"), self.save)
        self.button.setMenu(menu)

    def show_event(self, event_id: int) -> None:
        """Be about this event from now on."""
        self._event_id = event_id

    def print_out(self) -> None:
        """Print the sheet through the system's dialog."""
        if self._event_id is None:
            return
        if self._printing is None:
            from ui.printing import Printing  # loads much, and most visits never print

            self._printing = Printing(self._bench, self._strip, self._parent)
        write = partial(_write, self._bench.store, self._event_id, words=spoken())
        self._printing.print_pdf(write, " ".join(self._title()))

    def save(self) -> None:
        """Ask for a place and write the sheet there."""
        if self._event_id is None:
            return
        target = self._bench.messages.save_file(
            _("Save the attendance sheet"),
            file_name(*self._title(), suffix=".pdf"),
            [FileKind(_("PDF files"), "*.pdf")],
        )
        if target is not None:
            self._bench.run(
                _write(self._bench.store, self._event_id, target, spoken()),
                _("Writing the attendance sheet"),
                self._strip,
                succeeded=lambda _pages: self._saved(target),
            )

    def _title(self) -> list[str]:
        """Return what the paper is called: its kind, the event, the day."""
        event_id = self._event_id or 0
        with self._bench.store.reading() as session:
            row = event_rows(session, [event_id]).get(event_id)
        of_event = [row.title, f"{row.starts_at:%Y-%m-%d}"] if row is not None else []
        return [_("Attendance sheet"), *of_event]

    def _saved(self, target: Path) -> None:
        text = _("Saved as {file}").format(file=target.name)
        self._bench.messages.tell(text, Role.SUCCESS)


def _write(store: Store, event_id: int, target: Path, words: Words) -> Work[int]:
    """Write the sheet; what draws it is loaded on the worker's thread, which takes a moment."""
    yield Progress(0, 0)
    from ui.documents import write_attendance_sheet

    work = write_attendance_sheet(store, event_id, target, words, blank=BLANK_LINES)
    return (yield from told(work))
