"""What is asked before the window closes, or another database opens: what would be lost by it."""

from collections.abc import Callable

from models.closing.queries import unclosed_days
from models.office.queries import today
from models.office.rights import Right
from models.store import Store
from models.words import _
from ui.messages import Messages, Question
from ui.workspace import Workspace


class DayAtLeaving:
    """Asks once, of whoever could close the day, whether it stays open."""

    def __init__(self) -> None:
        self._asked = False

    def begin(self) -> None:
        """Ask again: another database is open."""
        self._asked = False

    def may_stay_open(self, store: Store, messages: Messages, show: Callable[[], object]) -> bool:
        """Whether one may leave; who would rather close the day is shown where."""
        if not store.reached:
            return may_lose_typed(store, messages)
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


def may_leave(workspace: Workspace, store: Store, messages: Messages) -> bool:
    """Whether the pages may go: what would be lost asks.

    While a server is away nothing typed can be saved, so it is kept aside in place of being asked
    about: one can go on with a packet and find it again later.
    """
    if store.reached:
        return workspace.may_leave()
    return workspace.may_close() and may_lose_typed(store, messages)


def may_lose_typed(store: Store, messages: Messages) -> bool:
    """Whether nothing of what a server could not take is lost, or the person agrees to lose it."""
    aside = store.aside
    if aside is None or aside.lasting or not aside.holds:
        return True
    return messages.ask(
        Question(
            _("The server does not answer: what you typed has not been saved."),
            _("Discard changes"),
            _("It is kept only as long as the program stays open."),
        )
    )


def _is_open(store: Store) -> bool:
    with store.reading() as session:
        now = today(session)
        return any(one.day == now for one in unclosed_days(session))
