import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from models.events.tables import Answer, EventKind, EventPartner, PartnerRole
from models.reporting.behind import Behind
from models.reporting.breakdowns import By
from models.reporting.periods import Period
from tests import factories as a
from tests.ui.pages.reports_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.reports_at_hand import card, lines
from ui.look import Role


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
