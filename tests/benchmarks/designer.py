"""How long the designs and their designer keep one waiting while pictures are drawn."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from models import opening
from models.designs.design import Box, Design, Text
from models.designs.keeping import keep_design, shipped
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.words import speak
from tests.benchmarks.figure import Figure
from tests.recording import RecordedMessages
from ui.bench import Bench
from ui.changes import Changes
from ui.designer.design_list import DesignList
from ui.designer.designer import Designer
from ui.look import Look, Theme
from ui.settings import Settings
from ui.tasks import Tasks
from ui.undoing import Undoing

NUDGES = 12
LISTED = 5
SETTLED = 0.8
"""Seconds after a nudge in which all of it is drawn and judged."""


class Gaps:
    """Watches how long nothing else is done: what lies between two ticks of a clock."""

    def __init__(self) -> None:
        self.longest, self.own = 0.0, 0.0
        self._last, self._cpu = perf_counter(), thread_time()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now, cpu = perf_counter(), thread_time()
        if now - self._last > self.longest:
            self.longest, self.own = now - self._last, cpu - self._cpu
        self._last, self._cpu = now, cpu


def figures() -> Iterator[Figure]:
    """Measure the longest gap as designs are listed, and of a nudge among 20 elements and 100."""
    app = QCoreApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Look(app, Theme.LIGHT).settle()
    speak("en")
    with tempfile.TemporaryDirectory() as folder:
        bench = _bench(Path(folder))
        yield _figure("longest gap as designs are listed", [_listed(bench) for _ in range(LISTED)])
        for count in (20, 100):
            name = f"longest gap of a nudge among {count} elements"
            yield _figure(name, _nudged(bench, _design(count)))
        bench.tasks.finish()
        bench.store.close()


def _figure(name: str, gaps: list[Gaps]) -> Figure:
    own = median(gap.own for gap in gaps)
    detail = f"{own * 1000:.0f} ms of them work of its own, the rest waiting; "
    detail += f"the worst of {len(gaps)} was {max(gap.longest for gap in gaps) * 1000:.0f}"
    return Figure(name, median(gap.longest for gap in gaps) * 1000, 50, 100, detail, "ms")


def _listed(bench: Bench) -> Gaps:
    """Show the list of designs until all its pictures are drawn; return what was seen."""
    shown = DesignList(bench)
    shown.resize(1000, 600)
    shown.show()
    _wait()
    gaps = Gaps()
    QTimer.singleShot(5, shown.read)
    _wait()
    while bench.tasks.busy:
        _wait()
    _put_away(shown)
    return gaps


def _nudged(bench: Bench, design: Design) -> list[Gaps]:
    """Nudge an element again and again; return what was seen each time."""
    with bench.store.writing() as session:
        kept = keep_design(session, design)
    designer = Designer(bench)
    designer.resize(1300, 760)
    designer.show()
    designer.open_design(design, kept)
    _wait()
    designer.state.choose([0])
    _wait()
    seen = []
    for _nudge in range(NUDGES):
        gaps = Gaps()
        QTimer.singleShot(5, lambda: designer.state.nudge(0.1, 0))
        _wait()
        seen.append(gaps)
    _put_away(designer)
    return seen


def _put_away(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _wait() -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(SETTLED * 1000), loop.quit)
    loop.exec()


def _design(count: int) -> Design:
    """Return the card of a member with texts added until there are so many elements."""
    card = shipped("member")
    more = (
        Text(box=Box(5 + n % 10 * 7, 5 + n // 10 * 4, 7, 4), text=f"{{name}} {n}", size=6.0)
        for n in range(count - len(card.front))
    )
    return replace(card, name=f"Kartu {count}", front=(*card.front, *more))


def _bench(folder: Path) -> Bench:
    store = opening.create(folder / "office.jangkau")
    with store.writing() as session:
        set_up_office(session, OfficeDraft("Kantor", "Tanjung Selor"), OfficerDraft("Rina"))
    changes, tasks, messages = Changes(store), Tasks(), RecordedMessages()
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    undoing = Undoing(store, changes, tasks, messages)
    return Bench(store, changes, tasks, messages, settings, undoing, _stay)


def _stay(name: str, **where: object) -> bool:
    return True
