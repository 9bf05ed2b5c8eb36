import json
from base64 import b64encode
from contextlib import suppress
from dataclasses import fields, replace
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from models.cards.tables import CardKind
from models.designs.checking import problems
from models.designs.design import (
    PORTRAIT,
    Align,
    Bars,
    Box,
    Condition,
    Crop,
    Design,
    Fit,
    Line,
    Mask,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Rise,
    Signature,
    Text,
    Turned,
    Weight,
)
from models.designs.keeping import SHIPPED, shipped
from models.designs.reading import (
    ELEMENTS,
    LARGEST_FILE,
    LONGEST,
    MOST,
    NAME_LENGTH,
    TEXT_LENGTH,
    design_from,
    pictures_of,
    plain,
    read_design,
    write_design,
)
from models.errors import UserError

HOSTILE = "<b>{{x}}</b> \\u0041 \"'=1;--\n\u202e😀 = [1] {name|—}"


def picture(size=(4, 3), colour="#123456", form="PNG", **options):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, form, **options)
    return out.getvalue()


PICTURE = picture()
DIGEST = sha256(PICTURE).hexdigest()
BOX = Box(1.25, 2, 30.5, 4)
ALL = (
    Text(
        box=BOX,
        text=HOSTILE,
        name="Nama",
        size=9.5,
        least=6.5,
        weight=Weight.BOLD,
        colour="#aabbcc",
        fit=Fit.WRAP,
        align=Align.RIGHT,
        rise=Rise.TOP,
        locked=True,
        turned=Turned.LEFT,
        only=Condition("programmes", "JHT", unless=True),
    ),
    Photo(box=BOX, crop=Crop.WHOLE, mask=Mask.OVAL, placeholder=False),
    Picture(box=BOX, digest=DIGEST, crop=Crop.FILL),
    Line(box=BOX, thick=0.4, colour="second"),
    Rectangle(box=BOX, fill="", frame="ink", thick=0.3, radius=2.0),
    Qr(box=BOX, text="{number}"),
    Bars(box=BOX, text="{serial}", said=False),
    Signature(box=BOX, caption="{label_signature}"),
)
OURS = Design(
    name="Kartu kami", size=PORTRAIT, kinds=(CardKind.PROOF,), foldable=True, front=ALL, back=ALL
)

measures = st.floats(-LONGEST, LONGEST).map(lambda value: round(value, 3) + 0.0)
sides = st.floats(0, LONGEST).map(lambda value: round(value, 3) + 0.0)
boxes = st.builds(Box, measures, measures, sides, sides)
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=TEXT_LENGTH)
names = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=NAME_LENGTH)
conditions = st.none() | st.builds(Condition, texts, texts, st.booleans())
elements = st.one_of(
    [
        st.builds(
            kind,
            box=boxes,
            name=names,
            only=conditions,
            **{one: texts for one in ("text", "caption", "colour", "fill") if one in known},
            **{one: measures for one in ("size", "least", "thick", "radius") if one in known},
        )
        for kind in ELEMENTS.values()
        for known in [{field.name for field in fields(kind)}]
    ]
)
designs = st.builds(
    Design,
    name=names,
    size=st.tuples(sides, sides),
    kinds=st.lists(st.sampled_from(CardKind), unique=True).map(tuple),
    foldable=st.booleans(),
    front=st.lists(elements, max_size=4).map(tuple),
    back=st.lists(elements, max_size=4).map(tuple),
)


def as_file(**changes):
    return json.dumps({**plain(OURS), "pictures": {}, **changes}).encode()


def refused(data, file="kartu.json"):
    with pytest.raises(UserError) as told:
        read_design(data, file)
    return str(told.value)


def test_every_kind_of_element_is_in_the_tests():
    assert {type(one) for one in ALL} == set(ELEMENTS.values())


def test_every_field_of_every_element_goes_into_plain_values_and_back():
    assert design_from(json.loads(json.dumps(plain(OURS)))) == OURS


@given(designs)
def test_any_design_goes_into_plain_values_and_back(design):
    assert design_from(json.loads(json.dumps(plain(design)))) == design


@given(designs)
def test_whatever_can_be_read_can_be_checked(design):
    for one in problems(design, set()):
        assert one.said
        assert one.index is None or hasattr(design.side(one.side)[one.index], one.field)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_design_goes_through_a_file(name, tmp_path):
    write_design(shipped(name), {}, tmp_path / "a.json")
    assert read_design((tmp_path / "a.json").read_bytes(), "a.json").design == shipped(name)


def test_a_design_goes_through_a_file_with_the_pictures_it_needs(tmp_path):
    write_design(OURS, {DIGEST: PICTURE, "f" * 64: b"another"}, tmp_path / "kartu.json")
    read = read_design((tmp_path / "kartu.json").read_bytes(), "kartu.json")
    assert read.design == OURS
    assert read.pictures == {DIGEST: PICTURE}


def test_a_picture_is_known_by_what_it_holds_whatever_the_file_calls_it():
    lying = Design(name="a", front=(Picture(box=BOX, digest="anything"),))
    pictures = {"anything": b64encode(PICTURE).decode()}
    read = read_design(json.dumps({**plain(lying), "pictures": pictures}).encode(), "a")
    assert pictures_of(read.design) == {DIGEST}
    assert read.pictures == {DIGEST: PICTURE}


def test_a_picture_no_element_refers_to_is_not_even_looked_at():
    assert read_design(as_file(front=[], back=[], pictures={"x": 1}), "a").pictures == {}


def test_a_picture_that_is_not_in_the_file_is_left_to_be_told_as_missing():
    read = read_design(as_file(), "a")
    assert pictures_of(read.design) == {DIGEST}
    assert "digest" in {one.field for one in problems(read.design, read.pictures)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"not json",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"version": 1' + b"0" * 5000 + b"}",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_design_at_all_is_told(data):
    assert refused(data) == "kartu.json does not hold a card design."


def test_a_file_beyond_all_measure_is_not_read():
    assert "too large" in refused(b" " * (LARGEST_FILE + 1))


@pytest.mark.parametrize("version", [0, 2, "1", True, 1.0, None, [1]])
def test_a_design_of_another_version_is_told(version):
    assert "this version" in refused(as_file(version=version))


@pytest.mark.parametrize("data", [b"[]", b"null", b'"x"', b"12", b"{}"])
def test_other_values_are_no_design(data):
    assert "this version" in refused(data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", None),
        ("name", 7),
        ("name", "x" * (NAME_LENGTH + 1)),
        ("name", "a\x00b"),
        ("name", "\ud800"),
        ("size", [85.6]),
        ("size", [1, 2, 3]),
        ("size", "85 x 54"),
        ("size", [85.6, 10**400]),
        ("kinds", ["guest"]),
        ("kinds", [[]]),
        ("kinds", ["member"] * (MOST + 1)),
        ("kinds", {"member": 1}),
        ("foldable", "yes"),
        ("foldable", 1),
        ("front", {}),
        ("back", "text"),
    ],
)
def test_a_field_of_a_design_that_cannot_be_is_named(field, value):
    assert f"“{field}”" in refused(as_file(**{field: value}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("element", "hologram"),
        ("element", None),
        ("element", ["text"]),
        ("box", [1, 2, 3]),
        ("box", [1, 2, 3, 4, 5]),
        ("box", [1, 2, -3, 4]),
        ("box", [float("nan"), 2, 3, 4]),
        ("box", [float("inf"), 2, 3, 4]),
        ("box", [1e300, 2, 3, 4]),
        ("box", [10**400, 2, 3, 4]),
        ("box", [True, 2, 3, 4]),
        ("box", ["1", 2, 3, 4]),
        ("box", {"x": 1}),
        ("box", None),
        ("text", None),
        ("text", "x" * (TEXT_LENGTH + 1)),
        ("text", "bell\x07"),
        ("text", ["a"]),
        ("size", "big"),
        ("size", None),
        ("weight", "fat"),
        ("weight", {}),
        ("turned", 45),
        ("turned", "90"),
        ("locked", 1),
        ("colour", 0),
        ("only", "JHT"),
        ("only", {"value": "JHT"}),
        ("only", {"field": 3}),
    ],
)
def test_a_field_of_an_element_that_cannot_be_is_named_with_its_element(field, value):
    entries = plain(OURS)["front"]
    entries[0] = {**entries[0], field: value}
    told = refused(as_file(front=entries))
    assert told.startswith("kartu.json: Element 1 of “front”")
    assert f"“{field}”" in told


def test_an_element_that_is_no_table_is_named():
    assert "Element 2 of “back”" in refused(as_file(back=[plain(OURS)["back"][1], 7]))


def test_a_field_that_must_be_there_is_missed():
    assert "“text”" in refused(as_file(front=[{"element": "text", "box": [1, 2, 3, 4]}]))
    assert "“name”" in refused(json.dumps({"version": 1}).encode())


def test_ten_thousand_elements_are_refused_at_once():
    assert "more than 100 elements" in refused(as_file(front=[plain(OURS)["front"][0]] * 10_000))


def test_whole_numbers_are_as_good_as_others():
    read = design_from({**plain(OURS), "size": [86, 54]})
    assert read.size == (86.0, 54.0)
    assert all(type(side) is float for side in read.size)


def test_a_field_of_a_later_time_is_passed_over():
    assert design_from({**plain(OURS), "shine": 3}) == OURS


@pytest.mark.parametrize(
    ("pictures", "said"),
    [
        ([], "pictures of this design cannot"),
        ({DIGEST: 3}, "pictures of this design cannot"),
        ({DIGEST: "***"}, "pictures of this design cannot"),
        ({DIGEST: "é"}, "pictures of this design cannot"),
        ({DIGEST: b64encode(b"GIF89a").decode()}, "no sound PNG or JPEG"),
        ({DIGEST: b64encode(PICTURE[:-30]).decode()}, "no sound PNG or JPEG"),
    ],
)
def test_pictures_that_cannot_be_are_told(pictures, said):
    assert said in refused(as_file(pictures=pictures))


def test_too_many_pictures_are_refused():
    many = [{"element": "picture", "box": [1, 2, 3, 4], "digest": str(n)} for n in range(21)]
    assert "pictures of this design cannot" in refused(as_file(front=many))


def mutated(draw, value):
    """Put anything in some place of a JSON value."""
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=5,
    )
    if isinstance(value, dict | list) and value and draw(st.integers(0, 4)):
        keys = sorted(value) if isinstance(value, dict) else range(len(value))
        key = draw(st.sampled_from(keys))
        copied = dict(value) if isinstance(value, dict) else list(value)
        copied[key] = mutated(draw, copied[key])
        return copied
    return draw(anything)


@given(st.data())
def test_a_file_somebody_meddled_with_becomes_a_design_or_a_sentence(data):
    content = {**plain(OURS), "pictures": {DIGEST: b64encode(PICTURE).decode()}}
    broken = mutated(data.draw, mutated(data.draw, content))
    with suppress(UserError):
        read = read_design(json.dumps(broken).encode(), "kartu.json")
        assert design_from(json.loads(json.dumps(plain(read.design)))) == read.design
        assert all(one.said for one in problems(read.design, read.pictures))


@given(st.binary(max_size=200))
def test_any_bytes_become_a_design_or_a_sentence(data):
    with pytest.raises(UserError):
        read_design(data, "kartu.json")


def test_a_name_may_hold_anything_that_can_be_printed(tmp_path):
    name = HOSTILE.replace("\n", "")[:NAME_LENGTH]
    write_design(replace(OURS, name=name), {}, tmp_path / "a.json")
    assert read_design((tmp_path / "a.json").read_bytes(), "a").design.name == name
