"""How soon the window is seen, and how soon it can be worked with, against a bare window.

Each is started as a program of its own, in turns; the time runs from the start of the process to
the end of the paint that counts. The bare window has the same style and nothing in it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from models import opening
from models.events.drafts import EventDraft
from models.events.operations import plan_event
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
import gc, sys, time
gc.disable()
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
import gc, sys, time
gc.disable()
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from desktop.window import first_window
from PySide6.QtWidgets import QTableView
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
    look_there(program)

def look_there(program):
    global Text
    from ui.widgets.text import Text
    workspace = program.shell.workspace
    if workspace is None:
        QTimer.singleShot(5, lambda: look_there(program))
    else:
        workspace.show_page(sys.argv[2])
        wait_for_rows(workspace.page())

def wait_for_rows(page):
    if any(sys.argv[3] in (words or "") for words in said(page)):
        window.installEventFilter(watch)
        window.update()
    else:
        QTimer.singleShot(10, lambda: wait_for_rows(page))

def said(page):
    for table in page.findChildren(QTableView):
        yield table.model().index(0, 0).data()
    for words in page.findChildren(Text):
        yield words.text()

settings = Settings(QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat))
app, look, window = first_window(settings)
watch = Watch()
window.resize(1366, 768)
window.first_painted.connect(furnish)
window.show()
app.exec()
"""

EVENT = "Sosialisasi"
STARTS = (
    ("first paint", SEEN, "", "", 1.25, 1.4),
    ("the first page with its events", USABLE, "home", EVENT, 3.3, 4.5),
    (f"the list of {COUNT} people", USABLE, "people", "Abdul", 3.3, 4.5),
)
"""Program, page, what is to be read on it, aim and limit."""


def figures() -> Iterator[Figure]:
    """Measure the ratios of the medians."""
    with TemporaryDirectory() as folder:
        _make_office(Path(folder) / "office.jangkau")
        programs = [(BARE, "", ""), *(start[1:4] for start in STARTS)]
        for one in programs:
            _seconds(folder, *one)  # the first run of each fills caches and writes .pyc
        times = [[_seconds(folder, *one) for one in programs] for _run in range(RUNS)]
    bare, *ours = (median(column) for column in zip(*times, strict=True))
    for (name, *_how, aim, limit), seconds in zip(STARTS, ours, strict=True):
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
        day = datetime.now() + timedelta(days=7)  # noqa: DTZ005 - the office's wall clock
        plan_event(session, EventDraft(EVENT, day, day + timedelta(hours=3)))
    store.settle()
    store.close()


def _seconds(folder: str, program: str, page: str, sought: str) -> float:
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    start = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", program, folder, page, sought],
        capture_output=True,
        text=True,
        check=True,
        env=surroundings,
        timeout=60,
    )
    return float(ran.stdout) - start
