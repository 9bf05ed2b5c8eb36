"""Lists of 10.000 and 100.000 people from an xlsx into an encrypted file.

Reading with all checks is held against python-calamine reading the same file alone, in time and in
memory; taking in against the driver's bare ``executemany`` of the same people, places on the
event's list and history lines into the same tables.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

import xlsxwriter
from python_calamine import CalamineWorkbook

from models import opening
from models.engines.sqlite import File
from models.events.tables import Attendance, Event, EventKind, Stage
from models.exchange.headers import read_list
from models.exchange.importing import take_in
from models.exchange.plan import ImportPlan, plan_rows
from models.history.rows import insert_rows
from models.history.tables import Change
from models.keys import new_file_key
from models.people.tables import Person
from models.progress import finish
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.people import people
from tests.factories import END, START

COUNTS = {10_000: 11, 100_000: 3}
"""How long the lists are, and how often each is read."""

TODAY = date(2022, 6, 28)


def figures() -> Iterator[Figure]:
    """Measure reading with checks, the memory that takes, and taking in."""
    with tempfile.TemporaryDirectory() as folder:
        for count, runs in COUNTS.items():
            path = Path(folder) / f"daftar{count}.xlsx"
            write_list(path, count)
            ours, theirs = cpu_seconds(partial(judged, path), partial(bare_read, path), runs)
            yield Figure(
                f"xlsx of {count} rows read and judged, over calamine alone",
                ours / theirs,
                1.6,
                2.0,
                detail=f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms CPU",
            )
            yield _memory(path, count)
            yield _taking_in(Path(folder), judged(path), count)


def _memory(path: Path, count: int) -> Figure:
    ours, theirs = (_peak(work, path) for work in ("judged", "bare_read"))
    return Figure(
        f"peak memory of that over calamine alone, {count} rows",
        ours / theirs,
        3.0,
        5.0,
        detail=f"{ours:.0f} MB against {theirs:.0f} MB",
    )


def _peak(work: str, path: Path) -> float:
    """Return the MB by which a process of its own grows for a function here, at the most."""
    told = subprocess.run(
        [sys.executable, "-c", f"from {__name__} import peak; peak({work!r}, {str(path)!r})"],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(told.stdout)


def peak(work: str, path: str) -> None:
    """Do ``work`` with the file at ``path``, and print by how many MB that made this process grow.

    Linux forgets the most a process had when that is written there (man 5 proc, clear_refs).
    """
    Path("/proc/self/clear_refs").write_text("5")
    before = _memory_line("VmRSS")
    kept = globals()[work](Path(path))  # what is read stays alive until it is measured
    sys.stdout.write(str(max(_memory_line("VmHWM") - before, 1.0)))
    del kept


def _memory_line(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def write_list(path: Path, count: int) -> None:
    """Write a list as an office keeps it: numbers, names, NIKs as text, dates, work."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Petani")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["DAFTAR PETANI"])
        head = ("NO", "NAMA LENGKAP", "NIK", "TGL LAHIR", "L/P", "PEKERJAAN", "RT", "NO. HP")
        sheet.write_row(2, 0, head)
        for number, (nik, name, phone) in enumerate(people(count), start=1):
            born = date(1900 + int(nik[10:12]), int(nik[8:10]), int(nik[6:8]))
            sheet.write_number(number + 2, 0, number)
            sheet.write_string(number + 2, 1, name)
            sheet.write_string(number + 2, 2, nik)
            sheet.write_datetime(number + 2, 3, born, day)
            sheet.write_row(number + 2, 4, ["L", "Petani padi", number % 9 + 1])
            sheet.write_string(number + 2, 7, phone)


def judged(path: Path) -> ImportPlan:
    """Read the list and judge each row."""
    found = finish(read_list(path))
    return finish(plan_rows(found, found.mapping, today=TODAY))


def bare_read(path: Path) -> list[object]:
    """Read every cell and do nothing with it."""
    return list(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def _taking_in(folder: Path, plan: ImportPlan, count: int) -> Figure:
    ours, theirs = [], []
    for run in range(COUNTS[count] // 3 + 1):
        filled = folder / f"ours{count}-{run}.jangkau"
        ours.append(_ours(filled, plan))
        theirs.append(_bare(folder / f"bare{count}-{run}.jangkau", filled))
    return Figure(
        f"{count} people taken in with history and search, over executemany",
        min(ours) / min(theirs),
        1.5,
        4.5,
        detail=f"{min(ours):.2f} s against {min(theirs):.2f} s",
    )


KEY = new_file_key()


def _store(path: Path) -> tuple[Store, int]:
    store = opening.create(path, opening.Protection(KEY, []))
    with store.writing("Plan") as session:
        session.add(
            event := Event(
                title="Sosialisasi",
                kind=EventKind.TALK,
                stage=Stage.READY,
                starts_at=START,
                ends_at=END,
            )
        )
        session.flush()
        return store, event.id


def _ours(path: Path, plan: ImportPlan) -> float:
    store, event = _store(path)
    start = perf_counter()
    finish(take_in(store, event, plan))
    took = perf_counter() - start
    store.settle()
    store.close()
    return took


def _bare(path: Path, filled: Path) -> float:
    """Insert the rows that ``filled`` has into empty tables, the driver's own way."""
    source, target = Store(File(filled, KEY)), _store(path)[0]
    tables = [kind.__table__ for kind in (Person, Attendance, Change)]
    with source.reading() as session:
        raw = session.connection()
        rows = {
            table.name: raw.exec_driver_sql(
                f"SELECT {', '.join(column.name for column in table.columns)} FROM {table.name}"
                + (" WHERE action_id > 10" if table is Change.__table__ else "")
            ).fetchall()
            for table in tables
        }
    start = perf_counter()
    with suppress(_MeasuredError), target.writing("Bare") as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            names = [column.name for column in table.columns]
            insert_rows(session, table, names, [tuple(row) for row in rows[table.name]])
        took = perf_counter() - start
        raise _MeasuredError
    source.close()
    target.close()
    return took


class _MeasuredError(Exception):
    """Takes back what was written only to be measured."""
