"""A program left open over night: what it shows is of the new day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import base
from models.enrolment.tables import Enrolment
from models.events.operations import check_in
from models.office import queries
from tests import factories as a
from ui import day_turn
from ui.changes import NewDay
from ui.day_turn import DayTurn
from ui.panes.home_days import HomeDays
from ui.panes.reports_figures import PeriodFigures

LATE = datetime(2022, 6, 30, 23, 59, tzinfo=ZoneInfo("Asia/Makassar"))


@pytest.fixture
def clock(monkeypatch):
    """The clock of this computer; ``clock.now`` may be moved."""

    class Clock(datetime):
        moment = LATE

        @classmethod
        def now(cls, tz=None):
            return cls.moment.astimezone(tz)

    for module in (base, queries, day_turn):
        monkeypatch.setattr(module, "datetime", Clock)
    return Clock


def test_over_midnight_everything_is_read_anew_and_nothing_is_said_to_be_saved(
    clock, bench, stage, keep, qtbot
):
    event, person = keep(a.event()).id, keep(a.person()).id
    days, report = HomeDays(bench), PeriodFigures(bench)
    for pane in (days, report):
        stage.layout().addWidget(pane)
    turn, told = DayTurn(bench.store, bench.changes), []
    with bench.store.writing() as session:
        check_in(session, event, person)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert days.notice.isHidden(), "the day is not over"
    bench.changes.committed.connect(told.append)
    turn.look()
    assert told == []
    clock.moment = LATE + timedelta(minutes=2)
    turn.look()
    turn.look()
    [kinds] = told
    assert {NewDay, Enrolment} <= kinds
    qtbot.waitUntil(lambda: not days.notice.isHidden())
    assert "30 June" in days.notice.text()
    report.period.show_period(report.period.period().after())
    report.period.kind.show_value("week")
    report.period._change_kind()
    assert report.period.period().written() == "2022-W26", "that of the first of July"
