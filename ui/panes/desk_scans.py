"""What comes to the desk from a scanner, while the desk is shown: each code once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from models.enrolment.scanned import Meant, ScanKind, Scanned
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role
from ui.panes.desk_outcome import Outcome
from ui.panes.desk_signs import Sign
from ui.scanner import ScannerWatch
from ui.scanning import Heard, kept_habit

if TYPE_CHECKING:
    from ui.panes.desk_enrolment import DeskEnrolment

NIKS = frozenset({ScanKind.NIK, ScanKind.KTP})
ONCE = 2000
"""Milliseconds within which the same code scanned again is the same scan."""


class DeskScans(QObject):
    """Listens while ``side`` is shown; a camera that reads codes gives them to ``take``."""

    read = Signal(str)
    """A code, without what the scanner puts around it."""
    hindered = Signal()
    """A code came while a question was open in front of the desk; it is let go."""

    def __init__(self, bench: Bench, side: QWidget) -> None:
        super().__init__(side)
        self._settings = bench.settings
        self._habit = kept_habit(self._settings)
        self._last = ""
        self._since = QElapsedTimer()
        self.watch = ScannerWatch(self._habit, self)
        self.watch.heard.connect(self._hear)
        side.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._settings.scanner:
            self._habit = kept_habit(self._settings)
            self.watch.expect(self._habit)
            self.watch.watch()
        elif event.type() == QEvent.Type.Hide:
            self.watch.rest()
        return False

    def take(self, code: str) -> None:
        """Take a code that was read, unless it is the one just read."""
        again = code == self._last and self._since.isValid() and self._since.elapsed() < ONCE
        self._last = code
        self._since.start()
        if again:
            return
        if QApplication.activeModalWidget() is not None:
            self._last = ""  # once the question is answered, the same code counts
            self.hindered.emit()
        else:
            self.read.emit(code)

    def _hear(self, heard: Heard) -> None:
        self.take(self._habit.code(heard.text))


def sheet_read(whom: Meant, event_id: int) -> Outcome | None:
    """Say of which event and page a sheet is that was scanned; None where it was none."""
    sheet = whom.sheet
    if sheet is None:
        return None
    if not sheet.title:
        text = _("The event of this attendance sheet is not known here.")
        return Outcome("error", Sign(text, Role.DANGER, "circle-x"))
    page = _("Attendance sheet, page {n}").format(n=spoken().number(sheet.page))
    if sheet.event_id == event_id:
        return Outcome("ok", Sign(page, Role.INFO, "file-text", _("It is of this event.")))
    return Outcome("warn", Sign(page, Role.WARNING, "file-text", sheet.title), event=sheet.event_id)


def take_into_form(side: "DeskEnrolment", scanned: Scanned) -> str:
    """Return how a scan went while the form is shown; nothing where the form gives way to it.

    With something typed it takes the NIK that it lacks; else it says that it comes first.
    """
    if not side.form.is_changed():
        return ""
    draft = side.form.draft()
    if draft.person_id is None and not draft.person.nik and scanned.kind in NIKS:
        side.form.person.take(nik=scanned.text)
        return "ok"
    side.panel.notice.say(_("Save or leave this person first, then scan again."), Role.WARNING)
    return "error"
