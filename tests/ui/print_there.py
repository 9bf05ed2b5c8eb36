"""Prints a PDF on a printer by its name: run as a program, so that it finds the print server.

CUPS reads where its server is but once in a process.
"""

import subprocess
import sys
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from models.errors import UserError
from models.plain_values import from_json
from models.printing.transform import Correction, PrintError
from models.progress import advance, finish
from models.words import speak
from ui.paper import chosen_pages, measure, printer_for, send


def main() -> None:
    """Print; further words say how.

    ``stop``: stop on the way. ``after COMMAND``: run that on the way. ``correct FRONT BACK``: on
    both sides, for a printer that errs like this on each; ``short``: turned over that edge.
    """
    name, paper, *how = sys.argv[1:]
    QApplication([])
    speak("en")
    assert name in QPrinterInfo.availablePrinterNames(), QPrinterInfo.availablePrinterNames()
    count, size = measure(Path(paper))
    printer = printer_for(size, Path(paper).stem, one_sided=True)
    printer.setPrinterName(name)
    correction = Correction()
    if "correct" in how:
        front, back = (from_json(PrintError, one).correction() for one in how[1:3])
        correction = Correction(front, back)
        short, long = QPrinter.DuplexMode.DuplexShortSide, QPrinter.DuplexMode.DuplexLongSide
        printer.setDuplex(short if "short" in how else long)  # where it can
    work = send(Path(paper), printer, chosen_pages(printer, count), correction)
    if "stop" in how or "after" in how:
        advance(work)
        advance(work)
    if "stop" in how:
        work.close()
        return
    if "after" in how:
        subprocess.run(how[1:], check=True)
    try:
        finish(work)
    except UserError as error:
        sys.stdout.write(f"Told: {error}\n")


if __name__ == "__main__":
    main()
