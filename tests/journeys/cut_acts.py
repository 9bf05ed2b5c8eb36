"""What a computer is in the middle of when its power goes: each is done in a process of its own.

Each says by a first number that it begins, and by one more whenever something counts as done.
"""

from pathlib import Path

from alembic import command
from sqlalchemy import func, inspect, select

from models import migrations, opening, protecting, tables
from models.backups.making import make_backup
from models.backups.restoring import get_ready, restore, unlock_backup
from models.engines.sqlite import make_engine
from models.office.rights import Right
from models.office.second_person import prove
from models.people.tables import Person
from models.privacy.tables import ErasureCause
from models.privacy.wiping import erase
from models.progress import finish
from models.store import Store
from tests import factories as a
from tests.fixtures import CHEAP
from tests.journeys.desk_day import PASSWORD

OLDER = "0009"
"""The edition of the tables that the older file has."""
SECRETS = PASSWORD, "sawah hijau pagi"
"""One is the password, then the other, in turns."""
COLLEAGUE = "sungai kayan deras"
PIN = "4711"
ROUNDS = 200
"""More than anybody gets through before the power goes."""


def migrate(path: Path, told) -> None:
    """Open a file that an older version of the program left."""
    told.send(0)
    opening.open_store(path, PASSWORD).close()
    told.send(1)


def back_up(path: Path, told) -> None:
    """Add a person and make a backup, again and again."""
    store = opening.open_store(path, PASSWORD)
    told.send(people(store))
    for _round in range(ROUNDS):
        add_people(store, 1)
        finish(make_backup(store))
        told.send(people(store))


def put_back(path: Path, told) -> None:
    """Put the oldest backup in the place of the database."""
    told.send(0)
    store = opening.open_store(path, PASSWORD)
    oldest = min(path.with_name(f"{path.name}.backups").glob("*.jangkau"))
    unlocked = finish(unlock_backup(path, oldest, store.file_key))
    finish(get_ready(path, unlocked, store))
    store.close()
    finish(restore(path, unlocked, store.file_key))
    told.send(1)


def change_password(path: Path, told) -> None:
    """Change the password, to and fro."""
    told.send(0)
    for turn in range(ROUNDS):
        old, new = SECRETS[turn % 2], SECRETS[(turn + 1) % 2]
        protecting.change_password(path, old, new, CHEAP)
        told.send(turn + 1)


def add_users(path: Path, told) -> None:
    """Give the officer a password of their own, each time another one."""
    store = opening.open_store(path, PASSWORD)
    told.send(0)
    for turn in range(ROUNDS):
        protecting.add_user(store, officer_of(store), f"{COLLEAGUE} {turn}", CHEAP)
        told.send(turn + 1)


def erase_people(path: Path, told) -> None:
    """Erase one person after the other, as two officers who may."""
    store = opening.open_store(path, PASSWORD)
    witness = prove(store, second_of(store), PIN, Right.ERASE)
    with store.reading() as session:
        store.officer_id = session.scalars(select(tables.Officer.id)).first()
        guests = session.scalars(select(Person.id).where(Person.erased_at.is_(None))).all()
    told.send(0)
    for turn, one in enumerate(guests, 1):
        finish(erase(store, one, ErasureCause.REQUEST, witness))
        told.send(turn)


def second_of(store: Store) -> int:
    """Return the officer who came second."""
    with store.reading() as session:
        return max(session.scalars(select(tables.Officer.id)))


def officer_of(store: Store) -> int:
    """Return who works at the office."""
    with store.reading() as session:
        return session.scalars(select(tables.Officer.id)).one()


def people(store: Store) -> int:
    """Return how many people there are."""
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Person))


def add_people(store: Store, count: int) -> None:
    """Add so many people, an action each."""
    for _one in range(count):
        with store.writing("Add") as session:
            session.add(a.person(nik=None))


def make_older(path: Path, target: Path, protection: opening.Protection) -> None:
    """Write what ``path`` holds to a file as an older version of this program kept it."""
    engine = make_engine(target, protection.file_key)
    newer = make_engine(path, protection.file_key)
    with engine.begin() as old, newer.connect() as new:
        config = migrations._config()
        config.attributes["connection"] = old
        command.upgrade(config, OLDER)
        old.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for name in inspect(old).get_table_names():
            if name in tables.Base.metadata.tables or name == "local":
                _fill(old, new, name)
    engine.dispose()
    newer.dispose()


def _fill(old, new, table: str) -> None:
    there = {one["name"] for one in inspect(old).get_columns(table)}
    for row in new.exec_driver_sql(f'SELECT * FROM "{table}"').mappings():
        kept = {name: value for name, value in row.items() if name in there}
        names = ", ".join(f'"{name}"' for name in kept)
        places = ", ".join("?" * len(kept))
        old.exec_driver_sql(
            f'INSERT OR REPLACE INTO "{table}" ({names}) VALUES ({places})', tuple(kept.values())
        )
