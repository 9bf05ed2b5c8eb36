import tomllib

import pytest

from models.cards.tables import CardKind
from models.designs.design import LANDSCAPE, PORTRAIT, Bars, Photo, Picture, Qr, Side, Signature
from models.designs.keeping import SHIPPED, shipped
from models.designs.look import Look
from models.designs.placeholders import OF_CARD, fields_of, fill
from models.designs.reading import plain
from models.designs.samples import samples
from models.words import LANGUAGES, Words
from reports.card_faults import face_faults
from resources import resource


def texts(design, side=Side.FRONT):
    return "".join(getattr(one, "text", "") for one in design.side(side))


def all_shipped():
    return [shipped(name) for name in SHIPPED]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_file_says_nothing_that_is_not_read(name):
    written = tomllib.loads(resource("designs", f"{name}.toml").read_text("utf-8"))
    read = plain(shipped(name))
    assert written["name"] == name
    for side in Side:
        for entry, kept in zip(written.get(side, []), read[side], strict=True):
            assert set(entry) <= {*kept, *USUAL}
    assert set(written) <= {*read, "size"}


USUAL = {"size", "fill"}
"""What a file may say although it is so anyway."""


@pytest.mark.parametrize("name", SHIPPED)
def test_it_speaks_every_language_for_it_has_no_words_of_its_own(name):
    design = shipped(name)
    for side in Side:
        left = fill(texts(design, side), dict.fromkeys(_said(design, side), ""))
        assert left.replace("—", "") == ""


@pytest.mark.parametrize("name", SHIPPED)
def test_it_is_as_large_as_a_card_and_for_one_kind(name):
    assert shipped(name).size in (LANDSCAPE, PORTRAIT)
    assert len(shipped(name).kinds) == 1


@pytest.mark.parametrize("name", SHIPPED)
def test_its_front_says_whose_it_is_what_is_insured_and_has_a_code_of_twenty_millimetres(name):
    front = shipped(name).front
    wanted = {"name", "number", "programmes", "valid_until", "village", "occupation", "serial"}
    assert wanted <= set(_said(shipped(name), Side.FRONT))
    [code] = [one for one in front if isinstance(one, Qr)]
    assert min(code.box.width, code.box.height) >= 20
    assert code.text == "{code}"


@pytest.mark.parametrize("name", SHIPPED)
def test_what_differs_from_card_to_card_is_black(name):
    for element in (*shipped(name).front, *shipped(name).back):
        if set(OF_CARD).intersection(fields_of(getattr(element, "text", ""))):
            assert getattr(element, "colour", "ink") == "ink"


@pytest.mark.parametrize("name", SHIPPED)
def test_no_two_elements_cover_each_other_but_what_lies_on_the_band(name):
    for side in Side:
        drawn = [one for one in shipped(name).side(side) if not hasattr(one, "fill")]
        for place, one in enumerate(drawn):
            assert not [other for other in drawn[:place] if _overlap(one.box, other.box)]


def test_the_program_ships_cards_with_and_without_photo_and_a_proof():
    members = [one for one in all_shipped() if CardKind.MEMBER in one.kinds]
    with_photo = [any(isinstance(part, Photo) for part in one.front) for one in members]
    assert with_photo == [False, True, True]
    assert [one.name for one in all_shipped() if CardKind.PROOF in one.kinds] == ["proof"]


def test_only_the_proof_says_that_it_is_no_member_card():
    assert [one.name for one in all_shipped() if "{note}" in texts(one)] == ["proof"]


def test_the_back_says_how_to_use_the_card_where_the_office_is_and_can_be_signed():
    back = shipped("member-photo").back
    said = _said(shipped("member-photo"), Side.BACK)
    assert {"keep_it", "pay_it", "found_it", "office", "address", "phone"} <= set(said)
    assert {Bars, Signature, Picture} <= {type(one) for one in back}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_whatever_a_card_may_say_fits_in_every_language(name, language):
    design, look = shipped(name), Look(address="Jalan Jelarai Raya 12, Tanjung Selor", phone="1234")
    for sample in samples(design.kinds[0], "Kantor Cabang Kalimantan Utara"):
        assert face_faults(design, sample.face, Words(language), look) == []


def _said(design, side):
    return fields_of(texts(design, side))


def _overlap(one, other):
    apart = 0.001
    return (
        one.x + one.width > other.x + apart
        and other.x + other.width > one.x + apart
        and one.y + one.height > other.y + apart
        and other.y + other.height > one.y + apart
    )
