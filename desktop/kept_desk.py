"""A computer that is the desk of one event and nothing else, until the lock lets one leave it."""

from models.events.queries import event_rows
from models.office.at_desk import free_desk, keep_desk
from models.store import Store
from models.words import _
from ui.look import Role
from ui.messages import Messages
from ui.shell import Shell
from ui.workspace import Place


def be_desk(store: Store, shell: Shell, messages: Messages, event_id: int) -> None:
    """Show the desk of this event alone from now on; say so where the event is gone."""
    with store.reading() as session:
        known = event_id in event_rows(session, [event_id])
    if not known:
        free_desk(store)
        messages.tell(
            _("The event whose desk this computer was to be is not there any more."),
            Role.WARNING,
        )
    elif shell.keep_to(Place("event", {"event_id": event_id, "part": "desk"})):
        keep_desk(store, event_id)


def leave_desk(store: Store, shell: Shell) -> None:
    """Show all pages again."""
    free_desk(store)
    shell.keep_to(None)
