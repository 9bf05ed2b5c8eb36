from models.exchange.headings import ColumnKind
from models.exchange.plan import niks, plan_rows
from models.exchange.planned import RowFault, RowProblem, RowStatus
from models.progress import Progress
from tests.models.exchange.lists import (
    BUDI,
    SITI,
    TODAY,
    found,
    planned,
    skipped,
)

K = ColumnKind


def test_the_niks_to_ask_for_are_all_that_could_be_sound():
    cells = [BUDI, "'6501.0346.0687.0002", 6501031403840003.0, "65010314", "", "x" * 16]
    listed = found([["NAMA", "NIK"], *[["Orang", cell] for cell in cells]])
    assert niks(listed, listed.mapping) == {BUDI, SITI}


def test_rows_are_counted_by_status_and_by_fault():
    rows = [["NAMA", "NIK"], ["Budi", BUDI], ["Agus", ""], ["Amat", "1"], ["", ""], ["Budi", BUDI]]
    plan = planned(rows)
    assert plan.counts() == {
        RowStatus.ADD: 1,
        RowStatus.KNOWN: 0,
        RowStatus.TWICE: 1,
        RowStatus.PROBLEM: 2,
    }
    assert plan.fault_counts() == {RowFault.NIK_EMPTY: 1, RowFault.NIK_LENGTH: 1}


def test_the_report_holds_every_line_that_holds_anything():
    rows = [["DAFTAR"], ["NAMA", "NIK"], ["Budi", BUDI], ["Agus", "1"], [], ["JUMLAH", 2]]
    report = list(planned(rows).report())
    assert [(each.line, each.outcome.value) for each in report] == [
        (1, "title"),
        (2, "heading"),
        (3, "add"),
        (4, "problem"),
        (6, "total"),
    ]
    assert report[2].cells == ("Budi", BUDI)
    assert report[3].reasons == ("The NIK has 1 digit; it must have 16. Compare it with the KTP.",)
    assert report[4].reasons == ("Total",)


def test_every_fault_is_said_with_what_stands_in_the_cell():
    own = [fault for fault in RowFault if not fault.value.startswith("nik_")]
    said = [RowProblem(K.NAME, fault, given="X1", line=3).message() for fault in own]
    assert len(set(said)) == len(own)
    assert not any("{" in each for each in said)


def test_progress_counts_the_rows():
    rows = [["NAMA", "NIK"], *[["Budi", BUDI]] * 4500]
    listed = found(rows)
    steps = list(plan_rows(listed, listed.mapping, today=TODAY))
    assert steps == [Progress(2000, 4500), Progress(4000, 4500), Progress(4500, 4500)]


def test_a_plan_of_two_pieces_is_one_plan():
    rows = [["NAMA", "NIK"], *[["Budi", BUDI]] * 2500, ["JUMLAH", 2500]]
    plan = planned(rows)
    assert plan.counts()[RowStatus.TWICE] == 2499
    assert plan.rows[-1].twin_line == 2
    assert skipped(plan)[-1] == (2502, "total")
