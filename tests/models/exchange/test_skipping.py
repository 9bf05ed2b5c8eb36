import pytest

from models.exchange.skipping import SkipReason
from tests.models.exchange.lists import AGUS, BUDI, SITI, faults, planned, skipped, statuses

HEADING = ["NO", "NAMA", "NIK", "L/P"]
PERSON, LAST = [1, "Budi", BUDI, "L"], [9, "Siti", SITI, "P"]


def left_out(*rows, between=True):
    """Return line and reason of what is left out of these rows, put between people or below."""
    end = [LAST] if between else []
    return skipped(planned([HEADING, PERSON, *rows, *end]))[1:]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["KELOMPOK TANI MAJU", "", "", ""], "subheading"),
        (["", "RT 03", "", ""], "subheading"),
        (["II", "DUSUN DUA", "", ""], "subheading"),
        (["", "JUMLAH", 12, ""], "total"),
        (["TOTAL", "", "", "12"], "total"),
        (["Sub total", "", 5, ""], "total"),
        (["", "Jumlah KK", "5", ""], "total"),
        (HEADING, "heading"),
        (["No", "Nama", "NIK", "L/P"], "heading"),
        ([1, 2, 3, 4], "numbering"),
        (["(1)", "(2)", "(3)", "(4)"], "numbering"),
        ([7, "", "", ""], "number_only"),
        (["7.", "", "", ""], "number_only"),
    ],
)
def test_rows_between_the_people_are_told_for_what_they_are(row, reason):
    assert left_out(row) == [(3, reason)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "", "", "Pimping, 20 Juni 2022"], "signature"),
        (["", "", "", "Tanjung Selor, 20/06/2022"], "signature"),
        (["", "Mengetahui,", "", "Pimping, 20 Juni 2022"], "signature"),
        (["", "Camat Tanjung Palas Utara", "", "Kepala Desa Pimping"], "signature"),
        (["", "Ketua Kelompok,", "", ""], "signature"),
        (["", "NIP. 19650513 199003 1 001", "", ""], "signature"),
        (["", "", "NIP 196505131990031001", ""], "signature"),
        (["", "a.n. Bupati Bulungan", "", ""], "signature"),
        (["1.", "Camat Tanjung Palas", "", ""], "signature"),
        (["", "JUMLAH", 200, ""], "total"),
        (["*) data sementara", "", "", ""], "note"),
        (["", "SYAMSUDIN, S.Sos", "", "H. BAHRI"], "note"),
    ],
)
def test_rows_below_the_people_are_told_for_what_they_are(row, reason):
    assert left_out([], row, between=False) == [(4, reason)]


@pytest.mark.parametrize(
    "row",
    [
        [2, "Agus", "", ""],
        ["", "Agus", "", "L"],
        ["", "Agus", "belum ada", ""],
        [2, "", "", "L"],
        [2, "Wa Ode Siti", "", "P"],
        [2, "Desa Karim", "tidak ada", "L"],
        [2, "Ketua Amat", "", "L"],
        [2, "Totok Jumlah", "", ""],
    ],
)
def test_a_person_without_a_nik_is_a_problem_and_never_left_out(row):
    plan = planned([HEADING, PERSON, row, LAST])
    assert statuses(plan) == [(2, "add"), (3, "problem"), (4, "add")]
    assert "nik_empty" in faults(plan.rows[1]) or "nik_letter" in faults(plan.rows[1])


def test_the_last_person_is_not_lost_for_want_of_a_nik():
    plan = planned([HEADING, PERSON, [2, "Agus", "", "L"], [], ["", "Mengetahui,", "", ""]])
    assert statuses(plan) == [(2, "add"), (3, "problem")]


def test_without_row_numbers_a_bare_name_among_people_is_a_person():
    plan = planned([["NAMA", "NIK"], ["Budi", BUDI], ["Agus", ""], ["Siti", SITI]])
    assert statuses(plan) == [(2, "add"), (3, "problem"), (4, "add")]


def test_with_row_numbers_a_bare_name_among_people_is_a_heading():
    assert left_out(["", "Sumber Rejeki", "", ""]) == [(3, "subheading")]


@pytest.mark.parametrize("row", [["Vivi", "", ""], ["Xi Ping", "", ""], ["Agus", "", "RT 2"]])
def test_a_person_between_others_is_not_taken_for_a_heading(row):
    plan = planned([["NAMA", "NIK", "ALAMAT"], ["Budi", BUDI, ""], row, ["Siti", SITI, ""]])
    assert statuses(plan)[1] == (3, "problem")


def test_a_name_merged_over_the_columns_is_a_heading():
    rows = [
        ["NAMA", "NIK", "HP"],
        ["Budi", BUDI, ""],
        ["Sumber Rejeki", "", ""],
        ["Siti", SITI, ""],
    ]
    assert skipped(planned(rows, merged=[((2, 0), (2, 2))]))[1:] == [(3, "subheading")]


def test_a_person_apart_from_the_others_with_part_of_a_nik_is_not_lost():
    plan = planned([["NAMA", "NIK"], ["Budi", BUDI], [], [], ["Agus", "65010314"]])
    assert statuses(plan) == [(2, "add"), (5, "problem")]


def test_the_row_behind_the_last_sure_one_may_be_a_person():
    plan = planned([["NAMA", "NIK", "ALAMAT"], ["Budi", BUDI, "RT 1"], ["Agus", "", "RT 2"]])
    assert statuses(plan) == [(2, "add"), (3, "problem")]


def test_a_note_right_below_the_people_is_no_person():
    for note in ("Catatan: belum lengkap", "*) sementara", "data 12 orang menyusul"):
        plan = planned([["NAMA", "NIK"], ["Budi", BUDI], [note, ""]])
        assert (statuses(plan), skipped(plan)[1:]) == ([(2, "add")], [(3, "note")])


def test_a_list_of_names_alone_is_a_list_of_problems():
    plan = planned([["NAMA", "NIK"], ["Budi", ""], ["Siti", ""]])
    assert statuses(plan) == [(2, "problem"), (3, "problem")]


def test_a_second_page_repeats_its_headings_and_signatures_without_harm():
    page = [["", "Mengetahui,", "", "Pimping, 20 Juni 2022"], ["", "Camat", "", "Kepala Desa"]]
    plan = planned([HEADING, PERSON, *page, HEADING, [2, "Agus", AGUS, "L"]])
    assert statuses(plan) == [(2, "add"), (6, "add")]
    assert [reason for _line, reason in skipped(plan)[1:]] == ["signature", "signature", "heading"]


def test_the_titles_of_a_second_page_and_a_day_under_the_niks_are_nobody():
    top = [["DAFTAR HADIR", "SOSIALISASI"], ["Tempat", ": Balai"], ["Hari/Tanggal", ": 3 Mei 2022"]]
    heading = ["NAMA", "NIK", "L/P"]
    below = [["", "Pimping, 3 Mei 2022"], ["Desa", ": Apung"], *top]
    plan = planned([*top, heading, ["Budi", BUDI, "L"], *below, heading, ["Siti", SITI, "P"]])
    assert [(row.person.name, row.person.village) for row in plan.rows] == [
        ("Budi", None),
        ("Siti", "Apung"),
    ]
    reasons = [reason for line, reason in skipped(plan) if line > 5]
    assert reasons == ["signature", "subheading", "title", "title", "title", "heading"]


def test_empty_rows_are_nothing_to_tell():
    assert left_out([], ["", " ", "-", ""], ["", "\xa0", "", ""]) == []


def test_what_is_left_out_is_told_in_full_with_its_reason():
    plan = planned([HEADING, PERSON, ["", "JUMLAH", 200, ""]])
    assert plan.skipped[-1].text == "JUMLAH · 200"
    assert plan.skipped[-1].reason.message() == "Total"


def test_every_reason_is_said_differently():
    assert len({reason.message() for reason in SkipReason}) == len(SkipReason)
