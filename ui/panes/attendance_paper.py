"""The attendance sheet of an event on paper: printed, or saved as PDF."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from models.events.called_off import ATTENDANCE, off_said, why_not
from models.events.queries import EventRow, event_rows
from models.events.sittings import Sitting, sittings
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.leavings import attendance_leaving
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.list_papers import told
from ui.panes.saving import Document, save_document
from ui.plain import label
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
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._offer)
        self.button.setMenu(self.menu)
        self._offer()

    def show_event(self, event_id: int) -> None:
        """Be about this event from now on."""
        self._event_id = event_id

    def print_out(self, sitting: Sitting | None = None) -> None:
        """Print the sheet, of one sitting or of the event, through the system's dialog."""
        if self._event_id is None:
            return
        if self._printing is None:
            from ui.printing import Printing  # loads much, and most visits never print

            self._printing = Printing(self._bench, self._strip, self._parent)
        write = partial(_write, self._bench.store, self._event_id, words=spoken(), sitting=sitting)
        lets_out = attendance_leaving(self._bench.store, self._event_id)
        self._printing.print_pdf(write, " ".join(self._title(sitting)), lets_out)

    def save(self, sitting: Sitting | None = None) -> None:
        """Ask for a place and write the sheet, of one sitting or of the event, there."""
        if self._event_id is None:
            return
        store = self._bench.store
        document = Document(
            _("Save the attendance sheet"),
            file_name(*self._title(sitting), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the attendance sheet"),
            partial(_write, store, self._event_id, words=spoken(), sitting=sitting),
            attendance_leaving(store, self._event_id),
        )
        save_document(self._bench, document, self._strip)

    def _offer(self) -> None:
        """Offer the sheet of the event, and of each of its sittings where there are several.

        Of an event that was called off none is offered, and it is said why.
        """
        for old in self.menu.findChildren(QMenu):
            old.deleteLater()
        self.menu.clear()
        row = self._row()
        if row is not None and (why := why_not(row.stage, ATTENDANCE)):
            sheet = _("Attendance sheet")
            off = self.menu.addAction(label(f"{sheet} – {off_said(row.stage)}"))
            off.setToolTip(why)
            off.setEnabled(False)
            return
        self._offer_sheet(self.menu, None)
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            given = sittings(session, self._event_id)
        for sitting in given if len(given) > 1 else ():
            self._offer_sheet(self.menu.addMenu(label(sitting.named())), sitting)

    def _offer_sheet(self, menu: QMenu, sitting: Sitting | None) -> None:
        menu.addAction(_("Print…"), lambda: self.print_out(sitting))
        menu.addAction(_("Save as PDF…"), lambda: self.save(sitting))

    def _row(self) -> EventRow | None:
        event_id = self._event_id or 0
        with self._bench.store.reading() as session:
            return event_rows(session, [event_id]).get(event_id)

    def _title(self, sitting: Sitting | None = None) -> list[str]:
        """Return what the paper is called: its kind, the event, the day."""
        row = self._row()
        if row is None:
            return [_("Attendance sheet")]
        begins = row.starts_at if sitting is None else sitting.starts_at
        of_event = [row.title, *([sitting.title] if sitting else []), f"{begins:%Y-%m-%d}"]
        return [_("Attendance sheet"), *of_event]


def _write(
    store: Store, event_id: int, target: Path, words: Words, sitting: Sitting | None = None
) -> Work[int]:
    """Write the sheet; what draws it is loaded on the worker's thread, which takes a moment."""
    yield Progress(0, 0)
    from ui.documents import write_attendance_sheet, write_sitting_sheet

    if sitting is None:
        work = write_attendance_sheet(store, event_id, target, words, blank=BLANK_LINES)
    else:
        work = write_sitting_sheet(store, event_id, sitting, target, words, BLANK_LINES)
    return (yield from told(work))
