import json
import shutil

import pytest

from desktop.__main__ import main
from desktop.commands.console import DATABASE_VARIABLE, PASSWORD_VARIABLE
from models import opening
from tests import factories as a
from tests.models.exchange.files import write_text, write_xlsx
from tests.models.exchange.returned import HEADING, NUMBER, truth


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in (DATABASE_VARIABLE, PASSWORD_VARIABLE, "JANGKAU_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys):
    """Run the command in English; return its exit code, answer and messages."""

    def _run(*words):
        code = main(["--language", "en", "take-in-numbers", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return _run


@pytest.fixture
def database(tmp_path, office_file):
    """A database with one person enrolled."""
    path = tmp_path / "kantor.jangkau"
    shutil.copy(office_file, path)
    store = opening.open_store(path)
    with store.writing("Keep what a test needs") as session:
        person = a.person(nik="6501031305650001", name="Budi Karim")
        session.add(person)
        session.flush()
        session.add(a.enrolment(person_id=person.id))
    store.close()
    return path


@pytest.fixture
def file(tmp_path):
    """A file with one good row, and one of somebody who is not known."""
    rows = [
        ["6501031305650001", "Budi Karim", NUMBER, "01/07/2022", "TERDAFTAR", ""],
        ["6501034606870002", "Siti Usat", "", "", "DITOLAK", "Umur"],
    ]
    return write_xlsx(tmp_path / "balasan.xlsx", [HEADING, *rows])


def known(path):
    store = opening.open_store(path)
    found = truth(store)
    store.close()
    return found


def test_without_more_it_only_says_what_would_be_noted(run, database, file):
    before = known(database)
    code, said, _told = run(file, "--database", database)
    assert code == 0
    assert "1  Registered" in said
    assert "Line 3, Siti Usat: Nobody here has this NIK." in said
    assert "This was a dry run: nothing was changed. With --apply 1 line would be noted." in said
    assert known(database) == before


def test_with_apply_it_is_noted(run, database, file):
    _code, said, _told = run(file, "--database", database, "--apply")
    assert "1 line was noted." in said
    assert "dry run" not in said
    assert NUMBER in str(known(database)["person"])


def test_it_answers_as_json_and_writes_both_workbooks(run, database, file, tmp_path):
    report, left = tmp_path / "semua.xlsx", tmp_path / "sisa.xlsx"
    words = (file, "--database", database, "--json", "--report", report, "--leftovers", left)
    answer = json.loads(run(*words)[1])
    assert answer["dry_run"] is True
    assert answer["counts"]["registered"] == 1
    assert answer["rows"][0]["status"] == "unknown"
    assert report.exists()
    assert left.exists()


def test_a_file_without_niks_is_refused_in_a_sentence(run, database, tmp_path):
    rows = [["NIK Ibu", "STATUS", "NO KPJ", "KETERANGAN"], ["6501031305650001", "", NUMBER, ""]]
    path = write_text(tmp_path / "x.csv", rows)
    code, _said, told = run(path, "--database", database)
    assert code == 1
    assert "No column of “x.csv” is known to hold the NIK." in told
