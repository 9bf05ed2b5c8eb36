"""Finds those of a list who are known already: by their NIK, or by name and birth date."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from models.engines.dialects import listed
from models.exchange.planned import Alike, AlikePeople, KnownPeople, KnownPerson, ListedPerson
from models.history.rows import batches
from models.people.names import fold_name
from models.people.tables import Occupation, Person

PLAIN = (
    "nik",
    "name",
    "birth_date",
    "birth_place",
    "sex",
    "phone",
    "kk_number",
    "address",
    "rt",
    "group_name",
    "income",
    "email",
)
"""Fields that a list and the table of people have under the same name."""


def known_people(session: Session, niks: Iterable[str]) -> KnownPeople:
    """Return those of these NIKs who are known, as a list would write them.

    The NIK of a record that was merged into another leads to the one that goes on, who is known by
    it, too: that is nothing in which the list differs.
    """
    found: dict[str, KnownPerson] = {}
    merged: dict[str, int] = {}
    for batch in batches(niks):
        for row in session.execute(_BY_NIK, {"niks": batch}):
            if row.merged_into_id is None:
                found[row.nik] = _known(row)
            else:
                merged[row.nik] = row.merged_into_id
    going_on = _going_on(session, merged.values())
    return found | {
        nik: lead._replace(person=lead.person._replace(nik=nik))
        for nik, person in merged.items()
        if (lead := going_on.get(person))
    }


def alike_people(session: Session, listed: Iterable[ListedPerson]) -> AlikePeople:
    """Return those known who share name and birth date with somebody of ``listed``.

    Of several who do, the one known longest.
    """
    wanted: dict[date, set[str]] = defaultdict(set)
    for person in listed:
        if person.birth_date and person.name:
            wanted[person.birth_date].add(person.name)
    if not wanted:
        return {}
    dates = json.dumps([day.isoformat() for day in wanted])
    forms = _Forms(wanted)
    ids: dict[Alike, int] = {}
    for row in session.execute(_BORN, {"dates": dates}):
        if form := forms.matching(row.birth_date, row.name):
            ids.setdefault((row.birth_date, form), row.id)
    people = _by_id(session, set(ids.values()))
    return {alike: people[person] for alike, person in ids.items() if person in people}


class _Forms:
    """The names of a list in the form in which they are compared, made as they are needed."""

    def __init__(self, names: Mapping[date, Iterable[str]]) -> None:
        self._names = names
        self._forms: dict[date, tuple[set[str], bool, set[str]]] = {}

    def matching(self, born: date, name: str) -> str:
        """Return the form of ``name`` if somebody born then has it in the list, else ""."""
        if born not in self._forms:
            forms = {fold_name(each) for each in self._names[born]} - {""}
            ends = {form.rpartition(" ")[2] for form in forms}
            self._forms[born] = forms, _has_more(self._names[born]), ends
        forms, more, ends = self._forms[born]
        # A whole name is only brought into its form where its last word is one of those looked for.
        if not more and "." not in name and "," not in name:
            last = fold_name(name.rpartition(" ")[2]).rpartition(" ")[2]
            if last not in ends:
                return ""
        form = fold_name(name)
        return form if form in forms else ""


def _has_more(names: Iterable[str]) -> bool:
    """Tell whether degrees may stand behind some of the names."""
    return any("." in name or "," in name for name in names)


def _by_id(session: Session, people: Iterable[int]) -> dict[int, KnownPerson]:
    return {
        row.id: _known(row)
        for batch in batches(people)
        for row in session.execute(_BY_ID, {"people": batch})
    }


def _going_on(session: Session, people: Iterable[int]) -> dict[int, KnownPerson]:
    """Return for each of these records that which goes on in its place, mostly itself."""
    leads = {person: person for person in people}
    for _step in range(_MOST_MERGES):
        merged = {
            row.id: row.merged_into_id
            for batch in batches(set(leads.values()))
            for row in session.execute(_MERGED, {"people": batch})
        }
        if not merged:
            break
        leads = {person: merged.get(lead, lead) for person, lead in leads.items()}
    found = _by_id(session, set(leads.values()))
    return {person: found[lead] for person, lead in leads.items() if lead in found}


def _known(row: Row[Any]) -> KnownPerson:
    if row.limited_at is not None:
        return KnownPerson(row.id, ListedPerson(row.nik, ""), limited=True)
    fields = {name: getattr(row, name) for name in ListedPerson._fields}
    fields["village"] = (row.village or "").split(",")[0] or None
    return KnownPerson(row.id, ListedPerson(**fields))


def _asked() -> Select[Any]:
    return select(
        Person.id,
        *(getattr(Person, name) for name in PLAIN),
        Person.region_line.label("village"),
        Person.merged_into_id,
        Person.limited_at,
        Occupation.name.label("occupation"),
    ).outerjoin(Occupation, Occupation.id == Person.occupation_id)


_MOST_MERGES = 20
"""How often one record may have been merged into the next; a ring among them ends there."""

_BY_NIK = _asked().where(Person.nik.in_(bindparam("niks", expanding=True)))
_BY_ID = _asked().where(
    Person.id.in_(bindparam("people", expanding=True)), Person.merged_into_id.is_(None)
)
_MERGED = select(Person.id, Person.merged_into_id).where(
    Person.id.in_(bindparam("people", expanding=True)), Person.merged_into_id.is_not(None)
)
_BORN = (
    select(Person.id, Person.name, Person.birth_date)
    .where(
        Person.birth_date.in_(listed(bindparam("dates"), Person.birth_date.type)),
        Person.merged_into_id.is_(None),
        Person.limited_at.is_(None),
    )
    .order_by(Person.id)
)
"""One pass through the table: birth dates have no index, for nothing else asks for them."""
