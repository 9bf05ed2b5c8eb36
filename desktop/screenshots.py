"""Pictures of the screens, taken of the program itself while it runs."""

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.program import Program
from desktop.window import first_window
from models.enrolment.desk import desk_rows, present_ids
from models.events.agenda import Pile, pile_ids
from models.office.queries import today
from models.opening import open_store
from models.partners.queries import partner_ids
from models.people.queries import people_ids
from models.progress import Progress, Work
from models.store import Store
from resources import resource
from ui.look import Theme
from ui.pages.events_page import EventsPage
from ui.pages.people_page import PeoplePage
from ui.panes.desk_pane import DeskPane
from ui.panes.letters_panel import LettersPanel
from ui.panes.people_pane import PeoplePane
from ui.settings import Settings
from ui.widgets.money_field import MoneyField
from ui.widgets.panel_switch import PanelSwitch
from ui.widgets.week_view import WeekView

SIZE = (1366, 768)
SERIES = (("en", Theme.LIGHT), ("id", Theme.LIGHT), ("id", Theme.DARK))
LIST, NUMBERS = "nelayan-tanjung-selor.csv", "nomor-peserta-dari-pusat.xlsx"
TYPED = "mari"
INCOME = "1500000"
PATIENCE = 20.0
"""Seconds a screen may take until nothing of it is under way any more."""
BREATH = 200
"""Milliseconds in which whatever is ready gets painted."""

Kind = TypeVar("Kind", bound=QWidget)


def take_screenshots(database: Path, event_id: int, out: Path) -> Work[list[Path]]:
    """Show ``database`` in a window and save a picture of each screen in ``out``.

    Without a display the window is drawn in memory. The database itself is left alone.
    """
    _draw_in_memory_without_display()
    out.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with (
        TemporaryDirectory() as folder,
        as_file(resource("demo", LIST)) as listed,
        as_file(resource("demo", NUMBERS)) as numbers,
    ):
        studio = _Studio(Path(folder), database, event_id, (listed, numbers))
        scenes = studio.scenes()
        try:
            for code, theme in SERIES:
                for name, arrange in scenes.items():
                    yield Progress(len(taken), len(SERIES) * len(scenes))
                    studio.dress(code, theme)
                    arrange()
                    dark = "-dark" if theme is Theme.DARK else ""
                    taken.append(studio.shoot(out / f"{name}-{code}{dark}.png"))
        finally:
            studio.close()
    return taken


class _Studio:
    """The program on a copy of a database, shown in a window of one size."""

    def __init__(
        self, folder: Path, database: Path, event_id: int, files: tuple[Path, Path]
    ) -> None:
        self._copied = Path(shutil.copy(database, folder))
        self._event_id = event_id
        self._listed, self._numbers = files
        self._choose(open_store(self._copied))
        self._kept = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self._settings = Settings(self._kept)
        self._settings.scanner = False  # keys sent by a program come as fast as a scanner's
        app, self._look, self._window = first_window(self._settings)
        self._window.resize(*SIZE)
        self._window.show()
        self._look.settle()
        self._program = Program(app, self._window, self._look, self._settings)

    def _choose(self, store: Store) -> None:
        """Choose whom and what the pictures show."""
        with store.reading() as session:
            self._coming = pile_ids(session, Pile.COMING, today(session))[0]
            self._person = people_ids(session)[0]
            self._partner = partner_ids(session)[0]
            here = desk_rows(session, self._event_id, present_ids(session, self._event_id, 1000))
        self._willing = next(row.nik for row in here.values() if row.enrolled_id is None)
        store.close()

    def scenes(self) -> dict[str, Callable[[], object]]:
        """Return what is pictured, by the name of the picture."""
        own = partial(self._go, "event", event_id=self._event_id)
        return {
            "home": partial(self._go, "home"),
            "events": partial(self._view, "list"),
            "month": partial(self._view, "month"),
            "week": partial(self._view, "week"),
            "board": partial(self._view, "board"),
            "new-event": partial(self._go, "event", repeat=self._event_id),
            "plan": partial(own, part="plan"),
            "packing": self._packing,
            "letters": self._write_letters,
            "people": partial(own, part="people"),
            "import": self._import,
            "desk": self._find_at_desk,
            "enrolment": self._enrol,
            "money": self._money,
            "emergency": self._emergency,
            "cards": partial(own, part="cards"),
            "summary": partial(own, part="summary"),
            "partners": partial(self._go, "partners", partner_id=self._partner),
            "person": partial(self._go, "people", person_id=self._person),
            "groups": partial(self._go, "groups"),
            "renewals": partial(self._go, "renewals"),
            "numbers": self._take_in_numbers,
            "queue": partial(self._go, "cards"),
            "reports": partial(self._go, "reports"),
            "settings": partial(self._go, "settings", section="office"),
            "templates": partial(self._go, "settings", section="templates"),
            "sheets": partial(self._go, "settings", section="sheets"),
            "printers": partial(self._go, "settings", section="printers"),
            "welcome": self._welcome,
        }

    def dress(self, code: str, theme: Theme) -> None:
        """Begin afresh in a language and a theme; what was half done is gone."""
        QTimer.singleShot(BREATH, _agree)
        self._program.wear(theme.value)
        self._program.speak(code)
        if self._program.shell.workspace is None:
            self._program.open(self._copied)
            self._settle()

    def shoot(self, target: Path) -> Path:
        """Save a picture of the window."""
        self._settle()
        self._window.grab().save(str(target))
        return target

    def close(self) -> None:
        """Let go of the copy and of all that stands beside it."""
        self._program.close()
        self._window.hide()
        self._kept.sync()

    def _go(self, page: str, **where: object) -> None:
        if not self._program.shell.show_page(page, **where):
            raise RuntimeError(f"The window does not go to {page}.")
        self._settle()

    def _view(self, name: str) -> None:
        """Show the events in one of the ways; a week is the one of the next event."""
        self._go("events")
        self._shown(EventsPage).views.choose(name)
        if name == "week":
            QTest.keyClick(self._shown(WeekView), Qt.Key.Key_PageDown)

    def _take_in_numbers(self) -> None:
        self._go("people")
        self._shown(PeoplePage).returns.take(self._numbers)

    def _packing(self) -> None:
        self._go("event", event_id=self._coming, part="plan")
        for switch in self._window.findChildren(PanelSwitch):
            if switch.isVisible() and switch.shown() == "checklist":
                switch.choose("packing")

    def _write_letters(self) -> None:
        self._go("event", event_id=self._coming, part="plan")
        self._shown(LettersPanel).new.click()

    def _import(self) -> None:
        self._go("event", event_id=self._coming, part="people")
        self._shown(PeoplePane).take_list(self._listed)

    def _find_at_desk(self) -> None:
        self._look_up(TYPED)

    def _enrol(self) -> None:
        desk = self._look_up(self._willing)
        desk.enrol_chosen()
        QTest.keyClicks(self._shown(MoneyField), INCOME)

    def _money(self) -> None:
        self._look_up("").show_money()
        self._settle()  # what is printed is drawn a moment after it is chosen

    def _emergency(self) -> None:
        self._look_up("").show_paper()

    def _look_up(self, typed: str) -> DeskPane:
        self._go("event", event_id=self._event_id, part="desk")
        desk = self._shown(DeskPane)
        desk.finder.search_for(typed)
        self._settle()
        return desk

    def _welcome(self) -> None:
        self._program.welcome()

    def _shown(self, kind: type[Kind]) -> Kind:
        return next(each for each in self._window.findChildren(kind) if each.isVisible())

    def _settle(self) -> None:
        """Wait until no work is under way and everything has been painted."""
        late = monotonic() + PATIENCE
        _wait()
        while self._program.busy:
            if monotonic() > late:
                raise TimeoutError(f"The screen was not ready after {PATIENCE:g} s.")
            _wait()
        _wait()


def _wait() -> None:
    """Let the window live for a moment; QTest's own waiting stops all other threads."""
    loop = QEventLoop()
    QTimer.singleShot(BREATH, loop.quit)
    loop.exec()


def _agree() -> None:
    """Agree to lose what was typed only for a picture, if that is asked."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        for button in box.buttons():
            if box.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole:
                button.click()


def _draw_in_memory_without_display() -> None:
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        # It warns at every window of a fixed size that there is nobody to be told of it.
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
