import pytest
from sqlalchemy import select

from models.enrolment.tables import Enrolment, Payment, PaymentWay
from models.errors import UserError
from models.history.undo import next_undo, undo
from models.money.cash import (
    BANKNOTES,
    ClosingDraft,
    MoveDraft,
    Taking,
    box_row,
    box_rows,
    close_box,
    count,
    expected,
    move_cash,
    open_box,
    open_box_here,
    takings,
    unboxed,
)
from models.money.receipts import void_receipt
from models.money.tables import CashBox
from models.office.queries import today
from tests.models.money.conftest import channel, take

EXACT = {100_000: 1, 500: 1, 200: 1, 100: 1}
"""Rp100.800, what one enrolment brings."""


@pytest.fixture
def box(store, event):
    with store.writing() as session:
        return open_box(session, event, 50_000).id


def close(store, box, notes, reason=""):
    with store.writing() as session:
        close_box(session, box, notes, reason)


def row(store, box):
    with store.reading() as session:
        return box_row(session, box)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def test_a_box_begins_with_what_is_put_in(store, box, event):
    found = row(store, box)
    assert (found.opening, found.expected, found.event_id) == (50_000, 50_000, event)
    assert (found.opened_by, found.closed_at, found.difference) == ("Rina Contoh", None, None)
    with store.reading() as session:
        assert open_box_here(session) == found


def test_a_desk_has_one_open_box(store, box):
    with pytest.raises(UserError, match="open here already"), store.writing() as session:
        open_box(session, None, 0)


@pytest.mark.parametrize("opening", [-1, 10**16])
def test_a_box_cannot_begin_with_what_is_no_amount(store, opening):
    with pytest.raises(UserError), store.writing() as session:
        open_box(session, None, opening)


def test_cash_and_moves_are_expected_and_money_of_channels_is_not(store, box, enrolments):
    take(store, enrolments[0])
    take(store, enrolments[1], channel())
    with store.writing() as session:
        move_cash(session, box, -20_000, "Setor")
    with store.writing() as session:
        move_cash(session, box, 5_000, "Kembalian")
    with store.reading() as session:
        assert expected(session, box) == 50_000 + 100_800 - 20_000 + 5_000
    found = row(store, box)
    assert (found.taken, found.moved, found.expected) == (100_800, -15_000, 135_800)


@pytest.mark.parametrize(
    ("amount", "note", "said"),
    [(0, "x", "how much"), (100, " ", "what for"), (-50_001, "x", "Only Rp50,000")],
)
def test_a_move_that_cannot_be_is_refused(store, box, amount, note, said):
    with pytest.raises(UserError, match=said), store.writing() as session:
        move_cash(session, box, amount, note)
    assert row(store, box).moved == 0


def test_a_move_as_typed_says_where_it_is_wrong():
    assert set(MoveDraft().problems()) == {"amount", "note"}
    assert set(MoveDraft(10, out=True, note="x", expected=9).problems()) == {"amount"}
    assert MoveDraft(9, out=True, note="x", expected=9).problems() == {}
    assert (MoveDraft(9, out=True).moved, MoveDraft(9).moved) == (-9, 9)


def test_each_note_and_coin_is_counted():
    assert count(dict.fromkeys(BANKNOTES, 2)) == 2 * 188_800
    assert count({}) == 0


@pytest.mark.parametrize("notes", [{75_000: 1}, {100: -1}, {1_000: 10**7}])
def test_a_count_that_cannot_be_is_refused(notes):
    with pytest.raises(UserError):
        count(notes)
    assert set(ClosingDraft(notes).problems()) == {"notes"}


def test_a_difference_wants_a_reason():
    assert set(ClosingDraft(EXACT, expected=100_000).problems()) == {"reason"}
    assert ClosingDraft(EXACT, "Pembulatan", 100_000).problems() == {}
    assert ClosingDraft(EXACT, expected=100_800).problems() == {}


def test_a_box_is_closed_with_its_count(store, box):
    close(store, box, {50_000: 1, 100: 0})
    found = row(store, box)
    assert (found.counted, found.closed_on, found.difference) == (50_000, 50_000, 0)
    assert (dict(found.notes), found.closed_by) == ({50_000: 1}, "Rina Contoh")
    with store.reading() as session:
        assert open_box_here(session) is None


def test_a_box_is_not_closed_with_a_difference_nobody_explains(store, box):
    with pytest.raises(UserError, match="why"):
        close(store, box, {20_000: 1})
    close(store, box, {20_000: 1}, "Dipakai untuk bensin")
    found = row(store, box)
    assert (found.difference, found.reason) == (-30_000, "Dipakai untuk bensin")


def test_nothing_goes_into_a_closed_box(store, box, enrolment):
    close(store, box, {50_000: 1})
    with pytest.raises(UserError, match="closed"), store.writing() as session:
        move_cash(session, box, 100, "x")
    with pytest.raises(UserError, match="closed"):
        close(store, box, {50_000: 1})
    payment, _receipt = take(store, enrolment)
    with store.reading() as session:
        assert session.get_one(Payment, payment).cash_box_id is None


def test_cash_of_no_box_is_listed(store, enrolments, event):
    take(store, enrolments[0])
    take(store, enrolments[1], channel())
    with store.writing() as session:
        open_box(session, event, 0)
    take(store, enrolments[2])
    with store.reading() as session:
        [found] = unboxed(session, event)
        assert unboxed(session, event + 1) == []
    assert (found.name, found.amount, found.officer) == ("Awing", 100_800, "Rina Contoh")


def test_what_the_agency_reported_is_in_no_box_and_no_takings(store, keep, enrolment):
    keep(
        Payment(
            enrolment_id=enrolment,
            amount=5,
            paid_at=keep_moment(store, enrolment),
            way=PaymentWay.CASH,
        )
    )
    with store.reading() as session:
        assert unboxed(session) == []
        assert takings(session) == []


def keep_moment(store, enrolment):
    with store.reading() as session:
        return session.get_one(Enrolment, enrolment).enrolled_at


def test_a_void_after_the_closing_is_told_beside_the_count(store, box, enrolment):
    _payment, receipt = take(store, enrolment)
    close(store, box, {50_000: 1} | EXACT)
    with store.writing() as session:
        void_receipt(session, receipt, "Salah")
    found = row(store, box)
    assert (found.expected, found.closed_on, found.changed_since) == (50_000, 150_800, -100_800)
    assert found.difference == 0


def test_a_closed_box_is_opened_again_by_undo(store, box):
    close(store, box, {50_000: 1})
    take_back(store)
    found = row(store, box)
    assert (found.closed_at, found.counted, dict(found.notes)) == (None, None, {})
    with store.reading() as session:
        assert open_box_here(session) == found


def test_a_box_is_not_opened_again_beside_another(store, box):
    with store.writing() as session:
        close_box(session, box, {50_000: 1})
    with store.reading() as session:
        closing = next_undo(session).action_id
    with store.writing() as session:
        open_box(session, None, 0)
    with pytest.raises(UserError, match="no longer"), store.writing() as session:
        undo(session, closing)


@pytest.mark.parametrize("step", ["move", "close"])
def test_each_step_is_one_named_action_and_undone_as_one(store, box, step):
    before = row(store, box)
    with store.writing() as session:
        if step == "move":
            move_cash(session, box, 100, "Kembalian")
        else:
            close_box(session, box, {50_000: 1})
    with store.reading() as session:
        assert next_undo(session).title in (
            "Put cash in or take it out: Kembalian",
            "Close the cash box",
        )
    take_back(store)
    assert row(store, box) == before


def test_the_undo_of_an_opening_takes_the_box_away(store, box):
    take_back(store)
    with store.reading() as session:
        assert session.scalars(select(CashBox)).all() == []


def test_boxes_are_listed_by_event_and_desk(store, box, event):
    desk = row(store, box).desk_id
    with store.reading() as session:
        assert [one.id for one in box_rows(session, event_id=event)] == [box]
        assert [one.id for one in box_rows(session, desk_id=desk)] == [box]
        assert box_rows(session, event_id=event + 1) == box_rows(session, desk_id=desk + 1) == []


def test_takings_are_summed_by_way_and_officer(store, event, enrolments):
    take(store, enrolments[0])
    take(store, enrolments[1], channel())
    store.officer_id = None
    take(store, enrolments[2])
    with store.reading() as session:
        found = takings(session, event_id=event, day=today(session))
        assert takings(session, event_id=event + 1) == []
    assert found == [
        Taking(PaymentWay.CASH, "", 1, 100_800),
        Taking(PaymentWay.CASH, "Rina Contoh", 1, 100_800),
        Taking(PaymentWay.CHANNEL, "Rina Contoh", 1, 100_800),
    ]
