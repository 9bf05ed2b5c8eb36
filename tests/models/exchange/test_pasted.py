"""Lists that were copied from a spreadsheet, a web page or a message, and pasted."""

import pytest

from models.exchange.errors import EmptyFileError, NoPeopleError
from models.exchange.headers import read_list
from models.exchange.plan import plan_rows
from models.exchange.reading import Pasted
from models.progress import finish
from tests.models.exchange.lists import BUDI, SITI, TODAY

WEB = f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{{}}</style></head>
<body><!--StartFragment--><table><tr><td>NAMA</td><td>NIK</td></tr>
<tr><td>Budi</td><td>{BUDI}</td></tr>
<tr><td>Siti</td><td>{SITI}</td></tr></table><!--EndFragment--></body></html>"""


def people(text, html=""):
    listed = finish(read_list(Pasted("Clipboard", text, html)))
    plan = finish(plan_rows(listed, listed.mapping, today=TODAY))
    return [(row.person.name, row.person.nik, row.status.value) for row in plan.rows]


BOTH = [("Budi", BUDI, "add"), ("Siti", SITI, "add")]


@pytest.mark.parametrize("separator", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_in_columns_is_read(separator, ending):
    rows = [["NAMA", "NIK"], ["Budi", BUDI], ["Siti", SITI]]
    assert people(ending.join(separator.join(row) for row in rows)) == BOTH


def test_a_table_of_a_web_page_is_read_before_its_text():
    assert people("Budi Siti", WEB) == BOTH


def test_a_web_page_without_a_table_leaves_the_text():
    text = f"NAMA\tNIK\nBudi\t{BUDI}\nSiti\t{SITI}"
    assert people(text, "<b>NAMA</b> NIK <title>x</title>") == BOTH


def test_text_that_is_itself_a_web_page_is_read_as_one():
    assert people(WEB) == BOTH


def test_without_headings_names_and_niks_are_known_by_what_they_are():
    assert people(f"Budi Karim\t{BUDI}\nSiti Usat\t{SITI}") == [
        ("Budi Karim", BUDI, "add"),
        ("Siti Usat", SITI, "add"),
    ]


def test_a_cell_with_line_breaks_stays_one_cell():
    assert people(f'NAMA\tNIK\tALAMAT\nBudi\t{BUDI}\t"Jl. A\nRT 2"\nSiti\t{SITI}\t-') == BOTH


@pytest.mark.parametrize("text", ["", "   \n\t\n"])
def test_nothing_on_the_clipboard_is_told(text):
    with pytest.raises(EmptyFileError):
        people(text)


@pytest.mark.parametrize("text", ["Selamat pagi, Bapak.", "a\x00b\x07", "=1+1"])
def test_what_is_no_list_is_told(text):
    with pytest.raises(NoPeopleError) as told:
        people(text)
    assert "Clipboard" in str(told.value)
