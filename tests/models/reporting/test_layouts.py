"""Upload layouts: named, kept, filled from the records, taken over from a file."""

from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from models.base import utc_now
from models.enrolment.tables import EnrolmentStatus, Payment, PaymentWay
from models.errors import UserError
from models.history.recording import named
from models.history.steps import next_steps, take_back
from models.office.rights import NotAllowedError, Right, lend
from models.progress import finish
from models.reporting.layout_fields import CONSTANT, FIELDS, Form
from models.reporting.layout_headings import column_for, columns_like
from models.reporting.layout_rows import ListOf, _known, layout_count, layout_rows
from models.reporting.layouts import (
    LayoutColumn,
    LayoutDraft,
    LayoutKind,
    add_layout,
    change_layout,
    is_pattern,
    layout_called,
    layout_draft,
    layouts,
    retire_layout,
    spelt_date,
)
from models.reporting.periods import Period
from models.reporting.scope import Scope
from models.reporting.tables import UploadLayout
from tests import factories as a

DRAFT = LayoutDraft(
    "Unggah pusat",
    LayoutKind.ENROLLED,
    (LayoutColumn("NIK", "nik"), LayoutColumn("Segmen", text="BPU")),
)


@pytest.fixture
def kept(store):
    with store.writing() as session:
        return add_layout(session, DRAFT)


@pytest.fixture
def rows(store):
    def _rows(kind, fields, **about):
        with store.reading() as session:
            found = list(layout_rows(session, kind, fields, ListOf(**about)))
            assert layout_count(session, kind, ListOf(**about)) == len(found)
        return found

    return _rows


@pytest.fixture
def event(keep):
    """Hold an event to which three came, of whom one enrolled and paid, and one is in the bin."""
    made = keep(a.event(title="Temu Tani", stage="done", starts_at=datetime(2022, 6, 28, 9))).id
    seen = datetime(2022, 6, 28, 1, tzinfo=UTC)
    people = [
        keep(
            a.person(
                name=name,
                nik=a.nik(800 + place),
                phone="+6281234567890",
                birth_date=date(1980, 5, 13),
                region_line="Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan, Kaltara",
                limited_at=utc_now() if name == "Hapus" else None,
            )
        ).id
        for place, name in enumerate(("Siti", "=Budi", "Hapus"))
    ]
    for place, one in enumerate(people):
        keep(a.attendance(event_id=made, person_id=one, present_at=seen.replace(minute=place)))
    for one in (people[0], people[2]):
        enrolled = keep(
            a.enrolment(
                event_id=made,
                person_id=one,
                enrolled_at=datetime(2022, 6, 28, 17, tzinfo=UTC),
            )
        ).id
        for amount in (40_000, 20_000):
            keep(Payment(enrolment_id=enrolled, amount=amount, paid_at=seen, way=PaymentWay.CASH))
    return made


def test_a_layout_comes_back_as_it_was_kept(store, kept):
    with store.reading() as session:
        assert layout_draft(session, kept) == DRAFT
        [row] = layouts(session)
        assert (row.name, row.kind, row.columns) == ("Unggah pusat", LayoutKind.ENROLLED, 2)
        assert layout_called(session, " unggah PUSAT ") == kept


def test_what_is_done_to_layouts_can_be_taken_back(store, kept):
    changed = LayoutDraft("Lain", LayoutKind.PRESENT, DRAFT.columns[:1])
    with store.writing() as session:
        change_layout(session, kept, changed)
    step, _redo = next_steps(store)
    assert step.title == "Change layout Lain"
    finish(take_back(store, step.action_id))
    with store.reading() as session:
        assert layout_draft(session, kept) == DRAFT


def test_one_taken_off_the_list_is_gone_and_its_name_is_free(store, kept):
    with store.writing() as session:
        retire_layout(session, kept)
    with store.reading() as session:
        assert layouts(session) == []
        with pytest.raises(UserError, match="no layout called"):
            layout_called(session, DRAFT.name)
        with pytest.raises(UserError, match="not there any more"):
            layout_draft(session, kept)
    with store.writing() as session:
        assert add_layout(session, DRAFT) == kept


def test_two_layouts_of_one_name_are_refused(store, kept):
    with pytest.raises(UserError, match="Choose another name"), store.writing() as session:
        add_layout(session, LayoutDraft("UNGGAH PUSAT", columns=DRAFT.columns))


def test_what_is_kept_and_cannot_be_read_any_more_fills_nothing(store, kept):
    with store.writing() as session:
        named(session, "Change layout {layout}", layout="A")
        session.get(UploadLayout, kept).columns = [{"heading": "A", "form": "smoke"}, 7]
    with store.reading() as session:
        assert layout_draft(session, kept).columns == (LayoutColumn("A"), LayoutColumn(""))


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (LayoutDraft("", columns=DRAFT.columns), "name"),
        (LayoutDraft("  " * 9, columns=DRAFT.columns), "name"),
        (LayoutDraft("n" * 101, columns=DRAFT.columns), "name"),
        (LayoutDraft("A"), "columns"),
        (LayoutDraft("A", columns=DRAFT.columns * 101), "columns"),
        (LayoutDraft("A", columns=(LayoutColumn("x", "shoe_size"),)), "columns"),
        (LayoutDraft("A", columns=(LayoutColumn("x", "nik", Form.NUMBER),)), "columns"),
        (LayoutDraft("A", columns=(LayoutColumn("x" * 251, "nik"),)), "columns"),
        (LayoutDraft("A", columns=(LayoutColumn("x", text="y" * 251),)), "columns"),
        (LayoutDraft("A", columns=(LayoutColumn("x", "birth_date", Form.DATE, "[h]"),)), "columns"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(store, draft, field):
    assert list(draft.problems()) == [field]
    with pytest.raises(UserError), store.writing() as session:
        add_layout(session, draft)


@pytest.mark.parametrize("pattern", ["dd-mm-yyyy", "d/m/yy", "yyyymmdd", "yyyy.mm", "mm/yyyy"])
def test_patterns_of_day_month_and_year_are_known(pattern):
    assert is_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["", "-", "dd-dd", "dd-mm-yyyy hh", "=A1", "yyy", "ddd", "[$-421]"]
)
def test_other_patterns_are_none(pattern):
    assert not is_pattern(pattern)


@given(st.dates())
def test_a_day_is_spelt_so_that_it_can_be_read_again(day):
    year, month, number = spelt_date(day, "yyyy-mm-dd").split("-")
    assert date(int(year), int(month), int(number)) == day
    assert spelt_date(day, "d.m.yy") == f"{day.day}.{day.month}.{day.year % 100:02}"


def test_there_is_a_line_for_each_enrolment_with_what_was_paid_for_it(rows, event):
    fields = ["number", "name", CONSTANT, "total", "paid", "paid_on", "enrolled_on", "status"]
    day = date(2022, 6, 28)
    assert rows(LayoutKind.ENROLLED, fields, event_id=event) == [
        (1, "Siti", None, 100_800, 60_000, day, date(2022, 6, 29), EnrolmentStatus.TO_REGISTER)
    ]


def test_there_is_a_line_for_everybody_present_with_the_enrolment_if_there_is_one(rows, event):
    fields = ["name", "phone", "phone_abroad", "village", "regency", "months", "present_on"]
    there = "0812-3456-7890", "+6281234567890", "Desa Pimping", "Kab. Bulungan"
    assert rows(LayoutKind.PRESENT, fields, event_id=event) == [
        ("Siti", *there, 6, date(2022, 6, 28)),
        ("=Budi", *there, None, date(2022, 6, 28)),
    ]


def test_a_period_counts_by_the_office_s_own_clock(rows, event):
    """They enrolled at 17:00 UTC on the 28th, which is one o'clock on the 29th there."""
    names = ["name"]
    month, week = Period.read("2022-06"), Period.read("2022-W26")
    assert rows(LayoutKind.ENROLLED, names, period=month) == [("Siti",)]
    assert rows(LayoutKind.PRESENT, names, period=week) == [("Siti",), ("=Budi",)]
    assert rows(LayoutKind.ENROLLED, names, period=Period.read("2022-07")) == []
    elsewhere = Scope(region="11.01")
    assert rows(LayoutKind.ENROLLED, names, period=month, scope=elsewhere) == []
    assert rows(LayoutKind.PRESENT, names, period=month, scope=elsewhere) == []


@pytest.mark.parametrize("kind", LayoutKind)
def test_every_field_can_be_asked_for(rows, event, kind):
    found = rows(kind, [*FIELDS, CONSTANT, "shoe_size"], event_id=event)
    assert found
    assert all(len(row) == len(FIELDS) + 2 and row[-2:] == (None, None) for row in found)


def test_every_field_but_the_row_number_comes_from_somewhere():
    assert set(_known(UTC)) == set(FIELDS) - {"number"}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NIK", "nik"),
        ("Nama Lengkap", "name"),
        ("TANGGAL LAHIR", "birth_date"),
        ("No. HP", "phone"),
        ("Kode Billing", "billing_code"),
        ("Card handed over on", "card_handed_on"),
        ("Warna kesukaan", CONSTANT),
        ("=cmd|' /C calc'!A0", CONSTANT),
    ],
)
def test_what_a_heading_says_fills_its_column(heading, field):
    column = column_for(heading)
    assert (column.heading, column.field) == (heading, field)
    assert column.problem() == ""


@pytest.fixture
def book(tmp_path):
    def _book(*rows):
        path = tmp_path / "unggah.xlsx"
        with xlsxwriter.Workbook(str(path)) as made:
            sheet = made.add_worksheet()
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(line, place, cell)
        return path

    return _book


def test_the_headings_of_a_file_become_the_columns(book):
    path = book(["DAFTAR UNGGAH"], [], ["No", "NIK", "Nama", "Segmen"], [1, "65", "Siti", "BPU"])
    found = finish(columns_like(path))
    assert [(one.heading, one.field) for one in found] == [
        ("No", "number"),
        ("NIK", "nik"),
        ("Nama", "name"),
        ("Segmen", CONSTANT),
    ]
    assert LayoutDraft("A", columns=found).problems() == {}


def test_a_file_without_headings_is_told(book):
    with pytest.raises(UserError):
        finish(columns_like(book([1, 2, 3])))


@pytest.mark.parametrize("field", ["nik", "kk_number", "income", "reported_income", "base_income"])
def test_numbers_of_the_state_and_incomes_are_for_those_who_may_see_them(store, field):
    with store.reading() as session:
        lend(session, frozenset({Right.EXPORT}))
        assert list(layout_rows(session, LayoutKind.ENROLLED, ["name"], ListOf())) == []
        with pytest.raises(NotAllowedError):
            list(layout_rows(session, LayoutKind.ENROLLED, ["name", field], ListOf()))
