"""Builds the pages on an open database, and keeps the window's frame true to it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.safekeeping import Safekeeping
from desktop.searching import search_everything
from models.backups.making import last_backup
from models.documents.opening import Lent
from models.office.queries import is_set_up, office_draft, officers, time_zone, wall_now
from models.packets.here import packet_here
from models.people import phones
from models.people.queries import people_count
from models.people.tables import Person
from models.progress import Progress, Work
from models.store import Store
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.changes import Changed, Changes, NewDay
from ui.day_turn import DayTurn
from ui.look import Role
from ui.messages import Messages
from ui.settings import Settings
from ui.shell import Shell
from ui.tasks import Tasks
from ui.undoing import Undoing
from ui.workspace import PageSpec, Workspace

LATER = 2_000
"""Milliseconds after the first page in which everything it needs has been loaded."""


class Workshop(QObject):
    """One open database in the window: its pages, and what rail, menu and status line say."""

    packet_asked = Signal()
    """Somebody wants to go on with a desk's packet in its place."""
    password_asked = Signal()
    """Somebody wants to type the new password of the server it is at."""
    reached = Signal(bool)
    """Whether the server answers; told on a thread of its own."""

    def __init__(
        self,
        store: Store,
        shell: Shell,
        tasks: Tasks,
        messages: Messages,
        settings: Settings,
        pages: Callable[[Bench], list[PageSpec]],
    ) -> None:
        super().__init__(shell)
        self.store = store
        self._shell = shell
        self._tasks = tasks
        self._pages = pages
        self._changes = Changes(store, self)
        self.undoing = Undoing(store, self._changes, tasks, messages, self)
        self.bench = Bench(
            store=store,
            changes=self._changes,
            tasks=tasks,
            messages=messages,
            settings=settings,
            undoing=self.undoing,
            show_page=shell.show_page,
        )
        self._saved: datetime | None = None
        self.safe = Safekeeping(store, self)
        self._changes.committed.connect(self.safe.note_commit)
        self.safe.made.connect(self.show_frame)
        self.safe.unmade.connect(lambda text: messages.tell(text, Role.DANGER))
        self.safe.hurt.connect(lambda text: messages.tell(text, Role.DANGER))
        store.watch(self.reached.emit)
        with store.reading() as session:
            self._here = packet_here(session)
        self._at_desk = self._here is None
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._load)
        self.undoing.named.connect(
            lambda back, again, theirs: shell.show_undo(back, again, theirs=theirs)
        )
        self._changes.committed.connect(self._note_commit)
        self.day_turn = DayTurn(store, self._changes, self)

    def build(self) -> None:
        """Make the pages, or make them anew in another language, at the same place."""
        workspace = Workspace(
            self._pages(self.bench), search_everything(self.store), self.bench.may
        )
        workspace.found.connect(self._go)
        if self._here is not None:
            from ui.panes.packet_banner import PacketBanner  # no office has to wait for it

            workspace.put_over(PacketBanner(self.bench, self._here))
        if not self.store.in_file:
            from ui.panes.away_banner import AwayBanner  # no file has to wait for it

            away = AwayBanner(self.store, self.reached)
            away.packet_asked.connect(self.packet_asked)
            away.password_asked.connect(self.password_asked)
            workspace.put_over(away)
        self._shell.set_workspace(workspace)
        self._go_to_desk()
        self.undoing.refresh()
        self._show_saved()
        self.show_frame()

    def _go_to_desk(self) -> None:
        """Begin at the desk where this is a desk's packet; later one stays where one is."""
        if not self._at_desk and self._here is not None:
            self._at_desk = True
            self._shell.show_page("event", event_id=self._here.event_id, part="desk")

    def warm_up(self) -> None:
        """Load a little later, while nobody waits, what a form's first key would wait for."""
        self._later.start(LATER)

    def close(self) -> None:
        """Let go of the database, and take back the files that were lent to other programs."""
        self._later.stop()
        self._changes.blockSignals(True)  # what was committed meanwhile is nobody's news any more
        self.bench.lent.take_back()
        self.safe.end()
        self.store.close()

    def _load(self) -> None:
        self._tasks.start(
            _loading(self.bench.lent),
            succeeded=lambda _nothing: None,
            failed=self.bench.fail,
            owner=self,
        )

    def show_frame(self) -> None:
        """Say in rail and status line whose database this is and how it stands."""
        with self.store.reading() as session:
            if not is_set_up(session):
                return
            office = office_draft(session).name
            here = [one.name for one in officers(session) if one.id == self.store.officer_id]
        if self._shell.workspace is not None:
            self._shell.workspace.rail.show_office(office, here[0] if here else "")
        self._shell.show_facts(self._facts())

    def _facts(self) -> list[str]:
        words = spoken()
        with self.store.reading() as session:
            count, zone = people_count(session), time_zone(session)
        made = last_backup(self.store)
        backup = _("No backup yet")
        if made is not None:
            moment = made.astimezone(zone)
            backup = _("Last backup {day} {time}").format(
                day=words.digits(moment.date()), time=words.clock(moment)
            )
        kept = _("Encrypted database") if self.store.encrypted else _("Unprotected database")
        people = ngettext("{n} person", "{n} people", count)
        return [backup, kept, people] if self.store.in_file else [_("On a server"), people]

    def _show_saved(self) -> None:
        """Say to the second when the last commit of this database was, if any was."""
        if self._saved is None:
            self._shell.show_saved("")
            return
        clock = spoken().clock(self._saved)  # 14:05 or 14.05
        time = f"{clock}{clock[-3]}{self._saved:%S}"
        self._shell.show_saved(_("Saved {time}").format(time=time))

    def _note_commit(self, changed: Changed) -> None:
        if NewDay in changed:  # nothing was saved
            return
        with self.store.reading() as session:
            moment = wall_now(session)
        self._saved = moment
        self._show_saved()
        if Person in changed or not changed:
            self._shell.show_facts(self._facts())

    def _go(self, found: object) -> None:
        if isinstance(found, tuple):
            name, where = found
            self._shell.show_page(name, **where)


def _loading(lent: Lent) -> Work[None]:
    yield Progress(0, 0)
    phones.load()
    lent.clear_left_behind()
