"""What becomes of an error that nobody caught: the log, and a word to the person."""

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("jangkau")

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}
LOG_BYTES, LOGS_KEPT = 500_000, 3

Tell = Callable[[BaseException], object]


def install(file: Path, tell: Tell) -> None:
    """Send uncaught errors to the log at ``file`` and to ``tell``, and Qt's messages to the log.

    The log holds where a fault was, never the values it was about: those may be people's data.
    """
    handler = RotatingFileHandler(
        file, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    qInstallMessageHandler(_log_qt)

    def _caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        log.critical("%s", places(kind, trace))
        tell(error)

    sys.excepthook = _caught


def places(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return what sort of error it was and through which lines it came, without any values."""
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{kind.__name__} " + " > ".join(lines)


def _log_qt(kind: QtMsgType, _where: QMessageLogContext, said: str | None) -> None:
    logging.getLogger("qt").log(LEVELS.get(kind, logging.ERROR), "%s", said)
