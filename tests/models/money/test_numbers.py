import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money.receipts import (
    ReceiptNumber,
    read_receipt_code,
    read_receipt_number,
    receipt_code,
    receipt_number,
)

DESKS, SERIALS = st.integers(0, 8191), st.integers(1, 999_999_999)


def test_a_number_is_short_and_its_code_says_what_it_is_for():
    assert receipt_number(1, 123) == "01-000123"
    assert receipt_code(1, 123) == "TT:01-000123-F"


@given(DESKS, SERIALS)
def test_a_number_and_a_code_read_as_what_they_were_made_of(desk, serial):
    assert read_receipt_number(receipt_number(desk, serial)) == (desk, serial)
    assert read_receipt_code(receipt_code(desk, serial)) == (desk, serial)


@given(DESKS, SERIALS, DESKS, SERIALS)
def test_no_two_receipts_share_a_number(desk, serial, other_desk, other):
    same = (desk, serial) == (other_desk, other)
    assert (receipt_number(desk, serial) == receipt_number(other_desk, other)) is same


@given(DESKS, SERIALS, st.data())
def test_one_wrong_digit_of_a_code_is_noticed(desk, serial, data):
    code = receipt_code(desk, serial)
    place = data.draw(st.sampled_from([at for at, sign in enumerate(code) if sign.isdigit()]))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != code[place]))
    assert read_receipt_code(code[:place] + wrong + code[place + 1 :]) is None


@given(DESKS, SERIALS, st.data())
def test_two_digits_that_changed_places_are_noticed(desk, serial, data):
    code = receipt_code(desk, serial)
    places = [
        at
        for at in range(len(code) - 1)
        if code[at : at + 2].isdigit() and code[at] != code[at + 1]
    ]
    if places:
        at = data.draw(st.sampled_from(places))
        assert read_receipt_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :]) is None


@pytest.mark.parametrize(
    "typed", [" 01-000123 ", "01–000123", "０１-０００１２３", "01-000123\n", "\u200b01-000123"]
)
def test_a_number_is_read_however_it_was_typed(typed):
    assert read_receipt_number(typed) == ReceiptNumber(1, 123)


@pytest.mark.parametrize("scanned", ["tt:01-000123-f", " TT:01-000123-F\r\n"])
def test_a_code_is_read_however_a_scanner_gives_it(scanned):
    assert read_receipt_code(scanned) == ReceiptNumber(1, 123)


@pytest.mark.parametrize(
    "other",
    [
        "",
        "1-123",
        "01-00012",
        "0812-3456789",
        "0812-3456-7890",
        "01-0001234",
        "6501031305800001",
        "JK1:M:22062800114",
        "BP-220628-0-0001",
        "TT:01-000123",
        "TT:01-000123-X",
        "TT:01-000123-",
        "01-000123; DROP TABLE receipt",
        "٠١-٠٠٠١٢٣",
        "9" * 4000,
        "\x00\x02TT",
    ],
)
def test_what_is_no_receipt_is_none(other):
    assert read_receipt_number(other) is None
    assert read_receipt_code(other) is None
