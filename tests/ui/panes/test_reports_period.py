from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.reporting.periods import Period, PeriodKind
from ui.panes.reports_period import LAST_YEAR, PeriodBar


@pytest.fixture
def bar(stage):
    made = PeriodBar(lambda: date(2022, 6, 28))
    stage.layout().addWidget(made)
    return made


def choose(bar, kind):
    bar.kind.show_value(kind)
    bar.kind.picked.emit()


def test_it_begins_with_the_month_of_today(bar):
    assert bar.period().written() == "2022-06"
    assert bar._said.text() == "June 2022"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (PeriodKind.WEEK, "2022-W26"),
        (PeriodKind.QUARTER, "2022-Q2"),
        (PeriodKind.YEAR, "2022"),
    ],
)
def test_another_length_keeps_to_today(bar, kind, written):
    choose(bar, kind)
    assert bar.period().written() == written


def test_away_from_today_another_length_keeps_to_the_last_day(bar):
    choose(bar, PeriodKind.YEAR)
    bar.before.click()
    choose(bar, PeriodKind.MONTH)
    assert bar.period().written() == "2021-12"


def test_the_buttons_go_to_the_period_before_and_after(bar, qtbot):
    with qtbot.waitSignal(bar.changed):
        bar.before.click()
    assert bar.period().written() == "2022-05"
    bar.after.setFocus()
    QTest.keyClick(bar.after, Qt.Key.Key_Space)
    assert bar.period().written() == "2022-06"


def test_a_period_shown_from_elsewhere_brings_its_length_along(bar, qtbot):
    with qtbot.waitSignal(bar.changed):
        bar.show_period(Period.read("2021-Q4"))
    assert bar.kind.value() is PeriodKind.QUARTER
    assert bar._said.text() == "Quarter 4 of 2021"


def test_it_does_not_go_beyond_what_an_office_can_have(stage):
    bar = PeriodBar(lambda: date(LAST_YEAR, 1, 31))
    stage.layout().addWidget(bar)
    assert not bar.after.isEnabled()
    bar.before.click()
    assert bar.after.isEnabled()
