"""Contribution rates: base income, rules and discounts, each with its months and legal basis.

What is marked unconfirmed comes from one thin source or none: it may be used, but is shown with
that mark until an administrator confirms it.
"""

import enum
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.enrolment.tables import Payer
from models.people.tables import Sector


class RuleKind(enum.StrEnum):
    """How a contribution is reckoned: a share of the base income, or one amount for everybody."""

    PERCENT_OF_BASE = "percent_of_base"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class BaseIncomeRow:
    """One row of PP 44/2015 Lampiran II: from this reported income on, this base; in rupiah."""

    row: int
    income_from: int
    base_income: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Validity:
    """The months, both counted, in which something holds; without an end while ``last`` is None.

    Months are written as their first day.
    """

    first: date
    last: date | None

    def covers(self, month: date) -> bool:
        """Tell whether it holds in ``month``."""
        return self.first <= month and (self.last is None or month <= self.last)

    def meets(self, other: "Validity") -> bool:
        """Tell whether there is a month in which both hold."""
        return (self.last is None or other.first <= self.last) and (
            other.last is None or self.first <= other.last
        )


@dataclass(frozen=True, slots=True)
class ContributionRule:
    """What one programme costs a month: ``rate`` of the base income, or ``amount`` rupiah."""

    programme: str
    kind: RuleKind
    rate: Decimal
    amount: int
    legal_basis: str
    validity: Validity

    def exact(self, base: int) -> Decimal:
        """Return the contribution of a month in rupiah, not rounded."""
        return self.rate * base if self.kind is RuleKind.PERCENT_OF_BASE else Decimal(self.amount)


@dataclass(frozen=True, slots=True)
class Discount:
    """The share of the contribution that is still paid, for whom and in which months.

    ``sector`` None means every sector. ``excludes`` is the payer who gets none of it.
    """

    legal_basis: str
    programmes: tuple[str, ...]
    sector: Sector | None
    pay_share: Decimal
    validity: Validity
    excludes: Payer | None

    def applies(self, programme: str, sector: Sector, payer: Payer, month: date) -> bool:
        """Tell whether it lowers this contribution."""
        return (
            programme in self.programmes
            and self.sector in (None, sector)
            and payer is not self.excludes
            and self.validity.covers(month)
        )


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme one may enter; the compulsory ones are entered together."""

    code: str
    compulsory: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Period:
    """So many months may be paid at once; ``offered`` ones stand to choose from."""

    months: int
    offered: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound, and whether it is certain."""

    value: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """All tables a contribution is priced with. Base incomes ascend."""

    base_incomes: tuple[BaseIncomeRow, ...]
    rules: tuple[ContributionRule, ...]
    discounts: tuple[Discount, ...]
    programmes: tuple[Programme, ...]
    periods: tuple[Period, ...]
    age_when_registering_under: Limit

    @property
    def least_base(self) -> int:
        """Return the least base income in rupiah: who reports less is priced at it."""
        return self.base_incomes[0].base_income

    @property
    def greatest_base(self) -> int:
        """Return the greatest base income in rupiah, which caps every contribution."""
        return self.base_incomes[-1].base_income

    @property
    def offered_months(self) -> tuple[int, ...]:
        """Return the numbers of months to choose from."""
        return tuple(period.months for period in self.periods if period.offered)

    def as_of(self, day: date) -> "Rates":
        """Return the rates as they stood on ``day``: what began in a later month is left out.

        The tables do not say when a rule was decreed, only from when it holds.
        """
        return replace(
            self,
            rules=tuple(rule for rule in self.rules if rule.validity.first <= day),
            discounts=tuple(one for one in self.discounts if one.validity.first <= day),
        )

    def base_row(self, income: int) -> BaseIncomeRow:
        """Return the row for a reported income; the rows give lower bounds only."""
        bounds = [row.income_from for row in self.base_incomes]
        return self.base_incomes[max(bisect_right(bounds, income) - 1, 0)]

    def rule(self, programme: str, month: date) -> ContributionRule | None:
        """Return the rule of a programme in a month, or None if there is none."""
        return next(
            (
                rule
                for rule in self.rules
                if rule.programme == programme and rule.validity.covers(month)
            ),
            None,
        )

    def discount(
        self, programme: str, sector: Sector, payer: Payer, month: date
    ) -> Discount | None:
        """Return the discount on a contribution in a month, or None if there is none."""
        return next(
            (
                discount
                for discount in self.discounts
                if discount.applies(programme, sector, payer, month)
            ),
            None,
        )
