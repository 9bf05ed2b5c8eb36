from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from models.enrolment.attending import event_people
from models.events.operations import check_in, invite
from models.history.steps import next_steps
from models.words import speak
from tests import factories as a
from tests.ui.dragging import carrying, drop
from tests.ui.reach import unnamed
from ui.look import Role
from ui.panes.people_pane import PeoplePane
from ui.tables.rows_model import BADGE_ROLE

DEMO = Path(__file__).parents[3] / "resources" / "demo"
FARMERS = DEMO / "daftar-petani-pimping.xlsx"
HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE person", '=HYPERLINK("x")', "🌾 Usun", "أحمد", "A" * 290]


@pytest.fixture
def pane(bench, stage, event, guests, settled):
    """The people of an event with five guests."""
    stage.resize(1100, 640)
    made = PeoplePane(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    settled(lambda: len(names(made)) == len(guests))
    made.begin()
    return made


def column(pane, number):
    model = pane.guests.view.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def names(pane):
    return column(pane, 0)


def listed(store, event):
    with store.reading() as session:
        return set(event_people(session, event).ids)


def choose(pane, *ids):
    """Choose several people as Ctrl and clicks do."""
    view = pane.guests.view
    view.setFocus()
    view.clearSelection()
    for one in ids:
        row = view.model().place(one)
        view.selectRow(row) if not view.chosen_ids() else view.selectionModel().select(
            view.model().index(row, 0),
            view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows,
        )


def test_everybody_on_the_list_is_shown_by_name(pane):
    assert names(pane) == ["Awing Ding", "Budi Santoso", "Citra Lawing", "Dewi Mappa", "Erna Usat"]


def test_niks_are_masked_until_asked_for(pane, keep, guests):
    masked = column(pane, 1)
    assert all("••••••" in nik for nik in masked)
    pane.guests._eye.click()
    assert all(nik.isdigit() and len(nik) == 16 for nik in column(pane, 1))
    pane.guests._eye.click()
    assert column(pane, 1) == masked


def test_each_standing_is_said_with_the_time_on_the_offices_clock(pane):
    model = pane.guests.view.model()
    badges = [model.index(row, 5).data(BADGE_ROLE) for row in range(model.rowCount())]
    assert [(badge.text, badge.role) for badge in badges] == [
        ("Invited", Role.NEUTRAL),
        ("Invited", Role.NEUTRAL),
        ("Present 09:12", Role.INFO),
        ("Enrolled", Role.SUCCESS),
        ("Already a member", Role.WARNING),
    ]


def test_the_parts_of_the_list_are_counted(pane):
    parts = pane.guests._part
    assert [parts.tabText(number) for number in range(parts.count())] == [
        "All  5",
        "Not here yet  3",
        "Present  2",
        "Enrolled  1",
        "Walk-ins  0",
        "Already members  1",
    ]


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("awaited", ["Awing Ding", "Budi Santoso", "Erna Usat"]),
        ("present", ["Citra Lawing", "Dewi Mappa"]),
        ("enrolled", ["Dewi Mappa"]),
        ("member", ["Erna Usat"]),
        ("walk_in", []),
    ],
)
def test_a_part_of_the_list_is_shown(pane, part, wanted):
    pane.guests._part.choose(part)
    assert names(pane) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("law", ["Citra Lawing"]), ("usat er", ["Erna Usat"]), ("0813 5001", ["Awing Ding"])],
)
def test_people_are_found_as_one_types(pane, typed, wanted):
    QTest.keyClicks(pane.guests.search, typed)
    assert names(pane) == wanted


def test_the_search_looks_only_in_the_part_that_is_shown(pane):
    pane.guests._part.choose("present")
    QTest.keyClicks(pane.guests.search, "bilung")
    assert names(pane) == []
    assert pane.guests.layer() is pane.guests._none_found


def test_somebody_who_is_not_on_the_list_is_not_found(pane, keep):
    keep(a.person(name="Zainal Abidin"))
    QTest.keyClicks(pane.guests.search, "zainal")
    assert names(pane) == []


def test_escape_clears_the_search(pane, guests):
    QTest.keyClicks(pane.guests.search, "law")
    QTest.keyClick(pane.guests.search, Qt.Key.Key_Escape)
    assert len(names(pane)) == len(guests)


def test_the_list_is_sorted_by_a_click_on_a_title(pane, settled):
    pane.guests.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    settled(lambda: names(pane)[0] == "Erna Usat")
    pane.guests.view.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    settled(lambda: names(pane)[:2] == ["Citra Lawing", "Dewi Mappa"])


def test_enter_opens_the_person(pane, went, guests):
    pane.guests.view.choose(guests["late"])
    QTest.keyClick(pane.guests.view, Qt.Key.Key_Return)
    assert went == [("people", {"person_id": guests["late"]})]


def test_delete_takes_those_chosen_off_the_list_and_undo_puts_them_back(
    pane, store, event, guests, settled, messages
):
    choose(pane, guests["awaited"], guests["late"])
    QTest.keyClick(pane.guests.view, Qt.Key.Key_Delete)
    settled(lambda: "Awing Ding" not in names(pane))
    assert listed(store, event) == {guests[one] for one in ("present", "enrolled", "member")}
    assert messages.told[-1][0] == "2 people were taken off the list."
    messages.actions["Undo"]()
    settled(lambda: "Awing Ding" in names(pane))
    assert listed(store, event) == set(guests.values())


def test_only_those_who_did_not_come_can_be_taken_off(pane, guests):
    choose(pane, guests["present"])
    assert not pane.guests._off.isEnabled()
    choose(pane, guests["present"], guests["late"])
    assert pane.guests._off.isEnabled()


def test_check_ins_are_taken_back_but_not_of_those_enrolled(pane, store, event, guests, settled):
    choose(pane, guests["enrolled"])
    assert not pane.guests._back.isEnabled()
    pane.guests.view.selectAll()
    pane.guests._back.click()
    settled(lambda: pane.guests._part.tabText(2) == "Present  1")
    assert "check-in" in next_steps(store)[0].title


def test_those_chosen_are_marked_as_here_at_once_and_undone_as_one(pane, guests, settled, messages):
    choose(pane, guests["awaited"], guests["late"])
    pane.guests._mark.click()
    settled(lambda: pane.guests._part.tabText(2) == "Present  4")
    assert messages.told[-1][0] == "2 people are here."
    messages.actions["Undo"]()
    settled(lambda: pane.guests._part.tabText(2) == "Present  2")
    choose(pane, guests["present"])
    assert not pane.guests._mark.isEnabled()


def test_nothing_can_be_done_while_nobody_is_chosen(pane):
    assert not pane.guests._mark.isEnabled()
    assert not pane.guests._off.isEnabled()
    assert not pane.guests._back.isEnabled()


def test_a_check_in_made_elsewhere_is_shown(pane, store, event, guests, settled):
    with store.writing() as session:
        check_in(session, event, guests["late"])
    settled(lambda: pane.guests._part.tabText(2) == "Present  3")


def test_an_empty_list_says_how_to_begin(pane, keep, messages, settled):
    messages.files = [FARMERS]
    pane.show_event(keep(a.event()).id)
    settled(lambda: pane.guests.layer() is pane.guests._none)
    pane.guests._none.chosen.emit()
    assert pane._layers.currentWidget() is pane.taking_in
    settled(lambda: pane.taking_in.body.isVisible())


def test_another_event_shows_only_its_own_people(pane, store, keep, guests, settled):
    other = keep(a.event()).id
    with store.writing() as session:
        invite(session, other, [guests["late"]])
    pane.guests._part.choose("present")
    pane.show_event(other)
    settled(lambda: names(pane) == ["Budi Santoso"])
    assert pane.guests._part.name() == "all"


def test_a_file_dropped_anywhere_is_looked_through_in_place(pane, settled):
    drop(pane, carrying(FARMERS))
    settled(lambda: pane.taking_in is not None and pane.taking_in.body.isVisible())
    assert pane._layers.currentWidget() is pane.taking_in


@pytest.mark.parametrize("layer", ["list", "adding", "import"])
def test_no_field_takes_a_dropped_file_for_text(pane, settled, layer):
    if layer == "adding":
        pane.add_somebody()
    elif layer == "import":
        pane.take_list(FARMERS)
        settled(lambda: pane.taking_in.body.isVisible())
    fields = [*pane.findChildren(QLineEdit), *pane.findChildren(QPlainTextEdit)]
    assert fields
    assert not any(field.acceptDrops() for field in fields)


def test_while_a_list_is_being_read_no_other_is_taken(pane, settled):
    pane.take_list(FARMERS)
    pane.take_list(DEMO / "nelayan-tanjung-selor.csv")
    settled(lambda: pane.taking_in.body.isVisible())
    assert pane.taking_in._outlook.found.file_name == FARMERS.name


def test_a_list_given_up_leads_back_to_the_guests(pane, settled):
    pane.take_list(FARMERS)
    settled(lambda: pane.taking_in.body.isVisible())
    pane.taking_in.give_up()
    assert pane._layers.currentWidget() is pane.guests
    assert pane.guests.search.hasFocus()


def test_leaving_with_mended_lines_asks(pane, settled, messages):
    pane.take_list(FARMERS)
    settled(lambda: pane.taking_in.body.isVisible())
    pane.taking_in._mend(12, pane.taking_in.body.model.kinds[2], "SYAHRUL")
    settled(lambda: pane.taking_in._mended() == 1)
    messages.agrees = False
    assert not pane.may_leave()
    assert "1 mended line is lost" in messages.asked[-1].text
    messages.agrees = True
    assert pane.may_leave()
    assert pane._layers.currentWidget() is pane.guests, "nothing of it is left"


def test_the_attendance_sheet_is_saved(pane, messages, settled, tmp_path):
    target = tmp_path / "sheet.pdf"
    messages.files = [target]
    pane.sheet.save()
    settled(target.exists)
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(target))
    assert "Awing Ding" in text
    assert messages.told[-1] == ("Saved as sheet.pdf", Role.SUCCESS)


def test_a_sheet_that_cannot_be_written_is_told(pane, messages, settled, tmp_path):
    messages.files = [tmp_path / "nowhere" / "sheet.pdf"]
    pane.sheet.save()
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0].startswith("The file could not be written")


def test_the_attendance_sheet_is_printed(pane, messages, settled, tmp_path, monkeypatch):
    printed = tmp_path / "printed.pdf"

    def choose(printer, pages, _window):
        """Choose, in place of the person before the system's dialog, to print into a file."""
        printer.setOutputFileName(str(printed))
        return pages == 1

    monkeypatch.setattr("ui.printing.choose_printer", choose)
    pane.sheet.print_out()
    settled(lambda: bool(messages.told))
    assert messages.told == [("1 page was sent to print.", Role.SUCCESS)]
    assert len(pypdfium2.PdfDocument(printed)) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_they_are(pane, store, keep, event, settled, name):
    person = keep(a.person(name=name)).id
    with store.writing() as session:
        invite(session, event, [person])
    settled(lambda: name in names(pane))
    row = names(pane).index(name)
    tip = pane.guests.view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip


def test_f2_adds_somebody(pane):
    QTest.keyClick(pane.guests.search, Qt.Key.Key_F2)
    assert pane._layers.currentWidget() is pane.adding
    assert pane.adding.known.search.hasFocus()


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_the_keyboard_reaches_has_a_name(bench, stage, event, guests, settled, language):
    speak(language)
    made = PeoplePane(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    settled(lambda: len(names(made)) == len(guests))
    assert unnamed(stage) == []


def test_a_file_of_the_agency_is_offered_to_be_noted_as_that(pane, settled):
    pane.take_list(DEMO / "nomor-peserta-dari-pusat.xlsx")
    settled(lambda: pane.taking_in.body.isVisible())
    assert "seems to come from the agency" in pane.taking_in.notice.text()
    pane.taking_in.notice._action.click()
    settled(lambda: pane.returned is not None and pane.returned.body.isVisible())
    assert pane._layers.currentWidget() is pane.returned
    pane.returned.give_up()
    assert pane._layers.currentWidget() is pane.guests


def test_a_list_of_people_is_not_taken_for_one_of_the_agency(pane, settled):
    pane.take_list(FARMERS)
    settled(lambda: pane.taking_in.body.isVisible())
    assert pane.taking_in.notice.text() == ""


def test_another_file_dropped_on_one_of_the_agency_is_taken_as_such(pane, settled):
    pane.take_returned(DEMO / "nomor-peserta-dari-pusat.xlsx")
    settled(lambda: pane.returned.body.isVisible())
    drop(pane, carrying(FARMERS))
    settled(lambda: pane.returned._outlook.found.file_name == FARMERS.name)
    assert pane._layers.currentWidget() is pane.returned


def test_copied_cells_are_pasted_onto_the_list(pane, messages):
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(f"Nama\tNIK\nLukas\t{a.nik(3)}\nMartha\t{a.nik(4)}")
    pane.guests.view.setFocus()
    QTest.keyClick(pane.guests.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    clipboard.clear()
    assert pane.taking_in is not None
    assert pane.taking_in.busy
    pane.paste_list()
    assert messages.told[-1][0] == "Nothing that could be a list was copied."


def test_beside_the_rail_of_a_small_screen_it_is_not_too_wide(pane):
    rail, margins = 52, 48
    assert pane.minimumSizeHint().width() <= 683 - rail - margins
