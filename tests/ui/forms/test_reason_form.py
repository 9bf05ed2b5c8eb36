import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui.reach import unnamed
from ui.forms.reason_form import ReasonForm


@pytest.fixture
def form(stage, qtbot):
    made = ReasonForm()
    stage.layout().addWidget(made)
    made.ask("Why is it cancelled?", "Cancel R&D")
    qtbot.waitUntil(made.field.hasFocus)
    return made


def test_nothing_is_seen_until_it_asks(stage):
    made = ReasonForm()
    stage.layout().addWidget(made)
    assert not made.isVisible()


def test_a_reason_is_given_with_enter_without_the_blanks_around_it(form, qtbot):
    QTest.keyClicks(form.field, "  Banjir ")
    with qtbot.waitSignal(form.given) as told:
        QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert told.args == ["Banjir"]
    assert not form.isVisible()


def test_a_reason_is_given_with_the_button_that_says_the_verb(form, qtbot):
    QTest.keyClicks(form.field, "Banjir")
    assert form.agree.text() == "Cancel R&&D"
    with qtbot.waitSignal(form.given):
        form.agree.click()


@pytest.mark.parametrize("typed", ["", "   "])
def test_without_a_reason_nothing_goes_on(form, qtbot, typed):
    QTest.keyClicks(form.field, typed)
    assert not form.agree.isEnabled()
    with qtbot.assertNotEmitted(form.given):
        QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.isVisible()


def test_esc_gives_it_up(form, qtbot):
    QTest.keyClicks(form.field, "Banjir")
    with qtbot.assertNotEmitted(form.given):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not form.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_keyboard_goes_back_to_where_it_was(stage, qtbot, key):
    lists, made = [QLineEdit(), QLineEdit(), QLineEdit()], ReasonForm()
    for widget in (*lists[:2], made, lists[2]):
        stage.layout().addWidget(widget)
        widget.setVisible(widget is not made)
    lists[1].setFocus()
    made.ask("Why is it cancelled?", "Cancel")
    qtbot.waitUntil(made.field.hasFocus)
    QTest.keyClicks(made.field, "Banjir")
    QTest.keyClick(QApplication.focusWidget(), key)
    assert QApplication.focusWidget() is lists[1]


def test_what_was_typed_before_is_gone_when_it_asks_again(form):
    QTest.keyClicks(form.field, "Banjir")
    form.ask("Why is it postponed?", "Postpone")
    assert form.field.text() == ""
    assert form.field.accessibleName() == "Why is it postponed?"


def test_every_control_has_a_name(form, stage):
    form.field.setText("Banjir")
    assert unnamed(stage) == []


def test_enter_in_the_answer_means_nothing_to_what_is_around_it(stage, qtbot):
    class Around(QWidget):
        heard = 0

        def keyPressEvent(self, event):
            self.heard += 1

    around = Around()
    QVBoxLayout(around)
    stage.layout().addWidget(around)
    form = ReasonForm()
    around.layout().addWidget(form)
    around.show()
    form.ask("Why?", "Void")
    form.field.setText("Salah orang")
    with qtbot.waitSignal(form.given):
        QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert around.heard == 0
