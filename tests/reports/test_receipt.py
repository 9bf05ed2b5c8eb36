from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from models.enrolment.tables import PaymentWay
from models.money.content import ReceiptContent
from models.money.numbers import receipt_code, receipt_number
from models.money.papers import ReceiptPaper
from models.money.spelling import spelt
from reports.receipt import write_receipts
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    boxes,
    codes,
    letterhead,
    picture,
    sizes,
    text,
    texts,
)

PAPERS = ("A4", "A5", "roll80")
GIVEN = datetime(2022, 6, 28, 2, 42, tzinfo=UTC)
VOID = {"voided_at": datetime(2022, 6, 28, 18, tzinfo=UTC), "void_reason": "Salah ketik"}


def content(**changes):
    made = ReceiptContent(
        name="Yohanes Lawing",
        nik="650103••••••0001",
        programmes=("JKK", "JKM"),
        months=6,
        first_month=date(2022, 7, 1),
        last_day=date(2022, 12, 31),
        amount=100_800,
        due=100_800,
        way=PaymentWay.CASH,
        reference="",
        note="",
        billing_code="88000123",
        paid_at=GIVEN,
        spelt={language: spelt(100_800, language) for language in ("id", "en")},
        event="Sosialisasi Petani",
        place="Desa Pimping",
        desk="Meja 1",
        officer="Dewi Lestari, S.E.",
        office=letterhead(),
        time_zone="Asia/Makassar",
        enrolment_id=5,
        cash_box_id=1,
    )
    return replace(made, **changes)


def paper(serial=123, changes=None, **given):
    made = ReceiptPaper(
        number=receipt_number(1, serial),
        code=receipt_code(1, serial),
        content=content(**(changes or {})),
        issued_at=GIVEN,
    )
    return replace(made, **given)


def written(one, words=ENGLISH, size="A4"):
    return write_receipts([one], words, size)


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize(
    "expected",
    [
        "01-000123",
        "Yohanes Lawing",
        "650103••••••0001",
        "JKK + JKM, 6 months: July 2022 to December 2022",
        "In cash · 28 June 2022, 10:42 WITA",
        "88000123",
        "Sosialisasi Petani · Desa Pimping",
        "Rp100,800",
        "(one hundred thousand eight hundred rupiah)",
        "Tanjung Selor, 28 June 2022, 10:42 WITA",
        "Dewi Lestari, S.E.",
        "Meja 1",
    ],
)
def test_a_receipt_says(size, expected):
    assert expected in text(written(paper(), size=size))


@pytest.mark.parametrize("size", PAPERS)
def test_in_indonesian_dates_amounts_and_words_are_indonesian(size):
    said = text(written(paper(), INDONESIAN, size))
    for expected in ("Rp100.800", "(seratus ribu delapan ratus rupiah)", "28 Juni 2022, 10.42"):
        assert expected in said


def test_the_office_stands_above_each_copy():
    said = text(written(paper()))
    assert said.count("KANTOR CABANG BULUNGAN") == 2
    assert said.count("For the payer") == said.count("For the office") == 1


@pytest.mark.parametrize(
    ("size", "wide", "high"), [("A4", 210, 297), ("A5", 210, 148), ("roll80", 80, None)]
)
def test_each_receipt_is_one_page_of_its_paper(size, wide, high):
    found = sizes(write_receipts([paper(1), paper(2), paper(3)], ENGLISH, size))
    assert len(found) == 3
    for across, along in found:
        assert across == pytest.approx(wide * 72 / 25.4, abs=0.1)
        assert high is None or along == pytest.approx(high * 72 / 25.4, abs=0.1)


def test_a_roll_is_as_long_as_what_stands_on_it():
    [(_wide, short)] = sizes(written(paper(), size="roll80"))
    [(_wide, long)] = sizes(written(paper(changes={"note": "kata " * 60}), size="roll80"))
    assert short + 20 < long


@pytest.mark.parametrize("size", PAPERS)
def test_on_a_roll_and_on_sheets_all_stays_within_the_margins(size):
    pdf = written(paper(changes={"name": LONG, "note": LONG}, **VOID), size=size)
    [(wide, high)] = sizes(pdf)
    edge = 4 * 72 / 25.4 - 0.5
    for _letter, (left, low, right, top) in boxes(pdf):
        assert left >= edge
        assert right <= wide - edge
        assert low >= 0
        assert top <= high


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("given", [{}, VOID, VOID | {"copy": True}])
def test_the_code_can_be_scanned_back(size, given):
    found = codes(written(paper(**given), size=size))
    assert found == [receipt_code(1, 123)] * (2 if size == "A4" else 1)


def test_each_page_has_its_own_code():
    pdf = write_receipts([paper(1), paper(2)], ENGLISH, "A5")
    assert [codes(pdf, page) for page in (0, 1)] == [[receipt_code(1, 1)], [receipt_code(1, 2)]]


@pytest.mark.parametrize("size", PAPERS)
def test_a_void_receipt_says_so_across_and_why(size):
    said = text(written(paper(**VOID), size=size))
    assert "Void since 29 June 2022: Salah ketik" in said  # 02.00 the next morning in WITA
    clear, void = (picture(written(one, size=size)) for one in (paper(), paper(**VOID)))
    assert red(void) > 20 * (red(clear) + 1)


def red(image):
    """Return how many dots are reddish."""
    return sum(many for many, (r, g, b) in image.getcolors(1 << 24) if r > g + 25 and r > b + 25)


@pytest.mark.parametrize("size", PAPERS)
def test_a_good_receipt_says_nothing_of_void_or_copy(size):
    said = text(written(paper(), size=size))
    assert "VOID" not in said
    assert "Void" not in said
    assert "COPY" not in said


@pytest.mark.parametrize(("size", "times"), [("A4", 2), ("A5", 1), ("roll80", 1)])
def test_a_reprint_says_that_it_is_a_copy(size, times):
    assert text(written(paper(copy=True), size=size)).count("COPY") == times


def test_what_is_still_open_stands_on_it():
    part = {"amount": 50_000, "spelt": {"en": "fifty thousand rupiah"}}
    assert "Still open Rp50,800" in text(written(paper(changes=part), size="A5"))
    assert "Still open" not in text(written(paper(), size="A5"))


def test_a_channel_stands_with_its_reference():
    changes = {"way": PaymentWay.CHANNEL, "reference": "BRI 77"}
    said = text(written(paper(changes=changes), size="A5"))
    assert "Through a payment channel · BRI 77 · 28 June 2022" in said


def test_what_is_empty_has_no_label():
    changes = {"billing_code": "", "event": "", "place": "", "note": " ", "nik": ""}
    said = text(written(paper(changes=changes), size="A5"))
    for label in ("Billing code", "Event", "Note", "NIK"):
        assert label not in said


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_only_text(size, hostile):
    changes = dict.fromkeys(
        ("name", "reference", "note", "event", "place", "desk", "officer", "billing_code"), hostile
    )
    changes["office"] = letterhead(name=hostile, address=hostile, place=hostile)
    one = paper(changes=changes, voided_at=GIVEN, void_reason=hostile * 5)
    pdf = written(one, size=size)
    assert len(texts(pdf)) == 1
    assert set(codes(pdf)) == {receipt_code(1, 123)}


@settings(max_examples=15)
@given(st.text(max_size=300), st.integers(1, 10**15), st.sampled_from(PAPERS))
def test_any_name_and_any_amount_are_one_page(name, amount, size):
    changes = {"name": name, "amount": amount, "spelt": {"en": spelt(amount, "en")}}
    assert len(sizes(written(paper(changes=changes), size=size))) == 1


def test_the_logo_stands_on_every_paper_and_what_is_no_picture_does_not():
    out = BytesIO()
    Image.new("RGB", (40, 40), "#00ff00").save(out, "PNG")
    for size in PAPERS:
        with_logo = paper(changes={"office": letterhead(logo=out.getvalue())})
        broken = paper(changes={"office": letterhead(logo=b"no picture")})
        assert green(written(with_logo, size=size)) > 500
        assert green(written(broken, size=size)) == 0


def green(pdf):
    colours = picture(pdf).getcolors(1 << 24)
    return sum(many for many, (r, g, b) in colours if g > 200 and r < 60 and b < 60)


def test_equal_receipts_are_equal_bytes():
    assert written(paper()) == written(paper())


def test_of_none_there_is_no_paper():
    with pytest.raises(ValueError, match="no receipt"):
        write_receipts([], ENGLISH)
