"""One line of a table of rates: read into a value, and written back from one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from models.enrolment.rates import (
    BaseIncomeRow,
    ContributionRule,
    Discount,
    RuleKind,
    Validity,
)
from models.enrolment.tables import Payer
from models.errors import UserError
from models.people.tables import Sector
from models.words import _

_PAID_BY_BUDGET = "paid by state or regional budget"
_EVERY_SECTOR = "all"

Kind = TypeVar("Kind")


class RatesError(UserError):
    """A table of rates cannot be right; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, and where it stands."""

    where: str
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return a cell, which may be empty. Raises RatesError if there is no such column."""
        cell = self.cells.get(column)
        if cell is None:
            raise RatesError(
                _("{where}: the column “{column}” is missing.").format(
                    where=self.where, column=column
                )
            )
        return cell.strip()

    def whole(self, column: str) -> int:
        """Return a number of whole rupiah, months, years or rows."""
        cell = self.text(column)
        if not (cell.isascii() and cell.isdigit()):
            raise self._wrong(column, _("{where}: “{cell}” in “{column}” is not a whole number."))
        return int(cell)

    def share(self, column: str) -> Decimal:
        """Return a share of one, from 0 to 1."""
        try:
            share = Decimal(self.text(column))
        except InvalidOperation:
            share = Decimal(-1)
        if not (share.is_finite() and 0 <= share <= 1):
            raise self._wrong(
                column, _("{where}: “{cell}” in “{column}” is not a share from 0 to 1.")
            )
        return share

    def yes(self, column: str) -> bool:
        """Return whether the cell says yes."""
        cell = self.text(column)
        if cell not in ("yes", "no"):
            raise self._wrong(column, _("{where}: “{cell}” in “{column}” is neither yes nor no."))
        return cell == "yes"

    def one_of(self, column: str, known: Mapping[str, Kind]) -> Kind:
        """Return what the cell's word stands for."""
        cell = self.text(column)
        if cell not in known:
            raise self._wrong(column, _("{where}: “{cell}” in “{column}” is not known."))
        return known[cell]

    def validity(self) -> Validity:
        """Return the months in which the line holds."""
        last = self._month("to_month") if self.text("to_month") else None
        validity = Validity(self._month("from_month"), last)
        if last and last < validity.first:
            raise self._wrong("to_month", _("{where}: “{cell}” in “{column}” is before the start."))
        return validity

    def _month(self, column: str) -> date:
        try:
            return date.fromisoformat(f"{self.text(column)}-01")
        except ValueError as error:
            raise self._wrong(
                column, _("{where}: “{cell}” in “{column}” is no month such as 2026-04.")
            ) from error

    def _wrong(self, column: str, why: str) -> RatesError:
        return RatesError(why.format(where=self.where, cell=self.text(column), column=column))


def rule_of(row: Row, programmes: Mapping[str, str]) -> ContributionRule:
    """Return the contribution rule in a line."""
    kind = row.one_of("kind", {kind.value: kind for kind in RuleKind})
    percent = kind is RuleKind.PERCENT_OF_BASE
    return ContributionRule(
        programme=row.one_of("programme", programmes),
        kind=kind,
        rate=row.share("rate") if percent else Decimal(0),
        amount=0 if percent else row.whole("amount"),
        legal_basis=row.text("legal_basis"),
        validity=row.validity(),
    )


def discount_of(row: Row, programmes: Mapping[str, str]) -> Discount:
    """Return the discount in a line."""
    sectors: dict[str, Sector | None] = {sector.value: sector for sector in Sector}
    return Discount(
        legal_basis=row.text("legal_basis"),
        programmes=tuple(
            Row(row.where, {"programmes": code}).one_of("programmes", programmes)
            for code in row.text("programmes").split()
        ),
        sector=row.one_of("sector", sectors | {_EVERY_SECTOR: None}),
        pay_share=row.share("pay_share"),
        validity=row.validity(),
        excludes=row.one_of("excludes", {"": None, _PAID_BY_BUDGET: Payer.BUDGET}),
    )


def rule_cells(rule: ContributionRule) -> dict[str, str]:
    """Return a rule as the cells of its line."""
    percent = rule.kind is RuleKind.PERCENT_OF_BASE
    return {
        "programme": rule.programme,
        "kind": rule.kind.value,
        "rate": str(rule.rate) if percent else "",
        "amount": "" if percent else str(rule.amount),
        "legal_basis": rule.legal_basis,
    } | _validity_cells(rule.validity)


def discount_cells(discount: Discount) -> dict[str, str]:
    """Return a discount as the cells of its line."""
    return {
        "legal_basis": discount.legal_basis,
        "programmes": " ".join(discount.programmes),
        "sector": discount.sector.value if discount.sector else _EVERY_SECTOR,
        "pay_share": str(discount.pay_share),
        "excludes": _PAID_BY_BUDGET if discount.excludes else "",
    } | _validity_cells(discount.validity)


def base_income_of(row: Row) -> BaseIncomeRow:
    """Return the row of base income in a line."""
    return BaseIncomeRow(
        row=row.whole("row"),
        income_from=row.whole("income_from"),
        base_income=row.whole("base_income"),
        confirmed=row.yes("confirmed"),
    )


def base_income_cells(base: BaseIncomeRow) -> dict[str, str]:
    """Return a row of base income as the cells of its line."""
    return {
        "row": str(base.row),
        "income_from": str(base.income_from),
        "base_income": str(base.base_income),
        "confirmed": "yes" if base.confirmed else "no",
    }


def _validity_cells(validity: Validity) -> dict[str, str]:
    return {
        "from_month": f"{validity.first:%Y-%m}",
        "to_month": f"{validity.last:%Y-%m}" if validity.last else "",
    }
