import pytest

from models.exchange.errors import EmptyFileError, NoPeopleError
from models.exchange.headers import find_list
from models.exchange.headings import ColumnKind
from models.exchange.returns_headings import RETURNS
from tests.models.exchange.lists import AGUS, BUDI, SITI, found, kinds, workbook

BODY = [[1, "Budi", BUDI], [2, "Siti", SITI]]
HEADING = ["NO", "NAMA", "NIK"]


def above(listed):
    return [(row.line, row.text, row.reason.value) for row in listed.above]


@pytest.mark.parametrize("empty", [0, 1, 10, 300])
def test_the_heading_is_found_wherever_it_starts(empty):
    listed = found([["DAFTAR PETANI DESA PIMPING"], *[[]] * empty, HEADING, *BODY])
    assert listed.first_line == empty + 3
    assert above(listed) == [
        (1, "DAFTAR PETANI DESA PIMPING", "title"),
        (empty + 2, "NO · NAMA · NIK", "heading"),
    ]


def test_a_letterhead_is_not_taken_for_the_heading():
    listed = found(
        [
            ["PEMERINTAH KABUPATEN BULUNGAN"],
            ["Desa", ":", "Pimping"],
            ["Kelompok", ":", "Sumber Rejeki"],
            ["Alamat", ":", "Jl. Poros RT 3", "", "No. HP", "081234567890"],
            HEADING,
            *BODY,
        ]
    )
    assert listed.first_line == 6


def test_who_signed_below_a_short_list_says_nothing_of_its_columns():
    signed = [[], ["", "Pimping, 20 Juni 2022"], ["", "Kepala Desa Pimping"]]
    assert kinds([["NO", "NIK", "NAMA"], [1, "", "Budi"], *signed]) == ["number", "nik", "name"]
    born = [["NO", "TGL LAHIR", "NIK", "NAMA"], [1, "01-01-1950", "", "Budi"], *signed]
    assert kinds(born) == ["number", "birth_date", "nik", "name"]


def test_a_total_below_a_short_list_says_nothing_of_its_columns():
    rows = [["NO", "NAMA", "No. KTP"], [1, "Budi", ""], ["JUMLAH", "", 12]]
    assert kinds(rows) == ["number", "name", "nik"]


def test_a_heading_of_two_rows_is_read_as_one():
    rows = [
        ["NO", "NAMA", "NIK", "TEMPAT, TANGGAL LAHIR", "", "ALAMAT", "", "L/P"],
        ["", "", "", "TEMPAT", "TANGGAL", "RT", "DESA", ""],
        [1, "Budi", BUDI, "Bulungan", "13-05-1965", "01", "Pimping", "L"],
    ]
    listed = found(rows)
    assert listed.first_line == 3
    assert kinds(rows) == [
        "number",
        "name",
        "nik",
        "birth_place",
        "birth_date",
        "rt",
        "village",
        "sex",
    ]
    assert [line for line, _text, reason in above(listed) if reason == "heading"] == [1, 2]


def test_a_heading_of_two_rows_with_merged_cells_is_read_as_one():
    rows = [
        ["NO", "IDENTITAS", "", "JENIS KELAMIN", "", "KET"],
        ["", "NAMA LENGKAP", "NO. KTP", "L", "P", ""],
        [1, "Budi", BUDI, "v", "", "ok"],
        [2, "Siti", SITI, "", "v", ""],
    ]
    merged = [((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0)), ((0, 5), (1, 5))]
    for spans in ((), merged):
        assert kinds(rows, spans) == [
            "number",
            "name",
            "nik",
            "male_mark",
            "female_mark",
            "other",
        ]


def test_numbers_under_the_headings_belong_to_them():
    for numbers in ([1, 2, 3], ["(1)", "(2)", "(3)"], ["1.", "2.", "3."]):
        listed = found([HEADING, numbers, *BODY])
        assert listed.first_line == 3
        assert above(listed)[1][2] == "numbering"


def test_a_first_row_without_nik_is_not_taken_for_a_second_heading():
    listed = found([HEADING, [1, "Budi Karim", "belum ada"], [2, "Siti", SITI]])
    assert listed.first_line == 2


def test_a_sub_heading_under_the_heading_is_not_part_of_it():
    listed = found([HEADING, ["A", "KELOMPOK TANI MAJU", ""], *BODY])
    assert listed.first_line == 2


def test_without_headings_the_list_begins_with_the_first_nik():
    listed = found([["Daftar petani"], [], *BODY])
    assert (listed.first_line, listed.headings) == (3, ("", "", ""))
    assert above(listed) == [(1, "Daftar petani", "title")]


def test_people_above_a_heading_of_a_later_page_are_not_lost():
    listed = found([*BODY, HEADING, [3, "Agus", AGUS]])
    assert listed.first_line == 1


def test_a_single_column_of_names_is_a_list_without_niks():
    assert kinds([["NAMA"], ["Budi"], ["Siti"]]) == ["name"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Bulan", "Harga"], ["Januari", 10_000], ["Februari", 20_000]],
        [["Kami sampaikan daftar berikut"], ["Terima kasih"]],
        [["Desa", "Kecamatan"], ["Pimping", "Tanjung Palas Utara"]],
    ],
)
def test_a_sheet_without_people_is_refused(rows):
    with pytest.raises(NoPeopleError, match="no column with names or NIKs"):
        found(rows)


def test_nothing_at_all_is_refused():
    with pytest.raises(EmptyFileError):
        found([["", " "], ["-"]])


def test_a_title_that_speaks_of_names_is_no_heading():
    listed = found([["DAFTAR NAMA DAN NIK PETANI"], *BODY])
    assert above(listed) == [(1, "DAFTAR NAMA DAN NIK PETANI", "title")]


def test_a_list_of_couples_with_one_name_is_a_list_whose_columns_must_be_chosen():
    rows = [["NAMA", "NIK SUAMI", "NIK ISTRI"], ["Budi", BUDI, SITI]]
    assert [kind.value for kind in found(rows).mapping.missing] == ["nik"]


def test_the_sheet_with_most_people_is_chosen_and_the_others_are_told():
    book = workbook(
        [["Rekap"], ["Jumlah", 3]],
        [HEADING, [1, "Agus", AGUS]],
        [HEADING, *BODY],
        names=["Rekap", "RT 1", "RT 2"],
    )
    listed = find_list(book)
    assert listed.sheet_name == "RT 2"
    assert [(other.name, other.rows, other.has_list) for other in listed.others] == [
        ("RT 1", 2, True),
        ("Rekap", 2, False),
    ]


def test_a_complete_list_is_chosen_before_a_longer_one_without_niks():
    names = [["NAMA"], *[["Budi"]] * 50]
    listed = find_list(workbook(names, [HEADING, *BODY]))
    assert listed.sheet_name == "Sheet2"


def test_a_hidden_sheet_is_chosen_only_for_want_of_another():
    both = workbook([HEADING, *BODY, *BODY], [HEADING, *BODY], hidden=[0])
    assert find_list(both).sheet_name == "Sheet2"
    assert find_list(both).others[0].hidden
    alone = find_list(workbook([HEADING, *BODY], hidden=[0]))
    assert alone.hidden


def test_another_sheet_can_be_asked_for():
    book = workbook([HEADING, *BODY], [HEADING, [1, "Agus", AGUS]], names=["RT 1", "RT 2"])
    assert find_list(book, "RT 2").rows == [[1, "Agus", AGUS]]
    with pytest.raises(NoPeopleError):
        find_list(book, "RT 3")


def test_a_very_wide_sheet_is_looked_at_in_its_first_columns():
    listed = found([[*HEADING, *[""] * 5000, "x"], *BODY])
    assert len(listed.proposals) == 3


def test_many_merged_cells_take_no_long_time():
    rows = [["judul"] for _ in range(400)] + [HEADING, *BODY]
    merged = [((at, 0), (at, 2)) for at in range(2, 60_000)]
    assert found(rows, merged).first_line == 402


def test_the_heading_is_found_by_the_words_of_the_list_that_is_looked_for():
    book = workbook([["Tagihan Juli"], ["NIK", "KODE IURAN", "JATUH TEMPO"], [AGUS, "K-1", ""]])
    found = find_list(book, None, RETURNS)
    assert found.headings == ("NIK", "KODE IURAN", "JATUH TEMPO")
    assert found.mapping.missing == ()
    assert find_list(book).mapping.missing == (ColumnKind.NAME,)


def test_a_heading_of_three_rows_is_read_as_one():
    rows = [
        ["NO", "NAMA", "IDENTITAS", "", "", "", "HP"],
        ["", "", "NOMOR", "", "LAHIR", "", ""],
        ["", "", "NIK", "KK", "TEMPAT", "TGL", ""],
        [1, "Budi", BUDI, "6501031505150011", "Apung", "13-05-1965", "081234567890"],
    ]
    merged = [((0, 2), (0, 5)), ((1, 2), (1, 3)), ((1, 4), (1, 5))]
    for spans in (merged, []):
        listed = found(rows, merged=spans)
        assert listed.first_line == 4
        assert [each.kind.value for each in listed.proposals] == [
            "number",
            "name",
            "nik",
            "kk",
            "birth_place",
            "birth_date",
            "phone",
        ]


def test_however_much_a_form_asks_its_questions_are_the_heading():
    asked = [f"Pertanyaan {at}" for at in range(20)]
    rows = [["Nama Lengkap", "NIK", *asked], ["Budi", BUDI, *["ya"] * 20]]
    assert found(rows).headings[:3] == ("Nama Lengkap", "NIK", "Pertanyaan 0")
