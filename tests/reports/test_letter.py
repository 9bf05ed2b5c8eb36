from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from models.events.summary import Letterhead
from models.letters.layout import Layout, Paragraph, StaffTable, lay_out
from models.letters.papers import LetterPaper, StaffLine
from models.letters.tables import LetterKind
from models.letters.texts import shipped_text
from reports.document import A4, F4
from reports.letter import write_letter, write_letters
from tests.reports.values import HOSTILE, LONG, boxes, letterhead, picture, sizes, text, texts

STAFF = (
    StaffLine("Dewi Lestari, S.E.", "200112345", "Petugas Pemasaran", ""),
    StaffLine("Agus Salim", "", "Pengemudi", ""),
)
SIGNED = "Rahmat Hidayat, S.E."


def letter(body="Dengan hormat,\n\nKami mengundang.", **changes):
    """Make an invitation's paper."""
    kind = changes.get("kind", LetterKind.INVITATION)
    made = LetterPaper(
        office=letterhead(head_number="198812345"),
        kind=kind,
        number="B/012/062022",
        dated_on=date(2022, 6, 20),
        language="en",
        paper="A4",
        partner="Dinas Pertanian Kab. Bulungan",
        recipient=("To Mr/Ms Yusuf Rahman", "Kepala Dinas", "Dinas Pertanian Kab. Bulungan"),
        subject="Undangan Sosialisasi Petani",
        layout=lay_out(body, str, with_head=kind is not LetterKind.ASSIGNMENT),
    )
    return replace(made, **changes)


def assignment(**changes):
    """Make the paper of a letter of assignment."""
    made = {"subject": "Surat Tugas", "recipient": (), "partner": "", "staff": STAFF}
    body = "Menugaskan:\n\n{petugas}\n\nuntuk hadir."
    return letter(body, kind=LetterKind.ASSIGNMENT, **(made | changes))


def pages_of(paper):
    return texts(write_letter(paper))


@pytest.mark.parametrize(
    "expected",
    [
        "KANTOR CABANG BULUNGAN",
        "Jalan Sengkawit 12, Tanjung Selor",
        "0552-21345 · kantor@bulungan.example",
        "Number : B/012/062022",
        "Enclosures : 1 berkas",
        "Subject : Undangan Sosialisasi Petani",
        "Tanjung Selor, 20 June 2022",
        "To Mr/Ms Yusuf Rahman Kepala Dinas Dinas Pertanian Kab. Bulungan Dengan hormat,",
        "Tempat : Balai Desa",
        "1. KTP 2. pulpen",
        "Terima kasih.",
        "Kepala Kantor Cabang,",
        SIGNED,
        "Staff no. 198812345",
        "Copies to: 1. Bupati 2. Arsip",
    ],
)
def test_the_letter_says(expected):
    body = (
        "Enclosures : 1 berkas\n\nDengan hormat,\n\nTempat : Balai Desa\n\n1. KTP\n2. pulpen\n\n"
        "Terima kasih.\n\nTembusan:\nBupati\nArsip"
    )
    assert expected in text(write_letter(letter(body)))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize(("name", "size"), [("A4", A4), ("F4", F4)])
def test_shipped_letters_take_one_page_of_the_paper_chosen(kind, language, name, size):
    shipped = shipped_text(kind, language)
    layout = lay_out(shipped.body, str, with_head=kind is not LetterKind.ASSIGNMENT)
    paper = letter(kind=kind, language=language, paper=name, layout=layout, staff=STAFF * 3)
    [found] = sizes(write_letter(paper))
    assert found == pytest.approx([side * 72 / 25.4 for side in size], abs=0.1)


def test_dates_follow_the_letters_language():
    assert "Tanjung Selor, 20 Juni 2022" in text(write_letter(letter(language="id")))


def test_a_letter_on_one_page_has_no_foot():
    assert "Page" not in text(write_letter(letter()))


def test_a_letter_on_several_pages_numbers_them():
    pages = pages_of(letter("Kalimat yang panjang sekali. \n\n" * 60))
    assert len(pages) > 1
    for place, page in enumerate(pages, 1):
        assert f"Page {place} of {len(pages)}" in page
        assert "B/012/062022" in page


def test_a_draft_says_that_it_is_one():
    shown = text(write_letter(letter(number="")))
    assert "Number : (draft)" in shown
    assert "B/012" not in shown


def test_nothing_stands_for_a_head_without_a_number_or_a_position():
    office = letterhead(head_number="", head_position="")
    shown = text(write_letter(letter(office=office)))
    assert "Staff no." not in shown
    assert shown.endswith(f"Kami mengundang. {SIGNED}")


def test_a_number_that_says_what_it_is_stands_as_it_is():
    shown = text(write_letter(letter(office=letterhead(head_number="NIP 1970 01"))))
    assert shown.endswith("NIP 1970 01")
    assert "Staff no." not in shown


def test_an_office_of_which_little_is_known_has_letters():
    bare = Letterhead("", "", "", "", "", "", "")
    shown = text(write_letter(letter(office=bare)))
    assert "20 June 2022" in shown
    assert ", 20 June" not in shown


def test_a_letter_of_assignment_lists_who_is_sent():
    shown = text(write_letter(assignment()))
    assert "SURAT TUGAS Number: B/012/062022 Menugaskan:" in shown
    assert "No. Name Staff no. Position 1. Dewi Lestari, S.E. 200112345" in shown
    assert "2. Agus Salim – Pengemudi untuk hadir." in shown
    assert "untuk hadir. Tanjung Selor, 20 June 2022 Kepala Kantor Cabang," in shown
    assert "Duty" not in shown


def test_duties_have_a_column_where_there_are_any():
    staff = (STAFF[0], replace(STAFF[1], duty="Membawa alat"))
    shown = text(write_letter(assignment(staff=staff)))
    assert "Position Duty" in shown
    assert "Membawa alat" in shown


def test_many_who_are_sent_flow_over_pages_under_their_headings():
    staff = tuple(StaffLine(f"Petugas {n}", f"{n:09}", "Anggota", "") for n in range(90))
    pages = pages_of(assignment(staff=staff))
    assert len(pages) > 1
    assert all("No. Name Staff no." in page for page in pages if "Anggota" in page)
    assert all(f"Petugas {n} " in " ".join(pages) for n in range(90))


def test_a_table_of_nobody_can_be_looked_at():
    assert "1. – –" in text(write_letter(assignment(staff=())))


@pytest.mark.parametrize("lines", range(20, 60))
def test_nobody_signs_a_page_on_which_nothing_else_stands(lines):
    body = "\n".join(f"Baris {n} kalimat." for n in range(lines))
    for shape in (body, body.replace("\n", "\n\n"), body.replace("\n", " ")):
        pages = pages_of(letter(shape))
        [signed] = [page for page in pages if SIGNED in page]
        assert f"Baris {lines - 1} kalimat." in signed
        assert all("Baris" in page or "Kepala" in page for page in pages)


def test_the_logo_stands_at_the_top_left():
    out = BytesIO()
    Image.new("RGB", (300, 300), (200, 0, 0)).save(out, "PNG")

    def red(logo):
        page = picture(write_letter(letter(office=letterhead(logo=logo))), dpi=50)
        corner = page.crop((0, 0, page.width // 3, page.height // 8))
        return sum(n for n, (r, g, b) in corner.getcolors(1 << 24) if r > 150 > 60 > max(g, b))

    assert red(out.getvalue()) > 500
    assert red(None) == red(b"no picture") == 0


@pytest.mark.parametrize("odd", HOSTILE)
def test_hostile_text_is_only_text_wherever_it_stands(odd):
    office = Letterhead(odd, odd, odd, odd, odd, odd, odd, None, odd)
    layout = Layout(
        ((odd, odd),) * 3,
        (Paragraph(odd), *lay_out("A : b\n\n1. x", lambda _: odd, with_head=False).blocks),
        (odd, odd),
    )
    given = {"office": office, "number": odd, "subject": odd, "layout": layout}
    assert write_letter(letter(recipient=(odd, odd), partner=odd, **given))
    staff = (StaffLine(odd, odd, odd, odd),) * 2
    tabled = Layout((), (StaffTable(),), ())
    assert write_letter(assignment(staff=staff, **given | {"layout": tabled}))


def test_markup_in_names_is_read_back_as_it_was_typed():
    shown = text(write_letter(letter(recipient=("To <b>Budi</b> & {mitra}",))))
    assert "To <b>Budi</b> & {mitra}" in shown


def test_long_names_stay_on_the_page():
    office = letterhead(head_name=LONG, head_position=LONG, name=LONG, place=LONG)
    pdf = write_letter(
        assignment(office=office, staff=(StaffLine(LONG, LONG, LONG, LONG),), subject=LONG)
    )
    wide = sizes(pdf)[0][0]
    assert all(left >= 0 and right <= wide for _letter, (left, _b, right, _t) in boxes(pdf))


@settings(max_examples=60)
@given(
    st.text(st.sampled_from("abc :1.-\n{}é😀") | st.characters(), max_size=400),
    st.integers(1, 40),
    st.sampled_from(LetterKind),
)
def test_no_body_breaks_a_letter(body, times, kind):
    layout = lay_out(body * times, str, with_head=kind is not LetterKind.ASSIGNMENT)
    assert write_letter(letter(kind=kind, layout=layout)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "body",
    [
        "Label : " + "kata " * 3900,
        "1. " + "kata " * 3900,
        "kata " * 3900,
        "x" * 19_000,
        "a : b\n" * 3000,
        "1. a\n" * 3000,
        "Isi\n\nTembusan:\n" + "Camat\n" * 3000,
        "Isi\n\nTembusan:\n" + "kata " * 3000,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_a_part_longer_than_a_page_flows_on(body):
    assert len(pages_of(letter(body))) > 2


def test_equal_letters_have_equal_bytes():
    assert write_letter(letter()) == write_letter(letter())
    assert write_letter(letter()) != write_letter(letter(number="B/013/062022"))


def test_letters_are_put_together_each_from_a_page_of_its_own():
    long = letter("Kalimat yang panjang sekali. \n\n" * 60, number="B/002/062022")
    papers = [letter(number="B/001/062022"), long, letter(number="B/003/062022", paper="F4")]
    pdf = write_letters(papers)
    pages = texts(pdf)
    alone = [pages_of(paper) for paper in papers]
    assert pages == [page for one in alone for page in one]
    assert sizes(pdf)[-1] == pytest.approx([side * 72 / 25.4 for side in F4], abs=0.1)
    assert sizes(pdf)[0] == pytest.approx([side * 72 / 25.4 for side in A4], abs=0.1)


def test_no_letter_at_all_is_an_error():
    with pytest.raises(ValueError, match="no letter"):
        write_letters([])
