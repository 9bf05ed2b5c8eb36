"""The sheet of a closed day: shown as it was made, printed, saved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.closing.queries import CloseRow, day_paper
from models.files import replace_file
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.store import Store
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role, Size, em
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.live_paper import LivePaper
from ui.panes.saving import Document, save_document
from ui.printing import Printing
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text


class DayPaper(QWidget):
    """Shows the sheet of one closing; it never changes."""

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._row: CloseRow | None = None
        self._strip = ProgressStrip()
        self._printing = Printing(bench, self._strip, self)
        self.title = Text("", Size.STRONG, wrap=True)
        self.since = Notice()
        self.preview = PdfPreview(_("Sheet of the day as it was made"))
        self.preview.setMinimumSize(em(self, 14), em(self, 16))
        self._live: LivePaper[int] = LivePaper(bench, self.preview, _nothing, bench.fail)
        self.back = action_button(_("Back"), "arrow-left")
        self.save = action_button(_("Save as PDF…"), "download")
        self.print = action_button(_("Print…"), "printer", primary=True)
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.print.clicked.connect(self.print_out)
        self.save.clicked.connect(self._save)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.print_out)

    def show_closing(self, row: CloseRow, since: str = "") -> None:
        """Show the sheet of a closing; ``since`` says what was corrected after it."""
        self._row = row
        self.title.setText(_title(row))
        self.since.say(since, Role.WARNING) if since else self.since.hide()
        self._live.draw(self._writing(row))

    def print_out(self) -> None:
        """Ask for the printer and print the sheet."""
        if self._row is not None:
            self._printing.print_pdf(
                self._writing(self._row), _title(self._row), Unnoted.NAMES_NOBODY
            )

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        for widget in (self.title, self.since, self._strip):
            column.addWidget(widget)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)
        self.since.hide()

    def _save(self) -> None:
        if self._row is None:
            return
        document = Document(
            _("Save the sheet of the day"),
            file_name(_title(self._row), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the sheet of the day"),
            self._writing(self._row),
            Unnoted.NAMES_NOBODY,
        )
        save_document(self._bench, document, self._strip)

    def _writing(self, row: CloseRow) -> "partial[Work[int]]":
        return partial(_write, self._bench.store, row.id)


def _write(store: Store, close_id: int, target: Path) -> Work[int]:
    """Write the sheet as it was kept; return how many bytes it has."""
    yield Progress(0, 0)
    with store.reading() as session:
        data = day_paper(session, close_id)
    replace_file(target, data)
    return len(data)


def _title(row: CloseRow) -> str:
    day = spoken().day(row.day)
    if row.sequence == 1:
        return _("End of day {day}, {desk}").format(day=day, desk=row.desk)
    return _("End of day {day}, {desk}, closing {n}").format(day=day, desk=row.desk, n=row.sequence)


def _nothing(_size: int) -> None:
    """Take no notice of how large it is."""
