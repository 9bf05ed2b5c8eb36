"""What two desks say differently is listed with both sides, and decided once."""

import pytest
from sqlalchemy import select

from models.cards.batches import came_out, draw_batch, note_sent
from models.cards.handing import hand_over
from models.cards.tables import CardBatch, CardCopy, CardState, CopyState
from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.errors import UserError
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.money.paying import pay
from models.money.tables import Receipt
from models.packets.deciding import choices, decide
from models.packets.tables import Choice, ConflictKind, ConflictState, MergeConflict
from models.people.apart import kept_apart
from models.people.operations import change_person
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.packets import laptops as at

PHONES = ("+6281200000001", "+6281200000002", "+6281200000003")


@pytest.fixture
def town(store, tmp_path, request):
    empty = None if store.in_file else request.getfixturevalue("empty_file")
    made = at.town(store, tmp_path, empty)
    yield made
    made.close()


def found(town, state=ConflictState.OPEN):
    with town.store.reading() as session:
        return session.scalars(
            select(MergeConflict).where(
                MergeConflict.state == state, MergeConflict.field.is_distinct_from("joined")
            )
        ).all()


def decided(town, choice, reason="", **given):
    [conflict] = found(town)
    with town.store.writing() as session:
        decide(session, conflict.id, choice, reason, **given)


def phoned(town, *laptops):
    who = at.known_person(town, "BUDI", a.nik(1))
    made = [town.give() for _phone in PHONES[: laptops[0]]]
    for laptop, phone in zip(made, PHONES, strict=False):
        with laptop.writing() as session:
            change_person(session, who, at.draft("BUDI", a.nik(1), phone=phone))
    return who, made


def phone_of(town, who):
    with town.store.reading() as session:
        return session.get_one(Person, who).phone


@pytest.mark.parametrize(("choice", "place"), [(Choice.LEFT, 0), (Choice.RIGHT, 1)])
def test_a_field_holds_what_the_side_chosen_says(town, choice, place):
    who, laptops = phoned(town, 2)
    for laptop in laptops:
        town.merge(laptop)
    decided(town, choice)
    assert phone_of(town, who) == PHONES[place]
    [conflict] = found(town, ConflictState.DECIDED)
    assert (conflict.choice, conflict.person_id) == (choice, who)
    assert finish(verify_history(town.store)).findings == ()


@pytest.mark.parametrize("choice", [Choice.LEFT, Choice.RIGHT])
def test_a_third_desk_opens_what_was_decided_only_against_what_was_chosen(town, choice):
    who, laptops = phoned(town, 3)
    for laptop in laptops[:2]:
        town.merge(laptop)
    decided(town, choice)
    chosen = phone_of(town, who)
    plan = town.merge(laptops[2])
    [conflict] = plan.conflicts
    assert {one.value.replace(" ", "").replace("-", "")[-4:] for one in conflict.sides} == {
        chosen[-4:],
        PHONES[2][-4:],
    }


def test_what_was_decided_is_not_asked_again_when_the_desk_comes_once_more(town):
    who, laptops = phoned(town, 2)
    for laptop in laptops:
        town.merge(laptop)
    decided(town, Choice.LEFT)
    with laptops[1].writing() as session:
        change_person(session, who, at.draft("BUDI", a.nik(1), phone=PHONES[1], address="Jalan 2"))
    assert town.merge(laptops[1]).conflicts == ()
    assert phone_of(town, who) == PHONES[0]


def test_a_decision_is_undone(town):
    who, laptops = phoned(town, 2)
    for laptop in laptops:
        town.merge(laptop)
    before = phone_of(town, who)
    decided(town, Choice.LEFT if before == PHONES[1] else Choice.RIGHT)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert phone_of(town, who) == before
    assert len(found(town)) == 1


def test_an_undecided_conflict_cannot_be_decided_twice(town):
    _who, laptops = phoned(town, 2)
    for laptop in laptops:
        town.merge(laptop)
    [conflict] = found(town)
    decided(town, Choice.LEFT)
    with pytest.raises(UserError, match="decided already"), town.store.writing() as session:
        decide(session, conflict.id, Choice.RIGHT)


def test_a_field_has_no_both(town):
    _who, laptops = phoned(town, 2)
    for laptop in laptops:
        town.merge(laptop)
    with pytest.raises(UserError, match="like that"):
        decided(town, Choice.BOTH)


def weakly_alike(town):
    laptops = town.give(), town.give()
    for laptop, name in zip(laptops, ("BUDI SANTOSO", "BUDI SANTOSA"), strict=True):
        with laptop.writing() as session:
            at.add_person(session, at.draft(name, "", phone=PHONES[0], **at.VILLAGE))
        town.merge(laptop)


def test_people_who_are_surely_one_become_one_without_a_nik(town):
    laptops = town.give(), town.give()
    for laptop in laptops:
        with laptop.writing() as session:
            at.add_person(session, at.draft("BUDI SANTOSO", "", **at.VILLAGE))
        town.merge(laptop)
    assert found(town) == []
    with town.store.reading() as session:
        people = session.scalars(select(Person).order_by(Person.id)).all()
        assert [one.merged_into_id for one in people] == [None, people[0].id]


def test_people_who_may_be_one_are_joined_when_somebody_says_so(town):
    weakly_alike(town)
    assert [one.kind for one in found(town)] == [ConflictKind.SAME_PERSON]
    decided(town, Choice.LEFT)
    with town.store.reading() as session:
        left = session.scalars(select(Person).where(Person.archived_at.is_(None))).one()
        assert left.name == "BUDI SANTOSO"


def test_people_who_may_be_one_are_kept_apart(town):
    weakly_alike(town)
    decided(town, Choice.BOTH)
    with town.store.reading() as session:
        people = session.scalars(select(Person).where(Person.archived_at.is_(None))).all()
        assert len(people) == 2
        assert kept_apart(session, people[0].id)[0].id == people[1].id


def enrolled_twice(town, cash=None):
    laptops = town.give(), town.give()
    for laptop in laptops:
        at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)), cash=cash)
        town.merge(laptop)
    return laptops


def test_of_two_enrolments_one_stands_and_both_are_told(town):
    enrolled_twice(town)
    [conflict] = found(town)
    assert conflict.kind is ConflictKind.ENROLLED_TWICE
    with town.store.reading() as session:
        states = sorted(one.status for one in session.scalars(select(Enrolment)))
    assert states == [EnrolmentStatus.REJECTED, EnrolmentStatus.TO_REGISTER]


@pytest.mark.parametrize(("choice", "place"), [(Choice.LEFT, 0), (Choice.RIGHT, 1)])
def test_the_enrolment_chosen_stands(town, choice, place):
    laptops = enrolled_twice(town)
    decided(town, choice, "Salah meja")
    with town.store.reading() as session:
        made = at.enrolments(session)
        open_ones = [one for one in made if one.status is not EnrolmentStatus.REJECTED]
        assert open_ones == [made[place]]
    with laptops[1].writing() as session:
        at.add_person(session, at.draft("SITI"))
    assert town.merge(laptops[1]).conflicts == ()
    with town.store.reading() as session:
        again = at.enrolments(session)
        assert again[place].status is not EnrolmentStatus.REJECTED
    assert finish(verify_history(town.store)).findings == ()


def test_what_falls_is_not_rejected_without_a_reason(town):
    enrolled_twice(town)
    with pytest.raises(UserError, match="Say why"):
        decided(town, Choice.LEFT)


def paid_twice(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    with town.store.writing() as session:
        made = at.enrol(
            session, town.event_id, at.enrolling(at.draft("BUDI", a.nik(1)), who), at.MOMENT
        ).id
    laptops = town.give(), town.give()
    for laptop in laptops:
        with laptop.writing() as session:
            total = session.get_one(Enrolment, made).total
            at.pay_cash(session, made, total)
        town.merge(laptop)
    return made


def test_money_taken_twice_is_told_and_one_receipt_voided(town):
    made = paid_twice(town)
    assert [one.kind for one in found(town)] == [ConflictKind.PAID_TWICE]
    decided(town, Choice.LEFT, "Dikembalikan")
    with town.store.reading() as session:
        assert len(session.scalars(select(Payment)).all()) == 1
        receipts = session.scalars(select(Receipt).order_by(Receipt.id)).all()
        assert [one.void_reason for one in receipts] == [None, "Dikembalikan"]
        assert session.get_one(Enrolment, made).status is EnrolmentStatus.PAID


def test_money_taken_twice_may_stay(town):
    paid_twice(town)
    decided(town, Choice.BOTH)
    with town.store.reading() as session:
        assert len(session.scalars(select(Payment)).all()) == 2
    assert found(town) == []


def test_two_parts_of_a_contribution_make_it_paid(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    with town.store.writing() as session:
        drafted = at.enrolling(at.draft("BUDI", a.nik(1)), who)
        made = at.enrol(session, town.event_id, drafted, at.MOMENT).id
    for _part in range(2):
        town.give()
    for laptop in town.laptops:
        with laptop.writing() as session:
            half = session.get_one(Enrolment, made).total // 2
            pay(session, made, half, PaymentWay.CHANNEL, "ref")
        town.merge(laptop)
    assert found(town) == []
    with town.store.reading() as session:
        assert session.get_one(Enrolment, made).status is EnrolmentStatus.PAID


def test_a_card_printed_at_two_desks_is_told_and_one_copy_voided(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    with town.store.writing() as session:
        drafted = at.enrolling(at.draft("BUDI", a.nik(1)), who)
        made = at.enrol(session, town.event_id, drafted, at.MOMENT).id
    laptops = town.give(), town.give()
    for laptop in laptops:
        at.printed(laptop, made)
        town.merge(laptop)
    assert [one.kind for one in found(town)] == [ConflictKind.CARD_TWICE]
    with town.store.reading() as session:
        [conflict] = session.scalars(
            select(MergeConflict).where(MergeConflict.kind == ConflictKind.CARD_TWICE)
        )
        assert choices(session, conflict.id) == (Choice.LEFT, Choice.RIGHT, Choice.BOTH)
        assert session.scalars(select(at.Card)).one().prints == 2
    decided(town, Choice.LEFT, "Ganda")
    with town.store.reading() as session:
        copies = session.scalars(select(CardCopy).order_by(CardCopy.id)).all()
        assert [one.void_reason for one in copies] == [None, "Ganda"]


def at_the_printer(town):
    """Print a card at a desk while the office prints it, another one too; merge what the desk did.

    Return the laptop, the batch at the office and both its cards, the one printed twice first.
    """
    made = []
    for place in (1, 2):
        who = at.known_person(town, f"BUDI {place}", a.nik(place))
        with town.store.writing() as session:
            drafted = at.enrolling(at.draft(f"BUDI {place}", a.nik(place)), who)
            made.append(at.enrol(session, town.event_id, drafted, at.MOMENT).id)
    laptop = town.give()
    with town.store.writing() as session:
        cards = session.scalars(select(at.Card.id).order_by(at.Card.enrolment_id)).all()
        batch = draw_batch(session, cards, sheet="A4", design="Anggota").id
        note_sent(session, batch, "Printer")
    at.printed(laptop, made[0])
    town.merge(laptop)
    return laptop, batch, cards


def came_out_well(town, batch, cards):
    with town.store.writing() as session:
        came_out(session, batch, cards)


def card_of(town, card):
    """Return how a card stands, and its copies: that of the office, then that of the desk."""
    with town.store.reading() as session:
        asked = select(CardCopy).where(CardCopy.card_id == card).order_by(CardCopy.id)
        copies = [(one.state, one.void_reason) for one in session.scalars(asked)]
        return session.get_one(at.Card, card).state, *copies


def test_a_card_printed_at_a_desk_while_it_is_at_the_printer_is_told(town):
    laptop, batch, cards = at_the_printer(town)
    [told] = found(town)
    assert (told.kind, told.record_id) == (ConflictKind.CARD_TWICE, cards[0])
    with town.store.reading() as session:
        merged = next_undo(session).action_id
    came_out_well(town, batch, cards)
    with town.store.writing() as session:
        undo(session, merged, keep_changed=True)
    assert found(town) == []
    town.merge(laptop)
    assert [(one.kind, one.sides) for one in found(town)] == [(told.kind, told.sides)]
    assert finish(verify_history(town.store)).findings == ()


def test_what_the_printer_still_gives_is_spoilt_where_the_card_of_the_desk_was_kept(town):
    laptop, batch, cards = at_the_printer(town)
    with laptop.writing() as session:
        hand_over(session, cards[:1])
    town.merge(laptop)
    decided(town, Choice.RIGHT, "Ganda")
    came_out_well(town, batch, cards)
    kept = (CardState.HANDED, (CopyState.SPOILT, None), (CopyState.HANDED, None))
    assert card_of(town, cards[0]) == kept
    with town.store.reading() as session:
        assert session.get_one(CardBatch, batch).spoilt == 1


def test_a_card_is_at_the_printer_again_where_what_it_gives_was_kept(town):
    _laptop, batch, cards = at_the_printer(town)
    decided(town, Choice.LEFT, "Ganda")
    void = (CopyState.PRINTED, "Ganda")
    assert card_of(town, cards[0]) == (CardState.SENT, (CopyState.SENT, None), void)
    came_out_well(town, batch, cards)
    assert card_of(town, cards[0]) == (CardState.PRINTED, (CopyState.PRINTED, None), void)


def test_a_card_with_its_owner_stays_so_where_another_comes_out(town):
    laptop, batch, cards = at_the_printer(town)
    with laptop.writing() as session:
        hand_over(session, cards[:1])
    town.merge(laptop)
    came_out_well(town, batch, cards)
    assert card_of(town, cards[0])[0] is CardState.HANDED


def test_a_card_that_did_not_come_out_is_not_the_one_to_keep(town):
    _laptop, batch, cards = at_the_printer(town)
    came_out_well(town, batch, cards[1:])
    with pytest.raises(UserError, match="like that"):
        decided(town, Choice.LEFT, "Ganda")
    decided(town, Choice.RIGHT, "Ganda")
    kept = (CardState.PRINTED, (CopyState.DROPPED, None), (CopyState.PRINTED, None))
    assert card_of(town, cards[0]) == kept
