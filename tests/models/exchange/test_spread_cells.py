"""What stands in several columns: NIKs and names are whole, of two phones none is lost."""

import pytest

from tests.models.exchange.lists import AGUS, BUDI, SITI, faults, kinds, planned


def pieces(nik, *widths):
    """Return a NIK in cells of so many digits."""
    return [nik[sum(widths[:at]) : sum(widths[: at + 1])] for at in range(len(widths))]


def phones(heading, *cells):
    rows = zip(["Budi", "Siti", "Agus"], [BUDI, SITI, AGUS], cells, strict=False)
    plan = planned([["Nama", "NIK", *heading], *([name, nik, *each] for name, nik, each in rows)])
    return [(row.person.phone, [each.given for each in row.problems]) for row in plan.rows]


@pytest.mark.parametrize("widths", [(6, 6, 4), (4, 4, 4, 4), (8, 8), (12, 4), (1,) * 16])
@pytest.mark.parametrize("merged", [True, False])
def test_a_nik_in_pieces_under_one_heading_is_whole(widths, merged):
    many = len(widths)
    rows = [["No", "Nama", "NIK", *[""] * (many - 1), "Desa"]]
    rows += [[at, nik, *pieces(nik, *widths), "Apung"] for at, nik in enumerate([BUDI, SITI, AGUS])]
    rows = [[*row[:1], "Budi" if at else "Nama", *row[2:]] for at, row in enumerate(rows)]
    plan = planned(rows, merged=[((0, 2), (0, 1 + many))] if merged else [])
    assert [row.person.nik for row in plan.rows] == [BUDI, SITI, AGUS]
    assert {row.person.village for row in plan.rows} == {"Apung"}


def test_a_family_card_in_pieces_is_whole_beside_a_nik():
    rows = [["Nama", "NIK", "No KK", "", ""], ["Budi", BUDI, "650103", "130510", "0001"]]
    (row,) = planned(rows).rows
    assert (row.person.nik, row.person.kk_number) == (BUDI, "6501031305100001")


def test_pieces_that_are_numbers_get_back_the_0_at_their_front():
    rows = [["Nama", "NIK", "", "", "Ket"], ["Budi", 650103.0, 130565.0, 1.0, ""]]
    rows += [["Agus", 650103.0, 10170.0, 5.0, ""], ["Siti", "650103", "460687", 2.0, ""]]
    niks = [row.person.nik for row in planned(rows).rows]
    assert niks == [BUDI, "6501030101700005", SITI]


def test_a_piece_that_lacks_is_told_and_never_made_up():
    rows = [["Nama", "NIK", "", "", "HP"]]
    rows += [["Budi", *pieces(BUDI, 6, 6, 4), ""], ["Siti", "650103", "", "0002", "081234567890"]]
    rows += [["Agus", AGUS, "", "", ""], ["Dewi", "650103", "46O687", "0003", ""]]
    plan = planned(rows)
    assert [row.person.nik for row in plan.rows] == [BUDI, None, AGUS, None]
    assert [faults(row) for row in plan.rows] == [[], ["nik_length"], [], ["nik_letter"]]
    assert plan.rows[1].person.phone == "+6281234567890"


def test_a_number_beside_a_whole_nik_is_no_piece_of_it():
    rows = [["Nama", "NIK", "", "HP"], ["Budi", BUDI, "1234", ""], ["Siti", SITI, "5678", ""]]
    plan = planned(rows)
    assert [row.person.nik for row in plan.rows] == [BUDI, SITI]
    assert kinds([["Nama", "NIK", "RT"], ["Budi", "650103130565", "0001"]]) == ["name", "nik", "rt"]


def test_of_two_phones_the_mobile_one_is_taken_and_the_other_told():
    found = phones(
        ["Telp Rumah", "No WA"],
        ["0551-21345", "082277672649"],
        ["", "081234567890"],
        ["021555", ""],
    )
    assert found == [
        ("+6282277672649", ["082277672649 / 0551-21345"]),
        ("+6281234567890", []),
        (None, ["021555"]),
    ]


def test_of_two_mobile_phones_the_first_is_taken_and_one_twice_is_one():
    found = phones(
        ["HP 1", "HP 2"],
        ["081234567890", "082277672649"],
        [81234567890.0, "+62 812-3456-7890"],
        ["081234567890 / 082277672649", "082277672649"],
    )
    assert found == [
        ("+6281234567890", ["081234567890 / 082277672649"]),
        ("+6281234567890", []),
        ("+6281234567890", ["081234567890 / 082277672649"]),
    ]


def test_a_phone_that_cannot_be_read_is_told_with_the_one_that_can():
    assert phones(["HP", "WA"], ["08xx", "082277672649"], ["081234567890", ""]) == [
        ("+6282277672649", ["082277672649 / 08xx"]),
        ("+6281234567890", []),
    ]


@pytest.mark.parametrize("other", ["HP Ahli Waris", "Kontak Darurat", "No. HP Ketua Kelompok"])
def test_a_phone_of_somebody_else_is_not_taken(other):
    assert phones(["HP", other], ["", "082277672649"], ["081234567890", "08227767264"]) == [
        (None, []),
        ("+6281234567890", []),
    ]


@pytest.mark.parametrize("heading", ["Nama", "NAMA LENGKAP"])
def test_a_name_in_cells_under_one_merged_heading_is_whole(heading):
    rows = [["No", heading, "", "", "NIK"]]
    rows += [[1, "Budi", "Ali", "Karim", BUDI], [2, "Siti", "", "Aminah", SITI]]
    rows += [[3, "Agus", "", "", AGUS], ["", "Jumlah", "", "", 3]]
    plan = planned(rows, merged=[((0, 1), (0, 3))])
    names = [(row.person.name, row.person.nik) for row in plan.rows]
    assert names == [("Budi Ali Karim", BUDI), ("Siti Aminah", SITI), ("Agus", AGUS)]


def test_what_is_no_name_beside_one_is_not_joined_to_it():
    rows = [["Nama", "", "NIK"], ["Budi", 12.0, BUDI], ["Siti", "L", SITI]]
    plan = planned(rows, merged=[((0, 0), (0, 1))])
    assert [row.person.name for row in plan.rows] == ["Budi", "Siti"]
