"""The office's server from the command line: made, moved to and back, looked at."""

import json
from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from desktop.commands.parser import run
from models.engines.postgres import Server
from models.office.tables import Role
from models.opening import open_store
from models.people.tables import Person
from models.server.credentials import read_server, remember_password, said_of
from models.server.joining import join
from models.server.office_words import check_words, key_of, new_office_key, words_of
from models.server.opening import create_server, open_server
from models.server.reaching import look_at
from tests import factories as a
from tests import server as server_of_tests
from tests.keyrings import in_memory

pytestmark = pytest.mark.of_files("makes a server's database itself")
PASSWORD = "rahasia kantor"


@pytest.fixture
def server_there(server, monkeypatch):
    """An empty database of a server that takes any password."""
    monkeypatch.setenv("PGPASSWORD", "apa saja")
    key = new_office_key()
    monkeypatch.setenv("JANGKAU_WORDS", words_of(key))
    with server_of_tests.database(server, f"command_{uuid4().hex}") as found:
        yield replace(found, seal=key)


@pytest.fixture
def line(server_there):
    return said_of(Server(server_there, 0))


@pytest.fixture
def told(capsys):
    """Return a function that runs a command in JSON and returns what it told."""

    def _told(*words, code=0):
        assert run(["--language", "en", "server", *map(str, words), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return _told


@pytest.fixture
def moved(store, line, told):
    """The office's file, after it moved to the server."""
    with store.writing("Add") as session:
        session.add(a.person(name="Ani"))
    path = store.path
    store.close()
    told("copy", line, "--database", path)
    return path


def test_the_tables_are_made_once(line, told, capsys):
    assert told("init", line) == {"server": line, "tls": None, "words": None}
    assert run(["--language", "en", "server", "init", line]) == 1
    assert "already" in capsys.readouterr().err


def test_in_words_it_is_said_whether_it_is_encrypted(line, capsys):
    assert run(["--language", "en", "server", "init", line]) == 0
    assert "does not leave this computer" in capsys.readouterr().out


def test_a_file_moves_with_everything(moved, server_there):
    with closing(open_server(server_there, 0)) as store, store.reading() as session:
        assert session.scalars(select(Person.name)).all() == ["Ani"]


def test_a_file_that_moved_is_told_by_every_command(moved, line, capsys):
    assert run(["--language", "en", "verify-history", "--database", str(moved)]) == 1
    assert line in capsys.readouterr().err


def test_a_database_with_tables_and_no_office_may_be_moved_to(store, line, told):
    told("init", line)
    path = store.path
    store.close()
    assert told("copy", line, "--database", path)["records"]["office"] == 1


def test_words_are_made_and_shown_once_where_none_are_given(
    line, server_there, monkeypatch, capsys
):
    monkeypatch.delenv("JANGKAU_WORDS")
    assert run(["--language", "en", "server", "init", line]) == 0
    said = capsys.readouterr().out
    [words] = [one.partition(": ")[2] for one in said.splitlines() if one.startswith("Words")]
    assert "shown this once" in said
    create = replace(server_there, seal=key_of(words))
    check_words(create, look_at(create).seal)


def test_words_come_from_a_file_the_keyring_or_are_asked_for(
    store, line, server_there, told, tmp_path, monkeypatch
):
    create_server(server_there).close()
    words, path = words_of(server_there.seal), store.path
    store.close()
    monkeypatch.delenv("JANGKAU_WORDS")
    file = tmp_path / "kata.txt"
    file.write_text(words_of(new_office_key()))
    copy = ["server", "copy", line, "--database", str(path), "--words-file", str(file)]
    assert run(["--language", "en", *copy]) == 1
    file.write_text(words.upper())
    assert told(*copy[1:])["words"] is None
    monkeypatch.setenv("JANGKAU_PASSWORD", PASSWORD)
    asked = []
    monkeypatch.setattr("getpass.getpass", lambda said: asked.append(said) or words)
    with in_memory():
        remember_password(server_there)
        assert run(["--language", "en", "server", "copy", line, "--back", str(file)]) == 1
        assert asked == []
    told("copy", line, "--back", tmp_path / "back.jangkau")
    assert asked == ["Words of the office: "]


def test_it_moves_back_to_a_file_with_a_recovery_code(moved, line, told, tmp_path, monkeypatch):
    monkeypatch.setenv("JANGKAU_PASSWORD", PASSWORD)
    back = tmp_path / "back.jangkau"
    answer = told("copy", line, "--back", back)
    assert answer["records"]["person"] == 1
    for secret in (PASSWORD, answer["recovery_code"]):
        with closing(open_store(back, secret)) as store, store.reading() as session:
            assert session.scalars(select(Person.name)).all() == ["Ani"]


def test_it_moves_there_again_only_if_that_is_said(
    moved, line, told, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("JANGKAU_PASSWORD", PASSWORD)
    back = tmp_path / "back.jangkau"
    told("copy", line, "--back", back)
    assert told("check", line, code=1)["left_for"] == str(back)
    copy = ["copy", line, "--database", str(back)]
    assert run(["--language", "en", "server", *copy]) == 1
    assert "say --replace" in capsys.readouterr().err
    assert told(*copy, "--replace")["records"]["person"] == 1
    assert told("check", line)["left_for"] is None


def test_a_weak_password_moves_nothing_back(moved, line, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JANGKAU_PASSWORD", "abc")
    words = ["server", "copy", line, "--back", str(tmp_path / "back.jangkau")]
    assert run(["--language", "en", *words]) == 1
    assert not (tmp_path / "back.jangkau").exists()


def test_a_sound_office_is_checked(moved, line, told):
    answer = told("check", line)
    assert (answer["people"], answer["current"], answer["history_sound"]) == (1, True, True)
    assert (answer["may_change"], answer["tls"], answer["findings"]) == (True, None, 0)


def test_checking_makes_nothing_there(moved, server_there, line, told):
    told("check", f"{line.partition('?')[0]}?desk=77")
    with closing(open_server(server_there, 0)) as store, store.reading() as session:
        found = session.scalar(text("SELECT count(*) FROM pg_namespace WHERE nspname = 'desk_77'"))
    assert found == 0


def test_what_was_altered_past_the_program_is_found(moved, server_there, line, told):
    with closing(open_server(server_there, 0)) as store, store.connection() as connection:
        connection.execute(text("UPDATE person SET name = 'Bukan Ani'"))
    answer = told("check", line, code=1)
    assert (answer["history_sound"], answer["findings"]) == (False, 1)


def test_a_database_without_an_office_is_told(line, capsys):
    assert run(["--language", "en", "server", "check", line]) == 1
    assert "no office" in capsys.readouterr().err


def test_in_words_an_office_is_counted(moved, line, capsys):
    assert run(["--language", "en", "server", "check", line]) == 0
    said = capsys.readouterr().out
    assert "Office: Kantor Cabang Bulungan" in said
    assert "People: 1" in said


def test_tables_of_another_version_are_told_and_left(moved, server_there, line, told):
    with closing(open_server(server_there, 0)) as store, store.connection() as connection:
        connection.execute(text("UPDATE jangkau.alembic_version SET version_num = '9999'"))
    answer = told("check", line, code=1)
    assert (answer["step"], answer["current"], answer["office"]) == ("9999", False, None)


def test_a_password_in_the_address_is_refused(capsys):
    words = ["server", "check", "postgresql://rina:rahasia@127.0.0.1/jangkau"]
    assert run(["--language", "en", *words]) == 1
    assert "rahasia" not in capsys.readouterr().err


def test_the_password_comes_from_the_keyring_or_is_asked_for(line, server_there, monkeypatch):
    monkeypatch.delenv("PGPASSWORD")
    asked = []
    monkeypatch.setattr("getpass.getpass", lambda said: asked.append(said) or "apa saja")
    create_server(server_there).close()
    with in_memory():
        run(["--language", "en", "server", "check", line])
        assert asked == ["Password of jangkau on 127.0.0.1: "]
        remember_password(replace(server_there, password="apa saja"))
        run(["--language", "en", "server", "check", line])
    assert len(asked) == 1


def test_what_is_not_reached_is_told(capsys, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "x")
    words = ["server", "check", "postgresql://rina@127.0.0.1:1/jangkau"]
    assert run(["--language", "en", *words]) == 1
    assert "does not answer" in capsys.readouterr().err


@pytest.fixture
def login_of(told, line):
    """Return a function that makes or closes a login by the command, always the same."""
    name = f"meja {uuid4().hex}"

    def _login_of(*words):
        return told("login", line, name, *words)

    return _login_of


def test_a_computer_is_given_a_login_and_joins_with_it(moved, server_there, line, told, login_of):
    made = login_of("--role", "desk")
    server = read_server(made["server"])
    assert (made["role"], made["desk"], server.desk_number) == ("desk", 1, 1)
    assert len(made["password"]) >= 20
    assert told("logins", line)["logins"] == [{key: made[key] for key in ("login", "role", "desk")}]
    own = replace(server.address, seal=server_there.seal)
    with closing(join(own, "")) as store, store.reading() as session:
        assert store.place.role is Role.DESK_OFFICER
        assert session.scalars(select(Person.name)).all() == ["Ani"]
    answer = told("check", made["server"])
    assert (answer["role"], answer["history_sound"], answer["office"] is None) == (
        Role.DESK_OFFICER, None, False,
    )  # fmt: skip
    assert login_of("--close") == {"login": made["login"], "closed": True}
    assert told("logins", line) == {"logins": []}


def test_in_words_its_password_is_shown_once(moved, line, capsys, monkeypatch):
    words = ["--language", "en", "server", "login", line, f"meja {uuid4().hex}", "--role", "reader"]
    assert run(words) == 0
    said = capsys.readouterr().out
    assert "shown this once" in said
    assert run(["--language", "en", "server", "logins", line]) == 0
    assert "Reader, desk 1" in capsys.readouterr().out
    typed = iter(["rahasia yang panjang", "rahasia yang lain"])
    monkeypatch.setattr("getpass.getpass", lambda _said: next(typed))
    assert run([*words, "--ask"]) == 1
    assert "differ" in capsys.readouterr().err
    monkeypatch.setattr("getpass.getpass", lambda _said: "rahasia yang panjang")
    assert run([*words, "--ask"]) == 0
    assert "rahasia yang panjang" not in capsys.readouterr().out
    assert run([*words[:-2], "--close"]) == 0
    assert "any more" in capsys.readouterr().out
