"""The program behind the window: which database is open, and what the menus do."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop import errors, language
from desktop.around import names_at_the_door, narrower, warnings
from desktop.backing_up import back_up_to_file
from desktop.changing import Changing
from desktop.dropping import PacketDrop
from desktop.helping import show_about, show_keys
from desktop.kept_desk import be_desk, leave_desk
from desktop.leaving import DayAtLeaving, may_leave
from desktop.locking import Locking
from desktop.opening import Opening
from desktop.pages import may_see, page_specs
from desktop.paths import default_database, log_file
from desktop.speaking import Speaking
from desktop.workshop import Workshop
from models.backups.restoring import may_restore
from models.errors import UserError
from models.in_use import Hold, InUseError, hold
from models.office.at_desk import name_here, officer_here, only_desk, sit_down
from models.office.rights import ALL, Right
from models.office.tables import Office, Officer
from models.opening import SUFFIX
from models.server.credentials import is_server, place_said
from models.store import Store
from models.words import LANGUAGES, _
from ui.bench import Bench
from ui.changes import Changed
from ui.look import Look, Role, Theme
from ui.main_window import MainWindow
from ui.messages import FileKind, Messages, WindowMessages
from ui.panes.packet_files import is_desk_packet
from ui.panes.settings_actions import SettingsActions
from ui.settings import Settings
from ui.shell import Shell
from ui.tasks import Tasks
from ui.widgets.alone import Alone
from ui.workspace import PageSpec


class Program(QObject):
    """Opens, locks, backs up, changes language and look: what is no page's business."""

    changed = Signal()
    """Something that the settings show was changed from elsewhere: the look, a backup made."""

    def __init__(
        self, app: QApplication, window: MainWindow, look: Look, settings: Settings
    ) -> None:
        """Furnish ``window`` in the language of the settings."""
        super().__init__(window)
        self._look = look
        self._settings = settings
        self._window = window
        self._workshop: Workshop | None = None
        self._alone: Alone | None = None
        self._again: Callable[[], object] = lambda: None
        self._speaking = Speaking(self)
        self._speaking.speak(settings.language)
        self._tasks = Tasks(self)
        self.shell = Shell(window, settings, self._doing())
        self.messages: Messages = WindowMessages(window, self.shell.notices, settings)
        self._opening = Opening(self, self._tasks, settings)
        self._drop = PacketDrop(window, self.unpack, self.shell)
        self._locking = Locking(app, self.shell, self._tasks, settings, self._receive)
        self._desk_wanted: int | None = None
        self._hold: Hold | None = None
        self._rights: frozenset[Right] = ALL
        self._day = DayAtLeaving()
        self.shell.leave_asked.connect(lambda: self._locking.ask(self._leave_desk))
        window.ask_before_closing(self._may_close)
        app.aboutToQuit.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether any work is under way or waiting."""
        return self._tasks.busy

    def begin(self, database: Path | str | None, desk: int | None = None) -> None:
        """Open the file or server named, or the last one, or welcome somebody new.

        With ``desk``, an event's id, this computer is that event's desk and nothing else.
        """
        self._desk_wanted = desk
        given = str(database or self._settings.last_database)
        if is_server(given):
            self._opening.open_server(given)
        elif given or default_database().exists():
            self.open(Path(given) if given else default_database())
        else:
            self.welcome()

    def open(self, path: Path) -> None:
        """Open a database; a protected one asks for its password, a packet for its phrase."""
        if is_desk_packet(path):
            self.unpack(path)
        else:
            self._opening.open(path)

    def unpack(self, packet: Path | None = None) -> None:
        """Make the desk's database of a packet, or of one that is asked for first."""
        from desktop.unpacking import Unpacking  # few starts have to wait for it

        if not self._locking.locked and self._may_leave():
            Unpacking(self, self._tasks, self.messages, self._settings).begin(packet)

    def welcome(self) -> None:
        """Let somebody make an office, open what there is, or look around."""
        from desktop.first_start import FirstStart  # no other start has to wait for it

        FirstStart(self, self._tasks, self.messages).begin()

    def restore(self, path: Path, problem: str = "", chosen: Path | None = None) -> None:
        """Let go of the database, if it is open, and offer its backups."""
        from desktop.restoring import Restoring  # no start has to wait for it

        store = self._workshop.store if self._workshop is not None else None
        key = store.file_key if store is not None and place_said(store) == str(path) else None
        Restoring(self, self._tasks, self.messages, path, key).begin(problem, chosen)

    def restore_this(self, chosen: Path | None = None) -> None:
        """Offer the backups of the open database, or one of them, to whoever may restore."""
        if self._workshop is None or not self._may_leave():
            return
        store = self._workshop.store
        if store.in_file and may_restore(store):
            self.restore(store.path, chosen=chosen)
        else:
            self.messages.tell(_("Your role does not allow this. Ask an administrator."))

    def use(self, store: Store) -> None:
        """Show the pages on an open database in place of any other."""
        self._leave()
        try:
            self._hold = hold(store.path, name_here(store)) if store.in_file else None
        except InUseError as error:
            store.close()
            self._opening.tell(store.path, error)
            return
        self._settings.remember_database(place_said(store))
        self._alone = None
        self._workshop = Workshop(
            store, self.shell, self._tasks, self.messages, self._settings, self._pages
        )
        if not store.signed_in:
            store.officer_id = officer_here(store)
        self._day.begin()
        self._build()
        self._workshop.warm_up()
        self._workshop.bench.changes.committed.connect(self._show_whose)
        self._workshop.packet_asked.connect(self.unpack)
        self._workshop.password_asked.connect(self._ask_for_password)
        self._locking.guard(store)
        for text in warnings(store):
            self.messages.tell(text, Role.WARNING)
        wanted, self._desk_wanted = self._desk_wanted or only_desk(store), None
        if wanted is not None:
            self.keep_desk(wanted)

    def keep_desk(self, event_id: int) -> None:
        """Be the desk of this event and nothing else, until the lock lets one leave it."""
        if self._workshop is not None:
            be_desk(self._workshop.store, self.shell, self.messages, event_id)

    def show_alone(
        self, make: Callable[[], Alone], again: Callable[[], object] | None = None
    ) -> None:
        """Let go of any database and show what ``make`` makes.

        In another language ``again`` is done, without it the same once more.
        """
        self._leave()
        self._again = again or partial(self.show_alone, make)
        self._alone = make()
        self.shell.show_alone(self._alone)

    def speak(self, code: str) -> None:
        """Change the language; everything is built anew in place, unless something hinders."""
        if self._may_rebuild():
            self._settings.language = code
            self._speaking.speak(code)
            if self._workshop is not None:
                self._build()
            elif self._alone is not None:
                self._again()
        self._tick("language", self._settings.language)

    def wear(self, name: str) -> None:
        """Change the theme at once."""
        self._settings.theme = name
        self._look.wear(Theme(name))
        self._tick("theme", name)
        self.changed.emit()

    def refuse(self, path: Path, text: str) -> bool:
        """Say why ``path`` cannot be opened if another database is open, which then stays so."""
        if self._workshop is None:
            return False
        self.messages.tell(text, Role.DANGER)
        return True

    def lock_after(self, minutes: int) -> None:
        """Lock by itself after so many minutes without a touch; 0 for never."""
        self._settings.lock_minutes = minutes
        self._locking.watch()

    def sit_down(self, officer_id: int) -> None:
        """Name this officer in the history from now on."""
        if self._workshop is not None:
            sit_down(self._workshop.store, officer_id)
            self._workshop.show_frame()
            self.changed.emit()

    def _ask_for_password(self) -> None:
        """Go to the server once more, which asks for the login's new password."""
        if self._workshop is not None and self._may_leave():
            self._opening.open_server(place_said(self._workshop.store))

    def open_another(self) -> None:
        """Ask for another database file and open it."""
        kinds = [FileKind(_("Databases of Jangkau"), f"*{SUFFIX}")]
        may = self._may_leave()
        chosen = self.messages.open_file(_("Open a database"), kinds) if may else None
        if chosen is not None:
            self.open(chosen)

    def back_up(self) -> None:
        """Ask where to, and copy the database there."""
        if self._workshop is not None:
            back_up_to_file(
                self._workshop.store, self._tasks, self.messages, self._workshop, self._backed_up
            )

    def close(self) -> None:
        """Stop all work and let go of the database."""
        self._tasks.finish()
        self._leave()

    def tell_fault(self, error: BaseException) -> None:
        """Say that something went wrong that was not to be foreseen, plainly where that can be."""
        text = _("Something went wrong. What was saved is safe; the particulars are in the log.")
        self.messages.tell(str(error) if isinstance(error, UserError) else text, Role.DANGER)

    def _receive(self) -> None:
        """Show another officer, who signed in at the lock, what their role allows."""
        if self._workshop is None:
            return
        store, workspace = self._workshop.store, self.shell.workspace
        self._settings.last_officer = str(store.officer_id)
        if said := narrower(store):
            self.messages.tell(said, Role.WARNING)
        if store.rights == self._rights:
            self._workshop.show_frame()  # the same pages, with all that is being typed in them
        elif workspace is None or workspace.may_close():
            self._build()
        else:
            self._locking.lock()  # whoever typed there comes back to it
        self.changed.emit()

    def _build(self) -> None:
        """Make the pages for who works here now."""
        if self._workshop is not None:
            self._rights = self._workshop.store.rights
            self._workshop.build()

    def _may_close(self) -> bool:
        """Whether the window may close: nothing would be lost, and today's work is closed."""
        if not self.shell.may_close():
            return False
        if self._workshop is None or self._locking.locked or self.shell.workspace is None:
            return True
        show = partial(self.shell.show_page, "home", days=True)
        return self._day.may_stay_open(self._workshop.store, self.messages, show)

    def _show_whose(self, changed: Changed) -> None:
        if self._workshop is not None and changed & {Office, Officer}:
            store = self._workshop.store
            if not store.signed_in:
                store.officer_id = officer_here(store)  # who sat here may have been removed
            self._workshop.show_frame()
            kept, fail = names_at_the_door(store), self.messages.fail
            self._tasks.start(kept, succeeded=lambda _nothing: None, failed=fail, owner=self)
            if store.rights != self._rights:
                # Not while the pages are being told of the change themselves.
                QTimer.singleShot(0, self._workshop, self._receive)

    def _doing(self) -> dict[str, Callable[[], object]]:
        return {
            "new_event": lambda: self.shell.show_page("event", event_id=None),
            "open_database": self.open_another,
            "back_up": self.back_up,
            "lock": lambda: self._locking.lock(),
            "undo": self._undo,
            "redo": self._redo,
            "keys": self._show_keys,
            "about": partial(show_about, self._window),
            **{f"language_{code}": partial(self.speak, code) for code in LANGUAGES},
            **{f"theme_{theme.value}": partial(self.wear, theme.value) for theme in Theme},
        }

    def _undo(self) -> None:
        if self._workshop is not None:
            self._workshop.undoing.undo()

    def _redo(self) -> None:
        if self._workshop is not None:
            self._workshop.undoing.redo()

    def _leave_desk(self) -> None:
        if self._workshop is not None:
            leave_desk(self._workshop.store, self.shell)

    def _show_keys(self) -> None:
        bench = self._workshop.bench if self._workshop is not None else None
        show_keys(self._window, self.shell, bench)

    def _pages(self, bench: Bench) -> list[PageSpec]:
        changing = Changing(self, self.messages)
        actions = SettingsActions(
            speak=self.speak,
            wear=self.wear,
            back_up=self.back_up,
            restore=self.restore_this,
            unpack=self.unpack,
            lock=self._locking.lock,
            lock_after=self.lock_after,
            keep_desk=self.keep_desk,
            sit_down=self.sit_down,
            at_server=changing.at_server,
            in_file=changing.in_file,
            changed=self.changed,
        )
        return [one for one in page_specs(bench, actions) if may_see(bench, one.name)]

    def _tick(self, group: str, chosen: str) -> None:
        self.shell.action(f"{group}_{chosen}").setChecked(True)

    def _may_leave(self) -> bool:
        """Whether what is shown may go; what would be lost asks."""
        if self.shell.workspace is not None and self._workshop is not None:
            return may_leave(self.shell.workspace, self._workshop.store, self.messages)
        return self._alone is None or self._alone.may_leave()

    def _may_rebuild(self) -> bool:
        """Whether what is shown may be made anew with what is in it."""
        if self.shell.workspace is not None:
            return self.shell.workspace.may_leave()
        return self._alone is None or not self._alone.is_busy()

    def _backed_up(self, target: Path) -> None:
        self.messages.tell(
            _("Backed up to {path}, and the copy opens.").format(path=target), Role.SUCCESS
        )
        if self._workshop is not None:
            self._workshop.show_frame()
        self.changed.emit()

    def _leave(self) -> None:
        """Let go of the database that is open, if any."""
        self._locking.guard(None)
        if self._workshop is not None:
            self.shell.notices.forget_actions()  # such as an undo in the database that is left
            self._workshop.close()
            self._workshop.deleteLater()
            self._workshop = None
        if self._hold is not None:
            self._hold.let_go()
            self._hold = None


def start(
    app: QApplication, window: MainWindow, look: Look, settings: Settings, given: str | None
) -> Program:
    """Furnish the window that has been seen: log, language, look, program."""
    settings.language = language.chosen(given, settings.language)
    look.settle()
    program = Program(app, window, look, settings)
    errors.install(log_file(), program.tell_fault)
    return program
