"""Nothing flashes up as a window of its own while pages are built and gone to."""

from dataclasses import fields

import pytest
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.pages import page_specs
from tests import factories as a
from tests.ui.conftest import *  # noqa: F403 - fixtures are found by name
from tests.ui.conftest import _dressed  # noqa: F401 - which the star leaves out
from ui.pages.settings_page import section_names
from ui.panes.settings_actions import SettingsActions

PARTS = ("plan", "people", "desk", "cards", "summary")


class Heard(QObject):
    changed = Signal()


class Flashes(QObject):
    """Writes down what is shown without a parent."""

    def __init__(self, window):
        super().__init__()
        self._window = window
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            alone = watched.isWindow() and watched.parentWidget() is None
            if alone and watched is not self._window:
                self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def flashes(qapp, stage):
    made = Flashes(stage)
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def office(keep):
    event = keep(a.event(title="Sosialisasi"))
    person, partner = keep(a.person(name="Sari"), a.partner(name="Dinas"))
    keep(a.attendance(event_id=event.id, person_id=person.id))
    return {
        "event": [{"event_id": event.id, "part": part} for part in PARTS],
        "people": [{}, {"person_id": person.id}],
        "partners": [{}, {"partner_id": partner.id}],
        "settings": [{"section": name} for name in section_names()],
        "home": [{}, {"days": True}],
    }


def test_what_is_shown_by_itself_is_seen(qtbot, flashes):
    lonely = QWidget()
    qtbot.addWidget(lonely)
    lonely.show()
    assert flashes.seen == ["QWidget"]


def test_no_page_flashes_a_window_of_its_own(qtbot, bench, stage, office, flashes):
    def nothing(*_given):
        return None

    heard = Heard()
    asked = {one.name: nothing for one in fields(SettingsActions) if one.name != "changed"}
    actions = SettingsActions(**asked, changed=heard.changed)
    for spec in page_specs(bench, actions):
        page = spec.make()
        stage.layout().addWidget(page)
        for where in office.get(spec.name, [{}]):
            page.go(**where)
            qtbot.waitUntil(lambda: not bench.tasks.busy)
            QApplication.processEvents()
        page.hide()
    assert flashes.seen == []
