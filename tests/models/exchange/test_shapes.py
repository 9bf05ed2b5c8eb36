"""Shapes of lists that were never seen before: nobody lost, nobody invented, nothing mistaken."""

import json
from datetime import date

import pytest

from models.exchange.errors import ColumnMissingError, NoPeopleError, TurnedError
from models.exchange.file_notes import file_notes
from models.exchange.headers import find_list, read_list
from models.exchange.headings import ColumnKind
from models.exchange.plan import mend, plan_rows
from models.exchange.readers import birth_date_column, phone_column, sex_column
from models.exchange.reading import Pasted
from models.people.tables import Sex
from models.progress import finish
from tests.models.exchange.files import write_text, write_xlsx
from tests.models.exchange.lists import (
    AGUS,
    BUDI,
    SITI,
    TODAY,
    faults,
    found,
    kinds,
    planned,
    skipped,
    statuses,
    workbook,
)


def people(plan):
    return [(row.line, row.person.name, row.person.nik) for row in plan.rows]


def pasted(text):
    listed = finish(read_list(Pasted("tempel", text)))
    return finish(plan_rows(listed, listed.mapping, today=TODAY))


@pytest.mark.parametrize(
    "heading",
    [
        ["Nama Depan", "Nama Belakang", "NIK"],
        ["Nama", "Marga", "NIK"],
        ["Nama", "Nama Keluarga", "NIK"],
        ["First name", "Last name", "NIK"],
        ["Given name", "Surname", "NIK"],
    ],
)
def test_a_name_in_two_columns_is_joined(heading):
    rows = [heading, ["Budi", "Karim", BUDI], ["Siti", "-", SITI], ["Agus", "agus", AGUS]]
    assert people(planned(rows)) == [(2, "Budi Karim", BUDI), (3, "Siti", SITI), (4, "Agus", AGUS)]


def test_a_name_in_three_columns_under_a_common_heading_is_joined():
    rows = [["Nama", "", "", "NIK"], ["Belakang", "Depan", "Tengah", ""]]
    merged = [((0, 0), (0, 2))]
    plan = planned([*rows, ["Karim", "Budi", "Ali", BUDI], ["Aminah", "", "", SITI]], merged=merged)
    assert [name for _line, name, _nik in people(plan)] == ["Budi Ali Karim", "Aminah"]


def test_a_joined_name_is_mended_whole():
    plan = planned([["Nama Depan", "Nama Belakang", "NIK"], ["Budi", "Karim", BUDI]])
    assert mend(plan, 2, ColumnKind.NAME, "Budi Ali").row_at(2).person.name == "Budi Ali"


def test_to_a_whole_name_no_family_name_is_added():
    rows = [["Nama Lengkap", "Nama Keluarga", "NIK"], ["Budi Karim", "Karim", BUDI]]
    assert kinds(rows) == ["name", "other", "nik"]


def test_a_nickname_is_no_name_beside_the_whole_one():
    assert kinds([["Nama Panggilan", "Nama Lengkap", "NIK"], ["Udi", "Budi Karim", BUDI]]) == [
        "other",
        "name",
        "nik",
    ]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Nama & NIK", [f"BUDI\nNIK: {BUDI}", f"SITI\nNIK. {SITI}", "AGUS\nNIK: -"]),
        ("Nama / NIK", [f"BUDI / {BUDI}", f"SITI/{SITI}", "AGUS"]),
        ("NIK / Nama", [f"{BUDI} BUDI", f"{SITI} / SITI", "AGUS"]),
    ],
)
def test_name_and_nik_in_one_cell_are_taken_apart(heading, cells):
    rows = [["No", heading, "L/P"], *([at, cell, "L"] for at, cell in enumerate(cells, 1))]
    plan = planned(rows)
    assert people(plan) == [(2, "BUDI", BUDI), (3, "SITI", SITI), (4, "AGUS", None)]
    assert faults(plan.row_at(4)) == ["nik_empty"]


@pytest.mark.parametrize(
    "lines",
    [
        ["NAMA - NIK - DESA", f"Budi - {BUDI} - Apung", f"Siti - {SITI} - Pimping"],
        ["Nama  NIK               Desa", f"Budi  {BUDI}  Apung", f"Siti  {SITI}  Pimping"],
        ["Nama;NIK;Desa", f"Budi;{BUDI};Apung", f"Siti;{SITI};Pimping"],
    ],
)
def test_rows_that_stand_in_one_cell_are_taken_apart(lines):
    plan = planned([[line] for line in lines])
    assert people(plan) == [(2, "Budi", BUDI), (3, "Siti", SITI)]
    assert [row.person.village for row in plan.rows] == ["Apung", "Pimping"]


def test_what_is_written_in_a_message_is_taken_apart():
    plan = pasted(f"1. Budi Santoso {BUDI}\n2. Siti {SITI}\n")
    assert people(plan) == [(1, "Budi Santoso", BUDI), (2, "Siti", SITI)]
    plan = pasted(
        f"*PESERTA*\n1. Budi ({BUDI}) ✅\n2. Siti / {SITI} / 0812345678\n3. Agus {AGUS}\n"
    )
    assert people(plan) == [(2, "Budi", BUDI), (3, "Siti", SITI), (4, "Agus", AGUS)]
    assert [row.person.phone for row in plan.rows] == [None, "+62812345678", None]
    plan = pasted(f"1. Budi - {BUDI} - Pimping\n2. Siti - {SITI} - Apung\n")
    assert people(plan) == [(1, "Budi", BUDI), (2, "Siti", SITI)]


@pytest.mark.parametrize(
    "sent",
    ["[20/11/26 08.10] Pak RT: ", "20/11/26 08.10 - Pak RT: ", "[8:10 AM, 11/20/2026] +62 812: "],
)
def test_who_sent_a_message_and_when_is_nobodys_name(sent):
    talk = f"{sent}1. Budi {BUDI} 081234567890\n{sent}2. Siti {SITI}\n"
    assert people(pasted(talk)) == [(1, "Budi", BUDI), (2, "Siti", SITI)]
    assert pasted(talk).rows[0].person.phone == "+6281234567890"
    lines = f"{sent}Budi, {BUDI}, Apung\n{sent}Siti, {SITI}, Pimping\n"
    assert people(pasted(lines)) == [(1, "Budi", BUDI), (2, "Siti", SITI)]


@pytest.mark.parametrize(
    "rows",
    [
        [["Nama", "Budi", "Siti"], ["NIK", BUDI, SITI], ["No HP", "0812345678", ""]],
        [["No", "1", "2"], ["NIK", BUDI, SITI], ["Nama", "Budi", "Siti"]],
    ],
)
def test_a_turned_list_is_refused_and_it_is_said_how_to_turn_it(rows):
    with pytest.raises(TurnedError, match="Transpose"):
        found(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [["Nama : Budi"], [f"NIK : {BUDI}"], [], ["Nama : Siti"], [f"NIK : {SITI}"]],
        [["Nama", ":", "Budi"], ["NIK", ":", BUDI], ["Nama", ":", "Siti"], ["NIK", ":", SITI]],
    ],
)
def test_forms_are_refused_as_such(rows):
    with pytest.raises(TurnedError, match="forms"):
        found(rows)


def test_a_form_above_a_list_is_its_title():
    rows = [
        ["No. KK", ":", BUDI],
        ["Nama", ":", "Ali, pendamping"],
        ["NIK", ":", AGUS],
        ["No", "Nama Lengkap", "NIK"],
        [1, "Siti", SITI],
    ]
    assert people(planned(rows)) == [(5, "Siti", SITI)]


def test_who_signs_with_a_nik_below_is_not_called_nik():
    plan = planned([["Nama", "NIK"], ["Budi", BUDI], [], ["Ketua", "Agus"], ["NIK", AGUS]])
    assert statuses(plan) == [(2, "add"), (5, "problem")]


def test_a_list_with_other_columns_below_is_one_to_choose(tmp_path):
    rows = [
        ["No", "Nama", "NIK", "HP"],
        [1, "Budi", BUDI, "081234567890"],
        [],
        ["KELOMPOK B"],
        ["No", "Nama", "NIK", "Tgl Lahir"],
        [1, "Siti", SITI, "06-06-1987"],
        ["No", "NIK", "Nama", "HP"],
        [1, AGUS, "Agus", ""],
    ]
    path = write_xlsx(tmp_path / "daftar.xlsx", rows)
    first = finish(read_list(path))
    others = [(each.name, each.has_list, each.beside) for each in first.others]
    assert sorted(others) == [("Sheet1 · 4–6", True, True), ("Sheet1 · 7–8", True, True)]
    taken = []
    for sheet in ("Sheet1 · 1–2", "Sheet1 · 4–6", "Sheet1 · 7–8"):
        listed = finish(read_list(path, sheet))
        taken += people(finish(plan_rows(listed, listed.mapping, today=TODAY)))
    assert taken == [(2, "Budi", BUDI), (6, "Siti", SITI), (8, "Agus", AGUS)]


def test_a_committee_below_is_not_taken_for_people_of_the_list():
    rows = [["No", "Nama", "NIK"], [1, "Budi", BUDI], [], ["No", "Nama", "Jabatan"]]
    listed = found([*rows, [1, "Ali", "Ketua"], [2, "Umar", "Anggota"]])
    assert [(each.name, each.rows) for each in listed.others] == [("Sheet1 · 4–6", 3)]


def test_the_same_headings_on_each_page_make_one_list():
    top = [["NO", "NAMA", "NIK", "ALAMAT", "", "L/P"], ["", "", "", "RT", "DESA", ""]]
    again = [[*top[0][:5], "JK"], top[1]]
    plan = planned(
        [*top, [1, "Budi", BUDI, "1", "X", "L"], *again, [2, "Siti", SITI, "2", "X", "P"]]
    )
    assert people(plan) == [(3, "Budi", BUDI), (6, "Siti", SITI)]


def test_the_questions_of_a_form_on_the_web_are_headings(tmp_path):
    asked = "sesuai dengan yang tertera pada Kartu Tanda Penduduk (KTP) elektronik, tanpa gelar"
    heading = [
        "Timestamp",
        f"Mohon dituliskan nama lengkap Bapak/Ibu/Saudara(i) {asked}",
        "Apakah Bapak/Ibu sudah pernah terdaftar sebagai peserta?",
        f"Mohon dituliskan Nomor Induk Kependudukan (NIK) Bapak/Ibu {asked}",
    ]
    rows = [heading, ["2022/06/01 8:03", "Budi", "Belum pernah", BUDI]]
    listed = finish(read_list(write_text(tmp_path / "form.csv", rows)))
    assert [each.kind.value for each in listed.proposals] == ["other", "name", "other", "nik"]


def test_days_on_which_a_form_was_sent_are_no_birth_dates():
    rows = [["01/06/2022", "Budi", BUDI], ["02/06/2022", "Siti", SITI]]
    assert kinds(rows) == ["other", "name", "nik"]


def test_a_month_is_no_birth_place():
    rows = [["Nama", "NIK", "Tanggal Lahir", "", ""], ["Budi", BUDI, "13", "Mei", "1965"]]
    assert "birth_place" not in kinds(rows, merged=[((0, 2), (0, 4))])


def test_a_birth_date_in_the_column_of_phones_is_no_phone_number():
    plan = planned([["Nama", "NIK", "HP"], ["Siti", SITI, "06-06-1987"]])
    assert (plan.rows[0].person.phone, faults(plan.rows[0])) == (None, ["phone"])


def test_what_programs_write_for_each_other_is_refused():
    listed = [{"nama": "Budi", "nik": BUDI}, {"nama": "Siti", "nik": SITI}]
    with pytest.raises(ColumnMissingError):
        pasted(json.dumps(listed))


def test_a_nik_with_a_box_for_each_digit_is_put_together():
    rows = [
        ["Nama", "NIK", *[""] * 15, "L/P"],
        ["Budi", *BUDI, "L"],
        ["Siti", *map(int, SITI), "P"],
    ]
    rows.append(["Agus", *AGUS[:15], "", "L"])
    plan = planned(rows, merged=[((0, 1), (0, 16))])
    assert people(plan) == [(2, "Budi", BUDI), (3, "Siti", SITI), (4, "Agus", None)]
    assert faults(plan.row_at(4)) == ["nik_length"]


def test_an_example_above_the_people_is_nobody():
    rows = [["No", "Nama", "NIK"], ["Contoh:", "Fulan", AGUS], ["1", "Budi", BUDI]]
    plan = planned(rows)
    assert people(plan) == [(3, "Budi", BUDI)]
    assert (2, "note") in skipped(plan)


def test_a_turned_sheet_beside_a_list_is_told():
    rows = [["Nama", "NIK"], ["Budi", BUDI]]
    forms = [["Nama", "Siti"], ["NIK", SITI]]
    listed = find_list(workbook(rows, forms))
    assert [(each.name, each.rows, each.has_list) for each in listed.others] == [
        ("Sheet2", 2, False)
    ]


def test_amounts_of_money_are_no_birth_dates():
    assert kinds(
        [["Nama", "NIK", "Setoran"], ["Budi", BUDI, 10_000.0], ["Siti", SITI, 16_800.0]]
    ) == [
        "name",
        "nik",
        "other",
    ]


def test_the_name_on_the_ktp_comes_before_any_other():
    rows = [["Nama", "Nama sesuai KTP", "NIK"], ["Udi", "Budi Karim", BUDI]]
    assert kinds(rows) == ["other", "name", "nik"]


def test_two_people_in_one_cell_are_not_made_one():
    with pytest.raises(NoPeopleError):
        found([["Suami / istri"], [f"Budi {BUDI} / Siti {SITI}"]])


@pytest.mark.parametrize(
    "text",
    ["12|07|1985", "12,07,1985", "12--07--1985", "12th July 1985", "19850712", "12-7-85.", "31240"],
)
def test_a_birth_date_is_read_however_it_is_written(text):
    column = birth_date_column(TODAY)
    assert (column[text], column.faults) == (date(1985, 7, 12), {})


@pytest.mark.parametrize("text", ["Perempuan (P)", "2. Perempuan", "P / Female", "♀"])
def test_a_sex_said_twice_or_with_its_code_is_read(text):
    assert sex_column()[text] is Sex.FEMALE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("WA: 0812-3456-7890", None),
        ("0812 3456 7890 atau 081311112222", "phone_several"),
        ("081234567890 081311112222", "phone_several"),
    ],
)
def test_a_phone_number_among_words_is_read(text, fault):
    column = phone_column()
    assert (column[text], column.faults.get(text)) == ("+6281234567890", fault)


CARDS = ("6501031505150011", "6501031601160012")


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("NIK/KK", "{nik}/{card}"),
        ("No. KK / NIK", "{card} / {nik}"),
        ("NIK\nNo. KK", "{nik}\n{card}"),
        ("NIK dan No KK", "NIK: {nik}, KK: {card}"),
    ],
)
def test_nik_and_family_card_in_one_cell_are_taken_apart_as_the_heading_names_them(heading, form):
    cells = [form.format(nik=nik, card=card) for nik, card in zip((BUDI, SITI), CARDS, strict=True)]
    rows = [["No", "Nama", heading, "RT"], ["1", "Budi", cells[0], "3"], ["2", "Siti", cells[1]]]
    read = [(row.person.nik, row.person.kk_number, faults(row)) for row in planned(rows).rows]
    assert read == [(BUDI, CARDS[0], []), (SITI, CARDS[1], [])]


@pytest.mark.parametrize(
    ("heading", "form"),
    [
        ("Alamat / No. HP", "Jl. Mawar 3\n0812-3456-7890"),
        ("No HP & Alamat", "081234567890, Jl. Mawar 3"),
        ("Alamat (No. HP)", "Jl. Mawar 3 (HP: +62 812 3456 7890)"),
    ],
)
def test_a_phone_beside_an_address_is_taken_out_of_the_cell(heading, form):
    rows = [["No", "Nama", heading, "NIK"], ["1", "Budi", form, BUDI], ["2", "Siti", "Apung", SITI]]
    budi, siti = planned(rows).rows
    assert (budi.person.address, budi.person.phone) == ("Jl. Mawar 3", "+6281234567890")
    assert (siti.person.address, siti.person.phone) == ("Apung", None)
    assert budi.problems == siti.problems == ()


def test_two_numbers_under_the_heading_of_one_are_nobodys():
    rows = [["Nama", "NIK"], ["Budi", f"{BUDI}/{CARDS[0]}"], ["Siti", f"{SITI}/{CARDS[1]}"]]
    assert [row.person.nik for row in planned(rows).rows] == [None, None]


@pytest.mark.parametrize("below", [["", "Jl. Mawar 3", ""], ["", "Jl. Mawar 3", "081234567890"]])
def test_a_second_row_below_each_person_is_told_of_and_takes_nobodys_place(below):
    rows = [["No", "Nama", "NIK"], ["1", "Budi", BUDI], below, ["2", "Siti", SITI], below]
    plan = planned(rows)
    taken = [row.person.name for row in plan.rows if row.status.value == "add"]
    assert taken == ["Budi", "Siti"]
    assert any("Jl. Mawar 3" in note for note in file_notes(plan.found, plan.mapping, plan))
    alone = planned([*rows[:2], rows[3]])
    assert file_notes(alone.found, alone.mapping, alone) == []


def test_a_place_before_some_of_the_dates_is_read_as_the_birth_place():
    text = "Nama\tNIK\tTTL\nAgus\t6501031201859001\tNunukan, 12 Januari 1985\n"
    text += "Budi\t6501031303869002\t13/03/1986\nCitra\t6501035404879003\t14-04-1987\n"
    agus, budi, _citra = pasted(text).rows
    assert (agus.person.birth_place, agus.person.birth_date) == ("Nunukan", date(1985, 1, 12))
    assert (budi.person.birth_place, budi.person.birth_date) == (None, date(1986, 3, 13))
    assert agus.problems == budi.problems == ()
