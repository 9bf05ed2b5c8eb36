"""What was done twice at two desks: enrolled, paid, printed, numbered."""

from collections.abc import Collection, Hashable, Iterable
from itertools import combinations
from typing import Any

from models.cards.copies import COUNTING
from models.cards.tables import CardState
from models.enrolment.tables import EnrolmentStatus
from models.history.conflicts import Key
from models.history.recording import Fields
from models.packets.laptops import part_laptops
from models.packets.tables import ConflictKind
from models.packets.wanted import Wanted
from models.people.merging import FAR
from models.words import _

REJECTED = EnrolmentStatus.REJECTED.value
WAITING = (EnrolmentStatus.TO_REGISTER.value, EnrolmentStatus.BILLED.value)
Owner = tuple[str, Any, Any]
"""Whose something is: a person at an event, or an enrolment without one."""


def look_for_twice(wanted: Wanted) -> None:
    """Set right what the database keeps but once, and note what somebody has to decide."""
    _enrolled(wanted)
    _paid(wanted)
    _printed(wanted)
    _numbered(wanted)
    part_laptops(wanted)


def _enrolled(wanted: Wanted) -> None:
    """Let of open enrolments of one person at one event the one that has come farther stand."""
    open_ones: dict[Owner, list[int]] = {}
    for one, fields in wanted.of("enrolment"):
        if fields["status"] != REJECTED and fields.get("event_id") is not None:
            open_ones.setdefault(_owner(wanted, one), []).append(one)
    aside: set[int] = set()
    for several in open_ones.values():
        if len(several) > 1:
            stands, *fallen = sorted(several, key=lambda one: _standing(wanted, one))
            aside.update(fallen)
            sides = [wanted.maker(("enrolment", one)) for one in several]
            wanted.dispute(ConflictKind.ENROLLED_TWICE, ("enrolment", stands), sides)
    _set_aside(wanted, aside)


def _standing(wanted: Wanted, one: int) -> tuple[int, tuple[int, int]]:
    status = EnrolmentStatus(wanted.get("enrolment", one)["status"])
    return -FAR[status], wanted.scope.made(("enrolment", one))


def _set_aside(wanted: Wanted, enrolments: Collection[int]) -> None:
    """Reject enrolments for now; the money stays with each, waiting cards are not printed."""
    for one in enrolments:
        wanted.get("enrolment", one).update(
            status=REJECTED,
            reject_reason=_("Entered twice: the same person is enrolled at this event already."),
        )
    for _card, fields in wanted.of("card"):
        if fields["enrolment_id"] in enrolments and fields["state"] == CardState.QUEUED:
            fields["state"] = CardState.CANCELLED.value


def _paid(wanted: Wanted) -> None:
    """Note money that was taken twice, and let an enrolment be paid where both parts make it so."""
    came: dict[int, int] = {}
    by_owner: dict[Hashable, list[int]] = {}
    for one, fields in wanted.of("payment"):
        enrolment = fields["enrolment_id"]
        came[enrolment] = came.get(enrolment, 0) + fields["amount"]
        by_owner.setdefault(_owner(wanted, enrolment), []).append(one)
    for enrolment, amount in came.items():
        fields = wanted.get("enrolment", enrolment)
        if fields and 0 < fields["total"] <= amount and fields["status"] in WAITING:
            fields["status"] = EnrolmentStatus.PAID.value
    for payments in by_owner.values():
        sides = _by_strangers(wanted, payments)
        if not sides:
            continue
        enrolments = {wanted.get("payment", one)["enrolment_id"] for one in payments}
        total = max(wanted.get("enrolment", one).get("total", 0) for one in enrolments)
        if sum(wanted.get("payment", one)["amount"] for one in payments) > total:
            key = (
                "enrolment",
                min(enrolments, key=lambda one: wanted.scope.made(("enrolment", one))),
            )
            wanted.dispute(
                ConflictKind.PAID_TWICE, key, (wanted.maker(("payment", one)) for one in sides)
            )


def _printed(wanted: Wanted) -> None:
    """Note cards of one kind that one person has two of, or will when the printer is done."""
    by_owner: dict[Hashable, list[int]] = {}
    for one, fields in wanted.of("card_copy"):
        if fields["state"] in COUNTING and fields.get("voided_at") is None:
            card = wanted.get("card", fields["card_id"])
            if card:
                owner = card["kind"], _owner(wanted, card["enrolment_id"])
                by_owner.setdefault(owner, []).append(one)
    for copies in by_owner.values():
        sides = _by_strangers(wanted, copies)
        if sides:
            card = min(wanted.get("card_copy", one)["card_id"] for one in sides)
            makers = (wanted.maker(("card_copy", one)) for one in sides)
            wanted.dispute(ConflictKind.CARD_TWICE, ("card", card), makers)


def _numbered(wanted: Wanted) -> None:
    """Mark the number of a card that an earlier one has; what was printed stays readable by it."""
    holders: dict[str, list[int]] = {}
    for one, fields in wanted.of("card"):
        holders.setdefault(fields["number"], []).append(one)
    for number, cards in holders.items():
        if len(cards) == 1:
            continue
        first, *others = sorted(cards, key=lambda one: wanted.scope.made(("card", one)))
        for place, one in enumerate(others, start=2):
            wanted.get("card", one)["number"] = f"{number}/{place}"
        sides = [wanted.maker(("card", one)) for one in cards]
        wanted.dispute(ConflictKind.NUMBER_TWICE, ("card", first), sides)


def _by_strangers(wanted: Wanted, records: Iterable[int]) -> list[int]:
    """Return those records that were made where nobody knew of another of them."""
    found: set[int] = set()
    for one, other in combinations(records, 2):
        if wanted.scope.order.strangers(one, other):
            found |= {one, other}
    return sorted(found)


def _owner(wanted: Wanted, enrolment: int) -> Owner:
    fields: Fields = wanted.get("enrolment", enrolment)
    if fields.get("event_id") is None:
        return "enrolment", enrolment, None
    return "person", fields["event_id"], fields["person_id"]


def owner_of(wanted: Wanted, key: Key) -> int | None:
    """Return whom a record concerns."""
    name, one = key
    if name == "person":
        return one
    fields = wanted.get(name, one)
    if fields.get("person_id") is not None:
        return int(fields["person_id"])
    if fields.get("enrolment_id") is not None:
        return owner_of(wanted, ("enrolment", fields["enrolment_id"]))
    if fields.get("card_id") is not None:
        return owner_of(wanted, ("card", fields["card_id"]))
    return None
