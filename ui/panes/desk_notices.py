"""What stands in the way at the desk: a file that cannot be written, a clock that is wrong."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.base import utc_now
from models.history.clock import clock_problem
from models.troubles import NotKeptError
from ui.bench import Bench
from ui.changes import Changed, NewDay
from ui.look import Role, em
from ui.widgets.notice import Notice


class DeskNotices(QWidget):
    """Notices beside the entry that stay until they are put right, or the clock's put aside."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._put_aside = False
        self.not_kept = Notice()
        self.clock = Notice(closable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        for notice in (self.not_kept, self.clock):
            column.addWidget(notice)
        self.clock.closed.connect(self._put_clock_aside)
        bench.changes.committed.connect(self._something_kept)

    def fail(self, error: Exception) -> None:
        """Say why something was not kept: here, if it is the file's fault, until one thing is."""
        if isinstance(error, NotKeptError):
            self.not_kept.say(str(error), Role.DANGER)
        else:
            self._bench.fail(error)

    def look_at_clock(self, event_id: int) -> None:
        """Say what is wrong with the clock, unless that was put aside before."""
        with self._bench.store.reading() as session:
            said = clock_problem(session, utc_now(), event_id)
        if said and not self._put_aside:
            self.clock.say(said, Role.WARNING)

    def _something_kept(self, changed: Changed) -> None:
        if NewDay not in changed:
            self.not_kept.hide()

    def _put_clock_aside(self) -> None:
        self._put_aside = True
