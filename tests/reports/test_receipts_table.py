from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from python_calamine import CalamineWorkbook

from models.enrolment.tables import PaymentWay
from models.money.receipt_rows import ReceiptRow
from models.progress import finish
from models.words import Words
from reports.receipts_table import write_receipts_table

MADE = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Makassar")


def row(**given):
    return ReceiptRow(
        **{
            "id": 1,
            "number": "01-000001",
            "code": "TT:01-000001-A",
            "desk": "Meja 1",
            "issued_at": MADE,
            "name": "Siti",
            "amount": 100_800,
            "way": PaymentWay.CASH,
            "officer": "Rina",
            "event_id": 1,
            "enrolment_id": 1,
            "person_id": 1,
            "voided_at": None,
            "void_reason": "",
        }
        | given
    )


def written(*rows):
    out = BytesIO()
    assert finish(write_receipts_table(out, rows, ZONE, Words("en"), made_at=MADE)) == len(rows)
    return out.getvalue()


def lines(data):
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def test_a_receipt_is_a_line_with_time_and_amount_as_such():
    _head, line = lines(written(row()))
    assert line[:4] == ["01-000001", datetime(2022, 6, 28, 9, 12), "Siti", 100_800]
    assert line[4:7] == ["In cash", "Rina", "Meja 1"]


def test_a_void_receipt_has_no_amount_but_its_reason():
    _head, line = lines(written(row(voided_at=MADE, void_reason="Salah nama")))
    assert (line[3], line[7], line[8]) == ("void", datetime(2022, 6, 28, 9, 12), "Salah nama")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "<b>x</b>", "🌾 اجتماع", "http://x.example"])
def test_hostile_text_is_nothing_but_text(text):
    assert lines(written(row(name=text)))[1][2] == text


def test_equal_input_gives_equal_bytes():
    assert written(row()) == written(row())


def test_without_receipts_there_is_a_heading_alone():
    assert [line[0] for line in lines(written())] == ["Number"]
