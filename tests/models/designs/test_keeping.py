from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import text

from models.cards.tables import CardKind
from models.designs.design import Box, Design, Picture, Text
from models.designs.keeping import (
    SHIPPED,
    choose_design,
    design_for,
    design_rows,
    design_title,
    find_design,
    free_name,
    keep_design,
    keep_picture,
    name_problem,
    own_design,
    retire_design,
    shipped,
    take_in,
)
from models.designs.looks import office_look
from models.designs.reading import NAME_LENGTH, ReadDesign
from models.errors import UserError
from models.history.undo import next_redo, next_undo, undo
from models.words import speak

TEXT = Text(box=Box(5, 5, 30, 10), text="{name}")
OURS = Design(name="Kartu kami", kinds=(CardKind.MEMBER,), front=(TEXT,))


def picture(size=(40, 30), colour="#123456"):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def ours(store):
    with store.writing() as session:
        return keep_design(session, OURS)


def own_names(store):
    with store.reading() as session:
        return [row.name for row in design_rows(session) if row.id is not None]


def used(store, kind=CardKind.MEMBER):
    with store.reading() as session:
        return design_for(session, kind).name


def choose(store, name, kind=CardKind.MEMBER):
    with store.writing() as session:
        choose_design(session, kind, name)


def take_back(store, which=next_undo):
    with store.writing() as session:
        undo(session, which(session).action_id)


def said(store):
    with store.reading() as session:
        return next_undo(session).title


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_design_is_found_by_its_name_and_has_a_title(store, name):
    with store.reading() as session:
        assert find_design(session, name).name == name
    assert design_title(name) != name


@pytest.mark.parametrize("kind", CardKind)
def test_an_office_that_chose_nothing_prints_by_a_shipped_design_for_such_cards(store, kind):
    with store.reading() as session:
        assert kind in design_for(session, kind).kinds


def test_nobody_needs_an_office_to_see_the_shipped_designs(bare_store):
    with bare_store.reading() as session:
        assert [row.name for row in design_rows(session)] == list(SHIPPED)


def test_a_design_is_kept_as_it_was_drawn(store, ours):
    with store.reading() as session:
        assert own_design(session, ours) == OURS
        assert find_design(session, "Kartu kami") == OURS
    assert own_names(store) == ["Kartu kami"]


def test_the_list_says_what_each_design_is_for_and_used_for(store, ours):
    choose(store, "Kartu kami")
    with store.reading() as session:
        rows = {row.name: row for row in design_rows(session)}
    assert (rows["Kartu kami"].kinds, rows["Kartu kami"].used_for) == (
        (CardKind.MEMBER,),
        (CardKind.MEMBER,),
    )
    assert (rows["member"].used_for, rows["proof"].used_for) == ((), (CardKind.PROOF,))
    assert (rows["member"].id, rows["member"].title) == (None, "Member card")


def test_the_office_s_own_stand_by_name_below_the_shipped(store, ours):
    with store.writing() as session:
        keep_design(session, replace(OURS, name="anggrek"))
    with store.reading() as session:
        names = [row.name for row in design_rows(session)]
    assert names == [*SHIPPED, "anggrek", "Kartu kami"]


def test_a_change_is_kept_and_counted_and_what_is_the_same_is_not(store, ours):
    changed = replace(OURS, front=(TEXT, TEXT))
    for design in (OURS, changed, changed):
        with store.writing() as session:
            keep_design(session, design, ours)
    with store.reading() as session:
        assert own_design(session, ours) == changed
        assert [row.revision for row in design_rows(session) if row.id] == [2]


def test_adding_changing_choosing_and_taking_out_are_each_one_action_that_can_be_undone(
    store, ours
):
    with store.writing() as session:
        keep_design(session, replace(OURS, name="Kartu baru"), ours)
    assert said(store) == "Change card design Kartu baru"
    choose(store, "Kartu baru")
    assert said(store) == "Print cards by the design Kartu baru"
    with store.writing() as session:
        retire_design(session, ours)
    assert (own_names(store), used(store)) == ([], "member")
    assert said(store) == "Take out card design Kartu baru"
    take_back(store)
    assert (own_names(store), used(store)) == (["Kartu baru"], "Kartu baru")
    take_back(store)
    assert used(store) == "member"
    take_back(store)
    assert own_names(store) == ["Kartu kami"]
    take_back(store)
    assert own_names(store) == []
    take_back(store, next_redo)
    assert own_names(store) == ["Kartu kami"]


def test_cards_go_along_with_a_new_name_of_their_design(store, ours):
    choose(store, "Kartu kami")
    with store.writing() as session:
        keep_design(session, replace(OURS, name="Kartu baru"), ours)
    assert used(store) == "Kartu baru"


def test_the_name_of_a_design_taken_out_is_free_again_and_undo_gives_it_back(store, ours):
    with store.writing() as session:
        retire_design(session, ours)
    with store.writing() as session:
        keep_design(session, replace(OURS, front=(TEXT, TEXT)))
    take_back(store)
    take_back(store)
    with store.reading() as session:
        assert find_design(session, "Kartu kami") == OURS


def test_a_chosen_design_that_is_gone_gives_way_to_the_shipped_one(store, keep, ours):
    choose(store, "Kartu kami")
    with store.writing() as session:
        retire_design(session, ours)
    with store.writing() as session:
        other = keep_design(session, replace(OURS, name="Lain"))
        choose_design(session, CardKind.MEMBER, "Lain")
    with store.connection() as connection:
        connection.execute(
            text("UPDATE card_design SET name = 'x' WHERE id = :other"), {"other": other}
        )
        connection.commit()
    assert used(store) == "member"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Write what"),
        ("   ", "Write what"),
        ("x" * (NAME_LENGTH + 1), "too long"),
        ("kartu KAMI", "Another design"),
        ("member", "Another design"),
        ("Proof of registration", "Another design"),
        ("Lain", ""),
    ],
)
def test_a_name_that_cannot_be_is_told_beside_it_and_refused(store, ours, name, told):
    with store.reading() as session:
        problem = name_problem(session, name)
    assert told in problem
    assert bool(problem) is bool(told)
    if told:
        with pytest.raises(UserError, match=told), store.writing() as session:
            keep_design(session, replace(OURS, name=name))


def test_a_design_may_keep_its_own_name_and_take_no_other_s(store, ours):
    with store.writing() as session:
        other = keep_design(session, replace(OURS, name="Lain"))
    with store.reading() as session:
        assert name_problem(session, "Kartu kami", ours) == ""
    with pytest.raises(UserError, match="Another design"), store.writing() as session:
        keep_design(session, OURS, other)


def test_what_could_not_be_read_again_is_not_kept(store):
    endless = replace(TEXT, box=Box(float("nan"), 0, 1, 1))
    with pytest.raises(UserError, match="box"), store.writing() as session:
        keep_design(session, replace(OURS, front=(endless,)))
    assert own_names(store) == []


def test_a_design_that_is_gone_is_told(store, ours):
    with store.writing() as session:
        retire_design(session, ours)
    for operation in (
        lambda session: own_design(session, ours),
        lambda session: retire_design(session, ours),
        lambda session: keep_design(session, OURS, ours),
        lambda session: find_design(session, "Kartu kami"),
        lambda session: choose_design(session, CardKind.MEMBER, "Kartu kami"),
    ):
        with pytest.raises(UserError, match="not there"), store.writing() as session:
            operation(session)


def test_a_shipped_design_can_be_chosen(store):
    choose(store, "member-photo")
    assert used(store) == "member-photo"


def test_a_design_for_other_cards_cannot_be_chosen(store):
    with pytest.raises(UserError, match="not for such cards"):
        choose(store, "proof")
    assert used(store) == "member"


def test_a_design_that_cannot_be_used_as_it_is_is_kept_but_not_chosen(store):
    with store.writing() as session:
        keep_design(session, replace(OURS, front=(replace(TEXT, text="{nama}"),)))
    with pytest.raises(UserError, match="not known"):
        choose(store, "Kartu kami")
    assert used(store) == "member"


def test_a_design_whose_picture_is_missing_is_not_chosen(store):
    with store.writing() as session:
        keep_design(session, replace(OURS, front=(Picture(box=TEXT.box, digest="a" * 64),)))
    with pytest.raises(UserError, match="picture is missing"):
        choose(store, "Kartu kami")


def test_a_free_name_is_the_wanted_one_or_the_next(store, ours):
    with store.reading() as session:
        assert free_name(session, "Lain") == "Lain"
        assert free_name(session, "Kartu kami") == "Kartu kami (2)"
        assert free_name(session, "  ") == "Design"
        assert free_name(session, "member") == "member (2)"


def test_a_free_name_is_never_too_long(store):
    with store.writing() as session:
        keep_design(session, replace(OURS, name="x" * NAME_LENGTH))
        keep_design(session, replace(OURS, name=free_name(session, "x" * NAME_LENGTH)))
    assert sorted(map(len, own_names(store))) == [NAME_LENGTH, NAME_LENGTH]


def test_a_design_is_taken_in_with_its_pictures_in_one_action(store):
    data = picture()
    digest = sha256(data).hexdigest()
    design = replace(OURS, front=(Picture(box=TEXT.box, digest=digest),))
    for _again in range(2):
        with store.writing() as session:
            take_in(session, ReadDesign(design, {digest: data}))
    assert own_names(store) == ["Kartu kami", "Kartu kami (2)"]
    assert said(store) == "Take in card design Kartu kami (2)"
    with store.reading() as session:
        assert office_look(session, [design]).pictures == {digest: data}
    take_back(store)
    assert own_names(store) == ["Kartu kami"]


def test_a_picture_is_kept_under_its_fingerprint(store):
    with store.writing() as session:
        digest = keep_picture(session, picture())
    assert digest == sha256(picture()).hexdigest()
    with pytest.raises(UserError, match="no sound"), store.writing() as session:
        keep_picture(session, b"no picture")


def test_titles_are_in_the_language_of_the_screen_and_names_are_not():
    speak("id")
    assert design_title("proof") == "Bukti pendaftaran"
    assert shipped("proof").name == "proof"
