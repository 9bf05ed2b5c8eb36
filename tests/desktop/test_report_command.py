import json
import shutil
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from models import opening
from models.office.tables import Officer
from models.reporting.layout_fields import Form
from models.reporting.layouts import LayoutColumn, LayoutDraft, add_layout
from tests import factories as a


@pytest.fixture
def path(tmp_path, office_file):
    """A database in which two enrolled in June and one in May."""
    path = tmp_path / "kantor.jangkau"
    shutil.copy(office_file, path)
    store = opening.open_store(path)
    with store.writing("Keep what a test needs") as session:
        session.add(Officer(name="Dewi"))
        for month, occupation in ((5, "Nelayan"), (6, "Nelayan"), (6, "Petani padi")):
            person = a.person()
            session.add(person)
            session.flush()
            moment = datetime(2022, month, 15, tzinfo=UTC)
            session.add(a.enrolment(person_id=person.id, enrolled_at=moment, occupation=occupation))
    store.close()
    return path


def test_the_figures_of_a_month_are_told_with_those_before(run, path):
    code, out, _err = run(
        "report", "--period", "2022-06", "--by", "occupation", "--database", path, "--json"
    )
    told = json.loads(out)
    assert code == 0
    assert (told["first"], told["last"]) == ("2022-06-01", "2022-06-30")
    assert (told["figures"]["enrolled"], told["before"]["enrolled"]) == (2, 1)
    assert told["figures"]["conversion"] is None, "nobody was present anywhere"
    assert {(one["key"], one["enrolled"]) for one in told["by"]["occupation"]} == {
        ("Nelayan", 1),
        ("Petani padi", 1),
    }


def test_the_figures_are_told_in_words(run, path):
    code, out, _err = run("report", "--period", "2022-Q2", "--by", "months", "--database", path)
    assert code == 0
    assert "Enrolled: 3 (before: 0)" in out
    assert "6 months: 3" in out


def test_a_filter_counts_only_what_fits(run, path):
    _code, out, _err = run(
        *("report", "--period", "2022", "--occupation", "Nelayan", "--database", path, "--json")
    )
    assert json.loads(out)["figures"]["enrolled"] == 2


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--officer", "99"), "There is no officer 99. Near to it: "),
        (("--partner", "7"), "There is no partner 7."),
        (("--region", "65.01.99"), "There is no region 65.01.99."),
        (("--region", "Pimping"), "There is no region Pimping. Near to it: "),
        (("--programme", "jkk"), "There is no programme jkk. Near to it: JKK"),
        (("--occupation", "Nelayam"), "There is no occupation “Nelayam”. Near to it: Nelayan"),
    ],
)
def test_what_is_not_there_is_not_counted_as_nothing(run, path, asked, said):
    code, out, err = run("report", "--period", "2022", *asked, "--database", path, "--json")
    assert (code, out) == (2, "")
    assert json.loads(err)["error"].startswith(said)


def test_what_is_there_and_has_nothing_is_counted(run, path):
    known = "--region", "65.01", "--programme", "JHT"
    code, out, _err = run("report", "--period", "2022", *known, "--database", path, "--json")
    assert code == 0
    assert json.loads(out)["figures"]["enrolled"] == 0


def test_a_period_that_is_none_is_told(run, path):
    code, out, err = run("report", "--period", "Juni", "--database", path)
    assert (code, out) == (1, "")
    assert "2022-Q2" in err


@pytest.fixture
def layout(path):
    """Add an upload layout to the database; return its name."""
    store = opening.open_store(path)
    columns = LayoutColumn("KERJA", "occupation"), LayoutColumn("IURAN", "total", Form.NUMBER)
    with store.writing() as session:
        add_layout(session, LayoutDraft("Unggah pusat", columns=columns))
    store.close()
    return "Unggah pusat"


def test_the_people_of_a_period_are_written_in_a_layout(run, path, layout, tmp_path):
    target = tmp_path / "unggah.xlsx"
    wanted = "--period", "2022-06", "--layout", layout, "--out", target
    code, out, _err = run("report", *wanted, "--database", path, "--json")
    assert code == 0
    assert json.loads(out) == {"file": str(target), "lines": 2}
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["KERJA", "IURAN"]
    assert sorted(rows[1:]) == [["Nelayan", 100_800], ["Petani padi", 100_800]]


def test_a_layout_that_is_not_there_is_told_and_nothing_is_written(run, path, tmp_path):
    target = tmp_path / "unggah.xlsx"
    wanted = "--period", "2022-06", "--layout", "Lain", "--out", target
    code, _out, err = run("report", *wanted, "--database", path)
    assert code == 1
    assert "There is no layout called “Lain”." in err
    assert not target.exists()


def test_a_layout_wants_a_file(run, path, layout):
    code, _out, err = run("report", "--period", "2022-06", "--layout", layout, "--database", path)
    assert code == 1
    assert "Name both the layout and the file" in err
