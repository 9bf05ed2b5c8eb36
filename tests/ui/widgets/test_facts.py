import pytest
from PySide6.QtWidgets import QApplication

from ui.widgets.facts import Facts
from ui.widgets.text import Text


@pytest.fixture
def facts(stage):
    stage.resize(360, 300)
    made = Facts()
    stage.layout().addWidget(made)
    made.show()
    return made


def ink(widget):
    """Return the topmost line of a label that something is written on, in the window."""
    image = widget.grab().toImage()
    ground = image.pixel(0, 0)
    rows = range(image.height())
    first = next(y for y in rows if any(image.pixel(x, y) != ground for x in range(image.width())))
    return widget.mapTo(widget.window(), widget.rect().topLeft()).y() + first


def test_a_fact_without_words_is_left_out(facts):
    facts.show_facts([("Day", "Tuesday"), ("Place", ""), ("Kind", "<b>Talk</b>")])
    assert facts.shown() == {"Day": "Tuesday", "Kind": "<b>Talk</b>"}


@pytest.mark.parametrize("words", ["Hall", "Hall " * 30])
def test_a_name_stands_at_the_first_line_of_its_fact(facts, stage, words):
    facts.show_facts([("Hall", words)])
    QApplication.sendPostedEvents()  # so that they are laid out
    name, fact = sorted(facts.findChildren(Text), key=lambda one: one.x())
    assert name.x() < fact.x()
    assert ink(name) == ink(fact)


def test_each_fact_is_as_high_as_its_words_in_a_narrow_column(facts, stage, qtbot):
    stage.layout().addStretch(1)
    stage.resize(300, 900)
    facts.show_facts([(f"Fact {n}", "Tanjung Palas " * n) for n in range(1, 9)])
    said = facts.findChildren(Text)
    qtbot.waitUntil(lambda: all(one.isVisible() for one in said) and facts.width() < 300)
    stage.grab()
    assert all(one.height() == one.heightForWidth(one.width()) for one in said if one.wordWrap())
