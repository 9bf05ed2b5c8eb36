"""Makes backups of a file by itself while a database is open, and one as it is let go of."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from models.backups.due import is_due, second_due
from models.backups.known import clear_begun_files
from models.backups.making import bring_to_second_place, make_backup
from models.backups.proving import check_whole
from models.errors import UserError
from models.opening import QUICK_CHECK_BYTES
from models.progress import Progress, Work, finish
from models.store import Store
from ui.changes import Changed
from ui.panes.home_backup import failure_said
from ui.tasks import Tasks

FIRST, EVERY = 60_000, 10 * 60_000
"""Milliseconds after the start, and between two looks at whether a backup is due."""
COMMITS = 10
"""After so many commits it is looked at once, too."""


class Safekeeping(QObject):
    """Works apart from all other work, so that nobody waits for a backup.

    A server is backed up by whoever looks after it: there is nothing to be done here.
    """

    made = Signal()
    """A backup was made."""
    unmade = Signal(str)
    """A backup did not succeed though the one before did; why, and what to do."""
    hurt = Signal(str)
    """The database is not whole; what was found."""

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = Tasks(self)
        self._commits = 0
        self._failed = False
        self._clock = QTimer(self, interval=EVERY)
        self._clock.timeout.connect(self.look)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._look_first)
        if store.in_file:
            clear_begun_files(store.path)  # before anything of this run writes there
            self._clock.start()
            self._soon.start(FIRST)

    @property
    def failed(self) -> bool:
        """Whether the last attempt did not succeed."""
        return self._failed

    def note_commit(self, _changed: Changed) -> None:
        """Count what was done; after a few commits look whether a backup is due."""
        self._commits += 1
        if self._commits % COMMITS == 0:
            self.look()

    def look(self) -> None:
        """Make a backup if one is due, unless one is being made."""
        if self._store.in_file and not self._tasks.busy:
            self._tasks.start(
                keep_safe(self._store), succeeded=self._succeeded, failed=self._fail, owner=self
            )

    def end(self) -> None:
        """Stop what is under way, and back up what was done since; the database is still open."""
        self._clock.stop()
        self._soon.stop()
        self._tasks.finish()
        if not self._store.in_file:
            return
        try:
            finish(keep_safe(self._store, ending=True))
        except UserError:
            return  # noted, and told at the next start

    def _look_first(self) -> None:
        """Look through a file too large to be looked through while somebody waits for it."""
        if self._store.path.stat().st_size > QUICK_CHECK_BYTES:
            self._tasks.start(
                check_whole(self._store),
                succeeded=lambda _nothing: self.look(),
                failed=self._found_hurt,
                owner=self,
            )
        else:
            self.look()

    def _found_hurt(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.hurt.emit(str(error))

    def _succeeded(self, made: bool) -> None:
        self._failed = False
        if made:
            self.made.emit()

    def _fail(self, error: Exception) -> None:
        told, self._failed = self._failed, True
        if not isinstance(error, UserError):
            raise error
        if not told:
            self.unmade.emit(failure_said(str(error)))


def keep_safe(store: Store, *, ending: bool = False) -> Work[bool]:
    """Make a backup if one is due and return whether it was. Raises UserError."""
    yield Progress(0, 0)
    if is_due(store, datetime.now(UTC), ending=ending):
        yield from make_backup(store)
        return True
    if second_due(store.path):
        return (yield from bring_to_second_place(store.path))
    return False
