"""Who sits at the desk: keys to the program in its own window, and eyes that wait for what it says.

Keys carry the time at which they went down, as those of a keyboard do: a hand takes its time
between two of them, a scanner does not, and nobody has to wait for either.
"""

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.program import Program
from tests.ui.reach import said
from ui.forms.unlock_form import UnlockForm
from ui.look import Look, Theme
from ui.main_window import MainWindow
from ui.pages.event_page import EventPage
from ui.pages.home_page import HomePage
from ui.panes.desk_pane import DeskPane
from ui.panes.enrolment_panel import EnrolPanel
from ui.scanning import ScanHabit, keep_habit
from ui.settings import Settings
from ui.widgets.notice import Notice

Key = Qt.Key
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
A_HAND, A_SCANNER = 130, 4
"""Milliseconds between two keys."""
LEARNT = ScanHabit(prefix="", suffix="\r", pace=12)
"""What the scanner of this computer is known by."""
A_MOMENT = 2
"""Milliseconds between two looks at the screen."""
PATIENCE = 60
"""Seconds after which what is waited for does not come any more."""


class Officer:
    """Types, scans and reads; never touches a mouse, and calls nothing of the program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.keys = 0
        """How many keys were pressed besides letters that were written."""
        self._time = 1_000

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        popup, focus = QApplication.activePopupWidget(), QApplication.focusWidget()
        return popup or focus or self.program.shell.window

    @property
    def desk(self) -> DeskPane:
        """The desk, as it is seen."""
        return self.see(DeskPane)

    def see(self, kind: type, besides: Callable[[QWidget], bool] = lambda _one: True):
        """Return what of a kind is seen; wait until something is."""
        window, found = self.program.shell.window, []

        def there() -> bool:
            found[:] = [o for o in window.findChildren(kind) if o.isVisible() and besides(o)]
            return bool(found)

        self.wait(there, kind.__name__)
        return found[0]

    def seen(self, kind: type) -> bool:
        """Tell whether something of a kind is seen now."""
        return any(o.isVisible() for o in self.program.shell.window.findChildren(kind))

    def wait(self, until: Callable[[], object], what: str = "") -> None:
        """Wait until something is to be seen."""
        given_up = time.monotonic() + PATIENCE
        while not until():
            QTest.qWait(A_MOMENT)
            if time.monotonic() > given_up:
                raise AssertionError(f"this never came: {what}; {self.told()}")

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.wait(lambda: not self.program.busy, "rest")
        QApplication.processEvents()

    def told(self) -> str:
        """Return what the window says: its notices, what came of the last scan, the keyboard."""
        window = self.program.shell.window
        texts = [*self.program.shell.notices.texts()]
        texts += [one.text() for one in window.findChildren(Notice) if one.isVisible()]
        texts += [p.outcome.text() for p in window.findChildren(DeskPane) if p.isVisible()]
        texts += [one.missing.text() for one in window.findChildren(EnrolPanel) if one.isVisible()]
        focus = self.focus
        at_work = "".join(
            "".join(traceback.format_stack(frame)[-6:]) for frame in sys._current_frames().values()
        )
        where = f"the keyboard is at {type(focus).__name__} {said(focus)!r}"
        return f"told {texts}; {where}; at work:\n{at_work}"

    def hear(self, begins: str, ends: str = "") -> str:
        """Wait until a notice begins and ends like this, and return all of it."""
        found: list[str] = []

        def there() -> bool:
            told = self.program.shell.notices.texts()
            found[:] = [one for one in told if one.startswith(begins) and one.endswith(ends)]
            return bool(found)

        self.wait(there, begins + ends)
        self.settle()
        return found[0]

    def write(self, text: str) -> None:
        """Type text where the keyboard is, at the pace of a hand."""
        for letter in text:
            self._time += A_HAND
            self._strike(letter)
        self._time += A_HAND

    def scan(self, text: str) -> None:
        """Let the scanner write a code where the keyboard is."""
        self._time += 1_000
        for letter in f"{text}\r":
            self._time += A_SCANNER
            self._strike(letter)
        self._time += 1_000

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press keys that write nothing, one after another."""
        for key in keys:
            self.keys += 1
            QTest.keyClick(self.focus, key, held)

    def tab_to(self, here: QWidget | Callable[[QWidget], bool], held=PLAIN, most=60) -> None:
        """Go on with Tab until the keyboard is there; with Shift held, go back."""
        wanted = here if callable(here) else (lambda one: one is here or here.isAncestorOf(one))
        by = []
        for _step in range(most):
            if wanted(self.focus):
                return
            by.append(f"{type(self.focus).__name__} {said(self.focus)}")
            self.press(Key.Key_Tab, held=held)
        raise AssertionError(f"Tab never comes there, but by {by}; {self.told()}")

    def tab_to_button(self, text: str, held=PLAIN) -> None:
        """Go on with Tab to the button that begins with ``text``."""
        self.tab_to(lambda one: isinstance(one, QPushButton) and said(one).startswith(text), held)

    def take_proposal(self) -> None:
        """Take the first of the proposals below a field, once they are there."""
        self.wait(lambda: QApplication.activePopupWidget() is not None, "proposals")
        self.press(Key.Key_Return)
        # Without a window manager the list that is gone stays the active window.
        window = self.program.shell.window
        window.activateWindow()
        self.wait(window.isActiveWindow, "the window")

    def go_to_desk(self, title: str) -> None:
        """Find the event by its title and open its desk."""
        self.press(Key.Key_K, held=CONTROL)
        self.write(title)
        self.take_proposal()
        self.see(EventPage)
        self.settle()
        self.tab_to_button("Open desk")
        self.press(Key.Key_Space)
        self.wait(lambda: self.desk.finder.search.hasFocus(), "the entry")
        self.settle()

    def _strike(self, letter: str) -> None:
        key = Key.Key_Return if letter == "\r" else Key(ord(letter.upper()))
        held = SHIFT if letter.isupper() else PLAIN
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, letter)
            event.setTimestamp(self._time)
            QApplication.sendEvent(self.focus, event)


@contextmanager
def at_the_desk(path: Path, kept: Path, password: str, title: str) -> Iterator[Officer]:
    """Start the program on a file, unlock it by its password and open the desk of an event."""
    settings = Settings(QSettings(str(kept), QSettings.Format.IniFormat))
    settings.language, settings.theme = "en", "light"
    keep_habit(settings, LEARNT)
    app = QApplication.instance() or QApplication([])
    look = Look(app, Theme.LIGHT)
    look.settle()
    app.style().setAnimationsEnabled(False)
    window = MainWindow(settings)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    program = Program(app, window, look, settings)
    officer = Officer(program)
    program.begin(path)
    officer.see(UnlockForm)
    officer.wait(lambda: isinstance(officer.focus, QWidget), "the keyboard")
    officer.write(password)
    officer.press(Key.Key_Return)
    officer.see(HomePage)
    officer.settle()
    officer.go_to_desk(title)
    yield officer
    program.close()
