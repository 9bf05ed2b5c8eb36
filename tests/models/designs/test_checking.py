from dataclasses import replace

import pytest

from models.cards.tables import CardKind
from models.designs.checking import CODE_MODULES, LEAST_MODULE, PLAIN_MODULES, Severity, problems
from models.designs.design import (
    PORTRAIT,
    Bars,
    Box,
    Condition,
    Design,
    Fit,
    Line,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Side,
    Signature,
    Text,
    Turned,
)
from models.designs.keeping import SHIPPED, shipped
from models.designs.samples import samples
from reports.qr import symbol

INSIDE = Box(5, 5, 30, 10)
TEXT = Text(box=INSIDE, text="{name}")
CODE = Qr(box=Box(5, 5, 20, 20))
BARS = Bars(box=Box(5, 5, 40, 8))
SOUND = Design(name="Kartu", front=(TEXT,))


def found(element, pictures=None):
    """Return what is said of an element: its fields, and how grave."""
    told = problems(replace(SOUND, front=(TEXT, element)), pictures)
    assert {(one.side, one.index) for one in told} <= {(Side.FRONT, 1)}
    return [(one.field, one.severity) for one in told]


def error(field):
    return [(field, Severity.ERROR)]


def warning(field):
    return [(field, Severity.WARNING)]


def test_a_sound_design_has_no_problem():
    back = (CODE, BARS, Photo(box=INSIDE), Signature(box=INSIDE), Line(box=INSIDE))
    assert problems(replace(SOUND, back=back), ()) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shipped_has_no_problem(name):
    assert problems(shipped(name), ()) == []


@pytest.mark.parametrize(
    ("change", "field", "severity"),
    [
        ({"name": " "}, "name", Severity.ERROR),
        ({"kinds": ()}, "kinds", Severity.ERROR),
        ({"front": ()}, "front", Severity.ERROR),
        ({"foldable": True}, "foldable", Severity.WARNING),
    ],
)
def test_what_is_wrong_with_the_design_itself_belongs_to_no_element(change, field, severity):
    [told] = problems(replace(SOUND, **change))
    assert (told.index, told.field, told.severity) == (None, field, severity)
    assert hasattr(SOUND, field)


def test_each_problem_says_on_which_side_and_element_it_is():
    small = replace(TEXT, size=4.0)
    told = problems(replace(SOUND, front=(TEXT, small), back=(small, TEXT, small)))
    assert [(one.side, one.index) for one in told] == [
        (Side.FRONT, 1),
        (Side.BACK, 0),
        (Side.BACK, 2),
    ]


@pytest.mark.parametrize("box", [Box(5, 5, 0, 10), Box(5, 5, 10, 0), Box(5, 5, -1, 10)])
def test_an_empty_box_is_told(box):
    assert found(replace(TEXT, box=box)) == error("box")


def test_a_line_needs_only_length_and_thickness():
    assert found(Line(box=Box(5, 5, 30, 0))) == []
    assert found(Line(box=Box(5, 5, 0, 30))) == []
    assert found(Line(box=Box(5, 5, 0, 0))) == error("box")
    assert found(Line(box=Box(5, 5, 30, 0), thick=0.0)) == error("box")


@pytest.mark.parametrize(
    "box", [Box(86, 5, 10, 10), Box(5, 55, 10, 10), Box(-20, 5, 10, 10), Box(5, -20, 10, 10)]
)
@pytest.mark.parametrize("element", [TEXT, Rectangle(box=INSIDE), Photo(box=INSIDE)])
def test_what_lies_off_the_card_is_told(element, box):
    assert found(replace(element, box=box)) == error("box")


def test_a_card_that_stands_upright_ends_elsewhere():
    low = replace(TEXT, box=Box(5, 60, 30, 10))
    assert found(low) == error("box")
    assert problems(Design(name="a", size=PORTRAIT, front=(low,))) == []


@pytest.mark.parametrize("box", [Box(-1, 5, 30, 10), Box(5, 50, 30, 5), Box(60, 5, 26, 10)])
@pytest.mark.parametrize("element", [TEXT, BARS, Signature(box=INSIDE), Photo(box=INSIDE)])
def test_what_runs_over_the_edge_is_told(element, box):
    assert ("box", Severity.ERROR) in found(replace(element, box=box))


@pytest.mark.parametrize("box", [Box(-1, -1, 90, 60), Box(0, 0, 85.6, 2)])
@pytest.mark.parametrize("element", [Rectangle(box=INSIDE), Picture(box=INSIDE)])
def test_what_is_drawn_behind_may_run_over_the_edge(element, box):
    assert found(replace(element, box=box)) == []


@pytest.mark.parametrize(
    "box", [Box(1.9, 5, 30, 10), Box(5, 1.9, 30, 10), Box(53.7, 5, 30, 10), Box(5, 42.1, 30, 10)]
)
def test_a_text_close_to_the_edge_is_a_warning(box):
    assert found(replace(TEXT, box=box)) == warning("box")


def test_two_millimetres_to_the_edge_are_enough_and_a_photo_needs_none():
    assert found(replace(TEXT, box=Box(2, 2, 81.6, 50))) == []
    assert found(Photo(box=Box(0, 0, 20, 30))) == []


def test_a_code_close_to_the_edge_is_a_warning():
    assert found(replace(CODE, box=Box(1, 5, 20, 20))) == warning("box")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (replace(TEXT, size=5.9), "size"),
        (replace(TEXT, least=5.0), "least"),
        (replace(TEXT, least=5.0, fit=Fit.WRAP), "least"),
    ],
)
def test_letters_too_small_to_read_are_a_warning(text, field):
    assert found(text) == warning(field)


def test_a_text_that_is_cut_and_never_shrinks_has_no_least_size():
    assert found(replace(TEXT, least=1.0, fit=Fit.ELLIPSIS)) == []


def test_the_room_a_code_needs_is_what_its_squares_need():
    face = samples(CardKind.MEMBER, "Kantor")[0].face
    assert symbol(face.code, "M").size == CODE_MODULES
    proof = samples(CardKind.PROOF, "Kantor")[0].face
    assert symbol(proof.code, "M").size == CODE_MODULES
    assert symbol(proof.number, "M").size <= PLAIN_MODULES


def test_a_code_too_small_to_be_scanned_is_a_warning():
    least = CODE_MODULES * LEAST_MODULE
    assert found(replace(CODE, box=Box(5, 5, least, 30))) == []
    assert found(replace(CODE, box=Box(5, 5, 30, least - 0.1))) == warning("box")


def test_a_code_that_says_only_the_number_may_be_smaller():
    small = Box(5, 5, PLAIN_MODULES * LEAST_MODULE, 10)
    assert found(replace(CODE, box=small, text="{number}")) == []
    assert found(replace(CODE, box=small)) == warning("box")


def test_bars_too_small_to_be_scanned_are_a_warning_however_they_lie():
    assert found(replace(BARS, box=Box(5, 5, 24, 8))) == warning("box")
    assert found(replace(BARS, box=Box(5, 5, 40, 4))) == warning("box")
    assert found(replace(BARS, box=Box(5, 5, 8, 40))) == warning("box")
    assert found(replace(BARS, box=Box(5, 5, 8, 40), turned=Turned.RIGHT)) == []


@pytest.mark.parametrize("text", ["{nama}", "{name", "a } b"])
@pytest.mark.parametrize("element", [TEXT, CODE, BARS])
def test_a_placeholder_nobody_knows_is_told(element, text):
    assert ("text", Severity.ERROR) in found(replace(element, text=text))


def test_a_caption_is_looked_at_as_well_and_may_be_empty():
    assert found(Signature(box=INSIDE, caption="{nama}")) == error("caption")
    assert found(Signature(box=INSIDE)) == []


@pytest.mark.parametrize("element", [TEXT, CODE, BARS])
def test_an_element_that_says_nothing_is_a_warning(element):
    assert ("text", Severity.WARNING) in found(replace(element, text=" "))


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345g", "main ", "#1234567"])
def test_a_colour_that_is_none_is_told(colour):
    assert found(replace(TEXT, colour=colour)) == error("colour")


@pytest.mark.parametrize("colour", ["main", "second", "ink", "muted", "paper", "#0B7a53"])
def test_a_colour_of_the_office_or_any_other_is_sound(colour):
    assert found(replace(TEXT, colour=colour)) == []


def test_a_rectangle_may_be_without_filling_or_frame():
    assert found(Rectangle(box=INSIDE, fill="", frame="")) == []
    assert found(Rectangle(box=INSIDE, fill="x", frame="y")) == error("fill") + error("frame")


def test_a_picture_that_is_missing_is_told():
    element = Picture(box=INSIDE, digest="a" * 64)
    assert found(element, ()) == error("digest")
    assert found(element, {"a" * 64}) == []
    assert found(element, None) == []
    assert found(replace(element, digest=""), ()) == []


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (Condition("programmes", "JHT"), []),
        (Condition("programmes", "jht"), []),
        (Condition("programmes", "JTH"), warning("only")),
        (Condition("kind", "proof"), []),
        (Condition("kind", "guest"), warning("only")),
        (Condition("photo", unless=True), []),
        (Condition("photo", "yes"), warning("only")),
        (Condition("village", "Pimping"), []),
        (Condition("title"), error("only")),
        (Condition(""), error("only")),
    ],
)
def test_a_condition_that_cannot_hold_is_told(condition, told):
    assert found(replace(TEXT, only=condition)) == told
