import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.people.phones import read_phone, show_phone, whatsapp_link

KEPT = "+6281234567890"


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "(0812) 34567890",
        "6281234567890",
        "+62 812-3456-7890",
        "+62 (0)812 3456 7890",
        "0062 812 3456 7890",
        "81234567890",
        81234567890,
        81234567890.0,
        "81234567890.0",
        "'081234567890",
        "’081234567890",
        "\u00a00812\u20113456–7890\u200b",
        "０８１２３４５６７８９０",
    ],
)
def test_a_number_is_read_however_it_is_written(written):
    assert read_phone(written) == KEPT


@pytest.mark.parametrize(
    "other",
    [
        None,
        "",
        "-",
        "tidak ada",
        "123",
        "08",
        "0812345",
        "081234567890123",
        "2500000",
        "500rb",
        "6501031203799001",
        6501031203799001.0,
        "6271031203799001",
        0.0,
        float("nan"),
        float("inf"),
        10**400,
        True,
        "8.13E+10",
        "081234567890/081334567890",
        "<b>081234567890</b>",
        "=081234567890",
    ],
)
def test_what_is_no_number_is_none(other):
    assert read_phone(other) is None


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("(0552) 21234", "+6255221234", "0552-21234"),
        ("021-555 1234", "+62215551234", "021-5551234"),
        ("0812 345 678", "+62812345678", "0812-3456-78"),
        ("+60 12-345 6789", "+60123456789", "+60123456789"),
        ("0060 12-345 6789", "+60123456789", "+60123456789"),
    ],
    ids=["an office", "Jakarta", "a short one", "Sabah", "Sabah with 00"],
)
def test_offices_short_numbers_and_numbers_abroad_are_kept_and_shown(written, kept, shown):
    assert read_phone(written) == kept
    assert show_phone(kept) == shown


def test_a_mobile_number_is_shown_in_groups():
    assert show_phone(KEPT) == "0812-3456-7890"


def test_the_reader_is_made_ready_only_when_asked():
    check = (
        "import sys; from models.people import phones;"
        "assert 'lokal' not in sys.modules; phones.load(); assert 'lokal.phone' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", check], check=True, timeout=60)


def test_the_link_opens_a_talk():
    assert whatsapp_link(KEPT) == "https://wa.me/6281234567890"


@settings(deadline=None)
@given(st.from_regex("8[0-9]{8,11}", fullmatch=True, alphabet="0123456789"))
def test_what_is_shown_reads_as_what_was_kept(number):
    kept = read_phone(f"0{number}")
    assert kept == f"+62{number}"
    assert read_phone(show_phone(kept)) == kept


@settings(deadline=None)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans()))
def test_whatever_is_given_is_a_number_of_digits_or_none(anything):
    kept = read_phone(anything)
    assert kept is None or (kept[0] == "+" and kept[1:].isascii() and kept[1:].isdigit())
