import pytest

from models.enrolment.consent_texts import consent_text, current_version, versions
from models.words import LANGUAGES

OFFICE = "Kantor Cabang {Contoh} & Rekan"


def test_the_latest_version_is_asked_for():
    assert current_version() == versions()[-1]
    assert "2022-1" in versions()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", versions())
def test_every_version_is_there_in_every_language_and_names_the_office(version, language):
    text = consent_text(version, language, OFFICE)
    assert text.count(OFFICE) >= 2
    assert "{office}" not in text
    assert "{" not in text.replace(OFFICE, "")


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "id",
            "Siapa|Untuk apa|Data apa|Berapa lama|Hak Anda|Menarik|Boleh menolak|27 Tahun",
        ),
        (
            "en",
            "Who|What for|Which data|How long|Your rights|Withdrawing|You may refuse|27 Tahun",
        ),
    ],
)
def test_it_says_all_that_the_law_asks_to_be_said(language, parts):
    text = consent_text(current_version(), language, OFFICE)
    assert [part for part in parts.split("|") if part not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_withdrawal_stops_processing_within_three_days(language):
    assert "3 x 24" in consent_text(current_version(), language, OFFICE)


@pytest.mark.parametrize("version", ["2022-9", "", "../rates/periods", "2022-1.id"])
def test_a_version_that_was_never_shipped_is_not_made_up(version):
    with pytest.raises(LookupError):
        consent_text(version, "id", OFFICE)


def test_a_language_that_was_never_shipped_is_not_made_up():
    with pytest.raises(LookupError):
        consent_text(current_version(), "fr", OFFICE)
