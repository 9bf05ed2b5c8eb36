from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from models.closing.drafts import CountLine
from models.closing.figures import (
    BlankFigure,
    BoxFigure,
    CardFigures,
    DayFigures,
    ReceiptFigures,
    VoidFigure,
    WayFigure,
)
from models.closing.queries import Counted, DaySheet
from models.enrolment.tables import PaymentWay
from models.history.verifying import spoken_seal
from reports.day_sheet import write_day_sheet
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, letterhead, sizes, text, texts

SEAL = spoken_seal(bytes(range(32)))

FIGURES = DayFigures(
    day=date(2022, 6, 28),
    desk_id=1,
    desk="Meja 1",
    met=148,
    walk_ins=12,
    enrolled=91,
    booked=9_172_800,
    ways=(WayFigure(PaymentWay.CASH, 15, 1_512_000), WayFigure(PaymentWay.CHANNEL, 1, 36_800)),
    loose=0,
    receipts=ReceiptFigures(
        "01-000001",
        "01-000017",
        17,
        1_548_800,
        (VoidFigure("01-000009", 100_800),),
        (VoidFigure("01-000002", 36_800),),
    ),
    boxes=(BoxFigure(1, 500_000, 1_512_000, 100_000, -600_000, None, None, ""),),
    cards=CardFigures(40, 38, 2, 5),
    blanks=(BlankFigure(7, "Kartu PVC putih", 42, 358),),
)
SHEET = DaySheet(
    office=letterhead(),
    time_zone="Asia/Makassar",
    figures=FIGURES,
    sequence=1,
    closed_at=datetime(2022, 6, 28, 9, 30, tzinfo=UTC),
    officer="Dewi Lestari",
    witness="Agus Salim",
    counted=(
        Counted(CountLine("receipts", "", 17), 17),
        Counted(CountLine("cards", "", 5), 5),
        Counted(CountLine("spoilt", "", 2), 3),
        Counted(CountLine("blank:7", "Kartu PVC putih", 358), 357),
    ),
    cash=1_511_200,
    cash_reason="Kembalian kurang",
    explanation="Satu kartu rusak belum dicatat",
    seal=SEAL,
)


def written(sheet, words=ENGLISH, paper="A4"):
    out = BytesIO()
    write_day_sheet(out, sheet, words, paper)
    return out.getvalue()


def test_figures_stand_beside_what_was_counted():
    said = text(written(SHEET))
    for figure in ("148", "Rp1,512,000", "Kartu PVC putih", "Rp1,511,200", "-Rp800", "358", "357"):
        assert figure in said.replace("\u2212", "-"), figure
    assert "Satu kartu rusak belum dicatat" in said
    assert "Kembalian kurang" in said


def test_both_names_and_the_moment_of_the_office_stand_on_it():
    said = text(written(SHEET))
    assert "Dewi Lestari" in said
    assert "Agus Salim" in said
    assert "17:30" in said


def test_void_receipts_and_corrections_are_told_apart():
    said = text(written(SHEET))
    assert said.index("Void receipts") < said.index("01-000009")
    assert said.index("Corrections") < said.index("01-000002")
    alone = replace(FIGURES, receipts=replace(FIGURES.receipts, voided=(), corrected=()))
    assert "Corrections" not in text(written(replace(SHEET, figures=alone)))


@pytest.mark.parametrize("paper", ["A4", "F4"])
def test_the_seal_is_read_as_letters_and_as_a_code(paper):
    data = written(SHEET, INDONESIAN, paper)
    assert SEAL in text(data)
    document = pypdfium2.PdfDocument(data)
    last = document[len(document) - 1].render(scale=3).to_pil()
    assert [one.text for one in zxingcpp.read_barcodes(last)] == [SEAL]


@pytest.mark.parametrize(("paper", "millimetres"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_it_is_as_large_as_the_paper(paper, millimetres):
    points = tuple(side * 72 / 25.4 for side in millimetres)
    assert all(
        size == pytest.approx(points, abs=0.1) for size in sizes(written(SHEET, paper=paper))
    )


def test_a_further_closing_says_which_it_is():
    assert "closing 2 of this day" in text(written(replace(SHEET, sequence=2)))
    assert "of this day" not in text(written(SHEET))


def test_where_nothing_differs_that_is_told():
    plain = replace(SHEET, explanation="", cash_reason="", counted=SHEET.counted[:2], cash=None)
    assert "Nothing differs" in text(written(plain))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_only_letters(hostile):
    there = replace(
        SHEET,
        explanation=hostile,
        cash_reason=hostile,
        officer=hostile,
        witness=hostile,
        figures=replace(FIGURES, desk=hostile, blanks=(BlankFigure(7, hostile, 42, 358),)),
        counted=(Counted(CountLine("blank:7", hostile, 358), 357),),
    )
    assert SEAL in "".join(texts(written(there)))


def test_the_same_closing_gives_the_same_bytes():
    assert written(SHEET) == written(SHEET)
