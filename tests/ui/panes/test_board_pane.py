from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from models.events.board import COLUMNS
from models.events.filters import EventFilter
from models.events.queries import event_view
from models.events.tables import EventStaff, EventTask, Stage
from models.office.tables import Officer
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.board_pane import BoardPane
from ui.widgets.board_cards import MIME, PAGE, Card, _paint_signs

SHIFT = Qt.KeyboardModifier.ShiftModifier
DRAFT, INVITED, DONE, REPORTED, OFF = 1, 2, 5, 6, 7


@pytest.fixture
def show(bench, stage, settled):
    def _show():
        stage.resize(1300, 700)
        pane = BoardPane(bench)
        stage.layout().addWidget(pane)
        pane.show()
        pane.read(EventFilter())
        pane.begin()
        bench.changes.committed.connect(lambda _kinds: pane.read(EventFilter()))
        stage.grab()
        return pane

    return _show


@pytest.fixture
def stage_of(bench):
    def _stage_of(event):
        with bench.store.reading() as session:
            view = event_view(session, event)
        return view.row.stage, view.stage_reason

    return _stage_of


def titles(pane, column):
    model = pane.view.columns[column].cards
    return [model.card(place).title for place in range(model.rowCount())]


def press(pane, key, modifier=Qt.KeyboardModifier.NoModifier):
    at, _card = pane.view.chosen()
    QTest.keyClick(pane.view.columns[at], key, modifier)


def drop(pane, column, event):
    """Drop a card onto a column, as Qt does after a drag."""
    view = pane.view.columns[column]
    data = QMimeData()
    data.setData(MIME, event if isinstance(event, bytes) else str(event).encode())
    how = Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(view.rect().center(), *how))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(view.rect().center()), *how))


def answer(pane, text):
    [button] = [one for one in pane.stages.question.answers() if one.text() == text]
    button.click()


def test_each_event_lies_in_the_column_of_its_stage(keep, show):
    keep(*(a.event(title=stage.value, stage=stage) for stage in Stage))
    pane = show()
    columns = [sorted(titles(pane, number)) for number in range(len(COLUMNS))]
    assert columns == [sorted(stage.value for stage in stages) for stages in COLUMNS]
    assert [pane.view.count(number) for number in range(len(COLUMNS))] == ["1"] * 7 + ["2"]


def test_a_card_says_when_where_what_is_open_and_that_it_clashes(keep, show, bench):
    rina = keep(Officer(name="Rina"))
    duty = {"staff": [EventStaff(officer_id=rina.id)]}
    tasks = [EventTask(text="Undang", due_days=400 - 366)]
    event = a.event(title="Satu", tasks=tasks, staff=[EventStaff(officer_id=rina.id)])
    event.starts_at += timedelta(days=36500)
    event.ends_at += timedelta(days=36500)
    other = a.event(starts_at=event.starts_at, ends_at=event.ends_at, stage=Stage.READY, **duty)
    keep(event, other)
    card = show().view.columns[DRAFT].cards.card(0)
    assert card.place == "Desa Pimping"
    assert card.signs[0][1:] == ("1 task", Role.NEUTRAL)
    assert "clash" in card.signs[1][1]
    assert card.signs[1][1] in card.said


def test_arrows_go_along_a_column_and_to_the_next_that_has_cards(keep, show):
    keep(a.event(title="A"), a.event(title="B"), a.event(title="C", stage=Stage.DONE))
    pane = show()
    assert pane.view.columns[DRAFT].hasFocus()
    press(pane, Qt.Key.Key_Down)
    assert pane.view.chosen() == (DRAFT, pane.view.columns[DRAFT].cards.ids[1])
    press(pane, Qt.Key.Key_Right)
    assert pane.view.chosen()[0] == DONE
    press(pane, Qt.Key.Key_Right)
    assert pane.view.chosen()[0] == DONE, "beyond it nothing lies"
    press(pane, Qt.Key.Key_Left)
    assert pane.view.chosen()[0] == DRAFT


def test_enter_opens_and_f2_begins(keep, show, went):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Return)
    press(pane, Qt.Key.Key_F2)
    assert went == [("event", {"event_id": event}), ("event", {"event_id": None})]


def test_what_lacks_nothing_moves_at_once_and_the_keyboard_goes_along(
    keep, show, settled, stage_of, messages
):
    event = keep(a.event(stage=Stage.INVITED)).id
    pane = show()
    press(pane, Qt.Key.Key_Left, SHIFT)
    settled()
    assert stage_of(event)[0] is Stage.DRAFT
    assert pane.view.chosen() == (DRAFT, event)
    assert pane.view.columns[DRAFT].hasFocus()
    messages.actions["Undo"]()
    settled(lambda: stage_of(event)[0] is Stage.INVITED)


def test_what_is_missing_is_said_before_a_card_moves(keep, show, settled, stage_of):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Right, SHIFT)
    assert pane.stages.question.text() == (
        "Before it is “Letter sent”:\n"
        "• No invitation is marked as sent, and no partner has been asked."
    )
    assert stage_of(event)[0] is Stage.DRAFT
    answer(pane, "Move anyway")
    settled()
    assert stage_of(event)[0] is Stage.INVITED
    assert pane.stages.isHidden()


def test_esc_or_cancel_leaves_the_card_and_the_keyboard_on_it(keep, show, stage_of):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert pane.stages.isHidden()
    press(pane, Qt.Key.Key_Right, SHIFT)
    answer(pane, "Cancel")
    assert pane.stages.isHidden()
    assert stage_of(event)[0] is Stage.DRAFT
    assert pane.view.columns[DRAFT].hasFocus()


def test_the_way_to_mend_it_is_at_hand(keep, show, went):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Right, SHIFT)
    answer(pane, "Open the event")
    assert went == [("event", {"event_id": event})]


def test_a_card_dropped_on_another_column_asks_the_same(keep, show, settled, stage_of):
    event = keep(a.event()).id
    pane = show()
    drop(pane, INVITED, event)
    assert not pane.stages.isHidden()
    answer(pane, "Move anyway")
    settled()
    assert stage_of(event)[0] is Stage.INVITED
    drop(pane, INVITED, event)
    assert pane.stages.isHidden(), "it lies there already"


@pytest.mark.parametrize("data", [b"", b"x", b"-3", "٣".encode(), b"99999999999999999999"])
def test_what_is_no_card_of_the_board_is_not_taken(keep, show, data):
    keep(a.event())
    pane = show()
    drop(pane, REPORTED, data)
    assert pane.stages.isHidden()


def test_calling_off_asks_which_and_why(keep, show, settled, stage_of):
    event = keep(a.event()).id
    pane = show()
    drop(pane, OFF, event)
    answer(pane, "Postponed")
    field = pane.stages.reason.field
    assert field.accessibleName() == "Why is it postponed?"
    QTest.keyClicks(field, "Banjir")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settled()
    assert stage_of(event) == (Stage.POSTPONED, "Banjir")
    assert titles(pane, DRAFT) == []


def test_only_what_is_looked_at_is_fetched_and_all_of_it_can_be_reached(keep, show, bench):
    keep(*(a.event(stage=Stage.REPORTED) for _one in range(2 * PAGE + 5)))
    pane = show()
    model = pane.view.columns[REPORTED].cards
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == PAGE
    assert pane.view.count(REPORTED) == str(2 * PAGE + 5)
    assert len(pane.event_ids()) == 2 * PAGE + 5
    column = pane.view.columns[REPORTED]
    bar = column.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert model.rowCount() == 2 * PAGE
    column.setFocus()
    QTest.keyClick(column, Qt.Key.Key_End)
    QTest.keyClick(column, Qt.Key.Key_End)
    assert len(set(model.ids)) == model.rowCount() == 2 * PAGE + 5


def test_a_filter_narrows_the_board(keep, show):
    keep(a.event(title="Satu"), a.event(title="Dua", venue="Gedung"))
    pane = show()
    pane.read(EventFilter(place="gedung"))
    assert titles(pane, DRAFT) == ["Dua"]
    assert pane.view.count(DRAFT) == "1"


@pytest.mark.parametrize("title", ["<b>R&D</b>", "🌾 اجتماع\u202e", "x" * 300, "Dua\nbaris"])
def test_hostile_text_is_letters(keep, show, title):
    keep(a.event(title=title, region_line=title))
    pane = show()
    pane.grab()
    model = pane.view.columns[DRAFT].cards
    assert "<b>R" not in str(model.index(0).data(Qt.ItemDataRole.ToolTipRole))
    assert titles(pane, DRAFT) == [" ".join(title.split())]


def test_a_narrow_window_scrolls_sideways_and_follows_the_keyboard(keep, show, stage):
    keep(a.event(), a.event(stage=Stage.REPORTED))
    pane = show()
    stage.resize(500, 384)
    stage.grab()
    bar = pane.view.horizontalScrollBar()
    assert bar.maximum() > 0
    press(pane, Qt.Key.Key_Right)
    assert bar.value() > 0


def test_columns_have_names_and_counts_for_a_voice(keep, show, stage):
    keep(a.event())
    pane = show()
    assert said(pane.view.columns[DRAFT]) == "Draft: 1"
    assert unnamed(stage) == []


@pytest.mark.parametrize("width", [60, 110, 200])
def test_each_sign_of_a_card_is_seen_whole_however_many_words_there_are(qapp, width):
    late = ("clock", "12 tasks overdue", Role.WARNING)
    clash = ("triangle-alert", "2 clashes", Role.DANGER)
    room = QRect(4, 4, width, 16)
    pictures = []
    for signs in ((late,), (late, clash)):
        picture = QImage(width + 40, 24, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        _paint_signs(painter, room, Card("", "", "", Role.NEUTRAL, signs))
        painter.end()
        pictures.append(picture)
    beyond = QRect(room.right() + 2, 0, 30, 24)
    blank = QImage(30, 24, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    assert all(picture.copy(beyond) == blank for picture in pictures)
    assert pictures[0].copy(room) != pictures[1].copy(room)
