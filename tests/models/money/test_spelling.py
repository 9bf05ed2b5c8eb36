import pytest

from models.money.spelling import number_spelt, spelt


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (0, "nol rupiah", "zero rupiah"),
        (
            16_800,
            "enam belas ribu delapan ratus rupiah",
            "sixteen thousand eight hundred rupiah",
        ),
        (1_000, "seribu rupiah", "one thousand rupiah"),
        (
            201_642,
            "dua ratus satu ribu enam ratus empat puluh dua rupiah",
            "two hundred one thousand six hundred forty-two rupiah",
        ),
        (30_000_020, "tiga puluh juta dua puluh rupiah", "thirty million twenty rupiah"),
        (
            2_000_000_000_111,
            "dua triliun seratus sebelas rupiah",
            "two trillion one hundred eleven rupiah",
        ),
    ],
)
def test_an_amount_is_spelt_out_in_both_languages(amount, indonesian, english):
    assert spelt(amount, "id") == indonesian
    assert spelt(amount, "en") == english


def test_a_negative_amount_stands_on_no_receipt():
    with pytest.raises(ValueError, match="-1"):
        spelt(-1, "en")


def test_a_year_is_spelt_out_in_both_languages():
    assert number_spelt(2022, "id") == "dua ribu dua puluh dua"
    assert number_spelt(2022, "en") == "two thousand twenty-two"


def test_a_number_below_nought_is_not_spelt():
    with pytest.raises(ValueError, match="-1"):
        number_spelt(-1, "en")
