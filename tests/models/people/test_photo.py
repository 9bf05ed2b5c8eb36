from io import BytesIO

import pytest
from PIL import Image

from models.documents.contents import content
from models.errors import UserError
from models.history.undo import next_undo, undo
from models.people.photo import (
    LONGEST_SIDE,
    Cut,
    cut_out,
    photo,
    read_photo,
    remove_photo,
    set_photo,
)
from models.people.tables import Person
from models.progress import finish
from tests import factories as a

RED, BLUE = (220, 20, 20), (20, 20, 220)


def picture(size=(1000, 500), kind="PNG", **given):
    """A picture, red at the left and blue at the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    out = BytesIO()
    image.save(out, kind, **given)
    return out.getvalue()


def colour(data, at):
    """Which of the two colours is at a place, given as shares."""
    with Image.open(BytesIO(data)) as image:
        place = tuple(int(share * side) for share, side in zip(at, image.size, strict=True))
        red, _green, blue = image.convert("RGB").getpixel(place)
    return RED if red > blue else BLUE


def size(data):
    with Image.open(BytesIO(data)) as image:
        return image.format, image.size


def test_a_photo_is_kept_as_a_jpeg_no_longer_than_allowed():
    assert size(cut_out(picture((3000, 1500)), Cut())) == ("JPEG", (LONGEST_SIDE, 300))


def test_a_small_photo_is_not_made_larger():
    assert size(cut_out(picture((80, 40)), Cut())) == ("JPEG", (80, 40))


def test_what_is_cut_out_is_kept():
    right = cut_out(picture(), Cut(left=0.5))
    assert size(right)[1] == (500, 500)
    assert colour(right, (0.1, 0.5)) == BLUE


@pytest.mark.parametrize(
    ("turns", "top"),
    [(0, RED), (1, RED), (2, BLUE), (3, BLUE)],
)
def test_a_turn_goes_with_the_clock(turns, top):
    turned = cut_out(picture(), Cut(turns=turns))
    first = (0.1, 0.1) if turns % 2 else (0.1, 0.5)
    assert colour(turned, first) == top
    assert (size(turned)[1][0] > size(turned)[1][1]) is (turns % 2 == 0)


def test_the_cut_is_made_after_the_turn():
    piece = cut_out(picture(), Cut(turns=1, top=0.5))
    assert colour(piece, (0.5, 0.1)) == BLUE


def test_a_cut_of_nearly_nothing_is_refused():
    with pytest.raises(UserError, match="Too little"):
        cut_out(picture(), Cut(left=0.5, right=0.505))


def test_what_shone_through_becomes_white():
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    out = BytesIO()
    image.save(out, "PNG")
    with Image.open(BytesIO(cut_out(out.getvalue(), Cut()))) as kept:
        assert kept.getpixel((50, 50)) == (255, 255, 255)


def test_a_photo_is_kept_given_back_and_undone(store, keep):
    person = keep(a.person(name="Awing"))
    first, then = cut_out(picture(), Cut()), cut_out(picture(), Cut(left=0.5))
    for data in (first, then):
        with store.writing() as session:
            set_photo(session, person.id, data)
    with store.reading() as session:
        assert photo(session, person.id) == then
    with store.writing() as session:
        assert next_undo(session).title == "Keep a photo of Awing"
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert photo(session, person.id) == first


def test_a_photo_taken_away_comes_back_by_undo(store, keep):
    person = keep(a.person())
    data = cut_out(picture(), Cut())
    with store.writing() as session:
        set_photo(session, person.id, data)
    with store.writing() as session:
        digest = session.get_one(Person, person.id).photo
        remove_photo(session, person.id)
    with store.reading() as session:
        assert photo(session, person.id) is None
        assert content(session, digest) == data
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert photo(session, person.id) == data


def test_a_picture_file_is_read_upright_and_without_its_place(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned right to stand upright
    path = tmp_path / "foto.jpg"
    path.write_bytes(picture(kind="JPEG", exif=exif))
    data = finish(read_photo(path))
    with Image.open(BytesIO(data)) as read:
        assert read.size == (500, 1000)
        assert not read.getexif()


@pytest.mark.parametrize("held", [b"%PDF-1.4 x startxref", b"MZ\0", b"", b"\xff\xd8\xff no more"])
def test_what_is_no_picture_is_refused(tmp_path, held):
    path = tmp_path / "foto.jpg"
    path.write_bytes(held)
    with pytest.raises(UserError):
        finish(read_photo(path))
