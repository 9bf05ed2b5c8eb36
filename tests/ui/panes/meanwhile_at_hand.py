"""What is typed over at this PC while another one changes it."""

from PySide6.QtTest import QTest


def retype(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
