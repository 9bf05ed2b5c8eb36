"""The designer with a design open."""

import pytest
from PySide6.QtTest import QTest

from models.cards.tables import CardKind
from models.designs.design import (
    Box,
    Design,
    Qr,
    Text,
)
from tests.ui.designer.designing import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import keep

NAME = Text(box=Box(5, 5, 40, 6), text="{name}", size=9.0)
NUMBER = Text(box=Box(5, 15, 30, 5), text="{number}", size=7.0)
CODE = Qr(box=Box(60, 20, 22, 22))
DESIGN_OF = Design(name="Kartu Tani", kinds=(CardKind.MEMBER,), front=(NAME, NUMBER, CODE))


@pytest.fixture
def designer(draw, bench):
    """The designer with a design of three elements, kept as it is."""
    return draw(DESIGN_OF, keep(bench, DESIGN_OF))


def typed(designer, name, text):
    line = designer.properties.fields[name].widget
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    return line
