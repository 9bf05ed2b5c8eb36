import io

import pytest
from PIL import Image

from models.documents.checking import MOST_BYTES, RefusedError
from models.documents.photos import LONGEST_SIDE, UnreadablePictureError, thumbnail
from models.documents.tables import MediaType
from models.documents.taking_in import incoming, read_file
from models.progress import finish
from tests.models.documents import files


def seen(data):
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return picture.copy()


def heavy(side):
    """Return a PNG of noise, which nothing can pack."""
    out = io.BytesIO()
    Image.effect_noise((side, side), 200).convert("RGB").save(out, "PNG", compress_level=0)
    return out.getvalue()


def test_a_plain_photo_is_kept_as_it_is():
    data = files.picture()
    file = incoming("foto.jpg", data)
    assert (file.data, file.redrawn) == (data, False)


def test_place_and_camera_are_taken_off_and_the_picture_stands_upright():
    file = incoming("foto.jpg", files.photo_with_place((60, 40)))
    assert file.redrawn
    shown = seen(file.data)
    assert shown.size == (40, 60)
    assert not shown.getexif()
    assert b"Telepon" not in file.data


def test_words_in_a_png_are_taken_off():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Bu Sari")
    file = incoming("foto.png", files.picture("PNG", pnginfo=words))
    assert (file.kind, file.name) == (MediaType.JPEG, "foto.png.jpg")
    assert b"Bu Sari" not in file.data


def test_a_photo_with_too_many_pixels_is_drawn_smaller():
    file = incoming("foto.jpg", files.picture(size=(4000, 1000)))
    assert seen(file.data).size == (LONGEST_SIDE, 640)


def test_a_photo_of_fifty_megabytes_is_made_small(tmp_path):
    path = tmp_path / "besar.png"
    path.write_bytes(heavy(4100))
    assert path.stat().st_size > 50_000_000
    file = finish(read_file(path))
    assert file.was > 50_000_000
    assert len(file.data) < MOST_BYTES
    assert max(seen(file.data).size) == LONGEST_SIDE


def test_what_shines_through_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (3000, 10), (0, 0, 0, 0)).save(out, "PNG")
    shown = seen(incoming("a.png", out.getvalue()).data)
    assert min(shown.getpixel((5, 1))) > 250


def test_a_grey_of_sixteen_bits_stays_as_grey_as_it_is():
    out = io.BytesIO()
    Image.new("I;16", (40, 30), 128 * 257).save(out, "PNG")
    assert abs(seen(thumbnail(out.getvalue())).getpixel((5, 5))[0] - 128) <= 2


def test_a_document_of_fifty_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "besar.pdf"
    path.write_bytes(files.pdf() + bytes(50_000_000))
    steps = []
    with pytest.raises(RefusedError, match="a document may have 20 MB"):
        steps.extend(read_file(path))
    assert len(steps) <= 1


def test_a_program_is_told_as_one_however_large(tmp_path):
    path = tmp_path / "besar.pdf"
    path.write_bytes(b"MZ" + bytes(30_000_000))
    with pytest.raises(RefusedError, match="is a program"):
        finish(read_file(path))


def test_a_photo_beyond_all_bounds_is_refused(tmp_path):
    path = tmp_path / "besar.jpg"
    path.write_bytes(files.picture() + bytes(101_000_000))
    with pytest.raises(RefusedError, match="a photo may have 100 MB"):
        finish(read_file(path))


@pytest.mark.parametrize("what", ["gone", "folder", "unreadable"])
def test_what_cannot_be_read_is_told(tmp_path, what):
    path = tmp_path / "a.pdf"
    if what == "folder":
        path.mkdir()
    if what == "unreadable":
        path.symlink_to(path)
    with pytest.raises(RefusedError, match=r"is a folder|cannot be read: "):
        finish(read_file(path))


def test_reading_tells_how_far_it_is(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(files.pdf() + bytes(3_000_000))
    steps = list(read_file(path))
    assert steps[-2].done == steps[-2].total == path.stat().st_size


def test_a_thumbnail_is_small():
    assert max(seen(thumbnail(files.picture(size=(2000, 900)))).size) == 240


def test_a_thumbnail_of_nothing_is_told():
    with pytest.raises(UnreadablePictureError):
        thumbnail(b"\xff\xd8\xff nothing")
