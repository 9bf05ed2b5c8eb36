"""The copy of one person's data on paper."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from models.events.summary import Letterhead
from models.privacy.copying import SECTIONS, DataCopy
from models.progress import finish
from reports.data_copy import write_data_copy
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, text, written

MADE = datetime(2022, 6, 28, 1, 30, tzinfo=UTC)
CHANGE = {
    "at": "2022-06-01T02:00:00+00:00",
    "officer": "Rina Contoh",
    "action": "Change Siti",
    "record": "person",
    "before": {"name": "Siti Lama"},
    "after": {"name": "Siti Baru"},
}


def copy(name="Siti Warga", photo=None, **sections):
    content = {
        "person": {"nik": "6501031305800017", "name": name, "income": 1_500_000,
                   "birth_date": "1980-05-13", "archived_at": None},
        **{key: [] for key in SECTIONS},
        "files": ["documents/01 KTP.pdf"],
    }  # fmt: skip
    return DataCopy(name, MADE, content | sections, (), photo)


def drawn(one, words=ENGLISH):
    def write(out):
        finish(write_data_copy(out, one, OFFICE, ZONE, words))

    return text(written(write))


OFFICE = Letterhead("Kantor X", "", "", "", "", "", "")
ZONE = ZoneInfo("Asia/Makassar")


def test_it_says_what_is_kept_and_as_of_when():
    said = drawn(copy())
    for part in ("6501031305800017", "13 May 1980", "28 June 2022 09", "documents/01 KTP.pdf"):
        assert part in said
    assert "1.500.000" in said or "1,500,000" in said


def test_a_change_shows_old_and_new_value():
    assert "Siti Lama → Siti Baru" in drawn(copy(history=[CHANGE]))


def test_a_section_without_records_is_left_out():
    assert "Consents" not in drawn(copy())
    assert "Consents" in drawn(copy(consents=[{"text_version": "2022-1"}]))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_stands_in_the_data_is_only_letters(hostile):
    drawn(copy(hostile, history=[CHANGE | {"action": hostile}]))


def test_a_photo_that_is_none_is_left_out():
    assert "Siti Warga" in drawn(copy(photo=b"no picture"))


def test_many_entries_of_history_take_several_pages():
    said = drawn(copy(history=[CHANGE] * 200), INDONESIAN)
    assert said.count("Siti Lama → Siti Baru") == 200
