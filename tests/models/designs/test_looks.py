import pytest

from models.designs.design import Box, Design, Picture
from models.designs.keeping import keep_picture
from models.designs.look import MAIN, SECOND, Look
from models.designs.looks import colour_problem, keep_colours, office_look
from models.errors import UserError
from models.history.undo import next_undo, undo
from models.office.letterhead import LetterheadDraft, change_letterhead
from models.office.operations import change_office
from tests.fixtures import OFFICE
from tests.models.designs.test_keeping import picture


def look(store, *designs):
    with store.reading() as session:
        return office_look(session, designs)


def test_an_office_that_chose_no_colours_has_those_of_the_program(store):
    assert (look(store).main, look(store).second) == (MAIN, SECOND)


def test_nobody_needs_an_office_to_look_at_a_card(bare_store):
    assert look(bare_store) == Look()


def test_the_office_s_logo_address_and_telephone_flow_in(store):
    logo = picture()
    with store.writing() as session:
        change_letterhead(session, LetterheadDraft(logo=logo))
    with store.reading() as session:
        found = office_look(session)
    assert (found.logo, found.address, found.phone) == (logo, OFFICE.address, OFFICE.phone)


def test_an_office_without_address_prints_none(store):
    with store.writing() as session:
        change_office(session, type(OFFICE)(name="A", place="B", head_name="C"))
    assert (look(store).address, look(store).phone) == ("", "")


def test_colours_are_kept_and_undone(store):
    with store.writing() as session:
        keep_colours(session, "#AA0000", "#00bb00")
    assert (look(store).main, look(store).second) == ("#aa0000", "#00bb00")
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert (look(store).main, look(store).second) == (MAIN, SECOND)


@pytest.mark.parametrize("colour", ["", "red", "#12", "main", "#aa0000; x"])
def test_what_is_no_colour_is_told_and_not_kept(store, colour):
    assert "Choose a colour" in colour_problem(colour)
    for pair in ((colour, SECOND), (MAIN, colour)):
        with pytest.raises(UserError, match="Choose a colour"), store.writing() as session:
            keep_colours(session, *pair)


def test_pictures_of_a_design_come_along_and_one_that_is_gone_does_not(store):
    with store.writing() as session:
        digest = keep_picture(session, picture())
    box = Box(1, 1, 2, 2)
    drawn = (Picture(box=box, digest=digest), Picture(box=box, digest="0" * 64), Picture(box=box))
    assert look(store, Design(name="a", front=drawn[:1], back=drawn)).pictures == {
        digest: picture()
    }


@pytest.mark.parametrize(
    ("colour", "ink"),
    [
        ("main", "#aa0000"),
        ("second", "#0000bb"),
        ("ink", "#000000"),
        ("paper", "#ffffff"),
        ("#12ab34", "#12ab34"),
        ("javascript:alert(1)", "#000000"),
        ("", "#000000"),
    ],
)
def test_a_colour_is_the_office_s_or_itself_and_black_where_it_is_none(colour, ink):
    assert Look(main="#aa0000", second="#0000bb").ink(colour) == ink


def test_colours_of_the_office_that_were_damaged_are_black():
    assert Look(main="x").ink("main") == "#000000"
