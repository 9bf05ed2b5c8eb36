from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.enrolment.tables import PaymentWay
from models.money.receipt_rows import ReceiptRow
from models.progress import finish
from reports.payments_recap import PaymentsRecap, write_payments_recap
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, summary, text, texts

VOID = {"voided_at": datetime(2022, 6, 28, 3, tzinfo=UTC), "void_reason": "Salah ketik"}


def receipt(serial=1, **changes):
    made = ReceiptRow(
        id=serial,
        number=f"01-{serial:06}",
        code="",
        desk="Meja 1",
        issued_at=datetime(2022, 6, 28, 2, 15, tzinfo=UTC),
        name=f"Warga {serial}",
        amount=100_800,
        way=PaymentWay.CASH,
        officer="Dewi Lestari",
        event_id=1,
        enrolment_id=serial,
        person_id=serial,
        voided_at=None,
        void_reason="",
    )
    return replace(made, **changes)


def recap(receipts, words=ENGLISH, **changes):
    out = BytesIO()
    finish(write_payments_recap(out, PaymentsRecap(summary(**changes), receipts), words))
    return out.getvalue()


def test_a_receipt_stands_with_its_number_time_name_desk_way_and_amount():
    said = text(recap([receipt(7)]))
    assert "01-000007 28 Jun, 10:15 Warga 7 Meja 1 · Dewi Lestari In cash Rp100,800" in said


def test_the_total_is_written_in_words():
    said = text(recap([receipt(1), receipt(2)], INDONESIAN))
    assert "Rp201.600 (dua ratus satu ribu enam ratus rupiah)" in said


def test_sums_are_told_by_desk_and_by_way():
    said = text(
        recap([receipt(1), receipt(2, desk="Meja 2", way=PaymentWay.CHANNEL, amount=16_800)])
    )
    assert "Meja 1 1 Rp100,800" in said
    assert "Meja 2 1 Rp16,800" in said
    assert "Through a payment channel 1 Rp16,800" in said


def test_void_receipts_are_listed_and_count_nowhere():
    said = text(recap([receipt(1), receipt(2, amount=5_000_000, **VOID)]))
    assert "01-000002 Warga 2 Salah ketik Rp5,000,000" in said
    assert "Receipts given 1" in said
    assert "Rp5,100,800" not in said


def test_what_was_paid_otherwise_is_told_only_where_it_differs():
    assert "Paid by those enrolled Rp1,512,000" in text(recap([receipt()]))
    assert "Paid by those enrolled" not in text(recap([receipt()], paid=100_800))


def test_an_event_without_receipts_says_so():
    said = text(recap([], paid=0))
    assert "No receipt was given." in said
    assert "Rp0 (zero rupiah)" in said


def test_headings_stand_on_every_page_of_the_list():
    *pages, _last = texts(recap([receipt(n) for n in range(1, 120)]))
    assert len(pages) > 2
    assert all("Desk and officer" in page for page in pages)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.booleans()), max_size=12))
@settings(max_examples=15)
def test_the_total_is_the_sum_of_what_counts(drawn):
    receipts = [
        receipt(n, amount=amount, **(VOID if void else {}))
        for n, (amount, void) in enumerate(drawn)
    ]
    total = sum(amount for amount, void in drawn if not void)
    said = text(recap(receipts))
    assert f"count: {ENGLISH.rupiah(total)} (" in said


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_holds(words):
    rows = [
        receipt(1, name=words, desk=words, officer=words),
        receipt(2, name=words, **VOID | {"void_reason": words}),
    ]
    assert len(texts(recap(rows, title=words))) <= 2
