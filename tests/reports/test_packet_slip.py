from datetime import date

import pytest

from reports.packet_slip import PacketSlip, write_packet_slip
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, boxes, codes, sizes, text, written

PHRASE = "kental sungai bina anugerah mulia menara"


def slip(words=ENGLISH, **given):
    said = {
        "office": "Kantor Cabang Bulungan",
        "event": "Sosialisasi Pimping",
        "desk": "Meja 2",
        "phrase": PHRASE,
        "made_on": date(2022, 6, 1),
    }
    return written(write_packet_slip, PacketSlip(**said | given), words)


def test_it_is_one_page_of_a5():
    [size] = sizes(slip())
    assert size == pytest.approx((419.53, 595.28), abs=0.01)


def test_it_says_whose_packet_it_opens_and_that_both_travel_apart():
    shown = text(slip())
    assert "Kantor Cabang Bulungan" in shown
    assert "Meja 2 · Sosialisasi Pimping" in shown
    assert "Wednesday, 1 June 2022" in shown
    assert "never in the same bag" in shown


def test_the_words_stand_large_on_it():
    shown = " ".join(text(slip()).split())
    assert PHRASE in shown
    assert max(box[3] - box[1] for _letter, box in boxes(slip())) > 12


def test_the_square_says_exactly_the_words():
    assert codes(slip()) == [PHRASE]


def test_it_dates_in_indonesian():
    assert "Rabu, 1 Juni 2022" in text(slip(words=INDONESIAN))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_names_of_any_kind_leave_it_one_page(hostile):
    pdf = slip(office=hostile * 4, event=hostile * 4, desk=hostile)
    assert len(sizes(pdf)) == 1
    assert all(box[2] <= 419.53 for letter, box in boxes(pdf) if letter.strip())
