import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.reach import unnamed
from ui.widgets.question_bar import Answer, QuestionBar


@pytest.fixture
def given():
    """What was answered, in order."""
    return []


@pytest.fixture
def bar(stage, given):
    made = QuestionBar()
    stage.layout().addWidget(made)
    answers = [Answer(text, lambda text=text: given.append(text)) for text in ("None", "A & B")]
    made.ask("Did they come out?", [*answers, Answer("All", lambda: given.append("All"), True)])
    return made


def test_it_is_hidden_until_it_asks(stage):
    made = QuestionBar()
    stage.layout().addWidget(made)
    assert made.isHidden()
    assert made.text() == ""


def test_an_answer_is_taken_and_ends_the_question(bar, given):
    assert bar.text() == "Did they come out?"
    QTest.mouseClick(bar.answers()[1], Qt.MouseButton.LeftButton)
    assert given == ["A & B"]
    assert bar.isHidden()


def test_the_likely_answer_stands_out(bar):
    assert [one.isDefault() for one in bar.answers()] == [False, False, True]


def test_other_answers_can_be_offered_to_the_same_question(bar, given):
    bar.offer([Answer("Only these", lambda: given.append("these"))])
    assert bar.text() == "Did they come out?"
    QTest.mouseClick(bar.answers()[0], Qt.MouseButton.LeftButton)
    assert given == ["these"]


def test_markup_in_a_question_and_its_answers_is_shown(bar):
    bar.ask("<b>Budi</b>", [Answer("R&D <i>x</i>", int)])
    assert bar.text() == "<b>Budi</b>"
    assert bar._words.textFormat() is Qt.TextFormat.PlainText
    assert bar.answers()[0].text() == "R&&D <i>x</i>"


@pytest.mark.parametrize(("width", "rows"), [(900, 1), (300, 2)])
def test_answers_stand_in_a_row_or_by_twos_where_it_is_narrow(stage, bar, qtbot, width, rows):
    bar.offer([Answer(f"Answer number {n}", int) for n in range(4)])
    stage.resize(width, 300)
    qtbot.waitUntil(lambda: len({one.y() for one in bar.answers()}) == rows)
    assert all(one.geometry().right() <= bar.width() for one in bar.answers())


def test_all_answers_are_reached_by_keys(stage, bar):
    assert unnamed(stage) == []


def test_other_answers_leave_the_keyboard_on_the_one_it_is_on(stage):
    bar = QuestionBar()
    stage.layout().addWidget(bar)
    bar.ask("How did it go?", [Answer("Badly", list), Answer("Well", list)])
    bar.answers()[1].setFocus()
    bar.offer([Answer("Badly", list), Answer("Hardly", list), Answer("Well", list)])
    assert bar.answers()[2].hasFocus()
