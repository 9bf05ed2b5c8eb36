"""Takes a plan's good rows into the database and onto an event's list, as one action."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events.operations import invite
from models.events.tables import Event
from models.exchange.known import PLAIN
from models.exchange.plan import ImportPlan
from models.exchange.planned import ListedPerson, PlannedRow, RowStatus
from models.exchange.remembering import remember
from models.history.bulk import insert_many, table_of, update_many
from models.history.recording import named, recorder
from models.history.rows import batches
from models.office.rights import Right, need
from models.people.names import fold_name
from models.people.operations import add_occupation
from models.people.tables import Occupation, Person, Sector
from models.places.regions import Place, find_villages, place
from models.privacy.limits import limited_among
from models.progress import Progress, Work
from models.words import N_

AT_ONCE = 1000

_HOME = ("region_code", "region_line", "postal_code")
COLUMNS = (*PLAIN, "occupation_id", *_HOME)

_FIELDS = {"occupation": "occupation_id", "village": "region_line"}
"""Fields of a list that the table of people has under another name."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: people made, known people met again, newly on the event's list.

    ``changed`` if any record became otherwise: if none did, there is nothing to take back.
    """

    added: int
    known: int
    invited: int
    changed: bool


def apply_plan(
    session: Session, event_id: int, plan: ImportPlan, *, live_here: bool = True
) -> Work[Imported]:
    """Make the new people, fill in what was not known of the others, put all on the event's list.

    Where the list names no village, ``live_here`` gives people the event's. What is known is only
    overwritten where that was chosen. Rows that are twice in the list or have a problem are left.
    """
    need(session, Right.PLAN)
    event = session.get_one(Event, event_id)
    named(
        session,
        N_("Import {file} for {event}"),
        file=plan.found.file_name,
        event=event.title,
    )
    new = [row for row in plan.rows if row.status is RowStatus.ADD]
    known = [row for row in plan.rows if row.status is RowStatus.KNOWN]
    limited = limited_among(session, [row.known_id for row in known if row.known_id is not None])
    known = [row for row in known if row.known_id not in limited]  # asked for since it was read
    total = len(new) + len(known)
    here = place(event.region_code) if event.region_code else None
    homes = _Homes(here, live_here=live_here)
    work = _occupations(session, [*new, *known])
    people: list[int] = []
    for batch in batches(new, AT_ONCE):
        rows = [_row(row.person, homes, work) for row in batch]
        people += insert_many(session, Person, COLUMNS, rows)
        yield Progress(len(people), total)
    _fill_in(session, known, homes, work)
    people += [row.known_id for row in known if row.known_id is not None]
    invited = invite(session, event_id, dict.fromkeys(people))
    remember(session, plan, event_id)
    yield Progress(total, total)
    session.flush()
    return Imported(len(new), len(known), invited, bool(recorder(session).changes))


class _Homes:
    """Finds the place a list means by the name of a village."""

    def __init__(self, here: Place | None, *, live_here: bool) -> None:
        self._here = here
        self._live_here = live_here
        self._find = lru_cache(maxsize=None)(self._look_up)

    def fields(self, village: str | None) -> tuple[str | None, str | None, str | None]:
        """Return code, line and postal code of where somebody lives; a bare line if not found."""
        return self._find((village or "").strip())

    def _look_up(self, village: str) -> tuple[str | None, str | None, str | None]:
        found = self._here if self._live_here else None
        if village:
            found = self._named(village)
        if found is None:
            return None, village or None, None
        return found.code, found.line(), found.postal_code or None

    def _named(self, village: str) -> Place | None:
        wanted = fold_name(village)
        if self._here is not None and fold_name(self._here.village) == wanted:
            return self._here
        near = self._here.code[:5] if self._here else ""
        found = [one for one in find_villages(village, near=near) if one.code.startswith(near)]
        same = [one for one in found if fold_name(one.village) == wanted]
        return same[0] if near and len(same) == 1 else None


def _row(person: ListedPerson, homes: _Homes, work: Mapping[str, int]) -> Sequence[Any]:
    return (
        *(getattr(person, name) for name in PLAIN),
        work.get(fold_name(person.occupation or "")),
        *homes.fields(person.village),
    )


def _fill_in(
    session: Session, known: Sequence[PlannedRow], homes: _Homes, work: Mapping[str, int]
) -> None:
    """Give people that were known already what was not known of them, and what was chosen.

    Two rows may lead to one person, as after a merge by either NIK: the first says it, then.
    """
    rows: dict[int, list[PlannedRow]] = {}
    for row in known:
        if row.known_id is not None:
            rows.setdefault(row.known_id, []).append(row)
    held = _held(session, [row.person.nik for row in known if row.person.nik])
    changes: dict[int, dict[str, Any]] = {}
    for batch in batches(rows):
        for person in session.scalars(select(Person).where(Person.id.in_(batch))):
            said: dict[str, Any] = {}
            for row in rows[person.id]:
                fresh = dict(zip(COLUMNS, _row(row.person, homes, work), strict=True))
                if held.get(fresh["nik"], person.id) != person.id:
                    fresh["nik"] = person.nik  # that of a record merged into theirs stays there
                chosen = {_FIELDS.get(field, field) for field in row.taken & set(row.conflicts)}
                said = _changes(person, fresh, chosen) | said
            changes[person.id] = said
    update_many(session, table_of(Person), changes)


def _held(session: Session, niks: Sequence[str]) -> dict[str | None, int]:
    """Return whose record each of these NIKs stands in."""
    wanted = select(Person.nik, Person.id)
    return {
        nik: person
        for batch in batches(niks)
        for nik, person in session.execute(wanted.where(Person.nik.in_(batch)))
    }


def _changes(person: Person, fresh: Mapping[str, Any], chosen: Collection[str]) -> dict[str, Any]:
    """Return what becomes otherwise of somebody known; a place changes as a whole or not at all."""
    changes = {
        key: fresh[key]
        for key in (*PLAIN, "occupation_id")
        if fresh[key] is not None and (getattr(person, key) is None or key in chosen)
    }
    if "region_line" in chosen or (not person.region_line and fresh["region_line"]):
        changes |= {key: fresh[key] for key in _HOME}
    return changes


def _occupations(session: Session, rows: Sequence[PlannedRow]) -> dict[str, int]:
    """Return the office's occupations by folded name, those of the list that it lacks added."""
    kept = {
        fold_name(name): (number, sector)
        for number, name, sector in session.execute(
            select(Occupation.id, Occupation.name, Occupation.sector)
        )
    }
    for name in _occupation_names(rows):
        if fold_name(name) not in kept:
            added = add_occupation(session, name, _sector_like(name, kept))
            kept[fold_name(name)] = (added.id, added.sector)
    return {folded: number for folded, (number, _sector) in kept.items()}


def _occupation_names(rows: Sequence[PlannedRow]) -> Iterator[str]:
    names = (row.person.occupation for row in rows)
    yield from dict.fromkeys(name for name in names if name and fold_name(name))


def _sector_like(name: str, kept: Mapping[str, tuple[int, Sector]]) -> Sector:
    """Take the sector of an occupation that begins with the same word: sopir, ojek, kurir."""
    first = fold_name(name).split()[0]
    alike = (sector for folded, (_id, sector) in kept.items() if folded.split()[0] == first)
    return next(alike, Sector.OTHER)
