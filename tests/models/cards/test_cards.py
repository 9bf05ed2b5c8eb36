from datetime import date, datetime

import pytest

from models.cards.ending import issue_again
from models.cards.handing import hand_over
from models.cards.operations import note_printed, queue_card
from models.cards.queries import (
    card_counts,
    card_faces,
    card_ids,
    card_rows,
    card_states,
    events_with_cards,
    last_day,
    state_name,
)
from models.cards.tables import Card, CardKind, CardState
from models.enrolment.tables import EnrolmentStatus
from models.office.queries import today
from models.people.tables import Person
from tests import factories as a


@pytest.fixture
def enrolled(store, keep):
    """Enrol two people at one event; return the event and the two enrolments."""
    event = keep(a.event())
    people = keep(a.person(name="Ayu"), a.person(name="Budi", member_number="22153323437"))
    made = keep(*(a.enrolment(event_id=event.id, person_id=one.id) for one in people))
    return event, made


def queued(store, enrolments):
    with store.writing("Queue") as session:
        return [queue_card(session, session.merge(one)).id for one in enrolments]


def test_without_a_membership_number_it_is_a_proof_of_registration(store, enrolled):
    _event, enrolments = enrolled
    cards = queued(store, enrolments)
    with store.reading() as session:
        rows = card_rows(session, cards)
    assert (rows[cards[0]].kind, rows[cards[0]].number) == (CardKind.PROOF, "BP-220628-0-0001")
    assert (rows[cards[1]].kind, rows[cards[1]].number) == (CardKind.MEMBER, "22153323437")


def test_proof_numbers_count_on_past_9999(store, enrolled):
    _event, enrolments = enrolled
    with store.writing("Many") as session:
        session.add(
            a.card(enrolment_id=enrolments[0].id, number="BP-220628-0-9999"),
        )
        session.add(a.card(enrolment_id=enrolments[0].id, number="BP-220628-0-10000"))
    [card] = queued(store, enrolments[:1])
    with store.reading() as session:
        assert session.get_one(Card, card).number == "BP-220628-0-10001"


def test_cards_go_from_the_queue_through_the_printer_into_hands(store, enrolled):
    event, enrolments = enrolled
    cards = queued(store, enrolments)
    with store.reading() as session:
        assert card_ids(session, event.id, [CardState.QUEUED]) == cards
    with store.writing() as session:
        assert note_printed(session, cards) == 2
    with store.writing() as session:
        hand_over(session, cards[:1])
    with store.reading() as session:
        counts = card_counts(session, event.id)
        assert (counts[CardState.PRINTED], counts[CardState.HANDED]) == (1, 1)
        assert session.get_one(Card, cards[0]).handed_at is not None


def test_a_reprint_keeps_the_number_and_is_counted(store, enrolled):
    _event, enrolments = enrolled
    [card] = queued(store, enrolments[:1])
    with store.reading() as session:
        number = session.get_one(Card, card).number
    for _time in range(2):
        with store.writing() as session:
            note_printed(session, [card])
        with store.writing() as session:
            issue_again(session, [card])
    with store.reading() as session:
        kept = session.get_one(Card, card)
        assert (kept.number, kept.prints, kept.state) == (number, 2, CardState.QUEUED)


def test_a_card_says_until_when_only_once_it_is_paid(store, enrolled):
    _event, enrolments = enrolled
    cards = queued(store, enrolments)
    with store.writing("Pay") as session:
        session.merge(enrolments[0]).status = EnrolmentStatus.PAID
    with store.reading() as session:
        paid, unpaid = card_faces(session, cards)
    assert (paid.valid_until, unpaid.valid_until) == (date(2022, 12, 31), None)
    assert paid.office == "Kantor Cabang Bulungan"
    assert paid.code == "JK1:P:BP-220628-0-0001"


def test_faces_come_in_the_order_asked_for_and_leave_out_what_is_gone(store, enrolled):
    _event, enrolments = enrolled
    cards = queued(store, enrolments)
    with store.reading() as session:
        faces = card_faces(session, [cards[1], 999, cards[0]])
    assert [face.name for face in faces] == ["Budi", "Ayu"]


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2022, 7, 1), 1, date(2022, 7, 31)),
        (date(2022, 7, 1), 6, date(2022, 12, 31)),
        (date(2022, 7, 1), 12, date(2023, 6, 30)),
        (date(2024, 2, 1), 1, date(2024, 2, 29)),
        (date(2022, 12, 1), 1, date(2022, 12, 31)),
    ],
)
def test_the_last_day_of_a_prepayment(first, months, last):
    assert last_day(first, months) == last


def test_a_line_of_the_queue_says_whose_card_it_is_and_for_what(store, enrolled):
    event, enrolments = enrolled
    [card] = queued(store, enrolments[:1])
    with store.reading() as session:
        row = card_rows(session, [card])[card]
        nik = session.get_one(Person, enrolments[0].person_id).nik
    assert (row.name, row.nik, row.programmes, row.event) == (
        "Ayu",
        nik,
        ("JKK", "JKM"),
        event.title,
    )


def test_a_card_of_no_event_is_in_the_queue_too(store, keep, enrolled):
    _event, enrolments = enrolled
    alone = keep(a.enrolment(person_id=enrolments[0].person_id))
    [card] = queued(store, [alone])
    with store.reading() as session:
        assert card_rows(session, [card])[card].event == ""
        assert events_with_cards(session) == {}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ay", ["Ayu"]),
        ("BUDI", ["Budi"]),
        ("0-0001", ["Ayu"]),
        ("bp-2206", ["Ayu"]),
        ("2215332", ["Budi"]),
        ("%", []),
        ("x' OR 1=1 --", []),
        ("  ", ["Ayu", "Budi"]),
    ],
)
def test_cards_are_found_by_their_number_and_by_their_owner(store, enrolled, typed, names):
    event, enrolments = enrolled
    queued(store, enrolments)
    with store.reading() as session:
        found = card_ids(session, event.id, typed=typed)
        assert [row.name for row in card_rows(session, found).values()] == names


def test_of_each_card_in_its_order_it_is_known_how_it_stands(store, enrolled):
    event, enrolments = enrolled
    cards = queued(store, enrolments)
    with store.writing() as session:
        note_printed(session, cards[1:])
    with store.reading() as session:
        known = card_states(session, event.id)
        assert list(known.items()) == [
            (cards[0], CardState.QUEUED),
            (cards[1], CardState.PRINTED),
        ]
        assert card_states(session, event.id, [CardState.QUEUED]) == {cards[0]: CardState.QUEUED}


def test_events_with_cards_come_with_the_latest_first(store, keep, enrolled):
    event, enrolments = enrolled
    later = keep(a.event(starts_at=datetime(2023, 1, 5, 9), ends_at=datetime(2023, 1, 5, 12)))
    keep(a.event())
    also = keep(a.enrolment(event_id=later.id, person_id=enrolments[0].person_id))
    queued(store, [*enrolments, also])
    with store.reading() as session:
        assert list(events_with_cards(session).items()) == [
            (later.id, later.title),
            (event.id, event.title),
        ]


@pytest.mark.parametrize(
    ("state", "status", "begins", "active"),
    [
        (CardState.HANDED, EnrolmentStatus.PAID, 0, True),
        (CardState.HANDED, EnrolmentStatus.REGISTERED, 0, True),
        (CardState.HANDED, EnrolmentStatus.BILLED, 0, False),
        (CardState.PRINTED, EnrolmentStatus.PAID, 0, False),
        (CardState.HANDED, EnrolmentStatus.PAID, 1, False),
        (CardState.HANDED, EnrolmentStatus.PAID, -6, False),
    ],
)
def test_a_card_is_active_in_its_owners_hands_while_the_cover_runs(
    store, keep, state, status, begins, active
):
    with store.reading() as session:
        now = today(session)
    months = now.year * 12 + now.month - 1 + begins
    first = date(months // 12, months % 12 + 1, 1)
    person = keep(a.person())
    made = keep(a.enrolment(person_id=person.id, first_month=first, months=6, status=status))
    card = keep(a.card(enrolment_id=made.id, state=state)).id
    with store.reading() as session:
        row = card_rows(session, [card])[card]
    assert row.active is active
    assert (row.valid_until is None) is (status is EnrolmentStatus.BILLED)


def test_cancelled_cards_are_shown_only_where_they_are_asked_for(store, keep):
    made = keep(a.enrolment(person_id=keep(a.person()).id))
    card = keep(a.card(enrolment_id=made.id, state=CardState.CANCELLED)).id
    with store.reading() as session:
        assert card_ids(session) == []
        assert card_ids(session, states=[CardState.CANCELLED]) == [card]


def test_every_state_of_a_card_has_a_name():
    assert len({state_name(state) for state in CardState}) == len(CardState)


def test_what_does_not_wait_is_not_noted_as_printed(store, enrolled):
    _event, enrolments = enrolled
    cards = queued(store, enrolments)
    with store.writing() as session:
        note_printed(session, cards[:1])
    with store.writing() as session:
        assert note_printed(session, cards) == 1
    with store.reading() as session:
        assert [session.get_one(Card, card).prints for card in cards] == [1, 1]
