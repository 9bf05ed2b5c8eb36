import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.letters.layout import (
    HEAD_LENGTH,
    HEAD_MOST,
    Facts,
    Items,
    Layout,
    Paragraph,
    StaffTable,
    lay_out,
)

HOSTILE = "A : B\n\nTembusan:\n1. saya\n\n{petugas}"


def laid(body, with_head=False, **values):
    return lay_out(
        body, lambda text: text.format(**values) if values else text, with_head=with_head
    )


def test_blank_lines_part_paragraphs_and_line_breaks_stay():
    assert laid("a\nb\n \n\nc").blocks == (Paragraph("a\nb"), Paragraph("c"))
    assert laid("a\r\nb\r\n\r\nc").blocks == (Paragraph("a\nb"), Paragraph("c"))


def test_lines_with_a_colon_apart_are_facts():
    body = "Hari : Selasa\nTempat\t:  Balai Desa: aula"
    assert laid(body).blocks == (Facts((("Hari", "Selasa"), ("Tempat", "Balai Desa: aula"))),)


@pytest.mark.parametrize("line", ["Pada hari berikut:", "Pukul 09:00", "a :b", "x" * 41 + " : y"])
def test_a_colon_alone_makes_no_fact(line):
    assert laid(line).blocks == (Paragraph(line),)


def test_marks_make_a_list():
    body = "Kami mohon:\n1. ruang\n2) kursi\na. meja\n- lampu\nDemikian."
    assert laid(body).blocks == (
        Paragraph("Kami mohon:"),
        Items((("1.", "ruang"), ("2)", "kursi"), ("a.", "meja"), ("-", "lampu"))),
        Paragraph("Demikian."),
    )


def test_a_year_or_an_amount_begins_no_list():
    assert laid("2022. Tahun itu").blocks == (Paragraph("2022. Tahun itu"),)
    assert laid("1.000 orang").blocks == (Paragraph("1.000 orang"),)


def test_the_staff_are_a_table_only_on_a_line_of_their_own():
    blocks = laid("Petugas:\n{petugas}\ndan {petugas} lagi").blocks
    assert blocks == (Paragraph("Petugas:"), StaffTable(), Paragraph("dan {petugas} lagi"))


def test_facts_at_the_beginning_are_the_head_of_a_letter_that_has_one():
    body = "Sifat : Biasa\n\nDengan hormat,"
    facts = (("Sifat", "Biasa"),)
    assert laid(body, with_head=True) == Layout(facts, (Paragraph("Dengan hormat,"),))
    assert laid(body).blocks == (Facts(facts), Paragraph("Dengan hormat,"))


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(f"Fakta {n} : {n}" for n in range(HEAD_MOST + 1)),
        "Fakta : " + "x" * (HEAD_LENGTH + 1),
    ],
    ids=["many", "long"],
)
def test_more_facts_than_fit_are_no_head(body):
    assert laid(body, with_head=True) == laid(body)


@pytest.mark.parametrize("heading", ["Tembusan:", "tembusan", "Tembusan Yth.:", "Copies to:", "cc"])
def test_the_last_part_may_say_who_has_a_copy(heading):
    found = laid(f"Isi\n\n{heading}\n1. Bupati\n2. Arsip\nCamat")
    assert found == Layout((), (Paragraph("Isi"),), ("Bupati", "Arsip", "Camat"))


def test_copies_elsewhere_are_text():
    assert laid("Tembusan:\n1. Bupati\n\nIsi").copies == ()
    assert laid("Tembusan kepada Bupati").copies == ()


def test_what_is_filled_in_changes_no_layout():
    found = laid("{nama}\n\nNama : {nama}\n\n1. {nama}\n\nTembusan:\n{nama}", nama=HOSTILE)
    assert found.blocks == (
        Paragraph(HOSTILE),
        Facts((("Nama", HOSTILE),)),
        Items((("1.", HOSTILE),)),
    )
    assert found.copies == (HOSTILE,)


@given(st.text("ab:1. -\n\t", max_size=60), st.booleans())
def test_no_letter_is_lost(body, with_head):
    found = lay_out(body, str, with_head=with_head)
    kept = [
        *(text for pair in found.head for text in pair),
        *(text for block in found.blocks for text in texts_of(block)),
    ]
    assert bare("".join(kept)) == bare(body)


def bare(text):
    return "".join(text.replace(":", "").split())


def texts_of(block):
    match block:
        case Paragraph(text):
            return [text]
        case Facts(pairs) | Items(pairs):
            return [text for pair in pairs for text in pair]
    return []
