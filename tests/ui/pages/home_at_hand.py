"""The first page and what is planned there."""

from datetime import datetime, timedelta

import pytest

from models.events.checklist import add_task
from models.events.drafts import TaskDraft
from models.events.operations import plan_event, set_stage
from models.events.tables import Stage
from models.office.queries import today
from tests import factories as a
from ui.pages.home_page import HomePage
from ui.widgets.text import Text


@pytest.fixture
def day(bench):
    with bench.store.reading() as session:
        return today(session)


@pytest.fixture
def plan(bench, day, settle):
    """Plan an event so many days from today, at a stage, with these tasks and their days."""

    def _plan(title, days, stage=Stage.DRAFT, tasks=(), **given):
        start = datetime.combine(day + timedelta(days=days), datetime.min.time()).replace(hour=9)
        span = {"starts_at": start, "ends_at": start.replace(hour=12)}
        with bench.store.writing() as session:
            made = plan_event(session, a.event_draft(title=title, **span, **given))
            event, made.tasks = made.id, []
            set_stage(session, event, stage, "Banjir")
            for text, due_days in tasks:
                add_task(session, event, TaskDraft(text, due_days))
        settle()
        return event

    return _plan


@pytest.fixture
def settle(bench, qtbot):
    """Wait for the answers of the records."""
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.fixture
def keep(keep, settle):
    def _keep(*records):
        kept = keep(*records)
        settle()
        return kept

    return _keep


@pytest.fixture
def page(bench, stage, settle):
    made = HomePage(bench)
    stage.resize(1366, 768)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    settle()
    return made


def number(card):
    return card._number.text()


def seen(page):
    return [one.text() for one in page.findChildren(Text) if one.isVisible()]
