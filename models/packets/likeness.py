"""Finds people without a common number who were met at two places and are probably one."""

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, String, or_, select

from models.engines.dialects import listed
from models.history.recording import Fields, plain_fields
from models.history.rows import batches, chain_key, chain_range, id_range
from models.office.tables import local
from models.packets.folding import fold
from models.packets.scope import Scope
from models.packets.tables import PacketReturn
from models.packets.writes import Write, known_writes
from models.people.alike import Facts, compare
from models.people.alike import facts_of as facts_of_row
from models.people.apart import Pair, ordered
from models.people.duplicates import BEGINNING, COMMON, MOST_SHARING
from models.people.names import fold_name
from models.people.tables import Person, Sex

PERSON = Person.__tablename__
COMPARED = (
    "id", "name", "nik", "birth_date", "phone", "kk_number", "region_code", "region_line", "sex",
    "merged_into_id",
)  # fmt: skip
AT_ONCE = 100
"""How many chains are asked about at once: an office comes to have one of each desk ever given out,
and a statement holds but so much."""


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


def own_fields(scope: Scope, writes: Sequence[Write], now: Fields) -> Fields:
    """Return what was said of somebody's record itself; nothing if it is gone."""
    if not writes:
        return now
    folded = fold(PERSON, writes, scope.order, scope.settled)
    if folded.fields is None:
        return {}
    return folded.fields if folded.made else {**now, **folded.fields}


class Strangers:
    """Those of whom the desks that brought something home could not know."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._by_key: dict[Hashable, dict[int, dict[int, Facts]]] = defaultdict(dict)
        self._asked: set[str | date] = set()
        self._since: list[tuple[int, int]] | None = None
        self._several: frozenset[int] = frozenset()

    def alike(self, people: Mapping[int, Fields]) -> set[Pair]:
        """Return who of these is probably one with somebody met elsewhere."""
        told = {one: fields for one, fields in people.items() if fields.get("name")}
        found = {one: facts_of(one, fields) for one, fields in told.items()}
        for known in self._unknown_there(found.values()):
            chain = chain_key(known.id)
            for key in _keys(known):
                self._by_key[key].setdefault(chain, {}).setdefault(known.id, known)
        keys = {one: list(_keys(facts)) for one, facts in found.items()}
        for one, facts in found.items():
            if told[one].get("erased_at") is None:
                chain = chain_key(one)
                for key in keys[one]:
                    self._by_key[key].setdefault(chain, {})[one] = facts
        return {pair for one, facts in found.items() for pair in self._pairs(facts, keys[one])}

    def _pairs(self, facts: Facts, keys: Iterable[Hashable]) -> Iterator[Pair]:
        own = chain_key(facts.id)
        others: dict[int, Facts] = {}
        for key in keys:
            chains = self._by_key[key]
            elsewhere = [several for chain, several in chains.items() if chain != own]
            if elsewhere and sum(map(len, chains.values())) <= MOST_SHARING:
                for several in elsewhere:
                    others |= several
        for other, theirs in others.items():
            if self._scope.order.strangers(facts.id, other) and may_be_one(facts, theirs):
                yield ordered(facts.id, other)

    def _unknown_there(self, people: Iterable[Facts]) -> Iterator[Facts]:
        """Yield who was taken in since the packets that came home were made, and shares something.

        That is the phone or the birth date, as for all that is found by one of ``_keys``. Whoever
        goes on for others comes in any case: their record may show what was said of those.
        """
        phones = {one.phone for one in people if one.phone} - self._asked
        born = {one.birth_date for one in people if one.birth_date} - self._asked
        self._asked |= phones | born
        if self._since is None:
            self._since = list(self._unknown_ids())
            into = select(Person.merged_into_id).where(Person.merged_into_id.is_not(None))
            rows = list(self._rows(Person.id.in_(into)))
            self._several = frozenset(row.id for row in rows)
            yield from self._as_said(rows)
        if not (phones or born):
            return
        sharing = or_(
            Person.phone.in_(listed(json.dumps(sorted(phones)), String())),
            Person.birth_date.in_(listed(json.dumps(sorted(map(str, born))), Date())),
        )
        rows = [row for row in self._rows(sharing) if row.id not in self._several]
        yield from (facts_of_row(row) for row in rows if row.merged_into_id is None)
        yield from self._as_said([row for row in rows if row.merged_into_id is not None])

    def _rows(self, wanted: ColumnElement[bool]) -> Iterator[Row[Any]]:
        columns = [Person.__table__.c[name] for name in COMPARED]
        for several in batches(self._since or (), AT_ONCE):
            there = or_(*(Person.id.between(low, high) for low, high in several))
            asked = select(*columns).where(there, Person.erased_at.is_(None), wanted)
            yield from self._scope.session.execute(asked).all()

    def _as_said(self, rows: Sequence[Row[Any]]) -> Iterator[Facts]:
        """Yield what is compared of people of several records, by what was said of each record.

        Who goes on shows the last word on all of them; the others hold no number any more, so that
        they would seem to be like many others.
        """
        writes: dict[int, list[Write]] = {row.id: [] for row in rows}
        for write in known_writes(self._scope.session, self._scope.merges, writes):
            writes[write.record_id].append(write)
        for row in rows:
            if (PERSON, row.id) not in self._scope.writes:
                now = plain_fields(dict(row._mapping))
                fields = own_fields(self._scope, writes[row.id], now)
                if fields.get("name"):
                    yield facts_of(row.id, fields)

    def _unknown_ids(self) -> Iterator[tuple[int, int]]:
        """Yield the least and the greatest id of those whom nobody there knew, by chain."""
        session, known = self._scope.session, self._scope.order.known
        given = session.scalar(select(local.c.value).where(local.c.key == "next_id"))
        here = chain_key(id_range(session)[0] + int(given or 0))
        chains = {here, *session.scalars(select(PacketReturn.chain_key).distinct())}
        chains |= {key for reaches in known.values() for key in reaches}
        ours = self._scope.brought.last_known
        for key in chains - ours.keys():
            low, high = chain_range(key)
            yield min((known[one].get(key, low) for one in ours), default=high) + 1, high


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
        words = facts.folded.split()
        yield from {
            ("born", facts.birth_date, word[:BEGINNING]) for word in words if word not in COMMON
        }
