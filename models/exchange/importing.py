"""Bringing a list into an event, start to end: read and judge it, then take its good rows in.

Reading and judging happen outside any writing transaction; taking in is one, and one action.
"""

from pathlib import Path

from models.exchange.apply import Imported, apply_plan, known_people
from models.exchange.columns import ColumnMapping
from models.exchange.headers import SheetList, read_list
from models.exchange.headings import ColumnKind
from models.exchange.plan import ImportPlan, mend, niks, plan_rows
from models.office.queries import today
from models.people.nik import clean_nik
from models.progress import Progress, Work
from models.store import Store


def plan_import(store: Store, path: Path, sheet_name: str | None = None) -> Work[ImportPlan]:
    """Read a file and judge each row against who is known. Raises a ListError if it is no list."""
    found = yield from read_list(path, sheet_name)
    return (yield from plan_again(store, found, found.mapping))


def plan_again(store: Store, found: SheetList, mapping: ColumnMapping) -> Work[ImportPlan]:
    """Judge a list that was read already, by another mapping of its columns."""
    yield Progress(0, 0)
    with store.reading() as session:
        known = known_people(session, niks(found, mapping))
        day = today(session)
    return (yield from plan_rows(found, mapping, known, today=day))


def mend_row(store: Store, plan: ImportPlan, line: int, kind: ColumnKind, text: str) -> ImportPlan:
    """Return the plan with a cell mended; a NIK typed anew may be of somebody known."""
    known = plan.known
    if kind is ColumnKind.NIK:
        with store.reading() as session:
            known = {**known, **known_people(session, [clean_nik(text)])}
    return mend(plan, line, kind, text, known)


def take_in(
    store: Store, event_id: int, plan: ImportPlan, *, live_here: bool = True
) -> Work[Imported]:
    """Take the plan's good rows in, as one action; stopped half-way, nothing is changed."""
    with store.writing() as session:
        return (yield from apply_plan(session, event_id, plan, live_here=live_here))
