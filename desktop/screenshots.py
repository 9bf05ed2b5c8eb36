"""Pictures of the screens, taken of the program itself while it runs."""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget

from desktop.field import PASSWORD, Field, go_out
from desktop.program import Program
from desktop.window import first_window
from models.cards.batch_rows import batch_rows
from models.cards.copy_faces import copy_faces
from models.enrolment.desk import desk_rows, present_ids
from models.events.agenda import Pile, pile_ids
from models.events.queries import event_rows
from models.office.queries import office_draft, officers, today
from models.opening import open_store
from models.packets.tables import ConflictKind
from models.partners.queries import partner_ids
from models.people.operations import change_person
from models.people.queries import people_ids, person_draft
from models.progress import Progress, Work
from models.reporting.periods import Period
from models.store import Store
from reports.packet_slip import PacketSlip
from reports.qr import symbol
from resources import resource
from ui.designer.designer import Designer
from ui.designer.designs_pane import DesignsPane
from ui.look import Theme
from ui.pages.events_page import EventsPage
from ui.pages.people_page import PeoplePage
from ui.panes.card_check import CardCheck
from ui.panes.desk_pane import DeskPane
from ui.panes.differences_pane import DifferencesPane
from ui.panes.letters_panel import LettersPanel
from ui.panes.packet_making import PacketMaking, Ready
from ui.panes.people_pane import PeoplePane
from ui.panes.person_detail import PersonDetail
from ui.panes.reports_period import PeriodBar
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
REPORTED = "2022-Q2"
PHOTO_DESIGN, NAME_OF_DESIGN = "member-photo", 4
"""A shipped design, and the place of the name among its elements."""
PHONE = "+6281255500170"
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
        field = yield from go_out(database, event_id, Path(folder, "field"))
        studio = _Studio(Path(folder), database, event_id, (listed, numbers), field)
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
        self,
        folder: Path,
        database: Path,
        event_id: int,
        files: tuple[Path, Path],
        field: Field,
    ) -> None:
        self._copied = Path(shutil.copy(database, folder))
        self._event_id = event_id
        self._at: Path | None = None
        self._listed, self._numbers = files
        self._field = field
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
            batch = batch_rows(session)[-1].id
            slip = PacketSlip(
                office_draft(session).name,
                event_rows(session, [self._event_id])[self._event_id].title,
                self._field.packet.desk,
                self._field.phrase,
                today(session),
            )
        self._ready = Ready(self._field.packet, slip, symbol(slip.phrase))
        self._willing = next(row.nik for row in here.values() if row.enrolled_id is None)
        self._signed = next(copy_faces(store, batch)).code
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
            "meanwhile": self._change_meanwhile,
            "groups": partial(self._go, "groups"),
            "renewals": partial(self._go, "renewals"),
            "numbers": self._take_in_numbers,
            "queue": partial(self._go, "cards"),
            "check": self._check_card,
            "designs": partial(self._go, "cards", designs=True),
            "designer": self._design,
            "reports": self._report,
            "settings": partial(self._go, "settings", section="office"),
            "templates": partial(self._go, "settings", section="templates"),
            "sheets": partial(self._go, "settings", section="sheets"),
            "printers": partial(self._go, "settings", section="printers"),
            "history": partial(self._go, "settings", section="history"),
            "privacy": partial(self._go, "settings", section="privacy"),
            "safety": partial(self._go, "settings", section="computer"),
            "data": partial(self._go, "settings", section="data"),
            **self._packets(),
            "welcome": self._welcome,
        }

    def _packets(self) -> dict[str, Callable[[], object]]:
        """Return the pictures of desk packets, taken at an office whose desks went out."""
        part = partial(self._at_office, "packets")
        return {
            "packets": partial(part, event_id=self._event_id),
            "packet-phrase": self._give_packet,
            "merge": partial(part, part="merge", file=self._field.returned),
            "differences": partial(self._decide, ConflictKind.FIELD),
            "enrolled-twice": partial(self._decide, ConflictKind.ENROLLED_TWICE),
            "home-packets": partial(self._at_office, "home"),
            "packet-desk": self._sit_at_packet,
            "packet-elsewhere": self._elsewhere,
            "packet-open": partial(self._program.unpack, self._field.packet.path),
        }

    def dress(self, code: str, theme: Theme) -> None:
        """Begin afresh in a language and a theme; what was half done is gone."""
        QTimer.singleShot(BREATH, _agree)
        self._program.wear(theme.value)
        self._program.speak(code)
        if self._program.shell.workspace is None:
            self._use(self._copied)

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

    def _use(self, path: Path, password: str = "") -> None:
        """Show a database; one that is shown already stays."""
        if self._at != path or self._program.shell.workspace is None:
            self._at = path
            self._program.use(open_store(path, password))
            self._settle()

    def _at_office(self, page: str, **where: object) -> None:
        self._use(self._field.office)
        self._go(page, **where)

    def _give_packet(self) -> None:
        self._at_office("packets", event_id=self._event_id)
        self._shown(PacketMaking).show_ready(self._ready)

    def _decide(self, kind: ConflictKind) -> None:
        """Choose a difference and the first of its sides."""
        self._at_office("packets", part="differences")
        pane = self._shown(DifferencesPane)
        pane.view.choose(next(row.id for row in pane.rows() if row.kind is kind))
        if kind is not ConflictKind.FIELD:
            pane.keep_side(0)  # asks why

    def _sit_at_packet(self) -> None:
        self._use(self._field.laptop, PASSWORD)
        self._go("event", event_id=self._event_id, part="desk")

    def _elsewhere(self) -> None:
        self._sit_at_packet()
        self._go("reports")

    def _view(self, name: str) -> None:
        """Show the events in one of the ways; a week is the one of the next event."""
        self._go("events")
        views = self._shown(EventsPage).views
        views.setFocus()
        views.choose(name)
        if name == "week":
            QTest.keyClick(self._shown(WeekView), Qt.Key.Key_PageDown)

    def _change_meanwhile(self) -> None:
        """Type a phone that somebody at another computer has just changed, too, and save it."""
        self._go("people", person_id=self._person)
        row = self._shown(PersonDetail).panel.form.row_of("phone")
        line = row.findChild(QLineEdit) if row is not None else None
        if line is None:
            raise RuntimeError("The form has no line for the phone.")
        with closing(open_store(self._copied)) as other:
            with other.reading() as session:
                now = person_draft(session, self._person)
                other.officer_id = officers(session)[0].id
            number = int(now.phone or PHONE)
            line.selectAll()
            QTest.keyClicks(line, f"+{number + 9}")
            with other.writing() as session:
                change_person(session, self._person, replace(now, phone=f"+{number + 1}"))
        QTest.keyClick(line, Qt.Key.Key_Return)

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

    def _report(self) -> None:
        """Show the quarter of the events held."""
        self._go("reports", part="figures")
        self._shown(PeriodBar).show_period(Period.read(REPORTED))

    def _check_card(self) -> None:
        self._go("cards", check=True)
        self._shown(CardCheck).check(self._signed)

    def _design(self) -> None:
        """Change the card with a photo, its name chosen."""
        self._go("cards", designs=True)
        designs = self._shown(DesignsPane)
        designs.list.choose(PHOTO_DESIGN)
        designs.begin_copy()
        self._settle()
        self._shown(Designer).state.choose((NAME_OF_DESIGN,))
        self._window.showNormal()
        self._window.resize(*SIZE)

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
