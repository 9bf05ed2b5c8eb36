"""The pages of events in a workspace, and an event on its page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.events.operations import plan_event
from models.events.queries import event_view
from tests import factories as a
from ui.pages.event_page import EventPage
from ui.pages.events_page import EventsPage
from ui.widgets.text import Text
from ui.workspace import PageSpec, Workspace


@pytest.fixture
def workspace(bench, stage):
    """A workspace of the two pages of events, with the list shown."""
    made = []
    inside = replace(bench, show_page=lambda name, **where: made[0].show_page(name, **where))
    specs = [
        PageSpec("events", "Events", "calendar-days", lambda: EventsPage(inside)),
        PageSpec("event", "Event", "calendar-days", lambda: EventPage(inside), "events"),
    ]
    made.append(Workspace(specs))
    stage.resize(1366, 768)
    stage.layout().addWidget(made[0])
    made[0].show_page("events")
    return made[0]


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        draft = a.event_draft(title="Temu Tani", venue="Balai Desa", region_line="Desa Pimping")
        return plan_event(session, draft).id


@pytest.fixture
def page(workspace, event):
    """The page of the event, at its plan."""
    workspace.show_page("event", event_id=event)
    return workspace.page()


def inside(page, kind):
    """Return the part of this kind that is seen, if it is."""
    return next((one for one in page.findChildren(kind) if one.isVisible()), None)


def button(page, text):
    return next(
        one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()
    )


def click(page, text):
    QTest.mouseClick(button(page, text), Qt.MouseButton.LeftButton)


def seen(page):
    return [one.text() for one in page.findChildren(Text) if one.isVisible()]


def stage_of(bench, event):
    with bench.store.reading() as session:
        view = event_view(session, event)
    return view.row.stage, view.stage_reason


def choose_stage(page, stage):
    page._stage._actions[stage].trigger()


def settle(bench, qtbot):
    qtbot.waitUntil(lambda: not bench.tasks.busy)
