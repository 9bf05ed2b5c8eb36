"""Bringing a list into an event, start to end: read and judge it, then take its good rows in.

Reading and judging happen outside any writing transaction; taking in is one, and one action.
"""

from contextlib import suppress
from pathlib import Path

from models.exchange.apply import Imported, apply_plan
from models.exchange.columns import ColumnMapping
from models.exchange.headers import SheetList, read_list
from models.exchange.headings import ColumnKind
from models.exchange.known import alike_people, known_people
from models.exchange.plan import ImportPlan, Typed, mend, niks, plan_rows
from models.exchange.reading import Pasted
from models.exchange.recognizing import recognize, to_ask
from models.exchange.remembering import remembered
from models.office.queries import today
from models.people.nik import clean_nik
from models.progress import Progress, Work
from models.store import Store

_OF_IDENTITY = frozenset(
    {
        ColumnKind.NIK,
        ColumnKind.NAME,
        ColumnKind.BIRTH_DATE,
        ColumnKind.BIRTH_PLACE_DATE,
    }
)
"""What may make another known person alike, once it was mended."""


def plan_import(
    store: Store, source: Path | Pasted, sheet_name: str | None = None, event_id: int | None = None
) -> Work[ImportPlan]:
    """Read a list and judge each row against who is known. Raises a ListError if it is none.

    What was told before of the columns of such lists holds, first of those of the event's partner.
    """
    found = yield from read_list(source, sheet_name)
    return (yield from plan_again(store, found, mapping_of(store, found, event_id)))


def mapping_of(store: Store, found: SheetList, event_id: int | None) -> ColumnMapping:
    """Return what the columns were told to hold when such a list came before, or seem to hold."""
    with store.reading() as session:
        return remembered(session, found, event_id) or found.mapping


def plan_again(store: Store, found: SheetList, mapping: ColumnMapping) -> Work[ImportPlan]:
    """Judge a list that was read already, by another mapping of its columns."""
    yield Progress(0, 0)
    with store.reading() as session:
        known = known_people(session, niks(found, mapping))
        day = today(session)
    plan = yield from plan_rows(found, mapping, known, today=day)
    yield Progress(0, 0)
    with store.reading() as session:
        alike = alike_people(session, (row.person for row in to_ask(plan.rows)))
    return recognize(plan, alike) if alike else plan


def mend_row(store: Store, plan: ImportPlan, line: int, kind: ColumnKind, text: str) -> ImportPlan:
    """Return the plan with a cell mended; who is meant now may be somebody else who is known.

    Raises LookupError if no person is on that line.
    """
    plan.row_at(line)
    return mend_rows(store, plan, {line: {kind: text}})


def mend_rows(store: Store, plan: ImportPlan, typed: Typed) -> ImportPlan:
    """Return the plan with all that was typed; lines on which no person stands are passed over."""
    cells = [(line, *cell) for line, texts in typed.items() for cell in texts.items()]
    given = {clean_nik(text) for _line, kind, text in cells if kind is ColumnKind.NIK}
    known = plan.known
    if given:
        with store.reading() as session:
            known = {**known, **known_people(session, given)}
    asked = set()
    for line, kind, text in cells:
        with suppress(LookupError):
            plan = mend(plan, line, kind, text, known)
            asked |= {line} if kind in _OF_IDENTITY else set()
    alike = plan.alike
    if asked:
        rows = to_ask(plan.row_at(line) for line in asked)
        with store.reading() as session:
            alike = {**alike, **alike_people(session, (row.person for row in rows))}
    return recognize(plan, alike) if alike else plan


def take_in(
    store: Store, event_id: int, plan: ImportPlan, *, live_here: bool = True
) -> Work[Imported]:
    """Take the plan's good rows in, as one action; stopped half-way, nothing is changed."""
    with store.writing() as session:
        return (yield from apply_plan(session, event_id, plan, live_here=live_here))
