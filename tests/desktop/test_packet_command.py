"""Packets from the command line: made, opened, brought home, merged."""

import json
import stat

import pytest
from sqlalchemy import func, select

from desktop.commands.parser import run
from models.opening import open_store
from models.people.tables import Person
from models.privacy.disclosures import disclosures
from tests import factories
from tests.models.packets.desks import PASSWORD, VILLAGE, officer, peopled


@pytest.fixture
def office(store):
    """Return an office's store with an event, the event's id and who sits at the desk."""
    event_id, *_rest = peopled(store)
    return store, event_id, officer(store)


@pytest.fixture
def told(capsys):
    """Return a function that runs a command in JSON and returns what it told."""

    def _told(*words):
        assert run(["--language", "en", "packet", *map(str, words), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return _told


@pytest.fixture
def made(office, told, tmp_path):
    store, event_id, officer_id = office
    words = ["make", "--event", event_id, "--officer", officer_id, "--region", VILLAGE]
    return told(*words, "-o", tmp_path / "meja.jangkau-desk", "--database", store.path)


@pytest.fixture
def opened(made, told, tmp_path, monkeypatch):
    """Return the desk's database, opened from its packet."""
    monkeypatch.setenv("JANGKAU_PASSWORD", PASSWORD)
    phrase = tmp_path / "phrase.txt"
    phrase.write_text(made["phrase"])
    path = tmp_path / "meja.jangkau"
    told("open", made["file"], "--phrase-file", phrase, "--database", path)
    return path


def test_a_packet_is_made_with_its_phrase(made):
    assert (made["desk"], made["people"], made["records"]["event"]) == ("Desk 2", 5, 1)
    assert len(made["phrase"].split()) == 6


def test_in_words_it_is_said_how_many_people_are_in_it(office, tmp_path, capsys):
    store, event_id, officer_id = office
    words = ["packet", "make", "--event", event_id, "--officer", officer_id]
    words += ["-o", tmp_path / "a.jangkau-desk", "--database", store.path]
    assert run(["--language", "en", *map(str, words)]) == 0
    said = capsys.readouterr().out
    assert "3 people in" in said
    assert "Phrase: " in said


def test_a_packet_becomes_a_desks_database(opened):
    assert stat.S_ISREG(opened.stat().st_mode)
    desk = open_store(opened, PASSWORD)
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 5
    desk.close()


def test_a_wrong_phrase_is_told_and_opens_nothing(made, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JANGKAU_PASSWORD", PASSWORD)
    monkeypatch.setenv("JANGKAU_PHRASE", "terima kendi kusir vitamin ruang jambu")
    path = tmp_path / "meja.jangkau"
    words = ["packet", "open", made["file"], "--database", str(path)]
    assert run(["--language", "en", *words]) == 1
    assert "not the phrase" in capsys.readouterr().err
    assert not path.exists()


def test_what_a_desk_did_comes_home_and_is_merged_once(office, opened, told, tmp_path):
    store, *_rest = office
    desk = open_store(opened, PASSWORD)
    with desk.writing("Add a person") as session:
        session.add(factories.person(name="Datang Sendiri"))
    desk.close()
    home = tmp_path / "pulang.jangkau-return"
    brought = told("return", "-o", home, "--database", opened)
    assert brought["actions"] == 2  # and the note that it left
    looked = told("merge", home, "--dry-run", "--database", store.path)
    assert (looked["merged"], looked["new_people"]) == (False, 1)
    with store.reading() as session:
        assert not session.scalars(select(Person).where(Person.name == "Datang Sendiri")).all()
    assert told("merge", home, "--database", store.path)["merged"]
    assert not told("merge", home, "--database", store.path)["merged"]
    with store.reading() as session:
        assert session.scalars(select(Person).where(Person.name == "Datang Sendiri")).one()
        [left] = disclosures(session, 1)
    assert (left.kind, left.people, bool(left.officer)) == ("packet", 1, True)


def test_the_offices_own_database_brings_nothing_home(office, tmp_path, capsys):
    store, *_rest = office
    words = ["packet", "return", "-o", str(tmp_path / "a"), "--database", str(store.path)]
    assert run(["--language", "en", *words]) == 1
    assert "no packet was opened here" in capsys.readouterr().err


def test_what_is_no_packet_is_told(office, tmp_path, capsys):
    store, *_rest = office
    path = tmp_path / "rubbish"
    path.write_bytes(b"rubbish")
    words = ["packet", "merge", str(path), "--database", str(store.path)]
    assert run(["--language", "en", *words]) == 1
    assert "no packet of this program" in capsys.readouterr().err
