"""Finds people without a common number who were met at two places and are probably one."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from models.history.recording import Fields, plain_fields
from models.history.rows import chain_key, chain_range, id_range
from models.office.tables import local
from models.packets.scope import Scope
from models.packets.tables import PacketReturn
from models.people.alike import Facts, compare
from models.people.apart import Pair, ordered
from models.people.duplicates import BEGINNING, COMMON, MOST_SHARING
from models.people.names import fold_name
from models.people.tables import Person, Sex

PERSON = Person.__tablename__
COMPARED = (
    "id", "name", "nik", "birth_date", "phone", "kk_number", "region_code", "region_line", "sex",
)  # fmt: skip


def surely(one: Fields, other: Fields) -> bool:
    """Tell whether two are one person though one of them has no NIK: name, birth date, village."""
    same = ("birth_date", "region_code")
    return (
        not (one.get("nik") and other.get("nik"))
        and all(one.get(field) and one.get(field) == other.get(field) for field in same)
        and fold_name(one["name"]) == fold_name(other["name"])
    )


def may_be_one(one: Facts, other: Facts) -> bool:
    """Tell whether two are probably one person, though no number says so."""
    return not (one.nik and one.nik == other.nik) and compare(one, other).likely


class Strangers:
    """Those of whom the desks that brought something home could not know."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._by_key: dict[Hashable, dict[int, Facts]] = defaultdict(dict)
        self._filled = False

    def alike(self, people: Mapping[int, Fields]) -> set[Pair]:
        """Return who of these is probably one with somebody met elsewhere."""
        if not self._filled:
            self._filled = True
            for fields in self._unknown_there():
                self._add(fields["id"], fields)
        for one, fields in people.items():
            self._add(one, fields)
        return {pair for one, fields in people.items() for pair in self._pairs(one, fields)}

    def _add(self, one: int, fields: Fields) -> None:
        if fields.get("erased_at") is None and fields.get("name"):
            facts = facts_of(one, fields)
            for key in _keys(facts):
                self._by_key[key][one] = facts

    def _pairs(self, one: int, fields: Fields) -> Iterator[Pair]:
        if not fields.get("name"):
            return
        facts = facts_of(one, fields)
        for key in _keys(facts):
            sharing = self._by_key[key]
            if len(sharing) > MOST_SHARING:
                continue
            for other, theirs in sharing.items():
                if self._scope.order.strangers(one, other) and may_be_one(facts, theirs):
                    yield ordered(one, other)

    def _unknown_there(self) -> Iterator[Fields]:
        """Yield the people who were taken in since the packets that came home now were made."""
        columns = [Person.__table__.c[name] for name in (*COMPARED, "erased_at")]
        session, known = self._scope.session, self._scope.order.known
        given = session.scalar(select(local.c.value).where(local.c.key == "next_id"))
        here = chain_key(id_range(session)[0] + int(given or 0))
        chains = {here, *session.scalars(select(PacketReturn.chain_key).distinct())}
        chains |= {key for reaches in known.values() for key in reaches}
        ours = self._scope.brought.last_known
        for key in chains - ours.keys():
            low, high = chain_range(key)
            since = min((known[one].get(key, low) for one in ours), default=high)
            rows = session.execute(select(*columns).where(Person.id.between(since + 1, high)))
            yield from (plain_fields(dict(row._mapping)) for row in rows)


def facts_of(one: int, fields: Fields) -> Facts:
    """Return what of a person is compared, from fields as the history keeps them."""
    born, sex = fields.get("birth_date"), fields.get("sex")
    return Facts(
        one,
        fields["name"],
        fields.get("nik") or "",
        date.fromisoformat(born) if born else None,
        fields.get("phone") or "",
        fields.get("kk_number") or "",
        fields.get("region_code") or "",
        fields.get("region_line") or "",
        Sex(sex) if sex else None,
    )


def _keys(facts: Facts) -> Iterator[tuple[Any, ...]]:
    """Yield what two records of one person share: a phone, or a birth date and part of a name."""
    if facts.phone:
        yield ("phone", facts.phone)
    if facts.birth_date is not None:
        words = fold_name(facts.name).split()
        yield from {
            ("born", facts.birth_date, word[:BEGINNING]) for word in words if word not in COMMON
        }
