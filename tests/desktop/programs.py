"""The program in a window of its own, on real files."""

import shutil

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.program import Program
from models import opening, protecting
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from tests.fixtures import CHEAP, OFFICE
from tests.ui.conftest import _dressed, look, messages, settings  # noqa: F401 - fixtures
from tests.ui.reach import said
from ui.forms.unlock_form import UnlockForm
from ui.main_window import MainWindow
from ui.pages.home_page import HomePage
from ui.widgets.option_button import OptionButton

PASSWORD = "rahasia kantor"


@pytest.fixture
def new_computer(tmp_path, monkeypatch):
    """A computer on which the program was never used; as it was again after the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LANGUAGE", "en")
    locale = QLocale()
    yield
    QLocale.setDefault(locale)


@pytest.fixture
def program(qtbot, qapp, look, settings, messages, new_computer):  # noqa: F811
    """The program, its window shown, with nothing open."""
    settings.language, settings.theme = "en", "light"
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Program(qapp, window, look, settings)
    made.messages = messages
    yield made
    made.close()


@pytest.fixture(scope="session")
def sealed(tmp_path_factory):
    """A protected office's database, to be copied, and its recovery code."""
    path = tmp_path_factory.mktemp("sealed") / "kantor.jangkau"
    protection, code = protecting.new_protection(PASSWORD, CHEAP)
    store = opening.create(path, protection)
    with store.writing() as session:
        set_up_office(session, OFFICE, OfficerDraft(name="Rina Contoh"))
    store.settle()
    store.close()
    return path, code


@pytest.fixture
def protected(tmp_path, sealed):
    """A protected office's database."""
    path, _code = sealed
    for name in (path.name, f"{path.name}.keys"):
        shutil.copy(path.with_name(name), tmp_path / name)
    return tmp_path / path.name


@pytest.fixture
def plain(tmp_path, office_file):
    """An office's database without protection."""
    return shutil.copy(office_file, tmp_path / "polos.jangkau")


class Hand:
    """Sees and does what a person at the window does."""

    def __init__(self, program, qtbot):
        self.program = program
        self.window = program.shell.window
        self._qtbot = qtbot

    def seen(self, kind):
        """Return the widgets of a kind that are seen."""
        return [one for one in self.window.findChildren(kind) if one.isVisible()]

    def wait_for(self, kind):
        """Wait until there is a widget of ``kind`` to be seen, and return it."""
        self._qtbot.waitUntil(lambda: self.seen(kind) != [])
        return self.seen(kind)[0]

    def field(self, name):
        """Return the line a voice calls ``name``."""
        return next(one for one in self.seen(QLineEdit) if said(one) == name)

    def type(self, name, text):
        """Type into a line instead of what is there."""
        self.field(name).selectAll()
        QTest.keyClicks(self.field(name), text)

    def click(self, text):
        """Press the button or take the choice that begins with ``text``."""
        found = [*self.seen(QPushButton), *self.seen(OptionButton)]
        named = (one for one in found if said(one).startswith(text))
        QTest.mouseClick(next(named), Qt.MouseButton.LeftButton)

    def enter(self):
        """Press Enter where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def unlock(self, secret):
        """Type a secret and press Enter."""
        self.type("Password or recovery code", secret)
        self.enter()

    def choose(self, name):
        """Choose an action of the menus."""
        action = self.program.shell.action(name)
        assert action.isEnabled(), name
        action.trigger()

    def menu(self, name):
        """Return what the menu calls an action."""
        return self.program.shell.action(name).text()


@pytest.fixture
def hand(program, qtbot):
    """A person at the window."""
    return Hand(program, qtbot)


@pytest.fixture
def opened(hand, program, protected):
    """A protected database, open."""
    program.begin(protected)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(HomePage)
    return protected


@pytest.fixture
def opened_plain(hand, program, plain):
    """An unprotected database, open."""
    program.begin(plain)
    hand.wait_for(HomePage)
    return plain


def store(program):
    return program._workshop.store
