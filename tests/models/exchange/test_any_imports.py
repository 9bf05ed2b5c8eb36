"""Lists taken in one after the other and taken back: each person is what a plain model says."""

from datetime import date
from itertools import count

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.exchange.importing import plan_again, take_in
from models.exchange.recognizing import choose
from models.history.steps import next_steps, take_back
from models.people.merging import merge_people
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.exchange.lists import found, said_of_each

_of_this_test = count(1)
HEADING = ["NAMA", "NIK", "HP", "RT", "KELOMPOK"]
FIELDS = ("name", "phone", "rt", "group_name")
PHONES = {"": None, "081234567890": "+6281234567890", "082277672649": "+6282277672649"}

rows = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["Usun", "Awing", "Lukas"]),
    st.sampled_from(sorted(PHONES)),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "Maju", "Jaya"]),
)
imports = st.tuples(
    st.lists(rows, min_size=1, max_size=4), st.sets(st.sampled_from(FIELDS)), st.booleans()
)


def expected(before, listed, believed):
    """Return who is known after a list: the first row of each stands, gaps are filled.

    What is known gives way only in the fields in which the list is believed.
    """
    after, seen = dict(before), set()
    groups = said_of_each([group for *_rest, group in listed])
    for (who, name, phone, rt, _group), group in zip(listed, groups, strict=True):
        if who in seen:
            continue
        seen.add(who)
        fresh = dict(zip(FIELDS, (name, PHONES[phone], rt or None, group or None), strict=True))
        known = after.get(who, dict.fromkeys(FIELDS))
        after[who] = {
            field: fresh[field]
            if fresh[field] and (known[field] is None or field in believed)
            else known[field]
            for field in FIELDS
        }
    return after


def kept(store, niks):
    with store.reading() as session:
        people = session.scalars(select(Person).where(Person.nik.in_(niks))).all()
        return {
            niks.index(person.nik): {field: getattr(person, field) for field in FIELDS}
            for person in people
        }


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(steps=st.lists(imports, min_size=1, max_size=5))
@example(
    steps=[
        ([(0, "Usun", "", "", "Jaya")], set(), False),
        ([(at, "Usun", "", "", ["Maju", "", "Jaya", ""][at]) for at in range(4)], {"name"}, False),
        ([(3 - at, "Usun", "", "", ["Maju", "", "", "Jaya"][at]) for at in range(4)], FIELDS, True),
    ]
)
def test_each_person_is_what_a_plain_model_says_after_any_imports(store, keep, steps):
    event = keep(a.event()).id
    first = next(_of_this_test) * 4
    niks = [a.nik(first + at) for at in range(4)]
    truth, before = {}, []
    for listed, believed, taken_back in steps:
        made = found([HEADING, *[[name, niks[who], *rest] for who, name, *rest in listed]])
        plan = choose(finish(plan_again(store, made, made.mapping)), theirs=True, fields=believed)
        last = next_steps(store)[0]
        finish(take_in(store, event, plan, live_here=False))
        is_action = next_steps(store)[0] != last  # a list that says nothing new is none
        before += [truth] * is_action
        truth = expected(truth, listed, believed)
        assert kept(store, niks) == truth
        if taken_back and is_action:
            finish(take_back(store, next_steps(store)[0].action_id))
            truth = before.pop()
            assert kept(store, niks) == truth
    while before:
        finish(take_back(store, next_steps(store)[0].action_id))
        truth = before.pop()
        assert kept(store, niks) == truth
    assert truth == {}


def test_the_model_itself_tells_believing_from_filling_in():
    known = {0: {"name": "Usun", "phone": None, "rt": "1", "group_name": None}}
    listed = [(0, "Awing", "081234567890", "2", ""), (0, "Lukas", "", "", "Maju")]
    told = {"name": "Usun", "phone": "+6281234567890", "rt": "2", "group_name": None}
    assert expected(known, listed, {"rt"}) == {0: told}


def test_names_are_compared_whatever_their_capitals(store, keep):
    """A list in capitals is no reason to ask, nor to change how a name is written."""
    keep(a.person(nik=a.nik(9990), name="Usun Anyie", birth_date=date(1980, 5, 13)))
    made = found([HEADING, ["USUN ANYIE", a.nik(9990), "", "", ""]])
    (row,) = finish(plan_again(store, made, made.mapping)).rows
    assert row.conflicts == ()


def test_of_two_rows_that_lead_to_one_person_the_first_stands_and_the_second_fills_in(store, keep):
    """After a merge, a list may name one person by either NIK."""
    event = keep(a.event()).id
    kept, other = keep(
        a.person(nik=a.nik(9991), name="Usun", phone="+6281111111111"),
        a.person(nik=a.nik(9992), name="Usun"),
    )
    with store.writing() as session:
        merge_people(session, kept.id, other.id)
    rows = [
        ["Usun", a.nik(9991), "081234567890", "", "Maju"],
        ["Usun", a.nik(9992), "082277672649", "2", "Jaya"],
    ]
    made = found([HEADING, *rows])
    plan = choose(finish(plan_again(store, made, made.mapping)), theirs=True)
    finish(take_in(store, event, plan, live_here=False))
    told = {"name": "Usun", "phone": "+6281234567890", "rt": "2", "group_name": "Maju"}
    assert kept_as(store, kept.id) == told


def test_a_nik_that_stands_in_a_merged_record_stays_there(store, keep):
    """Whoever goes on without a NIK is known by it all the same; the rest of the list goes in."""
    event = keep(a.event()).id
    going_on, other = keep(a.person(nik=None, name="Usun"), a.person(nik=a.nik(9994), name="Usun"))
    with store.writing() as session:
        merge_people(session, going_on.id, other.id, theirs=["name"])
    rows = [["Usun", a.nik(9994), "082277672649", "2", "Jaya"], ["Awing", a.nik(9995), "", "", ""]]
    made = found([HEADING, *rows])
    plan = finish(plan_again(store, made, made.mapping))
    assert "nik" not in plan.rows[0].differences
    assert finish(take_in(store, event, choose(plan, theirs=True), live_here=False)).added == 1
    assert kept_as(store, going_on.id)["phone"] == "+6282277672649"
    with store.reading() as session:
        niks = session.execute(select(Person.id, Person.nik).where(Person.name == "Usun")).all()
    assert dict(map(tuple, niks)) == {going_on.id: None, other.id: a.nik(9994)}


def kept_as(store, person_id):
    with store.reading() as session:
        person = session.get_one(Person, person_id)
        return {field: getattr(person, field) for field in FIELDS}
