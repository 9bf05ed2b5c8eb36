"""A contribution as it was priced: its months, its working, and how it is kept and read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

from models.enrolment.rate_lines import (
    Row,
    base_income_cells,
    base_income_of,
    discount_cells,
    discount_of,
    rule_cells,
    rule_of,
)
from models.enrolment.rates import BaseIncomeRow, ContributionRule, Discount
from models.enrolment.tables import Payer
from models.people.tables import Sector
from models.words import N_, Words

_DISCOUNT_BEGINS = N_(
    "From {month} it is {amount} a month, not {before}: the discount of {basis} begins."
)
_DISCOUNT_ENDS = N_(
    "From {month} it is {amount} a month, not {before}: the discount of {basis} has ended."
)
_RULE_CHANGES = N_("From {month} it is {amount} a month, not {before}: the rule changes.")


@dataclass(frozen=True, slots=True)
class Part:
    """One programme in one month, in rupiah: ``full`` by its rule, ``amount`` after a discount."""

    programme: str
    full: int
    amount: int
    rule: ContributionRule
    discount: Discount | None


@dataclass(frozen=True, slots=True)
class MonthPrice:
    """What one month costs, ``month`` written as its first day."""

    month: date
    parts: tuple[Part, ...]

    @property
    def amounts(self) -> dict[str, int]:
        """Return rupiah by programme."""
        return {part.programme: part.amount for part in self.parts}

    @property
    def total(self) -> int:
        """Return the rupiah of all programmes."""
        return sum(part.amount for part in self.parts)

    @property
    def rules(self) -> tuple[ContributionRule, ...]:
        """Return the rules it was priced with."""
        return tuple(part.rule for part in self.parts)

    @property
    def discounts(self) -> tuple[str, ...]:
        """Return the legal basis of each discount in it."""
        return tuple(
            dict.fromkeys(each.discount.legal_basis for each in self.parts if each.discount)
        )


@dataclass(frozen=True, slots=True)
class Run:
    """``months`` equal months, one after the other, the first of them ``price``."""

    months: int
    price: MonthPrice


@dataclass(frozen=True, slots=True)
class Boundary:
    """A month from which the contribution is another, and the discounts that end or begin there."""

    month: date
    before: int
    after: int
    ended: tuple[str, ...]
    begun: tuple[str, ...]

    def say(self, words: Words) -> str:
        """Say from when, how much and why."""
        message = _RULE_CHANGES
        if self.begun:
            message = _DISCOUNT_BEGINS
        elif self.ended:
            message = _DISCOUNT_ENDS
        return words.say(
            message,
            month=words.month(self.month),
            amount=words.rupiah(self.after),
            before=words.rupiah(self.before),
            basis=", ".join(self.begun or self.ended),
        )


@dataclass(frozen=True, slots=True)
class Contribution:
    """A prepayment as priced, in rupiah, with all it was priced with.

    ``base`` is the income it was reckoned on; ``base_row`` the row of the table that gave it, or
    None where an officer set another.
    """

    income: int
    base: int
    base_row: BaseIncomeRow | None
    programmes: tuple[str, ...]
    sector: Sector
    payer: Payer
    months: tuple[MonthPrice, ...]

    @property
    def base_confirmed(self) -> bool:
        """Tell whether the base comes from a row of the table that is certain."""
        return self.base_row is not None and self.base_row.confirmed

    @property
    def total(self) -> int:
        """Return the rupiah to pay."""
        return sum(month.total for month in self.months)

    @property
    def by_programme(self) -> dict[str, int]:
        """Return the rupiah to pay for each programme."""
        return {
            programme: sum(month.amounts[programme] for month in self.months)
            for programme in self.programmes
        }

    @property
    def paid_until(self) -> date:
        """Return the last day that is paid for."""
        return month_after(self.months[-1].month) - timedelta(days=1)

    @property
    def legal_basis(self) -> tuple[str, ...]:
        """Return the regulations it was priced by, rules first, each once."""
        bases = [rule.legal_basis for month in self.months for rule in month.rules]
        return tuple(dict.fromkeys(bases + [each for m in self.months for each in m.discounts]))

    @property
    def boundaries(self) -> tuple[Boundary, ...]:
        """Return the months from which the contribution is another."""
        return tuple(
            boundary_between(before, after)
            for before, after in pairwise(self.months)
            if before.total != after.total
        )

    def runs(self) -> tuple[Run, ...]:
        """Return the months grouped into runs that are equal in all but the month."""
        grouped = [list(same) for _, same in groupby(self.months, lambda month: month.parts)]
        return tuple(Run(len(same), same[0]) for same in grouped)

    def working(self, words: Words) -> str:
        """Write how the total comes about: ``2 × Rp8.400 + 4 × Rp16.800``."""
        grouped = groupby(self.months, lambda month: month.total)
        return " + ".join(
            f"{words.number(len(list(same)))} × {words.rupiah(total)}" for total, same in grouped
        )

    def as_pricing(self) -> list[dict[str, Any]]:
        """Return it as plain values to be stored: one for each run, with every rule row used."""
        common = {
            "income": self.income,
            "base": self.base,
            "base_row": base_income_cells(self.base_row) if self.base_row else None,
            "sector": self.sector.value,
            "payer": self.payer.value,
        }
        return [
            {
                "first_month": f"{run.price.month:%Y-%m}",
                "months": run.months,
                "month_total": run.price.total,
                **common,
                "parts": [_part_cells(part) for part in run.price.parts],
            }
            for run in self.runs()
        ]


def from_pricing(pricing: list[dict[str, Any]]) -> Contribution:
    """Return the contribution that ``as_pricing`` made into plain values."""
    first = pricing[0]
    months = tuple(
        MonthPrice(month_after(date.fromisoformat(f"{run['first_month']}-01"), count), parts)
        for run in pricing
        for parts in [tuple(_part(cells) for cells in run["parts"])]
        for count in range(run["months"])
    )
    return Contribution(
        income=first["income"],
        base=first["base"],
        base_row=base_income_of(Row("", first["base_row"])) if first["base_row"] else None,
        programmes=tuple(months[0].amounts),
        sector=Sector(first["sector"]),
        payer=Payer(first["payer"]),
        months=months,
    )


def month_after(day: date, count: int = 1) -> date:
    """Return the first day of the month that is ``count`` months after that of ``day``."""
    years, month = divmod(day.month - 1 + count, 12)
    return date(day.year + years, month + 1, 1)


def boundary_between(before: MonthPrice, after: MonthPrice) -> Boundary:
    """Return what changes from one month to the next."""
    return Boundary(
        month=after.month,
        before=before.total,
        after=after.total,
        ended=tuple(basis for basis in before.discounts if basis not in after.discounts),
        begun=tuple(basis for basis in after.discounts if basis not in before.discounts),
    )


def _part_cells(part: Part) -> dict[str, Any]:
    return {
        "programme": part.programme,
        "full": part.full,
        "amount": part.amount,
        "rule": rule_cells(part.rule),
        "discount": discount_cells(part.discount) if part.discount else None,
    }


def _part(cells: Mapping[str, Any]) -> Part:
    discount = cells["discount"]
    return Part(
        cells["programme"],
        cells["full"],
        cells["amount"],
        _stored_rule(tuple(cells["rule"].items())),
        _stored_discount(tuple(discount.items())) if discount else None,
    )


@lru_cache(maxsize=256)
def _stored_rule(cells: tuple[tuple[str, str], ...]) -> ContributionRule:
    row = Row("", dict(cells))
    return rule_of(row, {row.text("programme"): row.text("programme")})


@lru_cache(maxsize=256)
def _stored_discount(cells: tuple[tuple[str, str], ...]) -> Discount:
    row = Row("", dict(cells))
    return discount_of(row, {code: code for code in row.text("programmes").split()})
