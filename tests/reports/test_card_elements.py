"""What elements of a design look like when they are printed, bad ones too."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from models.designs.design import (
    Box,
    Condition,
    Crop,
    Fit,
    Line,
    Mask,
    Photo,
    Picture,
    Rectangle,
    Signature,
    Text,
    Theme,
    Turned,
)
from models.designs.look import Look
from models.progress import finish
from reports.card_faults import design_faults
from tests.reports.card_values import (
    LOOK,
    WHOLE,
    alone,
    at,
    by,
    design,
    named_colour,
    piece,
    printed,
    quarters,
    shown,
    work,
)
from tests.reports.values import ENGLISH, INDONESIAN, boxes, face, faces, text

MM = 72 / 25.4
BOX = Box(10, 10, 30, 40)
LONG_NAME = "Raden Ayu Siti Nurhalimah Kusumaningrum Wiryawan Purwokusumo"


def colours(element, card=None, box=BOX, look=LOOK):
    """Return the colours near the corners of an element's box, row by row."""
    picture = shown(alone(design(element), card or face(), look=look))
    xs, ys = (box.x + 2, box.x + box.width - 2), (box.y + 2, box.y + box.height - 2)
    return [named_colour(at(picture, x, y)) for y in ys for x in xs]


def said(element, card=None, **settings):
    return text(alone(design(element), card or face(), **settings))


def faults(element, *cards, look=LOOK):
    return [one.said for one in design_faults(design(element), cards or [face()], ENGLISH, look)]


# Texts


def test_placeholders_are_filled_and_fall_back():
    words = Text(box=WHOLE, text="{name}, {village|—}: {{{occupation}}}", fit=Fit.WRAP)
    assert said(words, face(village="")) == "Siti Rahmawati, —: {Petani padi}"


def test_braces_in_a_name_are_only_letters():
    assert said(Text(box=WHOLE, text="{name}"), face(name="{number} %b {x")) == "{number} %b {x"


def test_labels_speak_the_language_of_the_cards():
    label = Text(box=WHOLE, text="{label_number}")
    assert said(label) == "Membership number"
    assert said(label, words=INDONESIAN) == "Nomor peserta"


def test_the_office_is_said_by_its_look():
    assert said(Text(box=WHOLE, text="{address}")) == LOOK.address


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("turned", Turned)
def test_a_long_text_stays_in_its_box_however_it_is_fitted_and_turned(fit, turned):
    box = Box(20, 5, 30, 12) if turned % 180 == 0 else Box(20, 5, 12, 30)
    words = Text(box=box, text="{name}", fit=fit, turned=turned, size=9)
    for letter, (left, low, right, high) in boxes(alone(design(words), face(name=LONG_NAME))):
        if letter.strip():
            assert left >= box.x * MM - 0.5
            assert right <= (box.x + box.width) * MM + 0.5
            assert high <= (54 - box.y) * MM + 0.5
            assert low >= (54 - box.y - box.height) * MM - 0.5


def test_a_text_shrinks_before_it_is_cut():
    words = Text(box=Box(5, 5, 25, 6), text="{name}", size=10, least=6)
    assert said(words, face(name="Siti Rahmawati Lestari")) == "Siti Rahmawati Lestari"
    assert said(words, face(name=LONG_NAME)).endswith("…")


def test_a_text_with_an_ellipsis_keeps_its_size():
    words = Text(box=Box(5, 5, 25, 6), text="{name}", size=10, fit=Fit.ELLIPSIS)
    assert said(words, face(name="Siti Rahmawati Lestari")).endswith("…")


def test_a_wrapped_text_takes_as_many_lines_as_its_box_has():
    words = Text(box=Box(5, 5, 30, 20), text="{name}", size=9, fit=Fit.WRAP)
    assert said(words, face(name=LONG_NAME)) == LONG_NAME


def test_a_text_cut_and_one_too_small_are_told():
    words = Text(box=Box(5, 5, 25, 6), text="{name}", size=10, least=4)
    assert "too long" in faults(words, face(name=LONG_NAME))[0]
    assert "too small" in faults(words, face(name="Siti Rahmawati Lestari Wijaya"))[0]
    assert faults(words, face(name="Siti")) == []


def test_markup_in_a_text_is_only_text():
    name = "<b>Budi</b> & (a) \\ %s"
    assert said(Text(box=WHOLE, text="<i>{name}</i>"), face(name=name)) == f"<i>{name}</i>"


# Shapes and colours


def test_a_box_is_filled_with_the_office_s_colour():
    shape = Rectangle(box=BOX, fill=Theme.MAIN.value)
    assert colours(shape, look=Look(main="#ff0000")) == ["red"] * 4


def test_a_colour_nobody_knows_is_black():
    assert colours(Rectangle(box=BOX, fill="javascript:alert(1)")) == ["black"] * 4


def test_round_corners_are_left_out_and_a_frame_lies_within():
    shape = Rectangle(box=BOX, fill="#ff0000", frame="#0000ff", thick=1, radius=8)
    picture = shown(alone(design(shape), face()))
    assert named_colour(at(picture, 10.5, 10.5)) == "white"
    assert named_colour(at(picture, 25, 10.5)) == "blue"
    assert named_colour(at(picture, 25, 9.5)) == "white"
    assert named_colour(at(picture, 25, 30)) == "red"


@pytest.mark.parametrize(
    ("box", "point"), [(Box(5, 5, 40, 2), (30, 6)), (Box(5, 5, 2, 40), (6, 30))]
)
def test_a_line_runs_along_the_middle_of_its_box(box, point):
    picture = shown(alone(design(Line(box=box, thick=0.5)), face()))
    assert named_colour(at(picture, *point)) == "black"
    assert named_colour(at(picture, box.x + 0.1, box.y + 0.1)) == "white"


def test_what_comes_later_covers_what_was_before():
    photo = Photo(box=BOX)
    cover = Rectangle(box=Box(10, 10, 30, 20), fill="#000000")
    card = face(photo=quarters())
    covered = shown(alone(design(photo, cover), card))
    assert named_colour(at(covered, 15, 15)) == "black"
    assert named_colour(at(covered, 15, 45)) == "blue"
    under = shown(alone(design(cover, photo), card))
    assert named_colour(at(under, 15, 15)) == "red"


# Conditions


@pytest.mark.parametrize("unless", [False, True])
def test_what_depends_on_a_programme_is_drawn_only_then(unless):
    only = Condition("programmes", "JHT", unless=unless)
    for element in (
        Rectangle(box=BOX, fill="#ff0000", only=only),
        Text(box=WHOLE, text="with JHT", only=only),
    ):
        one, two = (
            shown(alone(design(element), face(programmes=had))) for had in (("JHT",), ("JKK",))
        )
        drawn = [picture.convert("L").getextrema()[0] < 200 for picture in (one, two)]
        assert drawn == [not unless, unless]


# Photos


def test_a_photo_is_passed_through_as_it_is():
    data = quarters()
    assert data in alone(design(Photo(box=BOX)), face(photo=data))


def test_a_photo_on_two_elements_is_written_once():
    data = quarters()
    two = design(Photo(box=BOX), Photo(box=Box(50, 10, 30, 40)), back=[Photo(box=BOX)])
    assert printed([face(photo=data)], **by(two)).count(data) == 1


def test_a_photo_stands_upright():
    assert colours(Photo(box=BOX), face(photo=quarters())) == ["red", "lime", "blue", "yellow"]


@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        (Turned.RIGHT, ["blue", "red", "yellow", "lime"]),
        (Turned.OVER, ["yellow", "blue", "lime", "red"]),
        (Turned.LEFT, ["lime", "yellow", "red", "blue"]),
    ],
)
def test_a_photo_is_turned_clockwise(turned, expected):
    assert colours(Photo(box=BOX, turned=turned), face(photo=quarters())) == expected


def test_a_photo_turned_by_its_camera_is_set_upright():
    camera = Image.Exif()
    camera[0x0112] = 6  # to be shown turned a quarter clockwise
    data = quarters((120, 90), exif=camera)
    assert colours(Photo(box=BOX), face(photo=data)) == ["blue", "red", "yellow", "lime"]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_photo_of_another_kind_is_made_a_jpeg(kind):
    pdf = alone(design(Photo(box=BOX)), face(photo=quarters(kind=kind, lossless=True)))
    assert b"/DCTDecode" in pdf
    assert colours(Photo(box=BOX), face(photo=quarters(kind=kind, lossless=True)))[0] == "red"


def test_a_photo_in_printers_colours_is_made_a_plain_one():
    out = BytesIO()
    Image.new("CMYK", (90, 120), (0, 255, 255, 0)).save(out, "JPEG")
    assert colours(Photo(box=BOX), face(photo=out.getvalue())) == ["red"] * 4


def test_a_large_photo_is_made_smaller():
    data = quarters((3000, 4000))
    pdf = alone(design(Photo(box=BOX)), face(photo=data))
    assert b"/Width 450/Height 600" in pdf
    assert colours(Photo(box=BOX), face(photo=data)) == ["red", "lime", "blue", "yellow"]


def bomb():
    out = BytesIO()
    Image.new("1", (10_000, 10_000)).save(out, "PNG")
    return out.getvalue()


BROKEN = {
    "100 megapixels": bomb(),
    "broken PNG": quarters(kind="PNG")[:120],
    "broken JPEG": quarters((400, 500))[:900],
    "no picture": b"%PDF-1.4 <script>",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_photo_gives_way_to_a_head_and_is_told(data):
    photo, card = Photo(box=BOX), face(photo=data)
    assert shown(alone(design(photo), card)) == shown(alone(design(photo), face()))
    assert "damaged" in faults(photo, card)[0]


def test_without_a_photo_there_is_a_head_only_if_it_is_wanted():
    with_head = shown(alone(design(Photo(box=BOX)), face()))
    without = shown(alone(design(Photo(box=BOX, placeholder=False)), face()))
    assert with_head.convert("L").getextrema()[0] < 200
    assert without.convert("L").getextrema()[0] == 255


@pytest.mark.parametrize(
    ("mask", "corner"), [(Mask.NONE, "red"), (Mask.ROUNDED, "white"), (Mask.OVAL, "white")]
)
def test_a_mask_cuts_the_corners_off(mask, corner):
    picture = shown(alone(design(Photo(box=BOX, mask=mask)), face(photo=quarters())))
    assert named_colour(at(picture, 10.4, 10.4)) == corner
    assert named_colour(at(picture, 20, 20)) == "red"


def test_a_photo_fills_its_box_or_is_whole_within_it():
    wide = quarters((240, 120))
    filled = shown(alone(design(Photo(box=BOX, crop=Crop.FILL)), face(photo=wide)))
    whole = shown(alone(design(Photo(box=BOX, crop=Crop.WHOLE)), face(photo=wide)))
    assert named_colour(at(filled, 12, 12)) == "red"
    assert named_colour(at(filled, 8, 30)) == "white"
    assert named_colour(at(whole, 12, 12)) == "white"
    assert named_colour(at(whole, 12, 28)) == "red"


# Pictures of the office


def test_a_picture_all_cards_share_is_written_once():
    logo = quarters()
    pdf = printed(faces(25), **by(design(Picture(box=BOX))), look=Look(logo=logo))
    assert pdf.count(logo) == 1


def test_what_shines_through_a_logo_stays_so():
    out = BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(out, "PNG")
    ground = Rectangle(box=BOX, fill="#0000ff")
    picture = shown(alone(design(ground, Picture(box=BOX)), face(), look=Look(logo=out.getvalue())))
    assert named_colour(at(picture, 25, 30)) == "blue"


def test_a_picture_that_is_gone_leaves_its_place_empty():
    assert colours(Picture(box=BOX, digest="f" * 64)) == ["white"] * 4


# Signatures


def signed(kind="PNG"):
    out = BytesIO()
    drawn = Image.new("RGBA", (400, 100), (0, 0, 0, 0))
    drawn.paste((0, 0, 60, 255), (50, 20, 350, 80))
    drawn.save(out, kind)
    return out.getvalue()


def test_without_a_signature_there_is_a_line_to_sign_on():
    box = Box(10, 10, 40, 15)
    without = shown(alone(design(Signature(box=box)), face()))
    drawn = shown(alone(design(Signature(box=box)), face(signature=signed())))
    assert named_colour(at(without, 30, 17)) == "white"
    assert piece(without, Box(10, 23, 40, 2)).convert("L").getextrema()[0] < 100
    assert named_colour(at(drawn, 30, 17)) == "black"


def test_a_broken_signature_leaves_the_line_and_is_told():
    mark = Signature(box=Box(10, 10, 40, 15), caption="{label_signature}")
    card = face(signature=b"\x89PNG\r\n\x1a\nnothing")
    assert shown(alone(design(mark), card)) == shown(
        alone(design(mark), replace(card, signature=None))
    )
    assert "damaged" in faults(mark, card)[0]


def test_broken_pictures_are_counted():
    cards = [face(photo=BROKEN["broken PNG"]), face(2, photo=quarters()), face(3)]
    told = finish(work(BytesIO(), cards, **by(design(Photo(box=BOX)))))
    assert (told.cards, told.broken) == (3, 1)
