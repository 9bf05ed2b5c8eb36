import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.enrolment.money import MOST, read_rupiah
from models.words import Words


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("Rp 1.500.000,-", 1_500_000),
        ("Rp1.250.000,-", 1_250_000),
        ("Rp. 1.500.000", 1_500_000),
        ("rp 1.500.000.-", 1_500_000),
        ("IDR 1,500,000.00", 1_500_000),
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1.500.000,00", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1.500.000 rupiah", 1_500_000),
        ("'1500000", 1_500_000),
        ("\u00a01.500.000\u200b", 1_500_000),
        ("１５０００００", 1_500_000),
        (1_500_000, 1_500_000),
        (1_500_000.0, 1_500_000),
        ("1500000.0", 1_500_000),
        ("1.000", 1_000),
        ("1,5 jt", 1_500_000),
        ("1.5jt", 1_500_000),
        ("1,25 juta", 1_250_000),
        ("2jt", 2_000_000),
        ("2 juta", 2_000_000),
        ("500rb", 500_000),
        ("750 ribu", 750_000),
        ("500k", 500_000),
        ("1 jt 500 rb", 1_500_000),
        ("1jt500rb", 1_500_000),
        ("2 miliar", 2_000_000_000),
        ("Rp 1.500.000/bulan", 1_500_000),
        ("2 jt per bulan", 2_000_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_however_it_is_written(written, amount):
    assert read_rupiah(written) == amount


@pytest.mark.parametrize(
    "other",
    [
        None,
        "",
        "-",
        "Rp",
        "Rp -",
        "jt",
        "banyak",
        "-500000",
        "Rp -500.000",
        "−500.000",
        -1,
        -0.5,
        "500rb-1jt",
        "2-3 juta",
        "1.000.000 - 1.500.000",
        "1,5",
        "1.5",
        1.5,
        "1.500,50",
        "1.500 jt",
        "1,500 rb",
        "1.500.00",
        "1,2345678 jt",
        "500 rb 1 jt",
        "1 jt 1 jt",
        "50rb/hari",
        "12 Mei",
        "0812-3456-7890",
        "6501031203799001",
        6501031203799001,
        "1e6",
        "=1+1",
        "9" * 5000,
        "9" * 5000 + " jt",
        10**400,
        float("nan"),
        float("inf"),
        True,
    ],
)
def test_what_is_not_one_plain_amount_is_none(other):
    assert read_rupiah(other) is None


@settings(deadline=None)
@given(st.integers(0, MOST), st.sampled_from(["id", "en"]), st.sampled_from(["", ",-", " "]))
def test_what_is_written_as_rupiah_reads_as_itself(amount, language, tail):
    assert read_rupiah(Words(language).rupiah(amount) + tail) == amount


@settings(deadline=None)
@given(st.one_of(st.text("0123456789.,- rpjtbk"), st.text(), st.integers(), st.floats()))
def test_whatever_is_given_is_whole_rupiah_or_none(anything):
    amount = read_rupiah(anything)
    assert amount is None or (isinstance(amount, int) and 0 <= amount <= MOST)
