from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from models.office.drafts import OfficerDraft
from models.office.operations import add_officer, change_office
from tests.fixtures import OFFICE
from tests.ui.pages.settings_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.settings_at_hand import (
    button,
    click,
    field,
    first_officer,
    names,
    office,
    retype,
)
from tests.ui.reach import said
from ui.panes.settings_office import OfficePanel
from ui.panes.settings_officers import OfficersPanel


def test_the_keyboard_begins_in_the_offices_name(page):
    assert page.window().focusWidget() is field(page.turn_to(OfficePanel), "Office")


def test_the_office_is_changed_with_enter_and_that_can_be_undone(qtbot, bench, page, messages):
    line = field(page.turn_to(OfficePanel), "Head of the office")
    retype(line, "Sari <b>Contoh</b> & Anak")
    page.turn_to(OfficePanel).panel.form._zone.setFocus()
    QTest.keyClick(page.turn_to(OfficePanel).panel.form._zone, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: messages.told != [])
    assert messages.told[0][0] == "The office's particulars were saved."
    assert office(bench).head_name == "Sari <b>Contoh</b> & Anak"
    assert office(bench).time_zone == "Asia/Jayapura"
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: office(bench) == OFFICE)
    qtbot.waitUntil(lambda: line.text() == OFFICE.head_name)


def test_what_is_missing_is_said_beside_its_field_and_not_saved(bench, page):
    line = field(page.turn_to(OfficePanel), "Office")
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert line.accessibleDescription().startswith("Write the office's name")
    assert not button(page.turn_to(OfficePanel), "Save").isEnabled()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert office(bench) == OFFICE


def test_esc_asks_and_shows_the_office_as_it_is_kept(page, messages):
    line = field(page.turn_to(OfficePanel), "Town")
    retype(line, "Malinau")
    messages.agrees = False
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Malinau"
    messages.agrees = True
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == OFFICE.place


def test_a_change_made_elsewhere_is_shown_unless_something_is_being_typed(qtbot, bench, page):
    line = field(page.turn_to(OfficePanel), "Town")
    with bench.store.writing() as session:
        change_office(session, replace(OFFICE, place="Malinau"))
    qtbot.waitUntil(lambda: line.text() == "Malinau")
    retype(line, "Nunukan")
    with bench.store.writing() as session:
        change_office(session, replace(OFFICE, place="Tarakan"))
    assert line.text() == "Nunukan"


def test_unsaved_work_asks_before_it_is_left(page, messages):
    assert page.may_leave()
    assert messages.asked == []
    retype(field(page.turn_to(OfficePanel), "Town"), "Malinau")
    messages.agrees = False
    assert not page.may_leave()
    messages.agrees = True
    assert page.may_leave()
    assert field(page.turn_to(OfficePanel), "Town").text() == OFFICE.place


def test_an_officer_is_added_and_that_can_be_undone(qtbot, bench, page, messages):
    click(page.turn_to(OfficersPanel), "Add officer")
    line = field(page.turn_to(OfficersPanel), "Name")
    assert page.window().focusWidget() is line
    QTest.keyClicks(line, "Budi '; DROP TABLE officer; --")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Budi '; DROP TABLE officer; --" in names(bench))
    qtbot.waitUntil(lambda: not page.turn_to(OfficersPanel).form_is_open())
    shown = [said(one) for one in page.turn_to(OfficersPanel).list.lines()]
    assert shown == [
        "Budi '; DROP TABLE officer; --, Coordinator",
        "Rina Contoh, Administrator · Koordinator",
    ]
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: names(bench) == ["Rina Contoh"])
    qtbot.waitUntil(lambda: len(page.turn_to(OfficersPanel).list.lines()) == 1)


def test_an_officer_is_opened_by_key_and_changed(qtbot, bench, page):
    line = page.turn_to(OfficersPanel).list.lines()[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert field(page.turn_to(OfficersPanel), "Position").text() == "Koordinator"
    retype(field(page.turn_to(OfficersPanel), "Phone"), "0812 3456 7890")
    retype(field(page.turn_to(OfficersPanel), "Position"), "Kepala bidang")
    click(page.turn_to(OfficersPanel), "Save")
    qtbot.waitUntil(lambda: not page.turn_to(OfficersPanel).form_is_open())
    assert (
        said(page.turn_to(OfficersPanel).list.lines()[0])
        == "Rina Contoh, Administrator · Kepala bidang"
    )
    page.turn_to(OfficersPanel).show_officer(first_officer(bench))
    assert field(page.turn_to(OfficersPanel), "Phone").text() == "0812-3456-7890"


def test_the_last_officer_cannot_be_removed_and_another_can(qtbot, bench, page, messages):
    page.turn_to(OfficersPanel).show_officer(first_officer(bench))
    assert not button(page.turn_to(OfficersPanel), "Remove").isEnabled()
    with bench.store.writing() as session:
        add_officer(session, OfficerDraft(name="Budi"))
    qtbot.waitUntil(lambda: button(page.turn_to(OfficersPanel), "Remove").isEnabled())
    page.turn_to(OfficersPanel).show_officer(first_officer(bench))
    click(page.turn_to(OfficersPanel), "Remove")
    qtbot.waitUntil(lambda: names(bench) == ["Rina Contoh"])
    qtbot.waitUntil(lambda: not page.turn_to(OfficersPanel).form_is_open())
    assert messages.told[-1][0] == "Budi was removed from the officers."
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: names(bench) == ["Budi", "Rina Contoh"])


def test_esc_gives_an_officer_up_and_the_keyboard_stays_on_the_card(qtbot, page, messages):
    click(page.turn_to(OfficersPanel), "Add officer")
    QTest.keyClicks(field(page.turn_to(OfficersPanel), "Name"), "B")
    QTest.keyClick(field(page.turn_to(OfficersPanel), "Name"), Qt.Key.Key_Escape)
    assert len(messages.asked) == 1
    assert not page.turn_to(OfficersPanel).form_is_open()
    assert page.window().focusWidget() is button(page.turn_to(OfficersPanel), "Add officer")


def test_an_officer_half_typed_asks_before_the_page_is_left(page, messages):
    click(page.turn_to(OfficersPanel), "Add officer")
    QTest.keyClicks(field(page.turn_to(OfficersPanel), "Name"), "B")
    messages.agrees = False
    assert not page.may_leave()
    assert page.turn_to(OfficersPanel).form_is_open()


def test_who_sits_here_is_marked_and_somebody_else_can_say_so(qtbot, bench, page, asked):
    bench.store.officer_id = first_officer(bench)
    with bench.store.writing() as session:
        other = add_officer(session, OfficerDraft(name="Budi")).id
    qtbot.waitUntil(lambda: len(page.turn_to(OfficersPanel).list.lines()) == 2)
    shown = [said(one) for one in page.turn_to(OfficersPanel).list.lines()]
    assert shown == [
        "Budi, Coordinator",
        "Rina Contoh, Administrator · Koordinator, At this desk",
    ]
    page.turn_to(OfficersPanel).show_officer(bench.store.officer_id)
    texts = [
        one.text()
        for one in page.turn_to(OfficersPanel).findChildren(QPushButton)
        if one.isVisible()
    ]
    assert "I sit here" not in texts
    page.turn_to(OfficersPanel).show_officer(other)
    click(page.turn_to(OfficersPanel), "I sit here")
    assert asked.what == [("sit_down", other)]
    assert not page.turn_to(OfficersPanel).form_is_open()
