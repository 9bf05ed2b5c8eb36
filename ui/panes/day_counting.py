"""Counting a day: the form, the second person below it, and the button that closes the day."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.closing.drafts import CloseDraft, begin_draft
from models.closing.figures import DayFigures
from models.errors import UserError
from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.day_close_form import DayCloseForm
from ui.forms.second_person_form import SecondPersonForm
from ui.look import Role, Size, em
from ui.plain import tip
from ui.widgets.header import action_button
from ui.widgets.level import level
from ui.widgets.notice import Notice
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text


class DayCounting(QWidget):
    """Tells what was counted and who saw it; closing the day is the panel's business."""

    close_asked = Signal(object, object)
    """The ``CloseDraft`` and the ``Witness``."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self._begins = False
        self.form: DayCloseForm | None = None
        self.notice = Notice(closable=True)
        self.second = SecondPersonForm(bench, Right.CLOSE_DAY)
        self.close_day = action_button(_("Close the day"), "lock", primary=True)
        inside = QWidget()
        self._forms = QVBoxLayout(inside)
        self._forms.setContentsMargins(0, 0, 0, 0)
        self._forms.setSpacing(em(self, 0.6))
        self._forms.addWidget(Text(_("Seen by"), Size.STRONG))
        self._forms.addWidget(self.second)
        self._forms.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self.notice)
        column.addWidget(Scrolling(inside), 1)
        column.addLayout(foot)
        self.second.changed.connect(self.judge)
        self.second.proved.connect(self._proved)
        self.close_day.clicked.connect(self.ask)

    def show_figures(self, figures: DayFigures, *, anew: bool) -> None:
        """Let the counts stand beside these figures; what was typed is kept unless ``anew``."""
        typed = self.typed() if not anew else None
        held = self.form is not None and self.form.isAncestorOf(self.focusWidget())
        fresh = DayCloseForm(figures)
        fresh.show_draft(begin_draft(figures))
        if typed is not None:
            fresh.take_over(typed)
        fresh.changed.connect(self.judge)
        if self.form is not None:
            self._forms.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = fresh
        self._forms.insertWidget(0, fresh)
        level(fresh.grid, self.second.grid)
        self._busy = False
        if anew:
            self.notice.hide()
            self.second.clear()
        if self._begins or (held and not anew):
            fresh.begin()
        self._begins = False
        self.judge()

    def typed(self) -> CloseDraft | None:
        """Return what was typed, None if nothing was."""
        return self.form.draft() if self.form is not None and self.form.is_changed() else None

    def judge(self) -> None:
        """Allow closing once all is counted, explained, and somebody is there to see it."""
        problems = self.form.problems() if self.form is not None else {}
        may = self.form is not None and not problems and self.second.ready() and not self._busy
        said = " ".join(problems.values())
        self.close_day.setEnabled(may)
        self.close_day.setToolTip(tip(said))
        self.close_day.setAccessibleDescription(said)

    def ask(self) -> None:
        """Prove the second person; the day is closed if they are. Else go to what lacks."""
        if self.form is not None and self.form.problems():
            self.form.reveal()
            self.form.go_to_problem()
        elif self.close_day.isEnabled():
            self.second.prove()

    def fail(self, error: Exception) -> None:
        """Say in place why the day could not be closed."""
        if not isinstance(error, UserError):
            raise error
        self._busy = False
        self.judge()
        self.notice.say(str(error), Role.DANGER)

    def begin(self) -> None:
        """Put the keyboard on the first count, or once it is known what is counted."""
        self._begins = self.form is None
        if self.form is not None:
            self.form.begin()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QAbstractButton):
            focus.click()
        elif self.second.secret.isAncestorOf(focus):
            self.ask()
        else:
            self.focusNextChild()

    def _proved(self, witness: object) -> None:
        if self.form is None or self.form.problems():
            return
        self._busy = True
        self.notice.hide()
        self.judge()
        self.close_asked.emit(self.form.draft(), witness)
