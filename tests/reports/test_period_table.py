from datetime import UTC, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from models.progress import finish
from models.reporting.breakdowns import By, Part
from models.reporting.scope import Scope
from reports.period_rows import period_tables
from reports.period_table import write_period_table
from tests.reports.period_values import nothing, period_report
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, LONG

MADE = datetime(2022, 7, 1, tzinfo=UTC)


def written(report, words=ENGLISH):
    out = BytesIO()
    count = finish(write_period_table(out, report, words, made_at=MADE))
    assert count == len(period_tables(report, words))
    return out.getvalue()


def sheets(report, words=ENGLISH):
    book = CalamineWorkbook.from_filelike(BytesIO(written(report, words)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN], ids=["en", "id"])
def test_each_table_of_the_paper_has_a_sheet_with_the_same_lines(words):
    found = sheets(period_report(), words)
    tables = period_tables(period_report(), words)
    for lines, table in zip(found.values(), tables, strict=True):
        head = lines.index(list(table.headings))
        assert len(lines) - head - 1 == len(table.rows)
        assert [line[0] for line in lines[head + 1 :]] == [row[0].text for row in table.rows]


def test_numbers_shares_and_rupiah_are_numbers():
    lines = sheets(period_report())["District"]
    assert lines[-1] == ["Total", 3, 120, 90, 0.75, 9_072_000]


def test_it_says_what_it_is_of_and_what_was_left_out():
    lines = sheets(period_report(scope=Scope(programme="JHT")))["Figures"]
    assert lines[0][0] == "Report of June 2022"
    assert lines[1][0] == "Counted is only: Programme: JHT"


def test_a_month_of_nothing_has_figures_and_formulas():
    assert list(sheets(nothing())) == ["Figures", "How it is counted"]


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if one.strip() and one.isprintable()])
def test_hostile_text_is_letters(hostile):
    lines = sheets(period_report(parts={By.OCCUPATION: [Part("x", hostile, enrolled=1)]}))
    assert lines["Occupation"][-1] == [hostile, 1, 0]


def test_three_hundred_letters_stay_whole():
    lines = sheets(period_report(parts={By.PARTNER: [Part("1", LONG, 1, 1, 1, 1)]}))["Partner"]
    assert lines[-1][0] == LONG


def test_equal_input_gives_equal_bytes():
    assert written(period_report()) == written(period_report())
