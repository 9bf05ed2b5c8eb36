from contextlib import suppress
from datetime import date
from itertools import product
from string import Formatter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.errors import UserError
from models.events.tables import Answer, EventPartner, PartnerRole
from models.history.recording import recorder
from models.history.steps import next_steps
from models.history.undo import undo
from models.letters.making import make_anew, make_letters, mark_sent, take_back_sent, void_letter
from models.letters.numbering import (
    CODES,
    PATTERN,
    next_serial,
    office_pattern,
    pattern_problem,
    write_number,
)
from models.letters.queries import letters_of_year
from models.letters.tables import Letter, LetterKind
from models.office.tables import Office
from tests import factories as a
from tests.models.letters.conftest import DAY, as_text, draft

JUNE = date(2022, 6, 20)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (PATTERN, "B/012/062022"),
        ("{number}/{code}/BPJS-TK/{roman}/{year}", "12/UND/BPJS-TK/VI/2022"),
        ("  {year}.{number:05}  ", "2022.00012"),
        ("{{B}}/{number}/{month}/{year}", "{B}/12/6/2022"),
    ],
)
def test_a_number_follows_the_pattern(pattern, number):
    assert pattern_problem(pattern) == ""
    assert write_number(pattern, 12, JUNE, LetterKind.INVITATION) == number


def test_a_number_beyond_its_zeros_is_written_whole():
    assert write_number(PATTERN, 12345, JUNE, LetterKind.THANKS) == "B/12345/062022"


def test_months_are_roman_and_kinds_have_their_own_code():
    months = [
        write_number("{number}-{roman}-{year}", 1, date(2022, month, 1), LetterKind.THANKS)
        for month in (1, 4, 9, 12)
    ]
    assert months == ["1-I-2022", "1-IV-2022", "1-IX-2022", "1-XII-2022"]
    assert len(set(CODES.values())) == len(CODES) == len(LetterKind)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "Write how letters are numbered, as in B/{number:03}"),
        ("   ", "Write how letters are numbered"),
        ("B/{number}", "{year} is missing"),
        ("B/{year}", "{number} is missing"),
        ("{number}/{year}/{nomor}", "{nomor} is not known here"),
        ("{number}/{year}/{}", "{} is not known here"),
        ("{number}/{year}/{0}", "{0} is not known here"),
        ("{number.real}/{year}", "{number.real} is not known here"),
        ("{number}/{year}/{__class__}", "{__class__} is not known here"),
        ("{number!r}/{year}", "{number} cannot be written so. Write {number:03}."),
        ("{number:>9}/{year}", "{number} cannot be written so"),
        ("{number:0999999999}/{year}", "{number} cannot be written so"),
        ("{number:{year}}/{year}", "{number} cannot be written so"),
        ("{number}/{year:02}", "{year} cannot be written so. Write {year}."),
        ("{number}/{year", "A brace stands alone"),
        ("{number}/{year}}", "A brace stands alone"),
        ("{number}{month}/{year}", "before and after {number}"),
        ("{year}{number}", "before and after {number}"),
        ("1{number}/{year}", "before and after {number}"),
        ("{number}0/{year}", "before and after {number}"),
        ("{number}/{year}\n", "on one line"),
        ("{number}/{year}\u202e", "on one line"),
        ("{number}/{year}" + "x" * 60, "at most 60"),
    ],
)
def test_a_pattern_that_cannot_number_letters_is_told(pattern, said):
    assert said in pattern_problem(pattern)
    with pytest.raises(UserError):
        write_number(pattern, 1, JUNE, LetterKind.INVITATION)


SIGNS = st.sampled_from(["", "", "", "/", "/", "1", "B.", "{{"])
OTHERS = st.lists(
    st.sampled_from(["{month}", "{month:02}", "{roman}", "{code}"]), min_size=1, max_size=2
)
COUNTS = st.sampled_from(["{number}", "{number:02}", "{number:03}"])


@st.composite
def patterns(draw):
    """Make a pattern that holds number and year, most with signs between the two."""
    fields = draw(st.permutations([draw(COUNTS), "{year}", *draw(OTHERS)]))
    return "".join(sign for field in fields for sign in (draw(SIGNS), field)) + draw(SIGNS)


SERIALS = (*range(1, 13), 21, 99, 101, 111, 112, 1011, 1112)
YEARS = (2021, 2022)


@settings(max_examples=200)
@given(patterns())
def test_no_good_pattern_gives_two_letters_one_number(pattern):
    assume(not pattern_problem(pattern))
    owners = {}
    for serial, month, year in product(SERIALS, range(1, 13), YEARS):
        number = write_number(pattern, serial, date(year, month, 1), LetterKind.THANKS)
        assert owners.setdefault(number, (serial, year)) == (serial, year)


@given(st.text(max_size=30))
def test_no_text_at_all_breaks_the_judging_of_patterns(pattern):
    if not pattern_problem(pattern):
        assert {"number", "year"} <= {name for _, name, _, _ in Formatter().parse(pattern)}


def test_counting_goes_by_the_year_of_the_letter(make, see):
    make()
    make()
    make(dated_on=date(2023, 1, 2))
    assert [see(next_serial, year) for year in (2021, 2022, 2023)] == [1, 3, 2]


def test_the_office_may_go_on_where_its_own_book_ended(make, see):
    make(first_serial=46)
    make()
    assert [row.number for row in see(letters_of_year, 2022)] == ["B/046/062022", "B/047/062022"]


def test_a_count_that_was_given_is_refused(make):
    make(first_serial=46)
    with pytest.raises(UserError, match="Numbers up to 46 were given in 2022 already"):
        make(first_serial=46)


def test_the_pattern_is_the_offices_own(store, see, make):
    assert see(office_pattern) == PATTERN
    set_pattern(store, "{code}-{number}-{year}")
    make()
    assert [row.number for row in see(letters_of_year, 2022)] == ["UND-1-2022"]


def test_a_pattern_that_would_bring_a_number_back_is_told(store, see, make):
    set_pattern(store, "{number}/9/{year}")
    make(first_serial=8)
    set_pattern(store, "8/{number}/{year}")
    with pytest.raises(UserError, match="8/9/2022 was given before"):
        make()
    assert len(see(letters_of_year, 2022)) == 1


def set_pattern(store, pattern):
    with store.writing("Change the pattern") as session:
        session.scalars(select(Office)).one().letter_pattern = pattern


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["make", "void", "send", "anew", "take back", "undo", "redo"]),
        st.sampled_from([date(2022, 12, 31), date(2023, 1, 1)]),
        st.integers(0, 5),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=20)
@given(STEPS)
def test_whatever_is_done_no_number_is_given_twice_and_none_is_lost(lend_office, steps):
    with lend_office() as store:
        with store.writing("Plan") as session:
            recorder(session).final = True  # an event undone would leave nothing to write about
            event = a.event()
            session.add(event)
        owners: dict[str, int] = {}
        for step, day, which in steps:
            step_taken(store, event.id, step, day, which)
            with store.reading() as session:
                now = {letter.number: letter for letter in session.scalars(select(Letter))}
            assert owners.items() <= {number: one.id for number, one in now.items()}.items()
            assert len({(one.year, one.serial) for one in now.values()}) == len(now)
            owners = {number: one.id for number, one in now.items()}


def step_taken(store, event, step, day, which):
    wanted = draft(LetterKind.ASSIGNMENT, dated_on=day, body="Tugas")
    if step == "make":  # this goes through whatever was done before
        with store.writing() as session:
            make_letters(session, event, wanted, as_text)
        return
    undoing, redoing = next_steps(store)
    with suppress(UserError), store.writing() as session:
        letters = list(session.scalars(select(Letter.id).order_by(Letter.id)))
        letter = letters[which % len(letters)] if letters else 0
        if step == "void":
            void_letter(session, letter, "salah")
        elif step == "send":
            mark_sent(session, letter, "pos")
        elif step == "take back":
            take_back_sent(session, letter)
        elif step == "anew":
            make_anew(session, letter, wanted, as_text)
        elif action := {"undo": undoing, "redo": redoing}[step]:
            undo(session, action.action_id)


def test_sixty_partners_get_sixty_numbers_in_one_action(store, keep, see, event, do):
    partners = keep(*(a.partner() for _ in range(60)))
    ids = [one.id for one in partners]
    keep(
        *(
            EventPartner(
                event_id=event, partner_id=one, role=PartnerRole.INVITER, answer=Answer.NOT_ASKED
            )
            for one in ids
        )
    )
    made = do(make_letters, event, draft(partners=ids), as_text)
    rows = see(letters_of_year, 2022)
    assert [row.id for row in rows] == made
    assert [row.partner_id for row in rows] == ids
    assert [row.number for row in rows] == [f"B/{n:03}/062022" for n in range(1, 61)]
    assert {row.dated_on for row in rows} == {DAY}
