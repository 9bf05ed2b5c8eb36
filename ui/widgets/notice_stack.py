"""Notices that float over the foot of the window, clear of its buttons, and go away again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.look import Role, em
from ui.widgets.keyboard import holds
from ui.widgets.notice import Notice

SECONDS = 8
SECONDS_WITH_ACTION = 15
KEPT = 3


class NoticeStack(QWidget):
    """The newest notices over ``ground``; those in role danger stay until they are closed.

    While the keyboard is in one it stays, too; once it goes, the keyboard is where it came from.
    """

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._kept_back: list[Callable[[], None]] | None = None
        self._before: QWidget | None = None
        # What is told of a deed often comes with other buttons: wait until they have their place.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._settle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look_anew)
        ground.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        role: Role = Role.INFO,
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show ``text``, with a button ``action`` that calls ``do``; or later, if held back."""
        if self._kept_back is not None:
            self._kept_back.append(partial(self.say, text, role, action, do))
            return
        for old in self._notices():
            if old.text() == text:  # several places may fail for one reason
                self._drop(old)
        for old in self._notices()[: 1 - KEPT]:
            self._drop(old)
        notice = Notice(self, closable=True)
        self._column.addWidget(notice)
        notice.say(text, role, action, do)
        notice.installEventFilter(self)
        if role is not Role.DANGER:
            seconds = SECONDS_WITH_ACTION if action else SECONDS
            self._end_in(round(seconds * 1000), notice)
        self.show()
        self._settle()
        self._later.start()

    def hold_back(self) -> None:
        """Take all notices away, and show those told from now on only after ``release``."""
        for notice in self._notices():
            self._drop(notice)
        self.hide()
        if self._kept_back is None:
            self._kept_back = []

    def release(self) -> None:
        """Show what was held back, as once the screen is unlocked."""
        told, self._kept_back = self._kept_back or [], None
        for say in told:
            say()

    def forget_actions(self) -> None:
        """Take away what offers something to do, as when its database is closed."""
        for notice in self._notices():
            if notice.acts():
                self._drop(notice)
        self._settle()

    def texts(self) -> list[str]:
        """Return what the notices say, oldest first."""
        return [notice.text() for notice in self._notices() if notice.text()]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() == QEvent.Type.Resize:
            self._settle()
        hidden = event.type() == QEvent.Type.Hide
        # A notice that is only covered, as by the lock, is not itself hidden.
        if hidden and isinstance(watched, Notice) and watched.isHidden():
            self._drop(watched)
            self._settle()
        return False

    def _end_in(self, milliseconds: int, notice: Notice) -> None:
        """Let ``notice`` go after so long, but never from under the keyboard."""

        def end() -> None:
            if holds(notice):
                self._end_in(milliseconds, notice)
            else:
                notice.hide()

        QTimer.singleShot(milliseconds, notice, end)

    def _notices(self) -> list[Notice]:
        place = self._column.indexOf
        return sorted((one for one in self.findChildren(Notice) if place(one) >= 0), key=place)

    def _drop(self, notice: Notice) -> None:
        if holds(notice):
            self._give_back()
        notice.removeEventFilter(self)
        self._column.removeWidget(notice)
        notice.deleteLater()
        if not self._notices():
            self.hide()

    def _look_anew(self, before: QWidget | None, now: QWidget | None) -> None:
        """Find another place where the keyboard goes to other buttons."""
        if self.isHidden():
            return
        was_here, is_here = self._holds(before), self._holds(now)
        if is_here and not was_here:
            self._before = before
        elif was_here and before is not None and not before.isVisible():
            self._give_back()
        self._later.start()

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and isValid(widget) and self.isAncestorOf(widget)

    def _give_back(self) -> None:
        """Put the keyboard where it was; Qt takes it on to whatever comes next in the window."""
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def _settle(self) -> None:
        if self.isHidden():
            return
        width = min(em(self, 42), self._ground.width() - em(self, 2))
        height = sum(notice.heightForWidth(width) for notice in self._notices())
        height += self._column.spacing() * (len(self._notices()) - 1)
        left = (self._ground.width() - width) // 2
        foot = QRect(left, self._ground.height() - height - em(self, 1), width, height)
        self.setGeometry(self._clear(foot))
        self.raise_()

    def _clear(self, foot: QRect) -> QRect:
        """Return ``foot``, or where above it nothing is in the way; not beyond half the window."""
        ways, place = self._used(), QRect(foot)
        while place.top() > self._ground.height() // 2:
            covered = [one for one in ways if one.intersects(place)]
            if not covered:
                return place
            place.moveBottom(min(one.top() for one in covered) - em(self, 0.4))
        return foot

    def _used(self) -> list[QRect]:
        """Return where buttons are that can be pressed, and the line that is typed in, as seen."""
        pressed: list[QWidget] = [
            button
            for button in self._ground.findChildren(QPushButton)
            if button.isVisible() and button.isEnabled() and not self.isAncestorOf(button)
        ]
        typed = QApplication.focusWidget()
        if isinstance(typed, QLineEdit) and self._ground.isAncestorOf(typed):
            pressed.append(typed)
        seen = [_seen_on(self._ground, one) for one in pressed]
        return [box for box in seen if not box.isEmpty()]


def _seen_on(ground: QWidget, widget: QWidget) -> QRect:
    """Return the part of ``widget`` on ``ground`` that is not scrolled away."""
    box, at = widget.rect(), widget
    while at is not ground and (around := at.parentWidget()) is not None:
        box = box.translated(at.pos()).intersected(around.rect())
        at = around
    return box
