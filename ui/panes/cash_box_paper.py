"""The sheet of a cash box: previewed, printed, saved."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.money.cash import BoxRow
from models.office.rights import Right
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut
from models.progress import Work
from models.words import _, spoken
from ui.bench import Bench
from ui.look import em
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.live_paper import LivePaper
from ui.panes.money_files import write_cash
from ui.panes.saving import Document, save_document
from ui.printing import Printing
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.progress_strip import ProgressStrip


class CashBoxPaper(Card):
    """Shows the sheet of one box, as it is now; of an open one too."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._box: BoxRow | None = None
        self._strip = ProgressStrip()
        self._printing = Printing(bench, self._strip, self)
        self.preview = PdfPreview(_("Cash sheet as it will be printed"))
        self.preview.setMinimumWidth(em(self, 14))
        self._live: LivePaper[int] = LivePaper(bench, self.preview, _nothing, bench.fail)
        self.save = action_button(_("Save as PDF…"), "download")
        self.print = action_button(_("Print…"), "printer")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(self.print)
        self.column.addWidget(self._strip)
        self.column.addWidget(self.preview, 1)
        self.column.addLayout(foot)
        self.print.clicked.connect(self.print_out)
        self.save.clicked.connect(self._save)
        self.show_box(None)

    @property
    def box_id(self) -> int | None:
        """The box shown, None for none."""
        return self._box.id if self._box is not None else None

    def show_box(self, box: BoxRow | None) -> None:
        """Show the sheet of a box, anew if it is the one shown; None shows none."""
        self._box = box
        self.setVisible(box is not None)
        if box is None:
            self._live.clear()
        else:
            self._live.draw(self._writing(box))

    def print_out(self) -> None:
        """Ask for the printer and print the sheet."""
        if self._box is not None:
            box = self._box
            self._printing.print_pdf(self._writing(box), _title(box), _lets_out(box))

    def _save(self) -> None:
        if self._box is None:
            return
        document = Document(
            _("Save the cash sheet"),
            file_name(_title(self._box), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the cash sheet"),
            self._writing(self._box),
            _lets_out(self._box),
        )
        save_document(self._bench, document, self._strip)

    def _writing(self, box: BoxRow) -> "partial[Work[int]]":
        return partial(_write, self._bench, box.id)


def _write(bench: Bench, box_id: int, target: Path) -> Work[int]:
    return write_cash(bench.store, box_id, target, spoken())


def _lets_out(box: BoxRow) -> LetsOut:
    """Return what the log is told: voids and cash without a receipt stand there by name."""
    return LetsOut(DisclosureKind.PAPER, _title(box), people=_unknown, right=Right.SERVE)


def _unknown(_pages: object) -> int:
    """Return that nobody counts them."""
    return 0


def _title(box: BoxRow) -> str:
    return _("Cash sheet of {desk}").format(desk=box.desk)


def _nothing(_pages: int) -> None:
    """Take no notice of how many pages were drawn."""
