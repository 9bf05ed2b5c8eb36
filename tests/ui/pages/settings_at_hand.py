"""The settings on a page by themselves, on a plain and on a protected database."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from models import opening, protecting
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from models.office.queries import office_draft, officers
from tests.fixtures import CHEAP, OFFICE
from tests.ui.reach import said
from ui.bench import Bench
from ui.changes import Changes
from ui.pages.settings_page import SettingsPage
from ui.panes.settings_actions import SettingsActions
from ui.tasks import Tasks
from ui.undoing import Undoing

PASSWORD, OTHER = "rahasia kantor", "sawah hijau pagi"


class Asked(QObject):
    """Writes down what the settings ask of the program."""

    changed = Signal()

    def __init__(self):
        super().__init__()
        self.what = []

    def actions(self):
        def noting(name):
            return lambda *given: self.what.append((name, *given))

        return SettingsActions(
            speak=noting("speak"),
            wear=noting("wear"),
            back_up=lambda: self.what.append(("back_up",)),
            restore=noting("restore"),
            unpack=lambda: self.what.append(("unpack",)),
            lock=lambda: self.what.append(("lock",)),
            lock_after=noting("lock_after"),
            keep_desk=noting("keep_desk"),
            sit_down=noting("sit_down"),
            at_server=noting("at_server"),
            in_file=noting("in_file"),
            changed=self.changed,
        )


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def show(stage, asked):
    def _show(bench):
        page = SettingsPage(bench, asked.actions())
        stage.layout().addWidget(page)
        stage.resize(1200, 800)
        page.show()
        page.go()
        page.begin()
        return page

    return _show


@pytest.fixture
def page(show, bench):
    return show(bench)


@pytest.fixture
def protected(qtbot, tmp_path, settings, messages, went):
    """A bench on an encrypted database, and its recovery code."""
    path = tmp_path / "terkunci.jangkau"
    protection, code = protecting.new_protection(PASSWORD, CHEAP)
    store = opening.create(path, protection)
    with store.writing() as session:
        set_up_office(session, OFFICE, OfficerDraft(name="Rina Contoh"))
    changes, tasks = Changes(store), Tasks()
    undoing = Undoing(store, changes, tasks, messages)
    yield Bench(store, changes, tasks, messages, settings, undoing, lambda *_a, **_k: True), code
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.finish()
    store.close()


def field(within, name):
    return next(
        one for one in within.findChildren(QLineEdit) if one.isVisible() and said(one) == name
    )


def button(within, text):
    return next(
        one for one in within.findChildren(QPushButton) if one.isVisible() and one.text() == text
    )


def click(within, text):
    QTest.mouseClick(button(within, text), Qt.MouseButton.LeftButton)


def retype(line, text):
    line.selectAll()
    QTest.keyClicks(line, text)


def office(bench):
    with bench.store.reading() as session:
        return office_draft(session)


def names(bench):
    with bench.store.reading() as session:
        return [one.name for one in officers(session)]


def opens(path, secret):
    try:
        opening.open_store(path, secret).close()
    except opening.UserError:
        return False
    return True


def first_officer(bench):
    with bench.store.reading() as session:
        return officers(session)[0].id
