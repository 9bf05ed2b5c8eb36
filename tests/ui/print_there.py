"""Prints a PDF on a printer by its name: run as a program, so that it finds the print server.

CUPS reads where its server is but once in a process.
"""

import sys
from pathlib import Path

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from models.progress import finish
from ui.paper import chosen_pages, measure, printer_for, send


def main() -> None:
    """Print; with ``stop`` behind the PDF's name, stop on the way."""
    name, paper = sys.argv[1], Path(sys.argv[2])
    QApplication([])
    assert name in QPrinterInfo.availablePrinterNames(), QPrinterInfo.availablePrinterNames()
    count, size = measure(paper)
    printer = printer_for(size, paper.stem, one_sided=True)
    printer.setPrinterName(name)
    work = send(paper, printer, chosen_pages(printer, count))
    if "stop" in sys.argv:
        next(work)
        next(work)
        work.close()
    else:
        finish(work)


if __name__ == "__main__":
    main()
