import pypdfium2
import pytest

from models.events.summary import PartnerPart
from models.events.tables import PartnerRole, Stage
from reports.document import A4, F4
from reports.minutes import write_minutes, write_proceedings
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    NOTHING,
    letterhead,
    sizes,
    summary,
    text,
    texts,
    written,
)

DOTTED = "....."


def record(words=ENGLISH, **changes):
    return written(write_proceedings, summary(**changes), words)


def minutes(words=ENGLISH, **changes):
    return written(write_minutes, summary(**changes), words)


def test_the_day_is_written_in_words():
    said = text(record(INDONESIAN))
    for part in ("Selasa", "dua puluh delapan", "Juni", "dua ribu dua puluh dua", "28/06/2022"):
        assert part in said
    assert "date twenty-eight, month June, year two thousand twenty-two" in text(record())


def test_every_party_stands_by_name_and_signs():
    said = text(record())
    for name in ("Rahmat Hidayat, S.E.", "Bapak Yusuf", "Dinas Pertanian Kab. Bulungan"):
        assert said.count(name) == 2


def test_a_partner_of_two_roles_signs_once():
    twice = tuple(PartnerPart("Dinas Perikanan", role) for role in PartnerRole)
    assert text(record(partners=twice)).count("Dinas Perikanan") == 2


def test_names_are_signed_at_one_height():
    body = "Dinas Perkebunan, Peternakan dan Ketahanan Pangan Kabupaten Bulungan Utara"
    pdf = record(partners=(PartnerPart(body, PartnerRole.HOST, "Ibu Maria"),))
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        bottoms = []
        for name in ("Rahmat Hidayat", "Ibu Maria"):
            found, places = page.search(name), []
            while place := found.get_next():
                places.append(page.get_charbox(place[0])[1])
            bottoms.append(min(places))
    assert bottoms[0] == pytest.approx(bottoms[1], abs=0.5)


def test_no_party_stands_on_two_pages():
    many = tuple(PartnerPart(f"Kelompok {n}", PartnerRole.HOST) for n in range(40))
    pages = texts(record(partners=many))
    assert len(pages) > 2
    for page in pages:
        assert page.count(". Name ") == page.count("On behalf of")


def test_without_partners_the_other_side_is_left_to_fill_in():
    said = text(record(partners=()))
    assert f"2. Name {DOTTED}" in said
    assert "3. Name" not in said


def test_the_counts_are_those_of_the_event_and_sums_are_spelt_out():
    said = text(record())
    for part in ("Invited 60", "Present 47", "Enrolled 42", "Conversion 89%", "Cards printed 41"):
        assert part in said
    assert "Rp1,512,000 (one million five hundred twelve thousand rupiah)" in said


def test_before_the_event_the_counts_are_left_to_fill_in():
    said = text(record(stage=Stage.READY))
    assert f"Present {DOTTED}" in said
    assert "Rp" not in said


def test_of_nobody_present_no_share_is_told():
    assert "Conversion –" in text(record(**NOTHING))


def test_what_was_noted_stands_in_both_papers():
    for paper in (record(), minutes()):
        assert "Listrik padam 20 menit." in text(paper)
        assert "Pemerintah desa meminta sosialisasi" in text(paper)


def test_nobody_signs_an_empty_page():
    for partners in range(1, 9):
        parts = tuple(PartnerPart(f"Mitra {n}", PartnerRole.HOST) for n in range(partners))
        last = texts(record(partners=parts))[-1]
        assert "Tanjung Selor, 28 June 2022" in last
        assert "Listrik padam 20 menit." in last
        assert "made truthfully" in last


def test_notes_longer_than_a_page_break_and_leave_the_last_sentence_with_the_signatures():
    pages = texts(record(follow_up=" ".join(f"Catatan {n}." for n in range(1500))))
    assert "Catatan 0." in pages[0]
    assert "made truthfully" in pages[-1]
    assert "Rahmat Hidayat" in pages[-1]


def test_the_minutes_say_when_where_and_who_and_leave_room():
    said = text(minutes())
    for part in (
        "MINUTES",
        "Tuesday, 28 June 2022",
        "Balai Desa Pimping",
        "Dewi Lestari and Agus Salim",
        "Questions and answers",
        "What was agreed",
        "Minutes taken by",
        f"Chair {DOTTED}",
    ):
        assert part in said


@pytest.mark.parametrize("write", [write_proceedings, write_minutes])
@pytest.mark.parametrize("paper", [A4, F4])
def test_papers_have_the_size_asked_for(write, paper):
    for size in sizes(written(write, summary(), ENGLISH, paper)):
        assert size == pytest.approx([side * 72 / 25.4 for side in paper], abs=0.1)


@pytest.mark.parametrize("write", [write_proceedings, write_minutes])
def test_equal_input_gives_equal_bytes(write):
    assert written(write, summary(), ENGLISH) == written(write, summary(), ENGLISH)


@pytest.mark.parametrize("write", [write_proceedings, write_minutes])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_holds(write, words):
    event = summary(
        title=words,
        venue=words,
        place=words,
        problems=words * 3,
        follow_up=words,
        staff=(words,),
        partners=(PartnerPart(words, PartnerRole.HOST, words),),
        office=letterhead(name=words, head_name=words, head_position=words, place=words),
    )
    assert len(sizes(written(write, event, ENGLISH))) <= 4


def test_a_long_follow_up_goes_on_on_the_next_pages():
    asked = " ".join(f"Permintaan {n}" for n in range(1500))
    assert "Permintaan 1499" in text(minutes(follow_up=asked))
    assert LONG[:40] in text(record(title=LONG))
