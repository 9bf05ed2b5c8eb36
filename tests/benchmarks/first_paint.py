"""How soon the window is seen, against a bare window of the same style.

Both are started as programs of their own, in turns; the time runs from the start of the process
to the end of the first paint.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.figure import Figure

RUNS = 15

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6Qlementine import QlementineStyle

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, seen)

def seen():
    print(time.time())
    app.exit()

app = QApplication([])
style = QlementineStyle()
app.setStyle(style)
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
import sys, time
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from ui.look import Look, Theme
from ui.main_window import MainWindow
from ui.settings import Settings

def seen():
    print(time.time())
    app.exit()

app = QApplication([])
settings = Settings(QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat))
look = Look(app, Theme(settings.theme))
window = MainWindow(settings)
window.resize(1366, 768)
window.first_painted.connect(seen)
window.show()
app.exec()
"""


def figures() -> Iterator[Figure]:
    """Measure the ratio of the medians."""
    with TemporaryDirectory() as folder:
        for program in (BARE, OURS):
            _seconds(program, folder)  # the first run of each also fills caches and writes .pyc
        times = [(_seconds(BARE, folder), _seconds(OURS, folder)) for _run in range(RUNS)]
    bare, ours = (median(column) for column in zip(*times, strict=True))
    detail = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms, {RUNS} runs in turns"
    yield Figure("first paint, against a bare window", ours / bare, 1.25, 1.4, detail=detail)


def _seconds(program: str, folder: str) -> float:
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    start = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", program, folder],
        capture_output=True,
        text=True,
        check=True,
        env=surroundings,
    )
    return float(ran.stdout) - start
