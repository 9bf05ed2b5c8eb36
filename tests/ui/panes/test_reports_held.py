from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.base import utc_now
from models.events.operations import set_stage
from models.events.tables import Stage
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.reports_held import HeldEvents

HEADINGS = [
    "Date",
    "Event",
    "Village",
    "Partners",
    "Invited",
    "Present",
    "Enrolled",
    "Conversion",
    "Months",
    "Rupiah",
]


@pytest.fixture
def settle(bench, qtbot):
    """Wait for the answers of the records."""
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.fixture
def keep(keep, settle):
    def _keep(*records):
        kept = keep(*records)
        settle()
        return kept

    return _keep


@pytest.fixture
def choose(page, settle):
    """Choose a year, None for all."""

    def _choose(year):
        page._year.show_value(year)
        page._year.picked.emit()
        settle()

    return _choose


@pytest.fixture
def held(keep):
    """Hold an event in a year with two people present, of whom one enrolled for 6 months."""

    def _held(year, title="Temu", **given):
        start = datetime(year, 6, 28, 9)
        event = keep(
            a.event(title=title, stage=Stage.DONE, starts_at=start, ends_at=start, **given)
        ).id
        people = keep(a.person(), a.person())
        keep(
            *(
                a.attendance(event_id=event, person_id=one.id, present_at=utc_now())
                for one in people
            )
        )
        keep(a.enrolment(event_id=event, person_id=people[0].id, months=6, total=100_800))
        return event

    return _held


@pytest.fixture
def page(bench, stage, settle):
    made = HeldEvents(bench)
    stage.resize(1366, 768)
    stage.layout().addWidget(made)
    made.show()
    made.look()
    settle()
    return made


def rows(page):
    model = page._table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def titles(page):
    return [row[1] for row in rows(page)]


def figures(page):
    return [
        one._number.text() for one in (page._events, page._present, page._enrolled, page._total)
    ]


def test_a_held_event_is_a_line_of_figures(held, page):
    held(2022, "Temu Tani")
    [row] = rows(page)
    assert row[:2] == ["28/06/2022", "Temu Tani"]
    assert row[2] == "Desa Pimping"
    assert row[4:] == ["2", "2", "1", "50%", "6", "Rp100,800"]


def test_only_held_events_are_listed(held, page, keep):
    held(2022)
    keep(a.event(title="Rencana", stage=Stage.READY))
    assert titles(page) == ["Temu"]


def test_the_latest_year_is_shown_first_and_others_can_be_chosen(held, bench, stage, settle):
    held(2021, "Lama")
    held(2022, "Baru")
    page = HeldEvents(bench)
    stage.layout().addWidget(page)
    page.look()
    settle()
    assert titles(page) == ["Baru"]
    assert [page._year.itemText(n) for n in range(page._year.count())] == [
        "2022",
        "2021",
        "All years",
    ]
    page._year.setFocus()
    QTest.keyClick(page._year, Qt.Key.Key_Down)
    settle()
    assert titles(page) == ["Lama"]
    QTest.keyClick(page._year, Qt.Key.Key_Down)
    settle()
    assert titles(page) == ["Baru", "Lama"]


def test_a_year_chosen_stays_when_another_one_comes(held, page, choose):
    held(2021, "Lama")
    choose(2021)
    held(2022, "Baru")
    assert page._year.value() == 2021
    assert titles(page) == ["Lama"]


def test_the_sums_are_those_of_the_year_shown(held, page, choose):
    held(2021)
    held(2022)
    choose(2022)
    assert figures(page) == ["1", "2", "1", "Rp100,800"]
    choose(None)
    assert figures(page) == ["2", "4", "2", "Rp201,600"]
    assert said(page._enrolled._badge) == "50% of those present"


def test_the_date_turns_the_order_round(held, page, choose, settle):
    held(2021, "Lama")
    held(2022, "Baru")
    choose(None)
    page._table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    settle()
    assert titles(page) == ["Lama", "Baru"]


def test_enter_opens_the_events_summary(held, page, went):
    event = held(2022)
    page._table.setFocus()
    QTest.keyClick(page._table, Qt.Key.Key_Down)
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    assert went == [("event", {"event_id": event, "part": "summary"})]


def test_without_held_events_it_says_so_and_nothing_can_be_exported(page):
    assert page._empty.isVisible()
    assert not page._table.isVisible()
    assert not page._export.isEnabled()


def test_the_export_holds_what_is_shown_as_numbers(held, page, messages, tmp_path, qtbot):
    held(2022, "=HYPERLINK(1)")
    target = tmp_path / "held.xlsx"
    messages.files = [target]
    page._export.click()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told == [("Saved as held.xlsx", Role.SUCCESS)]
    sheet = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == "Events held in 2022"
    assert sheet[2] == HEADINGS
    assert sheet[3][1] == "=HYPERLINK(1)"
    assert sheet[3][4:] == [2, 2, 1, 0.5, 6, 100_800]


def test_an_export_given_up_writes_nothing(held, page, messages, bench):
    held(2022)
    page._export.click()
    assert messages.asked == ["Export the events held"]
    assert not bench.tasks.busy


def test_a_place_that_cannot_be_written_is_told(held, page, messages, tmp_path, qtbot):
    held(2022)
    messages.files = [tmp_path / "gone" / "held.xlsx"]
    page._export.click()
    qtbot.waitUntil(lambda: bool(messages.told))
    [(text, role)] = messages.told
    assert text.startswith("The file could not be written: ")
    assert role is Role.DANGER


def test_an_event_marked_as_done_elsewhere_appears(page, bench, keep, settle):
    event = keep(a.event(title="Temu", stage=Stage.READY)).id
    assert titles(page) == []
    with bench.store.writing() as session:
        set_stage(session, event, Stage.DONE)
    settle()
    assert titles(page) == ["Temu"]
    assert page._export.isEnabled()


@pytest.mark.parametrize("title", ["<b>R&D</b>", "=1+1", "🌾 اجتماع"])
def test_hostile_text_is_letters(held, page, title):
    held(2022, title)
    assert titles(page) == [title]


def test_every_control_has_a_name(held, page, stage):
    held(2022)
    assert unnamed(stage) == []
