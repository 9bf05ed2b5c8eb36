from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest

from models.privacy.certificates import Certificate, ErasureRow, OlderBackup
from models.privacy.tables import ErasureCause
from reports.erasure_certificate import write_erasure_certificate
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, letterhead, sizes, text

MOMENT = datetime(2022, 6, 28, 10, 42)
ROW = ErasureRow(
    1, "HPS-2022-0001", MOMENT, ErasureCause.REQUEST, "Surat 12 Mei", "Rina", "Agus Salim"
)
HELD = Certificate(
    letterhead(),
    ROW,
    (("person", 2), ("attachment", 3), ("event", 1), ("letter", 4)),
    57,
    (OlderBackup(datetime(2022, 6, 1, 17, 5), second=True),),
)


def drawn(held=HELD, words=ENGLISH, paper="A4"):
    out = BytesIO()
    write_erasure_certificate(out, held, words, paper)
    return out.getvalue()


def test_it_says_number_reason_basis_and_both_officers():
    said = text(drawn())
    for one in ("HPS-2022-0001", "The person asked for it", "Surat 12 Mei", "Rina", "Agus Salim"):
        assert one in said


def test_it_says_what_was_erased_by_kind_and_count():
    said = " ".join(text(drawn()).split())
    assert "Documents, taken out 3" in said
    assert "Other texts that named the person 5" in said
    assert "Entries of the history, emptied 57" in said


def test_it_lists_the_older_backups_or_says_there_are_none():
    assert "second place" in text(drawn())
    none = text(drawn(replace(HELD, backups=())))
    assert "No backup made before" in none


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
def test_it_fits_on_one_page_of_either_paper(paper, words):
    assert len(sizes(drawn(words=words, paper=paper))) == 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_and_does_no_harm(hostile):
    row = replace(ROW, basis=hostile, officer=hostile, witness=hostile)
    assert "HPS-2022-0001" in text(drawn(replace(HELD, erasure=row)))


def test_many_backups_go_on_on_the_next_page():
    many = tuple(OlderBackup(MOMENT, second=False) for _ in range(120))
    assert len(sizes(drawn(replace(HELD, backups=many)))) > 1
