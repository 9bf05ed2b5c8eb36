"""What the window is furnished with: pages or a widget alone, menus, status line, notices, lock.

It decides nothing: what the actions do is handed in.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QStackedWidget,
    QStatusBar,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from models.words import _
from ui.actions import action_specs, fill_menus, make_actions, page_specs
from ui.icons import icon
from ui.look import ACCENT, Surface, em, surface
from ui.main_window import NAME, MainWindow
from ui.plain import label
from ui.settings import Settings
from ui.widgets.notice_stack import NoticeStack
from ui.widgets.text import Text
from ui.workspace import Workspace

WHILE_LOCKED = ("quit", "full_screen")
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Shell(QObject):
    """Furnishes the window with a widget alone, or the workspace, or the lock over it."""

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
        window.ask_before_closing(self._may_close)
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
        self._drop_workspace()
        self._replace_alone(None)
        self._workspace = workspace
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        workspace.moved.connect(self._show_title)
        workspace.lock_asked.connect(self._doing["lock"])
        self.window.statusBar().show()
        self._rebuild_menus()
        if place and workspace.has(place.name):
            workspace.show_page(place.name, **place.where)
        else:
            workspace.show_page(workspace.entries()[0][0])

    @property
    def workspace(self) -> Workspace | None:
        """What is shown once a database is open."""
        return self._workspace

    def show_page(self, name: str, **where: object) -> bool:
        """Go to page ``name``, at ``where``; return whether we got there."""
        return self._workspace is not None and self._workspace.show_page(name, **where)

    def lock(self, cover: QWidget) -> None:
        """Cover everything with ``cover``: no page, menu, key, notice or dialog is left."""
        self._drop_cover()
        self._cover = cover
        self._stack.addWidget(cover)
        self._stack.setCurrentWidget(cover)
        self.notices.hold_back()
        self.window.menuBar().hide()
        self.window.statusBar().hide()
        self.window.setWindowTitle(NAME)
        self._put_others_away()
        self._enable_actions()
        cover.setFocus()

    def unlock(self) -> None:
        """Show again what was covered."""
        if self._cover is None:
            return
        self._drop_cover()
        self.window.menuBar().show()
        self._enable_actions()
        if self._workspace is not None:
            self._stack.setCurrentWidget(self._workspace)
            self.window.statusBar().show()
            self._workspace.tell_title()
        for other in self._put_away:
            if isValid(other):
                other.show()
        self._put_away = []
        self.notices.release()

    def show_undo(self, undo: str, redo: str) -> None:
        """Name in the menu what undo and redo would do; empty for nothing."""
        self._name_action("undo", _("&Undo"), _("&Undo {action}"), undo)
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
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _may_close(self) -> bool:
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
            old.deleteLater()
        pages = self._workspace.entries() if self._workspace else []
        specs = (*action_specs(), *page_specs(pages))
        going = {f"go_{name}": self._goer(name) for name, _text, _glyph in pages}
        self._actions = make_actions(self.window, specs, {**self._doing, **going})
        self._inside = {spec.name for spec in specs if spec.inside}
        fill_menus(self.window.menuBar(), specs, self._actions)
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
        for name, action in self._actions.items():
            if self._cover is not None:
                action.setEnabled(name in WHILE_LOCKED)
            elif name in ("undo", "redo"):
                action.setEnabled(bool(action.data()))
            else:
                action.setEnabled(self._workspace is not None or name not in self._inside)

    def _name_action(self, name: str, bare: str, full: str, what: str) -> None:
        action = self._actions[name]
        action.setText(full.format(action=label(what)) if what else bare)
        action.setData(what)
        action.setEnabled(bool(what) and self._cover is None)

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


class _Foot(QStatusBar):
    """The status line as a quiet strip: no frames around its parts."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), surface(Surface.RAIL))
        painter.setPen(surface(Surface.LINE))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
