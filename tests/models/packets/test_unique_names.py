"""Names that only one record may have change places by a merge, and back when it is undone."""

import shutil
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from models import opening
from models.history.recording import named
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.packets.tables import ConflictState, MergeConflict
from models.people.tables import Occupation, Person, Sector
from models.printing.tables import SheetFormat
from models.progress import finish
from tests import factories as a
from tests.models.packets import laptops as at

DAYS = count(1)
KINDS = {
    Occupation: {"sector": Sector.OTHER},
    SheetFormat: {"content": {"rows": 2}},
}


@pytest.fixture
def town(tmp_path, office_file):
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    with closing(opening.open_store(path)) as store:
        made = at.town(store, tmp_path)
        yield made
        made.close()


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__tablename__)
def kind(request):
    return request.param


@contextmanager
def working(place):
    with place.writing() as session:
        named(session, "Work")
        yield session


def add(place, kind, *names):
    with working(place) as session:
        made = [kind(name=name, **KINDS[kind]) for name in names]
        session.add_all(made)
        session.flush()
        return [one.id for one in made]


def rename(place, kind, *names):
    """Give records new names, one action each."""
    for one, name in names:
        with working(place) as session:
            session.get_one(kind, one).name = name


def standing(town, kind):
    with town.store.reading() as session:
        rows = session.execute(select(kind.id, kind.name).order_by(kind.id)).all()
        works = session.scalars(select(Person.occupation_id).order_by(Person.id)).all()
        return [tuple(row) for row in rows], works


def there_and_back(town, laptop, kind):
    """Merge, take it back, merge again; return the names after the merge."""
    before = standing(town, kind)
    town.merge(laptop)
    after = standing(town, kind)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert standing(town, kind) == before
    town.merge(laptop)
    assert standing(town, kind) == after
    assert finish(verify_history(town.store)).findings == ()
    return dict(after[0])


@pytest.mark.parametrize(
    "moves",
    [
        [(1, "C"), (0, "B")],
        [(0, "C"), (1, "A")],
        [(0, "?"), (1, "A"), (0, "B")],
    ],
    ids=["up", "down", "round"],
)
def test_names_that_change_places(town, kind, moves):
    ids = add(town.store, kind, "A", "B")
    laptop = town.give()
    rename(laptop, kind, *((ids[one], name) for one, name in moves))
    wanted = dict(zip(ids, "AB", strict=True)) | {ids[one]: name for one, name in moves}
    assert there_and_back(town, laptop, kind).items() >= wanted.items()


def test_a_name_that_is_given_anew(town, kind):
    [old] = add(town.store, kind, "A")
    laptop = town.give()
    rename(laptop, kind, (old, "B"))
    [new] = add(laptop, kind, "A")
    assert there_and_back(town, laptop, kind).items() >= {(old, "B"), (new, "A")}


def test_one_taken_out_and_another_of_its_name(town, kind):
    [old] = add(town.store, kind, "A")
    laptop = town.give()
    with working(laptop) as session:
        session.delete(session.get_one(kind, old))
    [new] = add(laptop, kind, "A")
    worker(laptop, kind, new)
    found = there_and_back(town, laptop, kind)
    assert (found.get(old), found[new]) == (None, "A")


def test_one_that_comes_to_be_another(town, kind):
    [old] = add(town.store, kind, "A")
    laptop = town.give()
    [new] = add(town.store, kind, "B")
    worker(town.store, kind, new)
    rename(laptop, kind, (old, "B"))
    found = there_and_back(town, laptop, kind)
    assert [one for one in (old, new) if found.get(one) == "B"] == [old]


@pytest.mark.parametrize("order", [(0, 1, 0, 1), (1, 0, 1, 0)])
def test_one_name_given_at_two_desks_is_that_of_the_earlier(town, kind, order):
    laptops = town.give(), town.give()
    made = []
    for laptop in laptops:
        made += add(laptop, kind, "A")
        worker(laptop, kind, made[-1])
    for turn, place in enumerate(order):
        if turn == 2:
            for laptop, one in zip(laptops, made, strict=True):
                worker(laptop, kind, one)
        town.merge(laptops[place])
    names, works = standing(town, kind)
    assert [one for one in names if one[1] == "A"] == [(made[0], "A")]
    assert works == [made[0]] * (4 if kind is Occupation else 0)
    with town.store.reading() as session:
        states = select(MergeConflict.field, MergeConflict.state)
        assert session.execute(states).all() == [("joined", ConflictState.GONE)]
    assert finish(verify_history(town.store)).findings == ()


def worker(place, kind, one):
    """Let somebody lead to a record, where people do."""
    if kind is Occupation:
        with working(place) as session:
            session.add(
                a.person(
                    name="BUDI",
                    birth_date=date(1980, 1, 1) + timedelta(next(DAYS)),
                    occupation_id=one,
                )
            )
