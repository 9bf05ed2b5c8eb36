import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from models import opening
from models.keys import SlotsMissingError, WrongSecretError, slots_path
from models.partners.tables import Partner
from tests import factories as a

pytestmark = pytest.mark.of_files("it is about the file and its disk")

PASSWORD = "rahasia kantor"


@pytest.fixture
def closed(tmp_path, protection):
    """An encrypted database that nobody has open, with a partner in it."""
    path = tmp_path / "kantor.jangkau"
    store = opening.create(path, protection)
    with store.writing("Add") as session:
        session.add(a.partner(name="Dinas Pertanian"))
    store.settle()
    store.close()
    return path


def names(store):
    with store.reading() as session:
        return [partner.name for partner in session.query(Partner)]


def test_an_encrypted_file_opens_with_its_password(closed):
    store = opening.open_store(closed, PASSWORD)
    assert (store.encrypted, names(store)) == (True, ["Dinas Pertanian"])
    store.close()


def test_nothing_of_an_encrypted_file_can_be_read_without_it(closed):
    content = closed.read_bytes()
    assert b"Dinas Pertanian" not in content
    assert b"CREATE TABLE" not in content
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(closed).execute("SELECT * FROM partner")


def test_a_wrong_password_is_said_and_harms_nothing(closed):
    before = closed.read_bytes()
    with pytest.raises(WrongSecretError, match="not the password"):
        opening.open_store(closed, "rahasia pasar")
    assert closed.read_bytes() == before


def test_no_password_is_asked_for(closed):
    assert opening.is_encrypted(closed)
    with pytest.raises(opening.PasswordNeededError, match=r"kantor\.jangkau"):
        opening.open_store(closed)


def test_lost_slots_are_named(closed):
    slots_path(closed).unlink()
    with pytest.raises(SlotsMissingError, match=r"kantor\.jangkau\.keys"):
        opening.open_store(closed, PASSWORD)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(opening.DatabaseMissingError, match="nowhere"):
        opening.open_store(tmp_path / "nowhere.jangkau")


def test_nothing_is_overwritten(closed, protection):
    before = closed.read_bytes()
    with pytest.raises(opening.AlreadyThereError):
        opening.create(closed, protection)
    assert closed.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"halo, ini surat biasa\n" * 300, b"PK\x03\x04" + b"x" * 5000, b"\x89PNG"]
)
def test_a_file_that_is_no_database_is_said(tmp_path, content):
    path = tmp_path / "surat.jangkau"
    path.write_bytes(content)
    with pytest.raises(opening.DamagedError, match="damaged or is not"):
        opening.open_store(path, PASSWORD)


@pytest.mark.parametrize("start", [0, 100, 4096, 20000])
def test_a_damaged_encrypted_file_is_said(closed, start):
    content = bytearray(closed.read_bytes())
    content[start : start + 3000] = os.urandom(3000)
    closed.write_bytes(content)
    with pytest.raises(opening.DamagedError):
        opening.open_store(closed, PASSWORD)


def test_a_damaged_plain_file_is_said(tmp_path, office_file):
    path = tmp_path / "kantor.jangkau"
    content = bytearray(office_file.read_bytes())
    content[5000:90000] = os.urandom(85000)
    path.write_bytes(content)
    with pytest.raises(opening.DamagedError):
        opening.open_store(path)


def test_a_file_cut_short_is_said(tmp_path, office_file):
    path = tmp_path / "kantor.jangkau"
    path.write_bytes(office_file.read_bytes()[:30000])
    with pytest.raises(opening.DamagedError):
        opening.open_store(path)


def test_a_newer_file_is_refused_and_left_alone(tmp_path, office_file):
    path = tmp_path / "kantor.jangkau"
    shutil.copy(office_file, path)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(opening.NewerDatabaseError, match="newer version"):
        opening.open_store(path)
    assert [file.name for file in tmp_path.glob("*-before-*")] == []


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "lain.jangkau"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE lagu (judul TEXT)")
    raw.close()
    with pytest.raises(opening.NotOursError):
        opening.open_store(path)


def as_nobody(what):
    """Run ``what`` in a process without root's rights; return what it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            said = what()
        except Exception as error:  # noqa: BLE001 - the parent judges it
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        said = told.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a second process that gives up rights")
def test_a_read_only_file_is_said(office_file):
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "kantor.jangkau"
        shutil.copy(office_file, path)
        path.chmod(0o444)
        said = as_nobody(lambda: str(opening.open_store(path)))
    assert said.startswith("ReadOnlyError: kantor.jangkau cannot be changed")


def test_the_journal_is_a_log_and_every_commit_reaches_the_disk(store):
    with store.connection() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
