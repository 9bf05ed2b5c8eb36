"""One receipt: its number in large letters, as it is printed, printed again, declared void."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.enrolment.ways import payment_way_name
from models.errors import UserError
from models.money.receipt_rows import ReceiptRow, receipt_of
from models.money.receipts import void_receipt, void_warnings
from models.money.tables import Receipt
from models.office.money import RECEIPT_PAPERS, money_draft
from models.office.queries import time_zone
from models.office.tables import Office
from models.privacy.leaving import Unnoted
from models.progress import Work
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.desk_keys import hinted
from ui.forms.keeping import keep
from ui.forms.void_form import VoidForm
from ui.look import Role, Size, em
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.live_paper import LivePaper
from ui.panes.money_files import write_receipts
from ui.panes.saving import Document, save_document
from ui.paper import Size as PaperSize
from ui.printing import Printing, Sent
from ui.usual_printer import UsualPrinter
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.printer_line import PrinterLine
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 8
"""The least width of a button, in text lines."""
PAGES = {"A4": (210.0, 297.0), "A5": (210.0, 148.0), "roll80": (80.0, 200.0)}
"""Millimetres of the papers receipts are printed on, of a roll about as much as one takes."""
SHOWN = frozenset({Receipt, Office})


@dataclass(frozen=True, slots=True)
class _Shown:
    row: ReceiptRow
    zone: ZoneInfo


class MoneyReceipt(QWidget):
    """Shows a receipt; the first print of one just given is no copy, every other is."""

    printed = Signal()
    """The printer took it."""

    def __init__(self, bench: Bench, also: Sequence[QPushButton] = ()) -> None:
        """Have buttons for ``also`` before that which prints."""
        super().__init__()
        self._bench = bench
        self._shown: _Shown | None = None
        self._copy = True
        self.number = Text("", Size.NUMBER)
        self.sign = SignView(large=True)
        self.void_form = VoidForm()
        self._strip = ProgressStrip()
        self.preview = PdfPreview(_("Receipt as it will be printed"))
        self._live: LivePaper[int] = LivePaper(bench, self.preview, _nothing, self._not_drawn)
        self._printing = Printing(bench, self._strip, self)
        self.usual = UsualPrinter(bench.settings, "receipts", self)
        self._paper = RECEIPT_PAPERS[0]
        self.printer = PrinterLine(self.usual, lambda: PaperSize(*PAGES[self._paper]))
        self.print = action_button(hinted("print_receipt"), "printer", primary=True)
        self.save = action_button(_("Save as PDF…"), "download")
        self.void = action_button(_("Void…"), "ban")
        self._lay_out(also)
        self.print.clicked.connect(self.print_out)
        self.save.clicked.connect(self._save)
        self.void.clicked.connect(self.ask_why)
        self.void_form.given.connect(self._void)
        self.void_form.left.connect(self._end_asking)
        Fresh(self, bench.changes.committed, SHOWN, self._read_again)
        self.show_receipt(None)

    @property
    def receipt_id(self) -> int | None:
        """The receipt shown, None for none."""
        return self._shown.row.id if self._shown is not None else None

    def show_receipt(self, receipt_id: int | None, *, copy: bool = True) -> None:
        """Show a receipt, ``copy`` if it was printed before; None shows none."""
        if receipt_id != self.receipt_id:
            self.void_form.hide()
        self._copy = copy
        self._read(receipt_id)

    def print_out(self) -> None:
        """Print the receipt; the printer is asked for unless that is not wanted."""
        if self._shown is None:
            return
        row = self._shown.row

        def sent(told: Sent) -> None:
            if self.receipt_id == row.id and not self._copy:
                self._copy = True
                self._draw()
            text = _("Receipt {number} was sent to {printer}.")
            said = text.format(number=row.number, printer=told.printer or _("the file"))
            self._bench.messages.tell(said, Role.SUCCESS)
            self.printed.emit()

        self._printing.print_pdf(
            self._writing(), receipt_title(row), Unnoted.OWN_PAPER, sent, target=self.usual
        )

    def ask_why(self) -> None:
        """Ask why the receipt is void."""
        if self._shown is None or self._shown.row.voided_at is not None:
            return
        row = self._shown.row
        with self._bench.store.reading() as session:
            warnings = void_warnings(session, row.id)
        self.void_form.ask_for(row.number, warnings)

    def may_leave(self) -> bool:
        """Whether no reason is being typed."""
        return not self.void_form.is_changed()

    def _lay_out(self, also: Sequence[QPushButton]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.5))
        column.addWidget(self.number)
        column.addWidget(self.sign)
        column.addWidget(self.void_form)
        column.addWidget(self._strip)
        column.addWidget(self.preview, 1)
        column.addWidget(self.printer)
        column.addWidget(tool_row([self.void, self.save, *also, self.print], LEAST))

    def _read(self, receipt_id: int | None) -> None:
        with self._bench.store.reading() as session:
            row = None if receipt_id is None else receipt_of(session, receipt_id)
            self._shown = None if row is None else _Shown(row, time_zone(session))
            self._paper = money_draft(session).receipt_paper
        self.usual.show_use(f"receipts {self._paper}")
        shown: tuple[QWidget, ...] = (self.number, self.sign, self.preview, self.printer)
        for one in (*shown, self.print, self.save, self.void):
            one.setVisible(row is not None)
        if self._shown is None:
            self._live.clear()
            return
        self.number.setText(self._shown.row.number)
        self.void.setVisible(self._shown.row.voided_at is None)
        self._show_sign(self._shown)
        self._draw()

    def _read_again(self) -> None:
        self._read(self.receipt_id)

    def _show_sign(self, shown: _Shown) -> None:
        row, detail = shown.row, given_said(shown.row, shown.zone)
        said = f"{spoken().rupiah(row.amount)} · {row.name}"
        if row.voided_at is None:
            self.sign.show_sign(said, Role.SUCCESS, "circle-check", detail)
        else:
            text = _("Void: {reason}").format(reason=row.void_reason)
            self.sign.show_sign(text, Role.DANGER, "ban", f"{said} · {detail}")

    def _draw(self) -> None:
        self._live.draw(self._writing())

    def _writing(self) -> Callable[[Path], Work[int]]:
        receipts = [self._shown.row.id] if self._shown is not None else []
        store, copy, words = self._bench.store, self._copy, spoken()
        return lambda target: write_receipts(store, receipts, target, words, copy=copy)

    def _save(self) -> None:
        if self._shown is None:
            return
        title = receipt_title(self._shown.row)
        document = Document(
            _("Save the receipt"),
            file_name(title, suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the receipt"),
            self._writing(),
            Unnoted.OWN_PAPER,
        )
        save_document(self._bench, document, self._strip)

    def _void(self, reason: str) -> None:
        if self._shown is None:
            return
        row = self._shown.row
        keep(
            self._bench,
            lambda session: void_receipt(session, row.id, reason),
            lambda _nothing: self._bench.done(
                _("Receipt {number} is void.").format(number=row.number)
            ),
            self,
        )

    def _end_asking(self) -> None:
        if self.isVisible():
            self.print.setFocus()

    def _not_drawn(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.preview.close_file()
        else:
            self._bench.fail(error)


def receipt_title(row: ReceiptRow) -> str:
    """Say which receipt it is, as printers and files name it."""
    return _("Receipt {number}").format(number=row.number)


def given_said(row: ReceiptRow, zone: ZoneInfo) -> str:
    """Say how the money came, when as the clock of ``zone`` had it, and who took it."""
    words, when = spoken(), row.issued_at.astimezone(zone)
    moment = f"{words.short_day(when.date())}, {words.clock(when)}"
    return " · ".join(filter(None, (payment_way_name(row.way), moment, row.officer)))


def receipts_said(count: int) -> str:
    """Say how many receipts."""
    return ngettext("{n} receipt", "{n} receipts", count)


def _nothing(_count: int) -> None:
    """Take no notice of how many were drawn."""
