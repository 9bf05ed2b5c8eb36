"""Whatever is done with cards and taken back: copies, cards, batches and stock say the same.

A plain model is kept beside the database; after each step both are compared.
"""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from models.cards.batch_rows import open_batches
from models.cards.copies import revoked_serials
from models.cards.stock import card_stock
from models.enrolment.numbers import NumberRefusedError, correct_number
from models.errors import UserError
from models.history.recording import recorder
from models.history.since import changed_since
from models.history.steps import next_steps, take_back
from models.history.tables import Action
from models.progress import finish
from models.supplies.queries import stock
from tests.models.cards.life_steps import BLANKS, CARDS, COUNTS, NUMBERS, Steps


class Life(Steps):
    """What is done with cards undone and redone, and compared after each step."""

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        finish(take_back(self.store, next_steps(self.store)[0].action_id))
        before, after = self.done.pop()
        self.undone.append((before, after))
        self.known = before

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        finish(take_back(self.store, next_steps(self.store)[1].action_id))
        before, after = self.undone.pop()
        self.done.append((before, after))
        self.known = after

    @rule(person=st.integers(0, CARDS - 1), number=st.sampled_from([*NUMBERS, ""]))
    def correct_number(self, person, number):
        """Give somebody another number, or none: the card of the old one is cancelled."""
        try:
            with self.store.writing() as session:
                correct_number(session, self.people[person], number)
                changed = bool(recorder(session).changes)
        except NumberRefusedError:
            return
        if changed:
            self.done.append((self.known, self.found()))
            self.undone.clear()
            self.known = self.done[-1][1]

    @rule(data=st.data(), keep=st.booleans())
    def take_back_anything(self, data, keep):
        """Whatever was done long ago: either it is refused, or all still holds together."""
        with self.store.reading() as session:
            wanted = select(Action.id).where(Action.id > self.first).order_by(Action.id)
            actions = session.scalars(wanted).all()
        if not actions:
            return
        action = data.draw(st.sampled_from(actions))
        with self.store.reading() as session:
            since = [row.key for row in changed_since(session, action) if row.may_take_back]
        also = data.draw(st.sets(st.sampled_from(since))) if since else set()
        try:
            finish(take_back(self.store, action, keep_changed=keep, also=also))
        except UserError:
            return
        self.known = self.found()
        self.done, self.undone = [], []

    @invariant()
    def all_is_as_the_model_says(self):
        if not hasattr(self, "store"):
            return
        found = self.found()
        for batch in found.batches.keys() - self.known.batches.keys():
            assert found.batches.pop(batch) == "dropped", "its drawing was taken back"
        assert found == self.known

    @invariant()
    def of_each_card_at_most_one_copy_counts_and_the_card_says_which(self):
        if not hasattr(self, "store"):
            return
        known = self.found()
        counting = Counter(card for card, state in known.copies.values() if state in COUNTS)
        assert max(counting.values(), default=0) <= 1
        for card, state in known.cards.items():
            serial = known.serial(card)
            copy = known.copies[serial][1] if serial is not None else None
            expected = {"sent": ("drawn", "sent"), "printed": ("printed",), "handed": ("handed",)}
            assert copy in expected.get(state, (None,))
        owners = self.owners()
        for serial, (card, state) in known.copies.items():
            if state in COUNTS:
                assert self.drawn_for[serial] == owners[self.ids[card]], "it is another's piece"

    @invariant()
    def what_is_revoked_and_what_counts_are_all_serials(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as session:
            revoked = [serial for _desk, serial in revoked_serials(session)]
        counting = [n for n, (_card, state) in self.known.copies.items() if state in COUNTS]
        assert sorted(revoked + counting) == list(range(1, self.last_serial + 1))

    @invariant()
    def the_stock_is_what_was_there_less_what_came_out(self):
        if not hasattr(self, "store"):
            return
        with self.store.reading() as session:
            used = card_stock(session)
            assert stock(session, self.blank) == BLANKS - used.printed - used.spoilt
            waiting = [row.id for row in open_batches(session)]
        assert sorted(waiting) == self.of_state("drawn", "sent")


def test_whatever_happens_to_cards_all_that_is_kept_of_them_agrees(lend_office):
    Life.lend_office = staticmethod(lend_office)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
