"""Keeps what is typed into a form until it is saved or let go, and offers it again after that."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from models import unsaved
from models.office.queries import time_zone
from models.progress import Progress, Work
from models.store import Store
from models.unsaved import Unsaved, key_of
from models.words import _, spoken
from ui.bench import Bench
from ui.widgets.question_bar import Answer, QuestionBar

PAUSE = 2000
"""Milliseconds of typing after which what was typed is kept."""
EVENT = "event"
"""What the form of an event's plan is called among the drafts."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form and was not saved: of which record, what it is called, its draft.

    ``opened`` is the draft it was begun from.
    """

    record_id: int | None
    title: str
    draft: object
    opened: object = None


class DraftKeeper(QObject):
    """Keeps a form's draft every few seconds while one types, and at once when asked.

    It lies in the database itself, off the thread; ``typed`` says what there is to keep.
    """

    def __init__(
        self, bench: Bench, form: str, typed: Callable[[], Typed | None], owner: QObject
    ) -> None:
        super().__init__(owner)
        self._bench = bench
        self._form = form
        self._typed = typed
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._keep)

    def note(self) -> None:
        """Take notice of something typed."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep what is typed at once, as before the window closes."""
        self._timer.stop()
        found = self._typed()
        if found is not None:
            key = key_of(self._form, found.record_id)
            unsaved.keep(self._bench.store, key, found.title, found.draft, found.opened)

    def forget(self, record_id: int | None) -> None:
        """Keep nothing of this record any more: it was saved, or let go."""
        self._timer.stop()
        key = key_of(self._form, record_id)
        self._write(lambda: unsaved.forget(self._bench.store, key))

    def _keep(self) -> None:
        found = self._typed()
        if found is not None:
            key = key_of(self._form, found.record_id)
            store = self._bench.store
            self._write(lambda: unsaved.keep(store, key, found.title, found.draft, found.opened))

    def _write(self, write: Callable[[], None]) -> None:
        self._bench.tasks.start(
            _writing(write),
            succeeded=lambda _nothing: None,
            failed=self._bench.fail,
            owner=self,
        )


class UnsavedEvents(QuestionBar):
    """Tells of an event that was planned and not saved; one goes on with it, or lets it go."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def look(self) -> None:
        """Tell of what was typed last, if anything was."""
        found = unsaved.all_of(self._bench.store, EVENT)
        if not found:
            self.hide()
            return
        last = found[0]
        self.ask(
            said_of(self._bench.store, last),
            [
                Answer(_("Go on"), lambda: self._go_on(last), likely=True),
                Answer(_("Discard"), lambda: self._discard(last)),
            ],
        )

    def _go_on(self, last: Unsaved) -> None:
        self._bench.show_page("event", event_id=last.record_id, unsaved=last.key)

    def _discard(self, last: Unsaved) -> None:
        self._bench.tasks.start(
            _writing(lambda: unsaved.forget(self._bench.store, last.key)),
            succeeded=lambda _nothing: self.look(),
            failed=self._bench.fail,
            owner=self,
        )


def said_of(store: Store, last: Unsaved) -> str:
    """Say what was typed and not saved, and when."""
    if last.record_id is not None:
        text = _("You were changing “{event}” on {day} and have not saved it.")
    elif last.title:
        text = _("You were planning “{event}” on {day} and have not saved it.")
    else:
        text = _("You were planning an event on {day} and have not saved it.")
    return text.format(event=last.title, day=_day_of(store, last))


def said_of_record(store: Store, last: Unsaved) -> str:
    """Say of what is no event that it was typed and not saved, and when."""
    text = _("You typed something here on {day} and have not saved it.")
    if last.title:
        text = _("You typed something about “{name}” on {day} and have not saved it.")
    return text.format(name=last.title, day=_day_of(store, last))


def _day_of(store: Store, last: Unsaved) -> str:
    with store.reading() as session:
        return spoken().weekday(last.typed_at.astimezone(time_zone(session)).date())


def _writing(write: Callable[[], None]) -> Work[None]:
    yield Progress(0, 0)
    write()
