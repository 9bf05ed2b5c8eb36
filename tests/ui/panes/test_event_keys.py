"""Every key that the help lists for week, board, plan and lists does there what is said of it."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.budget import CostDraft, add_cost
from models.events.drafts import PartDraft
from models.events.filters import EventFilter
from models.events.operations import plan_event
from models.events.tables import Answer, Event, PartnerRole, Stage
from tests import factories as a
from ui.page_keys import page_keys
from ui.panes.board_pane import BoardPane
from ui.panes.budget_panel import BudgetPanel
from ui.panes.event_list import EventList
from ui.panes.parts_panel import PartsPanel
from ui.panes.week_pane import WeekPane
from ui.tables.columns_menu import ColumnsMenu

READY = 3


def keys_of(place):
    """Return each key listed for a place, to be tried."""
    return [key for listed in page_keys()[place] for key in listed.keys]


def press(keys):
    """Press keys as they are listed, where the keyboard is."""
    pressed = QKeySequence(keys)[0]
    QTest.keyClick(QApplication.focusWidget(), pressed.key(), pressed.keyboardModifiers())


@pytest.fixture
def show(stage):
    """Show something in a window that is large enough for it."""

    def _show(made):
        stage.resize(1200, 700)
        stage.layout().addWidget(made)
        made.show()
        return made

    return _show


@pytest.fixture
def week(show, bench, keep):
    """A week with two events at the hour the keyboard is on."""
    keep(a.event(), a.event())
    pane = show(WeekPane(bench))
    pane.show_day(a.START.date())
    pane.begin()
    return pane


@pytest.mark.parametrize("key", keys_of("week"))
def test_keys_of_the_week(week, bench, settled, went, key):
    chosen, other = week.event_ids()
    press(key)
    settled()
    with bench.store.reading() as session:
        held_at = session.get_one(Event, chosen).starts_at
    day, quarter, at = timedelta(days=1), timedelta(minutes=15), a.START
    steps = {"Left": -day, "Right": day, "Up": -4 * quarter, "Down": 4 * quarter}
    moves = {"Left": -day, "Right": day, "Up": -quarter, "Down": quarter}
    done = {
        "PgUp": lambda: week.view.day() == at.date() - 7 * day,
        "PgDown": lambda: week.view.day() == at.date() + 7 * day,
        "Home": lambda: week.view.day() == week.now.date(),
        "T": lambda: week.view.day() == week.now.date(),
        "Space": lambda: week.view.chosen() == other,
        "Enter": lambda: went == [("event", {"event_id": chosen})],
        "F2": lambda: went[0][1]["begins"] == at.time(),
    }
    moved = moves.get(key.removeprefix("Ctrl+"), 0 * day) if key.startswith("Ctrl+") else 0 * day
    assert held_at == at + moved
    if moved:
        assert week.view.chosen() == chosen
    else:
        assert done.get(key, lambda: week.view.moment() == at + steps[key])()


@pytest.fixture
def board(show, bench, keep):
    """A board with two cards in one column, and one on either side."""
    keep(*(a.event(stage=stage) for stage in (Stage.READY, Stage.READY)))
    keep(*(a.event(stage=stage) for stage in (Stage.INVITED, Stage.RUNNING)))
    pane = show(BoardPane(bench))
    pane.read(EventFilter())
    pane.view.go_to(READY, 0)
    return pane


@pytest.mark.parametrize("key", keys_of("board"))
def test_keys_of_the_board(board, went, key):
    first, second = board.view.columns[READY].cards.ids
    if key == "Up":
        board.view.go_to(READY, 1)
    press(key)
    done = {
        "Left": lambda: board.view.chosen()[0] == READY - 1,
        "Right": lambda: board.view.chosen()[0] == READY + 1,
        "Up": lambda: board.view.chosen() == (READY, first),
        "Down": lambda: board.view.chosen() == (READY, second),
        "Shift+Left": lambda: "Letter sent" in board.stages.question.text(),
        "Shift+Right": lambda: board.stages._stage is Stage.RUNNING,
        "Enter": lambda: went == [("event", {"event_id": first})],
        "F2": lambda: went == [("event", {"event_id": None})],
    }
    assert done[key]()


@pytest.mark.parametrize("key", keys_of("tables"))
def test_keys_of_any_list(show, bench, keep, key):
    keep(a.event())
    made = show(EventList(bench))
    made.choose("past_due")
    made.begin()
    press(key)
    [menu] = [one for one in made.findChildren(ColumnsMenu) if one.isVisible()]
    menu.close()


@pytest.mark.parametrize("key", keys_of("lines"))
def test_keys_of_the_lines_of_a_list(show, bench, event, settled, key):
    with bench.store.writing() as session:
        for text in ("Tenda", "Konsumsi"):
            add_cost(session, event, CostDraft(text, 0, None))
    panel = BudgetPanel(bench)
    panel.show_event(event)
    show(panel)
    line = panel.lines()[1 if key == "Alt+Up" else 0]
    line.seat().setFocus()
    press(key)
    settled()
    texts = [one.row.text for one in panel.lines()]
    done = {
        "Enter": lambda: panel.form.line_id == line.row.id,
        "F2": lambda: panel.form.line_id == line.row.id,
        "Alt+Up": lambda: texts == ["Konsumsi", "Tenda"],
        "Alt+Down": lambda: texts == ["Konsumsi", "Tenda"],
        "Del": lambda: texts == ["Konsumsi"],
    }
    assert done[key]()


@pytest.mark.parametrize("key", keys_of("parts"))
def test_keys_of_the_partners_of_an_event(show, bench, keep, settled, went, key):
    partner = keep(a.partner(name="Dinas")).id
    begun = Answer.CONFIRMED if key == "1" else Answer.NOT_ASKED
    draft = a.event_draft(partners=(PartDraft(partner, PartnerRole.SPEAKER, begun),))
    with bench.store.writing() as session:
        event = plan_event(session, draft).id
    panel = PartsPanel(bench)
    panel.show_event(event)
    show(panel)
    panel.lines()[0].setFocus()
    press(key)
    settled()
    if key == "Enter":
        assert went == [("partners", {"partner_id": partner})]
    elif key == "F2":
        assert panel.form_is_open()
    else:
        assert panel.lines()[0].part.draft.answer is list(Answer)[int(key) - 1]
