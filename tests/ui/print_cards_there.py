"""Prints the cards that wait on a printer by its name, through the window's own queue of cards.

Run as a program, so that it finds the print server: CUPS reads where that is but once in a process.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.printing
from models.opening import open_store
from models.progress import advance
from models.words import speak
from reports.sheet import ID1
from tests.recording import RecordedMessages
from ui.bench import Bench
from ui.changes import Changes
from ui.panes.card_work import CardWork
from ui.paper import measure, printer_for, send
from ui.settings import Settings
from ui.tasks import Tasks
from ui.undoing import Undoing

PATIENCE = 60
"""Seconds until it is given up that all is done."""


def main() -> None:
    """Print on ``QUEUE`` the cards of ``DATABASE``; further words are a command run on the way.

    ``CARD_SHEET``, ``CARD_BACKS`` and ``QUIET`` of the environment say on what, and whether without
    asking once a printer is remembered. Writes what the person was told, and what they are asked.
    """
    queue, database, *command = sys.argv[1:]
    app = QApplication([])
    speak("en")
    assert queue in QPrinterInfo.availablePrinterNames(), QPrinterInfo.availablePrinterNames()
    asked = _dialogs(queue)
    if command:
        ui.printing.send = lambda *given: _hindered(given, command)
    bench = _bench(database)
    work = _shown(bench)
    seconds = _timed() if "TIMED" in os.environ else {}
    work.print_cards()
    _wait_printed(work, bench.tasks)
    _second_pass(work, bench.tasks)
    sys.stdout.write(json.dumps(_told(work, bench, asked, seconds)))
    work.deleteLater()
    app.processEvents()
    bench.tasks.finish()
    bench.settings.kept.sync()
    bench.store.close()


def _dialogs(queue):
    """Choose ``queue`` wherever the dialog would ask; return what it was asked about."""
    asked = []

    def choose(printer, *_given):
        asked.append(printer.printerName())
        return printer.setPrinterName(queue) is None

    ui.printing.choose_printer = choose
    return asked


def _bench(database):
    store = open_store(Path(database))
    changes, tasks, messages = Changes(store), Tasks(), RecordedMessages()
    settings = Settings(QSettings(f"{database}.ini", QSettings.Format.IniFormat))
    settings.card_sheet = os.environ.get("CARD_SHEET", ID1)
    settings.card_backs = os.environ.get("CARD_BACKS", "long")
    undoing = Undoing(store, changes, tasks, messages)
    return Bench(store, changes, tasks, messages, settings, undoing, lambda *_n, **_w: True)


def _shown(bench):
    """Return the window's queue of cards, with all that wait."""
    work = CardWork(bench, of_all=True)
    work.resize(1200, 700)
    work.show()
    work.show_event(None, "")
    _settle(bench.tasks)
    if "QUIET" in os.environ:
        work.paper.usual.be_quiet(True)
    return work


def _told(work, bench, asked, seconds):
    """Return what the person was told and asked, and what was measured."""
    told = {
        "told": [text for text, _role in bench.messages.told],
        "asks": not work.question.bar.isHidden(),
    }
    if "QUIET" in os.environ:
        told |= {"dialogs": len(asked), "lost": work.paper.printer.notice.text()}
    return told | ({"seconds": seconds} if seconds else {})


def _timed():
    """Take the time from now until the queue has the cards, and what the same PDF takes alone."""
    began, seconds = time.perf_counter(), {}

    def timed(paper, *given):
        kept = paper.with_suffix(".kept.pdf")
        shutil.copy(paper, kept)
        yield from send(paper, *given)
        seconds["pressed"] = time.perf_counter() - began
        count, size = measure(kept)
        printer = printer_for(size, "Bare")
        printer.setPrinterName(given[0].printerName())
        again = time.perf_counter()
        yield from send(kept, printer, range(count))
        seconds["bare"] = time.perf_counter() - again

    ui.printing.send = timed
    return seconds


def _second_pass(work, tasks):
    """Put the paper back where it is asked to be turned over, and print the backs."""
    if work.printing.turning.isHidden():
        return
    work.printing.turning.answers()[-1].click()
    _wait_printed(work, tasks)


def _wait_printed(work, tasks):
    _settle(tasks)
    _wait(lambda: not work.printing.busy)
    _settle(tasks)


def _settle(tasks):
    """Wait until nothing is under way, and nothing begins because of what ended."""
    for _again in range(3):
        QTest.qWait(200)
        _wait(lambda: not tasks.busy)


def _wait(ready):
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end
        QTest.qWait(50)


def _hindered(given, command):
    """Send as the window does, and run ``command`` once pages are on their way."""
    work = send(*given)
    advance(work)
    advance(work)
    subprocess.run(command, check=True)
    return (yield from work)


if __name__ == "__main__":
    main()
