"""The press release on the office's paper says what the draft says, and shows what is open."""

from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest

from reports.press_paper import write_press_paper
from reports.press_release import press_release
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, LONG, NOTHING, letterhead, summary

OPEN = (255, 243, 196)
"""What stands behind what is open."""


def paper(words=ENGLISH, **changes):
    """Return the pages of the paper, drawn and as words."""
    out = BytesIO()
    pages = write_press_paper(out, summary(**changes), words)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        drawn = [page.render(scale=1).to_pil().convert("RGB") for page in document]
        said = [page.get_textpage().get_text_bounded() for page in document]
    assert len(said) == pages
    return drawn, said


def flowing(text):
    return " ".join(text.split())


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN], ids=lambda words: words.language)
def test_every_paragraph_of_the_draft_stands_on_one_page(words):
    _drawn, [said] = paper(words)
    release = press_release(summary(), words)
    whole = flowing(said)
    for one in (release.kind, release.headline.text, *(part.text for part in release.paragraphs)):
        assert flowing(one) in whole


def test_what_is_to_be_filled_in_is_shaded_and_the_rest_is_not():
    [drawn], _said = paper()
    left = [drawn.getpixel((65, y)) for y in range(drawn.height)]
    shaded = [y for y, (above, here) in enumerate(pairwise(left)) if above != here == OPEN]
    release = press_release(summary(), ENGLISH)
    open_ones = [one for one in release.paragraphs if one.gaps]
    assert len(shaded) == 1 + len(open_ones) < len(release.paragraphs)


def test_an_event_of_which_nothing_is_known_has_a_paper():
    _drawn, said = paper(**NOTHING)
    assert "TO BE FILLED IN" in "".join(said)


@pytest.mark.parametrize("text", [*HOSTILE, LONG])
def test_text_of_any_kind_is_harmless_and_nothing_is_lost(text):
    _drawn, said = paper(title=text, follow_up=text * 12, office=letterhead(head_name=text))
    assert "(*)" in said[-1]
