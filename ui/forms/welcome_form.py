"""The welcome of somebody new: language, what to do, the office, its protection."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.office.drafts import OfficeDraft, OfficerDraft
from models.words import _
from ui.forms.welcome_steps import OfficeStep, ProtectionStep, StartStep, Step, taken
from ui.look import FAINT, Role, Size, em
from ui.messages import Messages
from ui.widgets.alone import Alone
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.text import Text
from ui.widgets.waiting import Waiting


@dataclass(frozen=True, slots=True)
class WelcomeChoice:
    """What the person chose: where to keep the database, whose it is, what opens it."""

    path: Path
    office: OfficeDraft
    officer: OfficerDraft
    password: str | None


@dataclass(frozen=True, slots=True)
class WelcomeState:
    """What was typed so far, passwords left out, and at which step."""

    step: int
    path: Path
    office: OfficeDraft
    officer: OfficerDraft
    bare: bool


class WelcomeForm(Alone):
    """Three steps on one card. Enter goes on, Esc and Alt+Left go back."""

    language_chosen = Signal(str)
    open_asked = Signal()
    packet_asked = Signal()
    server_asked = Signal()
    restore_asked = Signal()
    demo_asked = Signal()
    finished = Signal(object)
    """A ``WelcomeChoice``."""

    def __init__(self, proposed: Path, messages: Messages, parent: QWidget | None = None) -> None:
        """Propose to keep the database at ``proposed``, or beside it where that is taken."""
        super().__init__(40, parent=parent)
        self._start, self._office = StartStep(), OfficeStep()
        self._protection = ProtectionStep(free_path(proposed), messages)
        self._steps: tuple[Step, ...] = (self._start, self._office, self._protection)
        self._notice = Notice(closable=True)
        self._waiting = Waiting()
        self._number = 0
        self._missing = Text("", Size.CAPTION, FAINT, wrap=True)
        self._progress = Text("", Size.CAPTION, FAINT)
        self._back = action_button(_("Back"), "arrow-left")
        self._next = action_button("", primary=True)
        self._foot = QWidget()
        self._lay_out()
        self._listen()
        self._show_step(0)

    def state(self) -> WelcomeState:
        """Return what was typed, for the same form in another language."""
        office, officer = self._office.drafts()
        bare = self._protection.password() is None
        return WelcomeState(self._number, self._protection.path, office, officer, bare)

    def restore(self, state: WelcomeState) -> None:
        """Show what was typed before."""
        self._office.show_drafts(state.office, state.officer)
        self._protection.show_path(state.path)
        self._protection.leave_bare(bare=state.bare)
        self._show_step(state.step)

    def busy(self, text: str) -> None:
        """Say that ``text`` is under way; meanwhile nothing can be changed."""
        self._notice.hide()
        self._waiting.begin(text)
        self._step().setEnabled(False)
        self._judge()

    def fail(self, text: str) -> None:
        """Say why it did not succeed; what was typed is still there."""
        self._waiting.end()
        self._step().setEnabled(True)
        self._notice.say(text, Role.DANGER)
        self._judge()
        self._step().setFocus()

    @override
    def is_busy(self) -> bool:
        return bool(self._waiting.text())

    @override
    def may_leave(self) -> bool:
        return not self.is_busy()

    @override
    def enter(self) -> None:
        self._go_on()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.75))
        row.addWidget(self._back)
        row.addWidget(self._progress)
        row.addStretch(1)
        row.addWidget(self._next)
        self.column.addWidget(self._notice)
        for step in self._steps:
            self.column.addWidget(step)
        self.column.addWidget(self._waiting)
        self.column.addWidget(self._missing)
        self.column.addWidget(self._foot)

    def _listen(self) -> None:
        self._start.language_chosen.connect(self.language_chosen)
        self._start.set_up_asked.connect(self._go_on)
        self._start.open_asked.connect(self.open_asked)
        self._start.packet_asked.connect(self.packet_asked)
        self._start.server_asked.connect(self.server_asked)
        self._start.restore_asked.connect(self.restore_asked)
        self._start.demo_asked.connect(self.demo_asked)
        for step in self._steps:
            step.changed.connect(self._judge)
        self._back.clicked.connect(self._go_back)
        # A shortcut, for a text field would take the key.
        keys = QShortcut(QKeySequence("Alt+Left"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._go_back)
        self._next.clicked.connect(self._go_on)

    def _step(self) -> Step:
        return self._steps[self._number]

    def _show_step(self, number: int) -> None:
        self._number = number
        self._notice.hide()
        for step in self._steps:
            step.setVisible(step is self._step())
        last = number == len(self._steps) - 1
        self._foot.setVisible(number > 0)
        self._next.setText(_("Create") if last else _("Next"))
        self._progress.setText(
            _("Step {n} of {total}").format(n=number, total=len(self._steps) - 1)
        )
        self.setFocusProxy(self._step())
        self._judge()
        self.scroll_up()
        self._step().setFocus()

    def _judge(self) -> None:
        """Allow going on when nothing is missing, and say what is."""
        waiting = self.is_busy()
        problems = self._step().problems()
        self._next.setEnabled(not problems and not waiting)
        self._back.setEnabled(not waiting)
        self._missing.setText(problems[0] if problems else "")
        self._missing.setVisible(bool(problems))
        self._next.setAccessibleDescription(" ".join(problems))

    def _go_on(self) -> None:
        if self.is_busy():
            return
        if self._step().problems():
            self._step().reveal()
        elif self._step() is self._protection:
            office, officer = self._office.drafts()
            self.finished.emit(
                WelcomeChoice(self._protection.path, office, officer, self._protection.password())
            )
        else:
            self._show_step(self._number + 1)

    def _go_back(self) -> None:
        if self._number > 0 and not self.is_busy():
            self._show_step(self._number - 1)


def free_path(proposed: Path) -> Path:
    """Return ``proposed``, or the first numbered name beside it where nothing lies yet."""
    path, number = proposed, 1
    while taken(path):
        number += 1
        path = proposed.with_name(f"{proposed.stem}-{number}{proposed.suffix}")
    return path
