"""Whatever desks do, and in whatever order and how often it comes home, the office is the same.

Real databases, real operations, wrong clocks, restarts. ``JANGKAU_TRIES`` says how many times more
often than usual it is tried.
"""

import os
import shutil
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from models import opening
from models.history.verifying import verify_history
from models.progress import finish
from tests.models.packets import laptops as at
from tests.models.packets.books import conflicts, differing, nothing_is_lost, records
from tests.models.packets.days import CLOCKS, LAPTOPS, begin, come_home, shuffled

TRIES = int(os.environ.get("JANGKAU_TRIES", "1"))
NIKS = [f"650103130580{n:04d}" for n in range(1, 5)]
NAMES = ("BUDI SANTOSO", "SITI AMINAH", "YOHANES")
PHONES = tuple(f"+62812000000{n:02d}" for n in range(6))

place = st.integers(0, LAPTOPS)
"""Where something is done: at a desk, or last of all at the office."""
number = st.integers(0, 5)
act = st.one_of(
    st.tuples(st.just("add"), place, st.sampled_from([*NIKS, ""]), st.sampled_from(NAMES)),
    st.tuples(st.just("phone"), place, number, st.sampled_from(PHONES)),
    st.tuples(st.just("name"), place, number, st.sampled_from(NAMES)),
    st.tuples(st.just("come"), place, number, st.integers(0, 90)),
    st.tuples(st.just("enrol"), place, number, st.sampled_from([None, 0, 50_000])),
    st.tuples(st.just("pay"), place, number, st.sampled_from([0, 50_000])),
    st.tuples(st.just("print"), place, number, st.none()),
    st.tuples(st.just("void"), place, number, st.none()),
    st.tuples(st.just("withdraw"), place, number, st.none()),
    st.tuples(st.just("undo"), place, st.none(), st.none()),
    st.tuples(st.just("flag"), place, number, st.sampled_from(["Lengkapi", "Periksa", ""])),
    st.tuples(st.just("archive"), place, number, st.none()),
    st.tuples(st.just("hand"), place, number, st.none()),
    st.tuples(st.just("take_back"), place, number, st.booleans()),
    st.tuples(st.just("join"), place, number, number),
    st.tuples(st.just("clock"), place, st.sampled_from(range(len(CLOCKS))), st.none()),
    st.tuples(st.just("return"), place, st.none(), st.none()),
    st.tuples(st.just("restart"), place, st.none(), st.none()),
)


@pytest.fixture(scope="module")
def country(tmp_path_factory, office_file):
    """A folder with an office and what three laptops were given, made once and copied."""
    folder = tmp_path_factory.mktemp("country")
    path = folder / "office.jangkau"
    shutil.copy(office_file, path)
    with closing(opening.open_store(path)) as store:
        made = at.town(store, folder)
        for name, nik in ((NAMES[0], NIKS[0]), (NAMES[1], NIKS[1]), ("MARIA", "")):
            at.known_person(made, name, nik)
        enrolled = at.known_person(made, "PETRUS", "")
        with store.writing() as session:
            at.enrol(session, made.event_id, at.enrolling(at.draft("PETRUS"), enrolled))
        for _laptop in range(LAPTOPS):
            made.give()
        packets = [(one.packet_id, one.desk_id) for one in made.laptops]
        for one in made.laptops:
            one.store.settle()
        made.close()
        store.settle()
    return folder, made.event_id, packets


JOINED_BY_HAND = [
    ("add", 0, "6501031305800001", "BUDI SANTOSO"),
    ("add", 0, "6501031305800001", "BUDI SANTOSO"),
    ("add", 0, "6501031305800001", "BUDI SANTOSO"),
    ("add", 0, "6501031305800001", "BUDI SANTOSO"),
    ("restart", 0, None, None),
    ("return", 0, None, None),
    ("clock", 0, 0, None),
    ("return", 0, None, None),
    ("phone", 1, 2, "+6281200000001"),
    ("undo", 3, None, None),
    ("clock", 2, 3, None),
    ("restart", 1, None, None),
    ("print", 2, 1, None),
    ("withdraw", 0, 4, None),
    ("come", 3, 4, 0),
    ("restart", 3, None, None),
    ("pay", 0, 3, 50000),
    ("join", 3, 5, 2),
    ("restart", 3, None, None),
    ("restart", 0, None, None),
    ("pay", 1, 4, 0),
    ("name", 2, 5, "BUDI SANTOSO"),
    ("clock", 2, 2, None),
    ("phone", 3, 1, "+6281200000002"),
    ("undo", 3, None, None),
    ("withdraw", 1, 0, None),
    ("phone", 1, 3, "+6281200000003"),
    ("join", 3, 2, 1),
    ("join", 3, 1, 1),
    ("undo", 0, None, None),
]

TAKEN_BACK_AFTER_A_MERGE = [
    ("come", 0, 0, 65),
    ("join", 0, 0, 3),
    ("archive", 1, 0, None),
    ("take_back", 0, 3, True),
    ("archive", 0, 0, None),
]

SAID_OF_WHO_WENT_ON_THEN = [
    ("join", 1, 1, 2),
    ("archive", 3, 0, None),
    ("add", 1, "", "BUDI SANTOSO"),
    ("add", 3, "", "BUDI SANTOSO"),
    ("join", 2, 3, 2),
    ("return", 0, None, None),
    ("join", 3, 1, 3),
    ("return", 2, None, None),
    ("archive", 0, 2, None),
    ("name", 1, 5, "BUDI SANTOSO"),
    ("return", 0, None, None),
]


@settings(
    max_examples=6 * TRIES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    acts=st.lists(act, min_size=12, max_size=30),
    orders=st.tuples(*[st.lists(st.integers(0, 11), min_size=3, max_size=6)] * 2),
)
@example(acts=JOINED_BY_HAND, orders=([9, 3, 9], [2, 1, 2, 7]))
@example(acts=TAKEN_BACK_AFTER_A_MERGE, orders=([0, 0, 0], [0, 0, 0]))
@example(acts=SAID_OF_WHO_WENT_ON_THEN, orders=([1, 6, 0, 7], [10, 0, 11]))
def test_the_office_is_the_same_whatever_the_order(country, acts, orders):
    with TemporaryDirectory() as name, ExitStack() as stack:
        day = begin(country, Path(name), stack)
        for one in acts:
            day.do(*one)
        ends = [(where, None) for where in range(LAPTOPS)]
        offices = []
        for turn, order in enumerate(orders):
            path = Path(name) / f"office-{turn}.jangkau"
            day.town.store.settle()
            shutil.copy(day.town.store.path, path)
            come_home(day, path, [*shuffled([*day.returns, *ends], order), *ends])
            offices.append(stack.enter_context(closing(opening.open_store(path))))
        first, second = offices
        for found in conflicts(first):
            event(f"{found[0].value} {found[3] or ''}")
        event(f"{len(records(first)) // 20 * 20} records")
        assert differing(records(first), records(second)) == []
        assert conflicts(first) == conflicts(second)
        assert finish(verify_history(second)).findings == ()
        nothing_is_lost(day, first)
