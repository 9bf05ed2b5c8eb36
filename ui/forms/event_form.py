"""The form that plans an event or changes its plan."""

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import EventDraft
from models.events.operations import change_event, plan_event
from models.events.queries import event_view
from models.office.queries import today
from models.words import _
from ui.bench import Bench
from ui.forms.event_fields import EventFields
from ui.forms.keeping import keep
from ui.look import em
from ui.messages import Question
from ui.widgets.header import action_button

AHEAD = timedelta(days=7)
BEGINS, ENDS = time(9), time(12)
"""When a new event is proposed to be."""


class EventForm(QWidget):
    """Keeps an event's plan; ``plan_new`` or ``change`` comes first.

    Enter goes on to the next field, Ctrl+S or Ctrl+Enter saves, Esc leaves and asks if anything
    was changed.
    """

    saved = Signal(object)
    """The id of the event that was kept."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self.fields = EventFields(bench, self._today())
        self._cancel = action_button(_("Cancel"))
        self._save = action_button(_("Save"), "save", primary=True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(self.fields, 1)
        column.addLayout(foot)
        self.fields.changed.connect(self._judge)
        self._cancel.clicked.connect(self.leave)
        self._save.clicked.connect(self.save)

    def plan_new(self, day: date | None = None) -> None:
        """Begin with a new event on ``day``, else a week from now."""
        self._event_id = None
        self._save.setText(_("Plan the event"))
        day = day or self._today() + AHEAD
        self._show(EventDraft("", datetime.combine(day, BEGINS), datetime.combine(day, ENDS)))

    def change(self, event_id: int) -> bool:
        """Show the plan of this event to be changed; return whether there is such an event."""
        with self._bench.store.reading() as session:
            view = event_view(session, event_id)
        if view is not None:
            self._event_id = event_id
            self._save.setText(_("Save"))
            self._show(view.draft)
        return view is not None

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field: what cannot be read, or cannot be kept yet."""
        unread = self.fields.unread()
        found = self.fields.draft().problems()
        if "starts_at" in unread:
            found.pop("ends_at", None)  # it was judged by a beginning nobody typed
        return found | unread

    def is_changed(self) -> bool:
        """Whether anything is other than it was shown."""
        return bool(self.fields.unread()) or self.fields.draft() != self._shown

    def may_leave(self) -> bool:
        """Whether the form may be left; what was typed is dropped only after asking."""
        if not self.is_changed():
            return True
        question = Question(
            _("Leave without saving?"),
            _("Discard changes"),
            _("What you typed has not been saved."),
        )
        return self._bench.messages.ask(question)

    def leave(self) -> None:
        """Leave the form, after asking if anything was changed."""
        if self.may_leave():
            self.left.emit()

    def save(self) -> None:
        """Keep the event, unless something must be mended first."""
        if not self._save.isEnabled():
            return
        self._save.setEnabled(False)
        draft, event_id = self.fields.draft(), self._event_id
        keep(
            self._bench,
            lambda s: _keep(s, event_id, draft),
            lambda kept_id: self._kept(kept_id, draft),
            self,
            self._not_kept,
        )

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.fields.kind.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.matches(QKeySequence.StandardKey.Save) or (control and enter):
            self.save()
        elif enter:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """Press the button the keyboard is on, else go on to the next field."""
        focus = self.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        else:
            self.focusNextChild()

    def _show(self, draft: EventDraft) -> None:
        self._shown = draft
        self.fields.show_draft(draft)
        self._shown = self.fields.draft()
        self._judge()

    def _judge(self) -> None:
        found = self.problems()
        self.fields.say(found)
        # What was not changed makes no action that the Undo told after it could take back.
        wanted = self._event_id is None or self.is_changed()
        self._save.setEnabled(wanted and not found)

    def _kept(self, event_id: int, draft: EventDraft) -> None:
        done = (
            _("“{event}” was planned.") if self._event_id is None else _("“{event}” was changed.")
        )
        self._event_id, self._shown = event_id, draft
        self._judge()
        self._bench.done(done.format(event=draft.title))
        if not self.is_changed():  # else somebody typed on meanwhile
            self.saved.emit(event_id)

    def _not_kept(self, error: Exception) -> None:
        self._judge()
        self._bench.fail(error)

    def _today(self) -> date:
        with self._bench.store.reading() as session:
            return today(session)


def _keep(session: Any, event_id: int | None, draft: EventDraft) -> int:  # noqa: ANN401 - a session
    if event_id is None:
        return plan_event(session, draft).id
    change_event(session, event_id, draft)
    return event_id
