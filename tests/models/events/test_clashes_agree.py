"""Every way of asking for clashes says the same, with as many statements however many events."""

from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.events.clashes import clashes_of, clashing_ids, coming_clashes
from models.events.occupied import Sitting
from models.office.tables import Officer
from tests.models.events.clashes_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.events.clashes_at_hand import DAY, PIMPING, TARAKAN, _absence, at, plan
from tests.statements import statements


def test_the_first_page_tells_what_two_events_share_once_with_the_earlier(store, budi, sari):
    later = plan(store, 10, 13, staff=(budi, sari), title="Dua")
    first = plan(store, 9, 12, staff=(budi, sari), title="Satu")
    plan(store, 9, 12, day=-3, staff=(budi,), title="Lalu")
    plan(store, 9, 12, day=-3, staff=(budi,), title="Lalu juga")
    with store.reading() as session:
        found = coming_clashes(session, DAY)
    assert [(one.what, one.event_id, one.with_id) for one in found] == [
        ("Budi", first, later),
        ("Sari", first, later),
    ]
    assert found[0].title == "Satu"


def test_each_of_a_list_of_events_knows_how_often_it_clashes(store, budi, sari, keep):
    one = plan(store, 9, 12, staff=(budi, sari))
    two = plan(store, 10, 13, staff=(budi, sari))
    free = plan(store, 9, 12, day=200, staff=(budi,))
    away = plan(store, 9, 12, day=100, staff=(sari,))
    keep(_absence(sari, DAY + timedelta(days=100)))
    with store.reading() as session:
        assert clashing_ids(session, [one, two, free, away]) == {one: 2, two: 2, away: 1}
        assert clashing_ids(session, [two]) == {two: 2}
        assert clashing_ids(session, [free]) == clashing_ids(session, []) == {}
        assert clashing_ids(session, [99]) == {}


def test_the_number_of_statements_does_not_grow_with_the_events(store, budi):
    ids = [plan(store, day=day, staff=(budi,)) for day in range(3)]
    ids += [plan(store, staff=(budi,))]
    counts = []
    for _more in range(2):
        with store.reading() as session, statements() as run:
            coming_clashes(session, DAY)
            clashes_of(session, ids[0])
            clashing_ids(session, ids)
        counts.append(len(run))
        ids += [plan(store, day=day, staff=(budi,)) for day in range(20)]
    assert counts[0] == counts[1]


moments = st.integers(0, 40).map(lambda quarter: at(8) + timedelta(minutes=15 * quarter))


@st.composite
def sittings(draw):
    begins, ends = sorted((draw(moments), draw(moments)))
    return Sitting(begins, ends, "", "")


@given(sittings(), sittings())
def test_overlapping_is_mutual(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    assert one.gap(other) == other.gap(one)
    assert one.overlaps(one)


@given(sittings(), sittings(), st.timedeltas(timedelta(), timedelta(days=3)))
def test_moving_one_behind_the_other_ends_the_clash(one, other, away):
    assume(one.ends_at > one.starts_at)
    moved = Sitting(one.ends_at + away, one.ends_at + away + timedelta(hours=1), "", "")
    assert not one.overlaps(moved)
    assert one.gap(moved) == away


@given(sittings(), sittings())
def test_sittings_overlap_only_without_a_gap(one, other):
    if one.gap(other) > timedelta():
        assert not one.overlaps(other)
    if one.gap(other) < timedelta():
        assert one.overlaps(other)


hours = st.tuples(st.integers(0, 3), st.integers(7, 16), st.integers(1, 30))
"""Day, hour of beginning, length in hours."""


@settings(max_examples=20)
@given(st.lists(hours, min_size=2, max_size=5), st.sampled_from([PIMPING, TARAKAN]))
def test_all_three_ways_of_asking_agree(lend_office, planned, code):
    """What one event is told, each of them and the first page agree on."""
    with lend_office() as store:
        agree(store, planned, code)


def agree(store, planned, code):
    with store.writing("Officer") as session:
        budi = Officer(name="Budi")
        session.add(budi)
        session.flush()
        officer = budi.id
    ids = []
    for number, (day, begins, length) in enumerate(planned):
        start = at(begins, day=day)
        where = PIMPING if number % 2 else code
        ids.append(
            plan(
                store,
                starts_at=start,
                ends_at=start + timedelta(hours=length),
                staff=(officer,),
                region_code=where,
                venue="Aula",
            )
        )
    with store.reading() as session:
        single = {one: clashes_of(session, one) for one in ids}
        whole = coming_clashes(session, DAY)
        counted = clashing_ids(session, ids)
    mutual = {(one, clash.with_id, clash.kind) for one in ids for clash in single[one]}
    assert {(other, one, kind) for one, other, kind in mutual} == mutual
    assert all(one != other for one, other, _kind in mutual)
    told = {(one.event_id, one.with_id, one.kind) for one in whole}
    assert told | {(other, one, kind) for one, other, kind in told} == mutual
    assert len(whole) * 2 == len(mutual)
    assert counted == {one: len(found) for one, found in single.items() if found}
