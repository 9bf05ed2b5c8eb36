import json

import pytest

from desktop.__main__ import main
from desktop.commands.console import DATABASE_VARIABLE, PASSWORD_VARIABLE
from models import opening
from models.backups.known import known_backups
from models.partners.tables import Partner
from tests import factories as a

PASSWORD = "rahasia kantor"


@pytest.fixture
def path(tmp_path, protection, monkeypatch):
    """An encrypted database with a partner in it, its password known to the command line."""
    for name in (DATABASE_VARIABLE, "JANGKAU_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    path = tmp_path / "kantor.jangkau"
    store = opening.create(path, protection)
    with store.writing("Add") as session:
        session.add(a.partner(name="Dinas"))
    store.close()
    return path


@pytest.fixture
def backup(capsys, path):
    """Run ``jangkau backup`` on it; return exit code and answer."""

    def _backup(*words):
        code = main(["--language", "en", "backup", *words, "--database", str(path), "--json"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return _backup


def names(path):
    store = opening.open_store(path, PASSWORD)
    with store.reading() as session:
        found = [one.name for one in session.query(Partner).order_by(Partner.id)]
    store.close()
    return found


def add(path, name):
    store = opening.open_store(path, PASSWORD)
    with store.writing("Add") as session:
        session.add(a.partner(name=name))
    store.close()


def test_one_is_made_listed_and_verified(backup):
    code, made = backup("make")
    assert (code, made["counts"], made["records"]["action"]) == (0, True, 1)
    assert [one["file"] for one in backup("list")[1]] == [made["file"]]
    assert backup("verify")[1]["damaged"] == 0


def test_a_damaged_one_is_found_and_ends_with_1(backup, path):
    backup("make")
    [made] = known_backups(path)
    made.path.write_bytes(made.path.read_bytes()[:-4096] + b"x" * 4096)
    code, said = backup("verify")
    assert (code, said["damaged"]) == (1, 1)


def test_a_restore_is_said_first_and_done_only_when_asked_for(backup, path):
    backup("make")
    add(path, "Dinas Baru")
    code, said = backup("restore")
    assert (code, said["dry_run"], said["lost_actions"]) == (0, True, 1)
    assert names(path) == ["Dinas", "Dinas Baru"]
    code, said = backup("restore", "--apply")
    assert (code, said["dry_run"]) == (0, False)
    assert names(path) == ["Dinas"]
    assert backup("restore", "--apply", "--file", said["aside"])[0] == 0
    assert names(path) == ["Dinas", "Dinas Baru"]


def test_a_new_computer_needs_only_the_backup_and_its_password(backup, path, tmp_path, capsys):
    _code, made = backup("make")
    other = tmp_path / "baru" / "kantor.jangkau"
    words = ["backup", "restore", "--apply", "--file", made["file"], "--database", str(other)]
    assert main(["--language", "en", *words]) == 0
    assert names(other) == ["Dinas"]


def test_without_any_backup_there_is_nothing_to_restore(backup):
    assert backup("restore")[0] == 1
