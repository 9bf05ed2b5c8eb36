from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.cards.blocks import (
    FEW,
    MOST,
    BlockDraft,
    add_block,
    are_few,
    blocks,
    change_block,
    close_block,
    give_numbers,
    numbers_left,
    waiting_for_number,
)
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import EnrolmentStatus
from models.errors import UserError
from models.people.tables import Person
from tests import factories as a
from tests.models.cards.life import undone

DAY = date(2022, 6, 20)
TEN = BlockDraft("00150000001", "00150000010", DAY, "Surat 12/2022")


def do(store, operation, *given):
    with store.writing() as session:
        return operation(session, *given)


def ask(store, query, *given):
    with store.reading() as session:
        return query(session, *given)


def enrolled(keep, names=("Ayu", "Budi", "Citra"), event_id=None, **of_person):
    people = [keep(a.person(name=name, **of_person)) for name in names]
    made = [keep(a.enrolment(person_id=one.id, event_id=event_id)) for one in people]
    return [one.id for one in made]


def numbers(store):
    with store.reading() as session:
        rows = session.execute(select(Person.name, Person.member_number).order_by(Person.name))
        return dict(rows.all())


@pytest.mark.parametrize(
    ("draft", "field", "said"),
    [
        (BlockDraft("", "15000000010", DAY), "first", "Write the number"),
        (BlockDraft("1500000000A", "15000000010", DAY), "first", "digits only"),
        (BlockDraft("15000000001", "٠٠١٥٠٠٠٠٠١٠", DAY), "last", "digits only"),
        (BlockDraft("1234", "15000000010", DAY), "first", "digits only"),
        (BlockDraft("150000001", "15000000010", DAY), "last", "equally many"),
        (BlockDraft("15000000010", "15000000001", DAY), "last", "before the first"),
        (BlockDraft("10000000000", "19999999999", DAY), "last", "more than"),
        (BlockDraft("15000000001", "15000000010", None), "received_on", "which day"),
        (BlockDraft("15000000001", "15000000010", DAY, "x" * 501), "source", "too long"),
    ],
)
def test_what_cannot_be_a_block_is_told_beside_the_field(draft, field, said):
    found = draft.problems()
    assert list(found) == [field]
    assert said in found[field]


def test_numbers_may_be_typed_with_what_parts_their_digits():
    draft = BlockDraft("0015 0000.001", "0015-0000-010", DAY)
    assert draft.problems() == {}
    assert draft.span == ("00150000001", "00150000010")


@given(st.integers(0, 10**11 - 1), st.integers(0, MOST - 1))
def test_a_block_that_is_accepted_holds_as_many_numbers_as_it_says(first, more):
    draft = BlockDraft(f"{first:011d}", f"{first + more:011d}", DAY)
    assert bool(draft.problems()) is (first + more >= 10**11)


def test_a_block_tells_what_is_left_of_it_and_what_comes_next(store, keep):
    do(store, add_block, TEN)
    do(store, give_numbers, enrolled(keep))
    [row] = ask(store, blocks)
    assert (row.first, row.last, row.received_on, row.source) == (
        "00150000001",
        "00150000010",
        DAY,
        "Surat 12/2022",
    )
    assert (row.count, row.given, row.left, row.following) == (10, 3, 7, "00150000004")


def test_leading_noughts_are_part_of_the_numbers_given(store, keep):
    do(store, add_block, TEN)
    assert do(store, give_numbers, enrolled(keep)) == 3
    assert numbers(store) == {
        "Ayu": "00150000001",
        "Budi": "00150000002",
        "Citra": "00150000003",
    }


def test_with_the_number_the_card_is_queued_and_the_proof_is_cancelled(store, keep):
    do(store, add_block, TEN)
    [enrolment] = enrolled(keep, ["Ayu"])
    keep(a.card(enrolment_id=enrolment, number="BP-1"))
    do(store, give_numbers, [enrolment])
    with store.reading() as session:
        cards = session.scalars(select(Card).order_by(Card.number)).all()
    assert [(one.kind, one.number, one.state) for one in cards] == [
        (CardKind.MEMBER, "00150000001", CardState.QUEUED),
        (CardKind.PROOF, "BP-1", CardState.CANCELLED),
    ]


def test_giving_numbers_is_taken_back_whole_and_the_numbers_are_free_again(store, keep):
    do(store, add_block, TEN)
    made = enrolled(keep)
    do(store, give_numbers, made)
    undone(store)
    assert set(numbers(store).values()) == {None}
    assert ask(store, numbers_left) == 10
    with store.reading() as session:
        assert session.scalars(select(Card)).all() == []


def test_numbers_that_a_card_ever_bore_are_not_given(store, keep):
    do(store, add_block, TEN)
    first, second = enrolled(keep, ["Ayu", "Budi"])
    keep(a.card(enrolment_id=first, number="00150000001", state=CardState.CANCELLED))
    do(store, give_numbers, [second])
    assert numbers(store)["Budi"] == "00150000002"


def test_if_there_are_fewer_numbers_than_people_the_first_get_them(store, keep):
    do(store, add_block, BlockDraft("15000000001", "15000000002", DAY))
    made = enrolled(keep)
    assert do(store, give_numbers, [made[2], made[0], made[1]]) == 2
    assert numbers(store) == {"Citra": "15000000001", "Ayu": "15000000002", "Budi": None}
    with pytest.raises(UserError, match="No number is left"):
        do(store, give_numbers, made)


def test_the_block_that_came_first_is_used_up_first(store, keep):
    do(store, add_block, BlockDraft("15000000001", "15000000001", date(2022, 7, 1)))
    do(store, add_block, BlockDraft("90000000001", "90000000001", DAY))
    do(store, give_numbers, enrolled(keep, ["Ayu", "Budi"]))
    assert numbers(store) == {"Ayu": "90000000001", "Budi": "15000000001"}


def test_of_a_closed_block_no_number_is_given(store, keep):
    made, block = enrolled(keep), do(store, add_block, TEN)
    do(store, close_block, block)
    assert ask(store, numbers_left) == 0
    with pytest.raises(UserError, match="No number is left"):
        do(store, give_numbers, made)
    undone(store)
    assert ask(store, numbers_left) == 10


def test_who_has_a_number_or_was_rejected_gets_none(store, keep):
    do(store, add_block, TEN)
    numbered = enrolled(keep, ["Ayu"], member_number="22153323437")
    rejected = keep(
        a.enrolment(person_id=keep(a.person(name="Budi")).id, status=EnrolmentStatus.REJECTED)
    )
    with pytest.raises(UserError, match="None of these waits"):
        do(store, give_numbers, [*numbered, rejected.id])
    assert ask(store, waiting_for_number) == []


def test_a_person_who_enrolled_twice_gets_one_number(store, keep):
    do(store, add_block, TEN)
    person = keep(a.person(name="Ayu"))
    made = [keep(a.enrolment(person_id=person.id)).id for _one in range(2)]
    assert do(store, give_numbers, made) == 1
    with store.reading() as session:
        assert session.scalars(select(Card.enrolment_id)).all() == [made[1]]


def test_those_who_wait_come_by_name_with_their_latest_enrolment(store, keep):
    event = keep(a.event(title="Pimping"))
    enrolled(keep, ["Citra", "Ayu"], event.id)
    elsewhere = enrolled(keep, ["Budi"])
    rows = ask(store, waiting_for_number)
    assert [(row.name, row.event) for row in rows] == [
        ("Ayu", "Pimping"),
        ("Budi", ""),
        ("Citra", "Pimping"),
    ]
    assert [row.name for row in ask(store, waiting_for_number, event.id)] == ["Ayu", "Citra"]
    again = keep(a.enrolment(person_id=rows[1].person_id)).id
    found = ask(store, waiting_for_number)
    assert rows[1].enrolment_id == elsewhere[0]
    assert found[1].enrolment_id == again


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("00150000010", "00150000020"),
        ("00149999990", "00150000001"),
        ("00149999990", "00150000020"),
        ("00150000004", "00150000005"),
    ],
)
def test_blocks_do_not_lie_over_one_another(store, first, last):
    do(store, add_block, TEN)
    with pytest.raises(UserError, match="00150000001 to 00150000010"):
        do(store, add_block, BlockDraft(first, last, DAY))
    assert len(ask(store, blocks)) == 1


def test_numbers_of_another_length_are_other_numbers(store):
    do(store, add_block, TEN)
    do(store, add_block, BlockDraft("0015000000", "0015000009", DAY))
    assert ask(store, numbers_left) == 20


def test_a_block_does_not_hold_a_number_that_a_person_has(store, keep):
    keep(a.person(name="Ayu", member_number="00150000005"))
    with pytest.raises(UserError, match="00150000005 lies among them, and is that of Ayu"):
        do(store, add_block, TEN)


def test_a_block_can_be_corrected_as_long_as_what_was_given_stays_in_it(store, keep):
    block = do(store, add_block, TEN)
    do(store, give_numbers, enrolled(keep))
    do(store, change_block, block, BlockDraft("00150000001", "00150000005", DAY))
    assert ask(store, numbers_left) == 2
    with pytest.raises(UserError, match="outside"):
        do(store, change_block, block, BlockDraft("00150000002", "00150000005", DAY))
    keep(a.person(member_number="00150000009"))
    with pytest.raises(UserError, match="00150000009"):
        do(store, change_block, block, TEN)


def test_the_row_of_a_block_is_what_its_form_shows(store):
    do(store, add_block, TEN)
    assert ask(store, blocks)[0].draft == TEN


def test_without_a_day_a_block_is_not_kept(store):
    with pytest.raises(UserError, match="which day"):
        do(store, add_block, BlockDraft("15000000001", "15000000002"))


@pytest.mark.parametrize("operation", [close_block, lambda s, one: change_block(s, one, TEN)])
def test_a_block_that_is_gone_is_told_of(store, operation):
    with pytest.raises(UserError, match="not there"):
        do(store, operation, 999)


@pytest.mark.parametrize(("left", "few"), [(None, False), (FEW + 1, False), (FEW, True), (0, True)])
def test_the_office_is_told_to_ask_for_more_in_time(left, few):
    assert are_few(left) is few


def test_an_office_that_was_never_given_numbers_has_none_to_count(store):
    assert ask(store, numbers_left) is None
