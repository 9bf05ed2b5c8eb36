import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.enrolment.contribution import boundary_after, from_pricing, month_after, price
from models.enrolment.rate_tables import rates, read_rates, shipped_tables
from models.enrolment.tables import Payer
from models.errors import UserError
from models.people.tables import Sector
from models.words import Words

CASES = Path(__file__).with_name("contribution-cases.csv")
PAYERS = {
    "self": Payer.SELF,
    "regional budget": Payer.BUDGET,
    "state budget": Payer.BUDGET,
}
BOTH, ALL = ("JKK", "JKM"), ("JKK", "JKM", "JHT")


def cases():
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def priced(**differently):
    usual = {
        "income": 1_000_000,
        "sector": Sector.OTHER,
        "programmes": BOTH,
        "first_month": date(2022, 7, 1),
        "months": 1,
    }
    return price(**usual | differently)


@pytest.mark.parametrize("case", cases(), ids=lambda case: " ".join(case.values()))
def test_the_worked_cases_come_out(case):
    contribution = price(
        income=int(case["income"]),
        sector=Sector(case["sector"]),
        programmes=case["programmes"].split(),
        first_month=date.fromisoformat(f"{case['first_month']}-01"),
        months=int(case["months"]),
        payer=PAYERS[case["payer"]],
    )
    assert contribution.total == int(case["total_rupiah"])


def test_there_are_cases_to_come_out():
    assert len(cases()) == 16


def test_each_month_carries_its_programmes_rules_and_discounts():
    contribution = priced(programmes=ALL, first_month=date(2026, 12, 1), months=2)
    december, january = contribution.months
    assert (december.month, january.month) == (date(2026, 12, 1), date(2027, 1, 1))
    assert december.amounts == {"JKK": 5_000, "JKM": 3_400, "JHT": 20_000}
    assert january.amounts == {"JKK": 10_000, "JKM": 6_800, "JHT": 20_000}
    assert (december.discounts, january.discounts) == (("PP 50/2025",), ())
    assert [rule.programme for rule in december.rules] == list(ALL)
    assert [part.full for part in december.parts] == [10_000, 6_800, 20_000]


def test_the_programmes_add_up_to_the_total():
    contribution = priced(programmes=ALL, first_month=date(2026, 11, 1), months=6)
    assert contribution.by_programme == {"JKK": 50_000, "JKM": 34_000, "JHT": 120_000}
    assert sum(contribution.by_programme.values()) == contribution.total == 204_000


@pytest.mark.parametrize(
    ("first", "months", "sector", "working"),
    [
        (date(2022, 7, 1), 6, Sector.OTHER, "6 × Rp16.800"),
        (date(2026, 11, 1), 6, Sector.OTHER, "2 × Rp8.400 + 4 × Rp16.800"),
        (date(2026, 2, 1), 4, Sector.OTHER, "2 × Rp16.800 + 2 × Rp8.400"),
        (date(2027, 3, 1), 2, Sector.TRANSPORT, "1 × Rp8.400 + 1 × Rp16.800"),
        (date(2020, 7, 1), 8, Sector.OTHER, "1 × Rp16.800 + 6 × Rp168 + 1 × Rp16.800"),
    ],
)
def test_the_working_is_written_run_by_run(first, months, sector, working):
    contribution = priced(first_month=first, months=months, sector=sector)
    assert contribution.working(Words("id")) == working


def test_runs_hold_the_months_they_count():
    runs = priced(first_month=date(2026, 11, 1), months=6).runs()
    assert [(run.months, run.price.month, run.price.total) for run in runs] == [
        (2, date(2026, 11, 1), 8_400),
        (4, date(2027, 1, 1), 16_800),
    ]


@pytest.mark.parametrize(
    ("sector", "month", "discounted"),
    [
        (Sector.TRANSPORT, date(2025, 12, 1), False),
        (Sector.TRANSPORT, date(2026, 1, 1), True),
        (Sector.TRANSPORT, date(2027, 3, 1), True),
        (Sector.TRANSPORT, date(2027, 4, 1), False),
        (Sector.OTHER, date(2026, 3, 1), False),
        (Sector.OTHER, date(2026, 4, 1), True),
        (Sector.OTHER, date(2026, 12, 1), True),
        (Sector.OTHER, date(2027, 1, 1), False),
    ],
)
def test_the_discount_of_2026_holds_in_its_months_for_its_sector(sector, month, discounted):
    contribution = priced(sector=sector, first_month=month)
    assert contribution.total == (8_400 if discounted else 16_800)


@pytest.mark.parametrize(
    ("month", "total"),
    [
        (date(2020, 7, 1), 36_800),
        (date(2020, 8, 1), 20_168),
        (date(2021, 1, 1), 20_168),
        (date(2021, 2, 1), 36_800),
    ],
)
def test_in_the_pandemic_one_percent_of_two_programmes_was_paid(month, total):
    assert priced(programmes=ALL, first_month=month).total == total


@pytest.mark.parametrize("sector", Sector)
def test_the_budget_gets_no_discount_of_2026(sector):
    contribution = priced(sector=sector, payer=Payer.BUDGET, first_month=date(2026, 6, 1))
    assert contribution.total == 16_800
    assert contribution.legal_basis == ("PP 44/2015",)


@pytest.mark.parametrize(
    ("first", "month", "before", "after", "ended", "begun"),
    [
        (date(2026, 12, 1), date(2027, 1, 1), 8_400, 16_800, ("PP 50/2025",), ()),
        (date(2026, 3, 1), date(2026, 4, 1), 16_800, 8_400, (), ("PP 50/2025",)),
    ],
)
def test_a_boundary_says_where_the_amount_changes_and_why(
    first, month, before, after, ended, begun
):
    (boundary,) = priced(first_month=first, months=3).boundaries
    assert (boundary.month, boundary.before, boundary.after) == (month, before, after)
    assert (boundary.ended, boundary.begun) == (ended, begun)
    told = boundary.say(Words("id"))
    assert all(part in told for part in ("Rp8.400", "Rp16.800", "PP 50/2025"))


def test_a_boundary_of_changed_rules_names_no_discount():
    tables = shipped_tables()
    tables["contribution-rules"] = tables["contribution-rules"].replace(
        "JKM,flat,,6800,PP 44/2015,2015-07,",
        "JKM,flat,,6800,PP 44/2015,2015-07,2022-07\nJKM,flat,,7000,PP 1/2030,2022-08,",
    )
    contribution = priced(months=3, by=read_rates(tables))
    (boundary,) = contribution.boundaries
    assert (boundary.month, boundary.after) == (date(2022, 8, 1), 17_000)
    assert (boundary.ended, boundary.begun) == ((), ())
    assert "Rp17.000" in boundary.say(Words("id"))
    assert contribution.legal_basis == ("PP 44/2015", "PP 1/2030")


def test_equal_months_have_no_boundary():
    assert priced(months=12).boundaries == ()


@pytest.mark.parametrize("income", [0, 1, 500_000, 999_999, 1_000_000, 1_099_999])
def test_who_earns_less_than_the_least_is_priced_at_the_least(income):
    contribution = priced(income=income)
    assert (contribution.income, contribution.base, contribution.total) == (
        income,
        1_000_000,
        16_800,
    )


@pytest.mark.parametrize("income", [20_200_000, 25_000_000, 10**15])
def test_the_top_of_the_table_caps_the_contribution(income):
    assert priced(income=income, programmes=ALL).by_programme == {
        "JKK": 207_000,
        "JKM": 6_800,
        "JHT": 414_000,
    }


@settings(deadline=None)
@given(st.integers(0, 30_000_000))
def test_the_contributions_keep_their_limits_at_every_income(income):
    amounts = priced(income=income, programmes=ALL).by_programme
    assert 10_000 <= amounts["JKK"] <= 207_000
    assert 20_000 <= amounts["JHT"] <= 414_000
    assert amounts["JKM"] == 6_800


def test_an_unconfirmed_row_of_the_table_is_marked():
    assert priced(income=1_000_000).base_confirmed
    assert not priced(income=1_500_000).base_confirmed


def test_another_base_than_the_tables_is_used_and_never_confirmed():
    contribution = priced(income=1_500_000, base=1_500_000)
    assert (contribution.base, contribution.total) == (1_500_000, 21_800)
    assert contribution.base_row is None
    assert not contribution.base_confirmed


def test_the_tables_own_base_is_no_other_base():
    assert priced(income=1_000_000, base=1_000_000) == priced(income=1_000_000)


@pytest.mark.parametrize(
    ("base", "month", "jkk"),
    [
        (1_234_549, date(2022, 7, 1), 12_345),
        (1_234_550, date(2022, 7, 1), 12_346),
        (1_234_500, date(2026, 6, 1), 6_173),
        (1_234_499, date(2026, 6, 1), 6_172),
    ],
    ids=["below a half", "a half", "a half after the discount", "below it"],
)
def test_halves_of_a_rupiah_go_upwards_once_after_the_discount(base, month, jkk):
    assert priced(base=base, first_month=month).by_programme["JKK"] == jkk


@pytest.mark.parametrize("base", [0, 999_999, 20_700_001, -5])
def test_a_base_outside_the_table_is_refused_with_its_ends(base):
    with pytest.raises(UserError, match=r"1.000.000.*20.700.000"):
        priced(base=base)


@pytest.mark.parametrize("base", [1_000_000, 20_700_000])
def test_the_ends_of_the_table_are_bases(base):
    assert priced(income=5_000_000, base=base).base == base


def test_programmes_stand_in_one_order_each_once():
    assert priced(programmes=["JHT", "JKM", "JKK", "JKM"]).programmes == ALL


def test_an_unknown_programme_is_refused_by_name():
    with pytest.raises(UserError, match="JP"):
        priced(programmes=["JKK", "JKM", "JP"])


@pytest.mark.parametrize("some", [[], ["JKK"], ["JKM"], ["JHT"], ["JKK", "JHT"]])
def test_the_compulsory_programmes_cannot_be_left_out(some):
    with pytest.raises(UserError, match=r"JKK \+ JKM"):
        priced(programmes=some)


def test_a_negative_income_is_refused():
    with pytest.raises(UserError):
        priced(income=-1)


@pytest.mark.parametrize("months", [0, -1, 61])
def test_a_number_of_months_that_cannot_be_is_refused(months):
    with pytest.raises(UserError, match="60"):
        priced(months=months)


def test_months_that_no_calendar_has_are_refused():
    with pytest.raises(UserError, match="beyond the year 9999"):
        priced(first_month=date(9999, 6, 1), months=7)
    assert priced(first_month=date(9999, 6, 1), months=6).paid_until == date(9999, 11, 30)


@pytest.mark.parametrize("months", [1, 60])
def test_one_month_and_sixty_can_be_paid(months):
    assert len(priced(months=months).months) == months


def test_a_month_without_a_rule_is_refused_by_name():
    with pytest.raises(UserError, match=r"JKK.*2015"):
        priced(first_month=date(2015, 6, 1))
    assert priced(first_month=date(2015, 7, 1)).total == 16_800


def test_a_first_month_given_by_any_of_its_days_is_that_month():
    assert priced(first_month=date(2022, 7, 28), months=2) == priced(months=2)


def test_cover_is_paid_until_the_last_day_of_the_last_month():
    assert priced(first_month=date(2023, 9, 1), months=6).paid_until == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("day", "count", "month"),
    [
        (date(2022, 6, 28), 1, date(2022, 7, 1)),
        (date(2022, 12, 31), 1, date(2023, 1, 1)),
        (date(2022, 7, 1), 0, date(2022, 7, 1)),
        (date(2022, 7, 1), 60, date(2027, 7, 1)),
    ],
)
def test_months_are_counted_over_the_end_of_a_year(day, count, month):
    assert month_after(day, count) == month


CONTRIBUTIONS = st.builds(
    price,
    income=st.integers(0, 30_000_000),
    sector=st.sampled_from(Sector),
    programmes=st.sampled_from([BOTH, ALL]),
    first_month=st.dates(date(2019, 1, 1), date(2028, 1, 1)),
    months=st.integers(1, 24),
    payer=st.sampled_from(Payer),
    base=st.none() | st.integers(1_000_000, 20_700_000),
)


@settings(deadline=None)
@given(CONTRIBUTIONS)
def test_what_is_stored_is_read_again_as_it_was(contribution):
    stored = json.loads(json.dumps(contribution.as_pricing()))
    assert from_pricing(stored) == contribution


@settings(deadline=None)
@given(CONTRIBUTIONS)
def test_a_prepayment_costs_what_its_months_cost_one_by_one(contribution):
    one_by_one = [
        price(
            income=contribution.income,
            sector=contribution.sector,
            programmes=contribution.programmes,
            first_month=month.month,
            months=1,
            payer=contribution.payer,
            base=contribution.base,
        ).total
        for month in contribution.months
    ]
    assert contribution.total == sum(one_by_one)


@settings(deadline=None)
@given(CONTRIBUTIONS)
def test_nobody_pays_more_for_a_discount_and_jht_has_none(contribution):
    for month in contribution.months:
        for part in month.parts:
            assert part.amount <= part.full
            assert part.programme != "JHT" or part.amount == part.full


def test_the_stored_working_says_every_rule_and_its_legal_basis():
    (run,) = priced(first_month=date(2026, 11, 1), months=2).as_pricing()
    assert (run["first_month"], run["months"], run["month_total"]) == ("2026-11", 2, 8_400)
    assert [part["rule"]["legal_basis"] for part in run["parts"]] == ["PP 44/2015"] * 2
    assert {part["discount"]["legal_basis"] for part in run["parts"]} == {"PP 50/2025"}


def test_rates_that_change_later_leave_what_was_stored_alone():
    stored = priced(first_month=date(2026, 11, 1), months=6)
    tables = shipped_tables()
    tables["discounts"] = tables["discounts"].replace("0.50", "0.10")
    later = priced(first_month=date(2026, 11, 1), months=6, by=read_rates(tables))
    assert later.total < stored.total == from_pricing(stored.as_pricing()).total
    assert rates().discounts != read_rates(tables).discounts


def test_what_changes_with_the_first_unpaid_month_is_known():
    found = boundary_after(priced(first_month=date(2026, 10, 1), months=3))
    assert (found.month, found.before, found.after) == (date(2027, 1, 1), 8_400, 16_800)
    assert found.ended == ("PP 50/2025",)
    assert boundary_after(priced(first_month=date(2026, 10, 1), months=2)) is None
    assert boundary_after(priced(first_month=date(2026, 10, 1), months=4)) is None


def test_where_no_rule_reaches_nothing_is_said_of_the_month_after():
    ended = replace(rates(), rules=tuple(_until_march(rule) for rule in rates().rules))
    paid = priced(first_month=date(2022, 3, 1), months=1, by=ended)
    assert boundary_after(paid, ended) is None


def _until_march(rule):
    return replace(rule, validity=replace(rule.validity, last=date(2022, 3, 1)))
