"""Reading the tables of rates, and refusing one that cannot be right, with the line and the why."""

import csv
from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import combinations, pairwise
from typing import TypeVar

from models.enrolment.rate_lines import (
    RatesError,
    Row,
    base_income_of,
    discount_of,
    rule_of,
)
from models.enrolment.rates import BaseIncomeRow, Discount, Limit, Period, Programme, Rates
from models.words import _
from resources import resource

TABLES = ("base-income", "contribution-rules", "discounts", "programmes", "periods", "limits")
_AGE = "age_when_registering_under"

Value = TypeVar("Value")


@cache
def rates() -> Rates:
    """Return the rates as shipped. Raises RatesError if a table cannot be right."""
    return read_rates(shipped_tables())


def shipped_tables() -> dict[str, str]:
    """Return the text of each table as shipped."""
    return {name: resource("rates", f"{name}.csv").read_text(encoding="utf-8") for name in TABLES}


def read_rates(tables: Mapping[str, str]) -> Rates:
    """Read the rates from the CSV text of each table. Raises RatesError if one cannot be right."""
    programmes = _each(tables, "programmes", _programme)
    codes = {programme.code: programme.code for programme in programmes}
    read = Rates(
        base_incomes=_each(tables, "base-income", base_income_of),
        rules=_each(tables, "contribution-rules", partial(rule_of, programmes=codes)),
        discounts=_each(tables, "discounts", partial(discount_of, programmes=codes)),
        programmes=programmes,
        periods=_each(tables, "periods", _period),
        age_when_registering_under=dict(_each(tables, "limits", _limit))[_AGE],
    )
    _check_base_incomes(read.base_incomes)
    _check_rules(read)
    _check_discounts(read.discounts)
    return read


def _each(tables: Mapping[str, str], name: str, read: Callable[[Row], Value]) -> tuple[Value, ...]:
    """Read every line of a table, which must have one."""
    lines = csv.DictReader(tables[name].splitlines())
    values = tuple(
        read(Row(_("{table}, line {line}").format(table=name, line=lines.line_num), cells))
        for cells in lines
    )
    if not values:
        raise RatesError(_("The table “{table}” is empty.").format(table=name))
    return values


def _programme(row: Row) -> Programme:
    return Programme(row.text("programme"), row.yes("compulsory"), row.yes("confirmed"))


def _period(row: Row) -> Period:
    return Period(row.whole("months"), row.yes("offered"), row.yes("confirmed"))


def _limit(row: Row) -> tuple[str, Limit]:
    name = row.one_of("limit", {_AGE: _AGE})
    return name, Limit(row.whole("value"), row.yes("confirmed"))


def _check_base_incomes(rows: tuple[BaseIncomeRow, ...]) -> None:
    """Refuse base incomes that leave a gap at the bottom or do not ascend."""
    if rows[0].income_from != 0 or rows[0].base_income <= 0:
        raise RatesError(_("The first row of base income must begin at an income of 0."))
    for lower, upper in pairwise(rows):
        if upper.income_from <= lower.income_from or upper.base_income <= lower.base_income:
            raise RatesError(
                _("Base income row {row} is not above the row before it.").format(row=upper.row)
            )


def _check_rules(rates: Rates) -> None:
    """Refuse two rules for one programme and month, and a programme without any."""
    for one, other in combinations(rates.rules, 2):
        if one.programme == other.programme and one.validity.meets(other.validity):
            raise RatesError(
                _("Two rules for {programme} hold in the same month.").format(
                    programme=one.programme
                )
            )
    for programme in rates.programmes:
        if not any(rule.programme == programme.code for rule in rates.rules):
            raise RatesError(
                _("There is no contribution rule for {programme}.").format(programme=programme.code)
            )


def _check_discounts(discounts: tuple[Discount, ...]) -> None:
    """Refuse two discounts on one contribution: nothing says which would count."""
    for one, other in combinations(discounts, 2):
        same_work = one.sector is None or other.sector in (None, one.sector)
        shared = set(one.programmes) & set(other.programmes)
        if same_work and shared and one.validity.meets(other.validity):
            raise RatesError(
                _("The discounts of {one} and {other} hold in the same month.").format(
                    one=one.legal_basis, other=other.legal_basis
                )
            )
