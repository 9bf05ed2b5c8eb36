"""The settings' card about printers; which printers there are is made up, all else is real."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import ui.panes.settings_printers
from models.printing.calibration import PLACES, Readings
from models.printing.profiles import ProfileDraft, keep_profile, profile_rows
from models.printing.transform import PrintError
from tests.models.printing.distorting import corners_only, read
from tests.ui.reach import said, unnamed
from ui.panes.settings_printers import PrintersPanel
from ui.printing import Printing

ERROR = PrintError(1.25, -0.75, 1.004, 0.996, 0.4)
HOSTILE = "<b>EPSON</b> & '; DROP TABLE printer_profile; --"


@pytest.fixture
def printers(monkeypatch):
    """The names of the system's printers, to be changed."""
    there = ["office", HOSTILE]

    class Info:
        availablePrinterNames = staticmethod(lambda: list(there))  # noqa: N815 - Qt's own

    monkeypatch.setattr(ui.panes.settings_printers, "QPrinterInfo", Info)
    return there


@pytest.fixture
def settled(qtbot, bench):
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.fixture
def panel(bench, stage, printers, settled):
    panel = PrintersPanel(bench)
    stage.layout().addWidget(panel)
    stage.resize(700, 900)
    panel.show()
    panel.read()
    settled()
    return panel


@pytest.fixture
def rows(store):
    def _rows():
        with store.reading() as session:
            return profile_rows(session)

    return _rows


@pytest.fixture
def measured(store):
    def _measured(queue="office", medium="a4", error=ERROR):
        with store.writing() as session:
            keep_profile(session, ProfileDraft(queue, read(error, medium)))

    return _measured


def lines(panel):
    return [said(line) for line in panel.list.lines()]


def fill(fields, readings):
    """Type these readings, field after field."""
    for field, value in zip(fields, readings.values, strict=True):
        field.setFocus()
        field.selectAll()
        if value is not None:
            QTest.keyClicks(field, f"{value}".replace(".", ","))


def test_the_systems_printers_are_listed_as_plain_text(panel):
    assert lines(panel) == [
        "office, Prints uncorrected: not measured yet.",
        f"{HOSTILE}, Prints uncorrected: not measured yet.",
    ]


def test_without_printers_that_is_said(panel, printers, settled):
    printers.clear()
    panel.read()
    settled()
    assert panel.none.text() == "No printer is set up on this computer."
    assert panel.none.isVisible()


def test_a_printer_is_measured_by_keys_kept_and_that_is_undone(
    panel, settled, rows, messages, store, qtbot
):
    line = panel.list.lines()[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert panel.form_is_open()
    fill(panel.form.front.fields, read(ERROR, "a4"))
    assert "1.25 mm to the right" in panel.form.results["front"].shown()["Shifted"]
    QTest.keyClick(panel.form.front.fields[-1], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled()
    [row] = rows()
    assert (row.queue, row.medium) == ("office", "a4")
    assert row.profile.front_readings == read(ERROR, "a4")
    assert messages.told[-1][0] == "office is set right for A4."
    qtbot.waitUntil(lambda: "A4: within" in lines(panel)[0])
    assert not panel.form_is_open()
    panel._bench.undoing.undo()
    settled()
    assert rows() == []


def test_what_was_kept_is_shown_again_and_can_be_reset(panel, settled, rows, measured, qtbot):
    measured()
    settled()
    qtbot.waitUntil(lambda: "A4" in lines(panel)[0])
    panel.open_printer("office")
    assert panel.form.draft().front == read(ERROR, "a4")
    assert panel.reset_button.isVisible()
    panel.reset_button.click()
    settled()
    assert rows() == []


def test_each_paper_has_readings_of_its_own(panel, settled, measured, qtbot):
    measured(medium="id1")
    settled()
    qtbot.waitUntil(lambda: "Card" in lines(panel)[0])
    panel.open_printer("office")
    assert panel.form.medium.value() == "id1"
    panel.form.medium.setFocus()
    QTest.keyClick(panel.form.medium, Qt.Key.Key_Home)
    assert panel.form.draft().front == Readings("a4")
    assert not panel.reset_button.isVisible()
    assert not panel.form.is_changed()


def test_what_was_typed_stays_when_another_paper_is_chosen(panel):
    panel.open_printer("office")
    fill(panel.form.front.fields, read(ERROR, "a4"))
    panel.form.medium.setFocus()
    QTest.keyClick(panel.form.medium, Qt.Key.Key_Down)
    assert panel.form.draft().front == Readings("f4", read(ERROR, "a4").values)


def test_a_reading_that_does_not_fit_is_named_beside_the_result(panel):
    panel.open_printer("office")
    readings = list(read(ERROR, "a4").values)
    readings[2] += 1.5
    fill(panel.form.front.fields, Readings("a4", tuple(readings)))
    told = panel.form.grid.row("front").said()
    assert told == "Reading 3 does not fit the others. Look at it again."
    assert panel.form.problems() == {}


def test_a_page_scaled_to_fit_cannot_be_kept_and_that_is_said(panel):
    panel.open_printer("office")
    fill(panel.form.front.fields, read(PrintError(scale_x=0.94, scale_y=0.94), "a4"))
    assert "Let the printer print at its actual size." in panel.form.grid.row("front").said()
    assert not panel.form.print_check.isEnabled()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x", "Write millimetres, such as 15.25."),
        ("99", "Number 1: write millimetres, from 0 to 30."),
    ],
)
def test_what_is_no_reading_is_told_beside_its_row(panel, text, told):
    panel.open_printer("office")
    fill(panel.form.front.fields, read(ERROR, "a4"))
    first = panel.form.front.fields[0]
    first.selectAll()
    QTest.keyClicks(first, text)
    assert panel.form.grid.row("front-top").said() == told
    assert list(panel.form.problems()) == ["front-top"]


def test_a_back_is_measured_where_both_sides_are_printed(panel, settled, rows):
    panel.open_printer("office")
    fill(panel.form.front.fields, corners_only(ERROR, "a4"))
    assert panel.form.problems() == {}
    panel.form.two_sided.click()
    assert panel.form.problems()
    fill(panel.form.back.fields, read(PrintError(-2, 1), "a4"))
    panel.panel.save_asked.emit()
    settled()
    [row] = rows()
    assert row.profile.back.error.offset_x == pytest.approx(-2, abs=0.01)


@pytest.mark.parametrize("check", [False, True])
def test_sheets_are_printed_on_this_printer_the_check_sheet_corrected(
    panel, settled, monkeypatch, check
):
    asked = []
    monkeypatch.setattr(Printing, "print_pdf", lambda *how, target: asked.append((how[2], target)))
    panel.open_printer("office")
    fill(panel.form.front.fields, read(ERROR, "a4"))
    (panel.form.print_check if check else panel.form.print_ruler).click()
    [(title, target)] = asked
    assert title == ("Check sheet" if check else "Ruler sheet")
    assert target.queue == "office"
    moved = target.correction.front.at((0, 0))
    assert moved == pytest.approx(ERROR.correction().at((0, 0)) if check else (0, 0), abs=0.1)


def test_the_test_sheet_for_scanners_is_printed_from_the_list_too(panel, monkeypatch):
    asked = []
    monkeypatch.setattr(Printing, "print_pdf", lambda _self, *how: asked.append(how[1]))
    panel.scanner_sheet.click()
    assert asked == ["Scanner test sheet"]


def test_a_printer_that_is_gone_is_told_when_it_is_to_print(panel, messages, qtbot):
    panel.open_printer("office")
    panel.form.print_ruler.click()
    qtbot.waitUntil(lambda: not panel.printing.busy)
    assert [text for text, _role in messages.told] == ["The printer office is not there any more."]


def test_profiles_of_a_printer_that_is_gone_can_still_be_reset(
    panel, measured, settled, rows, qtbot
):
    measured(queue="gone", error=PrintError())
    settled()
    qtbot.waitUntil(lambda: len(lines(panel)) == 3)
    assert lines(panel)[2].endswith(", Not there now")
    panel.open_printer("gone")
    assert not panel.form.print_ruler.isEnabled()
    panel.reset_button.click()
    settled()
    assert rows() == []


@pytest.mark.parametrize("agrees", [True, False])
def test_what_was_typed_is_not_left_without_asking(panel, messages, agrees):
    panel.open_printer("office")
    QTest.keyClicks(panel.form.front.fields[0], "14")
    messages.agrees = agrees
    assert panel.may_leave() is agrees
    assert panel.form_is_open() is not agrees


def test_escape_leads_back_to_the_printer_in_the_list(panel):
    panel.open_printer("office")
    panel.form.medium.setFocus()
    QTest.keyClick(panel.form.medium, Qt.Key.Key_Escape)
    assert not panel.form_is_open()
    assert panel.list.lines()[0].hasFocus()


def test_every_field_has_a_name(panel, stage):
    assert unnamed(stage) == []
    panel.open_printer("office")
    panel.form.two_sided.click()
    assert unnamed(stage) == []
    names = [said(field) for field in panel.form.front.fields]
    assert names == [f"Reading {number}" for number in range(1, PLACES + 1)]
