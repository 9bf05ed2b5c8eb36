"""The ways of showing events as they open: made, read, shown and painted, in CPU seconds."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from models.events.filters import EventFilter
from models.store import Store
from models.words import speak
from tests.benchmarks.calendar import FEW, MANY, MONTH, make_store
from tests.benchmarks.figure import cpu_seconds
from tests.recording import RecordedMessages
from ui.bench import Bench
from ui.changes import Changes
from ui.look import Look, Theme
from ui.panes.board_pane import BoardPane
from ui.panes.month_pane import MonthPane
from ui.panes.week_pane import WeekPane
from ui.settings import Settings
from ui.tasks import Tasks
from ui.undoing import Undoing

Make = Callable[[Bench], QWidget]


def seconds() -> Iterator[tuple[str, float, float]]:
    """Return for each way its name, and what it takes among many events and among few."""
    app = QCoreApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Look(app, Theme.LIGHT).settle()
    speak("en")
    ways: dict[str, Make] = {"month": _month, "week": _week, "board": _board}
    with tempfile.TemporaryDirectory() as folder:
        stores = [make_store(Path(folder) / f"{n}.jangkau", n) for n in (MANY, FEW)]
        benches = [bench_of(store, Path(folder) / "settings.ini") for store in stores]
        for name, make in ways.items():
            crowded, alone = (_open(make, bench) for bench in benches)
            yield (name, *cpu_seconds(crowded, alone))
        for bench in benches:
            bench.tasks.finish()
            bench.store.close()


def _open(make: Make, bench: Bench) -> Callable[[], None]:
    """Return what opens a pane, and waits for what it asked for off the thread."""

    def run() -> None:
        pane = make(bench)
        pane.resize(1200, 700)
        pane.show()
        while bench.tasks.busy:
            QCoreApplication.processEvents()
        pane.grab()
        pane.close()
        pane.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return run


def _month(bench: Bench) -> QWidget:
    pane = MonthPane(bench)
    pane.show_day(MONTH.date())
    return pane


def _week(bench: Bench) -> QWidget:
    pane = WeekPane(bench)
    pane.show_day(MONTH.date())
    return pane


def _board(bench: Bench) -> QWidget:
    pane = BoardPane(bench)
    pane.read(EventFilter())
    return pane


def bench_of(store: Store, kept: Path) -> Bench:
    """Return what pages work with on an open database, its settings kept in a file."""
    changes, tasks, messages = Changes(store), Tasks(), RecordedMessages()
    settings = Settings(QSettings(str(kept), QSettings.Format.IniFormat))
    undoing = Undoing(store, changes, tasks, messages)
    return Bench(store, changes, tasks, messages, settings, undoing, lambda _name, **_where: True)
