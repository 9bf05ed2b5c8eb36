from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.enrolment.tables import PaymentWay
from models.money.cash import BoxRow
from models.money.papers import CashSheet, LooseLine, MoveLine, VoidLine, WayLine
from reports.cash_sheet import write_cash_sheet
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    boxes,
    letterhead,
    sizes,
    text,
    texts,
    written,
)

AT = datetime(2022, 6, 28, 3, tzinfo=UTC)


def box(**changes):
    made = BoxRow(
        id=1,
        desk_id=1,
        desk="Meja 1",
        event_id=1,
        event="Sosialisasi Petani",
        opened_at=datetime(2022, 6, 28, 1, tzinfo=UTC),
        opened_by="Dewi Lestari",
        opening=500_000,
        taken=1_512_000,
        moved=-500_000,
        closed_at=datetime(2022, 6, 28, 5, tzinfo=UTC),
        closed_by="Agus Salim",
        closed_on=1_512_000,
        counted=1_511_200,
        notes={100_000: 15, 10_000: 1, 1_000: 1, 200: 1},
        reason="Kembalian kurang",
    )
    return replace(made, **changes)


def sheet(changes=None, **given):
    made = CashSheet(
        office=letterhead(),
        time_zone="Asia/Makassar",
        box=box(**(changes or {})),
        first="01-000001",
        last="01-000017",
        receipts=17,
        voided=(VoidLine("01-000009", "Yohanes Lawing", 100_800, AT, "Salah ketik"),),
        ways=(WayLine(PaymentWay.CASH, 15, 1_512_000), WayLine(PaymentWay.CHANNEL, 1, 36_800)),
        moves=(
            MoveLine(AT, "Uang kembalian", "Agus", 100_000),
            MoveLine(AT, "Setor ke bank", "", -600_000),
        ),
        loose=(LooseLine("Siti", AT, 16_800),),
    )
    return replace(made, **given)


def said(one, words=ENGLISH):
    return text(written(write_cash_sheet, one, words))


OPEN = {
    "closed_at": None,
    "closed_by": "",
    "closed_on": None,
    "counted": None,
    "notes": {},
    "reason": "",
}


@pytest.mark.parametrize(
    "expected",
    [
        "KANTOR CABANG BULUNGAN",
        "Meja 1 · Sosialisasi Petani",
        "28 June 2022, 09:00 WITA · Dewi Lestari",
        "28 June 2022, 13:00 WITA · Agus Salim",
        "01-000001 – 01-000017 (17 receipts)",
        "In cash 15 Rp1,512,000",
        "Through a payment channel 1 Rp36,800",
        "In it at the opening Rp500,000",
        "Put in Rp100,000",
        "Taken out -Rp600,000",
        "Should be in it Rp1,512,000",
        "Rp100,000 15 Rp1,500,000",
        "Rp50,000 0 Rp0",
        "Counted Rp1,511,200",
        "Rp800 less than should be there",
        "Explanation: Kembalian kurang",
        "01-000009 Yohanes Lawing · Salah ketik Rp100,800",
        "28 Jun, 11:00 Uang kembalian · Agus Rp100,000",
        "Setor ke bank -Rp600,000",
        "28 Jun, 11:00 Siti Rp16,800",
        "Counted by",
        "Checked by",
        "Tanjung Selor, 28 June 2022",
    ],
)
def test_the_sheet_says(expected):
    assert expected in said(sheet())


def test_a_count_that_fits_is_told():
    assert "None: what was counted is what should be there." in said(
        sheet({"counted": 1_512_000, "reason": ""})
    )


def test_more_than_should_be_there_is_told():
    assert "Rp88,000 more than should be there" in said(sheet({"counted": 1_600_000}))


def test_what_was_taken_back_after_the_closing_is_told():
    one = sheet({"taken": 1_411_200})
    assert "Taken back or put back after the closing: -Rp100,800." in said(one)
    assert "after the closing" not in said(sheet())


def test_a_box_still_open_has_an_empty_count():
    text_of_it = said(sheet(OPEN))
    assert "Closed Not yet" in text_of_it
    assert "Difference" not in text_of_it
    assert "Rp50,000 Rp20,000 Rp10,000" in text_of_it


def test_of_what_was_none_nothing_stands_there():
    text_of_it = said(sheet(first="", last="", receipts=0, voided=(), moves=(), loose=()))
    for heading in ("Void receipts", "Put in and taken out", "Cash without a receipt"):
        assert heading not in text_of_it
    assert "0 receipts" in text_of_it


def test_in_indonesian_dates_and_amounts_are_indonesian():
    text_of_it = said(sheet(), INDONESIAN)
    assert "28 Juni 2022, 09.00 WITA" in text_of_it
    assert "Rp1.511.200" in text_of_it
    assert "Lembar/keping" in text_of_it  # no heading breaks within a word


def test_an_ordinary_day_is_one_page():
    assert len(sizes(written(write_cash_sheet, sheet(), ENGLISH))) == 1


def test_many_voids_flow_over_pages_and_none_is_lost():
    lines = tuple(
        VoidLine(f"01-{serial:06d}", "Yohanes", 1_000, AT, "Salah") for serial in range(1, 81)
    )
    pages = texts(written(write_cash_sheet, sheet(voided=lines), ENGLISH))
    assert len(pages) > 1
    assert all(line.number in " ".join(pages) for line in lines)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_only_text_and_stays_on_the_page(hostile):
    one = sheet(
        {"desk": hostile, "event": hostile, "reason": hostile, "closed_by": hostile},
        voided=(VoidLine("01-000009", hostile, 10**15, AT, hostile * 3),),
        moves=(MoveLine(AT, hostile, hostile, -(10**15)),),
        loose=(LooseLine(hostile, AT, 1),),
    )
    pdf = written(write_cash_sheet, one, ENGLISH)
    wide = sizes(pdf)[0][0]
    assert all(left >= 0 and right <= wide for _letter, (left, _b, right, _t) in boxes(pdf))


def test_long_names_leave_room_for_the_signatures():
    one = sheet({"closed_by": LONG, "desk": LONG})
    assert "Checked by" in said(one)
