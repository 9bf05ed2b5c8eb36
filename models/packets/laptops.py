"""Parts two laptops that opened the same packet: each counted its papers as the only one.

All numbered papers of a laptop that gave a number an earlier one gave, too, are those of a desk of
its own from now on. What is printed on them stays; whom it means is for somebody to look at.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from models.errors import UserError
from models.history.conflicts import Key
from models.history.recording import plain_fields
from models.history.rows import CHAIN_BITS, DESK_BITS, chain_key
from models.office.tables import Desk
from models.packets.tables import ConflictKind
from models.packets.wanted import Wanted
from models.packets.writes import Order
from models.words import _

NUMBERED = ("receipt", "card_copy", "paper_form")
"""Whose records a desk counts, each with a number of its own."""
DESK = Desk.__tablename__
SLOT_BITS = DESK_BITS - CHAIN_BITS
MOST = (1 << 13) - 1
"""The greatest number of a desk."""
LETTERS = 290
"""How much of a desk's name stays, so that a number behind it finds room."""

Number = tuple[str, int, int]
"""What is to be there but once: the table, the desk and the serial."""


def twins_of(order: Order, keys: Iterable[int]) -> set[int]:
    """Return the chains of desks that these are of, where one desk has several."""
    numbers = {key >> SLOT_BITS for key in keys if key in order.known}
    by_desk: dict[int, set[int]] = {}
    for key in order.known:
        if key >> SLOT_BITS in numbers:
            by_desk.setdefault(key >> SLOT_BITS, set()).add(key)
    return {key for several in by_desk.values() if len(several) > 1 for key in several}


def part_laptops(wanted: Wanted) -> None:
    """Give papers of the later of two laptops to a desk of its own where their numbers clash.

    The earlier one is that with the smaller chain, whichever came home first.
    """
    numbers = dict(_numbers(wanted))
    for number, keys in sorted(_held_twice(numbers).items()):
        first, *others = sorted(keys, key=lambda key: (chain_key(key[1]), key[1]))
        sides = (wanted.maker(key) for key in (first, *others))
        wanted.dispute(ConflictKind.RECEIPT_TWICE, (number[0], first[1]), sides)
    for key, desk_id in _leaving(wanted, numbers).items():
        _give_desk(wanted, key, desk_id)
        for (table, record_id), number in numbers.items():
            if chain_key(record_id) == key and number[1] == desk_id:
                wanted.get(table, record_id)["desk_id"] = key << CHAIN_BITS


def _numbers(wanted: Wanted) -> Iterator[tuple[Key, Number]]:
    """Yield the papers that are looked at, with the numbers that were given them."""
    for name in NUMBERED:
        for one, fields in wanted.of(name):
            yield (name, one), (name, fields["desk_id"], fields["serial"])


def _held_twice(numbers: dict[Key, Number]) -> dict[Number, list[Key]]:
    holders: dict[Number, list[Key]] = {}
    for key, number in numbers.items():
        holders.setdefault(number, []).append(key)
    return {number: keys for number, keys in holders.items() if len(keys) > 1}


def _leaving(wanted: Wanted, numbers: dict[Key, Number]) -> dict[int, int]:
    """Return the chains that cannot stay with their desk, each with that desk, the least first."""
    given: dict[tuple[int, int], set[Number]] = {}
    for (_table, record_id), number in numbers.items():
        given.setdefault((chain_key(record_id), number[1]), set()).add(number)
    taken: set[Number] = set()
    found: dict[int, int] = {}
    for (key, desk_id), those in sorted(given.items()):
        if key in wanted.scope.order.known and not taken.isdisjoint(those):
            found[key] = desk_id
        else:
            taken |= those
    return found


def _give_desk(wanted: Wanted, key: int, like: int) -> None:
    """Let a chain have a desk; its id is one that the chain itself never gives."""
    record = (DESK, key << CHAIN_BITS)
    wanted.scope.take([record])
    there = wanted.scope.current.get(record)
    if there is not None:
        wanted.fields[record] = dict(there)
        return
    rows = wanted.scope.session.execute(select(Desk.id, Desk.number, Desk.name)).all()
    desks = {row.id: plain_fields(dict(row._mapping)) for row in rows}
    desks |= dict(wanted.of(DESK))
    numbers, names = ({one[name] for one in desks.values()} for name in ("number", "name"))
    number = max(numbers) + 1
    if number > MOST:
        raise UserError(_("No number is left for another desk."))
    wanted.fields[record] = {
        "id": record[1],
        "number": number,
        "name": _free_name(desks[like]["name"], names),
    }


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name of a desk with the first number behind it that no other one has."""
    place = 2
    while (found := f"{name[:LETTERS]} ({place})") in taken:
        place += 1
    return found
