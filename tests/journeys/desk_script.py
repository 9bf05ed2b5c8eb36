"""The day at the desk from its first guest to the counted cash box; the same each time."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tests.journeys.desk_acts import (
    Act,
    Comes,
    GoesOn,
    Guest,
    IsMended,
    PowerCut,
    Rubbish,
    ScannedTwice,
    WalksIn,
)
from tests.journeys.desk_book import Book
from tests.journeys.desk_money_acts import (
    AllMarkedByMistake,
    ClosesBox,
    IsCounted,
    IsVoided,
    OpensBox,
    Pays,
)

TITLE = "Sosialisasi Panen Raya"
INVITED, COME, WALK_INS = 160, 140, 60
WITH_CARD = 40
"""How many of those invited have a card of an earlier event."""
FIRST = [
    "Agus",
    "Bulan",
    "Citra",
    "Dayang",
    "Eko",
    "Fransiska",
    "Gunawan",
    "Hasan",
    "Indah",
    "Juwita",
    "Kornelius",
    "Lukas",
    "Marthen",
    "Nurhayati",
    "Okta",
    "Petrus",
    "Rahmat",
    "Salomon",
    "Tarsisia",
    "Yohanes",
]
LAST = [
    "Apui",
    "Bilung",
    "Ding",
    "Encuk",
    "Jalung",
    "Kila",
    "Lawing",
    "Merang",
    "Ngau",
    "Palan",
    "Usat",
]
BYS = ("nik", "part of a name", "phone", "NIK by hand")
RUBBISH = (
    ("JK1:P:BP", "Half a code was read: scan again."),
    ("TT:01-999999-Z", "Half a code was read: scan again."),
    ("http://example.org/promo?x=1", "This code says nothing that is known here."),
    ("JK1:P:BP-220101-0-9999", "No card has this number."),
)


def everybody() -> list[Guest]:
    """Return those invited, and behind them those who come unasked."""
    born, found = date(1961, 3, 2), []
    for serial in range(INVITED + WALK_INS):
        born += timedelta(days=61)
        name = f"{FIRST[serial % len(FIRST)]} {LAST[serial // len(FIRST)]}"
        nik = f"650103{born:%d%m%y}{serial + 1:04}"
        card = f"BP-210628-0-{serial + 1:04}" if serial < WITH_CARD else ""
        found.append(Guest(nik, name, born, f"08125400{serial + 1000}", card))
    return found


def begun_with() -> Book:
    """Return the book as it is when the doors open."""
    book = Book()
    for guest in everybody()[:INVITED]:
        book.know(guest.nik, guest.name, guest.born, guest.kept_phone)
        book.places[guest.nik] = "invited"
    return book


def day() -> tuple[list[Act], int]:
    """Return what happens, and which of it is cut off by the power."""
    chance = random.Random(5)
    people = everybody()
    guests, strangers = people[:INVITED], people[INVITED:]
    come = [_comes(guest, place) for place, guest in enumerate(guests[:COME])]
    walk_ins = _walk_ins(strangers, chance)
    chance.shuffle(come)
    acts: list[Act] = [OpensBox(250_000), *_mixed(come, walk_ins, chance)]
    _begin_next_at_once(acts)
    acts = _with_mishaps(acts, chance)
    cut = next(n for n, act in enumerate(acts) if isinstance(act, PowerCut))
    return _counted_at_the_end(acts), cut


def _comes(guest: Guest, place: int) -> Comes:
    if guest.card and place % 2:
        return Comes(guest, "card")
    return Comes(guest, BYS[place % len(BYS)])


def _walk_ins(strangers: list[Guest], chance: random.Random) -> list[WalksIn]:
    found, last = [], WalksIn(strangers[0])
    for place, guest in enumerate(strangers):
        if chance.random() < 0.5:
            last = replace(
                last,
                months=chance.choice((1, 3, 6, 12)),
                programmes=chance.choice(("JKK JKM", "JKK JKM JHT")),
                consent=chance.choice(("ticked", "ticked", "signed", "thumbprint")),
            )
        paid = ("cash", "", "channel", "", "cash", "")[place % 6]
        income = chance.choice((1_000_000, 1_000_000, 1_500_000, 2_000_000))
        last = replace(last, guest=guest, income=income, paid=paid, scanned=place % 4 == 1)
        found.append(replace(last, enrols=place % 5 != 3))
    return found


def _mixed(come: list[Comes], walk_ins: list[WalksIn], chance: random.Random) -> list[Act]:
    """Let both queues come in their own order, walk-ins in twos and threes."""
    left, right, acts = list(come), list(walk_ins), []
    while left or right:
        if right and (not left or chance.random() < 0.14):
            many = chance.randint(1, 3)
            acts += right[:many]
            del right[:many]
        else:
            acts.append(left.pop(0))
    return acts


def _begin_next_at_once(acts: list[Act]) -> None:
    for act, after in pairwise(acts):
        if isinstance(act, WalksIn) and isinstance(after, WalksIn):
            act.next = act.enrols and not after.scanned


def _with_mishaps(acts: list[Act], chance: random.Random) -> list[Act]:
    """Put between them what else happens, where the entry is free."""
    free = [n for n, act in enumerate(acts) if not getattr(act, "next", False)]
    half = len(acts) * 6 // 10
    torn = next(n for n in free if n > half and _is_cut(acts, n + 1))
    acts[torn + 1 : torn + 2] = [PowerCut(acts[torn + 1]), GoesOn(acts[torn + 1])]
    after: dict[int, list[Act]] = {}
    for code, said in RUBBISH * 2:
        _at(after, free, chance).append(Rubbish(code, said))
    for n in chance.sample([n for n in free if n > 20], 12):
        here = [act.guest for act in acts[: n - 3] if isinstance(act, Comes)]
        after.setdefault(n, []).append(ScannedTwice(chance.choice(here)))
    came = [act.guest for act in acts[:40] if isinstance(act, Comes)]
    enrolled = [act for act in acts[:90] if isinstance(act, WalksIn) and act.enrols]
    unpaid = [act.guest for act in enrolled if not act.paid]
    after.setdefault(free[-30], []).extend(
        [
            IsMended(came[0], name=f"{came[0].name} binti Ajang"),
            IsMended(came[1], born=came[1].born + timedelta(days=400), reason="Salah di KTP"),
            IsMended(enrolled[0].guest, name=f"H. {enrolled[0].guest.name}"),
            Pays(unpaid[0], "cash"),
            Pays(unpaid[1], "channel"),
            IsVoided(2, "Uang dikembalikan, salah orang"),
            IsCounted(),
        ]
    )
    after.setdefault(free[-20], []).append(AllMarkedByMistake())
    shift = lambda n: n + (n > torn)  # noqa: E731 - where the cut walk-in became two
    moved = {shift(n): more for n, more in after.items()}
    return [one for n, act in enumerate(acts) for one in (act, *moved.get(n, ()))]


def _is_cut(acts: list[Act], n: int) -> bool:
    act = acts[n] if n < len(acts) else None
    return isinstance(act, WalksIn) and act.enrols and not act.next and not act.scanned


def _at(after: dict[int, list[Act]], free: list[int], chance: random.Random) -> list[Act]:
    return after.setdefault(chance.choice(free), [])


def _counted_at_the_end(acts: list[Act]) -> list[Act]:
    """Lay down the notes that lie in the box by the book, but for one of five thousand."""
    book = begun_with()
    for act in acts:
        act.note(book)
    lies, notes = book.boxes[-1]["lies"] - 5_000, {}
    for note in (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100):
        notes[note], lies = divmod(lies, note)
    assert lies == 0
    return [*acts, ClosesBox(5_000, "Salah kembalian", notes), IsCounted()]
