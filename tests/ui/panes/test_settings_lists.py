"""The settings' cards with short lists: leave and travel, closed days, equipment."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from models.events.public_holidays import public_holidays
from models.office.absences import AbsenceDraft, absences, add_absence, remove_absence
from models.office.closed_days import ClosedDayDraft, add_closed_days, closed_days
from models.office.drafts import OfficerDraft
from models.office.equipment import (
    EquipmentDraft,
    add_equipment,
    change_equipment,
    equipment,
    retire_equipment,
)
from models.office.operations import add_officer, retire_officer
from models.office.queries import officers, today
from models.office.tables import AbsenceKind
from tests.ui.reach import said, unnamed
from ui.panes.settings_absences import RECENT, AbsencesPanel
from ui.panes.settings_closed_days import ClosedDaysPanel
from ui.panes.settings_equipment import EquipmentPanel
from ui.widgets.text import Text

HOSTILE = "<b>X</b> & '; DROP TABLE equipment; --"


@pytest.fixture
def show(stage, bench):
    def _show(kind):
        panel = kind(bench)
        stage.resize(560, 640)
        stage.layout().addWidget(panel)
        panel.show()
        return panel

    return _show


@pytest.fixture
def day(store):
    with store.reading() as session:
        return today(session)


@pytest.fixture
def rina(store):
    with store.reading() as session:
        return officers(session)[0].id


@pytest.fixture
def things(store):
    def _things():
        with store.reading() as session:
            return [row.name for row in equipment(session)]

    return _things


def told(panel):
    return [said(line) for line in panel.list.lines()]


def field(within, name):
    return next(
        one for one in within.findChildren(QLineEdit) if one.isVisible() and said(one) == name
    )


def button(within, text):
    return next(
        one for one in within.findChildren(QPushButton) if one.isVisible() and one.text() == text
    )


def press(widget, key):
    QTest.keyClick(widget, key)


def typed(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_thing_is_added_by_keys_and_that_is_undone(show, settled, things, messages, stage):
    panel = show(EquipmentPanel)
    assert panel.none.isVisible()
    panel.setFocus()
    press(stage.focusWidget(), Qt.Key.Key_Space)
    name = field(panel, "Name")
    assert stage.focusWidget() is name
    QTest.keyClicks(name, HOSTILE)
    press(name, Qt.Key.Key_Return)
    settled(lambda: not panel.form_is_open())
    assert things() == [HOSTILE]
    assert told(panel) == [f"{HOSTILE}, Card printer"]
    assert not panel.none.isVisible()
    assert messages.told[-1][0] == f"{HOSTILE} was added."
    messages.actions["Undo"]()
    settled(lambda: told(panel) == [])
    assert things() == []


def test_a_thing_is_opened_changed_and_retired_by_keys(show, store, settled, things, messages):
    with store.writing() as session:
        add_equipment(session, EquipmentDraft("Laptop 1"))
    panel = show(EquipmentPanel)
    line = panel.list.lines()[0]
    line.setFocus()
    press(line, Qt.Key.Key_Return)
    typed(field(panel, "Serial number"), "SN-7")
    press(field(panel, "Serial number"), Qt.Key.Key_Return)
    settled(lambda: told(panel) == ["Laptop 1, Card printer · SN-7"])
    settled(lambda: panel.list.lines()[0].hasFocus())
    press(panel.list.lines()[0], Qt.Key.Key_Return)
    press(button(panel, "Take off the list"), Qt.Key.Key_Space)
    settled(lambda: told(panel) == [])
    assert things() == []
    messages.actions["Undo"]()
    settled(lambda: things() == ["Laptop 1"])


def test_what_cannot_be_kept_is_said_beside_its_field(show, things):
    panel = show(EquipmentPanel)
    panel.begin_new()
    name = field(panel, "Name")
    typed(name, " ")
    assert name.accessibleDescription() == "Write what it is called at the office."
    assert not button(panel, "Save").isEnabled()
    press(name, Qt.Key.Key_Return)
    assert things() == []


def test_leaving_what_was_typed_asks_first(show, messages, stage):
    panel = show(EquipmentPanel)
    panel.begin_new()
    typed(field(panel, "Name"), "Laptop")
    messages.agrees = False
    press(field(panel, "Name"), Qt.Key.Key_Escape)
    assert not panel.may_leave()
    assert panel.form_is_open()
    messages.agrees = True
    press(field(panel, "Name"), Qt.Key.Key_Escape)
    assert not panel.form_is_open()
    assert stage.focusWidget() is panel.add_button
    assert panel.may_leave()
    panel.begin_new()
    assert field(panel, "Name").text() == ""


def test_a_thing_changed_or_retired_elsewhere_is_shown_so_in_list_and_form(show, store, settled):
    with store.writing() as session:
        thing = add_equipment(session, EquipmentDraft("Laptop 1")).id
    panel = show(EquipmentPanel)
    panel.open_record(thing)
    with store.writing() as session:
        change_equipment(session, thing, EquipmentDraft("Laptop 2"))
    settled(lambda: field(panel, "Name").text() == "Laptop 2")
    assert not panel.panel.form.is_changed()
    with store.writing() as session:
        retire_equipment(session, thing)
    settled(lambda: told(panel) == [])
    assert not panel.form_is_open()


def test_an_absence_is_added_by_keys_and_that_is_undone(show, store, settled, day, rina, messages):
    panel = show(AbsencesPanel)
    panel.begin_new()
    press(panel.form.officer, Qt.Key.Key_Down)
    press(panel.form.kind, Qt.Key.Key_Down)
    first = day + timedelta(days=3)
    typed(panel.form.first_day, f"{first:%d%m%Y}")
    typed(panel.form.note, "Ke Jakarta")
    press(panel.form.note, Qt.Key.Key_Return)
    settled(lambda: not panel.form_is_open())
    with store.reading() as session:
        [row] = absences(session, first, first)
    assert (row.officer_id, row.kind, row.note) == (rina, AbsenceKind.TRAVEL, "Ke Jakarta")
    assert told(panel)[0].startswith("Rina Contoh, Official travel · ")
    messages.actions["Undo"]()
    settled(lambda: told(panel) == [])


def test_those_away_and_to_come_stand_before_those_lately_away(show, store, day, rina):
    for kind, first, last in (
        (AbsenceKind.OTHER, -9, -8),
        (AbsenceKind.LEAVE, 5, 6),
        (AbsenceKind.TRAVEL, -1, 0),
        (AbsenceKind.LEAVE, -RECENT.days - 9, -RECENT.days - 1),
    ):
        days = day + timedelta(days=first), day + timedelta(days=last)
        with store.writing() as session:
            add_absence(session, AbsenceDraft(rina, kind, *days))
    shown = told(show(AbsencesPanel))
    assert [line.split(" · ")[0].removeprefix("Rina Contoh, ") for line in shown] == [
        "Official travel",
        "On leave",
        "Other reason",
    ]
    assert [line.rsplit(", ", 1)[-1] for line in shown][::2] == ["Away now", "Over"]


def test_a_last_day_before_the_first_is_said_beside_it(show, day):
    panel = show(AbsencesPanel)
    panel.begin_new()
    typed(panel.form.first_day, f"{day:%d%m%Y}")
    typed(panel.form.last_day, f"{day - timedelta(days=1):%d%m%Y}")
    assert panel.form.grid.row("last_day").said() == "It ends before it begins."
    typed(panel.form.last_day, "kapan")
    press(panel.form.last_day, Qt.Key.Key_Tab)
    assert "is no date" in panel.form.grid.row("last_day").said()
    assert not button(panel, "Save").isEnabled()


def test_somebody_who_left_is_offered_only_for_their_own_absence(show, store, day):
    with store.writing() as session:
        gone = add_officer(session, OfficerDraft("Budi")).id
    with store.writing() as session:
        absence = add_absence(session, AbsenceDraft(gone, first_day=day)).id
    with store.writing() as session:
        retire_officer(session, gone)
    panel = show(AbsencesPanel)
    panel.open_record(absence)
    assert panel.form.officer.currentText() == "Budi"
    assert not panel.panel.form.is_changed()
    panel.show_list()
    panel.begin_new()
    names = [panel.form.officer.itemText(n) for n in range(panel.form.officer.count())]
    assert names == ["Choose somebody", "Rina Contoh"]


def test_an_absence_removed_elsewhere_is_told_where_it_stood(show, store, day, rina, settled):
    with store.writing() as session:
        absence = add_absence(session, AbsenceDraft(rina, first_day=day)).id
    panel = show(AbsencesPanel)
    panel.open_record(absence)
    with store.writing() as session:
        remove_absence(session, absence)
    settled(lambda: not panel.form_is_open())
    assert told(panel) == []


def test_closed_days_are_added_as_a_span_and_undone_as_one(show, store, settled, day, messages):
    panel = show(ClosedDaysPanel)
    panel.begin_new()
    typed(panel.form.name, "Rapat <b>kerja</b>")
    year = day.year + 1
    typed(panel.form.first_day, f"0903{year}")
    typed(panel.form.last_day, f"1103{year}")
    press(panel.form.last_day, Qt.Key.Key_Return)
    settled(lambda: not panel.form_is_open())
    assert messages.told[-1][0] == "3 closed days were added."
    assert panel.year == year, "the year of what was added is shown"
    assert told(panel) == [f"Rapat <b>kerja</b>, 9 March {year} – 11 March {year} · 3 days"]
    messages.actions["Undo"]()
    settled(lambda: told(panel) == [])
    with store.reading() as session:
        assert closed_days(session, date.min, date.max) == {}


def test_a_span_is_opened_made_shorter_and_taken_out(show, store, settled, day):
    first = date(day.year, 3, 9)
    with store.writing() as session:
        add_closed_days(session, ClosedDayDraft("Rapat", first, first + timedelta(days=2)))
    panel = show(ClosedDaysPanel)
    press(panel.list.lines()[0], Qt.Key.Key_Return)
    typed(panel.form.last_day, f"{first + timedelta(days=1):%d%m%Y}")
    assert panel.form.grid.row("first_day").said() == "", "its own days are not taken by another"
    press(panel.form.last_day, Qt.Key.Key_Return)
    settled(lambda: told(panel) and told(panel)[0].endswith("2 days"))
    press(panel.list.lines()[0], Qt.Key.Key_Return)
    button(panel, "Open again").click()
    settled(lambda: told(panel) == [])


def test_a_day_closed_already_is_said_while_it_is_typed(show, store, day):
    first = date(day.year, 3, 9)
    with store.writing() as session:
        add_closed_days(session, ClosedDayDraft("Rapat", first))
    panel = show(ClosedDaysPanel)
    panel.begin_new()
    typed(panel.form.first_day, f"{first - timedelta(days=1):%d%m%Y}")
    assert panel.form.grid.row("first_day").said() == ""
    typed(panel.form.last_day, f"{first:%d%m%Y}")
    said_there = panel.form.grid.row("first_day").said()
    assert said_there == f"9 March {day.year} is closed already: Rapat."


def test_page_keys_turn_the_years_and_the_holidays_with_them(show, settled, day):
    panel = show(ClosedDaysPanel)

    def shown():
        texts = [text.text() for text in panel.findChildren(Text) if text.isVisible()]
        return sorted(text.split(" · ")[1] for text in texts if " · " in text)

    def turned_to(year):
        settled(lambda: shown() == sorted(public_holidays(year, "en").values()))
        return panel.year == year

    assert turned_to(day.year)
    press(panel.add_button, Qt.Key.Key_PageDown)
    assert turned_to(day.year + 1)
    press(panel.add_button, Qt.Key.Key_PageUp)
    assert turned_to(day.year)


@pytest.mark.parametrize("kind", [AbsencesPanel, ClosedDaysPanel, EquipmentPanel])
def test_every_control_is_reached_by_tab_and_named(show, kind, settled, stage):
    panel = show(kind)
    settled()
    assert unnamed(stage) == []
    panel.begin_new()
    assert unnamed(stage) == []
