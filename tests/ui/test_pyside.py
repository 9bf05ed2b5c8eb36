"""What the program needs of PySide itself."""

import re
from pathlib import Path

from PySide6.QtWidgets import QLabel

import ui

SOURCES = sorted(Path(ui.__file__).parent.rglob("*.py"))


def test_void_calls_lose_no_reference(qtbot):
    """PySide 6.12.0 on Python 3.11 loses one to None with each and aborts after some 7.000."""
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(20_000):
        label.setText(str(number))
    assert label.text() == "19999"


def test_there_are_no_style_sheets_and_no_forced_events():
    found = [
        f"{path.name}: {word}"
        for path in SOURCES
        for word in re.findall(r"setStyleSheet|processEvents", path.read_text("utf-8"))
    ]
    assert found == []


def test_signals_carry_ids_whole():
    """Signal(int) is 32 bits; ids are 64."""
    narrow = [path.name for path in SOURCES if re.search(r"Signal\(int", path.read_text("utf-8"))]
    assert narrow == []
