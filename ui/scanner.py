"""A scanner told from typing by its speed, wherever the keyboard is.

A scanner is a keyboard that writes faster than any hand. Each letter is therefore held back until
it is known whose it is: the first for as long as a scanner may pause (35 ms, less once the scanner
is known), and so is a second that follows at that pace. If no third comes, they are handed on in
their order, to where they were on their way. Nobody notices that; and nothing has to be taken back
out of a field, where a letter might already have done something. From the third letter on it is a
scanner, and all that follows at its pace is kept from every field, button and shortcut, Enter and
Tab too. What ends it is a pause, or what was learnt to stand behind each code.

Keys that write nothing (arrows, Esc, Ctrl with a letter), a key that is held and repeats, and what
comes from an input method go on at once; letters that wait are let go before them. While the watch
is on, a key that writes a letter by itself is nobody's shortcut.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from typing_extensions import override

from ui.scanning import Heard, ScanHabit

SURE = 3
"""Letters at a scanner's pace after which it is one."""
FEWEST = 6
"""Letters without an end that are a code; fewer were typed by a quick hand."""
LONGEST = 4096
"""Letters that are kept of one scan; the largest QR code holds hardly more."""
SLACK = 3
"""Milliseconds by which a timer may be late."""
LATE = 2
"""Milliseconds after which a timer tells more of a busy window than of a pause."""
MUCH_LATER = 10_000
ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Tab: "\t"}
MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
BREAKS = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
        QEvent.Type.WindowDeactivate,
    }
)
"""What must not overtake a letter that waits."""


_Moment = tuple[int, int]
"""When a key went down: by the system's clock (0 where it says nothing), and by ours; in ms."""


@dataclass(slots=True)
class _Burst:
    """Keys that came at a scanner's pace and wait: where they were going, and what they write."""

    waiting: list[tuple[QObject, QKeyEvent]] = field(default_factory=list)
    text: str = ""
    last: _Moment = (0, 0)
    gap: int = 0

    @property
    def sure(self) -> bool:
        """Whether no hand writes like this."""
        return len(self.text) >= SURE

    def down(self) -> set[int]:
        """Return the keys that have not gone up again."""
        keys: set[int] = set()
        for _to, event in self.waiting:
            pressed = event.type() == QEvent.Type.KeyPress
            (keys.add if pressed else keys.discard)(event.key())
        return keys


class ScannerWatch(QObject):
    """Listens between ``watch`` and ``rest``."""

    heard = Signal(object)
    """A ``Heard``: a scan as it came."""

    def __init__(self, habit: ScanHabit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._habit = habit
        self._burst = _Burst()
        self._again: QKeyEvent | None = None
        self._eaten: set[int] = set()
        self._on = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._pause = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._after_pause)
        self._due = 0

    def expect(self, habit: ScanHabit) -> None:
        """Know a scanner by its ``habit`` from now on."""
        self._habit = habit

    @property
    def watching(self) -> bool:
        """Whether it listens now."""
        return self._on

    def watch(self) -> None:
        """Listen, wherever the keyboard is."""
        app = QApplication.instance()
        if app is not None and not self._on:
            self._on = True
            app.installEventFilter(self)

    def rest(self) -> None:
        """Listen no more; letters that wait go where they were on their way."""
        app = QApplication.instance()
        if app is not None and self._on:
            self._on = False
            app.removeEventFilter(self)
            self._end()
            self._eaten.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in BREAKS:
            if self._burst.waiting:
                self._end()
            return False
        if kind not in KEYS or event is self._again or not isinstance(event, QKeyEvent):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._keep_from_shortcuts(event)
        if kind == QEvent.Type.KeyRelease:
            return self._take_release(watched, event)
        return self._take_press(watched, event)

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        if self._written(event):
            event.accept()
            return True
        if event.key() not in MODIFIERS:
            self._end()  # a shortcut would overtake the letters that wait
        return False

    def _take_press(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in MODIFIERS:
            return False
        self._eaten.discard(event.key())
        letter = self._written(event)
        if not letter:
            self._end()
            return False
        self._add(watched, event, letter)
        return True

    def _take_release(self, watched: QObject, event: QKeyEvent) -> bool:
        """Let a key go up where it went down: not at all if it was a scanner's."""
        if event.key() in self._eaten:
            self._eaten.discard(event.key())
            return True
        if any(one.key() == event.key() for _to, one in self._burst.waiting):
            self._burst.waiting.append((watched, _copy(event)))
            return True
        return False

    def _written(self, event: QKeyEvent) -> str:
        """Return what a key writes that may be a scanner's; nothing for any other key."""
        if event.isAutoRepeat():
            return ""
        sure = self._burst.sure and self._since(event) <= 2 * self._habit.pace
        if event.key() in ENDS:
            return ENDS[Qt.Key(event.key())] if sure else ""
        if _commands(event):  # how scanners write STX and the like: theirs only where one writes
            sign = _control_sign(event)
            return sign if sure or self._habit.prefix.startswith(sign or "-") else ""
        text = event.text()
        return text if text.isprintable() else ""

    def _add(self, watched: QObject, event: QKeyEvent, letter: str) -> None:
        """Take a letter to those that wait, if it came at their pace; else they are let go."""
        gap = self._since(event)
        allowed = self._habit.pace * (2 if self._burst.sure else 1)
        if self._burst.waiting and gap > allowed:
            self._end()
        burst = self._burst
        burst.gap = max(burst.gap, gap) if burst.waiting else 0
        burst.last = event.timestamp(), self._clock.elapsed()
        if len(burst.text) < LONGEST:
            burst.text += letter
            burst.waiting.append((watched, _copy(event)))
        else:
            self._eaten.add(event.key())
        if burst.sure and self._habit.ends and burst.text.endswith(self._habit.ends):
            self._end()
        else:
            self._wait()

    def _wait(self) -> None:
        wait = self._habit.pace * (2 if self._burst.sure else 1) + SLACK
        self._due = self._clock.elapsed() + wait
        self._pause.start(wait)

    def _after_pause(self) -> None:
        """Take the pause for one; if it was ours, first let in the keys that came meanwhile."""
        now = self._clock.elapsed()
        if now > self._due + LATE:
            self._due = now + MUCH_LATER
            self._pause.start(SLACK)
        else:
            self._end()

    def _since(self, event: QKeyEvent) -> int:
        """Return the ms since the letter before: by the system's clock, however busy we were."""
        if not self._burst.waiting:
            return 0
        system, ours = self._burst.last
        if system and event.timestamp():
            return abs(event.timestamp() - system)
        return self._clock.elapsed() - ours

    def _end(self) -> None:
        """Decide whose the letters that wait are: tell of a scan, or hand them on."""
        self._pause.stop()
        burst, self._burst = self._burst, _Burst()
        if not burst.waiting:
            return
        bare = burst.text.rstrip("\r\t")
        ended = bare != burst.text or bool(self._habit.ends and bare.endswith(self._habit.ends))
        if len(bare) >= (SURE if ended else FEWEST):
            self._eaten |= burst.down()
            told = Heard(burst.text, burst.gap)
            QTimer.singleShot(0, self, lambda: self.heard.emit(told))
        else:
            self._hand_on(burst)

    def _hand_on(self, burst: _Burst) -> None:
        for receiver, event in burst.waiting:
            if isValid(receiver):
                self._again = event
                QCoreApplication.sendEvent(receiver, event)
        self._again = None


def _commands(event: QKeyEvent) -> bool:
    """Tell whether a key is a command: AltGr, which writes signs, comes as Ctrl with Alt."""
    held = event.modifiers()
    alone = bool(held & Qt.KeyboardModifier.ControlModifier) != bool(
        held & Qt.KeyboardModifier.AltModifier
    )
    return alone or bool(held & Qt.KeyboardModifier.MetaModifier)


def _control_sign(event: QKeyEvent) -> str:
    """Return the unseen sign that Ctrl makes of a letter: of B, STX; nothing for other keys."""
    ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    letter = Qt.Key.Key_At <= event.key() <= Qt.Key.Key_Underscore
    return chr(event.key() - Qt.Key.Key_At) if ctrl and letter else ""


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
