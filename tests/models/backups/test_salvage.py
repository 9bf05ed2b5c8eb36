import os
from contextlib import closing

import pytest

from models import opening
from models.backups.erased import Erased, add_erased
from models.backups.making import make_backup
from models.backups.pages import BODY, Pages, _children
from models.backups.placing import place_incoming
from models.backups.proving import NotProvenError
from models.backups.reading import keyed
from models.backups.salvage import salvage
from models.base import utc_now
from models.history.tables import Action
from models.partners.tables import Partner
from models.people.search import find_ids
from models.people.tables import Person
from models.progress import finish
from tests import factories as a

PASSWORD, PEOPLE = "rahasia kantor", 400
PAGE = 4096


@pytest.fixture
def path(tmp_path, protection):
    """An encrypted database with many people, which nobody has open."""
    path = tmp_path / "kantor.jangkau"
    store = opening.create(path, protection)
    with store.writing("Add") as session:
        session.add_all(a.person(name=f"Usun {n}", address="x" * 300) for n in range(PEOPLE))
        session.add(a.partner(name="Dinas"))
    store.settle()
    store.close()
    with closing(keyed(path, protection.file_key)) as connection:
        connection.execute("VACUUM")  # what says which tables there are lies at the beginning then
    return path


@pytest.fixture
def key(protection):
    return protection.file_key


def flip(path, *pages):
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE + 100] ^= 1
    path.write_bytes(content)


def saved(path, key):
    """Salvage, put it in the place of the damaged one, and return what was said of each table."""
    said = {one.table: one for one in finish(salvage(path, key))}
    finish(place_incoming(path, encrypted=key is not None, file_key=key))
    return said


def opened(path, kind):
    store = opening.open_store(path, PASSWORD)
    with store.reading() as session:
        found = session.query(kind).count()
    store.close()
    return found


def test_of_a_whole_file_everything_is_saved(path, key):
    said = saved(path, key)
    assert (said["person"].rows, said["person"].lost) == (PEOPLE, 0)
    assert not any(one.gaps for one in said.values())
    assert opened(path, Person) == PEOPLE


def schema_of(path, key):
    """Return the pages, but the first, that say which tables there are."""
    pages, found = Pages(path, key), []
    ahead = _children(pages.read(1), 100)
    while ahead:
        number, _row = ahead.pop()
        found.append(number)
        ahead += _children(pages.read(number), 0)
    return sorted(found)


@pytest.mark.parametrize("seed", range(4))
def test_a_few_flipped_bits_cost_few_records_and_what_is_lost_is_told(path, key, seed):
    schema = set(schema_of(path, key))
    others = [one for one in range(path.stat().st_size // PAGE) if one and one + 1 not in schema]
    flip(path, *(others[(seed * 37 + n * 91) % len(others)] for n in range(3)))
    said = saved(path, key)
    assert said["person"].rows >= PEOPLE - 60
    assert opened(path, Person) <= said["person"].rows


def test_every_page_is_read_as_sqlite_wrote_it_and_only_with_the_key(path, key):
    pages = Pages(path, key)
    count = path.stat().st_size // PAGE
    assert pages.read(1).startswith(b"SQLite format 3\0")
    assert all(len(pages.read(number)) == BODY for number in range(1, count + 1))
    assert pages.read(count + 1) is None
    assert Pages(path, os.urandom(32)).read(1) is None
    assert pages.lost_of_schema() == {}


def test_where_the_list_of_tables_is_damaged_a_backup_says_where_they_begin(path, key):
    store = opening.open_store(path, PASSWORD)
    finish(make_backup(store))
    with store.writing("Add") as session:
        session.add(a.partner(name="Sesudah"))
    store.settle()
    store.close()
    flip(path, *(number - 1 for number in schema_of(path, key)))
    said = saved(path, key)
    assert [one for one in said.values() if one.gaps or one.lost] == []
    assert said["person"].rows == PEOPLE
    assert opened(path, Partner) == 2
    assert not list(path.parent.glob("*incoming*"))


def test_a_backup_made_before_the_file_was_written_anew_says_nothing(path, key):
    store = opening.open_store(path, PASSWORD)
    finish(make_backup(store))
    store.close()
    add_erased(path, [Erased(1, "E-1", utc_now())])
    flip(path, *(number - 1 for number in schema_of(path, key)))
    with pytest.raises(NotProvenError, match="Nothing of it can be read"):
        saved(path, key)


def test_a_backup_that_disagrees_with_what_can_be_read_says_nothing(path, key):
    store = opening.open_store(path, PASSWORD)
    finish(make_backup(store))
    store.close()
    with closing(keyed(path, key)) as connection:
        connection.execute("CREATE TABLE between_them (a)")
        connection.execute("VACUUM")
    flip(path, *(number - 1 for number in schema_of(path, key)[1:4]))
    hurt = {name: one.rows for name, one in saved(path, key).items() if one.gaps}
    assert hurt
    assert set(hurt.values()) == {0}


def test_tables_nobody_can_tell_of_are_made_empty_and_told(path, key):
    flip(path, *(number - 1 for number in schema_of(path, key)[:3]))
    said = saved(path, key)
    assert any(one.gaps and not one.rows for one in said.values())
    opened(path, Person)


def test_where_the_first_page_is_damaged_it_is_said_what_to_do(path, key):
    flip(path, 0)
    with pytest.raises(NotProvenError, match="Restore the newest backup"):
        finish(salvage(path, key))


def test_what_was_salvaged_is_found_by_name_again(path, key):
    flip(path, path.stat().st_size // PAGE - 2)
    saved(path, key)
    store = opening.open_store(path, PASSWORD)
    with store.reading() as session:
        assert len(find_ids(session, "usun", limit=5)) == 5
    store.close()


def test_of_a_file_cut_short_the_beginning_is_saved(path, key):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size * 3 // 4 // PAGE * PAGE)
    said = saved(path, key)
    assert sum(one.rows for one in said.values()) > 0
    opened(path, Action)


def test_what_the_log_has_is_saved_too(path, key, tmp_path):
    store = opening.open_store(path, PASSWORD)
    with store.writing("Add") as session:
        session.add(a.partner(name="Baru"))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for end in ("", "-wal", ".keys"):  # as a power cut leaves them
        (crashed / f"kantor.jangkau{end}").write_bytes(
            path.with_name(f"kantor.jangkau{end}").read_bytes()
        )
    store.close()
    assert saved(crashed / "kantor.jangkau", key)["partner"].rows == 2
    assert opened(crashed / "kantor.jangkau", Partner) == 2


def test_where_the_log_is_torn_the_file_is_saved(path, key):
    path.with_name("kantor.jangkau-wal").write_bytes(os.urandom(9000))
    assert saved(path, key)["person"].rows == PEOPLE
    assert opened(path, Person) == PEOPLE


def test_where_only_records_are_damaged_the_list_of_tables_is_not_blamed(path, key):
    listed = {1, *schema_of(path, key)}
    count = path.stat().st_size // PAGE
    flip(path, *(number - 1 for number in range(1, count + 1) if number not in listed))
    with pytest.raises(NotProvenError, match="tables can still be told, but no record"):
        finish(salvage(path, key))


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "It is empty"), (b"x" * 5000, "what says where everything is")]
)
def test_of_what_is_no_database_nothing_can_be_saved_and_nothing_is_left(path, key, content, why):
    path.write_bytes(content)
    with pytest.raises(NotProvenError, match=why):
        finish(salvage(path, key))
    assert path.read_bytes() == content
    assert not list(path.parent.glob("*incoming*"))


def test_the_damaged_file_is_kept_as_it_was(path, key):
    flip(path, path.stat().st_size // PAGE - 2)
    hurt = path.read_bytes()
    finish(salvage(path, key))
    assert path.read_bytes() == hurt
    aside = finish(place_incoming(path, encrypted=True, file_key=key))
    assert aside.read_bytes() == hurt


def test_a_plain_file_is_saved_as_well(tmp_path, office_file):
    path = tmp_path / "polos.jangkau"
    content = bytearray(office_file.read_bytes())
    content[-2000:] = os.urandom(2000)
    path.write_bytes(content)
    said = saved(path, None)
    assert said["office"].rows == 1
    opening.open_store(path).close()
