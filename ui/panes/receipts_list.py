"""The receipts that were given, found as one types or scans; void ones are told in words."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from typing_extensions import override

from models.enrolment.tables import PaymentWay
from models.money.numbers import read_receipt_code, receipt_number
from models.money.receipt_rows import ReceiptRow
from models.people.names import fold_name
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role
from ui.panes.money_receipt import receipts_said
from ui.panes.record_list import RecordList
from ui.tables.narrow import NarrowColumns
from ui.tables.rows_model import Column
from ui.widgets.badge import Badge
from ui.widgets.empty_state import EmptyState

NARROWER = {3: 44, 4: 30, 5: 56, 6: 26}
"""The width of the list in text lines below which a column is not shown."""


class ReceiptsList(RecordList):
    """Shows the receipts it is given, the latest first."""

    def __init__(self, bench: Bench) -> None:
        self._rows: Mapping[int, ReceiptRow] = {}
        self._zone = ZoneInfo("UTC")
        super().__init__(
            bench,
            _("Receipts"),
            _("Name or number"),
            self._columns(),
            (
                EmptyState("wallet", _("No receipt was given yet.")),
                EmptyState("search", ""),
            ),
        )
        NarrowColumns(self.view, NARROWER)

    def show_rows(self, rows: Sequence[ReceiptRow], zone: ZoneInfo) -> None:
        """Show these receipts, times as the clock of ``zone`` had them."""
        self._rows, self._zone = {row.id: row for row in rows}, zone
        self.search_anew()

    def shown(self) -> list[ReceiptRow]:
        """Return the receipts that are listed now, in order."""
        return [self._rows[one] for one in self._model.ids]

    @override
    def search_anew(self) -> None:
        typed = self.typed()
        found = [row.id for row in self._rows.values() if _fits(row, typed)]
        nobody = _("No receipt of “{text}” is here.").format(text=typed)
        self.show_ids(found, receipts_said(len(found)), nobody)
        if found and self.view.chosen_id() not in found:
            self.view.choose(found[0])
        if not found:
            self.chosen.emit(None)

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, ReceiptRow]:
        return {one: self._rows[one] for one in ids if one in self._rows}

    def _columns(self) -> list[Column[ReceiptRow]]:
        words, right = spoken(), Qt.AlignmentFlag.AlignRight
        return [
            Column(_("Number"), lambda row: row.number, width=11, key="number"),
            Column(_("Name"), lambda row: row.name, stretch=True, key="name"),
            Column(
                _("Rupiah"),
                lambda row: words.number(row.amount),
                align=right,
                width=11,
                key="amount",
            ),
            Column(_("How"), lambda row: _way(row.way), width=9, key="way"),
            Column(_("When"), self._when, width=13, key="when"),
            Column(_("Officer"), lambda row: row.officer, width=16, key="officer"),
            Column(_("State"), _state, width=9, key="state"),
        ]

    def _when(self, row: ReceiptRow) -> str:
        there = row.issued_at.astimezone(self._zone)
        return f"{spoken().short_day(there.date())}, {spoken().clock(there)}"


def _fits(row: ReceiptRow, typed: str) -> bool:
    """Tell whether a receipt's number begins so, its code says so, or its name has the words."""
    if not typed:
        return True
    if (scanned := read_receipt_code(typed)) is not None:
        return row.number == receipt_number(*scanned)
    wanted, words = fold_name(typed).split(), fold_name(row.name).split()
    by_name = bool(wanted) and all(any(one.startswith(part) for one in words) for part in wanted)
    number = typed.strip()
    return by_name or row.number.startswith(number) or row.number.endswith(number)


def _way(way: PaymentWay) -> str:
    return {PaymentWay.CASH: _("Cash"), PaymentWay.CHANNEL: _("Channel")}[way]


def _state(row: ReceiptRow) -> str | Badge:
    return Badge(_("Void"), Role.DANGER) if row.voided_at is not None else ""
