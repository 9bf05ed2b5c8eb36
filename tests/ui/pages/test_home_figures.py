"""Home: the figures of the year, its targets and charts."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.base import utc_now
from models.enrolment.tables import EnrolmentStatus
from models.events.tables import Stage
from models.office.targets import Amount, Standing, save_targets
from models.reporting.behind import Behind
from models.reporting.periods import Period, PeriodKind
from models.words import spoken
from tests import factories as a
from tests.ui.pages.home_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.home_at_hand import number, seen
from tests.ui.reach import said
from ui.look import Role
from ui.panes.home_targets import standing_said, target_badge


def badge(card):
    return said(card._badge) if card._badge.isVisible() else ""


def test_the_year_is_counted(page, plan, keep):
    event = plan("Sudah", 0, Stage.DONE)
    people = keep(a.person(), a.person(), a.person())
    for person in people[:2]:
        keep(a.attendance(event_id=event, person_id=person.id, present_at=utc_now()))
    paid = {"status": EnrolmentStatus.PAID}
    keep(a.enrolment(event_id=event, person_id=people[0].id, enrolled_at=utc_now(), **paid))
    assert [number(one) for one in (page._enrolled, page._held, page._conversion)] == [
        "1",
        "1",
        "50%",
    ]
    assert badge(page._enrolled) == "+1 this month"
    assert (number(page._waiting), badge(page._waiting)) == ("1", "1 paid")


@pytest.fixture
def aim(bench, day, settle):
    """Set a target for every month of this year."""

    def _aim(enrolled, rupiah=0):
        with bench.store.writing() as session:
            wanted = {month: Amount(enrolled, rupiah) for month in range(1, 13)}
            save_targets(session, day.year, wanted)
        settle()

    return _aim


def test_without_targets_nothing_is_said_of_them_but_where_to_set_them(page, plan, went):
    plan("Segera", 2)
    assert not page._targets.isVisible()
    page._months.aim.click()
    assert went == [("settings", {"section": "targets"})]


def test_targets_are_told_on_card_meters_and_chart(page, plan, aim, keep, day):
    plan("Segera", 2)
    for _n in range(3):
        keep(a.enrolment(person_id=keep(a.person()).id, enrolled_at=utc_now()))
    aim(2)
    assert badge(page._enrolled) == spoken().percent(3 / 24) + " of target"
    assert page._targets.isVisible()
    assert not page._months.aim.isVisible()
    month, year = page._targets.month, page._targets.year
    assert (month.meter._numbers.text(), month.told.text()) == ("150%", "3 of 2 · reached")
    assert year.told.text().startswith("3 of 24 · ")
    told = page._months.chart.accessibleDescription()
    assert told.endswith("; Target of this month: 2")


def test_a_target_of_money_alone_is_measured_in_money(page, plan, aim):
    plan("Segera", 2)
    aim(0, 1_000_000)
    assert page._targets.month.told.text().startswith("Rp0 of Rp1M · ")
    assert not page._targets.month.money.isVisible()


def test_people_and_money_are_told_below_one_another(page, plan, aim):
    plan("Segera", 2)
    aim(10, 1_000_000)
    assert page._targets.month.told.text().startswith("0 of 10 · ")
    assert page._targets.month.money.text() == "Rp0 of Rp1M"


@pytest.mark.parametrize(
    ("standing", "told"),
    [
        (Standing(100, 20, 50), "20 of 100 · 30 behind"),
        (Standing(100, 60, 50), "60 of 100 · on pace"),
        (Standing(100, 120, 50), "120 of 100 · reached"),
        (Standing(0, 120, 0), "No target set"),
    ],
)
def test_a_standing_is_said_with_what_is_missing_to_its_pace(standing, told):
    assert standing_said(standing) == told


@pytest.mark.parametrize(
    ("standing", "role"),
    [(Standing(100, 20, 50), Role.WARNING), (Standing(100, 60, 50), Role.SUCCESS)],
)
def test_the_badge_of_a_target_warns_when_behind(standing, role):
    assert target_badge(standing).role is role
    assert target_badge(Standing(0, 5, 0)) is None


def test_conversion_is_a_dash_while_nobody_came(page, plan):
    plan("Sudah", 0, Stage.DONE)
    assert number(page._conversion) == "–"


def test_a_figure_leads_to_the_list_of_those_it_counts(page, plan, day, went):
    plan("Segera", 2)
    year = Period.of(PeriodKind.YEAR, day)
    QTest.keyClick(page._held, Qt.Key.Key_Return)
    QTest.mouseClick(page._waiting, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page._conversion, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page._enrolled, Qt.MouseButton.LeftButton)
    assert went == [
        ("events", {"figure": Behind("events_held", year)}),
        ("people", {"figure": Behind("waiting", year)}),
        ("people", {"figure": Behind("conversion", year)}),
        ("people", {"figure": Behind("enrolled", year)}),
    ]


def test_enrolments_are_charted_by_month(page, keep, plan, day):
    plan("Segera", 2)
    assert "Nobody has been enrolled yet." in seen(page)
    keep(a.enrolment(person_id=keep(a.person()).id, enrolled_at=utc_now()))
    assert page._months.chart.isVisible()
    told = page._months.chart.accessibleDescription().split("; ")
    assert len(told) == 12
    assert told[-1].endswith(": 1")


def test_the_panel_says_until_when_where_the_last_enrolment_is_long_ago(page, keep, plan):
    plan("Segera", 2)
    keep(
        a.enrolment(person_id=keep(a.person()).id, enrolled_at=utc_now() - timedelta(days=3 * 366))
    )
    assert page._months.accessibleName().startswith("Enrolments per month until ")
