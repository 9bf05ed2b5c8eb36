from sqlalchemy import select

from models.history.rows import columns_at_once
from models.people.tables import Person
from tests import factories as a
from tests.statements import statements

HOSTILE = 'x\' OR "1"=1 --, [\u202e😀]\n'


def test_columns_come_at_once_in_the_order_asked_for(store, keep):
    names = ["Citra", "Ayu", HOSTILE, "Budi"]
    ids = {name: keep(a.person(name=name)).id for name in names}
    wanted = select(Person.id, Person.name, Person.kk_number).order_by(Person.name.desc())
    with store.reading() as session, statements() as run:
        found = columns_at_once(session, wanted)
    ordered = sorted(names, reverse=True)
    assert found == [[ids[name] for name in ordered], ordered, [None] * 4]
    assert len(run) == 1


def test_of_no_rows_each_column_is_empty(store):
    with store.reading() as session:
        assert columns_at_once(session, select(Person.id, Person.name)) == [[], []]
