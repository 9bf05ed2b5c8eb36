"""A window with sample pages."""

from collections import Counter

import pytest
from PySide6.QtWidgets import QLineEdit

from ui.actions import action_specs
from ui.main_window import MainWindow
from ui.shell import Shell
from ui.widgets.page import Page
from ui.workspace import PageSpec, Workspace

OWN = {"find", "back", "full_screen", "quit"}


class Sample(Page):
    """A page that remembers where it was sent."""

    def __init__(self, title):
        super().__init__(title)
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self.add(self.field)
        self.went = []
        self.leaves = True

    def go(self, **where):
        self.went.append(where)

    def may_leave(self):
        return self.leaves


@pytest.fixture
def done():
    """How often each action was done."""
    return Counter()


@pytest.fixture
def shell(qtbot, settings, done):
    def doing(name):
        return lambda: done.update([name])

    names = {spec.name for spec in action_specs()} - OWN
    window = MainWindow(settings)
    shell = Shell(window, settings, {name: doing(name) for name in names})
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return shell


@pytest.fixture
def window(shell):
    return shell.window


@pytest.fixture
def made():
    """Which pages were made."""
    return []


@pytest.fixture
def make_workspace(made):
    def page(name):
        def make():
            made.append(name)
            return Sample(name)

        return make

    def _make(find=None):
        return Workspace(
            [
                PageSpec("home", "Beranda", "house", page("home")),
                PageSpec("events", "Kegiatan", "calendar-days", page("events")),
                PageSpec("event", "Satu kegiatan", "", page("event"), under="events"),
                PageSpec("settings", "Pengaturan", "settings", page("settings")),
            ],
            find,
        )

    return _make


@pytest.fixture
def inside(shell, window, make_workspace):
    """The workspace of the open window."""
    workspace = make_workspace(lambda text: [(2**62, f"Found {text}", "")])
    workspace.rail.show_office("Kantor Cabang Bulungan", "Rina")
    shell.set_workspace(workspace)
    return workspace
