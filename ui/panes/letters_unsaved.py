"""A letter that was typed and not made: kept while one types, and offered again after that."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from models import unsaved
from models.letters.drafts import LetterDraft
from models.letters.recipients import RecipientsDraft
from models.unsaved import key_of
from models.words import _
from ui.bench import Bench
from ui.forms.unsaved import DraftKeeper, Typed, said_of_record
from ui.widgets.question_bar import Answer, QuestionBar

LETTER = "letter"
"""What the form of letters is called among the drafts."""


class UnsavedLetter(QuestionBar):
    """Asks whether to go on with the letter that was typed for an event; it may be let be."""

    taken = Signal(object, object)
    """The draft somebody goes on with, and who was known to have a letter when it was begun."""

    def __init__(
        self, bench: Bench, draft: Callable[[], tuple[LetterDraft, RecipientsDraft] | None]
    ) -> None:
        """Keep what ``draft`` returns while one types; None where there is nothing to keep."""
        super().__init__()
        self._bench = bench
        self._draft = draft
        self._event_id: int | None = None
        self._keeper = DraftKeeper(bench, LETTER, self._typed, self)

    def look_for(self, event_id: int) -> None:
        """Offer what was typed for this event before, if anything was."""
        self._event_id = event_id
        self.hide()
        found = unsaved.take(self._bench.store, key_of(LETTER, event_id))
        draft = found.draft(LetterDraft) if found is not None else None
        if found is None or draft is None:
            return
        self.ask(
            said_of_record(self._bench.store, found),
            [
                Answer(
                    _("Go on"),
                    lambda: self.taken.emit(draft, found.opened(RecipientsDraft)),
                    likely=True,
                ),
                Answer(_("Discard"), self.forget),
            ],
        )

    def note(self) -> None:
        """Take notice of something typed; what was typed before is no longer offered."""
        self.hide()
        self._keeper.note()

    def keep_now(self) -> None:
        """Keep what is typed, as before the window closes."""
        self._keeper.keep_now()

    def let_go(self) -> None:
        """Keep nothing of what was typed now; what was offered and not taken stays kept."""
        if self.isHidden():
            self.forget()

    def forget(self) -> None:
        """Keep nothing for this event: its letters were made, or are not wanted."""
        self._keeper.forget(self._event_id)

    def _typed(self) -> Typed | None:
        found = self._draft()
        if found is None:
            return None
        draft, known = found
        return Typed(self._event_id, draft.subject, draft, known)
