"""All figures of a month of an office with 500 events and 100.000 people, against one statement."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import text

from models.office.queries import today
from models.reporting.figures import figures as count_figures
from models.reporting.periods import Period, PeriodKind
from models.store import Store
from tests.benchmarks.figure import Figure, cpu_seconds
from tests.benchmarks.home import busy_office

EVENTS, PEOPLE = 500, 100_000
SETTLED = "status IN ('paid', 'registered')"
HERE = "starts_at >= :first AND starts_at < :after AND archived_at IS NULL"
HELD = f"{HERE} AND stage IN ('done', 'reported')"
MADE = "enrolled_at >= :began AND enrolled_at < :over"
BARE = f"""
WITH held AS (SELECT id, region_code, follow_up FROM event WHERE {HELD})
SELECT * FROM
 (SELECT count(*), sum(stage IN ('done', 'reported')), sum(stage IN ('cancelled', 'postponed'))
  FROM event WHERE {HERE}),
 (SELECT count(DISTINCT region_code), sum(trim(coalesce(follow_up, '')) <> '') FROM held),
 (SELECT sum(NOT walk_in), count(present_at), sum(walk_in AND present_at IS NOT NULL)
  FROM attendance WHERE event_id IN (SELECT id FROM held)),
 (SELECT sum(status <> 'rejected'), sum({SETTLED}), sum(status = 'rejected'),
         sum(CASE WHEN status <> 'rejected' THEN total END),
         sum(CASE WHEN status <> 'rejected' THEN months END)
  FROM enrolment WHERE {MADE}),
 (SELECT count(*) FROM enrolment
  WHERE event_id IN (SELECT id FROM held) AND status <> 'rejected'),
 (SELECT sum(actual) FROM budget_line WHERE event_id IN (SELECT id FROM held)),
 (SELECT sum(amount) FROM payment JOIN enrolment ON enrolment.id = enrolment_id
  WHERE paid_at >= :began AND paid_at < :over AND status <> 'rejected'),
 (SELECT sum(printed_at >= :began AND printed_at < :over),
         sum(handed_at >= :began AND handed_at < :over) FROM card),
 (SELECT sum(enrolled), sum(rupiah) FROM month_target WHERE month = :month),
 (SELECT count(*) FROM enrolment JOIN person ON person.id = person_id
  WHERE {MADE} AND status <> 'rejected' AND (flag IS NOT NULL OR erased_at IS NULL AND
   (nik IS NULL OR birth_date IS NULL OR sex IS NULL OR region_code IS NULL
    OR occupation_id IS NULL))),
 (SELECT sum(ends BETWEEN :ends AND :ends), sum(ends BETWEEN :ends AND :ends + 1) FROM
  (SELECT max(substr(first_month, 1, 4) * 12 + substr(first_month, 6, 2) - 1 + months) AS ends
   FROM enrolment WHERE status <> 'rejected' AND enrolled_at < :over GROUP BY person_id))
"""
"""The same figures of a month, asked for at once and by hand."""


def figures() -> Iterator[Figure]:
    """Measure a month in the middle of the years, and the year it lies in."""
    with tempfile.TemporaryDirectory() as folder:
        store = busy_office(Path(folder) / "office.jangkau", EVENTS, PEOPLE)
        with store.reading() as session:
            day = today(session) - timedelta(days=730)
        for kind in (PeriodKind.MONTH, PeriodKind.YEAR):
            period = Period.of(kind, day)
            mine, bare = cpu_seconds(_count(store, period), _count_barely(store, period))
            detail = f"{mine * 1000:.1f} ms against {bare * 1000:.1f} ms"
            yield Figure(f"all figures of a {kind} at 100.000 people", mine / bare, 3, 6, detail)
        store.close()


def _count(store: Store, period: Period) -> Callable[[], None]:
    def count() -> None:
        with store.reading() as session:
            assert count_figures(session, period)["enrolled"]

    return count


def _count_barely(store: Store, period: Period) -> Callable[[], None]:
    first = datetime.combine(period.first, time.min)
    after = datetime.combine(period.last + timedelta(days=1), time.min)
    zone = timedelta(hours=8)
    given: dict[str, str | int] = {
        "first": str(first),
        "after": str(after),
        "began": str(first - zone),
        "over": str(after - zone),
        "month": str(period.first),
        "ends": after.year * 12 + after.month,
    }

    def count() -> None:
        with store.reading() as session:
            session.connection().execute(text(BARE), given).one()

    return count
