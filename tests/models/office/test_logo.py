from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.errors import UserError
from models.office.logo import KEPT_PIXELS, LARGEST, MOST_PIXELS, read_logo


def picture(kind="PNG", size=(300, 200), mode="RGB", color="#0b7a53", **more):
    out = BytesIO()
    Image.new(mode, size, color).save(out, kind, **more)
    return out.getvalue()


def opened(data):
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_keeps_its_kind_its_shape_and_its_colour(kind):
    kept = opened(read_logo(picture(kind)))
    assert (kept.format, kept.size) == (kind, (300, 200))
    near = zip(kept.convert("RGB").getpixel((150, 100)), (0x0B, 0x7A, 0x53), strict=True)
    assert all(abs(is_ - was) <= 3 for is_, was in near)


def test_a_large_one_is_made_smaller_in_its_shape():
    assert opened(read_logo(picture(size=(1800, 900)))).size == (KEPT_PIXELS, KEPT_PIXELS // 2)


def test_what_is_clear_stays_clear():
    kept = opened(read_logo(picture(mode="RGBA", color=(10, 20, 30, 0))))
    assert kept.convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16"])
def test_every_sort_of_png_is_taken(mode):
    assert opened(read_logo(picture(mode=mode, color=0))).mode == "RGBA"


def test_a_jpeg_for_the_press_is_taken():
    assert opened(read_logo(picture("JPEG", mode="CMYK", color=(0, 0, 0, 0)))).mode == "RGB"


def test_a_photo_lying_on_its_side_is_put_upright_and_tells_nothing_of_itself():
    facts = Image.Exif()
    facts[0x0112] = 6  # turned by a quarter
    facts[0x010E] = "di rumah Pak Budi"
    kept = read_logo(picture("JPEG", exif=facts))
    assert opened(kept).size == (200, 300)
    assert len(opened(kept).getexif()) == 0
    assert b"Pak Budi" not in kept


def test_what_is_hidden_behind_the_picture_is_not_kept():
    assert b"MZ" + b"\0" * 20 not in read_logo(picture() + b"MZ" + b"\0" * 20)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This is no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no picture"),
        (b"MZ\x90\0 a program called logo.png", "This is no picture"),
        (picture("GIF"), "This is no picture"),
        (picture("BMP"), "This is no picture"),
        (picture()[:90], "This picture is damaged"),
        (picture(size=(MOST_PIXELS + 1, 1)), "The picture is 4001 × 1 pixels large"),
        (b"\x89PNG" + b"\0" * LARGEST, "The picture has more than 2 MB"),
    ],
)
def test_what_cannot_be_taken_is_told_in_a_sentence(data, said):
    with pytest.raises(UserError, match=said):
        read_logo(data)


def outcome(data):
    """Return what became of ``data``: the kind of picture kept, or what was said."""
    try:
        return opened(read_logo(data)).format
    except UserError as error:
        return str(error)


@given(st.binary(max_size=200), st.integers(0, 120))
def test_whatever_bytes_come_it_is_a_picture_or_a_sentence(noise, at):
    whole = picture(size=(9, 9))
    said = ("This is no picture", "This picture is damaged")
    for data in (noise, whole[:at] + noise + whole[at:]):
        assert outcome(data).startswith(("PNG", "JPEG", *said))
