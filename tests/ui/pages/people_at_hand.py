"""The table of people."""

import pytest

from models.people.queries import person_rows
from tests import factories as a
from ui.pages.people_page import PeoplePage


@pytest.fixture
def people(keep):
    """Three people, one of them in another village."""
    kept = keep(
        a.person(name="Awing", region_line="Desa Pimping, Kec. Utara", phone="+6281234567890"),
        a.person(name="Budi", region_line="Desa Bunyu, Kec. Bunyu", group_name="=1+1"),
        a.person(name="Citra", region_line="Desa Pimping, Kec. Utara"),
    )
    return [person.id for person in kept]


@pytest.fixture
def show(bench, wide, people, settled):
    def _show():
        made = PeoplePage(bench)
        wide.layout().addWidget(made)
        made.show()
        made.go()
        settled(lambda: made._list._all is not None)
        return made

    return _show


@pytest.fixture
def page(show):
    return show()


def names(page):
    model = page._list.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(page, *ids):
    table = page._list
    table.view.choose(ids[0])
    flags = table.view.selectionModel().SelectionFlag
    for one in ids[1:]:
        index = table._model.index(table._model.place(one), 0)
        table.view.selectionModel().select(index, flags.Select | flags.Rows)


def kept(store, ids):
    with store.reading() as session:
        rows = person_rows(session, ids)
        return [rows[one] for one in ids]
