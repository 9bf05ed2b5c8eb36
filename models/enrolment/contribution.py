"""Pricing a contribution month by month, for rules and discounts begin and end by month."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import MAXYEAR, date
from decimal import ROUND_HALF_UP, Decimal

from models.enrolment.priced import (
    Boundary,
    Contribution,
    MonthPrice,
    Part,
    Run,
    boundary_between,
    from_pricing,
    month_after,
)
from models.enrolment.rate_tables import rates
from models.enrolment.rates import Rates
from models.enrolment.tables import Payer
from models.errors import UserError
from models.people.tables import Sector
from models.words import _, spoken

__all__ = [
    "MOST_MONTHS",
    "Boundary",
    "Contribution",
    "MonthPrice",
    "Part",
    "Run",
    "boundary_after",
    "from_pricing",
    "month_after",
    "price",
]

MOST_MONTHS = 60
"""No rule says so: what is longer is a slip of the finger."""


def price(  # noqa: PLR0913 - what a contribution depends on, each by its name
    *,
    income: int,
    sector: Sector,
    programmes: Iterable[str],
    first_month: date,
    months: int,
    payer: Payer = Payer.SELF,
    base: int | None = None,
    by: Rates | None = None,
) -> Contribution:
    """Price a contribution from the rules of each of its months (PP 44/2015, 46/2015).

    ``income`` is the reported monthly income; the table of base incomes turns it into the base,
    the least one for all below it, unless ``base`` is given. ``by`` are the rates, those shipped
    if left out. Each programme of each month is rounded once, after its discount, to whole rupiah,
    halves upwards; no regulation says how, and with the table's bases nothing is left to round.
    Raises UserError for an unknown programme, one without the compulsory ones, a negative income,
    a base outside the table, a number of months outside 1–60, and a month that has no rule or
    that no calendar reaches.
    """
    _check(income, first_month, months)
    by = by or rates()
    row = by.base_row(income)
    contribution = Contribution(
        income=income,
        base=row.base_income,
        base_row=row,
        programmes=_chosen(programmes, by),
        sector=sector,
        payer=payer,
        months=(),
    )
    if base is not None and base != row.base_income:
        contribution = replace(contribution, base=_allowed(base, by), base_row=None)
    wanted = (month_after(first_month, count) for count in range(months))
    return replace(
        contribution, months=tuple(_price_month(contribution, month, by) for month in wanted)
    )


def boundary_after(paid: Contribution, by: Rates | None = None) -> Boundary | None:
    """Return what changes with the first month after those that are ``paid``; None if nothing.

    Where no rule reaches that month nothing can be said, and nothing is.
    """
    last = paid.months[-1]
    try:
        following = _price_month(paid, month_after(last.month), by or rates())
    except UserError:
        return None
    return boundary_between(last, following) if following.total != last.total else None


def _chosen(programmes: Iterable[str], by: Rates) -> tuple[str, ...]:
    """Return the programmes in the order of the table, the compulsory ones among them."""
    codes = set(programmes)
    known = [programme.code for programme in by.programmes]
    for code in sorted(codes.difference(known)):
        raise UserError(_("There is no programme {programme}.").format(programme=code))
    compulsory = [programme.code for programme in by.programmes if programme.compulsory]
    if not codes.issuperset(compulsory):
        raise UserError(
            _("{programmes} are entered together; none can be left out.").format(
                programmes=" + ".join(compulsory)
            )
        )
    return tuple(code for code in known if code in codes)


def _check(income: int, first_month: date, months: int) -> None:
    if income < 0:
        raise UserError(_("The income cannot be less than nothing."))
    if not 1 <= months <= MOST_MONTHS:
        raise UserError(_("Choose from 1 to {most} months.").format(most=MOST_MONTHS))
    try:
        month_after(first_month, months)  # cover ends on the day before it
    except ValueError as error:
        raise UserError(
            _("The months reach beyond the year {last}.").format(last=MAXYEAR)
        ) from error


def _allowed(base: int, by: Rates) -> int:
    if not by.least_base <= base <= by.greatest_base:
        words = spoken()
        raise UserError(
            _("The base income must lie between {least} and {greatest}.").format(
                least=words.rupiah(by.least_base), greatest=words.rupiah(by.greatest_base)
            )
        )
    return base


def _price_month(contribution: Contribution, month: date, by: Rates) -> MonthPrice:
    return MonthPrice(month, tuple(_parts(contribution, month, by)))


def _parts(contribution: Contribution, month: date, by: Rates) -> Iterator[Part]:
    for programme in contribution.programmes:
        rule = by.rule(programme, month)
        if rule is None:
            raise UserError(
                _("No rule says what {programme} costs in {month}.").format(
                    programme=programme, month=spoken().month(month)
                )
            )
        discount = by.discount(programme, contribution.sector, contribution.payer, month)
        exact = rule.exact(contribution.base)
        share = discount.pay_share if discount else Decimal(1)
        yield Part(programme, _rupiah(exact), _rupiah(exact * share), rule, discount)


def _rupiah(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))
