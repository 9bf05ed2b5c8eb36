"""The outcome of an event on its page: typed after it, kept with a button."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.edits import ChangedMeanwhileError, Edit, SameMeanwhileError
from models.events.drafts import OutcomeDraft
from models.events.operations import record_outcome
from models.events.queries import outcome_draft
from models.events.tables import Event
from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.meanwhile import Meanwhile
from ui.forms.outcome_form import OutcomeForm
from ui.look import Role
from ui.messages import Question
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel


class OutcomePanel(Panel):
    """Keeps what is said of an event; what is being typed is never overwritten."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Outcome"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._kept = OutcomeDraft()
        self.form = OutcomeForm()
        self.notice = Notice(closable=True)
        self.meanwhile = Meanwhile(self.form)
        self._save = action_button(_("Save the outcome"), "save")
        self._back = action_button(_("Discard changes"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._save)
        self.add(self.notice)
        self.add(self.meanwhile)
        self.add(self.form, 1)
        self.add(foot)
        self.form.changed.connect(self._judge)
        self.meanwhile.turned.connect(self._judge)
        self.meanwhile.decided.connect(self._save.setFocus)
        bench.needs(Right.PLAN, self.form, self._save)
        self._save.clicked.connect(self.save)
        self._back.clicked.connect(self._drop)
        self._drop()

    def show_outcome(self, event_id: int, draft: OutcomeDraft) -> None:
        """Show what is kept of this event, unless something else is being typed for it."""
        if event_id == self._event_id and self.form.is_changed():
            self._kept = draft
            return
        self._event_id, self._kept = event_id, draft
        self._drop()

    def may_leave(self) -> bool:
        """Whether nothing is typed that is not kept, or the person lets it go."""
        if not self.form.is_changed():
            return True
        question = Question(
            _("Leave without saving the outcome?"),
            _("Discard changes"),
            _("What you typed about the outcome has not been saved."),
        )
        agreed = self._bench.messages.ask(question)
        if agreed:
            self._drop()
        return agreed

    def save(self) -> None:
        """Keep what is typed."""
        event_id = self._event_id
        if event_id is None or self.meanwhile.waits():
            return
        self._save.setEnabled(False)
        typed = self.form.draft()
        edit = Edit(Event, event_id, self.form.opened, self.form.edited(), put_away=True)

        def record(session: Any, draft: OutcomeDraft) -> OutcomeDraft:  # noqa: ANN401 - see keep
            record_outcome(session, event_id, draft)
            return draft

        keep(
            self._bench,
            editing(edit, partial(outcome_draft, event_id=event_id), record),
            lambda draft: self._note_kept(typed, draft),
            self,
            self._not_kept,
        )

    def _note_kept(self, typed: OutcomeDraft, draft: OutcomeDraft) -> None:
        self._kept = draft
        if self.form.draft() == typed:
            self._drop()
        self._judge()
        self._bench.done(_("The outcome was saved."))

    def _not_kept(self, error: Exception) -> None:
        if isinstance(error, ChangedMeanwhileError):
            self.meanwhile.ask(error)
            self.notice.say(str(error), Role.WARNING)
        elif isinstance(error, SameMeanwhileError):
            self._drop()
            self.notice.say(str(error))
        else:
            self._bench.fail(error)
        self._judge()

    def _drop(self) -> None:
        self.notice.hide()
        self.meanwhile.clear()
        self.form.show_draft(self._kept)
        self._judge()

    def _judge(self) -> None:
        changed = self.form.is_changed()
        waits = self.meanwhile.waits()
        self._save.setEnabled(changed and not waits and not self.form.problems())
        self._back.setEnabled(changed)
