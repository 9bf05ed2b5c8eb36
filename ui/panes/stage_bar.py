"""Moving an event to another stage: what it lacks for that is said first, or a reason asked."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.events.drafts import stage_name
from models.events.operations import NEED_REASON, set_stage
from models.events.stages import missing
from models.events.tables import Stage
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.widgets.question_bar import Answer, QuestionBar


@dataclass(frozen=True, slots=True)
class Mending:
    """Where what is missing is put right: what the button says, and what it does for an event."""

    text: str
    go: Callable[[int], object]


class StageBar(QWidget):
    """Stands in the page and takes room only while it asks. Esc leaves the stage as it was."""

    settled = Signal(object)
    """The event was moved, or is to stay where it was; its id."""

    def __init__(self, bench: Bench, mending: Mending, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._mending = mending
        self._event_id = 0
        self._stage = Stage.DRAFT
        self.question = QuestionBar()
        self.reason = ReasonForm()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        column.addWidget(self.reason)
        self.reason.given.connect(self._keep)
        self.hide()

    def enter_stage(self, event_id: int, stage: Stage) -> None:
        """Move an event to ``stage``, after saying what it lacks for that, or asking why."""
        self._event_id, self._stage = event_id, stage
        self.close_questions()
        if stage in NEED_REASON:
            self._ask_why()
            return
        with self._bench.store.reading() as session:
            lacks = missing(session, event_id, stage)
        if lacks:
            self._tell(lacks)
        else:
            self._keep()

    def call_off(self, event_id: int) -> None:
        """Ask whether an event is cancelled or put off, and why."""
        self.close_questions()
        self._event_id = event_id
        self._show_question(
            _("Is the event cancelled, or postponed?"),
            [
                Answer(_("Cancelled"), lambda: self.enter_stage(event_id, Stage.CANCELLED)),
                Answer(_("Postponed"), lambda: self.enter_stage(event_id, Stage.POSTPONED)),
                Answer(_("Never mind"), self.leave),
            ],
        )

    def leave(self) -> None:
        """Ask no more; the event stays where it is."""
        self.close_questions()
        self.settled.emit(self._event_id)

    def close_questions(self) -> None:
        """Take away whatever is asked, as when another event is shown."""
        self.question.hide()
        self.reason.hide()
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _tell(self, lacks: tuple[str, ...]) -> None:
        head = _("Before it is “{stage}”:").format(stage=stage_name(self._stage))
        event_id = self._event_id
        self._show_question(
            "\n".join([head, *(f"• {one}" for one in lacks)]),
            [
                Answer(self._mending.text, lambda: self._mend(event_id), likely=True),
                Answer(_("Move anyway"), self._keep),
                Answer(_("Cancel"), self.leave),
            ],
        )

    def _show_question(self, text: str, answers: list[Answer]) -> None:
        self.question.ask(text, answers)
        self.show()
        self.question.answers()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_why(self) -> None:
        self.show()
        if self._stage is Stage.CANCELLED:
            self.reason.ask(_("Why is it cancelled?"), _("Cancel the event"))
        else:
            self.reason.ask(_("Why is it postponed?"), _("Postpone the event"))

    def _mend(self, event_id: int) -> None:
        self.leave()
        self._mending.go(event_id)

    def _keep(self, reason: str = "") -> None:
        event_id, stage = self._event_id, self._stage
        self.close_questions()
        done = _("The event is now: {stage}").format(stage=stage_name(stage))

        def kept(_nothing: object) -> None:
            self._bench.done(done)
            self.settled.emit(event_id)

        keep(
            self._bench,
            lambda session: set_stage(session, event_id, stage, reason),
            kept,
            self,
            self._not_kept,
        )

    def _not_kept(self, error: Exception) -> None:
        self.settled.emit(self._event_id)
        self._bench.fail(error)
