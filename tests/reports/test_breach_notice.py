from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from reportlab.lib.units import mm

from models.privacy.affected import Affected
from models.privacy.breaches import BreachNotice
from models.progress import finish
from reports.breach_notice import Reader, write_breach_notice
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, letterhead, sizes, text

PEOPLE = (
    Affected(1, "Awing", "650101••••••0001", "Desa Pimping"),
    Affected(2, "Siti <b>Rahmawati</b>", "650101••••••0002", "Desa Ardi Mulyo"),
)
HELD = BreachNotice(
    letterhead(),
    datetime(2022, 6, 28, 10, 42),
    datetime(2022, 7, 1, 10, 42),
    "In the night to 28 June",
    "Names and NIKs\nPhone numbers",
    "A laptop was stolen",
    "The police was told",
    PEOPLE,
    "A4",
)


def drawn(held=HELD, reader=Reader.AUTHORITY, words=ENGLISH):
    out = BytesIO()
    finish(write_breach_notice(out, held, reader, words))
    return out.getvalue()


@pytest.mark.parametrize("reader", list(Reader))
def test_each_says_what_when_how_how_many_what_is_done_and_whom_to_ask(reader):
    said = " ".join(text(drawn(reader=reader)).split())
    for one in (
        "Names and NIKs",
        "Phone numbers",
        "28 June 2022",
        "In the night to 28 June",
        "A laptop was stolen",
        "The police was told",
        "0552-21345",
        "kantor@bulungan.example",
    ):
        assert one in said


def test_the_authority_reads_article_deadline_and_count():
    said = " ".join(text(drawn()).split())
    assert "article 46 of Law 27 of 2022" in said
    assert "To be told by 1 July 2022" in said
    assert "People affected 2" in said


def test_the_list_stands_behind_the_one_to_the_authority_only():
    listed = text(drawn())
    for one in PEOPLE:
        assert one.name in listed
        assert one.nik in listed
    assert len(sizes(drawn())) == 2
    alone = text(drawn(reader=Reader.PERSON))
    assert "Awing" not in alone
    assert "2 people" in alone
    assert "650101" not in alone


def test_without_anybody_affected_there_is_no_annex():
    none = drawn(replace(HELD, people=()))
    assert len(sizes(none)) == 1
    assert "annexed" not in text(none)


@pytest.mark.parametrize("paper", ["A4", "F4"])
@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
@pytest.mark.parametrize("reader", list(Reader))
def test_the_letter_is_one_page_of_either_paper(paper, words, reader):
    made = drawn(replace(HELD, people=(), paper=paper), reader, words)
    assert len(sizes(made)) == 1
    assert round(sizes(made)[0][1] / mm) == {"A4": 297, "F4": 330}[paper]


def test_what_is_not_known_yet_is_said_to_be_so():
    assert text(drawn(replace(HELD, how="", measures=""))).count("Still being found out.") == 2


@pytest.mark.parametrize("reader", list(Reader))
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_and_does_no_harm(hostile, reader):
    people = (Affected(1, hostile, "", hostile),)
    held = replace(
        HELD, happened=hostile, what=hostile, how=hostile, measures=hostile, people=people
    )
    assert "0552-21345" in text(drawn(held, reader))


def test_a_long_text_goes_on_on_the_next_page():
    long = "\n".join(f"Line {n}" for n in range(120))
    made = drawn(replace(HELD, what=long), Reader.PERSON)
    assert len(sizes(made)) > 2
    assert "Line 119" in text(made)
