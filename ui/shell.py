"""What the window is furnished with: pages or a widget alone, menus, status line, notices, lock.

It decides nothing: what the actions do is handed in.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QStackedWidget,
    QStatusBar,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from models.words import _
from ui.actions import action_specs, fill_menus, make_actions, page_specs
from ui.barred import bar
from ui.icons import icon
from ui.look import ACCENT, Surface, em, surface
from ui.main_window import NAME, MainWindow
from ui.plain import label
from ui.settings import Settings
from ui.widgets.notice_stack import NoticeStack
from ui.widgets.text import Text
from ui.workspace import Place, Workspace

WHILE_LOCKED = ("quit", "full_screen")
AWAY_FROM_DESK = ("new_event", "open_database", "back_up", "find", "back")
"""What leads away from the desk, besides the pages: not to be had where there is only the desk."""
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Shell(QObject):
    """Furnishes the window with a widget alone, or the workspace, or the lock over it."""

    leave_asked = Signal()
    """Somebody wants to leave the desk, where this computer is nothing else."""

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        doing: Mapping[str, Callable[[], object]],
    ) -> None:
        """Furnish ``window``; ``doing`` says what each action does, by the action's name.

        Of these the shell itself does ``find``, ``back``, ``full_screen``, ``quit`` and the
        going to pages.
        """
        super().__init__(window)
        self.window = window
        self._settings = settings
        self._doing = {**doing, **self._own_doing()}
        self._alone: QWidget | None = None
        self._workspace: Workspace | None = None
        self._cover: QWidget | None = None
        self._filled = False
        self._was_full = False
        self._beneath: _Beneath | None = None
        self._put_away: list[QWidget] = []
        self._actions: dict[str, QAction] = {}
        self._inside: set[str] = set()
        self._saved = ""
        self._facts: Sequence[str] = ()
        self._stack = QStackedWidget()
        self._status = Text(elide=True)
        self.notices = NoticeStack(self._stack)
        window.installEventFilter(self)
        window.setCentralWidget(self._stack)
        window.setWindowIcon(icon("radio-tower", ACCENT))
        window.ask_before_closing(self.may_close)
        self._set_up_status()
        self._rebuild_menus()

    def show_alone(self, widget: QWidget) -> None:
        """Show ``widget`` and nothing else: a welcome, or a question for the password."""
        self._drop_workspace()
        self._replace_alone(widget)
        self._stack.setCurrentWidget(widget)
        self.window.statusBar().hide()
        self.window.setWindowTitle(NAME)
        self._rebuild_menus()
        widget.setFocus()

    def set_workspace(self, workspace: Workspace) -> None:
        """Show ``workspace``; in place of another one, at the same place as that.

        So the window speaks another language: by a workspace made anew.
        """
        place = self._workspace.place if self._workspace else None
        workspace.keep_to(self._workspace.only if self._workspace else None)
        self._drop_workspace()
        self._replace_alone(None)
        self._workspace = workspace
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        workspace.moved.connect(self._show_title)
        workspace.lock_asked.connect(self._doing["lock"])
        workspace.filling.connect(self._fill)
        workspace.full_asked.connect(self._turn_full_screen)
        workspace.keys_asked.connect(self._doing["keys"])
        self._show_around()
        self._rebuild_menus()
        if place and workspace.has(place.name):
            workspace.show_page(place.name, **place.where)
        else:
            workspace.show_page(workspace.entries()[0][0])

    @property
    def workspace(self) -> Workspace | None:
        """What is shown once a database is open."""
        return self._workspace

    @property
    def covered(self) -> bool:
        """Whether a lock lies over everything."""
        return self._cover is not None

    def show_page(self, name: str, **where: object) -> bool:
        """Go to page ``name``, at ``where``; return whether we got there."""
        return self._workspace is not None and self._workspace.show_page(name, **where)

    def keep_to(self, place: Place | None) -> bool:
        """Show only ``place``, over the whole screen, until None lets one go anywhere again.

        Return whether the present page let us; it may have something unsaved.
        """
        workspace = self._workspace
        if workspace is None:
            return False
        workspace.keep_to(None)
        if place is not None and not workspace.show_page(place.name, **place.where):
            return False
        workspace.keep_to(place)
        if self._filled is (place is None):
            workspace.turn_full()
        self._enable_actions()
        return True

    def lock(self, cover: QWidget) -> None:
        """Cover everything with ``cover``: no page, menu, key, notice or dialog is left."""
        if self._cover is None:
            self._beneath = _Beneath(self.window.focusWidget())
        self._drop_cover()
        self._cover = cover
        self._stack.addWidget(cover)
        self._stack.setCurrentWidget(cover)
        self.notices.hold_back()
        self._show_around()
        self.window.setWindowTitle(NAME)
        self._put_others_away()
        self._enable_actions()
        cover.setFocus()

    def unlock(self) -> None:
        """Show again what was covered."""
        if self._cover is None:
            return
        self._drop_cover()
        self._show_around()
        self._enable_actions()
        if self._workspace is not None:
            self._stack.setCurrentWidget(self._workspace)
            self._workspace.tell_title()
        if self._beneath is not None:
            self._beneath.take_up()
        self._beneath = None
        for other in self._put_away:
            if isValid(other):
                other.show()
        self._put_away = []
        self.notices.release()

    def show_undo(self, undo: str, redo: str, *, theirs: bool = False) -> None:
        """Name in the menu what undo and redo would do; empty for nothing.

        Where only others did something here (``theirs``), undo can be asked for and says so.
        """
        self._name_action("undo", _("&Undo"), _("&Undo {action}"), undo, asked=theirs)
        self._name_action("redo", _("&Redo"), _("&Redo {action}"), redo)

    def show_facts(self, facts: Sequence[str]) -> None:
        """Show what should always be seen: last backup, encryption, how many people."""
        self._facts = facts
        self._show_status()

    def show_saved(self, text: str) -> None:
        """Show when the last commit was."""
        self._saved = text
        self._show_status()

    def status(self) -> str:
        """Return what the status line says."""
        return self._status.text()

    def action(self, name: str) -> QAction:
        """Return the action called ``name``."""
        return self._actions[name]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button the keyboard is on at an Enter that nothing else had a use for."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() in PLAIN
        ):
            focused = self.window.focusWidget()
            if isinstance(focused, QAbstractButton):
                focused.click()  # Qt itself means only the space bar
                return True
        return super().eventFilter(watched, event)

    def _own_doing(self) -> dict[str, Callable[[], object]]:
        return {
            "find": self._find,
            "back": self._back,
            "full_screen": self._turn_full_screen,
            "quit": self.window.close,
        }

    def _find(self) -> None:
        if self._workspace is not None:
            self._workspace.start_search()

    def _back(self) -> None:
        if self._workspace is not None:
            self._workspace.back()

    def _turn_full_screen(self) -> None:
        workspace = self._workspace if self._cover is None else None
        if workspace is not None and workspace.only is not None:
            self.leave_asked.emit()
        elif workspace is None or not workspace.turn_full():
            self._turn_window()

    def _fill(self, on: bool) -> None:
        """Give the page the whole screen, or put what is around it back as it was."""
        if on:
            self._was_full = self.window.isFullScreen()
        self._filled = on
        self._show_around()
        if self.window.isFullScreen() is not (on or self._was_full):
            self._turn_window()

    def _show_around(self) -> None:
        """Show menus and status line where they belong."""
        self.window.menuBar().setHidden(self._cover is not None or self._filled)
        inside = self._workspace is not None and self._cover is None
        self.window.statusBar().setVisible(inside and not self._filled)

    def _turn_window(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def may_close(self) -> bool:
        """Whether what is shown may go; what would be lost by it asks. Not while it is covered."""
        if self._workspace is None or self._cover is not None:
            return True
        return self._workspace.may_close()

    def _set_up_status(self) -> None:
        self.window.setStatusBar(_Foot())
        self._status.setContentsMargins(em(self._status, 0.5), 0, 0, 0)
        self.window.statusBar().addWidget(self._status, 1)
        self.window.statusBar().hide()

    def _show_status(self) -> None:
        self._status.setText(" · ".join(text for text in (self._saved, *self._facts) if text))

    def _rebuild_menus(self) -> None:
        for old in self._actions.values():
            self.window.removeAction(old)  # at once: its key would be heard twice until it is gone
            old.deleteLater()
        pages = self._workspace.entries() if self._workspace else []
        specs = (*action_specs(), *page_specs(pages))
        going = {f"go_{name}": self._goer(name) for name, _text, _glyph in pages}
        self._actions = make_actions(self.window, specs, {**self._doing, **going})
        may = self._workspace.may if self._workspace else lambda _right: True
        for spec in specs:
            if spec.right is not None and not may(spec.right):
                bar(self._actions[spec.name])
        self._inside = {spec.name for spec in specs if spec.inside}
        fill_menus(self.window.menuBar(), specs, self._actions)
        self.window.addActions(list(self._actions.values()))  # for when the menus are hidden
        for kind, chosen in (
            ("theme", self._settings.theme),
            ("language", self._settings.language),
        ):
            self._actions[f"{kind}_{chosen}"].setChecked(True)
        self.show_undo("", "")
        self._enable_actions()

    def _goer(self, name: str) -> Callable[[], object]:
        return lambda: self.show_page(name)

    def _enable_actions(self) -> None:
        only = self._workspace is not None and self._workspace.only is not None
        for name, action in self._actions.items():
            if self._cover is not None:
                action.setEnabled(name in WHILE_LOCKED)
            elif only and (name in AWAY_FROM_DESK or name.startswith("go_")):
                action.setEnabled(False)
            elif name in ("undo", "redo"):
                action.setEnabled(bool(action.data()))
            else:
                action.setEnabled(self._workspace is not None or name not in self._inside)

    def _name_action(
        self, name: str, bare: str, full: str, what: str, *, asked: bool = False
    ) -> None:
        action = self._actions[name]
        action.setText(full.format(action=label(what)) if what else bare)
        action.setData(what or asked)
        action.setEnabled(bool(action.data()) and self._cover is None)

    def _show_title(self, title: str) -> None:
        self.window.setWindowTitle(f"{title} — {NAME}" if title else NAME)

    def _drop_cover(self) -> None:
        if self._cover is not None:
            self._stack.removeWidget(self._cover)
            self._cover.deleteLater()
            self._cover = None

    def _drop_workspace(self) -> None:
        self.unlock()
        if self._workspace is not None:
            self._stack.removeWidget(self._workspace)
            self._workspace.deleteLater()
            self._workspace = None
            if self._filled:
                self._fill(on=False)

    def _replace_alone(self, widget: QWidget | None) -> None:
        if self._alone is not None:
            self._stack.removeWidget(self._alone)
            self._alone.deleteLater()
        self._alone = widget
        if widget is not None:
            self._stack.addWidget(widget)

    def _put_others_away(self) -> None:
        """Hide the program's other windows; a question being asked is answered with no."""
        for other in QApplication.topLevelWidgets():
            if other is self.window or not other.isVisible():
                continue
            if other.windowModality() == Qt.WindowModality.ApplicationModal:
                other.close()
            else:
                other.hide()
                self._put_away.append(other)


class _Beneath:
    """Where the keyboard was below the lock: what was being typed goes on at the same letter."""

    def __init__(self, widget: QWidget | None) -> None:
        self._widget = widget
        self._cursor = widget.cursorPosition() if isinstance(widget, QLineEdit) else 0

    def take_up(self) -> None:
        """Put the keyboard there again, unless it is gone."""
        if self._widget is not None and isValid(self._widget):
            self._widget.setFocus()
            if isinstance(self._widget, QLineEdit):
                self._widget.setCursorPosition(self._cursor)


class _Foot(QStatusBar):
    """The status line as a quiet strip: no frames around its parts."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface(Surface.RAIL))
        painter.setPen(surface(Surface.LINE))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
