from io import BytesIO

import pytest
from PIL import Image

from models.designs.look import Look
from models.events.summary import PartnerPart
from models.events.tables import PartnerRole
from models.progress import finish
from reports.certificate import Certificates, write_certificates
from reports.document import F4
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    boxes,
    letterhead,
    picture,
    sizes,
    summary,
    text,
    texts,
)


def certificates(names, words=ENGLISH, look=None, paper=(210.0, 297.0), **changes):
    made = Certificates(summary(**changes), names, look or Look())
    out = BytesIO()
    finish(write_certificates(out, made, words, paper))
    return out.getvalue()


def test_everybody_has_a_page_of_their_own():
    pages = texts(certificates(["Siti Rahmawati", "Usun Anyie"]))
    assert len(pages) == 2
    assert "Siti Rahmawati" in pages[0]
    assert "Usun Anyie" not in pages[0]
    assert "Usun Anyie" in pages[1]


def test_every_page_says_what_it_is_for_and_who_signs():
    for page in texts(certificates(["A", "B"])):
        for part in (
            "CERTIFICATE OF ATTENDANCE",
            "Sosialisasi Petani Desa Pimping",
            "Tuesday, 28 June 2022",
            "together with Dinas Pertanian Kab. Bulungan and Pemerintah Desa Pimping",
            "Rahmat Hidayat, S.E.",
        ):
            assert part in page


def test_days_are_written_as_the_language_does():
    assert "Selasa, 28 Juni 2022" in text(certificates(["A"], INDONESIAN))


def test_without_partners_none_are_named():
    assert "together with" not in text(certificates(["A"], partners=()))


@pytest.mark.parametrize("paper", [(210.0, 297.0), F4])
def test_the_page_lies_across(paper):
    (size,) = sizes(certificates(["A"], paper=paper))
    assert size == pytest.approx([max(paper) * 72 / 25.4, min(paper) * 72 / 25.4], abs=0.1)


def test_it_is_in_the_colours_of_the_office():
    drawn = picture(certificates(["A"], look=Look(main="#ff0000", second="#0000ff")))
    colours = {colour for _many, colour in drawn.getcolors(1 << 24)}
    assert {(255, 0, 0), (0, 0, 255)} <= colours


def test_the_logo_is_drawn_and_a_broken_one_left_out():
    out = BytesIO()
    Image.new("RGB", (40, 40), (1, 200, 250)).save(out, "PNG")
    drawn = picture(certificates(["A", "B"], office=letterhead(logo=out.getvalue())), page=1)
    assert (1, 200, 250) in {colour for _many, colour in drawn.getcolors(1 << 24)}
    assert len(sizes(certificates(["A"], office=letterhead(logo=b"no picture")))) == 1


def test_of_nobody_present_one_is_made_to_be_filled_in():
    pages = texts(certificates([]))
    assert len(pages) == 1
    assert "....." in pages[0]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_on_its_page(words):
    pdf = certificates(
        [words or "A", words],
        title=words,
        venue=words,
        partners=(PartnerPart(words, PartnerRole.HOST),),
        office=letterhead(name=words, head_name=words, head_position=words),
    )
    assert len(sizes(pdf)) == 2
    wide = sizes(pdf)[0][0]
    for _letter, (left, _bottom, right, _top) in boxes(pdf):
        assert left >= 0
        assert right <= wide


def test_many_more_pages_cost_little_each():
    few, many = (len(certificates([f"Warga {n}" for n in range(count)])) for count in (10, 110))
    assert (many - few) / 100 < 1_500
    assert LONG[:30] in text(certificates([LONG]))
