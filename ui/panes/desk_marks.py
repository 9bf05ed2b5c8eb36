"""Marking at the desk who is here, and taking such a mark back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.events.operations import check_in, take_back_check_in
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.panes.desk_outcome import marked
from ui.panes.desk_person import AtDesk


class DeskMarks(QObject):
    """Keeps marks off the screen's thread; what fails is told by ``failed``, the rest goes on."""

    made = Signal(object)
    """The ``Outcome`` of a mark that is on the disk."""

    def __init__(self, bench: Bench, failed: Callable[[Exception], object], side: QWidget) -> None:
        super().__init__(side)
        self._bench = bench
        self._failed = failed

    def mark(self, event_id: int, at: AtDesk, sitting: int | None) -> None:
        """Note that somebody is here, at the sitting where there is one."""
        person_id, outcome = at.row.id, marked(at)

        def done(_place: object) -> None:
            self._bench.done(_("{name} is here.").format(name=at.row.name))
            self.made.emit(outcome)

        keep(
            self._bench,
            lambda session: check_in(session, event_id, person_id, session_id=sitting).id,
            done,
            self,
            self._failed,
        )

    def take_back(self, event_id: int, at: AtDesk, sitting: int | None) -> None:
        """Note that somebody was marked by mistake."""
        person_id = at.row.id
        text = _("{name} is not marked as here any more.").format(name=at.row.name)
        keep(
            self._bench,
            lambda session: take_back_check_in(session, event_id, person_id, sitting),
            lambda _nothing: self._bench.done(text),
            self,
            self._failed,
        )
