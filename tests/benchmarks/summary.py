"""The report of an event with its lists, and of a month, to PDF, against the same rows.

The others draw on like terms: raw bytes are the very streams of the paper, fonts and charts among
them, compressed and written again; the library's own tables and charts are set in the same fonts.
Beside each ratio stands the bare one, against the texts alone in a font that is not embedded: of a
paper of few pages that one tells little but what its fonts and charts take.
"""

import tempfile
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.enrolment.contribution import price
from models.enrolment.tables import Enrolment, Payer
from models.events.summary import EventSummary
from models.events.summing import event_summary
from models.events.tables import Attendance
from models.office.queries import today
from models.people.tables import Sector
from models.progress import finish
from models.reporting.annexes import EnrolledLine, PresentLine, enrolled_lines, present_lines
from models.reporting.periods import Period, PeriodKind
from models.reporting.whole import PeriodReport, period_report
from models.store import Store
from models.words import Words
from reports.annex_tables import annex_of, enrolled_table, present_table
from reports.event_summary import write_event_summary
from reports.people_paper import PeopleTable
from reports.period_report import MOST_LINES, write_period_report
from reports.period_rows import period_tables
from reports.summary_annexes import Extras
from tests.benchmarks.cards import peak_megabytes
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.home import AHEAD, busy_office
from tests.benchmarks.other_papers import (
    Others,
    by_hand,
    charts_of,
    plainly,
    read_lines,
    streams_of,
    written_again,
)

FEW, HALF, MANY = 200, 5000, 10_000
EVENTS, PEOPLE = 500, 100_000
RUNS = 3
SAID = Words("id")
BARE = (
    "SELECT name, nik, region_line, occupation, programmes, months, total, status FROM enrolment"
    " JOIN person ON person.id = person_id WHERE event_id = ? AND status <> 'rejected'"
    " ORDER BY lower(name)",
    "SELECT name, nik, region_line, group_name, walk_in, present_at FROM attendance"
    " JOIN person ON person.id = person_id WHERE event_id = ? AND present_at IS NOT NULL"
    " ORDER BY lower(name)",
    "SELECT programmes, occupation, months, status, count(*), sum(total) FROM enrolment"
    " WHERE event_id = ? AND status <> 'rejected' GROUP BY 1, 2, 3, 4",
    "SELECT sex, region_line, group_name, strftime('%H', present_at, '+8 hours'), count(*)"
    " FROM attendance JOIN person ON person.id = person_id"
    " WHERE event_id = ? AND present_at IS NOT NULL GROUP BY 1, 2, 3, 4",
)
"""Both lists, and the least of counting, asked for by hand."""


@dataclass(frozen=True, slots=True)
class Read:
    """All that was read of an event."""

    summary: EventSummary
    enrolled: list[EnrolledLine]
    present: list[PresentLine]


def figures() -> Iterator[Figure]:
    """Measure an event of 200 and of 10.000 people with lists of them, and a month of an office."""
    with tempfile.TemporaryDirectory() as folder:
        seconds: dict[int, float] = {}
        for count in (FEW, HALF, MANY):
            store = _one_event(Path(folder) / f"{count}.jangkau", count)
            seconds[count] = yield from _of_event(store, count)
            store.close()
        grown = seconds[MANY] / seconds[HALF]
        yield Figure("10.000 people against 5.000, drawn", grown, 2.1, 2.5, "2 is linear")
        few, many = (_fresh(megabytes, count) for count in (FEW, MANY))
        detail = f"megabytes over the process, {few:.1f} for {FEW}"
        yield Figure("memory for the summary of 10.000", many, 60, 120, detail, "MB")
        yield from _of_month(Path(folder))


def _of_event(store: Store, count: int) -> Generator[Figure, None, float]:
    event = _only_event(store)
    read = _read(store, event)
    others = _others_of_event(read)
    name = f"summary of {count} people with lists"
    seconds = yield from _against_others(name, lambda: draw(read), others)
    mine, bare = cpu_seconds(lambda: _read(store, event), lambda: _read_barely(store, event), RUNS)
    detail = f"{mine * 1000:.0f} ms against {bare * 1000:.0f} ms by hand"
    yield Figure(f"reading and counting for the {name}", mine / bare, 2.5, 4, detail)
    return seconds


def _against_others(
    name: str, work: Callable[[], bytes], others: Others
) -> Generator[Figure, None, float]:
    """Compare drawing with raw bytes, in time and length, and with the library's own tables."""
    mine, raw = cpu_seconds(work, lambda: written_again(others), RUNS)
    drawn, text = cpu_seconds(work, lambda: by_hand(others), RUNS)
    detail = f"{mine * 1000:.0f} ms against {raw * 1000:.1f}; {drawn / text:.1f} against bare text"
    yield Figure(f"{name}, drawn, against raw bytes", mine / raw, 7, 15, detail)
    size, least = len(work()), len(by_hand(others))
    yield Figure(f"bytes of a {name}", size / least, 4, 8, f"{size} against {least} bytes")
    ours, plain = cpu_seconds(work, lambda: plainly(others), RUNS)
    drawn, text = cpu_seconds(work, lambda: plainly(others, bare=True), RUNS)
    detail = (
        f"{ours * 1000:.0f} ms against {plain * 1000:.0f}; {drawn / text:.1f} against bare text"
    )
    yield Figure(f"{name}, drawn, against plain reportlab", ours / plain, 1, 2, detail)
    return mine


def _of_month(folder: Path) -> Iterator[Figure]:
    store = busy_office(folder / "office.jangkau", EVENTS, PEOPLE)
    report = _month(store)
    store.close()
    others = _others_of_month(report)
    yield from _against_others("month of 500 events", lambda: draw_month(report), others)
    grown = _fresh(megabytes_of_month, 0)
    yield Figure("memory for a month", grown, 60, 120, "megabytes over the process", "MB")


def _month(store: Store) -> PeriodReport:
    with store.reading() as session:
        period = Period.of(PeriodKind.MONTH, today(session) - timedelta(days=730))
        return period_report(session, period)


def _one_event(path: Path, people: int) -> Store:
    """Make an office all of whose people came to one event, each of their covers priced."""
    store = busy_office(path, AHEAD + 1, people)
    priced = price(
        income=1_000_000,
        programmes=("JKK", "JKM"),
        sector=Sector.OTHER,
        payer=Payer.SELF,
        first_month=date(2022, 7, 1),
        months=6,
    )
    with store.writing("Price") as session:
        session.connection().execute(
            update(Enrolment).values(pricing=priced.as_pricing(), total=priced.total)
        )
    return store


def _only_event(store: Store) -> int:
    with store.reading() as session:
        return session.scalars(select(Attendance.event_id).distinct()).one()


def _read(store: Store, event: int) -> Read:
    """Read and count all that the summary says, as the program does."""
    with store.reading() as session:
        summary = event_summary(session, event)
        return Read(summary, enrolled_lines(session, event), present_lines(session, event))


def _read_barely(store: Store, event: int) -> None:
    with store.reading() as session:
        for one in BARE:
            _rows(session, one, event)


def _rows(session: Session, statement: str, event: int) -> int:
    return len(session.connection().exec_driver_sql(statement, (event,)).all())


def draw(read: Read) -> bytes:
    """Draw the summary and its lists as the program does, from what was read."""
    annexes = [annex_of(table) for table in _tables(read)]
    out = BytesIO()
    finish(write_event_summary(out, read.summary, SAID, extras=Extras(annexes=annexes)))
    return out.getvalue()


def _tables(read: Read) -> tuple[PeopleTable, PeopleTable]:
    return (
        enrolled_table(read.enrolled, read.summary, SAID),
        present_table(read.present, read.summary, SAID),
    )


def draw_month(report: PeriodReport) -> bytes:
    """Draw the report of a month as the program does, from what was counted."""
    out = BytesIO()
    finish(write_period_report(out, report, SAID))
    return out.getvalue()


def _others_of_event(read: Read) -> Others:
    out = BytesIO()
    finish(write_event_summary(out, read.summary, SAID))
    tables = [
        [[*table.headings], *([*map(str, line)] for line in table.lines)] for table in _tables(read)
    ]
    charts, whole = charts_of(lambda: draw(read))
    return Others(read_lines(out.getvalue()), tables, charts, streams_of(whole))


def _others_of_month(report: PeriodReport) -> Others:
    """Return the tables of a month as far as they are on its paper; the rest of it is little."""
    tables = [
        [[*one.headings], *([cell.text for cell in row] for row in one.rows[:MOST_LINES])]
        for one in period_tables(report, SAID)
    ]
    charts, whole = charts_of(lambda: draw_month(report))
    return Others([], tables, charts, streams_of(whole))


def _fresh(measure: Callable[[int], float], count: int) -> float:
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        return fresh.submit(measure, count).result()


def megabytes(count: int) -> float:
    """Return by how much the process grows while it reads and draws a summary of so many people."""
    with tempfile.TemporaryDirectory() as folder:
        store = _one_event(Path(folder) / "event.jangkau", count)
        event = _only_event(store)
        before = _peak_anew()
        draw(_read(store, event))
        grown = peak_megabytes() - before
        store.close()
    return grown


def megabytes_of_month(_nothing: int) -> float:
    """Return by how much the process grows while it counts and draws a month."""
    with tempfile.TemporaryDirectory() as folder:
        store = busy_office(Path(folder) / "office.jangkau", EVENTS, PEOPLE)
        before = _peak_anew()
        draw_month(_month(store))
        grown = peak_megabytes() - before
        store.close()
    return grown


def _peak_anew() -> float:
    """Forget the peak of making the office, which is higher than what follows; return what is."""
    Path("/proc/self/clear_refs").write_text("5")  # Linux: the peak is what is used now
    return peak_megabytes()
