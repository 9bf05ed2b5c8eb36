from dataclasses import fields

import pytest

from models.cards.faces import CardFace
from models.cards.tables import CardKind
from reports import qr
from reports.design import LEADING, load_design
from tests.reports.values import face

MM = 72 / 25.4


def every_text():
    return [
        (kind, text)
        for kind in CardKind
        for text in (*load_design().of(kind).labels, *load_design().of(kind).fields)
    ]


def rectangle(text):
    """Return the room of a text in millimetres, all its lines and descenders counted."""
    step = text.size * LEADING / MM
    top = text.at[1] - text.size * 0.76 / MM - text.rise * step * (text.lines - 1)
    bottom = text.at[1] + text.size * 0.24 / MM + (1 - text.rise) * step * (text.lines - 1)
    left = text.at[0] - (text.width if text.align == "right" else 0)
    return left, top, left + text.width, bottom


@pytest.mark.parametrize(("kind", "text"), every_text())
def test_every_text_has_its_room_on_the_card(kind, text):
    left, top, right, bottom = rectangle(text)
    assert left >= 3
    assert top >= 1
    assert right <= 85.6 - 3
    assert bottom <= 53.2, "over the foot of the card"


@pytest.mark.parametrize("kind", CardKind)
def test_no_two_rooms_overlap(kind):
    design = load_design().of(kind)
    rooms = [rectangle(text) for text in (*design.labels, *design.fields)]
    for number, (left, top, right, bottom) in enumerate(rooms):
        for other in rooms[number + 1 :]:
            apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
            assert apart


@pytest.mark.parametrize("kind", CardKind)
def test_the_code_keeps_its_quiet_zone(kind):
    design = load_design().of(kind)
    code = design.code
    quiet = qr.QUIET * code.size / qr.symbol(face().code).size
    left, top = code.at[0] - quiet, code.at[1] - quiet
    right, bottom = code.at[0] + code.size + quiet, code.at[1] + code.size + quiet
    assert right <= design.card[0]
    for shape in design.shapes:
        (x, y), (wide, high) = shape.at, shape.size
        assert x >= right or x + wide <= left or y >= bottom or y + high <= top
    names = [text for text in design.fields if text.text in {"name", "number"}]
    assert all(text.at[0] + text.width <= left for text in names)


def test_fields_are_what_a_face_has():
    known = {field.name for field in fields(CardFace)}
    assert {text.text for text in load_design().fields} <= known


def test_kinds_of_card_look_different():
    design = load_design()
    assert design.of(CardKind.MEMBER).shapes != design.of(CardKind.PROOF).shapes
