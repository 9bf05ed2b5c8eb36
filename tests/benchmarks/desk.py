"""The desk among 100.000 people in an encrypted file, driven by keys at the real widgets.

What is kept is on the disk before it is shown, so a bare commit of one row, to an encrypted file
of the same settings, is the least that can be: it is made in turns with what is measured. On top
of it come here the search's row, the history with its chain, the news of it to the window, the
list and the person read anew, and the painting of whole sentences.

An answer within 100 ms is felt as at once. A commit takes 0,6 ms on the computer the aims were set
on, where syncing costs next to nothing: the aim of a mark is half of those 100 ms, its limit is
what one begins to notice; a walk-in, ten tables of it, may take twice that. On a disk that syncs in
10 ms all ratios are far lower. So that no quick disk flatters and no slow one excuses, the 95th
percentile stands beside them in plain milliseconds. A keystroke is measured with all it paints,
where ``search`` measures the statements alone.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from statistics import quantiles
from time import perf_counter

from PySide6.QtCore import QCoreApplication

from models.people.name_index import TABLE, match_words
from models.people.names import fold_name
from tests.benchmarks.desk_at_hand import Hand, bare_commits, desk
from tests.benchmarks.figure import Figure
from tests.benchmarks.search import LIMIT, TYPED

COUNT = 100_000
MARKS, WALK_INS = 150, 40
PERCENTILES = (50, 95, 99)
AS_MARK, AS_WALK_IN = (80, 200), (150, 400)
"""Aim and limit as ratios, at each percentile."""
MARK_MS, WALK_IN_MS = (100, 250), (150, 400)
ROUNDS = 3


def figures() -> Iterator[Figure]:
    """Measure marks by Enter and by scan, keystrokes, and walk-ins with consent and cash."""
    with desk(COUNT, 2 * MARKS + 20) as hand, bare_commits() as commit:
        come = iter(hand.guests)
        for nik, _name in islice(come, 20):  # as everybody does at first, the program warms up
            hand.write(nik)
            hand.mark()
        yield from _marks(hand, commit, islice(come, MARKS), "Enter", _by_enter)
        yield from _marks(hand, commit, islice(come, MARKS), "a scan", _by_scan)
        yield _keystroke(hand)
        yield from _walk_ins(hand, commit)


def _marks(
    hand: Hand,
    commit: Callable[[], None],
    come: Iterator[tuple[str, str]],
    how: str,
    mark: Callable[[Hand, str], float],
) -> Iterator[Figure]:
    took, bare = [], []
    for nik, _name in come:
        took.append(mark(hand, nik))
        hand.wait(hand.idle)
        bare.append(_seconds(commit))
    for percent in PERCENTILES:
        name = f"{how} to kept and shown, p{percent}, against a bare commit"
        yield _figure(name, percent, took, bare, AS_MARK)
    yield _plain(f"{how} to kept and shown, p95", took, MARK_MS)


def _by_enter(hand: Hand, nik: str) -> float:
    hand.write(nik)
    return _seconds(hand.mark)


def _by_scan(hand: Hand, nik: str) -> float:
    return _seconds(lambda: hand.scan(nik))


def _keystroke(hand: Hand) -> Figure:
    """Measure a letter, from the key to the list that is painted."""
    took, bare = [], []
    with hand.bench.store.reading() as session:
        driver = session.connection().connection.driver_connection
        statement = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? LIMIT {LIMIT}"
        for typed in TYPED * ROUNDS:
            hand.empty()
            for end, letter in enumerate(typed, 1):
                took.append(_seconds(lambda: hand.write(letter) or _paint()))  # noqa: B023
                words = match_words([(word,) for word in fold_name(typed[:end]).split()])
                bare.append(_seconds(lambda: driver.execute(statement, (words,)).fetchall()))  # noqa: B023
    return _figure("a keystroke to the list, p95, against bare", 95, took, bare, (60, 150))


def _walk_ins(hand: Hand, commit: Callable[[], None]) -> Iterator[Figure]:
    """Measure save and next: a person, their place, consent, enrolment, card, money, receipt."""
    took, bare = [], []
    hand.begin_walk_ins()
    for number in range(WALK_INS):
        hand.fill_in(walk_in_nik(number), f"Datang {spelled(number)}")
        took.append(_seconds(hand.save_and_next))
        hand.wait(hand.idle)
        bare.append(_seconds(commit))
    hand.end_walk_ins()
    for percent in PERCENTILES[:2]:  # of so few, the slowest is no percentile
        name = f"save and next of a walk-in, p{percent}, against a bare commit"
        yield _figure(name, percent, took, bare, AS_WALK_IN)
    yield _plain("save and next of a walk-in, p95", took, WALK_IN_MS)


def walk_in_nik(number: int) -> str:
    """Return the NIK of a man of Tanjung Palas Utara born on 13 May 1980."""
    return f"650103130580{1 + number:04}"


def spelled(number: int) -> str:
    """Write a number as a name of its own."""
    return "".join(
        ("ba", "di", "gu", "ka", "li", "mu", "na", "ri", "su", "ta")[int(one)]
        for one in f"{number:03}"
    )


def _paint() -> None:
    QCoreApplication.processEvents()


def _seconds(what: Callable[[], object]) -> float:
    start = perf_counter()
    what()
    return perf_counter() - start


def _figure(
    name: str, percent: int, took: list[float], bare: list[float], bounds: tuple[float, float]
) -> Figure:
    mine, least = (quantiles(times, n=100)[percent - 1] for times in (took, bare))
    detail = f"{mine * 1000:.1f} ms against {least * 1000:.2f} ms"
    return Figure(name, mine / least, *bounds, detail)


def _plain(name: str, took: list[float], bounds: tuple[float, float]) -> Figure:
    return Figure(name, quantiles(took, n=20)[-1] * 1000, *bounds, unit=" ms")
