"""Whom one was kept apart from stands on the person's page, and may be compared again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.people.apart import apart_pairs, keep_apart
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.person_detail import PersonDetail


@pytest.fixture
def two(keep):
    kept = keep(
        a.person(name="Awing"),
        a.person(name="<b>Awang</b>", nik=a.nik(8), region_line="Desa Bunyu, Kec. Bunyu"),
    )
    return [person.id for person in kept]


@pytest.fixture
def overview(bench, stage, settled, two):
    stage.resize(700, 700)
    made = PersonDetail(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_record(two[0])
    made.show_part("rest")
    settled()
    return made


@pytest.fixture
def apart(store, overview, two, settled):
    """The line of the second on the page of the first, who was kept apart from them."""
    with store.writing() as session:
        keep_apart(session, *two)
    settled(lambda: bool(overview._record._apart.lines()))
    return overview._record._apart.lines


def pairs(store):
    with store.reading() as session:
        return apart_pairs(session)


def test_nobody_was_kept_apart_has_no_heading(overview):
    assert overview._record._heading[overview._record._apart].isHidden()


def test_who_it_is_is_told_with_the_nik_masked(apart, stage):
    said = apart()[0].accessibleName()
    assert said.startswith("<b>Awang</b>, ")
    assert "••••" in said
    assert "Desa Bunyu" in said
    assert a.nik(8) not in said
    assert unnamed(stage) == []


def test_compared_again_after_asking_and_that_is_undone(apart, store, two, settled, messages):
    messages.agrees = False
    QTest.keyClick(apart()[0], Qt.Key.Key_Return)
    settled()
    assert list(messages.asked[-1].names) == ["Awing", "<b>Awang</b>"]
    assert pairs(store) == {tuple(two)}
    messages.agrees = True
    QTest.keyClick(apart()[0], Qt.Key.Key_Return)
    settled(lambda: pairs(store) == set())
    settled(lambda: not apart())
    messages.actions["Undo"]()
    settled(lambda: pairs(store) == {tuple(two)})
    settled(lambda: len(apart()) == 1)
