"""A form on a card with its buttons: saved with Enter, left with Esc, never by accident."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.edits import ChangedMeanwhileError, Edit, SameMeanwhileError
from models.errors import UserError
from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.meanwhile import Meanwhile
from ui.look import Role, em
from ui.messages import Messages, Question
from ui.plain import tip
from ui.widgets.form import go_to_problem
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.scrolling import Scrolling


class FormPanel(QWidget):
    """Holds ``form``. Saving and what Cancel means are the page's business."""

    save_asked = Signal()
    left = Signal()
    """Cancel or Esc, after the person agreed to lose what they typed."""

    def __init__(
        self,
        form: DraftForm[Any],
        messages: Messages,
        save: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Hold ``form``; ``save`` is the word on the button that keeps it."""
        super().__init__(parent)
        self.form = form
        self.notice = Notice(closable=True)
        self.meanwhile = Meanwhile(form)
        self._put_away = False
        self._messages = messages
        self._busy = False
        self._save = action_button(save or _("Save"), "check", primary=True)
        self._cancel = action_button(_("Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self.notice)
        column.addWidget(self.meanwhile)
        column.addWidget(self._framed(), 1)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._save)
        column.addLayout(self.buttons)
        form.changed.connect(self.judge)
        self.meanwhile.turned.connect(self.judge)
        self.meanwhile.decided.connect(self._go_to_save)
        self._save.clicked.connect(self.save_asked)
        self._cancel.clicked.connect(self.leave)
        self._keys = QShortcut(QKeySequence.StandardKey.Save, self)
        self._keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._keys.activated.connect(self._save_if_may)
        self.judge()

    def need(self, bench: Bench, right: Right) -> None:
        """Let only those with a right type here and save."""
        bench.needs(right, self.form, self._save, self._keys)

    def save_from(self, around: QWidget) -> None:
        """Let the key that saves hold wherever the keyboard is in ``around``."""
        self._keys.setParent(around)

    def put_beneath(self, widget: QWidget) -> None:
        """Show ``widget`` below the form, where it moves nothing that is being typed."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, widget)

    def show_draft(self, draft: object, *, put_away: bool = False) -> None:
        """Show ``draft``, with nothing to save yet; ``put_away`` if its record is."""
        self.notice.hide()
        self.meanwhile.clear()
        self._put_away = put_away
        self._busy = False
        self.form.show_draft(draft)
        self.judge()

    def judge(self) -> None:
        """Allow saving what was changed and has no problem."""
        problems = self.form.problems()
        changed = self.form.is_changed()
        waits = self._busy or self.meanwhile.waits()
        self._save.setEnabled(changed and not problems and not waits)
        self._cancel.setEnabled(not self._busy)
        said = " ".join(problems.values())
        self._save.setToolTip(tip(said) if changed else "")
        self._save.setAccessibleDescription(said)

    @property
    def busy(self) -> bool:
        """Whether what was typed is being kept."""
        return self._busy

    def edit(self, kind: type[Any], record_id: int | None = None) -> Edit[Any]:
        """Return what is typed about a record of ``kind`` as what is to be kept of it."""
        return Edit(kind, record_id, self.form.opened, self.form.edited(), self._put_away)

    def wait(self) -> None:
        """Allow nothing while what was saved is being kept."""
        self._busy = True
        self.notice.hide()
        self.judge()

    def fail(
        self, error: Exception, action: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say in place why it could not be kept, and what ``action`` would ``do`` about it.

        Fields that were changed elsewhere, too, are asked about. Raise what was not meant for
        people.
        """
        if not isinstance(error, UserError):
            raise error
        self._busy = False
        role = Role.DANGER
        if isinstance(error, ChangedMeanwhileError):
            role = Role.WARNING
            self.meanwhile.ask(error)
        elif isinstance(error, SameMeanwhileError):
            role = Role.INFO
            self.show_draft(error.now, put_away=self._put_away)
        self.judge()
        self.notice.say(str(error), role, action, do)

    def say_meanwhile(self, text: str) -> None:
        """Say quietly what was done elsewhere while one types; nothing where it is empty."""
        if text:
            self.notice.say(text, Role.INFO)

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to lose it."""
        if not self.form.is_changed():
            return True
        return self._messages.ask(
            Question(
                _("What you typed has not been saved."),
                _("Discard changes"),
            )
        )

    def leave(self) -> None:
        """Give the form up, if the person agrees."""
        if not self._busy and self.may_leave():
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _framed(self) -> QWidget:
        """Return the form as it stands above its buttons."""
        return Scrolling(self.form)

    def _go_to_save(self) -> None:
        (self._save if self._save.isEnabled() else self._cancel).setFocus()

    def _save_if_may(self) -> None:
        if self._save.isEnabled():
            self.save_asked.emit()
        else:
            go_to_problem(self.form)

    def _enter(self) -> None:
        """Press the button the keyboard is on; else save, or go on where that cannot be yet."""
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        elif self._save.isEnabled():
            self.save_asked.emit()
        else:
            self.focusNextChild()
            if self._cancel.hasFocus() and self.form.is_changed():
                go_to_problem(self.form)  # another Enter would give up what was typed
