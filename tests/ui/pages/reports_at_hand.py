"""The page of reports and events that are counted."""

from datetime import UTC, datetime

import pytest

from models.base import utc_now
from models.events.tables import Stage
from models.reporting.periods import Period
from tests import factories as a
from ui.pages.reports_page import ReportsPage


@pytest.fixture
def settle(bench, qtbot):
    """Wait for the answers of the records."""
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.fixture
def hold(keep, settle):
    """Hold an event of June 2022, or another month, at which as many as named enrol."""

    def _hold(enrolled=1, month=6, **given):
        start = datetime(2022, month, 28, 9)
        event = keep(a.event(**{"stage": Stage.DONE, "starts_at": start, "ends_at": start} | given))
        for _number in range(enrolled):
            person = keep(a.person())
            keep(a.attendance(event_id=event.id, person_id=person.id, present_at=utc_now()))
            keep(
                a.enrolment(
                    event_id=event.id,
                    person_id=person.id,
                    enrolled_at=datetime(2022, month, 28, 3, tzinfo=UTC),
                )
            )
        settle()
        return event

    return _hold


@pytest.fixture
def page(bench, stage, settle):
    """The page, which shows June 2022."""
    made = ReportsPage(bench)
    stage.resize(1366, 768)
    stage.layout().addWidget(made)
    made.show()
    made.figures.period.show_period(Period.read("2022-06"))
    settle()
    return made


@pytest.fixture
def choose(page, settle):
    """Choose a table."""

    def _choose(key):
        page.figures.lines.which.show_value(key)
        page.figures.lines.which.picked.emit()
        settle()

    return _choose


def lines(page):
    model = page.figures.lines.view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def card(page, key):
    shown = page.figures.cards[key]
    return shown._number.text(), shown._badge.text()
