"""How soon the window is seen, and how soon it can be worked with, against a bare window.

Each is started as a program of its own, in turns; the time runs from the start of the process to
the end of the paint that counts. The bare window has the same style and nothing in it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from models import opening
from models.history.bulk import insert_many
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.people.tables import Person
from tests.benchmarks.figure import Figure
from tests.benchmarks.people import people

RUNS = 15
COUNT = 10_000

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

SEEN = """
import sys, time
from PySide6.QtCore import QSettings
from desktop.window import first_window
from ui.settings import Settings

def seen():
    print(time.time())
    app.exit()

settings = Settings(QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat))
app, look, window = first_window(settings)
window.resize(1366, 768)
window.first_painted.connect(seen)
window.show()
app.exec()
"""

USABLE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from desktop.window import first_window
from ui.settings import Settings

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, shown)
        return False

def shown():
    print(time.time())
    app.exit()

def furnish():
    from desktop.program import start
    program = start(app, window, look, settings, None)
    program.begin(Path(sys.argv[1]) / "office.jangkau")
    wait(program)

def wait(program):
    workspace = program.shell.workspace
    if workspace is None:
        QTimer.singleShot(0, lambda: wait(program))
        return
    page = sys.argv[2]
    if page != "home":
        workspace.show_page(page)
    workspace.page().installEventFilter(watch)

settings = Settings(QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat))
app, look, window = first_window(settings)
watch = Watch()
window.resize(1366, 768)
window.first_painted.connect(furnish)
window.show()
app.exec()
"""

STARTS = (
    ("first paint", SEEN, "home", 1.25, 1.4),
    ("window with the first page, ready to work", USABLE, "home", 3.3, 4.5),
    (f"the list of {COUNT} people readable", USABLE, "people", 3.3, 4.5),
)


def figures() -> Iterator[Figure]:
    """Measure the ratios of the medians."""
    with TemporaryDirectory() as folder:
        _make_office(Path(folder) / "office.jangkau")
        programs = [(BARE, "home"), *((program, page) for _name, program, page, *_ in STARTS)]
        for program, page in programs:
            _seconds(program, folder, page)  # the first run of each fills caches and writes .pyc
        times = [
            [_seconds(program, folder, page) for program, page in programs] for _run in range(RUNS)
        ]
    bare, *ours = (median(column) for column in zip(*times, strict=True))
    for (name, _program, _page, aim, limit), seconds in zip(STARTS, ours, strict=True):
        detail = f"{seconds * 1000:.0f} ms against {bare * 1000:.0f} ms, {RUNS} runs in turns"
        yield Figure(f"{name}, against a bare window", seconds / bare, aim, limit, detail=detail)


def _make_office(path: Path) -> None:
    store = opening.create(path)
    with store.writing("Fill") as session:
        set_up_office(
            session,
            OfficeDraft("Kantor Cabang Contoh", "Tanjung Selor", head_name="Ahmad Contoh"),
            OfficerDraft("Rina Contoh", "Koordinator"),
        )
        insert_many(session, Person, ("nik", "name", "phone"), people(COUNT))
    store.settle()
    store.close()


def _seconds(program: str, folder: str, page: str) -> float:
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    start = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", program, folder, page],
        capture_output=True,
        text=True,
        check=True,
        env=surroundings,
    )
    return float(ran.stdout) - start
