"""A day in the country: what is done at desks and at the office, and how it comes home."""

import shutil
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import event
from sqlalchemy import select

from models import opening
from models.cards.handing import hand_over
from models.enrolment.consents import withdraw_consent
from models.enrolment.tables import Consent, Enrolment, PaymentWay
from models.errors import UserError
from models.history.rows import CHAIN_BITS, id_range
from models.history.tables import Action
from models.history.undo import next_undo, undo
from models.money.paying import pay
from models.money.receipts import void_receipt
from models.money.tables import Receipt
from models.people.bin import archive_people
from models.people.bulk import BulkDraft, BulkField, change_people
from models.people.merging import merge_people
from models.people.operations import add_person, change_person
from models.people.tables import Person
from models.privacy.disclosures import DisclosureKind, note_disclosure
from tests.models.packets import laptops as at

CLOCKS = (
    timedelta(),
    datetime(1970, 1, 2, tzinfo=UTC),
    timedelta(days=3 * 365),
    timedelta(hours=-7),
)
LAPTOPS = 3
WORKS = ("Petani padi", "Nelayan", "Pengojek")
"""Of these the office knows the first."""


@dataclass
class Day:
    """One day in the country, and the book that is kept beside it."""

    town: at.Town
    returns: list = field(default_factory=list)

    def do(self, what, where, one, other):
        """Do one thing at one place; what cannot be done there is left."""
        laptop = self.town.laptops[where] if where < LAPTOPS else None
        if what == "clock":
            if laptop is not None:
                laptop.ahead = CLOCKS[one]
        elif what == "return":
            if laptop is not None:
                self._try(where, "leave", one, other)
                self.returns.append((where, last(laptop.store)))
        elif what == "restart":
            if laptop is not None:
                laptop.restart()
        else:
            self._try(where, what, one, other)

    def _try(self, where, what, one, other):
        laptop = self.town.laptops[where] if where < LAPTOPS else None
        writing = laptop.writing if laptop is not None else self.town.store.writing
        try:
            with writing() as session:
                getattr(self, f"_{what}")(session, one, other)
        except (UserError, LookupError) as error:
            event(f"{what}: {error!r:.60}")
            return
        event(what)

    def _people(self, session):
        found = session.scalars(
            select(Person.id).where(Person.archived_at.is_(None)).order_by(Person.id)
        )
        return found.all()

    def _add(self, session, nik, name):
        add_person(session, at.draft(name, nik, **at.VILLAGE))

    def _phone(self, session, one, phone):
        person = session.get_one(Person, picked(self._people(session), one))
        change_person(session, person.id, as_draft(person, phone=phone))

    def _name(self, session, one, name):
        person = session.get_one(Person, picked(self._people(session), one))
        change_person(session, person.id, as_draft(person, name=name))

    def _come(self, session, one, minutes):
        moment = at.MOMENT + timedelta(minutes=minutes)
        at.check_in(session, self.town.event_id, picked(self._people(session), one), moment)

    def _enrol(self, session, one, cash):
        person = session.get_one(Person, picked(self._people(session), one))
        drafted = at.enrolling(as_draft(person), person.id, cash, WORKS[one % len(WORKS)])
        at.enrol(session, self.town.event_id, drafted, at.MOMENT)

    def _pay(self, session, one, amount):
        enrolment = picked(session.scalars(select(Enrolment).order_by(Enrolment.id)).all(), one)
        pay(session, enrolment.id, amount or enrolment.total, PaymentWay.CHANNEL, "ref")

    def _print(self, session, one, _other):
        cards = session.scalars(select(at.Card).where(at.Card.state == at.CardState.QUEUED)).all()
        batch = at.draw_batch(session, [picked(cards, one).id], sheet="A4", design="Anggota")
        at.came_out(session, batch.id, [picked(cards, one).id])

    def _void(self, session, one, _other):
        receipts = session.scalars(select(Receipt).where(Receipt.voided_at.is_(None))).all()
        void_receipt(session, picked(receipts, one).id, "salah")

    def _withdraw(self, session, one, _other):
        withdraw_consent(session, picked(session.scalars(select(Consent)).all(), one).id, at.MOMENT)

    def _flag(self, session, one, text):
        flagged = BulkDraft((BulkField.FLAG,), flag=text)
        change_people(session, [picked(self._people(session), one)], flagged)

    def _archive(self, session, one, _other):
        archive_people(session, [picked(self._people(session), one)], "keliru")

    def _hand(self, session, one, _other):
        cards = session.scalars(select(at.Card.id).order_by(at.Card.id)).all()
        hand_over(session, [picked(cards, one)])

    def _take_back(self, session, one, keep_changed):
        """Take back any action of this place, in place of the last one."""
        low, high = id_range(session)
        own = Action.id.between(low + (1 << CHAIN_BITS), high)
        ids = session.scalars(select(Action.id).where(own).order_by(Action.id.desc())).all()
        undo(session, picked(ids, one), keep_changed=keep_changed)

    def _undo(self, session, _one, _other):
        step = next_undo(session)
        low, high = id_range(session)
        if step is None or not low + (1 << CHAIN_BITS) <= step.action_id <= high:
            raise LookupError
        undo(session, step.action_id)

    def _leave(self, session, _one, _other):
        note_disclosure(session, DisclosureKind.PACKET, "pulang", 1, event_id=self.town.event_id)

    def _join(self, session, one, other):
        people = self._people(session)
        merge_people(session, picked(people, one), picked(people, other))


def picked(several, place_):
    """Return one of several; LookupError where there is none."""
    return several[place_ % len(several)] if several else several[0]


def as_draft(person, **given):
    texts = ("name", "nik", "phone", "region_code", "region_line")
    kept = {name: getattr(person, name) or "" for name in texts}
    others = {name: getattr(person, name) for name in ("birth_date", "sex", "income")}
    return at.PersonDraft(**(kept | others | given))


def last(store):
    with store.reading() as session:
        return session.scalar(select(Action.id).order_by(Action.id.desc()).limit(1))


def begin(country, folder, stack):
    source, event_id, packets = country
    shutil.copy(source / "office.jangkau", folder / "office.jangkau")
    store = opening.open_store(folder / "office.jangkau")
    stack.callback(store.close)
    made = at.Town(store, folder, event_id)
    for place_, (packet_id, desk_id) in enumerate(packets):
        path = folder / f"laptop-{place_}.jangkau"
        shutil.copy(source / path.name, path)
        made.laptops.append(at.Laptop(opening.open_store(path), packet_id, desk_id, folder))
    stack.callback(made.close)
    return Day(made)


def come_home(day, path, returns):
    """Merge these returns; the office's program is ended and begun in between."""
    halfway = len(returns) // 2
    for part in (returns[:halfway], returns[halfway:]):
        with closing(opening.open_store(path)) as store:
            for where, until in part:
                with day.town.laptops[where].returned(until) as returned:
                    if returned.chain_keys:
                        at.merge_into(store, returned)


def shuffled(returns, order):
    """Return what came home in another order, some of it twice."""
    return [returns[place_ % len(returns)] for place_ in order]
