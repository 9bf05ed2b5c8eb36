"""Reports that count a part only, and what is saved of them."""

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.events.tables import EventKind
from models.reporting.scope import Scope
from tests import factories as a
from tests.ui.pages.reports_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.reports_at_hand import card, lines
from tests.ui.reach import said, unnamed
from ui.look import Role


def test_a_filter_counts_only_what_fits_and_says_so(hold, page, settle):
    hold(2)
    hold(1, kind=EventKind.DRIVE)
    page.figures.filter.click()
    settle()
    page.figures.scope.kind.show_value(EventKind.DRIVE)
    page.figures.scope.kind.picked.emit()
    settle()
    assert card(page, "enrolled")[0] == "1"
    assert page.figures._only.text() == "Counted is only: Kind of event: Enrolment drive"
    page.figures.scope.clear.click()
    settle()
    assert card(page, "enrolled")[0] == "3"
    assert not page.figures._only.isVisible()


def test_regions_partners_and_occupations_are_proposed_from_the_records(hold, keep, page, settle):
    partner = keep(a.partner(name="Dinas Pertanian"))
    hold()
    page.figures.filter.click()
    settle()
    scope = page.figures.scope
    for field, typed in ((scope.region, "palas"), (scope.partner, "tani")):
        field.setFocus()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field._list, Qt.Key.Key_Return)
        settle()
    scope.occupation.show_value("Petani padi")
    assert scope.scope() == Scope(
        region="65.01.03", partner_id=partner.id, occupation="Petani padi"
    )
    scope.read()
    settle()
    assert scope.occupation.value() == "Petani padi"


def test_a_region_taken_out_counts_all_again(hold, page, settle, qtbot):
    hold()
    page.figures.filter.click()
    settle()
    region = page.figures.scope.region
    region.show_value("65.01.99", "Kec. Lain")
    with qtbot.waitSignal(page.figures.scope.changed):
        region.clear()
        region.textEdited.emit("")
    settle()
    assert card(page, "enrolled")[0] == "1"


def test_the_report_is_saved_as_pdf(hold, page, messages, tmp_path, qtbot):
    hold()
    target = tmp_path / "juni.pdf"
    messages.files = [target]
    page.figures.save_pdf.click()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told == [("Saved as juni.pdf", Role.SUCCESS)]
    with pypdfium2.PdfDocument(target) as document:
        assert "Report of June 2022" in document[0].get_textpage().get_text_bounded()


def test_the_workbook_holds_what_is_filtered(hold, page, messages, tmp_path, qtbot, settle):
    hold(2)
    hold(1, kind=EventKind.DRIVE)
    page.figures.scope.kind.show_value(EventKind.DRIVE)
    target = tmp_path / "juni.xlsx"
    messages.files = [target]
    page.figures.save_excel.click()
    qtbot.waitUntil(lambda: bool(messages.told))
    sheet = CalamineWorkbook.from_path(target).get_sheet_by_name("Figures").to_python()
    assert sheet[1][0] == "Counted is only: Kind of event: Enrolment drive"
    assert ["Enrolled", 1, 0, "–"] in sheet


def test_a_report_given_up_writes_nothing(page, messages, bench):
    page.figures.save_pdf.click()
    assert messages.asked == ["Save the report as PDF"]
    assert not bench.tasks.busy


def test_the_events_held_are_the_second_part(hold, page, settle):
    hold(title="Temu Tani")
    page.go(part="held")
    settle()
    assert page.held.isVisible()
    assert not page.figures.isVisible()
    assert page.held._table.model().rowCount() == 1
    page.parts.choose("figures")
    settle()
    assert page.figures.isVisible()


def test_the_keyboard_begins_at_the_period_or_among_the_events(hold, page, settle):
    hold()
    page.begin()
    assert page.figures.period.kind.hasFocus()
    page.go(part="held")
    settle()
    page.begin()
    assert page.held._table.hasFocus()


def test_a_card_says_what_it_counts(hold, page):
    hold()
    assert said(page.figures.cards["enrolled"]) == "Enrolled"


def test_every_control_has_a_name(hold, page, stage, settle):
    hold()
    page.figures.filter.click()
    settle()
    assert unnamed(stage) == []


def test_where_the_window_is_narrow_the_names_of_the_figures_can_be_read(hold, page, stage, qtbot):
    hold()
    view = page.figures.lines.view
    assert not view.isColumnHidden(2)
    stage.resize(480, 384)
    qtbot.waitUntil(lambda: view.isColumnHidden(2))
    longest = max(len(line[0]) for line in lines(page))
    assert view.columnWidth(0) > 0.6 * longest * view.fontMetrics().averageCharWidth()


def test_how_figures_are_counted_can_be_read_in_whole(page, choose):
    choose("formulas")
    shown = page.figures.lines
    assert lines(page)[1][1] == "Events of the period that are done or reported."
    shown.view.choose(1)
    assert shown.note.isVisible()
    assert shown.note.text() == "Events held · Events of the period that are done or reported."
    assert shown.view.columnWidth(1) > shown.view.columnWidth(0)
