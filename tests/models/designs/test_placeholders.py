from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cards.tables import CardKind
from models.designs.design import Condition
from models.designs.placeholders import (
    FIELDS,
    FIXED,
    OF_OFFICE,
    Place,
    fields_of,
    fill,
    fixed_words,
    holds,
    parse,
    said_fields,
    text_problem,
)
from models.designs.samples import samples
from models.words import Words

FACE = samples(CardKind.MEMBER, "Kantor Contoh")[0].face


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("Desa", ("Desa",)),
        ("{name}", (Place("name"),)),
        ("Desa {village|—}, {district}", ("Desa ", Place("village", "—"), ", ", Place("district"))),
        ("{ name }", (Place("name"),)),
        ("{{name}}", ("{name}",)),
        ("{{{name}}}", ("{", Place("name"), "}")),
        ("a } b { c", ("a } b { c",)),
        ("{village|belum ada}", (Place("village", "belum ada"),)),
    ],
)
def test_a_text_is_read_as_letters_and_places(text, parts):
    assert parse(text) == parts


def test_a_place_says_its_value_or_else_what_stands_in_for_it():
    assert fill("{name}, {village|—}", {"name": "Su", "village": "Pimping"}) == "Su, Pimping"
    assert fill("{name}, {village|—}", {"name": "Su", "village": ""}) == "Su, —"
    assert fill("{name}{village}", {"name": "Su"}) == "Su"


def test_a_field_nobody_knows_stays_as_it_is_written():
    assert fill("{nama} {name}", {"name": "Su"}) == "{nama} Su"


@given(st.text())
def test_what_comes_in_is_never_read_again(value):
    assert fill("{name}", {"name": value or "x", "village": "no"}) == (value or "x")


@given(st.text())
def test_doubled_braces_print_any_text_as_it_is(text):
    assert fill(text.replace("{", "{{").replace("}", "}}"), {}) == text


@given(st.text(st.sampled_from("{}|a n")))
def test_no_text_is_too_odd_to_be_read(text):
    assert isinstance(fill(text, {"a": "1"}), str)
    assert isinstance(text_problem(text), str)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{nmae}", "Did you mean {name}"),
        ("{Valid until}", "Did you mean {valid_until}"),
        ("{zzz}", "{zzz} is not known. Choose"),
        ("{}", "{} is not known"),
        ("{name", "A brace stands alone"),
        ("name}", "A brace stands alone"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(text, said):
    assert said in text_problem(text)


@pytest.mark.parametrize("text", ["", "Desa", "{name}", "{village|—}", "{{x}}"])
def test_a_sound_text_has_no_problem(text):
    assert text_problem(text) == ""


def test_every_field_can_be_chosen_by_what_it_is():
    assert list(said_fields()) == list(dict.fromkeys((*said_fields(), *FIELDS)))
    assert set(said_fields()) == set(FIELDS)
    assert all(said_fields().values())


@pytest.mark.parametrize("kind", CardKind)
def test_words_that_are_the_same_on_all_cards_are_said_for_each_kind(kind):
    assert {*fixed_words(kind, Words("en")), *OF_OFFICE} == set(FIXED)


def test_a_proof_of_registration_says_that_it_is_no_member_card():
    words = fixed_words(CardKind.PROOF, Words("en"))
    assert (words["title"], words["label_number"]) == (
        "PROOF OF REGISTRATION",
        "Registration number",
    )
    assert "Not a member card" in words["note"]
    assert fixed_words(CardKind.MEMBER, Words("en"))["note"] == ""


def test_words_are_in_the_language_of_the_cards_and_not_of_the_screen():
    assert fixed_words(CardKind.PROOF, Words("id"))["title"] == "BUKTI PENDAFTARAN"


@pytest.mark.parametrize(
    ("condition", "drawn"),
    [
        (None, True),
        (Condition("programmes", "JKK"), True),
        (Condition("programmes", "jkk"), True),
        (Condition("programmes", "JHT"), False),
        (Condition("programmes", "JHT", unless=True), True),
        (Condition("programmes", "JK"), False),
        (Condition("programmes"), True),
        (Condition("village"), True),
        (Condition("group"), False),
        (Condition("group", unless=True), True),
        (Condition("photo"), True),
        (Condition("signature"), False),
        (Condition("kind", "member"), True),
        (Condition("kind", "proof"), False),
        (Condition("valid_until"), True),
        (Condition("valid_until", "2026-12-31"), True),
        (Condition("nonsense"), False),
        (Condition("nonsense", "x", unless=True), True),
    ],
)
def test_a_condition_asks_what_the_card_says(condition, drawn):
    face = replace(FACE, group="", valid_until=date(2026, 12, 31), signature=None)
    assert holds(condition, face) is drawn


def test_the_fields_of_a_text_come_in_their_order():
    assert fields_of("{village} {name|x} {{no}} {zzz}") == ["village", "name", "zzz"]
