from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.events.drafts import PartDraft
from models.events.operations import plan_event, set_stage
from models.events.tables import Stage
from models.office.queries import today
from models.words import speak
from tests import factories as a
from tests.ui.reach import unnamed
from ui.pages.events_page import EventsPage

TITLE, VILLAGE, STAGE = 1, 3, 5


@pytest.fixture
def plan(bench):
    """Plan an event so many days from today, at a stage."""

    def _plan(title, days, stage=Stage.DRAFT, **given):
        with bench.store.writing() as session:
            day = datetime.combine(today(session), datetime.min.time()) + timedelta(days=days)
            span = {"starts_at": day.replace(hour=9), "ends_at": day.replace(hour=12)}
            event = plan_event(session, a.event_draft(title=title, **span, **given)).id
            set_stage(session, event, stage, "Banjir")
        return event

    return _plan


@pytest.fixture
def some(plan, keep):
    """An event for every pile, and a second one that is coming."""
    dinas = keep(a.partner(name="Dinas Perikanan")).id
    return {
        "later": plan("Nanti", 9, partners=(PartDraft(dinas),)),
        "next": plan("Segera", 2, venue="Balai Desa", region_line="Desa Pimping, Kec. Utara"),
        "late": plan("Lewat", -3),
        "held": plan("Sudah", -30, Stage.DONE),
        "off": plan("Batal", 5, Stage.CANCELLED),
    }


@pytest.fixture
def page(bench, stage):
    made = EventsPage(bench)
    stage.resize(1366, 768)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    made.begin()
    return made


def column(page, number):
    """Return what a column shows, top down."""
    model = page._list().table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def piles(page):
    return [page._list().piles.tabText(number) for number in range(page._list().piles.count())]


def test_the_coming_events_are_shown_first_the_next_one_on_top(some, page):
    assert column(page, TITLE) == ["Segera", "Nanti"]
    assert column(page, VILLAGE)[0] == "Desa Pimping"
    assert column(page, STAGE) == ["Draft", "Draft"]


def test_the_header_names_the_next_event(some, page, bench):
    assert page.header._subtitle.text().startswith("Next: Segera, ")


def test_every_pile_is_counted(some, page):
    assert piles(page) == ["Coming  2", "Past due  1", "Held  1", "Off  1", "All  5"]


def test_the_search_gives_way_before_the_piles_do(some, page, stage):
    page._list().piles.set_count("all", "1,000,000")
    stage.resize(980, 600)
    stage.grab()
    assert page._list().piles.width() >= page._list().piles.sizeHint().width()


@pytest.mark.parametrize(
    ("pile", "titles"),
    [
        ("past_due", ["Lewat"]),
        ("held", ["Sudah"]),
        ("off", ["Batal"]),
        ("all", ["Nanti", "Batal", "Segera", "Lewat", "Sudah"]),
    ],
)
def test_a_pile_shows_its_events(some, page, pile, titles):
    page._list().piles.choose(pile)
    assert column(page, TITLE) == titles


def test_a_visit_can_name_the_pile(some, page):
    page.go(pile="held")
    assert column(page, TITLE) == ["Sudah"]
    page.go()
    assert column(page, TITLE) == ["Sudah"], "another visit stays where one was"


@pytest.mark.parametrize("typed", ["sege", "balai", "pimping", "SEGERA desa"])
def test_typing_finds_by_title_and_place(some, page, typed):
    QTest.keyClicks(page._search, typed)
    assert column(page, TITLE) == ["Segera"]


def test_typing_finds_by_partner(some, page):
    QTest.keyClicks(page._search, "perikanan")
    assert column(page, TITLE) == ["Nanti"]


def test_nothing_found_is_said_in_place_of_the_table(some, page):
    QTest.keyClicks(page._search, "tidak ada")
    assert page._list().empty.isVisible()
    assert not page._list().table.isVisible()
    page._search.clear()
    assert page._list().table.isVisible()


def test_a_click_on_the_date_turns_the_order_round(some, page):
    header = page._list().table.horizontalHeader()
    place = header.sectionViewportPosition(0) + 10
    QTest.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(place, 8)
    )
    assert column(page, TITLE) == ["Nanti", "Segera"]


def test_the_arrow_shows_the_order_of_the_pile(some, page):
    header = page._list().table.horizontalHeader()
    assert header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
    page._list().piles.choose("held")
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_enter_leads_from_the_search_to_the_table_and_into_an_event(some, page, went):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page._list().table
    assert page._list().table.chosen_ids() == [some["next"]], "one sees where one is"
    QTest.keyClick(page._list().table, Qt.Key.Key_Down)
    QTest.keyClick(page._list().table, Qt.Key.Key_Return)
    assert went == [("event", {"event_id": some["later"]})]


def test_the_keyboard_begins_in_the_search(some, page):
    assert QApplication.focusWidget() is page._search


def test_new_leads_to_the_form(page, went):
    [new, *_rest] = [one for one in page.findChildren(QPushButton) if one.text() == "New event"]
    new.click()
    assert went == [("event", {"event_id": None})]


def test_without_any_event_the_page_says_how_to_begin(page, went):
    assert page._list().empty.isVisible()
    page._list().empty.chosen.emit()
    assert went == [("event", {"event_id": None})]


def test_an_event_planned_elsewhere_appears(page, plan):
    plan("Baru", 3)
    assert column(page, TITLE) == ["Baru"]
    assert piles(page)[0] == "Coming  1"


def test_what_was_planned_while_another_page_was_shown_appears_on_coming_back(page, plan):
    page.hide()
    plan("Baru", 3)
    page.show()
    assert column(page, TITLE) == ["Baru"]


def test_an_undone_event_goes(page, plan, bench, qtbot):
    plan("Baru", 3)
    bench.undoing.undo()
    qtbot.waitUntil(lambda: column(page, TITLE) == [])


def test_many_events_are_all_there(page, bench):
    with bench.store.writing("Plan many") as session:
        start = datetime.combine(today(session), datetime.min.time()) + timedelta(days=1)
        session.add_all(
            a.event(starts_at=start + timedelta(days=n), ends_at=start + timedelta(days=n, hours=3))
            for n in range(120)
        )
    assert page._list().table.model().rowCount() == 120
    assert piles(page)[0] == "Coming  120"


@pytest.mark.parametrize("title", ["<b>R&D</b>", "=1+1", "'; DROP TABLE event;--", "🌾 اجتماع"])
def test_hostile_text_is_letters(page, plan, title):
    plan(title, 3, venue=title)
    assert column(page, TITLE) == [title]
    index = page._list().table.model().index(0, TITLE)
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_days_are_written_in_the_language(bench, stage, plan):
    plan("Baru", 0)
    speak("id")
    made = EventsPage(bench)
    stage.layout().addWidget(made)
    made.go()
    with bench.store.reading() as session:
        assert column(made, 0) == [f"{today(session):%d/%m/%Y}"]


def test_every_control_has_a_name(some, page, stage):
    assert unnamed(stage) == []


def test_a_narrow_window_keeps_date_title_and_stage(some, page, stage, qtbot):
    stage.resize(683, 384)
    qtbot.waitUntil(lambda: page._list().table.isColumnHidden(VILLAGE))
    assert [page._list().table.isColumnHidden(one) for one in (0, TITLE, STAGE)] == [False] * 3
