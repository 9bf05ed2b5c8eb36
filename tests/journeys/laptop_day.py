"""An event at three desks and the office at once, by chance; and the plain book kept beside it.

The same day can be done at desks that know nothing of one another, and at desks that share one
database. The book is written from the plan alone and asks the program nothing.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import opening
from models.cards.batches import came_out, draw_batch
from models.cards.tables import Card, CardState
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import AlreadyEnrolledError, enrol, take_in
from models.enrolment.tables import Enrolment, EnrolmentStatus, PaymentWay
from models.events.operations import check_in
from models.history.rows import id_range
from models.history.tables import Action
from models.history.undo import undo
from models.money.at_enrolment import MoneyDraft, MoneyKind
from models.money.paying import PaymentDraft, take_payment
from models.money.receipts import void_receipt
from models.money.tables import Receipt
from models.people.drafts import PersonDraft
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.tables import Person, Sex
from tests.models.packets.laptops import clock

DESKS = 3
OFFICE = DESKS
"""The place that is no laptop."""
VILLAGE = "65.01.03.2002"
DUE = 100_800
"""Rupiah for half a year of a farmer with a million a month (JKK 10.000, JKM 6.800 a month)."""
OPENS = datetime(2022, 6, 28, 1, 0, tzinfo=UTC)
EPOCH = datetime(1970, 1, 2, tzinfo=UTC)
JUMPS = (timedelta(), timedelta(days=-400), timedelta(hours=9), timedelta(days=40), EPOCH)
FIRST = (
    "Agus", "Bulan", "Citra", "Dayang", "Eko", "Fransiska", "Gunawan", "Hasan", "Indah", "Juwita",
    "Kornelius", "Lukas", "Marthen", "Nurhayati", "Okta", "Petrus", "Rahmat", "Salomon",
)  # fmt: skip
LAST = ("Apui", "Bilung", "Ding", "Encuk", "Jalung", "Kila", "Lawing", "Merang")

ALONE = (
    "comes", "comes", "comes, undone", "enrols", "enrols, undone", "pays", "pays later",
    "pays, void", "pays, printed", "phones", "phones, undone",
)  # fmt: skip
"""What somebody does whom one place alone sees."""
SHARED = (
    ("comes", True), ("comes", False), ("enrols", True), ("enrols", False), ("pays", True),
    ("pays", False), ("pays, printed", True), ("pays, printed", False), ("phones", True),
    ("phones alike", True), ("comes, other phone", False),
)  # fmt: skip
"""What somebody, known or not, does at each of the places that see them."""


@dataclass(frozen=True)
class Guest:
    """Somebody as their KTP says; ``known`` before the event, ``invited`` to it."""

    name: str
    nik: str
    born: date
    known: bool = False
    invited: bool = False


@dataclass(frozen=True)
class Act:
    """One thing that happens at a place; ``undone`` if the next thing there takes it back."""

    what: str
    who: Guest
    at: datetime
    phone: str = ""
    undone: bool = False
    shows: datetime | timedelta = timedelta()
    """What the clock of the computer shows meanwhile."""


@dataclass
class Standing:
    """What is true of one person: rupiah by place, and the moments at which places saw them."""

    nik: str
    seen: list[datetime] = field(default_factory=list)
    enrolled: set[int] = field(default_factory=set)
    paid: dict[int, int] = field(default_factory=dict)
    printed: set[int] = field(default_factory=set)
    phones: dict[int, str] = field(default_factory=dict)


@dataclass
class Book:
    """The plain book: people by name, and receipts by place: name, rupiah, whether void."""

    people: dict[str, Standing] = field(default_factory=dict)
    receipts: dict[int, list[tuple[str, int, bool]]] = field(default_factory=dict)

    def note(self, place: int, act: Act) -> None:
        """Write down what happened at a place; what is undone was never there."""
        if act.undone or act.what == "undo":
            return
        person = self.people.setdefault(act.who.name, Standing(act.who.nik))
        if act.what in ("comes", "enrols", "pays"):
            person.seen.append(act.at)
        if act.what in ("enrols", "pays"):
            person.enrolled.add(place)
        if act.what in ("pays", "pays later"):
            person.paid[place] = DUE
            self.receipts.setdefault(place, []).append((act.who.name, DUE, False))
        if act.what == "void":
            del person.paid[place]
            given = self.receipts[place]
            last = max(n for n, one in enumerate(given) if one[0] == act.who.name)
            given[last] = (*given[last][:2], True)
        if act.what == "prints":
            person.printed.add(place)
        if act.phone:
            person.phones[place] = act.phone

    def conflicts(self) -> Counter:
        """Return what somebody has to decide where desks knew nothing of one another."""
        found = Counter()
        for name, person in self.people.items():
            found["enrolled_twice", name] = len(person.enrolled) > 1
            found["paid_twice", name] = len(person.paid) > 1
            found["card_twice", name] = len(person.printed) > 1
            found["field", name] = len(set(person.phones.values())) > 1
        return +found

    def once(self) -> dict[str, tuple[str, bool, bool, int, bool]]:
        """Return what holds of each where nothing was done twice, or that was decided.

        That is the NIK, whether they were here, are enrolled, the rupiah paid, and the card.
        """
        return {
            name: (
                one.nik,
                bool(one.seen),
                bool(one.enrolled),
                DUE * bool(one.paid),
                bool(one.printed),
            )
            for name, one in self.people.items()
        }


def people() -> Iterator[Guest]:
    """Yield people, each born on another day."""
    born = date(1961, 3, 2)
    for serial in range(len(FIRST) * len(LAST)):
        born += timedelta(days=61)
        name = f"{FIRST[serial % len(FIRST)]} {LAST[serial // len(FIRST)]}"
        yield Guest(name, f"650103{born:%d%m%y}{serial + 1:04}", born)


@dataclass
class Plan:
    """Who is known and invited, and what happens at each place."""

    guests: list[Guest]
    acts: list[list[Act]]
    later: list[Act]
    """What the office does while the desks come home, with people nobody else sees."""

    def book(self) -> Book:
        """Return the book at the end of the day."""
        book = Book({one.name: Standing(one.nik) for one in self.guests})
        for place, acts in enumerate([*self.acts[:OFFICE], [*self.acts[OFFICE], *self.later]]):
            for act in acts:
                book.note(place, act)
        return book


def plan(seed: int) -> Plan:
    """Return a day by chance; each thing that can happen happens in it."""
    chance, crowd = random.Random(seed), people()
    guests: list[Guest] = []
    visits: list[list[list[Act]]] = [[] for _place in range(DESKS + 1)]

    def somebody(*, known: bool) -> Guest:
        guest = replace(next(crowd), known=known, invited=known and chance.random() < 0.7)
        guests.extend([guest] if known else [])
        return guest

    for place in range(DESKS + 1):
        for what in ALONE:
            who = somebody(known=chance.random() < 0.6 or what.startswith("phones"))
            visits[place].append(_visit(what, who, chance, _phone(chance)))
    for what, known in SHARED:
        who, same = somebody(known=known), _phone(chance)
        for place in chance.sample(range(DESKS + 1), chance.choice((2, 2, 3))):
            other = what in ("phones", "comes, other phone")
            phone = _phone(chance) if other else same
            visits[place].append(_visit(what, who, chance, phone))
    nameless = replace(next(crowd), nik="")
    for place in chance.sample(range(DESKS + 1), 2):
        visits[place].append(_visit("comes", nameless, chance, ""))
    later = [_visit(what, somebody(known=False), chance, "") for what in ("comes", "pays")]
    acts = [_mixed(one, chance) for one in visits]
    return Plan(guests, _by_their_clocks(acts, chance), [act for one in later for act in one])


def _phone(chance: random.Random) -> str:
    return f"+62812{chance.randrange(10**7, 10**8)}"


def _visit(what: str, who: Guest, chance: random.Random, phone: str) -> list[Act]:
    """Return what somebody does at one place, one thing after the other."""
    first, *rest = what.split(", ")
    at = OPENS + timedelta(seconds=chance.randrange(4 * 3600))
    undone = "undone" in rest
    begin = Act("phones" if first == "phones alike" else first, who, at, undone=undone)
    if first.startswith("phones") or (rest == ["other phone"]):
        begin = replace(begin, phone=phone)
    if first == "pays later":
        return [Act("enrols", who, at), begin]
    acts = [begin]
    acts += [Act("undo", who, at)] if undone else []
    acts += [Act("void", who, at)] if "void" in rest else []
    acts += [Act("prints", who, at)] if "printed" in rest else []
    return acts


def _mixed(visits: list[list[Act]], chance: random.Random) -> list[Act]:
    """Let visits run into one another; what is undone is undone at once."""
    left, acts = [list(one) for one in visits], []
    while left := [one for one in left if one]:
        one = chance.choice(left)
        acts.append(one.pop(0))
        if acts[-1].undone:
            acts.append(one.pop(0))
    return acts


def _by_their_clocks(acts: list[list[Act]], chance: random.Random) -> list[list[Act]]:
    """Let the first desk's clock stand in 1970, the next be ahead by years, the third jump."""
    ahead = timedelta(days=3 * 365)
    return [
        [replace(one, shows=EPOCH) for one in acts[0]],
        [replace(one, shows=ahead) for one in acts[1]],
        [replace(one, shows=chance.choice(JUMPS)) for one in acts[2]],
        acts[OFFICE],
    ]


def do(store: opening.Store, event_id: int, act: Act) -> None:
    """Do one thing with the program's own operations, as one action."""
    with clock(act.shows), store.writing() as session:
        _do(session, event_id, act)


def do_live(store: opening.Store, event_id: int, act: Act) -> None:
    """Do one thing where others may have done it already: then they are only seen here."""
    try:
        with store.writing() as session:
            _do(session, event_id, act)
    except AlreadyEnrolledError:
        do_live(store, event_id, replace(act, what="comes"))


def _do(session: Session, event_id: int, act: Act) -> None:
    person_id = session.scalar(
        select(Person.id).where(Person.name == act.who.name, Person.merged_into_id.is_(None))
    )
    match act.what:
        case "comes":
            _come(session, event_id, act, person_id)
        case "phones":
            change_person(
                session, person_id, replace(person_draft(session, person_id), phone=act.phone)
            )
        case "enrols" | "pays":
            enrol(session, event_id, _enrolment(session, act, person_id), act.at)
        case "pays later":
            draft = PaymentDraft(DUE, PaymentWay.CASH, expects=DUE)
            take_payment(session, _enrolled(session, person_id), draft)
        case "void":
            given = select(Receipt.id).where(Receipt.name == act.who.name)
            void_receipt(session, session.scalars(given).one(), "Uang dikembalikan")
        case "prints":
            _print(session, _enrolled(session, person_id))
        case "undo":
            undo(session, _last_here(session))


def _come(session: Session, event_id: int, act: Act, person_id: int | None) -> None:
    if person_id is None:
        take_in(session, event_id, _draft(act), act.at)
    else:
        check_in(session, event_id, person_id, act.at)


def _draft(act: Act) -> PersonDraft:
    return PersonDraft(
        nik=act.who.nik,
        name=act.who.name,
        birth_date=act.who.born,
        sex=Sex.MALE,
        income=1_000_000,
        phone=act.phone,
        region_code=VILLAGE,
        region_line="Desa Pimping, Kec. Tanjung Palas Utara",
    )


def _enrolment(session: Session, act: Act, person_id: int | None) -> EnrolmentDraft:
    person = _draft(act) if person_id is None else person_draft(session, person_id)
    return EnrolmentDraft(
        person,
        date(2022, 7, 1),
        person_id=person_id,
        occupation="Petani padi",
        months=6,
        declared=True,
        consent=ConsentDraft(given=True, text_version="2022-1"),
        money=MoneyDraft(MoneyKind.CASH if act.what == "pays" else MoneyKind.NONE),
    )


def _enrolled(session: Session, person_id: int | None) -> int:
    standing = Enrolment.person_id == person_id, Enrolment.status != EnrolmentStatus.REJECTED
    return session.scalars(select(Enrolment.id).where(*standing)).one()


def _print(session: Session, enrolment_id: int) -> None:
    """Print the card that waits; none where another desk printed it."""
    waits = Card.enrolment_id == enrolment_id, Card.state == CardState.QUEUED
    cards = session.scalars(select(Card.id).where(*waits)).all()
    if cards:
        came_out(session, draw_batch(session, cards, sheet="A4", design="Anggota").id, cards)


def _last_here(session: Session) -> int:
    """Return the last thing done at this very desk that can be taken back."""
    own = Action.id.between(*id_range(session)) & ~Action.final
    return session.scalars(select(Action.id).where(own).order_by(Action.id.desc())).first()


def work(path: Path, password: str, event_id: int, acts: list[Act], told) -> None:
    """Do these things in a process of its own, and tell of each once it counts as saved."""
    store = opening.open_store(path, password)
    told.send(0)
    for number, act in enumerate(acts, start=1):
        do(store, event_id, act)
        told.send(number)
