"""Leads from the file of a packet to the desk's database, open at its desk."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.host import Host
from desktop.paths import default_database
from models.errors import UserError
from models.opening import SUFFIX, open_store
from models.packets.envelope import Header
from models.packets.here import clock_warning
from models.packets.opening import OpenedPacket, UnlockedPacket, look_at, place, unlock
from models.progress import Progress, Work
from models.server.credentials import is_server
from models.store import Store
from models.words import _, spoken
from ui.forms.packet_form import PacketForm, Seat
from ui.forms.recovery_form import RecoveryForm, write_sheet
from ui.forms.welcome_form import free_path
from ui.look import Role
from ui.messages import Messages
from ui.panes.file_names import file_name
from ui.panes.packet_files import desk_kind
from ui.settings import Settings
from ui.tasks import Tasks


class Unpacking(QObject):
    """One way from a packet to an open desk; nothing is made before somebody sits down."""

    def __init__(self, host: Host, tasks: Tasks, messages: Messages, settings: Settings) -> None:
        super().__init__(tasks)
        self._host = host
        self._tasks = tasks
        self._messages = messages
        self._settings = settings
        self._packet: Path | None = None
        self._header: Header | None = None
        self._unlocked: UnlockedPacket | None = None
        self._form: PacketForm | None = None

    def begin(self, packet: Path | None = None) -> None:
        """Look at a packet, or ask for one first; then for its phrase. Say why one is none."""
        self._packet = packet or self._messages.open_file(_("Open a desk packet"), [desk_kind()])
        if self._packet is not None:
            self._tasks.start(
                _looked_at(self._packet),
                succeeded=self._show,
                failed=self._messages.fail,
                owner=self,
            )

    def _show(self, header: Header) -> None:
        self._header = header
        self._host.show_alone(self._made)

    def _made(self) -> PacketForm:
        if self._header is None:
            raise RuntimeError("no packet was looked at")
        self._unlocked = None
        self._form = form = PacketForm(self._header, self._messages, self._settings)
        form.phrase_given.connect(self._unlock)
        form.seated.connect(self._sit_down)
        form.left.connect(self._leave)
        return form

    def _leave(self) -> None:
        """Go back to what there was: the database used last, or the welcome."""
        kept = self._settings.last_database
        if kept and (is_server(kept) or Path(kept).exists()):
            self._host.begin(kept)
        else:
            self._host.welcome()

    def _unlock(self, phrase: str) -> None:
        if self._form is not None and self._packet is not None and not self._form.is_busy():
            self._form.busy(_("Opening…"))
            self._tasks.start(
                unlock(self._packet, phrase),
                succeeded=self._ask_who,
                failed=self._failed,
                owner=self._form,
            )

    def _ask_who(self, unlocked: UnlockedPacket) -> None:
        self._unlocked = unlocked
        if self._form is not None:
            name = file_name(unlocked.header.desk, unlocked.event, suffix=SUFFIX)
            self._form.ask_who(unlocked, free_path(default_database().with_name(name)))

    def _sit_down(self, seat: Seat) -> None:
        if self._form is not None and self._unlocked is not None and not self._form.is_busy():
            self._form.busy(_("Making the desk's database…"))
            self._tasks.start(
                _placed(self._unlocked, seat),
                succeeded=self._placed,
                failed=self._failed,
                owner=self._form,
            )

    def _placed(self, found: tuple[OpenedPacket, Store]) -> None:
        opened, store = found
        office = self._header.office if self._header is not None else ""
        self._unlocked = None
        self._host.show_alone(partial(self._recovery, office, opened.recovery_code, store))

    def _recovery(self, office: str, code: str, store: Store) -> RecoveryForm:
        day = datetime.now(UTC).astimezone().date()
        save = partial(write_sheet, office, code, day, spoken())
        form = RecoveryForm(office, code, self._messages, save)
        form.finished.connect(partial(self._use, store))
        return form

    def _use(self, store: Store) -> None:
        with store.reading() as session:
            clock = clock_warning(session, datetime.now(UTC))
        self._host.use(store)
        if clock:
            self._messages.tell(clock, Role.WARNING)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            error = UserError(_("The file could not be written: {reason}").format(reason=reason))
        if self._form is None or not isinstance(error, UserError):
            raise error
        self._form.fail(str(error))


def _looked_at(path: Path) -> Work[Header]:
    yield Progress(0, 0)
    return look_at(path)


def _placed(unlocked: UnlockedPacket, seat: Seat) -> Work[tuple[OpenedPacket, Store]]:
    """Make the database and open it for the officer who sits down."""
    seat.path.parent.mkdir(parents=True, exist_ok=True)
    opened = yield from place(unlocked, seat.path, seat.officer_id, seat.password)
    return opened, open_store(opened.path, seat.password, seat.officer_id)
