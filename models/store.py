"""The open database: where sessions come from and where commits are heard of."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from models import tables
from models.aside import Aside
from models.base import Base
from models.engines import WRITING, Place
from models.engines.hearing import Hearing
from models.engines.refusals import not_let_in
from models.engines.sqlite import File
from models.errors import UserError
from models.history.recording import RECORDER, Recorder
from models.office.rights import ALL, BY_ROLE, NotAllowedError, Right, lend, rights_of
from models.office.table_rights import (
    keep_an_administrator,
    only_administered,
    refuse_beyond,
)
from models.office.tables import Desk, Officer, local
from models.people.search import refresh_people
from models.progress import uncollected
from models.troubles import NotKeptError
from models.words import _

Changed = frozenset[type[Base]]

KINDS: dict[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in tables.Base.registry.mappers
}


class NotAFileError(UserError):
    """Something was asked of a file, and the records are kept by a server."""


class Store:
    """One open database.

    Read inside ``reading()``, change inside ``writing()``; a block is one user action and one
    transaction. After a commit every listener is told which classes of record were touched, on
    the thread that committed. ``models.opening`` makes stores.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._officer_id: int | None = None
        self._rights: frozenset[Right] | None = None
        self._engine = place.engine()
        self._sessions = sessionmaker(expire_on_commit=False)
        self._listeners: list[Callable[[Changed], None]] = []
        self._desk_id: int | None = None
        self._name = secrets.token_hex(8)
        self._hearing: Hearing | None = None
        self._watchers: list[Callable[[bool], None]] = []
        self._reached, self._refused = True, False
        self._closed = False
        self.aside: Aside | None = None if self.in_file else Aside()
        """What this computer noted and a server could not take; None of a file, which can."""
        self.notice = ""
        """What was done as it was opened that is to be told; empty if nothing."""

    @property
    def path(self) -> Path:
        """Where the file is. Raises NotAFileError."""
        return self._file.path

    @property
    def in_file(self) -> bool:
        """Whether the records lie in a file of this computer, and not on a server."""
        return isinstance(self.place, File)

    @property
    def encrypted(self) -> bool:
        """Whether the records lie in an encrypted file."""
        return self.file_key is not None

    @property
    def file_key(self) -> bytes | None:
        """What the file is encrypted with; to be sealed for somebody, and never kept."""
        return self.place.key if isinstance(self.place, File) else None

    @property
    def officer_id(self) -> int | None:
        """Whom the history names."""
        return self._officer_id

    @officer_id.setter
    def officer_id(self, officer_id: int | None) -> None:
        if self.signed_in and officer_id != self._officer_id:
            raise NotAllowedError(_("Another officer signs in with their own PIN or password."))
        self._officer_id = officer_id

    @property
    def signed_in(self) -> bool:
        """Whether the officer has proved to be the one, and is bound by the rights of their role.

        Where the secret was a shared one, or there is none, nobody is bound.
        """
        return self._rights is not None

    @property
    def rights(self) -> frozenset[Right]:
        """What may be done here now: what the officer's role allows, and the place itself."""
        own = ALL if self._rights is None else self._rights
        return own if self.place.role is None else own & BY_ROLE[self.place.role]

    @property
    def beyond(self) -> frozenset[Right]:
        """What the officer's role would allow, and the place does not."""
        return (ALL if self._rights is None else self._rights) - self.rights

    def admit(self, officer_id: int) -> None:
        """Let an officer who has proved to be one work here. Raises NotAllowedError.

        ``models.office.signing_in`` asks for the proof.
        """
        rights = self._rights_of(officer_id)
        if rights is None:
            raise NotAllowedError(_("This officer does not work here any more."))
        self._officer_id, self._rights = officer_id, rights

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Have ``listener`` called after each commit that changed something.

        What another computer committed to a server is told as well, on a thread of its own.
        """
        self._listeners.append(listener)
        if self._hearing is None:
            self._hearing = self.place.hear(self._name, self._heard, self._note_reached)

    @property
    def reached(self) -> bool:
        """Whether the place of the records answers; known while somebody listens."""
        return self._reached

    @property
    def refused(self) -> bool:
        """Whether a server answers, but does not accept this computer's login any more."""
        return self._refused

    def watch(self, watcher: Callable[[bool], None]) -> None:
        """Have ``watcher`` told when the server stops answering (False) and answers again."""
        self._watchers.append(watcher)

    def forget(self, listener: Callable[[Changed], None]) -> None:
        """No longer call ``listener``."""
        self._listeners.remove(listener)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a bare connection in a transaction; for migrations and for measuring."""
        with self._engine.execution_options(**{WRITING: True}).begin() as connection:
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """Lend a bare connection for what is no part of the history. Raises NotKeptError."""
        with self._plainly(), self.connection() as connection:
            yield connection

    @contextmanager
    def rebuilding(self) -> Iterator[Connection]:
        """Lend a bare connection in a transaction that may make tables anew; for migrations.

        Raises UserError if a key led nowhere afterwards.
        """
        with self.place.rebuilding(self._engine) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Lend a session to look with; what it changes is not kept. Raises NotKeptError."""
        with self._plainly(), self._sessions(bind=self._engine) as session:
            lend(session, self.rights, self.beyond)
            yield session

    @contextmanager
    def writing(self, name: str = "") -> Iterator[Session]:
        """Lend a session to change with: committed at the end, or rolled back whole.

        ``name`` says what the user is doing where no operation inside does (``history.named``).
        Raises NotKeptError where this cannot be kept, NotAllowedError where the role of who is
        signed in does not allow it: then nothing was.
        """
        recorder = Recorder(name, officer_id=self.officer_id)
        bind = self._engine.execution_options(**{WRITING: True})
        with self._plainly(), self._sessions(bind=bind) as session:
            session.info[RECORDER] = recorder
            lend(session, self.rights, self.beyond)
            marks: list[str] = []
            with self._surely(marks), session.begin():
                recorder.desk_id = self._desk(session)
                yield session
                with uncollected():
                    self._keep(session, recorder)
                if mark := self.place.mark(session.connection()):
                    session.expunge_all()  # so that they stay as they are, whatever is answered
                    marks.append(mark)
        self._tell(frozenset(KINDS[table] for table in recorder.tables()))

    @contextmanager
    def _surely(self, marks: list[str]) -> Iterator[None]:
        """Go on where a commit was kept though its answer was lost. Raises NotKeptError if unsure.

        Who was told that nothing was saved, and saved once more, would have taken a payment twice.
        """
        try:
            yield
        except DBAPIError as error:
            if not (marks and error.connection_invalidated and self.place.was_kept(marks[0])):
                raise

    def _keep(self, session: Session, recorder: Recorder) -> None:
        """Do what belongs to every commit, just before it. Raises NotAllowedError, UserError."""
        session.flush()
        touched = recorder.tables()
        if recorder.allowed_elsewhere:  # but nobody becomes more at home by a packet
            touched = only_administered(touched)
        refuse_beyond(self.rights, touched)
        keep_an_administrator(session, recorder.changes)
        refresh_people(session, recorder.touched(tables.Person))
        recorder.write(session)
        self.place.still_there(session.connection())
        self.place.announce(session.connection(), recorder.tables(), self._name)

    @contextmanager
    def snapshot(self) -> Iterator[Any]:
        """Lend a connection of the driver's own that sees the file as it is now.

        Whatever others write meanwhile, it goes on seeing that; nobody waits for it. For backups.
        Raises NotAFileError.
        """
        with self._file.snapshot(self._engine) as driver:
            yield driver

    def settle(self) -> None:
        """Bring everything that was committed from the log into the file. Raises NotAFileError."""
        self._file.settle(self._engine)

    def write_anew(self) -> bool:
        """Let go of what was deleted; return whether nothing old is left where the place allows it.

        Not so where the disk is full, or somebody reads so long that the log cannot be emptied.
        """
        return self.place.write_anew(self._engine)

    def close(self) -> None:
        """Let go of the file or the server, and hear of it no more."""
        self._closed = True
        if self._hearing is not None:
            self._hearing.close()
            self._hearing = None
        self._engine.dispose()

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Say in a sentence what the place suffers from; the next attempt opens it anew.

        Of a server that is known to be away nobody asks: it would be waited for each time.
        """
        if not self._reached:
            raise NotKeptError(not_let_in() if self._refused else _not_answered())
        try:
            self.place.look()
            yield
        except NotKeptError:
            self._engine.dispose()
            raise
        except DBAPIError as error:
            plain = self.place.plainly(error)
            if plain is None:
                raise
            self._engine.dispose()
            raise plain from error
        finally:
            if self._closed:  # whoever was still reading leaves no connection behind
                self._engine.dispose()

    @property
    def _file(self) -> File:
        if not isinstance(self.place, File):
            raise NotAFileError(_("The records are kept by a server, not in a file."))
        return self.place

    def _rights_of(self, officer_id: int) -> frozenset[Right] | None:
        with self._plainly(), self._sessions(bind=self._engine) as session:
            return rights_of(session, officer_id)

    def _desk(self, session: Session) -> int | None:
        if self._desk_id is None:
            number = session.scalar(select(local.c.value).where(local.c.key == "desk_number"))
            if number is not None:
                self._desk_id = session.scalar(select(Desk.id).where(Desk.number == int(number)))
        return self._desk_id

    def _heard(self, names: frozenset[str] | None) -> None:
        """Tell of what another computer changed; a newer program may know more tables."""
        known = KINDS if names is None else names & KINDS.keys()
        try:
            self._tell(frozenset(KINDS[one] for one in known))
        except NotKeptError:
            return  # gone again; all is told once it is back

    def _note_reached(self, reached: bool, refused: bool = False) -> None:
        self._reached, self._refused = reached, refused
        for watcher in list(self._watchers):
            watcher(reached)

    def _tell(self, changed: Changed) -> None:
        if Officer in changed and self.signed_in and self._officer_id is not None:
            self._rights = self._rights_of(self._officer_id) or frozenset()
        if changed:
            for listener in list(self._listeners):
                listener(changed)


def _not_answered() -> str:
    return _(
        "The server does not answer: nothing is saved until it does. "
        "Look whether the network is there, then try once more."
    )
