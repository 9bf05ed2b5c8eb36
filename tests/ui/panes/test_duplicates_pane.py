from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from models.people.apart import apart_pairs
from models.people.tables import Person
from tests import factories as a
from ui.look import Role
from ui.pages.people_page import PeoplePage
from ui.panes.duplicates_layer import DuplicatesLayer
from ui.panes.duplicates_pane import DuplicatesPane
from ui.widgets.page import Page
from ui.widgets.text import Text

BORN = date(1980, 5, 13)


@pytest.fixture
def pairs(keep):
    """Two pairs, the likelier one first."""
    lawing = {"name": "Yohanes Lawing", "nik": None, "birth_date": BORN, "phone": "+62811"}
    usat = {"name": "Maria Usat", "nik": None, "birth_date": BORN}
    return [
        tuple(one.id for one in keep(a.person(**shape), a.person(**shape)))
        for shape in (lawing, usat)
    ]


@pytest.fixture
def pane(qtbot, bench, stage, pairs):
    shown = DuplicatesPane(bench)
    stage.layout().addWidget(shown)
    shown.look()
    settle(qtbot, bench)
    return shown


def settle(qtbot, bench):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def shown(pane):
    model = pane.view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_pairs_are_listed_with_score_and_reasons_the_likeliest_first(pane):
    assert shown(pane) == [
        ["Yohanes Lawing", "Yohanes Lawing", "95%", "same name · same birth date · same phone"],
        ["Maria Usat", "Maria Usat", "70%", "same name · same birth date"],
    ]


def test_the_pair_chosen_is_compared_beside(qtbot, pane):
    assert "95%" in pane.merging.why.text()
    pane.begin()
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert "70%" in pane.merging.why.text()
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert pane.merging.isAncestorOf(pane.focusWidget())


def test_a_merged_pair_goes_and_comes_back_with_undo(qtbot, bench, pane):
    with qtbot.waitSignal(pane.merging.merged):
        pane.merging.merge.click()
    settle(qtbot, bench)
    assert [row[0] for row in shown(pane)] == ["Maria Usat"]
    bench.undoing.undo()
    settle(qtbot, bench)
    assert [row[0] for row in shown(pane)] == ["Yohanes Lawing", "Maria Usat"]


def apart(store):
    with store.reading() as session:
        return apart_pairs(session)


def test_two_people_are_kept_apart_for_good(qtbot, bench, store, stage, pane, pairs):
    pane.begin()
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert [row[0] for row in shown(pane)] == ["Maria Usat"], "at once"
    assert pane.view.hasFocus()
    settle(qtbot, bench)
    assert apart(store) == {pairs[0]}
    again = DuplicatesPane(bench)
    stage.layout().addWidget(again)
    again.look()
    settle(qtbot, bench)
    assert [row[0] for row in shown(again)] == ["Maria Usat"]


def test_undo_in_the_message_brings_the_pair_back_into_the_list(
    qtbot, bench, store, messages, pane
):
    with qtbot.waitSignal(pane.counted):
        pane.merging.apart.click()
    settle(qtbot, bench)
    said = "Yohanes Lawing and Yohanes Lawing are two people: they are not shown here again."
    assert messages.told[-1][0] == said
    messages.actions["Undo"]()
    settle(qtbot, bench)
    qtbot.waitUntil(lambda: len(shown(pane)) == 2)
    assert [row[0] for row in shown(pane)] == ["Yohanes Lawing", "Maria Usat"]
    assert apart(store) == set()


def test_a_pair_of_whom_one_is_gone_meanwhile_is_told_and_nothing_is_noted(
    qtbot, bench, store, messages, pane, pairs
):
    pane.begin()
    with store.writing("Archive") as session:
        session.get_one(Person, pairs[0][1]).archived_at = datetime(2022, 6, 28, tzinfo=UTC)
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    settle(qtbot, bench)
    assert messages.told == [("That person is no longer in the list.", Role.DANGER)]
    assert apart(store) == set()
    qtbot.waitUntil(lambda: [row[0] for row in shown(pane)] == ["Maria Usat"])


def test_where_nobody_is_left_that_is_said(qtbot, pane):
    for _one in "12":
        pane.merging.apart.click()
    assert shown(pane) == []
    assert not pane.merging.isVisible()
    assert "Nobody seems to be in the list twice." in [
        text.text() for text in pane.findChildren(Text) if text.isVisible()
    ]


def test_esc_leads_back_from_the_fields_to_the_list_and_then_out(qtbot, pane):
    pane.begin()
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    qtbot.keyClick(pane.focusWidget(), Qt.Key.Key_Escape)
    assert pane.view.hasFocus()
    with qtbot.waitSignal(pane.left):
        qtbot.keyClick(pane.view, Qt.Key.Key_Escape)


@pytest.fixture
def page(bench, stage, pairs):
    page, beneath = Page("People"), Text("everybody")
    page.add(beneath, 1)
    stage.layout().addWidget(page)
    layer = DuplicatesLayer(bench, page, beneath, lambda: None)
    return page, beneath, layer


def test_the_button_opens_the_review_and_tells_the_count(qtbot, bench, page):
    _page, beneath, layer = page
    assert layer.button.text() == "Duplicates"
    layer.button.click()
    settle(qtbot, bench)
    assert layer.shown()
    assert layer.pane.view.hasFocus()
    assert not beneath.isVisible()
    assert layer.button.text() == "Duplicates (2)"
    layer.pane.left.emit()
    assert not layer.shown()
    assert beneath.isVisible()


def test_on_the_page_of_people_the_review_comes_and_goes(qtbot, bench, stage, pairs):
    page = PeoplePage(bench)
    stage.layout().addWidget(page)
    settle(qtbot, bench)
    page.duplicates.button.click()
    settle(qtbot, bench)
    assert page.duplicates.shown()
    assert not page.columns.isVisible()
    page.go(person_id=pairs[1][0])
    assert not page.duplicates.shown()
    assert page.columns.isVisible()
    settle(qtbot, bench)
