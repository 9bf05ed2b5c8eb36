"""Whatever is done with cards, and a plain model of what is then true."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
)
from sqlalchemy import select

from models.cards.batch_rows import batch_rows
from models.cards.batches import came_out, draw_batch, drop_batch, jammed, note_sent, revert_batch
from models.cards.ending import issue_again, note_damaged, note_lost, void_cards
from models.cards.handing import PNG, hand_over
from models.cards.operations import note_printed
from models.cards.tables import Card, CardCopy, CardKind, HandWay
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.errors import UserError
from models.history.steps import next_steps
from models.store import Store
from models.supplies.queries import stock
from tests import factories as a
from tests.models.cards.life import supplied

CARDS = 4
NUMBERS = [f"2201230000{n}" for n in range(CARDS)]
SIGNED = PNG + b"a name"
BLANKS = 100
COUNTS = ("drawn", "sent", "printed", "handed")
"""Copies that are at the printer, or are the card."""
OUT = ("printed", "handed")
AGAIN = (*OUT, "lost", "damaged")

picked = st.lists(st.integers(0, CARDS - 1), min_size=1, max_size=CARDS, unique=True)


@dataclass
class Known:
    """What is true: cards by place, copies that are not void by serial, batches, stock."""

    cards: dict[int, str] = field(default_factory=dict)
    prints: dict[int, int] = field(default_factory=dict)
    copies: dict[int, tuple[int, str]] = field(default_factory=dict)
    batches: dict[int, str] = field(default_factory=dict)
    stock: int = BLANKS

    def serial(self, card: int) -> int | None:
        """Return the copy of a card that counts."""
        found = [n for n, (of, state) in self.copies.items() if of == card and state in COUNTS]
        return found[0] if found else None

    def become(self, card: int, state: str, copy: str | None = None) -> None:
        """Let a card be so, and the copy of it that counts, too."""
        serial = self.serial(card)
        if copy is not None and serial is not None:
            self.copies[serial] = (card, copy)
        self.cards[card] = state


def handed_as_it_says(copy: CardCopy) -> bool:
    """Tell whether what is kept of a copy's handing over and printing goes with how it stands."""
    given = (copy.handed_at is not None, copy.hand_way is not None)
    signed = (copy.signature is not None) == (copy.hand_way is HandWay.DRAWN)
    waits = copy.state.value in ("drawn", "sent")
    if copy.state.value == "handed" or waits or copy.state.value == "printed":
        signed = signed and given == (copy.state.value == "handed",) * 2
        signed = signed and (copy.printed_at is None) == waits and copy.ended_at is None
    return signed


class Steps(RuleBasedStateMachine):
    """Cards drawn, sent, told of, handed over, lost, issued again and voided."""

    lend_office: Callable[[], AbstractContextManager[Store]]

    @initialize()
    def begin(self):
        self.lent = self.lend_office()
        self.store = self.lent.__enter__()
        self.blank = supplied(self.store, BLANKS)
        with self.store.writing("Begin") as session:
            people = [a.person(member_number=number) for number in NUMBERS]
            session.add_all(people)
            session.flush()
            enrolments = [
                a.enrolment(person_id=one.id, status=EnrolmentStatus.REGISTERED) for one in people
            ]
            session.add_all(enrolments)
            session.flush()
            made = [
                a.card(enrolment_id=one.id, kind=CardKind.MEMBER, number=number)
                for one, number in zip(enrolments, NUMBERS, strict=True)
            ]
            session.add_all(made)
            session.flush()
            self.ids = [one.id for one in made]
            self.people = [one.id for one in people]
        self.first = next_steps(self.store)[0].action_id
        self.known = Known(dict.fromkeys(range(CARDS), "queued"), dict.fromkeys(range(CARDS), 0))
        self.printing: dict[int, list[int]] = {}  # of a batch the serials in order, once drawn
        self.last_serial = 0
        self.drawn_for: dict[int, int] = {}  # of a serial whose card it was drawn as
        self.done: list[tuple[Known, Known]] = []
        self.undone: list[tuple[Known, Known]] = []

    def teardown(self):
        if hasattr(self, "store"):
            self.lent.__exit__(None, None, None)

    def step(self, work, after):
        """Do something; keep what is true from now on, and what was before."""
        with self.store.writing() as session:
            work(session)
        self.done.append((self.known, after))
        self.undone.clear()
        self.known = after

    def refused(self, work):
        try:
            with self.store.writing() as session:
                work(session)
        except UserError:
            return
        raise AssertionError("this must be refused")

    def ids_of(self, cards):
        return [self.ids[one] for one in cards]

    def of_state(self, *states):
        return sorted(key for key, state in self.known.batches.items() if state in states)

    def pieces(self, batch, *states):
        """Return of the copies of a batch that stand so the card by the serial, as printed."""
        copies = self.known.copies
        return {
            one: copies[one][0]
            for one in self.printing[batch]
            if one in copies and copies[one][1] in states
        }

    @rule(cards=picked)
    def draw(self, cards):
        ids = self.ids_of(cards)
        if any(self.known.cards[one] != "queued" for one in cards):
            self.refused(lambda session: draw_batch(session, ids, sheet="id1", design="plain"))
            return
        after, found = deepcopy(self.known), []
        self.step(
            lambda session: found.append(draw_batch(session, ids, sheet="id1", design="plain")),
            after,
        )
        batch = found[0]
        assert [one.serial for one in batch.copies] == [
            self.last_serial + 1 + n for n in range(len(cards))
        ]
        self.last_serial += len(cards)
        self.printing[batch.id] = [one.serial for one in batch.copies]
        owners = self.owners()
        self.drawn_for |= {one.serial: owners[one.card_id] for one in batch.copies}
        after.batches[batch.id] = "drawn"
        for card, copy in zip(cards, batch.copies, strict=True):
            after.copies[copy.serial] = (card, "drawn")
            after.cards[card] = "sent"

    @rule(cards=picked)
    def note_printed(self, cards):
        """Cards that were printed elsewhere: drawn and told of in one."""
        waiting = [one for one in cards if self.known.cards[one] == "queued"]
        if not waiting:
            return
        after = deepcopy(self.known)
        self.step(lambda session: note_printed(session, self.ids_of(cards)), after)
        [batch] = self.found().batches.keys() - self.known.batches.keys() - self.printing.keys()
        serials = [self.last_serial + 1 + n for n in range(len(waiting))]
        self.last_serial += len(waiting)
        self.printing[batch] = serials
        owners = self.owners()
        after.batches[batch] = "told"
        after.stock -= len(waiting)
        for card, serial in zip(waiting, serials, strict=True):
            self.drawn_for[serial] = owners[self.ids[card]]
            after.copies[serial] = (card, "printed")
            after.cards[card] = "printed"
            after.prints[card] += 1

    @precondition(lambda self: self.of_state("drawn"))
    @rule(data=st.data())
    def send(self, data):
        batch = data.draw(st.sampled_from(self.of_state("drawn")))
        after = deepcopy(self.known)
        after.batches[batch] = "sent"
        for card in self.pieces(batch, "drawn").values():
            after.become(card, "sent", "sent")
        self.step(lambda session: note_sent(session, batch, "Canon"), after)

    @precondition(lambda self: self.of_state("drawn"))
    @rule(data=st.data())
    def drop(self, data):
        batch = data.draw(st.sampled_from(self.of_state("drawn")))
        after = deepcopy(self.known)
        after.batches[batch] = "dropped"
        for card in self.pieces(batch, "drawn").values():
            after.become(card, "queued", "dropped")
        self.step(lambda session: drop_batch(session, batch), after)

    @precondition(lambda self: self.of_state("drawn", "sent"))
    @rule(data=st.data())
    def tell(self, data):
        batch = data.draw(st.sampled_from(self.of_state("drawn", "sent")))
        came = self.pieces(batch, "drawn", "sent", "dropped")
        fate = {one: data.draw(st.sampled_from(["good", "spoilt", "not"])) for one in came}
        good, spoilt = (
            self.ids_of(came[one] for one in fate if fate[one] == which)
            for which in ("good", "spoilt")
        )
        after = self.told(batch, fate, 0)
        self.step(lambda session: came_out(session, batch, good, spoilt), after)

    @precondition(lambda self: self.of_state("drawn", "sent"))
    @rule(data=st.data(), spoilt=st.integers(0, CARDS + 1))
    def jam(self, data, spoilt):
        batch = data.draw(st.sampled_from(self.of_state("drawn", "sent")))
        came = self.pieces(batch, "drawn", "sent")
        good = data.draw(st.integers(0, len(came)))
        last = self.ids[list(came.values())[good - 1]] if good else None
        bad = list(came)[good : good + spoilt]
        fate = {
            serial: "good" if place < good else "spoilt" if serial in bad else "not"
            for place, serial in enumerate(came)
        }
        after = self.told(batch, fate, spoilt - len(bad))
        self.step(lambda session: jammed(session, batch, last, spoilt), after)

    def told(self, batch, fate, wasted):
        """Return what is true once it was told; a piece whose card was cancelled is not good."""
        after = deepcopy(self.known)
        after.batches[batch] = "told"
        after.stock -= wasted
        for serial, what in fate.items():
            card, state = after.copies[serial]
            after.stock -= what != "not"
            if state == "dropped":
                after.copies[serial] = (card, "dropped" if what == "not" else "spoilt")
                continue
            copy = {"good": "printed", "spoilt": "spoilt", "not": "dropped"}[what]
            after.become(card, "printed" if what == "good" else "queued", copy)
            after.prints[card] += what != "not"
        return after

    @precondition(lambda self: self.of_state("told"))
    @rule(data=st.data())
    def revert(self, data):
        batch = data.draw(st.sampled_from(self.of_state("told")))
        copies = [self.known.copies.get(one, (0, "")) for one in self.printing[batch]]
        live = [card for card, state in copies if state == "printed"]
        if not live or any(state == "handed" for _card, state in copies):
            self.refused(lambda session: revert_batch(session, batch, "Salah"))
            return
        after = deepcopy(self.known)
        after.batches[batch] = "reverted"
        for card in live:
            after.become(card, "queued", "replaced")
        self.step(lambda session: revert_batch(session, batch, "Salah"), after)

    @rule(cards=picked, signature=st.sampled_from([None, SIGNED]))
    def hand_over(self, cards, signature):
        given = partial(hand_over, signature=signature)
        self.change(cards, ("printed",), given, "handed", "handed")

    @rule(cards=picked)
    def lose(self, cards):
        self.change(cards, OUT, note_lost, "lost", "lost")

    @rule(cards=picked)
    def damage(self, cards):
        self.change(cards, OUT, note_damaged, "damaged", "damaged")

    @rule(cards=picked)
    def issue_again(self, cards):
        self.change(cards, AGAIN, issue_again, "queued", "replaced")

    def change(self, cards, states, operation, card_state, copy_state):
        ids = self.ids_of(cards)
        touched = [one for one in cards if self.known.cards[one] in states]
        if not touched:
            self.refused(lambda session: operation(session, ids))
            return
        after = deepcopy(self.known)
        for card in touched:
            after.become(card, card_state, copy_state)
        self.step(lambda session: operation(session, ids), after)

    @rule(card=st.integers(0, CARDS - 1))
    def void(self, card):
        ids = self.ids_of([card])
        state = self.known.cards[card]
        if state == "sent":
            self.refused(lambda session: void_cards(session, ids, "Salah"))
        elif state != "cancelled":
            after = deepcopy(self.known)
            after.copies.pop(after.serial(card), None)
            after.cards[card] = "cancelled"
            self.step(lambda session: void_cards(session, ids, "Salah"), after)

    def owners(self) -> dict[int, int]:
        """Return of each card whose it is."""
        with self.store.reading() as session:
            rows = session.execute(select(Card.id, Enrolment.person_id).join(Card.enrolment))
            return {row.id: row.person_id for row in rows}

    def found(self) -> Known:
        """Return what the database says."""
        place = {card: at for at, card in enumerate(self.ids)}
        with self.store.reading() as session:
            cards = [session.get_one(Card, one) for one in self.ids]
            copies = session.scalars(select(CardCopy).where(CardCopy.voided_at.is_(None))).all()
            assert all(handed_as_it_says(one) for one in copies)
            rows = {row.id: row for row in batch_rows(session)}
            return Known(
                {place[one.id]: one.state.value for one in cards},
                {place[one.id]: one.prints for one in cards},
                {one.serial: (place[one.card_id], one.state.value) for one in copies},
                {key: row.state.value for key, row in rows.items()},
                stock(session, self.blank),
            )
