import csv
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.enrolment.rate_lines import RatesError
from models.enrolment.rate_tables import rates, read_rates, shipped_tables
from models.enrolment.rates import RuleKind, Validity
from models.people.tables import Sector
from resources import resource


def with_change(table, old, new):
    tables = shipped_tables()
    assert old in tables[table]
    return tables | {table: tables[table].replace(old, new, 1)}


@pytest.mark.parametrize(
    ("income", "base"),
    [
        (0, 1_000_000),
        (1_099_999, 1_000_000),
        (1_100_000, 1_200_000),
        (1_500_000, 1_600_000),
        (2_500_000, 2_600_000),
        (20_199_999, 19_700_000),
        (20_200_000, 20_700_000),
        (10**18, 20_700_000),
    ],
)
def test_an_income_has_the_base_of_the_last_row_it_reaches(income, base):
    assert rates().base_row(income).base_income == base


def test_the_table_has_33_rows_of_which_the_ends_are_confirmed():
    rows = rates().base_incomes
    assert [row.row for row in rows] == list(range(1, 34))
    assert [row.row for row in rows if row.confirmed] == [1, 33]
    assert (rates().least_base, rates().greatest_base) == (1_000_000, 20_700_000)


@settings(deadline=None)
@given(st.integers(0, 30_000_000), st.integers(0, 30_000_000))
def test_more_income_never_has_a_lesser_base(one, other):
    lower, upper = sorted([one, other])
    assert rates().base_row(lower).base_income <= rates().base_row(upper).base_income


def test_the_shipped_rules_are_those_of_the_field():
    told = {(rule.programme, rule.kind, rule.rate, rule.amount) for rule in rates().rules}
    assert told == {
        ("JKK", RuleKind.PERCENT_OF_BASE, Decimal("0.01"), 0),
        ("JKM", RuleKind.FLAT, Decimal(0), 6_800),
        ("JHT", RuleKind.PERCENT_OF_BASE, Decimal("0.02"), 0),
    }


def test_one_three_six_and_twelve_months_are_offered_and_two_can_be():
    assert rates().offered_months == (1, 3, 6, 12)
    assert 2 in [period.months for period in rates().periods]


def test_what_is_not_certain_is_marked():
    assert not rates().age_when_registering_under.confirmed
    assert [period.months for period in rates().periods if not period.confirmed] == [2]
    assert not any(programme.confirmed for programme in rates().programmes)


def test_rates_are_read_once():
    assert rates() is rates()


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("2020-08", "2021-01"), ("2021-01", None), True),
        (("2020-08", "2021-01"), ("2021-02", None), False),
        (("2020-08", None), ("2026-01", None), True),
        (("2026-01", "2026-02"), ("2025-01", "2025-12"), False),
        (("2025-01", "2026-12"), ("2026-03", "2026-04"), True),
    ],
)
def test_validities_meet_where_they_share_a_month(one, other, meet):
    first, second = (
        Validity(*(date.fromisoformat(f"{month}-01") if month else None for month in months))
        for months in (one, other)
    )
    assert first.meets(second) is second.meets(first) is meet


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("base-income", "row,", "line,", "base-income.*2.*row"),
        ("base-income", "1,0,1000000,yes", "1,nol,1000000,yes", "base-income.*2.*nol"),
        ("base-income", "1,0,1000000,yes", "1,0,-5,yes", "-5"),
        ("base-income", "1,0,1000000,yes", "1,0,1000000,maybe", "maybe"),
        ("base-income", "1,0,1000000,yes", "1,0,0,yes", "0"),
        ("base-income", "1,0,1000000,yes", "1,100,1000000,yes", "0"),
        ("base-income", "2,1100000,", "2,1300000,", "3"),
        ("base-income", "2,1100000,1200000", "2,1100000,1400000", "3"),
        ("contribution-rules", "JKM,flat", "JXX,flat", "contribution-rules.*3.*JXX"),
        ("contribution-rules", "JKM,flat", "JKM,free", "free"),
        ("contribution-rules", "JKM,flat", "JKK,flat", "JKK"),
        ("contribution-rules", "0.01", "1.5", "1.5"),
        ("contribution-rules", "0.01", "satu", "satu"),
        ("contribution-rules", "0.01", "NaN", "NaN"),
        ("contribution-rules", "6800", "6.800", "6.800"),
        ("contribution-rules", "2015-07,", "2015-13,", "2015-13"),
        ("contribution-rules", "2015-07,", "2015-07,2014-01", "2014-01"),
        ("contribution-rules", "JKM,flat,,6800,PP 44/2015,2015-07,\n", "", "JKM"),
        ("discounts", "JKK JKM,transport", "JKK JXX,transport", "JXX"),
        ("discounts", "transport", "farming", "farming"),
        ("discounts", "paid by state or regional budget", "paid by aunt", "aunt"),
        ("discounts", "transport", "all", "PP 50/2025"),
        ("discounts", "2021-01", "2026-01", "PP 49/2020.*PP 50/2025"),
        ("periods", "12,yes,yes", "dozen,yes,yes", "dozen"),
        ("limits", "65", "-1", "-1"),
        ("limits", "age_when_registering_under", "shoe_size", "shoe_size"),
        ("limits", "\nage_when_registering_under,65,no", "", "limits"),
        ("programmes", "JHT,no,no", "JHT,no,no\nJP,no,no", "JP"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_with_the_place(table, old, new, told):
    with pytest.raises(RatesError, match=f"(?s){told}"):
        read_rates(with_change(table, old, new))


def test_a_table_may_be_changed_where_it_stays_right():
    changed = read_rates(with_change("periods", "2,no,no", "2,yes,yes"))
    assert changed.offered_months == (1, 2, 3, 6, 12)


def test_one_rule_may_follow_another():
    changed = read_rates(
        with_change(
            "contribution-rules",
            "JKM,flat,,6800,PP 44/2015,2015-07,",
            "JKM,flat,,6800,PP 44/2015,2015-07,2029-12\nJKM,flat,,7000,PP 1/2030,2030-01,",
        )
    )
    assert changed.rule("JKM", date(2029, 12, 1)).amount == 6_800
    assert changed.rule("JKM", date(2030, 1, 1)).amount == 7_000


def test_the_shipped_occupations_have_a_sector_and_one_name_each():
    lines = list(csv.DictReader(resource("occupations.csv").read_text("utf-8").splitlines()))
    names = [line["name"] for line in lines]
    assert len(names) == len(set(names)) >= 60
    assert {Sector(line["sector"]) for line in lines} == set(Sector)


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Petani padi", Sector.OTHER),
        ("Nelayan", Sector.OTHER),
        ("Sopir", Sector.TRANSPORT),
        ("Ojek pangkalan", Sector.TRANSPORT),
        ("Kurir", Sector.TRANSPORT),
    ],
)
def test_occupations_of_the_field_have_the_sector_that_sets_the_discount(name, sector):
    lines = csv.DictReader(resource("occupations.csv").read_text("utf-8").splitlines())
    assert {line["name"]: line["sector"] for line in lines}[name] == sector


def test_as_of_a_day_later_rules_are_left_out():
    before = rates().as_of(date(2025, 12, 31))
    assert [one.legal_basis for one in before.discounts] == ["PP 49/2020"]
    assert rates().as_of(date(2026, 4, 1)).discounts == rates().discounts
    assert rates().as_of(date(2010, 1, 1)).rules == ()
