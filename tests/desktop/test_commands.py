import json
import os
import shutil
import subprocess
import sys
from io import BytesIO, TextIOWrapper

import pypdfium2
import pytest
import xlsxwriter

from desktop.commands.console import DATABASE_VARIABLE, PASSWORD_VARIABLE, tell
from models import opening
from models.events.operations import plan_event
from models.events.tables import Event
from models.office.drafts import OfficerDraft
from models.office.operations import set_up_office
from resources import resource
from tests import factories as a
from tests.fixtures import OFFICE
from tests.models.exchange.lists import AGUS, BUDI, SITI

LIST = str(resource("demo", "daftar-petani-pimping.xlsx"))
OTHER = "6501030506650002"

PRICE = "contribution --sector other "


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    for name in (DATABASE_VARIABLE, PASSWORD_VARIABLE, "JANGKAU_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def database(tmp_path, office_file):
    """A database with one event; return its path and the event's number."""
    path = tmp_path / "kantor.jangkau"
    shutil.copy(office_file, path)
    store = opening.open_store(path)
    with store.writing() as session:
        draft = a.event_draft(
            title="Sosialisasi Petani",
            region_code="65.01.03.2002",
            region_line="Desa Pimping, Kec. Tanjung Palas Utara",
        )
        event = plan_event(session, draft).id
    store.close()
    return path, event


def test_a_sound_nik_is_read_out(run):
    code, out, err = run("nik", "6501 0345 0788 9002")
    assert (code, err) == (0, "")
    assert "5 July 1988" in out
    assert "Female" in out
    assert "Tanjung Palas Utara" in out


def test_a_nik_that_cannot_be_is_a_no(run):
    code, out, _err = run("nik", "65010312O3799001", "--json")
    answer = json.loads(out)
    assert (code, answer["sound"]) == (1, False)
    assert answer["problems"][0]["repair"] == "6501031203799001"


def test_a_contribution_is_priced_month_by_month(run):
    code, out, _err = run(
        *["contribution", "--income", "1.000.000", "--sector", "other", "--programmes", "JKK,JKM"],
        *["--from", "2026-11", "--months", "6", "--json"],
    )
    answer = json.loads(out)
    assert (code, answer["total"], answer["base_income"]) == (0, 84_000, 1_000_000)
    assert [run_of["months"] for run_of in answer["months"]] == [2, 4]


def test_as_of_a_day_before_the_discount_it_is_left_out(run):
    words = PRICE + "--income 1jt --programmes jkk,jkm --from 2026-11 --months 6"
    code, out, _err = run(*words.split(), "--as-of", "2025-12-31", "--json")
    assert (code, json.loads(out)["total"]) == (0, 100_800)


def test_the_state_pays_without_a_discount(run):
    words = PRICE + "--income 1jt --programmes JKK,JKM --from 2026-11 --months 6"
    _code, out, _err = run(*words.split(), "--payer", "budget", "--json")
    assert json.loads(out)["total"] == 100_800


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            PRICE + "--income halo --programmes JKK,JKM --from 2026-11 --months 1",
            "halo is no amount",
        ),
        (
            PRICE + "--income 1jt --programmes JKK,JKM --from 2026-13 --months 1",
            "no month",
        ),
        (
            PRICE + "--income 1jt --programmes JKK,JKM --from 2026-11 --months 1,5",
            "1,5 is not a whole number",
        ),
        (
            PRICE + "--income 1jt --programmes JKK,JKM --from 2026-11 --months 1 --as-of 1/2/26",
            "a day like",
        ),
        (f"event show {2**63}", "too great"),
        ("nik \udcff", "UTF-8"),
        ("nik", "required"),
        ("menari", "menari"),
        ("event", "required"),
    ],
)
def test_a_command_not_understood_ends_with_2(run, words, said):
    code, out, err = run(*words.split())
    assert (code, out) == (2, "")
    assert said in err


def test_what_was_typed_cannot_steer_the_terminal_when_it_is_repeated(run):
    code, _out, err = run("event", "show", "\x1b[31m")
    assert code == 2
    assert "\x1b" not in err


def test_whoever_reads_no_further_sees_no_fault_of_the_program():
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "desktop", "nik", "6501034507889002"]
    ended = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_without_a_terminal_a_command_does_its_work(run, monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    assert run("nik", "6501034507889002")[0] == 0


def test_what_cannot_be_priced_ends_with_1(run):
    words = PRICE + "--income 1jt --programmes JKK --from 2026-11 --months 1"
    code, out, err = run(*words.split())
    assert (code, out) == (1, "")
    assert err.startswith("jangkau: ")
    assert "JKK + JKM" in err


def test_events_are_listed_and_shown(run, database):
    path, event = database
    code, out, _err = run("event", "list", "--database", path, "--json")
    assert code == 0
    assert [(one["id"], one["title"]) for one in json.loads(out)] == [(event, "Sosialisasi Petani")]
    code, out, _err = run("event", "show", event, "--database", path)
    assert code == 0
    assert "Tuesday, 28 June 2022, 09:00–12:30 WITA" in out


def test_a_title_cannot_steer_the_terminal(run, database):
    path, event = database
    store = opening.open_store(path)
    with store.writing("Rename") as session:
        session.get_one(Event, event).title = "Tani\x1b[2J\u202eterbalik\x9b31m"
    store.close()
    for form in ((), ("--json",)):
        _code, out, _err = run("event", "list", "--database", path, *form)
        assert "Tani" in out
        assert not {"\x1b", "\u202e", "\x9b"} & set(out)


def test_a_terminal_that_lacks_a_letter_is_no_reason_to_fail(monkeypatch):
    narrow = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", narrow)
    tell("≥ 65 tahun")
    narrow.flush()
    assert narrow.buffer.getvalue() == b"? 65 tahun\n"


def test_an_event_that_is_not_there_is_told(run, database):
    path, _event = database
    code, out, err = run("event", "show", 999999, "--database", path)
    assert (code, out) == (1, "")
    assert "no event 999999" in err


def test_the_database_may_come_from_the_environment(run, database, monkeypatch):
    path, _event = database
    monkeypatch.setenv(DATABASE_VARIABLE, str(path))
    assert run("event", "list")[0] == 0


def test_a_dry_run_tells_everything_and_changes_nothing(run, database, tmp_path):
    path, event = database
    report = tmp_path / "laporan.xlsx"
    code, out, _err = run(
        "import",
        LIST,
        "--event",
        event,
        "--dry-run",
        "--database",
        path,
        "--json",
        "--report",
        report,
    )
    answer = json.loads(out)
    assert (code, answer["imported"]) == (0, None)
    assert answer["counts"] == {"add": 193, "known": 0, "twice": 3, "problem": 4}
    assert report.stat().st_size > 5000
    _code, out, _err = run("event", "show", event, "--database", path, "--json")
    assert json.loads(out)["counts"]["invited"] == 0


def test_a_list_is_taken_in_and_the_second_time_everybody_is_known(run, database):
    path, event = database
    for counts in ({"add": 193, "known": 0}, {"add": 0, "known": 193}):
        code, out, _err = run("import", LIST, "--event", event, "--database", path, "--json")
        assert code == 0
        assert counts.items() <= json.loads(out)["counts"].items()
    _code, out, _err = run("event", "show", event, "--database", path, "--json")
    assert json.loads(out)["counts"]["invited"] == 193


def test_what_one_would_not_see_in_the_file_is_told_by_the_command_too(run, database, tmp_path):
    path, event = database
    rows = [["Nama", "NIK", "NIK", "Desa", "Tgl Lahir"]]
    rows += [["Budi", BUDI, AGUS, "Pimping", "5/13/1965"], ["Siti", SITI, OTHER, "", "6/6/1987"]]
    rows += [["Agus", AGUS, BUDI, "Apung", "3/14/1984"], ["Eko", OTHER, SITI, "", ""]]
    target = tmp_path / "daftar.xlsx"
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        sheet.set_column(4, 4, None, None, {"hidden": True})
    notes = [
        "A column that is hidden in the file is read all the same: Tgl Lahir.",
        "Village: what stands only in the first row of several is taken for those below.",
        "Its birth dates have the month first (5/13/1965) and are read so.",
        "There are NIKs in one more column, which is left out: NIK.",
    ]
    asked = ("import", target, "--event", event, "--dry-run", "--database", path)
    _code, out, _err = run(*asked, "--json")
    assert json.loads(out)["notes"] == notes
    _code, out, _err = run(*asked)
    assert [line for line in out.splitlines() if line in notes] == notes


def test_what_is_left_out_of_a_row_that_is_taken_is_told_beside_it(run, database, tmp_path):
    path, event = database
    target = tmp_path / "daftar.csv"
    target.write_text("Nama,NIK,HP\nBudi, S.Pd,6501031305650001,08xx\n")
    _code, out, _err = run("import", target, "--event", event, "--dry-run", "--database", path)
    (line,) = [line for line in out.splitlines() if line.startswith("Line 2, Budi, S.Pd: ")]
    assert "“08xx”" in line
    assert "“Budi, S.Pd”" in line


def test_what_is_no_list_is_told_in_one_line(run, database, tmp_path):
    path, event = database
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    code, out, err = run("import", picture, "--event", event, "--database", path)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "foto.xlsx" in err


def test_an_event_without_cards_has_none_to_write(run, database, tmp_path):
    path, event = database
    code, _out, err = run("cards", "--event", event, "-o", tmp_path / "k.pdf", "--database", path)
    assert code == 1
    assert "no card" in err
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_summary_is_written(run, database, tmp_path):
    path, event = database
    target = tmp_path / "ringkasan.pdf"
    code, out, _err = run(
        "summary", "--event", event, "-o", target, "--database", path, "--paper", "en", "--json"
    )
    assert (code, json.loads(out)["pages"]) == (0, 1)
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("name", "why"), [("none/a.pdf", "No such file"), ("", "directory")])
def test_why_a_file_cannot_be_written_is_told_in_one_line(run, database, tmp_path, name, why):
    path, event = database
    target = tmp_path / "there" / name
    (tmp_path / "there").mkdir()
    code, out, err = run("summary", "--event", event, "-o", target, "--database", path)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"jangkau: {target} could not be written: ")
    assert why in err
    assert not list((tmp_path / "there").iterdir())


def test_the_summary_has_the_annexes_and_the_paper_that_were_asked_for(run, database, tmp_path):
    path, event = database
    target = tmp_path / "ringkasan.pdf"
    more = "--annex", "enrolled", "--annex", "receipts", "--size", "F4", "--no-photos"
    wanted = "summary", "--event", event, "-o", target, "--database", path, "--json"
    code, out, _err = run(*wanted, *more)
    assert code == 0
    with pypdfium2.PdfDocument(target) as document:
        assert len(document) == json.loads(out)["pages"] + 2
        assert document[0].get_size()[1] > 900


@pytest.fixture
def protected(tmp_path, protection):
    path = tmp_path / "rahasia.jangkau"
    store = opening.create(path, protection)
    with store.writing() as session:
        set_up_office(session, OFFICE, OfficerDraft(name="Rina"))
    store.close()
    return path


def test_the_password_comes_from_a_file_or_the_environment(run, protected, tmp_path, monkeypatch):
    kept = tmp_path / "sandi.txt"
    kept.write_text("rahasia kantor\n")
    assert run("event", "list", "--database", protected, "--password-file", kept)[0] == 0
    monkeypatch.setenv(PASSWORD_VARIABLE, "rahasia kantor")
    assert run("event", "list", "--database", protected)[0] == 0


def test_the_password_is_asked_for_otherwise(run, protected, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda _question: "rahasia pasar")
    code, _out, err = run("event", "list", "--database", protected)
    assert code == 1
    assert "not the password" in err


def test_where_nobody_can_answer_the_question_that_is_told(run, protected, monkeypatch):
    def _closed(_question):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", _closed)
    code, out, err = run("event", "list", "--database", protected)
    assert (code, out) == (1, "")
    assert err.startswith("jangkau: A password or a phrase is needed")


def test_the_password_is_no_argument(run, protected):
    assert run("event", "list", "--database", protected, "--password", "rahasia kantor")[0] == 2


def test_help_names_every_command(run):
    code, out, _err = run("--help")
    assert code == 0
    for name in ("nik", "contribution", "event", "import", "cards", "summary", "demo"):
        assert f"    {name} " in out


@pytest.mark.parametrize("name", ["nik", "contribution", "event", "import", "cards", "summary"])
def test_each_command_explains_itself(run, name):
    code, out, _err = run(name, "--help")
    assert code == 0
    assert out.startswith(f"usage: jangkau {name}")


def test_with_json_what_went_wrong_is_a_line_of_json_and_nothing_else(run, database, tmp_path):
    path, _event = database
    gone = tmp_path / "gone.jangkau"
    for words, code in (
        (("event", "show", 999, "--database", path), 1),
        (("event", "list", "--database", gone), 1),
        (("event", "show", "x", "--database", path), 2),
        (("report", "--database", path), 2),
    ):
        plain = run(*words)
        assert plain[0] == code
        told, out, err = run(*words, "--json")
        assert (told, out) == (code, "")
        [line] = err.splitlines()
        said = json.loads(line)
        assert list(said) == ["error"]
        assert said["error"] in plain[2]
