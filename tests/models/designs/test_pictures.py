import io

import pytest
from PIL import Image, PngImagePlugin

from models.designs.pictures import LONGEST_SIDE, MOST_BYTES, kept_picture
from models.errors import UserError
from tests.models.documents import files


def drawn(size=(40, 30), mode="RGB", form="PNG", colour="#123456", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def seen(data):
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture.copy(), picture.format


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_plain_picture_is_kept_as_it_is(form):
    assert kept_picture(drawn(form=form)) == drawn(form=form)


def test_a_picture_of_the_largest_size_is_kept_and_a_larger_one_made_smaller():
    fits = drawn((LONGEST_SIDE, 10))
    assert kept_picture(fits) == fits
    smaller, _form = seen(kept_picture(drawn((LONGEST_SIDE * 2, 1000))))
    assert smaller.size == (LONGEST_SIDE, 500)


def test_what_shines_through_goes_on_doing_so_when_it_is_made_smaller():
    large = drawn((LONGEST_SIDE + 10, 20), mode="RGBA", colour=(200, 10, 10, 0))
    picture, form = seen(kept_picture(large))
    assert (form, picture.mode, picture.getpixel((5, 5))[3]) == ("PNG", "RGBA", 0)


def test_a_photo_taken_sideways_stands_upright_and_tells_no_place():
    picture, form = seen(kept_picture(files.photo_with_place((60, 40))))
    assert (form, picture.size) == ("JPEG", (40, 60))
    assert not picture.getexif()


def test_what_is_written_into_a_see_through_picture_is_taken_off():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Siapa saja")
    told = drawn(mode="RGBA", colour=(1, 2, 3, 4), pnginfo=info)
    assert b"Siapa" in told
    assert b"Siapa" not in kept_picture(told)


def test_a_picture_in_the_inks_of_a_printing_house_gets_plain_colours():
    picture, form = seen(kept_picture(drawn(mode="CMYK", form="JPEG", colour=(0, 0, 0, 0))))
    assert (form, picture.mode) == ("JPEG", "RGB")


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"%PDF-1.7", drawn(form="GIF"), drawn(form="WEBP"), drawn()[:60], drawn()[8:]],
    ids=["nothing", "text", "pdf", "gif", "webp", "cut off", "headless"],
)
def test_what_is_no_sound_picture_is_told(data):
    with pytest.raises(UserError, match="no sound PNG or JPEG"):
        kept_picture(data)


def test_a_hundred_megapixels_are_refused_before_they_fill_the_memory():
    bomb = drawn((10_000, 10_000), mode="1", colour=0)
    assert len(bomb) < 100_000
    with pytest.raises(UserError, match="too many pixels"):
        kept_picture(bomb)


def test_a_file_beyond_all_measure_is_refused():
    with pytest.raises(UserError, match="12 MB"):
        kept_picture(drawn() + b"\0" * MOST_BYTES)
