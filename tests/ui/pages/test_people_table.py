"""Peserta's table: filters, views, several chosen, what is done to them, and files of them."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.local_notes import note
from models.people.filters import PeopleFilter
from models.people.listing import Listing, ListOrder
from models.people.tables import SavedView
from models.people.views import save_view
from models.words import speak
from tests import factories as a
from tests.ui.pages.people_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.people_at_hand import choose, names
from tests.ui.reach import unnamed
from ui.panes.people_table import KEPT_AS

SEEN = datetime(2022, 6, 28, tzinfo=UTC)


def narrow(page, settled, place):
    page._list.filter.place.setText(place)
    settled()


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
