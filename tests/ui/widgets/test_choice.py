import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.tables import Answer
from ui.widgets.choice import Choice

NAMES = {Answer.WAITING: "Waiting", Answer.CONFIRMED: "Confirmed", Answer.DECLINED: "No"}


@pytest.fixture
def choice(stage, qtbot):
    made = Choice(NAMES)
    stage.layout().addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.mark.parametrize("value", list(NAMES))
def test_a_value_shown_is_given_back_as_it_was(choice, value):
    choice.show_value(value)
    assert choice.value() is value


def test_a_value_that_is_not_offered_is_refused(choice):
    with pytest.raises(ValueError, match="not_asked"):
        choice.show_value(Answer.NOT_ASKED)


def test_only_the_person_picks(choice, qtbot):
    with qtbot.assertNotEmitted(choice.picked):
        choice.show_value(Answer.DECLINED)
    with qtbot.waitSignal(choice.picked):
        QTest.keyClick(choice, Qt.Key.Key_Up)
    assert choice.value() is Answer.CONFIRMED


def test_the_wheel_changes_nothing(choice):
    wheel = QWheelEvent(
        QPointF(5, 5),
        choice.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, wheel)
    assert choice.value() is Answer.WAITING
    assert not wheel.isAccepted(), "the page around it scrolls"


def test_other_values_can_be_offered(choice):
    choice.offer({None: "All years", 2022: "2022"})
    assert choice.value() is None
    choice.show_value(2022)
    assert (choice.value(), choice.currentText()) == (2022, "2022")
