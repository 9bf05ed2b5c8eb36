"""Making what a desk brings home: everything done at it, signed by it, for its office alone."""

import base64
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from models import migrations
from models.backups.manifests import program_version
from models.backups.reading import keyed
from models.base import Base, utc_now
from models.documents.tables import content
from models.errors import UserError
from models.files import replacing
from models.history.rows import BATCH, id_range
from models.history.tables import Action, Change
from models.keys import RANDOM_MARK, Cost, SlotKind, new_file_key, seal
from models.leftovers import passing_folder
from models.office.rights import Right, need
from models.office.tables import secret
from models.packets.envelope import Header, PacketKind, write_packet
from models.packets.here import MARK, PacketHere, packet_here, remembered
from models.privacy.affected import touched_count
from models.privacy.disclosures import DisclosureKind, note_disclosure
from models.progress import Progress, Work
from models.store import Store
from models.words import _

SIGNING, SEALING = "packet_signing_key", "packet_return_key"
"""Under which secrets a desk keeps what it signs with and what seals what it brings home."""
CARRIED = (Action.__tablename__, Change.__tablename__, content.name)
PAYLOAD = "return.db"


class NotADeskError(UserError):
    """This file did not come with a packet."""


@dataclass(frozen=True, slots=True)
class BroughtHome:
    """What was written to ``path``: how many actions of which desk."""

    path: Path
    desk: str
    actions: int


def make_return(store: Store, target: Path, cost: Cost | None = None) -> Work[BroughtHome]:
    """Write all that was done at this desk to ``target``, for its office to read.

    Whatever was brought home before is in it again. The log of what left tells of it before it is
    written, so that this line goes home with it; where the writing is stopped, the line stays.
    Needs the right to serve. Raises NotADeskError where this file is the office's own, and
    UserError where nothing was done yet or the file cannot be written; then there is none.
    """
    yield Progress(0, 0)
    here = _desk_here(store)
    try:
        with replacing(target) as out:  # where nothing can be written, nothing leaves
            _note_leaving(store, here)
            with store.reading() as session, passing_folder() as folder:
                payload, key = folder / PAYLOAD, new_file_key()
                actions = yield from _fill(session, payload, key)
                header, sign = _header(session, here, key, cost)
                write_packet(out, payload, header, sign)
    except OSError as error:
        raise UserError(
            _("{path} could not be written: {reason}.").format(
                path=target, reason=error.strerror or error
            )
        ) from error
    return BroughtHome(target, here.desk, actions)


def _desk_here(store: Store) -> PacketHere:
    """Return which desk brings something home. Raises NotAllowedError, UserError if none does."""
    with store.reading() as session:
        need(session, Right.SERVE)
        here = packet_here(session)
        if here is None:
            raise NotADeskError(_("This is the office's own database: no packet was opened here."))
        if not _count(session):
            raise UserError(_("Nothing was done at this desk yet."))
        return here


def _count(session: Session) -> int:
    """Count the actions done at this desk."""
    return session.scalar(select(func.count()).select_from(Action).where(_done_here(session))) or 0


def _done_here(session: Session) -> ColumnElement[bool]:
    return Action.id.between(*id_range(session))


def _note_leaving(store: Store, here: PacketHere) -> None:
    """Write down that what this desk knows of so many people travels to the office."""
    with store.writing() as session:
        note_disclosure(
            session,
            DisclosureKind.PACKET,
            _("What {desk} brings home of {event}").format(desk=here.desk, event=here.event),
            touched_count(session, _done_here(session)),
            full_niks=True,
            reason=_("For the office that gave the packet: nobody else can open it"),
            event_id=here.event_id,
        )


def _fill(session: Session, payload: Path, key: bytes) -> Work[int]:
    """Copy the desk's actions as they stand; return how many. Raises OSError."""
    import sqlcipher3.dbapi2

    own, total = id_range(session), _count(session)
    try:
        with closing(keyed(payload, key)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("BEGIN")
            for name in CARRIED:
                copy.execute(str(CreateTable(_table(name)).compile(dialect=sqlite.dialect())))
            yield Progress(0, total)
            _copy(session, copy, "action", "id BETWEEN ? AND ?", own)
            yield Progress(total // 3, total)
            _copy(session, copy, "change", "action_id BETWEEN ? AND ?", own)
            yield Progress(total * 2 // 3, total)
            _copy_contents(session, copy)
            copy.execute("COMMIT")
    except sqlcipher3.dbapi2.OperationalError as error:
        raise OSError(str(error)) from error  # the disk is full
    return total


def _copy(
    session: Session,
    copy: Any,  # noqa: ANN401 - the driver's own
    name: str,
    which: str,
    given: Sequence[object],
) -> None:
    """Copy rows of a table verbatim: no value is read and written anew on the way."""
    columns = ", ".join(f'"{column.name}"' for column in _table(name).columns)
    places = ", ".join("?" * len(_table(name).columns))
    driver: Any = session.connection().connection.driver_connection
    rows = driver.execute(f'SELECT {columns} FROM "{name}" WHERE {which} ORDER BY 1', given)
    while batch := rows.fetchmany(BATCH):
        copy.executemany(f'INSERT INTO "{name}" ({columns}) VALUES ({places})', batch)


def _copy_contents(session: Session, copy: Any) -> None:  # noqa: ANN401 - the driver's own
    """Copy the contents of files that records made or changed here point to."""
    digests = {
        digest
        for table, column in pointing_to_contents()
        for (digest,) in copy.execute(
            "SELECT DISTINCT json_extract(after, '$.' || ?) FROM change WHERE record_table = ?",
            (column, table),
        )
        if digest is not None
    }
    for digest in sorted(digests):
        _copy(session, copy, content.name, "digest = ?", (digest,))


def pointing_to_contents() -> list[tuple[str, str]]:
    """Return the columns, each with its table, that hold the fingerprint of a content."""
    return [
        (table.name, key.parent.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is content
    ]


def _header(
    session: Session, here: PacketHere, key: bytes, cost: Cost | None
) -> tuple[Header, Callable[[bytes], bytes]]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    signing = Ed25519PrivateKey.from_private_bytes(base64.b64decode(_secret(session, SIGNING)))
    header = Header(
        kind=PacketKind.RETURN,
        packet_id=here.packet_id,
        desk_number=here.desk_number,
        desk=here.desk,
        office=here.office,
        mark=remembered(session, MARK) or "",
        made_at=utc_now(),
        program=program_version(),
        schema=migrations.HEAD,
        public=signing.public_key().public_bytes_raw(),
        slot=seal(key, RANDOM_MARK + _secret(session, SEALING), SlotKind.REMEMBERED, cost),
    )
    return header, signing.sign


def _secret(session: Session, name: str) -> str:
    return str(session.scalars(select(secret.c.value).where(secret.c.name == name)).one())


def _table(name: str) -> Any:  # noqa: ANN401 - a table, by a name of CARRIED
    return Base.metadata.tables[name]
