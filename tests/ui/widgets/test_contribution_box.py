from datetime import date

import pytest

from models.enrolment.contribution import price
from models.people.tables import Sector
from models.words import speak
from ui.widgets.contribution_box import ContributionBox

ALL = ("JKK", "JKM", "JHT")


def priced(first_month=date(2022, 7, 1), months=6, programmes=ALL[:2], income=1_000_000, **given):
    return price(
        income=income,
        sector=given.pop("sector", Sector.OTHER),
        programmes=programmes,
        first_month=first_month,
        months=months,
        **given,
    )


@pytest.fixture
def box(stage):
    made = ContributionBox()
    stage.layout().addWidget(made)
    made.show()
    return made


def test_the_total_stands_large_with_its_working(box):
    box.show_contribution(priced())
    assert box.total.text() == "Rp100,800"
    assert box.total.font().pixelSize() > box.working.font().pixelSize()
    assert box.working.text() == "6 × Rp16,800"
    assert box.base.text() == "6 months, base Rp1,000,000 · paid until 31 December 2022"
    assert box.accessibleName() == "Contribution Rp100,800"


def test_each_programme_has_its_rate_and_its_amount(box):
    box.show_contribution(priced(programmes=ALL))
    assert box.parts() == {
        "JKK": ("JKK 1%", "Rp10,000"),
        "JKM": ("JKM", "Rp6,800"),
        "JHT": ("JHT 2%", "Rp20,000"),
    }
    box.show_contribution(priced())
    assert set(box.parts()) == {"JKK", "JKM"}


def test_amounts_are_written_as_the_language_does(box):
    speak("id")
    box.show_contribution(priced())
    assert box.total.text() == "Rp100.800"


def test_where_a_discount_ends_both_amounts_and_the_month_are_told(box):
    box.show_contribution(priced(date(2026, 11, 1), programmes=ALL))
    assert box.parts()["JKK"] == ("JKK 1%", "Rp5,000–Rp10,000")
    assert box.parts()["JHT"] == ("JHT 2%", "Rp20,000")
    assert box.working.text() == "2 × Rp28,400 + 4 × Rp36,800"
    said = box.remarks.text()
    assert "From January 2027 it is Rp36,800 a month, not Rp28,400" in said
    assert "PP 50/2025" in said
    assert box.remarks.isVisible()


def test_a_discount_for_all_of_the_months_is_named(box):
    box.show_contribution(priced(date(2026, 4, 1), 2))
    assert box.remarks.text() == "With the discount of PP 50/2025."


def test_a_base_that_is_not_certain_is_told(box):
    box.show_contribution(priced(income=1_500_000))
    assert "of the table of base incomes has not been confirmed" in box.remarks.text()
    box.show_contribution(priced())
    assert box.remarks.isHidden()


def test_the_months_are_shown_when_asked_with_the_rules_of_each_run(box):
    box.show_contribution(priced(date(2026, 11, 1), 4, ALL))
    assert box.months.lines() == []
    box.more.click()
    first, second = [line for line in box.months.lines() if len(line) == 1]
    assert "JKK 1% · PP 44/2015 · PP 50/2025: 50% of it is paid" in first[0]
    assert "JHT 2% · PP 46/2015" in first[0]
    assert "PP 50/2025" not in second[0]
    assert [line for line in box.months.lines() if len(line) > 1] == [
        ["", "JKK", "JKM", "JHT", "Total"],
        ["November 2026", "Rp5,000", "Rp3,400", "Rp20,000", "Rp28,400"],
        ["December 2026", "Rp5,000", "Rp3,400", "Rp20,000", "Rp28,400"],
        ["January 2027", "Rp10,000", "Rp6,800", "Rp20,000", "Rp36,800"],
        ["February 2027", "Rp10,000", "Rp6,800", "Rp20,000", "Rp36,800"],
    ]


def test_the_months_follow_while_they_are_shown(box):
    box.show_contribution(priced(months=1))
    box.more.click()
    box.show_contribution(priced(months=3))
    assert len(box.months.lines()) == 1 + 1 + 3


def test_without_a_contribution_it_says_what_is_missing(box):
    box.show_contribution(priced())
    box.show_contribution(None, "Write the monthly income.")
    assert (box.total.text(), box.base.text()) == ("–", "Write the monthly income.")
    assert box.parts() == {}
    assert box.more.isHidden()
    assert box.working.isHidden()
