"""Opens the window before anything else is loaded."""

import gc
import sys

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from ui.look import Look, Theme
from ui.main_window import NAME, MainWindow
from ui.settings import Settings

SETTLED = 3_000
"""Milliseconds after which the first page stands with all that it needs.

What was loaded until then stays, and no garbage is looked for in it ever again: to look through
all of it would hold the window up for a tenth of a second each time.
"""


def open_window(database: str | None, language: str | None, desk: str | None = None) -> int:
    """Show the window; once it has been seen, load the rest. Return when it is closed."""
    gc.disable()  # loading makes much and leaves little garbage: a tenth of the start is saved
    settings = kept_settings()
    app, look, window = first_window(settings)

    def furnish() -> None:
        from desktop.program import start

        program = start(app, window, look, settings, language)
        program.begin(database, int(desk) if desk else None)
        QTimer.singleShot(SETTLED, gc.freeze)

    window.first_painted.connect(furnish)
    window.show()
    return app.exec()


def first_window(settings: Settings) -> tuple[QApplication, Look, MainWindow]:
    """Return the application, its look and its bare window, ready to be shown."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    return app, Look(app, Theme(settings.theme)), MainWindow(settings)


def kept_settings() -> Settings:
    """Return what the person chose on this computer."""
    return Settings(QSettings(NAME, NAME))
