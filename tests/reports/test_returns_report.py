import pytest
from python_calamine import CalamineWorkbook

from models.exchange.headings import ColumnKind as K
from models.exchange.returns import ReturnsAtHand, mend_row
from models.exchange.returns_plan import ReturnsPlan
from models.exchange.returns_planned import ReturnStatus
from models.progress import finish
from models.words import Words, speak
from reports.returns_report import write_returns
from tests.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.models.exchange.files import write_xlsx
from tests.models.exchange.returned import HEADING, NUMBER, member, plan_of
from tests.reports.values import ENGLISH


def rows_of(target):
    return CalamineWorkbook.from_path(target).get_sheet_by_index(1).to_python()


def written(plan: ReturnsPlan, target, **more):
    finish(write_returns(plan, target, ENGLISH, **more))
    return rows_of(target)


def test_the_report_has_every_line_with_what_becomes_of_it(store, keep, tmp_path):
    budi = member(keep, {}, name="Budi Karim")
    file_rows = [[budi.nik, "Budi Karim", NUMBER, "", "TERDAFTAR", ""], ["", "JUMLAH", "1"]]
    heading, *rows = written(plan_of(store, file_rows), tmp_path / "laporan.xlsx")
    assert heading[3:] == HEADING
    assert [row[:2] for row in rows] == [[1.0, "Left out"], [2.0, "Registered"], [3.0, "Left out"]]
    assert rows[1][3:6] == [budi.nik, "Budi Karim", NUMBER]


def test_what_is_left_has_the_reasons_and_what_was_mended(store, keep, tmp_path):
    budi, siti = member(keep, {}, name="Budi Karim"), member(keep, {}, name="Siti Usat")
    plan = plan_of(
        store,
        [
            [budi.nik, "Budi Karim", NUMBER, "", "TERDAFTAR", ""],
            [siti.nik, "Siti Usat", "??", "", "TERDAFTAR", ""],
        ],
    )
    plan = mend_row(store, plan, 3, K.MEMBER_NUMBER, "???")
    _heading, *rows = written(plan, tmp_path / "sisa.xlsx", only_left=True)
    assert [row[0] for row in rows] == [3.0]
    assert rows[0][2] == "“???” is no membership number. Copy it from the agency."
    assert rows[0][5] == "???"


def test_a_rounded_nik_is_not_written_as_if_it_were_whole(store, keep, tmp_path):
    budi = member(keep, {}, name="Budi Karim")
    plan = plan_of(store, [[float(budi.nik), "Budi Karim", NUMBER, "", "TERDAFTAR", ""]])
    _heading, row = written(plan, tmp_path / "sisa.xlsx", only_left=True)
    assert row[3] == f"{budi.nik[:15]}?"


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_is_left_can_be_taken_in_again_in_either_language(store, keep, tmp_path, language):
    unknown = "6501031305650001"
    path = write_xlsx(
        tmp_path / "asli.xlsx", [HEADING, [unknown, "Tak Dikenal", "", "", "DITOLAK", "Umur"]]
    )
    plan = finish(ReturnsAtHand(store, path).read()).plan
    speak(language)
    target = tmp_path / "sisa.xlsx"
    finish(write_returns(plan, target, Words(language), only_left=True))
    member(keep, {}, name="Tak Dikenal", nik=unknown)
    again = finish(ReturnsAtHand(store, target).read())
    (found,) = again.plan.rows
    assert found.status is ReturnStatus.REJECTED
    assert found.said.reason == "Umur"
