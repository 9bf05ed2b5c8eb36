"""Goes on where the office's records were moved to: at a server, or in a file."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from desktop.host import Host
from models.office.queries import office_draft
from models.words import _, spoken
from ui.look import Role
from ui.messages import Messages

if TYPE_CHECKING:  # no start has to wait for it
    from models.server.changing import Back, There
    from ui.forms.recovery_form import RecoveryForm


class Changing:
    """Shows the office at its new place; a new recovery code is shown before."""

    def __init__(self, host: Host, messages: Messages) -> None:
        self._host = host
        self._messages = messages

    def at_server(self, there: "There") -> None:
        """Go on at a server."""
        from desktop.at_server import take_for_ours
        from models.server.sayings import files_sealed_said, moved_said

        self._host.use(take_for_ours(there.store))
        said = [_("This computer works with the server now.")]
        if there.sealed is not None:
            said = [files_sealed_said(there.sealed)]
        if there.moved is not None:
            said.insert(0, moved_said(there.moved))
        if there.asks:
            said.append(_("What opens it is asked for whenever the program starts."))
        self._messages.tell(" ".join(said), Role.SUCCESS)

    def in_file(self, back: "Back") -> None:
        """Go on in a file, once its recovery code is kept safe."""
        with back.store.reading() as session:
            office = office_draft(session).name
        self._host.show_alone(partial(self._recovery, office, back))

    def _recovery(self, office: str, back: "Back") -> "RecoveryForm":
        from ui.forms.recovery_form import RecoveryForm, write_sheet

        day = datetime.now(UTC).astimezone().date()
        save = partial(write_sheet, office, back.recovery_code, day, spoken())
        form = RecoveryForm(office, back.recovery_code, self._messages, save)
        form.finished.connect(partial(self._use, back))
        return form

    def _use(self, back: "Back") -> None:
        from models.server.sayings import moved_said

        self._host.use(back.store)
        self._messages.tell(moved_said(back.moved), Role.SUCCESS)
