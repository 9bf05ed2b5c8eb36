from datetime import UTC, datetime

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.base import utc_now
from models.events.tables import Answer, EventKind, EventPartner, PartnerRole, Stage
from models.reporting.behind import Behind
from models.reporting.breakdowns import By
from models.reporting.periods import Period
from models.reporting.scope import Scope
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.pages.reports_page import ReportsPage


@pytest.fixture
def settle(bench, qtbot):
    """Wait for the answers of the records."""
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.fixture
def hold(keep, settle):
    """Hold an event of June 2022, or another month, at which as many as named enrol."""

    def _hold(enrolled=1, month=6, **given):
        start = datetime(2022, month, 28, 9)
        event = keep(a.event(**{"stage": Stage.DONE, "starts_at": start, "ends_at": start} | given))
        for _number in range(enrolled):
            person = keep(a.person())
            keep(a.attendance(event_id=event.id, person_id=person.id, present_at=utc_now()))
            keep(
                a.enrolment(
                    event_id=event.id,
                    person_id=person.id,
                    enrolled_at=datetime(2022, month, 28, 3, tzinfo=UTC),
                )
            )
        settle()
        return event

    return _hold


@pytest.fixture
def page(bench, stage, settle):
    """The page, which shows June 2022."""
    made = ReportsPage(bench)
    stage.resize(1366, 768)
    stage.layout().addWidget(made)
    made.show()
    made.figures.period.show_period(Period.read("2022-06"))
    settle()
    return made


@pytest.fixture
def choose(page, settle):
    """Choose a table."""

    def _choose(key):
        page.figures.lines.which.show_value(key)
        page.figures.lines.which.picked.emit()
        settle()

    return _choose


def lines(page):
    model = page.figures.lines.view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def card(page, key):
    shown = page.figures.cards[key]
    return shown._number.text(), shown._badge.text()


def test_figures_are_cards_with_the_change_in_words(hold, page):
    hold(2, month=5)
    hold(3)
    assert card(page, "enrolled") == ("3", "50% more")
    assert card(page, "events_held") == ("1", "the same")
    assert page.figures._compared.text() == "Compared with May 2022"


def test_less_than_before_is_said_and_marked(hold, page):
    hold(2, month=5)
    hold(1)
    assert card(page, "enrolled") == ("1", "50% less")
    assert page.figures.cards["enrolled"]._badge._badge.role is Role.WARNING


def test_a_month_of_nothing_shows_noughts_and_dashes(page):
    assert card(page, "enrolled")[0] == "0"
    assert card(page, "conversion") == ("–", "")


def test_what_is_committed_elsewhere_is_counted(hold, page):
    assert card(page, "events_held")[0] == "0"
    hold()
    assert card(page, "events_held") == ("1", "none before")


def test_the_period_before_is_a_click_away(hold, page, settle):
    hold(2, month=5)
    page.figures.period.before.click()
    settle()
    assert card(page, "enrolled")[0] == "2"


def test_a_breakdown_is_shown_as_bars_and_lines(hold, page, choose):
    hold(2)
    hold(1, kind=EventKind.DRIVE)
    choose("kind")
    assert [line[0] for line in lines(page)] == ["Outreach talk", "Enrolment drive", "Total"]
    chart = page.figures.lines.chart
    assert chart.isVisible()
    assert [(bar.label, bar.text) for bar in chart._bars] == [
        ("Outreach talk", "2"),
        ("Enrolment drive", "1"),
    ]


def test_one_line_alone_has_no_bars(hold, page, choose):
    hold()
    choose("kind")
    assert not page.figures.lines.chart.isVisible()


def test_the_table_chosen_stays_through_another_count(hold, page, choose):
    hold()
    choose("village")
    hold(title="Lagi")
    assert page.figures.lines.which.value() == "village"
    assert lines(page)[0][1] == "2"


def test_a_table_that_is_gone_gives_way_to_the_first(hold, page, choose, settle):
    hold()
    choose("village")
    page.figures.period.before.click()
    settle()
    assert page.figures.lines.which.value() == "figures"
    assert lines(page)[0][:2] == ["Events planned", "0"]


def test_enter_on_a_partner_goes_to_it(hold, keep, page, choose, went, settle):
    partner = keep(a.partner(name="Dinas Pertanian"))
    event = hold()
    keep(
        EventPartner(
            event_id=event.id, partner_id=partner.id, role=PartnerRole.HOST, answer=Answer.CONFIRMED
        )
    )
    settle()
    choose("partner")
    view = page.figures.lines.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert went == [("partners", {"partner_id": partner.id})]


def test_enter_on_a_place_shows_the_events_held_there(hold, page, choose, went):
    hold()
    choose("village")
    page.figures.lines.view.opened.emit(0)
    village = {"by": By.VILLAGE, "part": "65.01.03.2002"}
    figure = Behind("events_held", Period.read("2022-06"), **village)
    assert went == [("events", {"figure": figure})]


def test_enter_on_a_number_shows_the_list_behind_it(hold, page, choose, went):
    hold()
    choose("village")
    view = page.figures.lines.view
    view.setCurrentIndex(view.model().index(0, 3))
    QTest.keyClick(view, Qt.Key.Key_Return)
    (shown,) = went
    assert shown[0] == "people"
    assert (shown[1]["figure"].key, shown[1]["figure"].by) == ("enrolled_at_events", By.VILLAGE)


def test_a_number_of_the_period_before_leads_to_that_period(hold, page, went):
    hold(month=5)
    view = page.figures.lines.view
    view.setCurrentIndex(view.model().index(0, 2))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert went == [("events", {"figure": Behind("events_planned", Period.read("2022-05"))})]


@pytest.mark.parametrize(
    ("key", "name"), [("enrolled", "people"), ("events_held", "events"), ("paid", "people")]
)
def test_a_card_leads_to_the_list_behind_it(hold, page, went, key, name):
    hold()
    page.figures.cards[key].setFocus()
    QTest.keyClick(page.figures.cards[key], Qt.Key.Key_Return)
    assert went == [(name, {"figure": Behind(key, Period.read("2022-06"))})]


def test_the_villages_visited_are_the_lines_of_the_villages(hold, page, went):
    hold()
    page.figures.cards["villages_visited"].chosen.emit()
    assert page.figures.lines.which.value() == "village"
    assert page.figures.lines.view.hasFocus()
    assert went == []


def test_a_bar_leads_to_those_enrolled_on_its_line(hold, page, choose, went):
    hold(2)
    hold(1, kind=EventKind.DRIVE)
    choose("kind")
    chart = page.figures.lines.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    figure = Behind("enrolled_at_events", Period.read("2022-06"), by=By.KIND, part="drive")
    assert went == [("people", {"figure": figure})]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(20, chart.height() // 2))
    assert went[1][1]["figure"].part == "talk"


def test_the_villages_are_tiles_that_lead_to_their_events(hold, page, choose, went):
    hold()
    choose("reach")
    tiles = page.figures.lines.tiles
    assert [tile.name for tile in tiles.tiles()] == ["Desa Pimping"]
    assert "Desa Pimping" in tiles.accessibleDescription()
    tiles.setFocus()
    QTest.keyClick(tiles, Qt.Key.Key_Return)
    (shown,) = went
    assert shown[0] == "events"
    assert (shown[1]["figure"].key, shown[1]["figure"].part) == ("visits", "65.01.03.2002")


@pytest.mark.parametrize("key", ["pace", "funnel", "reach"])
def test_each_picture_is_copied_and_has_a_table_behind_it(hold, page, choose, messages, key):
    hold()
    choose(key)
    assert lines(page)
    QGuiApplication.clipboard().clear()
    page.figures.lines.copy_picture.click()
    assert not QGuiApplication.clipboard().pixmap().isNull()
    assert messages.told == [("The picture was copied.", Role.SUCCESS)]


def test_the_sums_so_far_are_a_line(hold, page, choose):
    hold(2)
    choose("pace")
    assert page.figures.lines.pace.isVisible()
    said = page.figures.lines.pace.accessibleDescription()
    assert "27 Jun – 30 Jun: 2" in said


def test_the_table_is_copied_whole(hold, page, choose, messages):
    hold()
    choose("months")
    view = page.figures.lines.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Months prepaid\tEnrolled\tContributions",
        "6 months\t1\tRp100,800",
    ]
    assert messages.told == [("1 line copied", Role.SUCCESS)]


@pytest.mark.parametrize("name", ["<b>R&D</b>", "=HYPERLINK(1)", "🌾 اجتماع", "Nama" * 75])
def test_hostile_names_are_letters(hold, keep, page, choose, settle, name):
    partner = keep(a.partner(name=name))
    event = hold()
    keep(
        EventPartner(
            event_id=event.id, partner_id=partner.id, role=PartnerRole.HOST, answer=Answer.CONFIRMED
        )
    )
    settle()
    choose("partner")
    assert lines(page)[0][0] == name
    page.figures.lines.copy.click()
    assert "\n=" not in QGuiApplication.clipboard().text()


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
