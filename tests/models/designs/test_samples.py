import io

import pytest
from PIL import Image

from models.cards.codes import read_code
from models.cards.signing import NO_MARK
from models.cards.tables import CardKind
from models.designs.samples import samples


@pytest.fixture(params=CardKind)
def faces(request):
    return [one.face for one in samples(request.param, "Kantor Contoh")]


def test_there_are_cards_of_every_sort_to_try_a_design_with(faces):
    lengths = [len(face.name) for face in faces]
    assert (min(lengths), max(lengths)) == (2, 60)
    assert {face.photo is None for face in faces} == {True, False}
    assert {face.valid_until is None for face in faces} == {True, False}
    assert {"JKK", "JKM", "JHT"} in [set(face.programmes) for face in faces]
    assert {face.village == "" for face in faces} == {True, False}


def test_each_says_what_it_is_and_none_twice():
    said = [one.said for one in samples(CardKind.MEMBER, "Kantor")]
    assert all(said)
    assert len(set(said)) == len(said)


def test_their_codes_are_as_long_as_those_of_cards_and_nobody_signed_them(faces):
    assert len({len(face.code) for face in faces}) == 1
    assert {read_code(face.code).mark for face in faces} == {NO_MARK}
    assert all(read_code(face.code).name_fits(face.name) for face in faces)


def test_the_photo_is_a_picture_in_the_shape_of_a_photo():
    [photo] = {one.face.photo for one in samples(CardKind.MEMBER, "K") if one.face.photo}
    with Image.open(io.BytesIO(photo)) as picture:
        assert (picture.format, picture.width * 4) == ("JPEG", picture.height * 3)
