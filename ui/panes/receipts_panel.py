"""The receipts of an event or of a desk: looked at, printed again, declared void, as a file."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.money.here import desk_here
from models.money.receipt_rows import ReceiptRow, first_gap, receipt_rows
from models.money.tables import Receipt
from models.office.queries import time_zone
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role, em
from ui.looking import ask
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.money_files import write_list
from ui.panes.money_receipt import MoneyReceipt
from ui.panes.receipts_list import ReceiptsList
from ui.panes.saving import Document, save_document
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Card, Panel
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.reflow import Columns
from ui.widgets.sign_view import SignView

SHOWN = frozenset({Receipt})
SIDE_BY_SIDE = 56
"""The width in text lines from which the receipt stands beside the list."""


class Which(enum.StrEnum):
    """Whose receipts are listed."""

    EVENT = "event"
    DESK = "desk"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class _Found:
    rows: Sequence[ReceiptRow]
    gap: str | None
    zone: ZoneInfo


class ReceiptsPanel(Panel):
    """Lists receipts with what proves that no number lacks; the one chosen beside them."""

    counted = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Receipts"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._wanted: int | None = None
        self._zone = ZoneInfo("UTC")
        self.which = Choice(which_names())
        self.which.setAccessibleName(_("Which receipts"))
        self.list = ReceiptsList(bench)
        self.gap = SignView()
        self.export = action_button(_("Save as Excel…"), "file-spreadsheet")
        self._strip = ProgressStrip()
        self.receipt = MoneyReceipt(bench)
        self._lay_out()
        self.which.picked.connect(self._read)
        self.export.clicked.connect(self._export)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self.receipt.print.setFocus)
        self._bind_keys()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._read)

    def show_event(self, event_id: int) -> None:
        """Show the receipts of an event."""
        self._event_id = event_id
        self._read()

    def show_receipt(self, receipt: ReceiptRow) -> None:
        """Show one receipt, whatever was listed."""
        if receipt.event_id != self._event_id:
            self.which.show_value(Which.ALL)
        self.list.search.clear()
        self._wanted = receipt.id
        self._read()

    def begin(self) -> None:
        """Put the keyboard into the search."""
        self.list.search.setFocus()

    def may_leave(self) -> bool:
        """Whether no reason is being typed."""
        return self.receipt.may_leave()

    def _lay_out(self) -> None:
        self.list.top.addWidget(self.which)
        foot = QHBoxLayout()
        foot.addWidget(self.gap, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.export)
        self.list.column.addWidget(self._strip)
        self.list.column.addLayout(foot)
        beside = Card()
        beside.column.addWidget(self.receipt)
        self.list.setMinimumHeight(em(self, 16))
        self.add(Columns([(self.list, 5), (beside, 4)], SIDE_BY_SIDE), 1)

    def _bind_keys(self) -> None:
        for keys, side, do in (
            (QKeySequence(QKeySequence.StandardKey.Print), self, self.receipt.print_out),
            (QKeySequence(Qt.Key.Key_Delete), self.list.view, self.receipt.ask_why),
        ):
            shortcut = QShortcut(keys, side)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _read(self) -> None:
        ask(self._bench, partial(_look, self.which.value(), self._event_id), self._found, self)

    def _found(self, found: _Found) -> None:
        self._zone = found.zone
        self.list.show_rows(found.rows, found.zone)
        if self._wanted is not None:
            self.list.show_record(self._wanted)
            self._wanted = None
        self.export.setEnabled(bool(found.rows))
        holding = sum(row.voided_at is None for row in found.rows)
        self.counted.emit(spoken().number(holding) if found.rows else "")
        if found.gap is None:
            self.gap.show_sign(_("No number lacks at any desk."), Role.SUCCESS, "circle-check")
        else:
            text = _("Receipt {number} lacks: numbers were given after it.")
            self.gap.show_sign(text.format(number=found.gap), Role.DANGER, "triangle-alert")

    def _show(self, receipt_id: object) -> None:
        if receipt_id != self.receipt.receipt_id:
            self.receipt.show_receipt(receipt_id if isinstance(receipt_id, int) else None)

    def _export(self) -> None:
        store, rows, zone = self._bench.store, self.list.shown(), self._zone
        document = Document(
            _("Save the list of receipts"),
            file_name(_("Receipts"), suffix=".xlsx"),
            FileKind(_("Excel files"), "*.xlsx"),
            _("Writing the list"),
            lambda target: write_list(store, rows, zone, target, spoken()),
            LetsOut(
                DisclosureKind.LIST,
                _("Receipts"),
                people=lambda _lines: len(rows),
                event_id=self._event_id,
            ),
        )
        save_document(self._bench, document, self._strip)


def which_names() -> dict[Which, str]:
    """Return what each is called in the language of the screen."""
    return {Which.EVENT: _("This event"), Which.DESK: _("This desk"), Which.ALL: _("All")}


def _look(which: Which, event_id: int | None, session: Any) -> _Found:  # noqa: ANN401 - see ask
    rows = receipt_rows(
        session,
        event_id=event_id if which is Which.EVENT else None,
        desk_id=desk_here(session) if which is Which.DESK else None,
    )
    return _Found(rows, first_gap(session), time_zone(session))
