from datetime import date

import pytest

from models.exchange.columns import ColumnMapping
from models.exchange.headings import ColumnKind
from tests.models.exchange.lists import AGUS, BUDI, SITI, found, kinds

K = ColumnKind


def test_the_common_list_is_understood():
    rows = [
        [
            "NO",
            "NAMA LENGKAP",
            "NIK",
            "TGL LAHIR",
            "L/P",
            "PEKERJAAN",
            "KELOMPOK TANI",
            "RT",
            "NO. HP",
        ],
        [1, "Budi", BUDI, "13-05-65", "L", "Petani", "Maju", 6.0, "081234567890"],
    ]
    assert kinds(rows) == [
        "number",
        "name",
        "nik",
        "birth_date",
        "sex",
        "occupation",
        "group",
        "rt",
        "phone",
    ]


def test_a_list_without_headings_is_understood_by_what_is_in_it():
    rows = [
        [1.0, "Budi Karim", BUDI, "13-05-1965", "L", "081234567890", "budi@desa.id"],
        [2.0, "Siti Usat", SITI, "06-06-1987", "P", "081234567891", "siti@desa.id"],
        [3.0, "Agus Ding", AGUS, "14-03-1984", "L", "081234567892", "agus@desa.id"],
    ]
    assert kinds(rows) == ["number", "name", "nik", "birth_date", "sex", "phone", "email"]


def test_without_headings_the_number_that_tells_a_woman_is_the_nik():
    cards = ["6501031505150011", "6501031601160012", "6501031601080013"]
    rows = [[c, n, "Budi"] for c, n in zip(cards, (BUDI, SITI, AGUS), strict=True)]
    assert kinds(rows)[:2] == ["other", "nik"]
    assert kinds([[n, c, "Budi"] for c, n, _name in rows])[:2] == ["nik", "other"]


def test_how_many_are_men_beside_a_list_is_nobodys_sex():
    rows = [["Nama", "NIK", "Rekap", "Jumlah"], ["Siti", SITI, "Laki-laki", 2]]
    assert kinds([*rows, ["Budi", BUDI, "Perempuan", 1], ["Agus", AGUS, "", ""]])[2] == "other"
    marked = [["Nama", "NIK", ""], ["Siti", SITI, "P"], ["Budi", BUDI, "L"], ["Agus", AGUS, "L"]]
    assert kinds(marked)[2] == "sex"


def test_headings_and_content_together_are_surer_than_either():
    by_both = found([["NIK", "NAMA"], [BUDI, "Budi"]]).proposals[0]
    by_heading = found([["NIK", "NAMA"], ["belum ada", "Budi"], ["tidak", "Siti"]]).proposals[0]
    by_content = found([[BUDI, "Budi Karim"], [SITI, "Siti Usat"]]).proposals[0]
    assert by_both.confidence == 1.0
    assert by_heading.confidence < by_content.confidence < by_both.confidence


def test_a_heading_over_the_wrong_column_yields_to_what_is_in_it():
    assert kinds([["NAMA", "NIK"], [BUDI, "Budi Karim"], [SITI, "Siti Usat"]]) == ["nik", "name"]


def test_a_column_of_rounded_niks_is_one_of_niks():
    assert kinds(
        [["NAMA", "Nomor"], ["Budi", 6501031305650001.0], ["Siti", 6501034606870002.0]]
    ) == [
        "name",
        "nik",
    ]


def test_family_card_and_nik_are_told_apart_by_their_headings():
    rows = [["NO KK", "NIK", "NAMA"], ["6501030101100001", BUDI, "Budi"]]
    assert kinds(rows) == ["kk", "nik", "name"]


def test_without_headings_the_number_that_repeats_is_the_family_card():
    rows = [
        ["6501030101100001", BUDI, "Budi Karim"],
        ["6501030101100001", SITI, "Siti Usat"],
        ["6501030101100002", AGUS, "Agus Ding"],
    ]
    assert kinds(rows) == ["kk", "nik", "name"]


def test_one_heading_over_place_and_date_is_shared_by_both_columns():
    rows = [
        ["NAMA", "NIK", "TEMPAT, TANGGAL LAHIR", ""],
        ["Budi", BUDI, "Bulungan", date(1965, 5, 13)],
        ["Siti", SITI, "Tarakan", "6 Juni 1987"],
    ]
    merged = [((0, 2), (0, 3))]
    assert kinds(rows, merged) == ["name", "nik", "birth_place", "birth_date"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Bulungan, 13-05-1965", "Tarakan, 6 Juni 1987"], "birth_place_date"),
        (["13-05-1965", "6 Juni 1987"], "birth_date"),
        (["Bulungan", "Tarakan"], "birth_place"),
    ],
)
def test_a_birth_column_holds_what_stands_in_it_whatever_its_heading(cells, kind):
    for heading in ("TTL", "TGL LAHIR"):
        rows = [["NAMA", "NIK", heading], ["Budi", BUDI, cells[0]], ["Siti", SITI, cells[1]]]
        assert kinds(rows)[2] == kind


def test_the_better_of_two_columns_of_one_kind_is_taken():
    rows = [
        ["NAMA KEPALA KELUARGA", "NAMA", "NIK", "NAMA KELOMPOK"],
        ["Pak Amat", "Budi", BUDI, "Maju"],
    ]
    assert kinds(rows) == ["other", "name", "nik", "group"]


def test_the_first_of_two_equal_columns_is_taken():
    rows = [["NAMA", "NIK", "HP", "HP"], ["Budi", BUDI, "081234567890", "081234567891"]]
    assert kinds(rows) == ["name", "nik", "phone", "other"]


def test_account_numbers_are_no_niks():
    rows = [["NAMA", "NO. REKENING", "NIK"], ["Budi", "650103130565000", BUDI]]
    assert kinds(rows) == ["name", "other", "nik"]


def test_membership_numbers_and_dates_of_membership_are_not_taken():
    rows = [
        ["NIK", "NAMA", "NO KPJ", "TGL KEPESERTAAN", "STATUS"],
        [BUDI, "Budi", "22250719631", "01/07/2022", "TERDAFTAR"],
    ]
    assert kinds(rows) == ["nik", "name", "other", "other", "other"]


def test_a_mapping_says_what_is_missing():
    assert found([["NAMA", "HP"], ["Budi", "081234567890"]]).mapping.missing == (K.NIK,)
    assert found([["NIK", "HP"], [BUDI, "081234567890"]]).mapping.missing == (K.NAME,)
    assert found([["NIK", "NAMA"], [BUDI, "Budi"]]).mapping.missing == ()


def test_changing_a_column_lets_the_other_of_that_kind_go():
    mapping = ColumnMapping((K.NAME, K.NIK, K.OTHER, K.OTHER))
    changed = mapping.change(2, K.NIK)
    assert changed.kinds == (K.NAME, K.OTHER, K.NIK, K.OTHER)
    assert changed.change(0, K.OTHER).kinds == (K.OTHER, K.OTHER, K.NIK, K.OTHER)
    assert mapping.kinds == (K.NAME, K.NIK, K.OTHER, K.OTHER)


def test_a_mapping_gives_the_place_of_a_kind():
    mapping = ColumnMapping((K.OTHER, K.NIK))
    assert (mapping.place(K.NIK), mapping.place(K.NAME)) == (1, None)


def test_a_word_for_names_counts_more_than_letters_without_digits():
    """As in a parish's list, whose last column has its districts: I, II."""
    heading = ["Nama KK / Jemaat", "No. KTP", "Wilayah"]
    rows = [heading, ["Bpk. Budi", BUDI, "I"], ["Ibu Siti", SITI, "II"]]
    assert kinds(rows) == ["name", "nik", "other"]


def test_of_an_old_and_a_new_nik_the_new_one_is_taken():
    assert kinds([["Nama", "NIK Lama", "NIK Baru"], ["Budi", AGUS, BUDI]]) == [
        "name",
        "other",
        "nik",
    ]
    assert kinds([["Nama", "NIK (lama)"], ["Budi", BUDI]]) == ["name", "nik"]


@pytest.mark.parametrize(
    "heading",
    [
        *("Tgl Lahir Istri", "Tempat Lahir Ayah", "Jenis Kelamin Anak", "Nama Kadus"),
        *("HP Kades", "No WA Ketua Kelompok", "Telepon Keluarga", "Kontak Darurat"),
        "Email Operator",
    ],
)
def test_what_is_of_somebody_else_is_not_taken(heading):
    cells = {"Tgl": "06-06-1987", "Jenis": "P", "Email": "a@b.id", "Nama": "Ali", "Tempat": "Apung"}
    cell = cells.get(heading.split()[0], "081234567890")
    rows = [["Nama", "NIK", heading], ["Budi", BUDI, cell], ["Agus", AGUS, cell]]
    assert kinds(rows)[2] == "other"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Penghasilan per Tahun", "other"),
        ("Upah Harian (Rp)", "other"),
        ("Pendapatan/panen", "other"),
        ("Penghasilan per bulan (tahun 2022)", "income"),
        ("Gaji", "income"),
    ],
)
def test_only_what_is_earned_in_a_month_is_an_income(heading, kind):
    assert kinds([["Nama", "NIK", heading], ["Budi", BUDI, "1.500.000"]])[2] == kind
