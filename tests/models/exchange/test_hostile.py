"""Text that means harm: it is kept harmless, in every field, and never stops the good rows."""

import csv
import io

import pytest

from models.exchange.headers import read_list
from models.exchange.plan import mend, plan_rows
from models.exchange.planned import RowStatus
from models.progress import finish
from tests.models.exchange.files import write_xlsx
from tests.models.exchange.lists import BUDI, SITI, TODAY, faults, planned

FIELDS = [
    "NAMA",
    "NIK",
    "NO KK",
    "TEMPAT LAHIR",
    "TGL LAHIR",
    "L/P",
    "HP",
    "EMAIL",
    "ALAMAT",
    "RT",
    "DESA",
    "KELOMPOK",
    "PEKERJAAN",
    "PENGHASILAN",
]
GOOD = ["Siti", SITI, *[""] * 12]
HOSTILE = [
    "<b>tebal</b><script>alert(1)</script>",
    '=HYPERLINK("http://x","y")',
    "'; DROP TABLE person; --",
    "../../etc/passwd",
    "{name}{0}%s%(x)s",
    "🌾👩‍🌾🇮🇩",
    "محمد \u202eevil\u202c",
    "a\x00b\x07c\x1b[31m",
    "a\r\nb\tc",
    "x" * 300,
    "x" * 5000,
    "\ufeff\u200b\u2066",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "Z̸̢a̵l̶g̷o̸" * 20,
    "NaN",
    "1e400",
    "9" * 400,
    "-0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_is_told_and_hurts_nobody_else(text):
    plan = planned([FIELDS, GOOD, [text] * len(FIELDS), [*GOOD[:1], BUDI, *GOOD[2:]]])
    assert (plan.rows[0].status, plan.rows[-1].status) == (RowStatus.ADD, RowStatus.ADD)
    told = [row.line for row in plan.rows if row.status is RowStatus.PROBLEM]
    told += [row.line for row in plan.skipped]
    assert 3 in told or not text.strip("\ufeff\u200b\u2066")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_beside_a_sound_nik_is_kept_within_bounds(text):
    row = planned([FIELDS, [text, BUDI, *[text] * 12], GOOD]).rows[0]
    kept = [value for value in row.person if isinstance(value, str)]
    assert all(len(value) <= 500 for value in kept)
    for sign in "\x00\x07\x1b\r\n\t\u202e\u2066\ufeff\u200b":
        assert not any(sign in value for value in kept)
    for reason in row.reasons():
        assert len(reason) < 300
        assert "\u202e" not in reason


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_goes_through_files(tmp_path, text):
    rows = [FIELDS, GOOD, [text, BUDI, *[text] * 12]]
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    (tmp_path / "a.csv").write_text(out.getvalue(), "utf-8", newline="")
    by_kind = [tmp_path / "a.csv"]
    if text.isprintable():
        by_kind.append(write_xlsx(tmp_path / "a.xlsx", rows))
    names = []
    for path in by_kind:
        listed = finish(read_list(path))
        plan = finish(plan_rows(listed, listed.mapping, today=TODAY))
        names.append([row.person.name for row in plan.rows])
    assert names == names[:1] * len(names)
    assert names[0][0] == "Siti"


def test_hostile_headings_hurt_nobody():
    plan = planned([["NAMA", "NIK", *HOSTILE], ["Budi", BUDI, *HOSTILE]])
    assert plan.rows[0].status is RowStatus.ADD


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_corrections_are_judged_like_cells(text):
    plan = planned([["NAMA", "NIK"], ["", BUDI], ["Siti", SITI]])
    for problem in plan.rows[0].problems:
        mended = mend(plan, 2, problem.kind, text)
        assert mended.rows[1] == plan.rows[1]


def test_a_name_in_markup_is_kept_as_it_is_written():
    row = planned([["NAMA", "NIK"], ["<b>Budi</b> O'Neil", BUDI]]).rows[0]
    assert (row.status, row.person.name) == (RowStatus.ADD, "<b>Budi</b> O'Neil")


def test_names_of_every_script_are_kept():
    for name in ("محمد أحمد", "李小龙", "Ñandú Çelik", "ꦧꦸꦢꦶ", "👩‍🌾 Siti"):
        assert planned([["NAMA", "NIK"], [name, BUDI]]).rows[0].person.name == name


def test_two_hundred_thousand_rows_are_taken_in(tmp_path):
    path = tmp_path / "besar.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("NAMA;NIK;TGL LAHIR;L/P;HP\n")
        for at in range(200_000):
            name = "".join(chr(97 + at // 26**place % 26) for place in range(4))
            day, month, year = f"{at % 28 + 1:02}", f"{at // 28 % 12 + 1:02}", 50 + at // 336 % 50
            nik = f"650103{day}{month}{year}{at // 16_800 + 1:04}"
            file.write(f"{name};{nik};{day}-{month}-19{year};L;08{at:010}\n")
    listed = finish(read_list(path))
    plan = finish(plan_rows(listed, listed.mapping, today=TODAY))
    assert plan.counts()[RowStatus.ADD] == 200_000
    mended = mend(plan, 100_001, listed.mapping.kinds[0], "Orang Lain")
    assert mended.row_at(100_001).person.name == "Orang Lain"


@pytest.mark.parametrize("name", ["Ren\ufffd", "Ma?ruf"])
def test_a_name_that_lost_a_letter_is_not_taken(name):
    (row,) = planned([["Nama", "NIK"], [name, BUDI]]).rows
    assert (row.status, faults(row)) == (RowStatus.PROBLEM, ["name_lost"])
    assert planned([["Nama", "NIK"], ["Budi (?)", BUDI]]).rows[0].status is RowStatus.ADD


@pytest.mark.parametrize("error", ["#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "########"])
def test_what_a_spreadsheet_shows_in_place_of_a_value_is_nothing(error):
    plan = planned([["Nama", "NIK"], [error, BUDI], ["Siti", error]])
    assert [faults(row) for row in plan.rows] == [["name"], ["nik_empty"]]
