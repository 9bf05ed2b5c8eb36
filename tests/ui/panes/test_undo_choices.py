"""Before an older action is undone, what has been changed since is listed to be chosen from."""

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from models.cards.tables import CardState
from models.history.bulk import insert_many
from models.history.since import RecordSince
from models.history.steps import next_steps
from models.history.undo import Undoable
from models.people.tables import Person
from tests import factories as a
from tests.ui.reach import said, stops, unnamed
from ui.panes.undo_choices import STEP, UndoChoices

ZONE = ZoneInfo("Asia/Makassar")


@pytest.fixture
def imported(store):
    with store.writing("Import a list") as session:
        rows = [(a.nik(5000 + n), f"Warga {n}") for n in range(4)]
        ids = list(insert_many(session, Person, ("nik", "name"), rows))
    return ids, next_steps(store)[0]


@pytest.fixture
def asked(bench, imported, stage, qtbot):
    """Change two people, enrol a third, try to undo what made them, and return what is asked."""
    ids, step = imported
    with bench.store.writing("Rename") as session:
        session.get_one(Person, ids[0]).name = "Usun <b>Anyie</b> & Co"
        session.get_one(Person, ids[1]).phone = "+6281234567890"
    with bench.store.writing("Enrol") as session:
        enrolled = a.enrolment(person_id=ids[2])
        session.add(enrolled)
        session.flush()
        session.add(a.card(enrolment_id=enrolled.id, state=CardState.PRINTED))
    bench.undoing.take_back(step)
    qtbot.waitUntil(lambda: bench.undoing.choices is not None)
    return bench.undoing.choices


def settled(bench, qtbot):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def names(store):
    with store.reading() as session:
        return sorted(session.scalars(select(Person.name)))


def line_of(asked, name):
    return next(line for line in asked.lines if name in line.box.text())


def many(count, first=0, **given):
    plain = {"kind": "Person", "fields": (), "goes": (), "reason": "", "at": None, "officer": ""}
    return [
        RecordSince(key=("person", n), name=f"Warga {n}", **(plain | given))
        for n in range(first, first + count)
    ]


@pytest.fixture
def long(qtbot, look):
    made = UndoChoices(
        "A list", [*many(90), *many(1, 90, reason="Money was taken for it.")], ZONE, None
    )
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_was_changed_is_said_as_it_was_and_as_it_is(asked):
    assert (
        "Name: it was “Warga 0”, now it is “Usun <b>Anyie</b> & Co”"
        in line_of(asked, "Usun").text()
    )


def test_markup_and_ampersands_in_names_are_letters(asked):
    line = line_of(asked, "Usun")
    assert line.box.text() == "Person: Usun <b>Anyie</b> && Co"
    assert "<b>" not in line.box.toolTip()


def test_why_a_record_is_kept_is_said_and_it_cannot_be_ticked(asked):
    line = line_of(asked, "Warga 2")
    assert not line.box.isEnabled()
    assert "It is kept. A card was printed for it." in line.text()


def test_unticked_all_of_it_is_kept(asked, bench, qtbot, messages):
    asked.agree.click()
    settled(bench, qtbot)
    assert names(bench.store) == ["Usun <b>Anyie</b> & Co", "Warga 1", "Warga 2"]
    assert messages.told[-1][0] == "Undone: Import a list"


def test_ticked_it_is_taken_back_too(asked, bench, qtbot):
    line_of(asked, "Usun").box.click()
    asked.agree.click()
    settled(bench, qtbot)
    assert names(bench.store) == ["Warga 1", "Warga 2"]


def test_all_that_can_be_are_taken_back_with_one_tick(asked, bench, qtbot):
    asked.all.click()
    assert asked.counted.text() == "1 is kept · 2 are taken back too"
    asked.agree.click()
    settled(bench, qtbot)
    assert names(bench.store) == ["Warga 2"]


def test_one_step_undoes_the_undoing(asked, bench, qtbot):
    before = names(bench.store)
    asked.all.click()
    asked.agree.click()
    settled(bench, qtbot)
    bench.undoing.redo()
    settled(bench, qtbot)
    assert names(bench.store) == before


def test_given_up_nothing_happens(asked, bench, qtbot):
    before = names(bench.store)
    asked.all.click()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    settled(bench, qtbot)
    assert names(bench.store) == before


def test_a_tick_taken_away_is_no_longer_for_all(asked):
    asked.all.click()
    line_of(asked, "Usun").box.click()
    assert not asked.all.isChecked()
    assert len(asked.taken()) == 1


def test_space_ticks_and_every_control_has_a_name(asked, qtbot):
    assert asked.all.hasFocus()
    qtbot.keyClick(asked.all, Qt.Key.Key_Space)
    assert len(asked.taken()) == 2
    reached = stops(asked)
    assert {asked.all, asked.cancel, asked.agree} <= set(reached)
    assert unnamed(asked) == []
    assert said(line_of(asked, "Usun").box) == "Person: Usun <b>Anyie</b> & Co"


def test_a_long_list_is_shown_in_steps_and_taken_whole(long):
    assert len(long.lines) == STEP
    long.all.click()
    assert len(long.taken()) == 90
    long.more.click()
    assert len(long.lines) == 2 * STEP
    assert all(line.box.isChecked() for line in long.lines)
    long.more.click()
    assert long.more.isHidden()
    assert not long.lines[-1].box.isChecked()


def test_what_would_go_with_a_record_is_named_and_beyond_a_few_counted(qtbot, look):
    goes = tuple(f"Enrolment: Warga {n}" for n in range(9))
    made = UndoChoices("A list", many(1, goes=goes), ZONE, None)
    qtbot.addWidget(made)
    assert "taken out with it: Enrolment: Warga 0;" in made.lines[0].text()
    assert "and 3 more" in made.lines[0].text()


def test_where_nothing_is_in_the_way_nothing_is_asked(bench, imported, qtbot, messages):
    _ids, step = imported
    bench.undoing.take_back(Undoable(step.action_id, "Import a list"))
    settled(bench, qtbot)
    assert bench.undoing.choices is None
    assert names(bench.store) == []
