"""The history as a workbook and on paper, read back."""

from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from models.errors import UserError
from models.history.browsing import HistoryRow
from models.history.detail import RecordChange, ValueChange
from models.progress import finish
from models.words import Words
from reports.history_paper import write_history_paper
from reports.history_table import history_lines, write_history_table

AT = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Makassar")
HOSTILE = ['=HYPERLINK("http://x","y")', "<b>&amp;</b>", "-1+1", "@SUM(A1)", "\u202eabc", "x" * 300]


def row(number=7, **given):
    base = {"title": "Change Usun", "officer": "Rina", "records": 1}
    flags = {"undone": False, "final": False, "erased": False}
    return HistoryRow(**{"id": number, "at": AT, **base, **flags} | given)


def change(*values, **given):
    fields = tuple(ValueChange(*one) for one in values)
    return RecordChange(
        **{"kind": "Person", "name": "Usun", "deed": "changed"} | given, fields=fields
    )


ENTRY = (row(), [change(("Name", "Usun", "Usun Lalung"), ("Phone", "nothing", "0812"))])


def sheet(*entries):
    out = BytesIO()
    finish(write_history_table(out, entries, len(entries), ZONE, Words("en"), made_at=AT))
    return CalamineWorkbook.from_filelike(BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()


def text(*entries):
    out = BytesIO()
    pages = finish(write_history_paper(out, entries, "1 action", ZONE, Words("en")))
    with pypdfium2.PdfDocument(out) as document:
        assert len(document) == pages
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_each_field_is_a_line_with_its_old_and_its_new_value():
    head, *lines = sheet(ENTRY)
    assert head[7:9] == ["Before", "After"]
    assert [line[6:9] for line in lines] == [
        ["Name", "Usun", "Usun Lalung"],
        ["Phone", "nothing", "0812"],
    ]
    assert lines[0][:6] == [
        datetime(2022, 6, 28, 9, 12),
        "Change Usun",
        "Rina",
        "Person",
        "Usun",
        "changed",
    ]


def test_what_tells_no_field_is_still_a_line():
    lines = sheet((row(1), []), (row(2, erased=True), [change()]))[1:]
    assert [(line[4], line[9], line[10]) for line in lines] == [
        ("", "", "1"),
        ("Usun", "Erased", "2"),
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_typed_is_text_in_the_workbook(hostile):
    entry = (
        row(title=hostile, officer=hostile),
        [change((hostile, hostile, hostile), name=hostile)],
    )
    line = sheet(entry)[1]
    assert [line[1], line[2], line[4], *line[6:9]] == [hostile] * 6


def test_the_workbook_holds_no_formula():
    from zipfile import ZipFile

    out = BytesIO()
    entry = (row(title=HOSTILE[0]), [change(("Name", HOSTILE[0], HOSTILE[3]))])
    finish(write_history_table(out, [entry], 1, ZONE, Words("en"), made_at=AT))
    with ZipFile(out) as parts:
        (name,) = (one for one in parts.namelist() if "worksheets/sheet" in one)
        assert b"<f>" not in parts.read(name)


def test_the_paper_holds_old_and_new_values_and_who_and_when():
    said = text(ENTRY)
    for part in ("Change Usun", "28 June 2022 09:12 · Rina", "Person: Usun", "Usun → Usun Lalung"):
        assert part in said


@pytest.mark.parametrize("hostile", HOSTILE[:4])
def test_what_people_typed_is_text_on_paper(hostile):
    assert hostile in text((row(title=hostile), [change(("Name", hostile, "x"))]))


def test_nothing_long_is_cut_on_paper():
    long = " ".join(f"kata{number}" for number in range(900))
    said = text((row(), [change(("Note", "", long))]))
    assert "kata0 " in said
    assert "kata899" in said


def test_more_than_fits_is_told_and_nothing_is_guessed():
    entries = [ENTRY] * 3
    assert len(list(history_lines(entries, ZONE, Words("en"), 6))) == 6
    with pytest.raises(UserError, match="more than 5 lines"):
        list(history_lines(entries, ZONE, Words("en"), 5))


def test_equal_input_gives_an_equal_workbook_and_paper():
    def both():
        table, paper = BytesIO(), BytesIO()
        finish(write_history_table(table, [ENTRY], 1, ZONE, Words("en"), made_at=AT))
        finish(write_history_paper(paper, [ENTRY], "1 action", ZONE, Words("en")))
        return table.getvalue(), paper.getvalue()

    assert both() == both()
