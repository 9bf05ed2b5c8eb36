import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enrolment.scanned import WHOLE, understand
from models.events.sheet_codes import SheetPage, read_sheet_code, sheet_code

IDS = st.integers(1, 2**63 - 1)
PAGES = st.integers(1, 9999)


@given(IDS, PAGES)
def test_a_code_names_its_event_and_page(event_id, page):
    assert read_sheet_code(sheet_code(event_id, page)) == SheetPage(event_id, page)


@given(IDS, PAGES)
def test_no_code_holds_digits_enough_for_a_number_of_a_person(event_id, page):
    assert max(map(len, re.findall("[0-9]+", sheet_code(event_id, page)))) <= 4


@given(IDS, PAGES)
def test_at_the_desk_it_is_taken_for_nobody(event_id, page):
    assert understand(sheet_code(event_id, page)).kind not in WHOLE


def test_a_scanner_that_writes_small_letters_is_understood():
    assert read_sheet_code(" dh:12/3\n") == SheetPage(12, 3)


@pytest.mark.parametrize(
    "text",
    ["", "DH:", "DH:12", "DH:12/0", "DH:1..2/1", "TT:12/1", "DH:12/1 x", "DH:" + "9" * 40 + "/1"],
)
def test_what_is_no_code_names_nothing(text):
    assert read_sheet_code(text) is None
