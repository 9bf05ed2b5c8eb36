from datetime import date

import pytest
from PySide6.QtCore import Qt

from models.people.queries import person_draft
from models.people.tables import Person
from tests import factories as a
from ui.panes.person_merging import PersonMerging

HOSTILE = "<img src=x> & " + "Panjang " * 35


@pytest.fixture
def pair(keep):
    first = keep(a.person(name="Yohanes Lawing", phone="+62811", birth_date=date(1980, 5, 13)))
    other = keep(
        a.person(name=HOSTILE, phone=None, email="y@example.id", birth_date=date(1980, 5, 31))
    )
    return first.id, other.id


@pytest.fixture
def merging(bench, stage, pair):
    shown = PersonMerging(bench)
    stage.layout().addWidget(shown)
    shown.show_pair(*pair, "70 %")
    return shown


def settle(qtbot, bench):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def draft(store, person_id):
    with store.reading() as session:
        return person_draft(session, person_id)


def test_only_what_differs_is_to_be_chosen_and_what_is_lacking_is_proposed(merging):
    assert {"name", "phone", "email", "birth_date", "nik"} <= set(merging.sides)
    assert "sex" not in merging.sides
    assert merging.theirs() == {"email"}
    assert "Sex" in merging.told.text()


def test_hostile_text_is_shown_short_and_as_it_is(merging):
    side = merging.sides["name"][1]
    assert side.text().startswith("<img src=x> && Panjang")
    assert len(side.text()) < 40
    assert side.accessibleName() == f"Name: {HOSTILE}"
    assert merging.minimumSizeHint().width() < 600


def test_merging_takes_what_was_chosen_and_can_be_undone(qtbot, bench, merging, pair, store):
    merging.sides["birth_date"][1].click()
    merging.sides["email"][0].click()
    before = draft(store, pair[0])
    with qtbot.waitSignal(merging.merged) as merged:
        merging.merge.click()
    assert merged.args == [pair[0]]
    kept = draft(store, pair[0])
    assert (kept.name, kept.birth_date, kept.email) == ("Yohanes Lawing", date(1980, 5, 31), "")
    settle(qtbot, bench)
    bench.undoing.undo()
    settle(qtbot, bench)
    assert draft(store, pair[0]) == before


def test_arrows_choose_enter_moves_on_and_a_second_enter_merges(qtbot, merging, pair, store):
    merging.begin()
    assert merging.sides["name"][0].hasFocus()
    qtbot.keyClick(merging.focusWidget(), Qt.Key.Key_Right)
    assert "name" in merging.theirs()
    qtbot.keyClick(merging.focusWidget(), Qt.Key.Key_Return)
    assert merging.merge.hasFocus()
    with qtbot.waitSignal(merging.merged):
        qtbot.keyClick(merging.merge, Qt.Key.Key_Return)
    assert draft(store, pair[0]).name == HOSTILE


def test_esc_gives_up(qtbot, merging, store, pair):
    merging.begin()
    with qtbot.waitSignal(merging.left):
        qtbot.keyClick(merging.focusWidget(), Qt.Key.Key_Escape)
    with store.reading() as session:
        assert session.get_one(Person, pair[1]).archived_at is None


def test_a_merger_that_came_too_late_is_told(qtbot, bench, merging, pair, store, messages):
    with store.writing("Archive") as session:
        session.get_one(Person, pair[1]).archived_at = a.START.astimezone()
    merging.merge.click()
    settle(qtbot, bench)
    assert "no longer in the list" in messages.told[-1][0]
