import subprocess
import sys

import pytest
from PySide6.QtWidgets import QLabel

from ui.main_window import NAME, MainWindow

HEAVY = ("sqlalchemy", "alembic", "sqlcipher3", "reportlab", "babel", "lokal", "cryptography")


@pytest.fixture
def window(qtbot, settings):
    window = MainWindow(settings)
    qtbot.addWidget(window)
    return window


def run(program):
    """Return what ``program`` prints when it is run by itself."""
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()


def test_the_window_comes_before_database_documents_and_words():
    loaded = run("import sys, ui.main_window; print(*sys.modules)")
    assert [name for name in loaded if name.split(".")[0] in HEAVY] == []
    ours = {name for name in loaded if name.split(".")[0] in ("models", "reports", "desktop")}
    assert ours == set()


def test_the_shell_comes_before_database_and_documents():
    loaded = run("import sys, ui.shell; print(*sys.modules)")
    assert {"sqlalchemy", "reportlab", "models.store"} & set(loaded) == set()


def test_what_undoing_may_have_to_ask_is_not_loaded_at_the_start():
    loaded = run("import sys, desktop.program; print(*sys.modules)")
    assert "ui.undoing" in loaded
    asking = {"ui.panes.undo_choices", "models.history.since", "models.history.saying"}
    assert asking & set(loaded) == set()


def test_the_list_of_people_comes_before_what_is_opened_from_it():
    loaded = run("import sys, ui.pages.people_page; print(*sys.modules)")
    opened = {
        "ui.panes.duplicates_pane",
        "ui.panes.people_bulk",
        "ui.panes.person_money",
        "ui.panes.returns_pane",
        "models.exchange.plan",
        "models.people.duplicates",
        "PySide6.QtPrintSupport",
        "PySide6.QtPdf",
    }
    assert opened & set(loaded) == set()


def test_the_first_paint_is_told_once(qtbot, window):
    with qtbot.waitSignal(window.first_painted):
        window.show()
    with qtbot.assertNotEmitted(window.first_painted, wait=50):
        window.repaint()


def test_the_empty_window_shows_the_programs_name(window):
    window.show()
    label = window.findChild(QLabel)
    assert label.text() == window.windowTitle() == NAME
    middle = label.mapTo(window, label.rect().center()).x()
    assert abs(middle - window.width() / 2) < 2


def test_the_window_is_as_large_as_it_was_left(qtbot, window, settings):
    window.show()
    window.resize(700, 500)
    window.close()
    again = MainWindow(settings)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 500)


def test_the_window_stays_open_where_someone_objects(window):
    window.show()
    window.ask_before_closing(lambda: False)
    assert not window.close()
    assert window.isVisible()
    window.ask_before_closing(lambda: True)
    assert window.close()
