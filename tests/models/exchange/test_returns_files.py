"""What the agency returns as whole files: how they are read, and how many rows."""

import pytest
from sqlalchemy import event

from models.exchange.errors import NoPeopleError
from models.exchange.headings import ColumnKind as K
from models.exchange.returns import ReturnsAtHand, ReturnSieve
from models.exchange.returns_planned import ReturnStatus as R
from models.progress import finish
from tests import factories as a
from tests.models.exchange.files import write_text, write_xlsx
from tests.models.exchange.returned import (
    FIRST_OF_JULY,
    HEADING,
    NUMBER,
    SAMPLE,
    member,
    plan_of,
)
from tests.models.exchange.returns_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.exchange.returns_at_hand import row


def test_the_file_of_the_agency_is_read_as_it_comes(store, keep, budi, tmp_path):
    lines = [
        ["BPJS KETENAGAKERJAAN KANTOR CABANG"],
        ["Hasil pendaftaran BPU, Juli 2022"],
        [],
        ["DATA PESERTA", "", "KEPESERTAAN", "", "HASIL", ""],
        ["NIK", "NAMA", "NOMOR", "TANGGAL", "STATUS", "ALASAN"],
        row(budi, NUMBER, "01/07/2022", "TERDAFTAR"),
        ["JUMLAH", 1],
    ]
    merges = [(3, 0, 3, 1), (3, 2, 3, 3), (3, 4, 3, 5)]
    path = write_xlsx(tmp_path / "hasil.xlsx", [["catatan"]], lines, names=["Info", "Hasil"])
    both = write_xlsx(tmp_path / "dua.xlsx", lines, merges=merges)
    for each in (path, both):
        outlook = finish(ReturnsAtHand(store, each).read())
        assert len(outlook.lines[ReturnSieve.REGISTERED]) == 1
        assert outlook.plan.rows[0].said.cover_from == FIRST_OF_JULY
        assert len(outlook.lines[ReturnSieve.LEFT_OUT]) == 5


def test_a_csv_with_semicolons_in_other_words_is_read(store, budi, tmp_path):
    path = write_text(
        tmp_path / "bayar.csv",
        [
            ["No. KTP", "Kode Billing", "Total Tagihan", "Tanggal Pembayaran", "NTPN"],
            [budi.nik, "22060001", "100.800", "1 Juli 2022", "ABC123"],
        ],
    )
    outlook = finish(ReturnsAtHand(store, path).read())
    (found,) = outlook.plan.rows
    assert found.status is R.PAID
    assert found.effects.billing_code == "22060001"
    assert found.effects.payment.reference == "ABC123"


def test_without_a_column_of_niks_it_is_asked_which_it_is(store, tmp_path):
    rows = [["NAMA", "NO KPJ", "STATUS"], ["Budi", NUMBER, "TERDAFTAR"]]
    path = write_xlsx(tmp_path / "tanpa.xlsx", rows)
    with pytest.raises(NoPeopleError):
        finish(ReturnsAtHand(store, path).read())


def test_a_column_told_otherwise_is_judged_anew_and_what_was_mended_stays(store, budi, tmp_path):
    rows = [["NIK", "NAMA", "X", "STATUS"], [budi.nik, "Lain Sekali", NUMBER, "TERDAFTAR"]]
    at_hand = ReturnsAtHand(store, write_xlsx(tmp_path / "x.xlsx", rows))
    finish(at_hand.read())
    finish(at_hand.mend(2, K.NAME, "Budi Karim"))
    outlook = finish(at_hand.change_column(2, K.MEMBER_NUMBER))
    assert outlook.plan.rows[0].effects.member_number == NUMBER
    assert outlook.plan.rows[0].said.name == "Budi Karim"


HOSTILE = ["=cmd|'/c calc'!A1", "<b>x</b>", "'; DROP TABLE person; --", "\u202eabc", "😀" * 300]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", range(len(HEADING)))
def test_hostile_cells_do_no_harm(store, budi, text, place):
    cells = row(budi, NUMBER, "01/07/2022", "TERDAFTAR")
    cells[place] = text
    found = plan_of(store, [cells])
    assert all(isinstance(said, str) for each in found.rows for said in each.reasons())


def test_the_sample_of_the_agency_is_understood(store):
    outlook = finish(ReturnsAtHand(store, SAMPLE).read())
    assert len(outlook.lines[ReturnSieve.UNKNOWN]) == 116
    assert [row.reason.value for row in outlook.plan.skipped] == ["heading"]


def statements(store, rows):
    """Return how many questions the database is asked for a file of these rows."""
    asked = []

    def count(_connection, _cursor, statement, *_more):
        asked.append(statement)

    event.listen(store._engine, "before_cursor_execute", count)
    try:
        plan_of(store, rows)
    finally:
        event.remove(store._engine, "before_cursor_execute", count)
    return len(asked)


def test_many_people_are_looked_up_at_once(store, keep):
    people = keep(*(a.person() for _one in range(60)))
    keep(*(a.enrolment(person_id=each.id) for each in people))
    rows = [row(each, f"222507{at:05}", "", "TERDAFTAR") for at, each in enumerate(people)]
    assert statements(store, rows) == statements(store, rows[:2])


def test_ten_thousand_rows_of_one_person_are_compared_in_no_time(store, budi):
    rows = [[budi.nik, 16_800, "01/07/2022", f"R{at}"] for at in range(10_000)]
    plan = plan_of(store, rows, ["NIK", "JUMLAH BAYAR", "TGL BAYAR", "REF"])
    assert {each.status for each in plan.rows} == {R.PAID}


def test_many_rows_of_one_person_whose_nik_ends_in_zero_are_not_taken_for_rounded(store, keep):
    budi = member(keep, {}, name="Budi Karim", nik="6501031305809010")
    rows = [[budi.nik, 16_800, "01/07/2022", f"R{at}"] for at in range(20)]
    plan = plan_of(store, rows, ["NIK", "JUMLAH BAYAR", "TGL BAYAR", "REF"])
    assert {each.status for each in plan.rows} == {R.PAID}
