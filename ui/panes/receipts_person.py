"""The receipts of one enrolment of a person, each printed again when it is chosen."""

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.money.receipt_rows import ReceiptRow, receipts_of
from models.office.queries import time_zone
from models.privacy.leaving import Unnoted
from models.words import _, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size
from ui.panes.money_files import write_receipts
from ui.panes.money_receipt import given_said, receipt_title
from ui.printing import Printing
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text


class PersonReceipts(QWidget):
    """Takes no room where none was given."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._rows: dict[int, ReceiptRow] = {}
        self.entries = EntryList()
        self._strip = ProgressStrip()
        self._printing = Printing(bench, self._strip, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        hint = _("Choose a receipt to print it again, marked as a copy.")
        column.addWidget(Text(hint, Size.CAPTION, FAINT, wrap=True))
        column.addWidget(self.entries)
        column.addWidget(self._strip)
        self.entries.chosen.connect(self._print)

    def show_enrolment(self, session: Any, person_id: int, enrolment_id: int) -> None:  # noqa: ANN401
        """Show the receipts of an enrolment, void ones too."""
        zone = time_zone(session)
        rows = receipts_of(session, person_id)
        self._rows = {row.id: row for row in rows if row.enrolment_id == enrolment_id}
        self.entries.show_entries([_entry(row, zone) for row in self._rows.values()])
        self.setVisible(bool(self._rows))

    def _print(self, receipt_id: object) -> None:
        row = self._rows.get(receipt_id) if isinstance(receipt_id, int) else None
        if row is None:
            return
        store, words = self._bench.store, spoken()
        self._printing.print_pdf(
            lambda target: write_receipts(store, [row.id], target, words, copy=True),
            receipt_title(row),
            Unnoted.OWN_PAPER,
        )


def _entry(row: ReceiptRow, zone: ZoneInfo) -> Entry:
    return Entry(
        row.id,
        f"{row.number} · {spoken().rupiah(row.amount)}",
        given_said(row, zone),
        icon="printer",
        badge=Badge(_("Void"), Role.DANGER) if row.voided_at is not None else None,
        more=row.void_reason,
    )
