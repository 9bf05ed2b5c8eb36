"""Every page of the window opens on a desk's database, whose history begins with nothing."""

import pytest
from PySide6.QtCore import QObject, Signal
from sqlalchemy import select

from desktop.pages import page_specs
from models.events.guests import mark_here
from models.events.tables import Event
from models.history.tables import Action
from models.people.tables import Person
from tests.models.packets.desks import make, officer, peopled, sit_down
from tests.ui.conftest import *  # noqa: F403 - fixtures are found by name
from tests.ui.conftest import _dressed  # noqa: F401 - which the star leaves out
from ui.look import Role
from ui.pages.settings_page import section_names
from ui.panes.settings_actions import SettingsActions

PARTS = ("plan", "people", "desk", "cards", "summary")
CALLS = ("speak", "wear", "back_up", "restore", "unpack", "lock", "lock_after", "sit_down")


class Heard(QObject):
    changed = Signal()


@pytest.fixture
def store(store, tmp_path):
    """The desk's database in place of the office's, so that all pages work on it."""
    event_id, *_rest = peopled(store)
    officer_id = officer(store)
    made, phrase = make(store, tmp_path, event_id, officer_id)
    desk = sit_down(made, phrase, tmp_path, officer_id)
    yield desk
    desk.close()


@pytest.fixture
def actions():
    heard = Heard()
    does = dict.fromkeys((*CALLS, "keep_desk", "at_server", "in_file"), lambda *_given: None)
    yield SettingsActions(**does, changed=heard.changed)
    heard.deleteLater()


def places(store):
    with store.reading() as session:
        event = session.scalars(select(Event.id)).one()
        person = session.scalars(select(Person.id)).first()
    return {
        "event": [{"event_id": event, "part": part} for part in PARTS],
        "people": [{}, {"person_id": person}],
        "settings": [{"section": name} for name in section_names()],
        "home": [{}, {"days": True}],
    }


def refused(messages):
    return [text for text, role in messages.told if role is Role.DANGER]


def walk(qtbot, bench, actions, stage):
    """Go everywhere; what fails in a page fails the test."""
    there = places(bench.store)
    seen = []
    for spec in page_specs(bench, actions):
        page = spec.make()
        stage.layout().addWidget(page)
        for where in there.get(spec.name, [{}]):
            if hasattr(page, "go"):
                page.go(**where)
            qtbot.waitUntil(lambda: not bench.tasks.busy)
        seen.append(spec.name)
        page.hide()
    return seen


def test_all_pages_open_on_a_packet_with_and_without_something_done(
    qtbot, bench, actions, stage, messages
):
    assert {"home", "event", "people", "cards"} <= set(walk(qtbot, bench, actions, stage))
    assert refused(messages) == []
    with bench.store.reading() as session:
        event = session.scalars(select(Event.id)).one()
        people = list(session.scalars(select(Person.id)))
    with bench.store.writing() as session:
        mark_here(session, event, people)
    walk(qtbot, bench, actions, stage)
    assert refused(messages) == []
    with bench.store.reading() as session:
        assert len(session.scalars(select(Action.id)).all()) == 1
