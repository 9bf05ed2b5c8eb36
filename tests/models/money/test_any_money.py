"""Whatever happens at two desks: no number lacks or comes twice, and the cash is what it should be.

A plain ledger is kept beside the database; after each step both are compared.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update

from models.enrolment.tables import Payment, PaymentWay
from models.errors import UserError
from models.history.undo import next_undo_redo, undo
from models.money.cash import (
    BANKNOTES,
    box_rows,
    close_box,
    expected,
    move_cash,
    open_box,
    open_box_here,
)
from models.money.paying import PaymentDraft, take_payment
from models.money.receipts import first_gap, receipt_rows, void_receipt
from models.money.tables import Receipt
from models.office.tables import Desk, local
from models.store import Store
from tests import factories as a

DESKS = (0, 1)
TOTAL = 100_800


class Money(RuleBasedStateMachine):
    """Payments, voids, boxes, undo and redo at two desks that share one file."""

    lend_office: Callable[[], AbstractContextManager[Store]]

    @initialize()
    def begin(self):
        self.lent = self.lend_office()
        self.store = self.lent.__enter__()
        with self.store.writing("Begin") as session:
            session.add(Desk(number=1, name="Meja 1"))
            event, person = a.event(), [a.person() for _ in range(3)]
            session.add_all([event, *person])
            session.flush()
            kept = [a.enrolment(person_id=one.id, event_id=event.id, total=TOTAL) for one in person]
            session.add_all(kept)
            session.flush()
            self.enrolments = [one.id for one in kept]
        # Steps of each desk that undo takes back, and what redo does again, latest last.
        self.done, self.undone = defaultdict(list), defaultdict(list)
        self.clock, self.last = 0, defaultdict(int)
        self.desk = 0
        self.serials = defaultdict(int)
        self.paid = {}  # receipt -> (enrolment, amount, way, box), of what counts now
        self.boxes = {}  # box -> [desk, what should be in it, open]

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            self.lent.__exit__(None, None, None)

    def step(self, forward, backward):
        """Keep in the ledger what was just done, and how it is taken back."""
        forward()
        self.tick()
        self.done[self.desk].append((forward, backward, self.clock))
        self.undone[self.desk].clear()

    def tick(self):
        self.clock += 1
        self.last[self.desk] = self.clock

    def here(self):
        return next(
            (key for key, box in self.boxes.items() if box[0] == self.desk and box[2]), None
        )

    def put(self, receipt, what):
        self.paid[receipt] = what
        if what[3] is not None:
            self.boxes[what[3]][1] += what[1]

    def take_out(self, receipt):
        what = self.paid.pop(receipt)
        if what[3] is not None:
            self.boxes[what[3]][1] -= what[1]

    @rule(desk=st.sampled_from(DESKS))
    def sit_at_a_desk(self, desk):
        with self.store.connection() as connection:
            connection.execute(
                update(local).where(local.c.key == "desk_number").values(value=str(desk))
            )
        self.store.close()
        self.store = Store(self.store.place)
        self.desk = desk

    @rule(
        which=st.integers(0, 2),
        amount=st.sampled_from([1, 800, 50_400, TOTAL]),
        way=st.sampled_from(PaymentWay),
    )
    def take_money(self, which, amount, way):
        enrolment = self.enrolments[which]
        with self.store.writing() as session:
            draft = PaymentDraft(amount=amount, way=way, reference="R")
            payment, receipt = take_payment(session, enrolment, draft)
            key, serial = receipt.id, receipt.serial
            assert (payment.cash_box_id is not None) is (
                way is PaymentWay.CASH and self.here() is not None
            )
        self.serials[self.desk] += 1
        assert serial == self.serials[self.desk]
        box = self.here() if way is PaymentWay.CASH else None
        what = (enrolment, amount, way, box)
        self.step(lambda: self.put(key, what), lambda: self.take_out(key))

    @precondition(lambda self: self.paid)
    @rule(data=st.data())
    def void(self, data):
        key = data.draw(st.sampled_from(sorted(self.paid)))
        what = self.paid[key]
        with self.store.writing() as session:
            void_receipt(session, key, "Salah")
        self.step(lambda: self.take_out(key), lambda: self.put(key, what))

    @precondition(lambda self: self.here() is None)
    @rule(opening=st.sampled_from([0, 50_000]))
    def open_a_box(self, opening):
        with self.store.writing() as session:
            key = open_box(session, None, opening).id
        box = [self.desk, opening, True]
        self.step(lambda: self.boxes.update({key: box}), lambda: self.boxes.pop(key))

    @precondition(lambda self: self.here() is not None)
    @rule(amount=st.sampled_from([1_000, 20_000]))
    def put_cash_in(self, amount):
        key = self.here()
        with self.store.writing() as session:
            move_cash(session, key, amount, "Kembalian")
        self.step(lambda: self.move(key, amount), lambda: self.move(key, -amount))

    def move(self, key, amount):
        self.boxes[key][1] += amount

    @precondition(lambda self: self.here() is not None)
    @rule()
    def close_the_box(self):
        key = self.here()
        with self.store.writing() as session:
            close_box(session, key, {BANKNOTES[-1]: 1}, "Dihitung kasar")
        self.step(lambda: self.shut(key, shut=True), lambda: self.shut(key, shut=False))

    def shut(self, key, *, shut):
        self.boxes[key][2] = not shut

    @precondition(lambda self: self.done[self.desk])
    @rule()
    def undo_the_last(self):
        self._reverse(0, self.done[self.desk], self.undone[self.desk])

    @precondition(lambda self: self.undone[self.desk])
    @rule()
    def redo_the_last(self):
        self._reverse(1, self.undone[self.desk], self.done[self.desk])

    def _reverse(self, which, stack, other):
        with self.store.reading() as session:
            action = next_undo_redo(session)[which].action_id
        try:
            with self.store.writing() as session:
                undo(session, action)
        except UserError:
            # Only what was done at the other desk since may stand in its way.
            assert self.last[1 - self.desk] > stack[-1][2]
            return
        self.tick()
        forward, backward, _then = stack.pop()
        (backward if which == 0 else forward)()
        other.append((forward, backward, self.clock))

    @invariant()
    def numbers_have_no_gap_and_come_once(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as session:
            assert first_gap(session) is None
            for number in DESKS:
                serials = session.scalars(
                    select(Receipt.serial).join(Desk).where(Desk.number == number)
                ).all()
                assert sorted(serials) == list(range(1, self.serials[number] + 1))

    @invariant()
    def what_counts_is_what_the_ledger_says(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as session:
            kept = {
                one.receipt_id: (one.enrolment_id, one.amount, one.way, one.cash_box_id)
                for one in session.scalars(select(Payment))
            }
            assert kept == self.paid
            good = {one.id for one in receipt_rows(session) if one.voided_at is None}
            assert good == set(self.paid)

    @invariant()
    def each_box_holds_what_the_ledger_says(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as session:
            rows = {one.id: one for one in box_rows(session)}
            assert {key: one.expected for key, one in rows.items()} == {
                key: box[1] for key, box in self.boxes.items()
            }
            assert all(expected(session, key) == one.expected for key, one in rows.items())
            here = open_box_here(session)
            assert (here.id if here else None) == self.here()


def test_whatever_happens_at_two_desks_the_numbers_and_the_cash_are_true(lend_office):
    Money.lend_office = staticmethod(lend_office)
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
