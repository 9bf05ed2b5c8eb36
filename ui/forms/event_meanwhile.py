"""What others change of an event's plan while its form is open."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.edits import (
    ChangedMeanwhileError,
    Edit,
    SameMeanwhileError,
)
from models.errors import UserError
from models.events.drafts import EventDraft
from models.events.queries import event_draft, is_archived, is_there
from models.events.tables import Event, EventEquipment, EventPartner, EventSession, EventStaff
from models.history.meanwhile import said_meanwhile, settled
from models.words import _
from ui.bench import Bench
from ui.forms.event_fields import EventFields
from ui.forms.keeping import editing
from ui.forms.meanwhile import Meanwhile
from ui.look import Role
from ui.widgets.fresh import Fresh
from ui.widgets.notice import Notice

KINDS = frozenset({Event, EventPartner, EventStaff, EventEquipment, EventSession})
Kept = TypeVar("Kept")


class EventMeanwhile(Meanwhile):
    """Asks what is to stand of a plan; says in ``notice`` what was done to it elsewhere.

    A plan nobody types about is shown as it is kept by now.
    """

    renewed = Signal(object)
    """The plan as it is kept, changed elsewhere, while nothing was typed about it here."""

    def __init__(
        self, bench: Bench, fields: EventFields, notice: Notice, parent: QWidget | None = None
    ) -> None:
        super().__init__(fields, parent)
        self._bench = bench
        self._fields = fields
        self._notice = notice
        self._event_id: int | None = None
        self._put_away = False
        self.saving = False
        Fresh(fields, bench.changes.committed, KINDS, self._look_elsewhere)

    def begin(self, event_id: int | None) -> None:
        """Be about the plan of this event, which was just shown; None for a new one."""
        self.clear()
        self._event_id = event_id
        if event_id is not None:
            with self._bench.store.reading() as session:
                self._put_away = is_archived(session, event_id)

    def go_on(self, draft: EventDraft, opened: EventDraft | None) -> None:
        """Put in what was typed before, begun from ``opened``, over the plan as it is by now."""
        event_id, now, fields = self._event_id, self._fields.opened, self._fields
        if event_id is None or opened is None or opened == now:
            fields.fill(draft)
            return
        fields.begin_from(opened)
        fields.fill(draft)
        try:
            with self._bench.store.reading() as session:
                settled(session, self._edit(event_id), partial(event_draft, event_id=event_id))
        except UserError as error:
            self.fail(error)
        else:
            fields.meet(now)

    def keeping(self, change: Callable[[Any, EventDraft], Kept]) -> Callable[[Any], Kept]:
        """Return what has ``change`` keep the plan as typed, over what others made of it."""
        self.saving = True
        event_id, typed = self._event_id, self._fields.draft()
        if event_id is None:
            return lambda session: change(session, typed)
        look = partial(event_draft, event_id=event_id)

        def fitting(session: Any, draft: EventDraft) -> Kept:  # noqa: ANN401 - see keep
            if draft.problems():  # as where others moved the day, and a session was added here
                said = _("What was changed elsewhere meanwhile does not go with what you typed.")
                raise ChangedMeanwhileError(said, look(session), ())
            return change(session, draft)

        return editing(self._edit(event_id), look, fitting)

    def kept(self, event_id: int, draft: EventDraft, typed: EventDraft) -> None:
        """Note that ``draft`` is kept now as the plan of this event; the fields held ``typed``."""
        self.saving = False
        self._event_id = event_id
        self.clear()
        self._fields.note_event(event_id)
        self._fields.note_kept(draft, typed)

    def fail(self, error: Exception) -> None:
        """Say why the plan could not be kept, and ask what others changed too."""
        self.saving = False
        if isinstance(error, ChangedMeanwhileError):
            self.ask(error)
            self._notice.say(str(error), Role.WARNING)
        elif isinstance(error, SameMeanwhileError):
            self._fields.begin_from(error.now)
            self._notice.say(str(error))
        else:
            self._bench.fail(error)

    def _edit(self, event_id: int) -> Edit[EventDraft]:
        fields = self._fields
        return Edit(Event, event_id, fields.opened, fields.edited(), self._put_away)

    def _look_elsewhere(self) -> None:
        """Show what others did to the plan, or say it where something is typed about it."""
        event_id, fields = self._event_id, self._fields
        if event_id is None or self.saving:
            return
        typed = bool(fields.unread()) or fields.draft() != fields.first_shown
        look = partial(event_draft, event_id=event_id)
        with self._bench.store.reading() as session:
            there = self._is_there_as_before(session, event_id)
            edit = self._edit(event_id)
            said = "" if there and not typed else said_meanwhile(session, edit, look)
            now = look(session) if there and not typed else fields.opened
        if said:
            self._notice.say(said)
        elif now != fields.opened:
            self.renewed.emit(now)

    def _is_there_as_before(self, session: Any, event_id: int) -> bool:  # noqa: ANN401 - see keep
        return is_there(session, event_id) and is_archived(session, event_id) == self._put_away
