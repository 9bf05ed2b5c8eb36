"""Several people chosen in the table: changed, listed, archived, exported."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.events.tables import Attendance
from models.people.tables import Person
from tests import factories as a
from tests.ui.pages.people_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.people_at_hand import choose, kept, names
from ui.panes.people_filter_bar import Whom


def test_several_are_chosen_and_counted(page, people):
    table = page._list
    table.view.choose(people[0])
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert list(table.chosen_ids()) == people[:2]
    assert table.deeds.button.text() == "Actions: 2"
    QTest.keyClick(table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert list(table.chosen_ids()) == people
    QTest.keyClick(table.view, Qt.Key.Key_Up)
    assert list(table.chosen_ids()) == people[:1]
    assert table.deeds.button.text() == "Actions"


def test_with_ctrl_some_are_chosen_here_and_there(page, people, qtbot):
    view = page._list.view
    view.choose(people[0])
    place = view.visualRect(page._list._model.index(2, 0)).center()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, control, place)
    assert list(page._list.chosen_ids()) == [people[0], people[2]]


def test_several_are_changed_together_after_a_look_and_undone(
    page, store, people, settled, messages
):
    choose(page, people[0], people[2])
    page._list.deeds.edit.trigger()
    bulk = page._bulk
    assert bulk.isVisible()
    assert not page.columns.isVisible()
    assert not bulk.change.isEnabled()
    boxes = list(bulk.form.boxes.values())
    boxes[2].setChecked(True)
    QTest.keyClicks(bulk.form.group, "Mekar")
    settled(lambda: bulk.change.isEnabled())
    told = [[bulk.table.item(row, c).text() for c in range(4)] for row in range(2)]
    assert told == [["Awing", "Group", "–", "Mekar"], ["Citra", "Group", "–", "Mekar"]]
    assert bulk.told.text() == "2 people would change."
    bulk.change.click()
    settled(lambda: not bulk.isVisible())
    assert page.columns.isVisible()
    assert [row.group_name for row in kept(store, people)] == ["Mekar", "=1+1", "Mekar"]
    messages.actions["Undo"]()
    settled(lambda: [row.group_name for row in kept(store, people)] == ["", "=1+1", ""])


def test_what_is_ticked_is_asked_about_before_it_is_lost(page, people, messages):
    choose(page, *people)
    page._list.deeds.edit.trigger()
    page._bulk.form.boxes[next(iter(page._bulk.form.boxes))].setChecked(True)
    messages.agrees = False
    QTest.keyClick(page._bulk, Qt.Key.Key_Escape)
    assert page._bulk.isVisible()
    assert not page.may_leave()
    messages.agrees = True
    QTest.keyClick(page._bulk, Qt.Key.Key_Escape)
    assert page.columns.isVisible()


def test_an_occupation_that_is_not_known_stands_in_the_way(page, people, settled):
    choose(page, *people)
    page._list.deeds.edit.trigger()
    form = page._bulk.form
    next(iter(form.boxes.values())).setChecked(True)
    QTest.keyClicks(form.occupation, "Astronaut")
    settled()
    QTest.qWait(300)
    settled()
    assert not page._bulk.change.isEnabled()
    assert "Astronaut" in next(iter(form._rows.values())).said()


def test_several_are_put_on_an_events_list(page, store, keep, people, settled, messages):
    event = keep(a.event(title="Sosialisasi Bunyu"))
    keep(a.attendance(event_id=event.id, person_id=people[0]))
    choose(page, *people)
    deeds = page._list.deeds
    deeds.invite.trigger()
    assert not deeds.at_event.agree.isEnabled()
    QTest.keyClicks(deeds.at_event.field, "bunyu")
    QTest.keyClick(deeds.at_event.field._list, Qt.Key.Key_Return)
    QTest.keyClick(deeds.at_event.field, Qt.Key.Key_Return)
    settled()
    assert messages.told[-1][0] == "2 people were put on the list of Sosialisasi Bunyu."
    with store.reading() as session:
        assert session.query(Attendance).count() == 3


def test_cards_are_queued_or_it_is_said_that_there_are_none(page, keep, people, settled, messages):
    choose(page, *people)
    page._list.deeds.cards.trigger()
    settled()
    assert messages.told[-1][0] == "None of them is enrolled and without a card."
    event = keep(a.event())
    keep(a.enrolment(event_id=event.id, person_id=people[0]))
    settled()
    choose(page, *people)
    page._list.deeds.cards.trigger()
    settled()
    assert messages.told[-1][0] == "1 card was put into the queue."


def test_people_go_into_the_bin_and_come_back(page, people, settled, messages):
    choose(page, people[0], people[1])
    deeds = page._list.deeds
    deeds.archive.trigger()
    settled(lambda: names(page) == ["Citra"])
    assert messages.told[-1][0] == "2 people were archived."
    bar = page._list.filter
    bar.whom.show_value(Whom.BIN)
    bar.whom.picked.emit()
    settled(lambda: names(page) == ["Awing", "Budi"])
    QTest.keyClicks(page._list.search, "bud")
    settled(lambda: names(page) == ["Budi"])
    choose(page, people[1])
    assert deeds.bring.isVisible()
    assert not deeds.archive.isVisible()
    deeds.bring.trigger()
    settled(lambda: names(page) == [])
    page._list.search.clear()
    settled(lambda: names(page) == ["Awing"])


def test_who_is_enrolled_is_archived_for_a_reason(page, store, keep, people, settled):
    keep(a.enrolment(person_id=people[0]))
    settled()
    choose(page, people[0])
    deeds = page._list.deeds
    deeds.archive.trigger()
    settled(lambda: deeds.reason.isVisible())
    assert not deeds.reason.agree.isEnabled()
    QTest.keyClicks(deeds.reason.field, "pindah")
    deeds.reason.agree.click()
    settled(lambda: names(page) == ["Budi", "Citra"])
    with store.reading() as session:
        assert session.get_one(Person, people[0]).archived_at is not None


@pytest.mark.parametrize("shown", [False, True])
def test_all_listed_are_exported_as_the_table_shows_them(
    page, people, settled, messages, tmp_path, shown
):
    target = tmp_path / "peserta.xlsx"
    messages.files = [target]
    table = page._list
    table.eye.setChecked(shown)
    table.view.horizontalHeader().moveSection(1, 0)
    table.deeds.xlsx.trigger()
    settled(lambda: target.exists())
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert rows[0] == ["NIK", "Name", "Village", "Status"]
    assert [row[1] for row in rows[1:]] == ["Awing", "Budi", "Citra"]
    assert rows[1][0].isdigit() is shown
    assert rows[1][2] == "Desa Pimping, Kec. Utara"


def test_those_chosen_are_exported_as_separated_lines(page, people, settled, messages, tmp_path):
    target = tmp_path / "peserta.csv"
    messages.files = [target]
    table = page._list
    for column in range(table._model.columnCount()):
        table.view._put_away(column, True)
    choose(page, people[0], people[1])
    assert table.deeds.csv.text() == "Export those chosen as csv…"
    table.deeds.csv.trigger()
    settled(lambda: target.exists())
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["Name"] for row in rows] == ["Awing", "Budi"]
    assert rows[0]["Phone"] == "0812-3456-7890"
    assert rows[1]["Group"] == "'=1+1"
    assert "••••" in rows[0]["NIK"]
