from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from PIL import ImageChops

from models.cards.tables import CardKind
from models.designs.design import Bars, Box, Condition, Photo, Qr, Signature, Text
from models.progress import finish
from models.words import Words
from reports.card_faults import face_faults
from reports.sheet import A4, ID1, SHIPPED, load_sheet
from tests.reports.card_values import DESIGNS, LOOK, by, design, printed, quarters, work
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    boxes,
    codes,
    face,
    faces,
    picture,
    sizes,
    text,
    texts,
)

MM = 72 / 25.4
INK = (0, 0, 0)


def card_rectangles(sheet=A4):
    """Return the faces of a sheet in points, from the bottom left as PDF counts."""
    sheet = load_sheet(sheet)
    wide, high = sheet.card
    corners = [sheet.corner(place) for place in sheet.places]
    return [
        (x * MM, (sheet.page[1] - y - high) * MM, (x + wide) * MM, (sheet.page[1] - y) * MM)
        for x, y in corners
    ]


def ink_of(pdf, place, dpi=60):
    """Return how many dots of a place on the first page of A4 are not white."""
    shown = picture(pdf, dpi=dpi).convert("L")
    x, y = load_sheet(A4).corner(place)
    scale = dpi / 25.4
    box = (x * scale, y * scale, (x + 85.6) * scale, (y + 54) * scale)
    return sum(dot < 200 for dot in shown.crop(tuple(map(round, box))).get_flattened_data())


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (11, 2), (25, 3)])
def test_ten_cards_go_on_a_page(count, pages):
    out = BytesIO()
    result = finish(work(out, faces(count)))
    assert (result.cards, result.pages) == (count, pages)
    assert len(sizes(out.getvalue())) == pages


def test_a_card_printer_gets_a_page_a_card():
    assert len(sizes(printed(faces(3), ID1))) == 3


def test_a_card_printer_s_page_is_exactly_the_card():
    [size] = sizes(printed([face()], ID1))
    assert size == pytest.approx((85.6 * MM, 54 * MM), abs=0.001)


def test_the_sheet_is_exactly_a4():
    [size] = sizes(printed([face()]))
    assert size == pytest.approx((210 * MM, 297 * MM), abs=0.001)


def test_no_card_is_no_document():
    with pytest.raises(ValueError, match="needs one at least"):
        printed([])


def test_progress_is_told_after_every_page():
    assert [tuple(progress) for progress in work(BytesIO(), faces(25))] == [
        (10, 25),
        (20, 25),
        (25, 25),
    ]


def test_what_is_stopped_is_no_document():
    out = BytesIO()
    stopped = work(out, faces(25))
    next(stopped)
    stopped.close()
    assert b"%%EOF" not in out.getvalue()


def test_every_name_and_number_is_printed_in_order():
    shown = text(printed(faces(12)))
    places = [shown.index(f"Peserta {number} ") for number in range(12)]
    assert places == sorted(places)
    assert "2206 2800 011" in shown


def test_a_card_says_everything_of_its_face():
    shown = text(printed([face(programmes=("JKK", "JKM", "JHT"), valid_until=date(2023, 6, 30))]))
    for expected in (
        "MEMBER CARD",
        "Kantor Cabang Bulungan",
        "Siti Rahmawati",
        "2206 2800 001",
        "JKK · JKM · JHT",
        "30 June 2023",
        "Petani padi",
        "Desa Pimping",
    ):
        assert expected in shown


def test_a_card_speaks_indonesian():
    assert "31 Desember 2022" in text(printed([face()], words=INDONESIAN))


def test_a_proof_says_that_it_is_no_member_card():
    shown = text(printed([face(kind=CardKind.PROOF, number="PD-2206-000117", valid_until=None)]))
    assert "PROOF OF REGISTRATION" in shown
    assert "Not a member card" in shown
    assert "not yet paid" in shown
    assert "PD-2206-000117" in shown
    assert "MEMBER CARD" not in shown


def test_both_kinds_go_on_one_sheet():
    shown = text(printed([face(), face(2, kind=CardKind.PROOF), face(3)]))
    assert (shown.count("MEMBER CARD"), shown.count("PROOF OF REGISTRATION")) == (2, 1)


def test_cards_of_two_offices_keep_their_own():
    shown = text(
        printed([face(office="Kantor A"), face(2, office="Kantor B"), face(3, office="Kantor A")])
    )
    assert (shown.count("Kantor A"), shown.count("Kantor B")) == (2, 1)


def test_a_card_looks_the_same_among_others_as_alone_on_its_sheet():
    only = Condition("programmes", "JHT")
    every = design(
        Photo(box=Box(2, 2, 12, 16), only=only),
        Text(box=Box(16, 2, 40, 6), text="{name} {village|-}", only=only),
        Qr(box=Box(60, 2, 22, 22)),
        Bars(box=Box(2, 20, 50, 10), text="{name}", said=True),
        Signature(box=Box(2, 34, 40, 15), caption="{name}"),
    )
    cards = [
        face(1, name="Dewi", programmes=("JKK",), photo=quarters()),
        face(2, name="Ali", programmes=("JHT",), photo=quarters(size=(60, 60))),
        face(3, name="é", kind=CardKind.PROOF, programmes=("JHT",)),
        face(4, name="Siti", programmes=("JHT", "JKK"), photo=quarters(), village=""),
    ]
    together = picture(printed(cards, **by(every)), dpi=150)
    for place, card in enumerate(cards, 1):
        alone = picture(printed([card], used=[set(range(1, place))], **by(every)), dpi=150)
        box = [round(side * 150 / 25.4) for side in (*load_sheet(A4).corner(place), 85.6, 54.0)]
        left, top, wide, high = box
        one, other = (
            shown.crop((left, top, left + wide, top + high)) for shown in (together, alone)
        )
        assert ImageChops.difference(one, other).getbbox() is None
        assert one.convert("L").getextrema()[0] < 50


@pytest.mark.parametrize("sheet", [A4, ID1])
def test_every_code_is_read_back_from_the_paper(sheet):
    cards = [
        *faces(6),
        face(kind=CardKind.PROOF, number="PD-2206-000117"),
        face(kind=CardKind.PROOF, number="nomor/é 😀"),
    ]
    pdf = printed(cards, sheet)
    found = [code for page in range(len(sizes(pdf))) for code in codes(pdf, page)]
    assert sorted(found) == sorted(card.code for card in cards)


def test_used_places_stay_empty():
    pdf = printed(faces(3), used=[{1, 2, 4}])
    assert [place for place in range(1, 11) if ink_of(pdf, place) > 50] == [3, 5, 6]


def test_sheets_begun_are_used_up_page_by_page():
    pdf = printed(faces(4), used=[set(range(2, 11)), set(range(1, 9))])
    assert len(sizes(pdf)) == 3
    assert [len(codes(pdf, page)) for page in range(3)] == [1, 2, 1]


def band_of(pdf, sheet, place, dpi=300):
    """Return left, top and right, in mm, of the coloured band across the top of a card."""
    x, y = sheet.corner(place)
    begins, dot = (x - 2, y - (0 if place > sheet.columns else 2)), dpi / 25.4
    box = (*begins, x + sheet.card[0] + 2, y + 9)
    shown = picture(pdf, dpi=dpi).crop([round(side * dot) for side in box])
    red, green, _blue = shown.convert("RGB").split()
    inked = ImageChops.subtract(green, red).point(lambda dot: 255 * (dot > 60)).getbbox()
    left, top, right = inked[:3]
    return begins[0] + left / dot, begins[1] + top / dot, begins[0] + right / dot


@pytest.mark.parametrize("name", [one for one in SHIPPED if one != ID1])
def test_on_every_shipped_sheet_each_card_lies_in_the_middle_of_its_place(name):
    sheet, dots = load_sheet(name), 2 * 25.4 / 300
    pdf = printed(faces(len(sheet.places)), name)
    for place in sheet.places:
        left, top, right = band_of(pdf, sheet, place)
        x, y = sheet.origin(place)
        assert (left, right) == pytest.approx((x, x + 85.6), abs=dots)
        if place <= sheet.columns:
            assert top == pytest.approx(y, abs=dots)


def test_only_the_first_page_has_used_places():
    assert len(sizes(printed(faces(12), used=[{1}]))) == 2
    assert len(sizes(printed(faces(20), used=[{1}]))) == 3


def test_the_same_cards_make_the_same_bytes():
    cards = [*faces(12), face(name=HOSTILE[8])]
    assert printed(cards) == printed(cards)


def test_a_document_is_not_changed_by_the_one_before():
    alone = printed(faces(2))
    printed([face(name="Łucja عبد 😀")])
    assert printed(faces(2)) == alone


def test_a_card_is_printed_at_its_true_size_and_named():
    pdf = printed([face()], words=Words("id"))
    assert b"/PrintScaling /None" in pdf
    assert b"id-ID" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"] == INDONESIAN.say("Cards")


def test_fonts_are_in_the_file():
    pdf = printed([face(name="Siti عبد")])
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Subtype /TrueType") == 3
    assert b"Helvetica" not in pdf


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", ["name", "village", "occupation", "office"])
def test_hostile_text_stays_on_its_card(field, hostile):
    pdf = printed([face(**{field: hostile})], ID1)
    for letter, (left, bottom, right, top) in boxes(pdf):
        if letter.strip():
            assert left >= 3 * MM
            assert right <= (85.6 - 3) * MM
            assert bottom >= 0.8 * MM
            assert top <= 54 * MM


@pytest.mark.parametrize("hostile", HOSTILE[:5])
def test_hostile_text_is_shown_as_it_is(hostile):
    assert hostile[:20] in text(printed([face(name=hostile)], ID1))


def test_hostile_programmes_and_numbers_are_only_text():
    cards = [face(number=hostile or "1", programmes=(hostile, "JKM")) for hostile in HOSTILE]
    assert len(sizes(printed(cards, ID1))) == len(HOSTILE)


def test_letters_stay_on_the_faces_of_a_sheet():
    pdf = printed([face(number, name=LONG, village=LONG) for number in range(10)])
    faces_of_page = card_rectangles()
    for letter, (left, bottom, right, top) in boxes(pdf):
        if letter.strip():
            assert any(
                left >= x1 and bottom >= y1 and right <= x2 and top <= y2
                for x1, y1, x2, y2 in faces_of_page
            )


def test_a_name_from_right_to_left_shows_all_its_letters():
    name = "יוסף בן דוד"
    shown = text(printed([face(name=name)], ID1))
    assert all(shown.count(letter) >= name.count(letter) for letter in name)


def test_an_arabic_name_can_be_searched_though_its_letters_are_joined():
    shown = [letter for letter, _ in boxes(printed([face(name="عبد الرحمن")], ID1))]
    assert all(shown.count(letter) >= "عبدالرحمن".count(letter) for letter in "عبدالرحمن")


def test_an_emoji_is_drawn():
    assert "😀" in text(printed([face(name="Budi 😀")], ID1))


def faults(card, words=ENGLISH):
    return face_faults(DESIGNS[card.kind], card, words, LOOK)


def test_a_sound_card_has_no_fault():
    assert [said for card in faces(20) for said in faults(card)] == []


def test_a_text_that_will_be_cut_is_told_before_printing():
    [said] = faults(face(2, occupation=LONG))
    assert said.startswith("Card 22062800002, Siti Rahmawati: ")
    assert "too long" in said


def test_letters_that_no_font_has_are_told_before_printing():
    [said] = faults(face(name="Budi 中"))
    assert said.endswith("No font has these letters: 中")


def test_what_is_cut_ends_with_an_ellipsis():
    assert "…" in text(printed([face(village=LONG)], ID1))


def test_a_two_line_name_shows_every_word():
    name = "Fransiskus Xaverius Lencau Anak Merang Wijaya Kusuma"
    assert faults(face(name=name)) == []
    assert name in texts(printed([face(name=name)], ID1))[0]
