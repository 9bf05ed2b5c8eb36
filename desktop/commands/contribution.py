"""``jangkau contribution``: price a contribution month by month."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from desktop.commands.console import (
    DONE,
    add_json,
    one_day,
    tell,
    tell_fact,
    tell_json,
    whole_number,
)
from models.enrolment.contribution import Contribution, price
from models.enrolment.money import read_rupiah
from models.enrolment.rate_tables import rates
from models.enrolment.tables import Payer
from models.people.tables import Sector
from models.words import _, spoken


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--income", required=True, type=_rupiah, metavar="N", help=_("monthly income in rupiah")
    )
    parser.add_argument("--sector", required=True, choices=[sector.value for sector in Sector])
    parser.add_argument(
        "--programmes", required=True, metavar="JKK,JKM[,JHT]", help=_("with commas between")
    )
    parser.add_argument(
        "--from",
        required=True,
        type=_month,
        dest="first_month",
        metavar="YYYY-MM",
        help=_("the first month that is paid for"),
    )
    parser.add_argument("--months", required=True, type=whole_number, metavar="N")
    parser.add_argument(
        "--payer",
        choices=[payer.value for payer in Payer],
        default=Payer.SELF.value,
        help=_("self, or budget where the state or the region pays"),
    )
    parser.add_argument(
        "--as-of",
        type=one_day,
        metavar="YYYY-MM-DD",
        help=_("price as on this day: leave out rules and discounts that began later"),
    )
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Say the price and how it comes about."""
    priced = price(
        income=arguments.income,
        sector=Sector(arguments.sector),
        programmes=tuple(filter(None, arguments.programmes.upper().replace(" ", "").split(","))),
        first_month=arguments.first_month,
        months=arguments.months,
        payer=Payer(arguments.payer),
        by=rates().as_of(arguments.as_of) if arguments.as_of else None,
    )
    if arguments.json:
        tell_json(_plain(priced))
    else:
        _say(priced)
    return DONE


def _plain(priced: Contribution) -> dict[str, object]:
    return {
        "income": priced.income,
        "base_income": priced.base,
        "base_confirmed": priced.base_confirmed,
        "programmes": list(priced.programmes),
        "sector": priced.sector,
        "payer": priced.payer,
        "total": priced.total,
        "by_programme": dict(priced.by_programme),
        "months": priced.as_pricing(),
    }


def _say(priced: Contribution) -> None:
    words = spoken()
    tell_fact(_("Base income"), words.rupiah(priced.base))
    if not priced.base_confirmed:
        tell("  " + _("This row of the table is not confirmed."))
    for month in priced.months:
        parts = " + ".join(f"{name} {words.rupiah(part)}" for name, part in month.amounts.items())
        tell(f"  {words.month(month.month)}: {words.rupiah(sum(month.amounts.values()))} = {parts}")
    tell(priced.working(words))
    tell_fact(_("Total"), words.rupiah(priced.total))


def _rupiah(typed: str) -> int:
    amount = read_rupiah(typed)
    if amount is None:
        raise ArgumentTypeError(_("{text} is no amount of money").format(text=typed))
    return amount


def _month(typed: str) -> date:
    try:
        return date.fromisoformat(f"{typed}-01")
    except ValueError as error:
        raise ArgumentTypeError(_("{text} is no month like 2022-07").format(text=typed)) from error
