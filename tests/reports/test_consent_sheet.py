from io import BytesIO

import pytest

from models.enrolment.consent_texts import consent_text, current_version
from models.progress import finish
from reports.consent_sheet import Asked, ConsentWording, write_consent_sheet
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, boxes, summary, text, texts

STATEMENT = {
    "id": "Saya telah membaca atau dibacakan keterangan ini",
    "en": "I have read this, or had it read to me",
}


def people(count):
    return [Asked(f"Warga {n}", "650103••••••0001") for n in range(count)]


def sheet(asked, words=ENGLISH, **settings):
    wording = ConsentWording(
        current_version(), consent_text(current_version(), words.language, "Kantor Bulungan")
    )
    out = BytesIO()
    finish(write_consent_sheet(out, summary(), wording, asked, words, **settings))
    return out.getvalue()


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
def test_the_wording_stands_in_full_with_its_version(words):
    said = text(sheet(people(1), words))
    shipped = consent_text(current_version(), words.language, "Kantor Bulungan")
    for line in filter(None, shipped.splitlines()):
        assert " ".join(line.split()) in said
    assert current_version() in said


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
def test_every_page_with_a_name_says_what_is_signed(words):
    pages = texts(sheet(people(80), words))
    assert len(pages) > 2
    for page in pages:
        if "Warga" in page:
            assert STATEMENT[words.language] in page


def test_signatures_alternate():
    drawn = boxes(sheet(people(2)))
    said = "".join(letter for letter, _box in drawn)
    first, second = (drawn[said.rindex(mark)][1][0] for mark in ("1.", "2."))
    assert second - first > 60


def test_blank_lines_come_after_the_names():
    said = text(sheet(people(2), blank=3))
    assert "Warga 1" in said
    assert " 5." in said
    assert " 6." not in said


def test_a_list_of_nobody_says_so():
    assert "Nobody is on the list yet." in text(sheet([]))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_hold(words):
    assert len(texts(sheet([Asked(words, words)]))) <= 2
