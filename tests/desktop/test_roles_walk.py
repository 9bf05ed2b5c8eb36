"""Whoever may do little walks through every page and presses all there is: nothing is refused."""

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from shiboken6 import isValid

from desktop.pages import may_see, page_specs
from models.events.tables import Event, EventTask
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.rights import BY_ROLE, NotAllowedError, Right
from models.office.tables import Role
from models.people.tables import Person
from tests import factories as a
from tests.ui.conftest import *  # noqa: F403 - fixtures are found by name
from tests.ui.conftest import _dressed  # noqa: F401 - which the star leaves out
from ui.barred import why
from ui.pages.settings_page import may_see as settings_may_see
from ui.pages.settings_page import section_names
from ui.panes.settings_actions import SettingsActions

PARTS = ("plan", "people", "desk", "cards", "summary")
ROUNDS = 2
CAMERA = pytest.mark.qt_log_ignore("^Couldn't (load|resolve)", extend=True)
"""The camera is pressed as well; a computer may lack what plays its pictures fast."""


class Heard(QObject):
    changed = Signal()


@pytest.fixture
def refused(monkeypatch):
    """What was refused on the way, be it told to somebody or not."""
    found, made = [], NotAllowedError.__init__

    def note(self, *said):
        found.append(said)
        made(self, *said)

    monkeypatch.setattr(NotAllowedError, "__init__", note)
    return found


@pytest.fixture
def office(store, keep):
    """An event with a guest, a partner and a task."""
    event = keep(a.event(title="Sosialisasi"))
    person, partner = keep(a.person(name="Sari"), a.partner(name="Dinas"))
    keep(a.attendance(event_id=event.id, person_id=person.id))
    keep(EventTask(event_id=event.id, text="Bawa spanduk", due_days=-1))
    return event.id, person.id, partner.id


@pytest.fixture
def walk(qtbot, bench, office, stage, refused, monkeypatch):
    """Let an officer of a role work here, and press everything on all pages of theirs."""
    # The system's own questions are let go of.
    monkeypatch.setattr("ui.printing.choose_printer", lambda *_asked: False)
    monkeypatch.setattr(QMenu, "exec", lambda *_asked: None)

    def _walk(role):
        with bench.store.writing() as session:
            officer = add_officer(session, OfficerDraft(name="Tono", role=role)).id
        bench.store.admit(officer)
        heard, asked = Heard(), []
        does = {
            name: (lambda *_given, name=name: asked.append(name))
            for name in ("speak", "wear", "back_up", "restore", "unpack", "lock", "lock_after")
        }
        given = ("keep_desk", "sit_down", "at_server", "in_file")
        actions = SettingsActions(
            **does, **dict.fromkeys(given, asked.append), changed=heard.changed
        )
        seen, wrongly = [], []
        for spec in page_specs(bench, actions):
            if may_see(bench, spec.name):
                seen.append(spec.name)
                page = spec.make()
                stage.layout().addWidget(page)
                for where in _places(spec.name, *office):
                    page.go(**where)
                    wrongly += _press_all(qtbot, bench, page, refused)
                page.hide()
        return seen, wrongly

    return _walk


def _places(name, event, person, partner):
    return {
        "event": [{"event_id": event, "part": part} for part in PARTS],
        "people": [{"person_id": person}],
        "partners": [{"partner_id": partner}],
    }.get(name, [{}])


def _press_all(qtbot, bench, page, refused):
    """Press everything, and return what led to a refusal."""
    wrongly = []
    for _round in range(ROUNDS):
        qtbot.waitUntil(lambda: not bench.tasks.busy)
        for thing in [
            *page.findChildren(QAbstractButton),
            *page.findChildren(QAction),
            *page.findChildren(QShortcut),
        ]:
            if isValid(thing) and thing.isEnabled():
                name, before = _name(thing, page), len(refused)
                _press(thing)
                qtbot.waitUntil(lambda: not bench.tasks.busy)
                if len(refused) > before:
                    wrongly.append(name)
            for other in QApplication.topLevelWidgets():
                if other is not page.window() and other.isVisible():
                    other.close()
    return wrongly


def _name(thing, page):
    said = thing.text() if hasattr(thing, "text") else thing.key().toString()
    return type(page).__name__, type(thing.parent()).__name__, said


def _press(thing):
    if isinstance(thing, QAbstractButton):
        if thing.isVisible() and not (hasattr(thing, "menu") and thing.menu()):
            thing.click()
    elif isinstance(thing, QAction):
        if thing.menu() is None and not thing.isSeparator() and _is_reached(thing):
            thing.trigger()
    elif thing.parent().isVisible():
        thing.activated.emit()


def _is_reached(action):
    """Tell whether an action lies in a menu that can be opened."""
    holders = [one for one in action.associatedObjects() if isinstance(one, QWidget)]
    return any(one.isEnabled() and one.parentWidget().isEnabled() for one in holders)


def count(store, kind):
    from sqlalchemy import func, select

    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(kind))


@CAMERA
def test_a_reader_is_offered_nothing_that_is_then_refused(walk, bench, messages):
    seen, wrongly = walk(Role.READER)
    assert {"home", "events", "event", "people", "partners", "reports"} <= set(seen)
    assert "cards" not in seen
    assert wrongly == []
    assert [said for said, _role in messages.told if said == why()] == []
    assert (count(bench.store, Event), count(bench.store, Person)) == (1, 1)


@CAMERA
def test_a_desk_officer_reaches_the_desk_alone_and_nothing_there_is_refused(walk):
    assert walk(Role.DESK_OFFICER) == (["home", "event", "settings"], [])


def test_what_is_barred_stays_off_whoever_turns_it_on_and_says_why(bench, stage):
    from PySide6.QtWidgets import QPushButton

    bench.store._rights = frozenset()
    button, action = QPushButton("Simpan"), QAction("Simpan", stage)
    stage.layout().addWidget(button)
    bench.needs(Right.PLAN, button, action)
    button.setEnabled(True)
    button.setToolTip("Simpan sekarang")
    action.setEnabled(True)
    assert (button.isEnabled(), action.isEnabled()) == (False, False)
    assert (why() in button.toolTip(), button.accessibleDescription()) == (True, why())
    stage.setEnabled(False)
    button.setEnabled(True)
    stage.setEnabled(True)
    assert not button.isEnabled()


def test_what_is_allowed_stays_as_it_was(bench, stage):
    field = QWidget(stage)
    bench.needs(Right.PLAN, field)
    assert field.isEnabled()


@CAMERA
def test_a_coordinator_is_offered_nothing_that_is_then_refused(walk, bench, messages):
    seen, wrongly = walk(Role.COORDINATOR)
    assert seen == [spec.name for spec in page_specs(bench, None)]
    assert wrongly == []
    assert [said for said, _role in messages.told if said == why()] == []


SECTIONS = {
    Role.ADMINISTRATOR: set(section_names()),
    Role.COORDINATOR: set(section_names()) - {"office", "cards", "money"},
    Role.DESK_OFFICER: {"desk", "computer", "data"},
    Role.READER: {"computer", "data"},
}
"""Beside their own: what is changed by administrators alone is shown to nobody else."""


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_shown_the_sections_of_the_settings_in_which_it_can_do_something(bench, role):
    bench.store._rights = BY_ROLE[role]
    assert {name for name in section_names() if settings_may_see(bench, name)} == SECTIONS[role]
