"""Files and private keys never lie on a server as they are: they are sealed before they leave."""

import base64
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import psycopg
import pytest
from PIL import Image
from sqlalchemy import func, select

from models import protecting
from models.cards.signing import signer
from models.documents.contents import content, keep_content
from models.engines.sealing import NotOpenedError
from models.office.tables import Desk, Role, secret
from models.opening import open_store
from models.packets.merging import merge, preview
from models.packets.phrase import known_words
from models.packets.reading import open_return
from models.people.tables import Person
from models.progress import finish
from models.server.credentials import forget_key, remember_password, with_key, with_password
from models.server.going import come_back, go_to_server
from models.server.joining import join
from models.server.logins import make_login
from models.server.office_words import (
    WordsError,
    key_of,
    new_office_key,
    words_of,
    words_problem,
)
from models.server.opening import create_server, open_server
from models.server.reaching import look_at
from tests import server as server_of_tests
from tests.fixtures import CHEAP
from tests.keyrings import in_memory
from tests.models.packets.desks import bring_home, make, officer, peopled, sit_down
from tests.models.server.test_going import login

pytestmark = pytest.mark.of_files("moves a file to a server itself")


def photo(colour):
    """Return a picture in JPEG that compresses to something of its own."""
    out = BytesIO()
    Image.new("RGB", (32, 32), colour).save(out, "JPEG")
    return out.getvalue()


PHOTO, SCAN = photo("navy"), photo("maroon")


@pytest.fixture
def address(server):
    """The address of an empty database, with a key that is not there."""
    with server_of_tests.database(server, f"sealed_{uuid4().hex}") as found:
        yield replace(found, seal=new_office_key())


@pytest.fixture
def office(store):
    """An office in a file, with a key of its own, an event and a photo."""
    event_id, came, *_rest = peopled(store)
    with store.writing("Prepare") as session:
        signer(session)
        session.get_one(Person, came[0]).photo = keep_content(session, PHOTO)
    store.event_id, store.came = event_id, came
    return store


@pytest.fixture
def there(office, address):
    """The office at a server."""
    finish(go_to_server(office, address))
    with closing(open_server(address, 0)) as opened:
        yield opened


def secrets_of(store):
    """Return what a store keeps to itself, as it is kept."""
    with store.reading() as session:
        return dict(session.execute(select(secret.c.name, secret.c.value)).all())


def kept_there(address):
    """Return all that the server has of files and keys, as it would tell it to anybody."""
    with psycopg.connect(**login(address)) as connection:
        files = connection.execute("SELECT data FROM jangkau.content").fetchall()
        keys = connection.execute("SELECT value FROM jangkau.secret").fetchall()
        rest = connection.execute("SELECT value FROM jangkau.local").fetchall()
    return [bytes(one) for (one,) in files], [one for (one,) in keys], [one for (one,) in rest]


def test_neither_files_nor_keys_nor_what_opens_them_is_on_the_server(there, office, address):
    with there.writing("Add") as session:
        keep_content(session, SCAN)
    files, keys, rest = kept_there(address)
    assert len(files) == 2
    assert len(keys) == 1
    for one in (PHOTO, SCAN):
        assert all(one[:4] not in kept and one[-64:] not in kept for kept in files)
    private = base64.b64decode(next(iter(secrets_of(office).values())))
    everything = b"".join([*files, *map(base64.b64decode, keys), *(one.encode() for one in rest)])
    for never in (private, address.seal, address.seal.hex().encode()):
        assert never not in everything
    assert len({kept[:12] for kept in files}) == 2  # no nonce twice


def test_another_computer_reads_what_was_sealed_with_the_words(there, office, address):
    digest = digest_of(there)
    with closing(join(address, "Dua")) as second:
        with second.reading() as session:
            assert content(session, digest) == PHOTO
            public = signer(session).public
        with second.writing("Add") as session:
            other = keep_content(session, SCAN)
        with there.reading() as session:
            assert content(session, other) == SCAN
    with office.reading() as session:
        assert signer(session).public == public


def test_other_words_and_none_are_told_before_anything_is_written(there, address):
    for seal, said in ((new_office_key(), "not the words"), (None, "type the office's words")):
        with pytest.raises(WordsError, match=said):
            join(replace(address, seal=seal), "Dua")
    with there.reading() as session:
        assert session.scalar(select(func.count(Desk.id))) == 1


def test_a_server_that_forgets_that_it_is_sealed_is_given_nothing(there, address):
    with psycopg.connect(**login(address), autocommit=True) as connection:
        connection.execute("DELETE FROM jangkau.local WHERE key = 'seal'")
    with pytest.raises(WordsError, match="Nothing is sealed"):
        open_server(address, 0)


def test_what_was_put_in_another_place_is_not_read(there, address):
    with there.writing("Add") as session:
        digests = digest_of(there), keep_content(session, SCAN)
    with psycopg.connect(**login(address), autocommit=True) as connection:
        swap = (
            "UPDATE jangkau.content AS c SET data = o.data FROM jangkau.content AS o"
            " WHERE o.digest <> c.digest"
        )
        connection.execute(swap)
    with there.reading() as session:
        for one in digests:
            with pytest.raises(NotOpenedError):
                content(session, one)


def test_back_in_a_file_everything_is_as_it_was(there, office, tmp_path):
    protection, _code = protecting.new_protection("rahasia kantor", CHEAP)
    path = tmp_path / "back.jangkau"
    finish(come_back(there, path, protection))
    with closing(open_store(path, "rahasia kantor")) as back:
        assert secrets_of(back) == secrets_of(office)
        with back.reading() as session:
            assert content(session, digest_of(office)) == PHOTO


def test_a_packet_takes_files_along_and_brings_others_home(there, office, tmp_path):
    officer_id = officer(there)
    made, phrase = make(there, tmp_path, office.event_id, officer_id)
    with closing(sit_down(made, phrase, tmp_path, officer_id)) as desk:
        with desk.reading() as session:
            assert content(session, digest_of(office)) == PHOTO
        with desk.writing("Add") as session:
            brought = keep_content(session, SCAN)
            session.get_one(Person, office.came[1]).photo = brought
        with open_return(there, bring_home(desk, tmp_path)) as returned:
            with there.reading() as session:
                plan = finish(preview(session, returned))
            with there.writing() as session:
                finish(merge(session, returned, plan))
    with there.reading() as session:
        assert content(session, brought) == SCAN


def test_a_login_is_made_without_the_words_and_works_with_them_only(there, address):
    made = make_login(replace(address, seal=None), "Tiga", Role.COORDINATOR, "rahasia sekali")
    own = replace(address, user=made.name, password="rahasia sekali")
    with closing(open_server(own, made.number)) as store, store.reading() as session:
        assert content(session, digest_of(there)) == PHOTO
        assert signer(session).public
    with pytest.raises(WordsError):
        open_server(replace(own, seal=None), made.number)


def test_tables_that_were_made_with_words_take_an_office_with_them_only(office, address):
    create_server(address).close()
    assert look_at(address).seal
    with pytest.raises(WordsError):
        finish(go_to_server(office, replace(address, seal=None)))
    finish(go_to_server(office, address))


def test_the_keyring_holds_the_key_and_lets_it_go(address):
    with in_memory() as keyring:
        remember_password(address)
        bare = replace(address, seal=None)
        assert with_password(bare) is None
        assert with_key(bare) == address
        assert with_key(replace(bare, database="other")).seal is None
        forget_key(bare)
        assert not keyring.kept


def test_words_say_the_key_and_slips_are_told():
    for key in (bytes(32), b"\xff" * 32, *(new_office_key() for _one in range(20))):
        words = words_of(key)
        assert key_of(words.upper().replace(" ", ", ")) == key
    first, *others = words.split()
    assert "none of the words" in words_problem(" ".join(["qwerty", *others]))
    assert "these are 23" in words_problem(" ".join(others))
    slips = sorted(known_words() - {first})[::20]
    told = [words_problem(" ".join([one, *others])) for one in slips]
    assert sum(not one for one in told) < len(told) / 2  # one in eight is left to the server
    assert words_problem(" ") == ""


def digest_of(store):
    """Return the fingerprint of the photo."""
    with store.reading() as session:
        return session.scalars(select(Person.photo).where(Person.photo.is_not(None)).limit(1)).one()
