from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from models.events.held import HeldRow
from models.progress import finish
from reports.events_table import write_events_table
from tests.reports.values import ENGLISH, HOSTILE

MADE_AT = datetime(2022, 7, 1, 3, tzinfo=UTC)
HEADINGS = [
    "Date",
    "Event",
    "Village",
    "Partners",
    "Invited",
    "Present",
    "Enrolled",
    "Conversion",
    "Months",
    "Rupiah",
]


def held(**given):
    return HeldRow(
        **{
            "id": 1,
            "title": "Sosialisasi Petani",
            "starts_at": datetime(2022, 6, 28, 9),
            "village": "Desa Pimping",
            "partners": ("Dinas", "Desa"),
            "invited": 200,
            "present": 128,
            "enrolled": 96,
            "months": 600,
            "total": 10_080_000,
        }
        | given
    )


def table(rows, title="Events held in 2022"):
    out = BytesIO()
    assert finish(write_events_table(out, title, rows, ENGLISH, made_at=MADE_AT)) == len(rows)
    return out.getvalue()


def cells(book):
    return CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()


def xml(book):
    with ZipFile(BytesIO(book)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def test_each_event_is_a_line_of_texts_dates_and_numbers():
    assert cells(table([held()]))[2:4] == [
        HEADINGS,
        [
            date(2022, 6, 28),
            "Sosialisasi Petani",
            "Desa Pimping",
            "Dinas, Desa",
            200,
            128,
            96,
            0.75,
            600,
            10_080_000,
        ],
    ]


def test_the_last_line_adds_up():
    rows = [held(), held(present=72, enrolled=4, invited=0, months=4, total=67_200)]
    assert cells(table(rows))[-1] == [
        "",
        "Total: 2 events",
        "",
        "",
        200,
        200,
        100,
        0.5,
        604,
        10_147_200,
    ]


def test_an_event_nobody_came_to_has_no_conversion():
    assert cells(table([held(present=0, enrolled=0)]))[3][7] == ""


def test_no_events_make_a_table_of_headings_and_noughts():
    *_before, head, sums = cells(table([]))
    assert head == HEADINGS
    assert sums[1] == "Total: 0 events"


def test_the_title_stands_above():
    assert cells(table([], title="Events held in 2022"))[0][0] == "Events held in 2022"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_and_nothing_is_a_formula(text):
    book = table([held(title=text, village=text, partners=(text,))], title=text)
    assert "<f>" not in xml(book)
    line = cells(book)[3]
    assert [type(cell) for cell in line[1:4]] == [str, str, str]
    assert line[1] == text


@given(st.text(max_size=200))
def test_any_title_can_be_written(text):
    assert len(cells(table([held(title=text)]))) == 5


def test_equal_input_makes_equal_bytes():
    assert table([held()]) == table([held()])


def test_long_work_tells_how_far_it_is():
    steps = list(write_events_table(BytesIO(), "Events", [held()] * 250, ENGLISH))
    assert [step.done for step in steps] == [100, 200, 250]
