import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.enrolment.tables import EnrolmentStatus
from models.events.budget import CostDraft, add_cost, budget, remove_cost
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.panes.budget_panel import BudgetPanel


@pytest.fixture
def put(bench, event):
    def _put(text, planned=0, actual=None):
        with bench.store.writing() as session:
            return add_cost(session, event, CostDraft(text, planned, actual))

    return _put


@pytest.fixture
def panel(bench, stage, event, put):
    put("Tenda", 1_500_000, 1_650_000)
    put("Konsumsi", 2_500_000)
    made = BudgetPanel(bench)
    made.told = []
    made.counted.connect(made.told.append)
    stage.resize(420, 620)
    stage.layout().addWidget(made)
    made.show_event(event)
    made.show()
    return made


def told(panel):
    return [line.text() for line in panel.lines()]


def texts(panel):
    return [line.row.text for line in panel.lines()]


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    widget.setFocus()
    QTest.keyClick(widget, key, modifier)


def test_each_line_says_what_was_planned_and_spent_and_how_much_too_much(panel):
    assert told(panel) == [
        "Tenda | Rp1,500,000 | Rp1,650,000 | Rp150,000 over",
        "Konsumsi | Rp2,500,000 | –",
    ]
    assert said(panel.lines()[1]) == "Konsumsi: planned Rp2,500,000, nothing spent yet"


def test_the_sums_stand_below(panel, keep, event):
    assert panel.sums.shown() == {
        "Planned together": "Rp4,000,000",
        "Spent together": "Rp1,650,000 · 41% of the plan",
        "For each new member": "nobody enrolled yet",
    }
    for status in (EnrolmentStatus.PAID, EnrolmentStatus.REJECTED):
        person = keep(a.person()).id
        keep(a.enrolment(event_id=event, person_id=person, status=status))
    assert panel.sums.shown()["For each new member"] == "Rp1,650,000 · 1 enrolled"
    assert panel.told[-1] == "41%"


def test_too_much_is_said_of_the_whole_too(panel, put):
    put("Bus", 0, 3_000_000)
    assert panel.sums.shown()["Spent together"] == "Rp4,650,000 · Rp650,000 more than planned"


def test_an_empty_budget_says_so(bench, stage, keep):
    panel = BudgetPanel(bench)
    stage.layout().addWidget(panel)
    panel.show_event(keep(a.event()).id)
    panel.show()
    assert panel._nothing.isVisible()
    assert panel.sums.shown() == {}


def test_a_line_is_typed_in_any_spelling_and_undo_is_offered(panel, messages, settled):
    panel.form.text.setFocus()
    QTest.keyClicks(panel.form.text, "Bus")
    QTest.keyClicks(panel.form.planned, "1,5 jt")
    QTest.keyClick(panel.form.planned, Qt.Key.Key_Return)
    settled(lambda: texts(panel) == ["Tenda", "Konsumsi", "Bus"])
    assert told(panel)[-1] == "Bus | Rp1,500,000 | –"
    assert (panel.form.text.text(), panel.form.planned.text()) == ("", "")
    assert messages.told[-1][0] == "Added: Bus"
    messages.actions["Undo"]()
    settled(lambda: texts(panel) == ["Tenda", "Konsumsi"])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_a_line_is_changed_by_keyboard_and_keeps_it(panel, settled, key):
    press(panel.lines()[1], key)
    assert panel.form.text.text() == "Konsumsi"
    panel.form.actual.setText("2.400.000")
    QTest.keyClick(panel.form.actual, Qt.Key.Key_Return)
    settled(lambda: told(panel)[1] == "Konsumsi | Rp2,500,000 | Rp2,400,000")
    assert panel.lines()[1].hasFocus()


def test_a_click_opens_a_line(panel):
    QTest.mouseClick(panel.lines()[0], Qt.MouseButton.LeftButton)
    assert panel.form.text.text() == "Tenda"


def test_no_amount_is_told_beside_the_field_and_cannot_be_kept(panel, bench, event):
    press(panel.lines()[0], Qt.Key.Key_F2)
    panel.form.actual.setText("banyak")
    assert "“banyak” is no amount of money" in panel.form._problem.text()
    assert not panel.form.keep.isEnabled()
    QTest.keyClick(panel.form.actual, Qt.Key.Key_Return)
    with bench.store.reading() as session:
        assert budget(session, event).actual == 1_650_000
    assert panel.form.actual.text() == "banyak"


def test_costs_are_typed_one_after_another_without_a_mouse(panel, settled):
    """Enter in an amount keeps the cost, and the next one is typed from its name on."""
    panel.form.text.setFocus()
    for name, planned in (("Banner", "250rb"), ("Sewa tenda", "1,5 jt")):
        QTest.keyClicks(QApplication.focusWidget(), name)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClicks(QApplication.focusWidget(), planned)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settled(lambda name=name: texts(panel)[-1] == name)
    assert [line.row.planned for line in panel.lines()[-2:]] == [250_000, 1_500_000]


def test_an_amount_without_a_name_yet_is_not_lost_unasked(panel, messages):
    QTest.keyClicks(panel.form.planned, "250rb")
    messages.agrees = False
    assert not panel.may_leave()
    assert panel.form.planned.value() == 250_000


def test_a_line_without_words_cannot_be_added(panel):
    panel.form.planned.setText("1000")
    assert not panel.form.keep.isEnabled()
    panel.form.text.setText("x" * 301)
    assert panel.form._problem.text() == "That is too long for a line of the budget."


def test_alt_with_an_arrow_moves_a_line_and_the_keyboard_stays_on_it(panel, settled):
    alt = Qt.KeyboardModifier.AltModifier
    press(panel.lines()[0], Qt.Key.Key_Down, alt)
    settled(lambda: texts(panel) == ["Konsumsi", "Tenda"])
    assert QApplication.focusWidget() is panel.lines()[1]
    QTest.keyClick(panel.lines()[1], Qt.Key.Key_Up, alt)
    settled(lambda: texts(panel) == ["Tenda", "Konsumsi"])


def test_at_its_end_a_line_stays_and_nothing_is_said(panel, messages, settled):
    press(panel.lines()[0], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled()
    assert messages.told == []


def test_delete_takes_a_line_off_and_the_keyboard_goes_to_the_next(panel, messages, settled):
    press(panel.lines()[0], Qt.Key.Key_Delete)
    settled(lambda: texts(panel) == ["Konsumsi"])
    assert panel.lines()[0].hasFocus()
    messages.actions["Undo"]()
    settled(lambda: texts(panel) == ["Tenda", "Konsumsi"])


def test_giving_a_change_up_goes_back_to_the_line(panel):
    press(panel.lines()[1], Qt.Key.Key_F2)
    QTest.keyClick(panel.form.text, Qt.Key.Key_Escape)
    assert panel.lines()[1].hasFocus()


def test_what_is_typed_asks_before_it_is_left(panel, messages):
    assert panel.may_leave()
    panel.form.text.setText("Bus")
    messages.agrees = False
    assert not panel.may_leave()
    messages.agrees = True
    assert panel.may_leave()
    assert panel.form.text.text() == ""


def test_what_is_typed_stays_when_others_change_the_budget(panel, put):
    panel.form.text.setText("Bus")
    put("Spanduk")
    assert texts(panel) == ["Tenda", "Konsumsi", "Spanduk"]
    assert panel.form.text.text() == "Bus"


def test_a_line_taken_off_elsewhere_is_told(panel, bench, messages, settled):
    panel.hide()
    line = panel.lines()[0]
    with bench.store.writing() as session:
        remove_cost(session, line.row.id)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0] == "This line is not on the budget any more."


def test_hostile_text_is_shown_as_it_is(panel, put):
    put("<b>R&D</b> 'x'")
    assert texts(panel)[-1] == "<b>R&D</b> 'x'"


def test_everything_has_a_name(panel, stage):
    press(panel.lines()[0], Qt.Key.Key_F2)
    assert unnamed(stage) == []
