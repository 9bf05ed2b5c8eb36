"""A PostgreSQL server as an office would run it, for as long as something is measured.

Every commit waits for the disk, vacuum runs by itself; only the memory it may take is set, to what
a computer with two cores and 24 GB can spare beside others who work on it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import select

from models.engines.postgres import OFFICE, ServerAddress, desk_schema
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.office.tables import Officer
from models.server.opening import create_server
from models.store import Store
from tests import server as server_of_tests

MANNERS = (
    "-c shared_buffers=4GB -c effective_cache_size=12GB -c work_mem=16MB"
    " -c maintenance_work_mem=1GB -c max_wal_size=8GB -c random_page_cost=1.1"
)


@contextmanager
def running() -> Iterator[int]:
    """Lend the port of a server that is gone afterwards."""
    port, folder, mine = server_of_tests.start(f"bench-{os.getpid()}", MANNERS)
    try:
        yield port
    finally:
        server_of_tests.stop(folder)
        mine.close()


def new_office(port: int, name: str) -> Store:
    """Make an office in a new database of a server."""
    server_of_tests.make(port, name)
    store = create_server(server_of_tests.address(port, name))
    with store.writing() as session:
        office = OfficeDraft(name="Kantor", place="Tanjung Selor", time_zone="Asia/Makassar")
        set_up_office(session, office, OfficerDraft(name="Rina Contoh"))
    with store.reading() as session:
        store.officer_id = session.scalars(select(Officer.id)).one()
    return store


def bare(address: ServerAddress, desk: int = 0) -> psycopg.Connection[Any]:
    """Connect by the driver alone, with the settings of the program's own connections."""
    return psycopg.connect(
        host=address.host,
        port=address.port,
        dbname=address.database,
        user=address.user,
        options=f"-c search_path={desk_schema(desk)},{OFFICE} -c timezone=UTC"
        " -c lock_timeout=10s -c jit=off",
        gssencmode="disable",
    )


def now() -> datetime:
    """Return the present moment as the tables keep it."""
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)
