from functools import cache

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.recording import RecordedMessages
from tests.ui.no_scanner import no_scanner  # noqa: F401 - found by its name
from ui.bench import Bench
from ui.changes import Changes
from ui.look import Look, Theme
from ui.settings import Settings
from ui.tasks import Tasks
from ui.undoing import Undoing


@cache
def dress(app):
    """Dress the program once: the tests of other folders, which borrow this one, wear the same."""
    look = Look(app, Theme.LIGHT)
    look.settle()
    app.style().setAnimationsEnabled(False)
    return look


@pytest.fixture(scope="session")
def _dressed(qapp):
    return dress(qapp)


@pytest.fixture(autouse=True)
def look(_dressed):
    """The look of the program, light again after each test."""
    yield _dressed
    if _dressed.theme is not Theme.LIGHT:
        _dressed.wear(Theme.LIGHT)


@pytest.fixture
def settings(tmp_path):
    """Settings of a computer on which nothing was chosen yet."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def messages():
    """Messages that are only written down."""
    return RecordedMessages()


@pytest.fixture
def went():
    """Where a page wanted to go: name and place, in order."""
    return []


@pytest.fixture
def bench(qtbot, store, settings, messages, went):
    """What a page works with, on a store with an office in it."""

    def show_page(name, **where):
        went.append((name, where))
        return True

    changes, tasks = Changes(store), Tasks()
    undoing = Undoing(store, changes, tasks, messages)
    yield Bench(store, changes, tasks, messages, settings, undoing, show_page)
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.finish()


@pytest.fixture
def stage(qtbot):
    """A shown and active window; ``stage.layout()`` takes what is tested."""
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window)
    window.resize(600, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
