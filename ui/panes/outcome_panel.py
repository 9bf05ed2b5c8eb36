"""The outcome of an event on its page: typed after it, kept with a button."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.events.drafts import OutcomeDraft
from models.events.operations import record_outcome
from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.outcome_form import OutcomeForm
from ui.messages import Question
from ui.widgets.header import action_button
from ui.widgets.panel import Panel


class OutcomePanel(Panel):
    """Keeps what is said of an event; what is being typed is never overwritten."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Outcome"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._kept = OutcomeDraft()
        self.form = OutcomeForm()
        self._save = action_button(_("Save the outcome"), "save")
        self._back = action_button(_("Discard changes"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._save)
        self.add(self.form, 1)
        self.add(foot)
        self.form.changed.connect(self._judge)
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
        draft, event_id = self.form.draft(), self._event_id
        if event_id is None:
            return
        self._save.setEnabled(False)
        keep(
            self._bench,
            lambda s: record_outcome(s, event_id, draft),
            lambda _nothing: self._note_kept(draft),
            self,
            self._not_kept,
        )

    def _note_kept(self, draft: OutcomeDraft) -> None:
        self._kept = draft
        if self.form.draft() == draft:
            self._drop()
        self._judge()
        self._bench.done(_("The outcome was saved."))

    def _not_kept(self, error: Exception) -> None:
        self._judge()
        self._bench.fail(error)

    def _drop(self) -> None:
        self.form.show_draft(self._kept)
        self._judge()

    def _judge(self) -> None:
        changed = self.form.is_changed()
        self._save.setEnabled(changed and not self.form.problems())
        self._back.setEnabled(changed)
