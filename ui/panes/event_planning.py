"""The form of an event's plan in its place on the page, and what was typed there before."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import unsaved
from models.events.drafts import EventDraft
from models.unsaved import key_of
from models.words import _
from ui.bench import Bench
from ui.forms.event_form import EventForm
from ui.forms.unsaved import EVENT, DraftKeeper, Typed, said_of
from ui.look import em
from ui.widgets.question_bar import Answer, QuestionBar


class EventPlanning(QWidget):
    """Plans a new event or changes one; nothing typed is lost with the window."""

    saved = Signal(object)
    """The id of the event that was kept."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._open = False
        self.earlier = QuestionBar()
        self.form = EventForm(bench)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.75))
        column.addWidget(self.earlier)
        column.addWidget(self.form, 1)
        self._keeper = DraftKeeper(bench, EVENT, self._typed, self)
        self.form.fields.changed.connect(self._note)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._left)

    def plan_new(self, where: Mapping[str, object]) -> None:
        """Begin with a new event, as ``where`` says; ``unsaved`` in it means what was typed before.

        One like an event that is gone is simply new.
        """
        self._event_id, self._open = None, True
        if not self.form.plan(where):
            self.form.plan_new()
        self._offer(where)

    def change(self, event_id: int, where: Mapping[str, object]) -> bool:
        """Show the plan of this event to be changed; return whether there is such an event."""
        self._event_id = event_id
        self._open = self.form.change(event_id)
        if self._open:
            self._offer(where)
        return self._open

    def may_leave(self) -> bool:
        """Whether the form may be left; what is let go is not kept any longer."""
        leaving = self.form.may_leave()
        if leaving:
            self._let_go()
        return leaving

    def keep_now(self) -> None:
        """Keep what is typed, as before the window closes."""
        self._keeper.keep_now()

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.form.begin()

    def _note(self) -> None:
        """Keep what is typed now, and no longer offer what was typed before."""
        if self.form.is_changed():
            self.earlier.hide()
            self._keeper.note()

    def _typed(self) -> Typed | None:
        if not self._open or not self.form.is_changed():
            return None
        fields = self.form.fields
        draft = fields.draft()
        opened = fields.opened if self._event_id is not None else None
        return Typed(self._event_id, draft.title, draft, opened)

    def _offer(self, where: Mapping[str, object]) -> None:
        """Put in what was typed before, if it is what was asked for; else offer it."""
        key = key_of(EVENT, self._event_id)
        found = unsaved.take(self._bench.store, key)
        draft = found.draft(EventDraft) if found is not None else None
        self.earlier.hide()
        if found is None or draft is None:
            return
        opened = found.opened(EventDraft)
        if where.get("unsaved") == key:
            self._put_in(draft, opened)
            return
        self.earlier.ask(
            said_of(self._bench.store, found),
            [
                Answer(_("Go on"), lambda: self._put_in(draft, opened), likely=True),
                Answer(_("Discard"), lambda: self._keeper.forget(self._event_id)),
            ],
        )

    def _put_in(self, draft: EventDraft, opened: EventDraft | None) -> None:
        """Show what was typed before as if it had been typed now."""
        self.form.put_in(draft, opened)
        self.form.begin()

    def _saved(self, event_id: int) -> None:
        self._let_go()
        self.saved.emit(event_id)

    def _left(self) -> None:
        self._let_go()
        self.left.emit()

    def _let_go(self) -> None:
        """Keep nothing of what was typed now; what was offered and not taken stays kept."""
        if self._open and self.earlier.isHidden():
            self._keeper.forget(self._event_id)
        self._open = False
