import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange import delimited
from models.exchange.delimited import decode, delimited_rows, separator_of
from models.exchange.errors import NotASpreadsheetError, TooLargeError

LINES = ["NAMA;NIK;ALAMAT", "Renée Ma’ruf;6501031305650001;Jl. Café – 3"]


def rows(text):
    return list(delimited_rows(text, "a.csv").rows)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_is_read_in_any_encoding(encoding):
    text = "\r\n".join(LINES)
    assert decode(text.encode(encoding), "a.csv").lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1256", "محمد أحمد عبد الله الحسن"),
        ("gb18030", "李小龙王建国张伟刘洋陈明"),
    ],
)
def test_letters_of_another_script_show_their_encoding(encoding, name):
    text = "\n".join(f"{name};650103130565000{at}" for at in range(5))
    assert decode(text.encode(encoding), "a.csv") == text


@pytest.mark.parametrize("name", ["Ma’ruf", "José", "Núñez", "Budi\xa0Karim", "“Udin”"])
def test_one_strange_sign_among_many_names_is_that_of_an_office(name):
    text = "\n".join(["NAMA;NIK", *["Budi;6501031305650001"] * 50, f"{name};1"])
    assert decode(text.encode("cp1252"), "a.csv") == text


def test_a_number_written_as_a_formula_so_that_it_stays_text_is_that_number():
    assert rows('Nama,HP\n"Budi","=""0812"""\nSiti,="0813"\n') == [
        ["Nama", "HP"],
        ["Budi", "0812"],
        ["Siti", "0813"],
    ]


def test_nuls_are_taken_out():
    assert decode(b"Bu\0di;1\n" * 10, "a.csv") == "Budi;1\n" * 10


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(NotASpreadsheetError):
        decode(bytes(range(1, 32)) * 20 + b"text", "a.csv")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_of_the_usual_separators_is_found(separator):
    lines = [line.replace(";", separator) for line in ["A;B;C", "1;2;3", "4;5;6"]]
    assert separator_of(lines) == separator


def test_commas_in_addresses_and_amounts_do_not_win():
    lines = ["Nama;Alamat;Upah", *["Budi, S.Pd;Jl. A, RT 3, RW 2, Desa;Rp1.250.000,-"] * 20]
    assert separator_of(lines) == ";"


def test_title_lines_without_separators_do_not_mislead():
    lines = ["DAFTAR PETANI, DESA PIMPING, 2022", "", *["1|Budi|6501"] * 3]
    assert separator_of(lines) == "|"


def test_the_separator_that_the_file_names_is_used_and_its_line_not_counted():
    assert rows("sep=|\nA|B;C;D\n1|2;3;4\n") == [["A", "B;C;D"], ["1", "2;3;4"]]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_of_any_system_are_told_apart(ending):
    assert rows(ending.join(["A;B", "1;2", ""])) == [["A", "B"], ["1", "2"]]


def test_empty_lines_keep_their_number():
    assert rows("A;B\n\n1;2\n") == [["A", "B"], [], ["1", "2"]]


def test_a_quoted_cell_may_hold_separators_quotes_and_line_breaks():
    text = 'A;B\n"Budi ""Udin"" Karim";"Jl. A;\nRT 3"\nSiti;x\n'
    assert rows(text) == [["A", "B"], ['Budi "Udin" Karim', "Jl. A;\nRT 3"], ["Siti", "x"]]


def test_a_quote_that_is_never_closed_swallows_no_other_row():
    assert rows('A;B\n"Budi;1\nSiti;2\nAgus;3\n') == [
        ["A", "B"],
        ["Budi", "1"],
        ["Siti", "2"],
        ["Agus", "3"],
    ]


def test_two_stray_quotes_swallow_nothing_between_them():
    read = rows('A;B\n"Budi;1\nSiti;2\n12" pipa;3\n')
    assert [row[0] for row in read] == ["A", "Budi", "Siti", '12" pipa']


def test_many_stray_quotes_are_read_in_good_time():
    read = rows("A;B\n" + '"Budi;1\n' * 20_000)
    assert read[1:] == [["Budi", "1"]] * 20_000


def test_a_cell_of_five_hundred_thousand_letters_is_read():
    ((cell, _other),) = rows("x" * 500_000 + ";1\n")
    assert len(cell) == 500_000


def test_more_lines_than_excel_can_hold_are_refused(monkeypatch):
    monkeypatch.setattr(delimited, "MAX_ROWS", 100)
    with pytest.raises(TooLargeError):
        rows("A;B\n" * 101)


def test_two_hundred_thousand_rows_are_read():
    read = rows("NAMA;NIK\n" + "Budi Karim;6501031305650001\n" * 200_000)
    assert len(read) == 200_001


cells = st.text(st.characters(exclude_characters='\0\r\n"', exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_no_row_is_lost_and_none_is_made_up(table):
    text = "".join(";".join(row) + "\n" for row in table)
    lines = text.count("\n")
    assert len(list(delimited_rows("sep=;\n" + text, "a.csv").rows)) == lines
