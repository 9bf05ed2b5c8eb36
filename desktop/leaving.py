"""What is asked before the window closes: whether the day stays open."""

from collections.abc import Callable

from models.closing.queries import unclosed_days
from models.office.queries import today
from models.office.rights import Right
from models.store import Store
from models.words import _
from ui.messages import Messages, Question


class DayAtLeaving:
    """Asks once, of whoever could close the day, whether it stays open."""

    def __init__(self) -> None:
        self._asked = False

    def begin(self) -> None:
        """Ask again: another database is open."""
        self._asked = False

    def may_stay_open(self, store: Store, messages: Messages, show: Callable[[], object]) -> bool:
        """Whether one may leave; who would rather close the day is shown where."""
        if self._asked or Right.CLOSE_DAY not in store.rights or not _is_open(store):
            return True
        self._asked = True
        leave = messages.ask(
            Question(
                _("The work of today has not been closed."),
                _("Leave"),
                _("The day can be closed tomorrow as well. With Cancel you close it first."),
                harmful=False,
            )
        )
        if not leave:
            show()
        return leave


def _is_open(store: Store) -> bool:
    with store.reading() as session:
        now = today(session)
        return any(one.day == now for one in unclosed_days(session))
