"""An enrolment that was typed and not saved: kept while one types, offered when one comes back."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from models import unsaved
from models.enrolment.drafts import EnrolmentDraft
from models.unsaved import key_of
from models.words import _
from ui.bench import Bench
from ui.forms.unsaved import DraftKeeper, Typed, said_of_record
from ui.look import Role
from ui.panes.enrolment_panel import EnrolPanel

ENROLMENT = "enrol"
"""What the form is called among the drafts."""


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """An enrolment as it stood in the form, and at which event."""

    event_id: int
    draft: EnrolmentDraft


class UnsavedEnrolment(QObject):
    """Keeps all but consent and statement, which are asked anew: the person may have left."""

    def __init__(self, bench: Bench, panel: EnrolPanel) -> None:
        super().__init__(panel)
        self._bench = bench
        self._panel = panel
        self._event_id = 0
        self._person_id: int | None = None
        self._let_go: set[str] = set()
        self._keeper = DraftKeeper(bench, ENROLMENT, self._typed, self)
        panel.form.changed.connect(self._note)

    def look_for(self, event_id: int, person_id: int | None) -> None:
        """Offer what was typed of this person, or of somebody new, at this event before."""
        self._event_id, self._person_id = event_id, person_id
        key = key_of(ENROLMENT, person_id)
        if key in self._let_go:  # it may not have been written yet that it is forgotten
            return
        found = unsaved.take(self._bench.store, key)
        half = found.draft(HalfTyped) if found is not None else None
        if found is not None and half is not None and half.event_id == event_id:
            self._panel.notice.say(
                said_of_record(self._bench.store, found),
                Role.INFO,
                _("Go on"),
                lambda: self._put_in(half.draft),
            )

    def keep_now(self) -> None:
        """Keep what is typed at once, as before the window closes."""
        self._keeper.keep_now()

    def forget(self) -> None:
        """Keep nothing of the person shown any more: they were enrolled, or it was let go."""
        self._let_go.add(key_of(ENROLMENT, self._person_id))
        self._keeper.forget(self._person_id)

    def _note(self) -> None:
        self._let_go.discard(key_of(ENROLMENT, self._person_id))
        self._keeper.note()

    def _typed(self) -> Typed | None:
        form = self._panel.form
        if self._panel.is_busy() or not form.is_changed():
            return None
        draft: EnrolmentDraft = form.draft()
        half = HalfTyped(self._event_id, draft.asked_anew())
        return Typed(self._person_id, draft.person.name, half)

    def _put_in(self, draft: EnrolmentDraft) -> None:
        """Show what was typed before as if it had been typed now."""
        self._panel.form.fill(draft)
        self._panel.form.reveal()
        self._panel.judge()
        self._panel.form.changed.emit()
