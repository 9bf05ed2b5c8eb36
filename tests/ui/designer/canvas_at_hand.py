"""A canvas on a card, and a hand at the mouse."""

from io import BytesIO

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from models.cards.tables import CardKind
from models.designs.design import LANDSCAPE, Box, Design, Rectangle, Text
from models.designs.look import Look as CardLook
from models.designs.samples import samples
from models.words import Words, speak
from reports.cards import write_face
from ui.designer.canvas import DesignCanvas
from ui.designer.state import DesignState

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
RED, BLUE = "#ff0000", "#0000ff"
WHOLE = Rectangle(box=Box(0, 0, *LANDSCAPE), name="paper", fill="#eeeeee", locked=True)
A = Rectangle(box=Box(10, 10, 10, 10), name="red", fill=RED)
B = Rectangle(box=Box(40, 12.5, 20, 10), name="blue", fill=BLUE)
C = Text(box=Box(10, 40, 30, 6), text="Sri\u202e <b>Wahyuni</b>")
START = Design(name="x", front=(WHOLE, A, B, C), back=(B,))


@pytest.fixture(autouse=True)
def _english():
    speak("en")
    yield
    speak("id")


def render(design, side):
    out = BytesIO()
    face = samples(CardKind.MEMBER, "Kantor")[0].face
    write_face(out, design, face, side, Words("en"), CardLook())
    return out.getvalue()


@pytest.fixture
def state(qapp):
    return DesignState(START)


@pytest.fixture
def canvas(qtbot, bench, stage, state):
    stage.resize(700, 520)
    made = DesignCanvas(state, render, bench.tasks)
    made.told_of = []
    made.told.connect(made.told_of.append)
    stage.layout().addWidget(made)
    made.snap(on=False)
    made.setFocus()
    stage.grab()
    settle(qtbot, bench)
    return made


def settle(qtbot, bench):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def at(canvas, x, y):
    return canvas.mapFromScene(QPointF(x, y))


def click(canvas, x, y, modifiers=NONE):
    QTest.mouseClick(canvas.viewport(), LEFT, modifiers, at(canvas, x, y))


def press(canvas, *keys):
    for key in keys:
        pressed = QKeySequence(key)[0]
        QTest.keyClick(canvas, pressed.key(), pressed.keyboardModifiers())


def colour(canvas, x, y):
    return canvas.grab().toImage().pixelColor(canvas.viewport().pos() + at(canvas, x, y)).name()


def box(state, index):
    return state.elements[index].box
