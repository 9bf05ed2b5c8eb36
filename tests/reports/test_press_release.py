import re
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given
from hypothesis import strategies as st

from models.events.summary import MonthsLine, ProgrammeLine
from models.events.tables import Stage
from models.plain_values import to_plain
from models.reporting import press
from models.reporting.press import PressTexts, press_names
from reports.press_draft import press_draft, press_figures, press_told
from reports.press_release import press_release, write_press_release, write_press_release_text
from tests.reports.values import ENGLISH, HOSTILE, INDONESIAN, LONG, NOTHING, letterhead, summary

ONE = {
    "present": 1,
    "enrolled": 1,
    "months": (MonthsLine(1, 1, 16_800),),
    "programmes": (ProgrammeLine("JKK", 1, 10_000),),
}


def told(words=ENGLISH, texts=None, **changes):
    """Return the release of an event as plain text."""
    out = BytesIO()
    write_press_release_text(out, summary(**changes), words, texts)
    return out.getvalue().decode()


def document(words=ENGLISH, texts=None, **changes):
    """Return the release of an event as Word reads it."""
    out = BytesIO()
    write_press_release(out, summary(**changes), words, texts)
    return Document(out)


def test_the_news_comes_first():
    release = press_release(summary(), ENGLISH)
    assert release.headline.text == "42 workers in Desa Pimping enrol in employment social security"
    lead = release.paragraphs[0].text
    assert lead.startswith("TANJUNG SELOR – 89% of those who came to")
    assert "42 people of 47" in lead
    assert "Tuesday, 28 June 2022" in lead
    assert "Balai Desa Pimping, Desa Pimping, Kec. Tanjung Palas Utara" in lead
    assert "together with Dinas Pertanian Kab. Bulungan and Pemerintah Desa Pimping" in lead


def test_readers_nearby_are_not_told_the_province_and_postal_code():
    said = told(place="Desa Pimping, Kec. Utara, Kab. Bulungan, Kalimantan Utara 77218")
    assert "Balai Desa Pimping, Desa Pimping, Kec. Utara, Kab. Bulungan on Tuesday" in said
    assert "77218" not in said


def test_months_prepaid_and_rupiah_are_told():
    said = told()
    assert "6 months (28 people) and 12 months (14 people)" in said
    assert "come to Rp3,091,200, of which Rp1,512,000 is paid." in said
    assert "JKK (42 people), JKM (42 people) and JHT (18 people)" in said
    assert "budget pays for 2 of those enrolled" in said


def test_numbers_and_days_are_written_as_the_language_does():
    said = told(INDONESIAN)
    assert "Rp3.091.200" in said
    assert "Selasa, 28 Juni 2022" in said


def test_what_the_village_asked_for_is_told():
    said = told(follow_up="Sosialisasi\n  yang lebih besar.", follow_up_people=200)
    assert "Sosialisasi yang lebih besar. About 200 people are expected then." in said
    said = told(follow_up="Minta diulang", follow_up_people=200)
    assert "Minta diulang. About 200 people" in said
    assert "asked for" not in told(follow_up="  ", follow_up_people=None)


def test_what_the_head_says_is_left_to_fill_in():
    paragraph = press_release(summary(), ENGLISH).paragraphs[2]
    [gap] = paragraph.gaps
    assert gap == "[TO BE FILLED IN: what the head of the office says]"
    assert paragraph.text == f"“{gap}” said Rahmat Hidayat, S.E., Kepala Kantor Cabang."


def test_an_office_without_a_head_is_quoted_by_the_position():
    assert "said the head of the office." in told(office=letterhead(head_name="", head_position=""))


def test_of_one_person_it_speaks_in_the_singular():
    said = told(**ONE)
    assert "1 worker in Desa Pimping enrols" in said
    assert "1 person enrolled in employment social security" in said
    assert "100%" not in said


def test_no_share_is_told_where_more_enrolled_than_came():
    said = told(present=10, enrolled=12)
    assert "12 people enrolled" in said
    assert "%" not in said


def test_nobody_is_said_to_have_enrolled_where_nobody_did():
    said = told(**NOTHING | {"present": 9})
    assert "9 people came to" in said
    assert "enrolled" not in said


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.READY])
def test_of_an_event_to_come_no_figures_are_told(stage):
    said = told(stage=stage)
    assert "Kantor Cabang Bulungan will hold" in said
    assert "09:00–12:30 WITA" in said
    assert "Rp" not in said
    assert "42" not in said


@pytest.mark.parametrize("stage", [Stage.CANCELLED, Stage.POSTPONED])
def test_an_event_called_off_is_not_said_to_be_held(stage):
    said = told(stage=stage)
    assert "does not take place as planned" in said
    assert f"The event was {stage}." in said
    assert "hold" not in said
    assert "asked for" not in said, "nobody came who could have asked"
    assert "participant" not in said, "nor is there one whose voice could be told"
    assert press_told(summary(stage=stage), ENGLISH).voice == ""


@pytest.mark.parametrize("noted", ["Jalan {hadir}\n  putus", "Jalan {hadir} putus."])
def test_why_an_event_was_called_off_is_told_as_it_was_noted(noted):
    said = told(stage=Stage.POSTPONED, stage_reason=noted)
    assert "as planned. The event was postponed. Reason: Jalan {hadir} putus.\n" in said
    assert "putus" not in told(stage_reason=noted), "of an event that was held all the same"


def test_a_place_nobody_noted_is_left_to_fill_in():
    release = press_release(summary(**NOTHING), ENGLISH)
    lead = release.paragraphs[0]
    assert lead.gaps == ("[TO BE FILLED IN: the place]",)
    assert lead.gaps[0] in lead.text
    assert release.headline.text == summary().title


def test_word_reads_the_same_paragraphs_as_the_text_has():
    release = press_release(summary(), ENGLISH)
    read = [one.text for one in document().paragraphs]
    assert read == [
        release.kind,
        release.office,
        release.notice.text,
        release.headline.text,
        *(one.text for one in release.paragraphs),
        "(*)",
    ]
    assert [line for line in told().split("\n") if line] == read


def test_all_that_is_to_fill_in_is_marked_and_nothing_else():
    runs = [run for paragraph in document().paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color is WD_COLOR_INDEX.YELLOW]
    assert len(marked) == 3
    assert all(text.startswith("[") and text.endswith("]") for text in marked)
    assert not any("[" in run.text for run in runs if run.text not in marked)


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN])
def test_the_page_is_a4_and_knows_its_language(words):
    made = document(words)
    assert made.sections[0].page_width.mm == pytest.approx(210, abs=0.1)
    assert made.sections[0].page_height.mm == pytest.approx(297, abs=0.1)
    assert f'w:val="{words.language}' in made.styles.element.xml
    assert made.core_properties.author == "Jangkau"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_nothing_but_text(text):
    said = document(
        title=text, follow_up=text, place=text, office=letterhead(name=text, place=text)
    )
    assert "(*)" in said.paragraphs[-1].text
    plain = told(title=text, follow_up=text, office=letterhead(name=text))
    assert "\x00" not in plain
    assert "\u202e" not in plain


def test_three_hundred_letters_are_all_there():
    assert LONG in "\n".join(one.text for one in document(title=LONG).paragraphs)


@given(st.text(max_size=40))
def test_any_text_can_be_kept_by_word(text):
    made = document(title=text, follow_up=text)
    assert made.paragraphs[-1].text == "(*)"


def test_what_is_written_stands_in_place_of_the_draft_with_the_figures_of_now():
    written = PressTexts(
        headline="Petani {desa}: {mendaftar} terlindungi",
        opening="{kota} – Kata {acara} sendiri.\nBaris {mendaftar}.",
        quotation='"Kami senang."',
        voice="–",
    )
    said = told(texts=written, title="Temu {hadir}")
    assert "Petani Desa Pimping: 42 terlindungi" in said
    assert "TANJUNG SELOR – Kata Temu {hadir} sendiri.\n\nBaris 42." in said, "not read again"
    assert "“Kami senang.” said Rahmat Hidayat" in said
    assert "Rp3,091,200" in said, "the draft stands where nothing was written"
    assert "[" not in said, "nothing is to be filled in any more"
    assert [line for line in said.split("\n") if line] == [
        one.text for one in document(texts=written, title="Temu {hadir}").paragraphs
    ]


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        ("Kemarin 42 petani mendaftar.", "The event was cancelled. Reason: Banjir."),
        ("Batal, sebab { reason }", "Batal, sebab Banjir."),
    ],
)
def test_what_was_written_before_an_event_was_called_off_does_not_hide_that(opening, first):
    off = {"stage": Stage.CANCELLED, "stage_reason": "Banjir"}
    made = press_release(summary(**off), ENGLISH, PressTexts(opening=opening))
    assert made.paragraphs[0].text == first
    assert "cancelled" not in told(texts=PressTexts(opening=opening))


def test_a_figure_that_is_not_known_is_marked_wherever_it_is_named():
    made = document(texts=PressTexts(opening="{tempat}, {tempat}, {permintaan}"), **NOTHING)
    runs = [run for one in made.paragraphs for run in one.runs]
    marked = [one.text for one in runs if one.font.highlight_color is WD_COLOR_INDEX.YELLOW]
    assert marked.count("[TO BE FILLED IN: the place]") == 2
    assert "[TO BE FILLED IN: request]" in marked


@pytest.mark.parametrize("words", [ENGLISH, INDONESIAN], ids=lambda words: words.language)
def test_every_name_offered_becomes_something_and_the_draft_names_no_other(words):
    event = summary(follow_up="Lagi.", follow_up_people=20, stage_reason="Banjir.")
    figures, gaps = press_figures(event, words)
    assert figures.keys() == press_names("id").keys() | press_names("en").keys()
    assert all(figures[name] == figures[english] for name, english in press.ENGLISH.items())
    assert gaps == ()
    named = set(re.findall(r"\{(\w+)\}", "".join(to_plain(press_draft(event, words)).values())))
    assert named
    assert named <= press_names(words.language).keys(), "in the language of the release"
    assert press_draft(event, words).problems() == {}
    assert not re.search(r"\d", "".join(to_plain(press_draft(event, words)).values())), "by name"


@pytest.mark.parametrize(
    ("written", "said"),
    [("Kami senang.", "“Kami senang,” ujar"), ("“Siapa lagi?”", "“Siapa lagi?” ujar")],
)
def test_a_quotation_ends_with_one_mark(written, said):
    assert said in told(INDONESIAN, PressTexts(quotation=written))
