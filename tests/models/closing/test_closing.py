from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.closing.drafts import begin_draft, line_name, lines_of
from models.closing.figures import figures_of
from models.closing.operations import FiguresChangedError
from models.closing.queries import changed_since, closings, day_paper, day_sheet, unclosed_days
from models.closing.tables import DayClose
from models.errors import UserError
from models.history.recording import next_chain
from models.history.tables import Action
from models.history.undo import next_redo, next_undo, undo
from models.history.verifying import spoken_seal
from models.money.cash import ClosingDraft, close_box, open_box
from models.money.receipts import void_receipt
from models.money.tables import CashBox
from models.office.pins import set_pin
from models.office.rights import ALL, NotAllowedError, Right, lend
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply
from models.supplies.queries import stock
from tests.fixtures import CHEAP
from tests.models.closing.conftest import close, figures, fitting, sheet_bytes
from tests.models.money.conftest import take


def open_here(store, event, amount=50_000):
    with store.writing() as session:
        return open_box(session, event, amount).id


def kept(store, close_id):
    with store.reading() as session:
        return session.get_one(DayClose, close_id)


def unclosed(store):
    with store.reading() as session:
        return unclosed_days(session)


def test_a_closing_keeps_what_was_there_and_what_was_counted(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    draft = fitting(figures(store, day, desk))
    made = kept(store, close(store, draft, witness))
    assert figures_of(made.figures) == draft.figures
    assert made.counted["receipts"] == 1
    assert (made.day, made.desk_id, made.sequence) == (day, desk, 1)
    assert (made.officer_id, made.witness_id) == (store.officer_id, witness.officer_id)


def test_the_seal_is_the_chain_of_the_last_action_before(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    with store.reading() as session:
        actions = session.scalars(select(Action).order_by(Action.id)).all()
    made = kept(store, close(store, fitting(figures(store, day, desk)), witness))
    chain = None
    for action in actions:
        chain = next_chain(chain, action.digest)
    assert (made.seal, made.sealed_action_id) == (chain, actions[-1].id)


def test_a_closing_cannot_be_undone(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    close(store, fitting(figures(store, day, desk)), witness)
    with store.reading() as session:
        last = session.scalars(select(Action).order_by(Action.id.desc())).first()
    assert last.final
    with pytest.raises(UserError, match="cannot be undone"), store.writing() as session:
        undo(session, last.id)


def test_the_box_that_is_open_is_closed_with_the_day(store, day, desk, event, enrolments, witness):
    box = open_here(store, event)
    take(store, enrolments[0])
    close(store, fitting(figures(store, day, desk)), witness)
    with store.reading() as session:
        closed = session.get_one(CashBox, box)
    assert (closed.expected, closed.counted) == (150_800, 150_800)
    assert closed.closed_at is not None


def test_cash_that_differs_needs_its_reason(store, day, desk, event, witness):
    open_here(store, event)
    found = figures(store, day, desk)
    draft = replace(fitting(found), cash=ClosingDraft({10_000: 4}, "", 50_000))
    assert draft.problems() == {"cash": "Say why the count differs."}
    with pytest.raises(UserError, match="Say why"):
        close(store, draft, witness)
    told = replace(draft, cash=replace(draft.cash, reason="Kembalian kurang"))
    close_id = close(store, told, witness)
    with store.reading() as session:
        sheet = day_sheet(session, close_id)
    assert (sheet.cash, sheet.cash_reason) == (40_000, "Kembalian kurang")


def test_a_day_is_not_closed_past_the_box_that_is_open(store, day, desk, event, witness):
    with store.writing() as session:
        open_box(session, event, 50_000)
    draft = replace(fitting(figures(store, day, desk)), cash=None)
    assert set(draft.problems()) == {"cash"}
    with pytest.raises(UserError, match="Count what is in the box"):
        close(store, draft, witness)


def test_a_difference_needs_an_explanation(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    draft = fitting(figures(store, day, desk))
    short = replace(draft, counts={**draft.counts, "receipts": 0})
    assert short.problems() == {"explanation": "Say why the count differs."}
    with pytest.raises(UserError, match="Say why"):
        close(store, short, witness)
    close(store, replace(short, explanation="Satu salinan hilang"), witness)
    with store.reading() as session:
        (row,) = closings(session)
    assert (row.differs, row.explanation) == (True, "Satu salinan hilang")


def test_what_should_be_there_has_to_be_counted(store, day, desk, enrolments):
    take(store, enrolments[0])
    assert begin_draft(figures(store, day, desk)).problems() == {"receipts": "Count them."}


@pytest.mark.parametrize("pieces", [-1, 10_000_000])
def test_what_is_no_number_of_pieces_is_told(store, day, desk, pieces):
    draft = replace(fitting(figures(store, day, desk)), counts={"spoilt": pieces})
    assert draft.problems()["spoilt"] == "That is no number of pieces."


def test_blanks_that_were_counted_set_the_stock_right(store, day, desk, witness):
    with store.writing("Blanks") as session:
        supply = add_supply(session, SupplyDraft("Kartu putih"))
        add_stock(session, supply, MoveDraft(100))
    draft = fitting(figures(store, day, desk))
    assert [line_name(one) for one in lines_of(draft.figures)][-1] == "Kartu putih"
    found = replace(draft, counts={f"blank:{supply}": 97}, explanation="Tiga rusak")
    close_id = close(store, found, witness)
    with store.reading() as session:
        assert stock(session, supply) == 97
        blank = day_sheet(session, close_id).counted[-1]
    assert (blank.line.expected, blank.found, blank.difference) == (100, 97, -3)


def test_the_sheet_is_kept_as_it_was_made(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    close_id = close(store, fitting(figures(store, day, desk)), witness)
    with store.reading() as session:
        assert day_paper(session, close_id) == sheet_bytes(day_sheet(session, close_id))


def test_a_sheet_that_cannot_be_written_closes_nothing(store, day, desk, enrolments, witness):
    from models.closing.operations import close_day

    take(store, enrolments[0])
    draft = fitting(figures(store, day, desk))

    def fail(_sheet):
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"), store.writing() as session:
        close_day(session, draft, witness, fail)
    with store.reading() as session:
        assert closings(session) == []


def test_what_was_done_meanwhile_has_to_be_looked_at(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    draft = fitting(figures(store, day, desk))
    take(store, enrolments[1])
    with pytest.raises(FiguresChangedError):
        close(store, draft, witness)


def test_a_role_without_the_right_closes_nothing(store, day, desk, witness):
    from models.closing.operations import close_day

    draft = fitting(figures(store, day, desk))
    with pytest.raises(NotAllowedError), store.writing() as session:
        lend(session, ALL - {Right.CLOSE_DAY})
        close_day(session, draft, witness, sheet_bytes)


def test_the_witness_is_somebody_else(store, day, desk, witness):
    draft = fitting(figures(store, day, desk))
    store.officer_id = witness.officer_id
    with pytest.raises(UserError, match="second person"):
        close(store, draft, witness)


def test_who_saw_something_else_did_not_see_this(store, day, desk, keep):
    other = keep(Officer(name="Dewi", role=Role.ADMINISTRATOR)).id
    set_pin(store, other, "4711", CHEAP)
    draft = fitting(figures(store, day, desk))
    with pytest.raises(UserError, match="second person"):
        close(store, draft, prove(store, other, "4711", Right.ERASE))


def test_somebody_is_signed_in(store, day, desk, witness):
    draft = fitting(figures(store, day, desk))
    store.officer_id = None
    with pytest.raises(UserError, match="Nobody is signed in"):
        close(store, draft, witness)


def test_a_day_to_come_is_not_closed(store, day, desk, witness):
    draft = fitting(figures(store, day + timedelta(days=1), desk))
    with pytest.raises(UserError, match="still to come"):
        close(store, draft, witness)


def test_another_desk_closes_its_own_days(store, keep, day, witness):
    from models.office.tables import Desk

    other = keep(Desk(number=7, name="Meja 7")).id
    draft = fitting(figures(store, day, other))
    with pytest.raises(UserError, match="at the desk where"):
        close(store, draft, witness)


def test_a_clock_that_was_turned_back_is_told(store, day, desk, witness, monkeypatch):
    draft = fitting(figures(store, day, desk))
    early = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=10)
    monkeypatch.setattr("models.closing.operations.utc_now", lambda: early)
    with pytest.raises(UserError, match="set the clock"):
        close(store, draft, witness)


def test_a_day_without_work_may_be_closed_and_is_not_missed(store, day, desk, witness):
    assert unclosed(store) == []
    close(store, fitting(figures(store, day, desk)), witness)
    assert unclosed(store) == []


def test_a_day_is_missed_until_it_is_closed(store, day, desk, event, enrolments, witness):
    open_here(store, event)  # which the closing closes: that is no work after it
    take(store, enrolments[0])
    assert [(one.day, one.again) for one in unclosed(store)] == [(day, False)]
    close(store, fitting(figures(store, day, desk)), witness)
    assert unclosed(store) == []


def test_work_after_a_closing_is_closed_by_the_next(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    close(store, fitting(figures(store, day, desk)), witness)
    with pytest.raises(UserError, match="closed already"):
        close(store, fitting(figures(store, day, desk)), witness)
    take(store, enrolments[1])
    assert [(one.day, one.again) for one in unclosed(store)] == [(day, True)]
    again = kept(store, close(store, fitting(figures(store, day, desk)), witness))
    assert (again.sequence, figures_of(again.figures).receipts.given) == (2, 2)
    assert unclosed(store) == []


def test_planning_is_no_work_of_a_desk(store, event):
    assert unclosed(store) == []


def test_a_payment_of_a_closed_day_is_not_undone(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    with store.reading() as session:
        action = next_undo(session).action_id
    close(store, fitting(figures(store, day, desk)), witness)
    before = figures(store, day, desk)
    with pytest.raises(UserError, match="closed and sealed"), store.writing() as session:
        undo(session, action)
    with pytest.raises(UserError, match="closed and sealed"), store.writing() as session:
        undo(session, action, keep_changed=True)
    assert figures(store, day, desk) == before


def test_what_a_sealed_day_holds_fast_is_not_offered(store, day, desk, enrolments, witness, keep):
    from tests import factories as a

    planned = keep(a.event(title="Temu lagi"))
    assert planned.id
    for enrolment in enrolments:
        take(store, enrolment)
    close(store, fitting(figures(store, day, desk)), witness)
    with store.reading() as session:
        assert next_undo(session).title == "Keep what a test needs"
        assert next_redo(session) is None


def test_an_undo_that_a_sealed_day_holds_fast_is_not_offered_again(
    store, day, desk, enrolments, witness
):
    take(store, enrolments[0])
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert next_redo(session) is not None
    close(store, fitting(figures(store, day, desk)), witness)
    with store.reading() as session:
        assert next_redo(session) is None


def test_what_was_taken_back_before_does_not_come_back_after(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        redo = session.scalars(select(Action.id).order_by(Action.id.desc())).first()
    close(store, fitting(figures(store, day, desk)), witness)
    with pytest.raises(UserError, match="closed and sealed"), store.writing() as session:
        undo(session, redo)


def test_work_after_the_closing_can_be_undone(store, day, desk, enrolments, witness):
    take(store, enrolments[0])
    close(store, fitting(figures(store, day, desk)), witness)
    take(store, enrolments[1])
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert sum(one.payments for one in figures(store, day, desk).ways) == 1


def test_planning_of_a_closed_day_can_be_undone(store, keep, day, desk, witness):
    from tests import factories as a

    keep(a.partner(name="Dinas"))
    with store.reading() as session:
        action = next_undo(session).action_id
    close(store, fitting(figures(store, day, desk)), witness)
    with store.writing() as session:
        undo(session, action)


def test_a_payment_in_a_box_that_was_closed_is_not_undone(store, event, enrolments):
    box = open_here(store, event)
    take(store, enrolments[0])
    with store.reading() as session:
        action = next_undo(session).action_id
    with store.writing() as session:
        close_box(session, box, {100_000: 1, 50_000: 1, 500: 1, 200: 1, 100: 1})
    with pytest.raises(UserError, match="counted and closed"), store.writing() as session:
        undo(session, action)
    with store.writing() as session:
        undo(session, next_undo(session).action_id)  # opens the box
    with store.writing() as session:
        undo(session, action)
    with store.reading() as session:
        assert session.get_one(CashBox, box).closed_at is None


def test_a_void_after_the_closing_is_told_and_can_be_undone(store, day, desk, enrolments, witness):
    _payment, receipt = take(store, enrolments[0])
    close_id = close(store, fitting(figures(store, day, desk)), witness)
    with store.reading() as session:
        assert changed_since(session, close_id) == []
    with store.writing() as session:
        void_receipt(session, receipt, "Salah ketik")
    with store.reading() as session:
        changed = {one.name: (one.was, one.now) for one in changed_since(session, close_id)}
    assert changed == {
        "Payments": (1, 0),
        "Money received": (100_800, 0),
        "Void receipts": (0, 1),
    }
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    with store.reading() as session:
        assert changed_since(session, close_id) == []


def test_the_list_names_both_and_the_seal(store, day, desk, witness):
    made = kept(store, close(store, fitting(figures(store, day, desk)), witness))
    with store.reading() as session:
        (row,) = closings(session)
        assert closings(session, day - timedelta(days=1)) == []
    assert (row.officer, row.witness, row.differs) == ("Rina Contoh", "Agus Salim", False)
    assert row.seal == spoken_seal(made.seal)
