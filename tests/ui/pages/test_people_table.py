"""Peserta's table: filters, views, several chosen, what is done to them, and files of them."""

import csv
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.events.tables import Attendance
from models.local_notes import note
from models.people.filters import PeopleFilter
from models.people.listing import Listing, ListOrder
from models.people.queries import person_rows
from models.people.tables import Person, SavedView
from models.people.views import save_view
from models.words import speak
from tests import factories as a
from tests.ui.reach import unnamed
from ui.pages.people_page import PeoplePage
from ui.panes.people_filter_bar import Whom
from ui.panes.people_table import KEPT_AS

SEEN = datetime(2022, 6, 28, tzinfo=UTC)


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


def narrow(page, settled, place):
    page._list.filter.place.setText(place)
    settled()


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


def test_a_filter_narrows_the_list_is_said_and_cleared(page, settled):
    bar = page._list.filter
    narrow(page, settled, "pimping")
    assert names(page) == ["Awing", "Citra"]
    assert bar.said() == "Shown are only: Place: pimping"
    assert page._list._count.text() == "2 people"
    bar.clear.click()
    settled()
    assert names(page) == ["Awing", "Budi", "Citra"]
    assert bar.said() == ""


def test_a_filter_holds_while_one_searches(page, settled):
    narrow(page, settled, "pimping")
    QTest.keyClicks(page._list.search, "ci")
    settled()
    assert names(page) == ["Citra"]
    page._list.search.setText("budi")
    settled()
    assert page._list.layer() is page._list._none_found


def test_nobody_as_the_filter_asks_is_said(page, settled):
    narrow(page, settled, "nowhere")
    assert page._list._none_found._sentence.text() == "Nobody is as the filter asks."


def test_the_filter_is_there_again_after_a_start(show, settled):
    narrow(show(), settled, "bunyu")
    again = show()
    assert again._list.filter.said() == "Shown are only: Place: bunyu"
    settled(lambda: names(again) == ["Budi"])


@pytest.mark.parametrize("kept_text", ["", "{", "[]", '{"part": "feast"}', '{"age_from": "x"}'])
def test_a_filter_that_cannot_be_read_filters_nothing(bench, show, kept_text):
    note(bench.store, KEPT_AS, kept_text)
    assert show()._list.filter.wanted() == PeopleFilter()


def test_every_field_is_asked_for(page, keep, settled):
    event = keep(a.event(title="Sosialisasi Bunyu"))
    bar = page._list.filter
    QTest.keyClicks(bar.at_event, "bunyu")
    QTest.keyClick(bar.at_event._list, Qt.Key.Key_Return)
    assert bar.wanted().event_id == event.id
    assert not bar.part.isHidden()
    for field, typed in ((bar.age_from, "17"), (bar.age_to, "64"), (bar.cover, "30")):
        QTest.keyClicks(field, typed)
    wanted = bar.wanted()
    assert (wanted.age_from, wanted.age_to, wanted.cover_days) == (17, 64, 30)
    settled()
    assert names(page) == []
    bar.show_filter(PeopleFilter(flagged=True))
    assert bar.wanted() == PeopleFilter(flagged=True)


def test_somebody_added_is_shown_though_the_filter_would_hide_them(page, settled, keep):
    narrow(page, settled, "pimping")
    new = keep(a.person(name="Dewi", region_line=None)).id
    settled()
    page.go(person_id=new)
    settled(lambda: page._list.view.chosen_id() == new)
    assert page._list.filter.said() == ""


def test_a_view_is_kept_by_name_and_chosen_with_its_order(page, settled, bench):
    table = page._list
    narrow(page, settled, "pimping")
    table.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    table.views.ask_to_save()
    QTest.keyClicks(table.views.form.field, "Pimping & sekitar")
    QTest.keyClick(table.views.form.field, Qt.Key.Key_Return)
    settled(lambda: [view.name for view in table.views.views()] == ["Pimping & sekitar"])
    table.filter.clear.click()
    table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    settled(lambda: len(names(page)) == 3)
    table.views.menu.actions()[0].trigger()
    settled(lambda: names(page) == ["Awing", "Citra"])
    assert table.listing().order is ListOrder.VILLAGE
    assert table.listing().descending
    bench.messages.actions["Undo"]()
    settled(lambda: table.views.views() == [])


def shown_columns(table):
    return table.export_columns()[0]


def test_a_view_brings_back_columns_their_order_and_widths(page, settled, bench, store):
    table = page._list
    header = table.view.horizontalHeader()
    table.view._put_away(1, False)
    header.moveSection(header.visualIndex(2), 0)
    table.view.setColumnWidth(2, 177)
    arranged = shown_columns(table)
    assert (arranged[0], "nik" in arranged) == ("village", False)
    table.views.ask_to_save()
    QTest.keyClicks(table.views.form.field, "Tanpa NIK")
    table.views.form.agree.click()
    settled(lambda: len(table.views.views()) == 1)
    table.view._reset_columns()
    assert shown_columns(table)[:2] == ["name", "nik"]
    table.views.menu.actions()[0].trigger()
    settled()
    assert shown_columns(table) == arranged
    assert table.view.columnWidth(2) == 177


def test_a_view_is_replaced_by_what_is_shown_and_that_is_undone(page, settled, bench, store):
    table = page._list
    with store.writing() as session:
        save_view(session, "Kerja", Listing())
    settled(lambda: table.views.menu.actions()[0].text() == "Kerja")
    narrow(page, settled, "bunyu")
    replace = next(one for one in table.views.menu.actions() if one.text().startswith("Replace"))
    replace.menu().actions()[0].trigger()
    settled(lambda: table.views.views()[0].listing.wanted.place == "bunyu")
    assert bench.messages.told[-1][0] == "The view Kerja was replaced."
    bench.messages.actions["Undo"]()
    settled(lambda: table.views.views()[0].listing == Listing())


def test_a_view_kept_before_there_were_columns_leaves_them(page, settled, keep):
    table = page._list
    table.view._put_away(1, False)
    content = {"wanted": {"place": "bunyu"}, "order": "nik", "descending": True}
    keep(SavedView(page="people", name="Lama", content=content))
    settled(lambda: table.views.menu.actions()[0].text() == "Lama")
    table.views.menu.actions()[0].trigger()
    settled(lambda: names(page) == ["Budi"])
    assert "nik" not in shown_columns(table)
    assert (table.listing().order, table.listing().descending) == (ListOrder.NIK, True)


@pytest.mark.parametrize("columns", [{"order": 3}, {"away": ["name", 7]}, {"widths": {"nik": "x"}}])
def test_columns_of_a_view_that_make_no_sense_do_no_harm(page, settled, keep, columns):
    table = page._list
    keep(SavedView(page="people", name="Aneh", content={"columns": columns}))
    settled(lambda: table.views.menu.actions()[0].text() == "Aneh")
    table.views.menu.actions()[0].trigger()
    settled()
    assert len(names(page)) == 3
    assert "nik" in shown_columns(table)


def test_views_are_renamed_and_removed(page, store, settled):
    with store.writing() as session:
        save_view(session, "Lama", Listing())
    views = page._list.views
    settled(lambda: views.menu.actions()[0].text() == "Lama")
    views.ask_to_rename(views.views()[0])
    assert views.form.field.text() == "Lama"
    views.form.field.setText("Baru")
    views.form.agree.click()
    settled(lambda: views.menu.actions()[0].text() == "Baru")
    views.remove(views.views()[0])
    settled(lambda: views.views() == [])


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


def test_more_columns_are_there_to_choose(page, keep, people, settled):
    person = people[0]
    event = keep(a.event(title="Sosialisasi"))
    keep(
        a.attendance(event_id=event.id, person_id=person, present_at=SEEN),
        a.enrolment(event_id=event.id, person_id=person),
    )
    settled()
    model = page._list._model
    told = {column.key: model.index(0, n).data() for n, column in enumerate(model.columns)}
    assert told["phone"] == "0812-3456-7890"
    assert told["born"].startswith("13/05/1980 (")
    assert (told["status"], told["cover"]) == ("To be registered", "31/12/2022")
    assert told["event"] == "Sosialisasi"
    view = page._list.view
    shown = [one.key for n, one in enumerate(model.columns) if not view.isColumnHidden(n)]
    assert shown == ["name", "nik", "village", "status"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_the_keyboard_reaches_has_a_name(show, wide, people, settled, language):
    speak(language)
    page = show()
    page._list.filter_button.setChecked(True)
    choose(page, *people)
    page._list.deeds.at_event.ask("On which list?", "Put")
    page._list.views.ask_to_save()
    assert unnamed(wide) == []
    page._list.deeds.edit.trigger()
    for box in page._bulk.form.boxes.values():
        box.setChecked(True)
    assert unnamed(wide) == []
