"""What the print server said of the job handed to it last: Qt itself does not look."""

import ctypes
import os
import sys

from PySide6.QtPrintSupport import QPrinterInfo

from models.words import _

SERVER_LIBRARY = "libcups.so.2"
BEGINNING_OF_ERRORS = 0x0400
"""Of the status codes of IPP (RFC 8011, 4.1.8); those below say that it was done."""


def refusal(printer: str) -> str:
    """Say why the job that this thread sent to ``printer`` was not taken; nothing if it was.

    CUPS keeps this for each thread. Other systems tell Qt, which tells it by the printer's state.
    """
    if not sys.platform.startswith("linux"):
        return ""
    try:
        # Only the one that Qt has loaded knows of Qt's jobs.
        server = ctypes.CDLL(SERVER_LIBRARY, mode=os.RTLD_NOLOAD | os.RTLD_LAZY)
    except OSError:
        return ""
    status = server.cupsLastError()
    if status < BEGINNING_OF_ERRORS:
        return ""
    server.cupsLastErrorString.restype = ctypes.c_char_p
    # Read first: to ask for the printer is the next thing the server says something of.
    reason = (server.cupsLastErrorString() or b"").decode(errors="replace").strip()
    if QPrinterInfo.printerInfo(printer).isNull():
        return _("The printer {printer} is not there any more.").format(printer=printer)
    said = _("The system did not take the job for {printer}: {reason}")
    return said.format(printer=printer, reason=reason or f"{status:#06x}")
