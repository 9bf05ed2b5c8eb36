"""Pengaturan: the office and its people, its letters, the window's look, protection, backup."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.moving_form import Ways
from ui.panes.history_browse import HistoryBrowse
from ui.panes.letters_register import RegisterPanel
from ui.panes.settings_absences import AbsencesPanel
from ui.panes.settings_actions import SettingsActions
from ui.panes.settings_backup import BackupPanel
from ui.panes.settings_breaches import BreachesPanel
from ui.panes.settings_camera import CameraPanel
from ui.panes.settings_closed_days import ClosedDaysPanel
from ui.panes.settings_consents import ConsentsPanel
from ui.panes.settings_designs import DesignsPanel
from ui.panes.settings_desk import DeskPanel
from ui.panes.settings_disclosures import DisclosuresPanel
from ui.panes.settings_equipment import EquipmentPanel
from ui.panes.settings_erasures import ErasuresPanel
from ui.panes.settings_keys import KeysPanel
from ui.panes.settings_layouts import LayoutsPanel
from ui.panes.settings_letterhead import LetterheadPanel
from ui.panes.settings_letters import LetterTextsPanel
from ui.panes.settings_look import LookPanel
from ui.panes.settings_money import MoneyPanel
from ui.panes.settings_numbers import NumbersPanel
from ui.panes.settings_office import OfficePanel
from ui.panes.settings_officers import OfficersPanel
from ui.panes.settings_packets import PacketsPanel
from ui.panes.settings_panel import Section, SettingsPanel
from ui.panes.settings_part_sheets import PartSheetsPanel
from ui.panes.settings_printers import PrintersPanel
from ui.panes.settings_retention import RetentionPanel
from ui.panes.settings_safety import SafetyPanel
from ui.panes.settings_scanner import ScannerPanel
from ui.panes.settings_server import ServerPanel
from ui.panes.settings_sheets import SheetsPanel
from ui.panes.settings_supplies import SuppliesPanel
from ui.panes.settings_targets import TargetsPanel
from ui.panes.settings_templates import TemplatesPanel
from ui.widgets.page import Page
from ui.widgets.scrolling import bring_into_view
from ui.widgets.segments import Segments

Kind = TypeVar("Kind", bound=SettingsPanel)
MakesColumns = Callable[[], Sequence[Sequence[SettingsPanel]]]
SEEN_WITH = {
    "office": Right.ADMINISTER,
    "cards": Right.ADMINISTER,
    "money": Right.ADMINISTER,
    "desk": Right.SERVE,
    "history": Right.SEE_HISTORY,
}
"""The rights with which sections are shown; without a line here, that to plan."""


class SettingsPage(Page):
    """Cards in sections, of which one is shown; a section is made when it is first looked at."""

    def __init__(
        self, bench: Bench, actions: SettingsActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Settings"), _("The office, its people, this computer"), parent=parent)
        self._bench = bench
        self._actions = actions
        self._columns = {
            name: made for name, made in self._sections().items() if may_see(bench, name)
        }
        self._made: dict[str, Section] = {}
        self._names = Segments(_("Sections of the settings"))
        names = section_names()
        for name in self._columns:
            self._names.add(name, names[name])
        self.add(self._names)
        self._show(self._names.name())
        self._names.chosen.connect(self._show)
        actions.changed.connect(self._read)

    @override
    def go(self, **where: object) -> None:
        """Show the section that ``section`` names; without it, the one looked at last.

        What else is said goes to its cards: ``person_id`` or ``event_id`` to the history.
        """
        section = where.get("section")
        if section in self._columns and section != self._names.name():
            self._names.choose(str(section))
        else:
            self._read()
        if section in self._made:
            self._made[str(section)].go(**where)

    @override
    def may_leave(self) -> bool:
        for name, section in self._made.items():
            if not section.may_leave():
                self._names.choose(name)
                return False
        return True

    def turn_to(self, kind: type[Kind]) -> Kind:
        """Show the section that has a panel of this kind, and return the panel."""
        for name in self._columns:
            for panel in self._section(name).panels:
                if isinstance(panel, kind):
                    self._names.choose(name)
                    return panel
        raise ValueError(kind)

    def _sections(self) -> Mapping[str, MakesColumns]:
        """Return what makes the panels of each section: column by column, top down."""
        bench = self._bench
        return {
            "office": lambda: [[OfficePanel(bench)], [LetterheadPanel(bench), DesignsPanel(bench)]],
            "targets": lambda: [[TargetsPanel(bench)]],
            "people": lambda: [[self._officers(), AbsencesPanel(bench)], [ClosedDaysPanel(bench)]],
            "things": lambda: [[EquipmentPanel(bench)], [SuppliesPanel(bench)]],
            "letters": lambda: [[*self._texts(), RegisterPanel(bench)]],
            "layouts": lambda: [[LayoutsPanel(bench)]],
            "templates": lambda: [[TemplatesPanel(bench)]],
            "sheets": lambda: [[SheetsPanel(bench)], [PartSheetsPanel(bench)]],
            "printers": lambda: [[PrintersPanel(bench)]],
            "cards": lambda: [[NumbersPanel(bench)], [KeysPanel(bench)]],
            "money": lambda: [[MoneyPanel(bench)]],
            "desk": lambda: [[self._desk()], [ScannerPanel(bench)]],
            "privacy": lambda: [
                [ConsentsPanel(bench), ErasuresPanel(bench)],
                [BreachesPanel(bench), DisclosuresPanel(bench), RetentionPanel(bench)],
            ],
            "history": lambda: [[HistoryBrowse(bench)]],
            "computer": lambda: [
                [self._look(), *self._of_file(self._safety)],
                [CameraPanel(bench)],
            ],
            "data": self._data,
        }

    def _of_file(self, make: Callable[[], SettingsPanel]) -> list[SettingsPanel]:
        """Return a panel that concerns a file; nothing where the office is on a server."""
        return [make()] if self._bench.store.in_file else []

    def _texts(self) -> list[SettingsPanel]:
        """Return the office's own texts of letters for those who may change them."""
        may = self._bench.may(Right.ADMINISTER)
        return [LetterTextsPanel(self._bench)] if may else []

    def _officers(self) -> OfficersPanel:
        panel = OfficersPanel(self._bench)
        panel.opened.connect(lambda: bring_into_view(panel))
        panel.seated.connect(self._actions.sit_down)
        return panel

    def _look(self) -> LookPanel:
        return LookPanel(self._bench.settings, self._actions.speak, self._actions.wear)

    def _desk(self) -> DeskPanel:
        return DeskPanel(self._bench, self._actions.keep_desk)

    def _safety(self) -> SafetyPanel:
        return SafetyPanel(self._bench, self._actions.lock, self._actions.lock_after)

    def _backup(self) -> BackupPanel:
        panel = BackupPanel(self._bench)
        panel.back_up.clicked.connect(self._actions.back_up)
        panel.restore_asked.connect(self._actions.restore)
        return panel

    def _packets(self) -> PacketsPanel:
        panel = PacketsPanel(self._bench)
        panel.unpack_asked.connect(self._actions.unpack)
        return panel

    def _data(self) -> list[list[SettingsPanel]]:
        packets = self._packets()
        if not self._bench.store.in_file:
            return [[self._server()], [packets]]
        if not self._bench.may(Right.ADMINISTER):  # nor does a packet move to a server
            return [[self._backup()], [packets]]
        return [[self._backup(), packets], [self._server()]]

    def _server(self) -> ServerPanel:
        ways = Ways(self.may_leave, self._actions.at_server, self._actions.in_file)
        return ServerPanel(self._bench, ways)

    def _section(self, name: str) -> Section:
        """Return a section, made if it has not been looked at yet."""
        if name not in self._made:
            self._made[name] = section = Section(self._columns[name]())
            section.hide()
            self.add(section, 1)
        return self._made[name]

    def _show(self, name: str) -> None:
        shown = self._section(name)
        for section in self._made.values():
            section.setVisible(section is shown)
        shown.read()
        self.begin_at(shown.panels[0].beginning() or self._names)

    def _read(self) -> None:
        self._made[self._names.name()].read()


def may_see(bench: Bench, section: str) -> bool:
    """Whether a section is for who works here; what is this computer's is for everybody."""
    if section in ("computer", "data"):
        return True
    return bench.may(SEEN_WITH.get(section, Right.PLAN))


def section_names() -> dict[str, str]:
    """Return what the sections of the settings are called, in their order."""
    return {
        "office": _("Office"),
        "targets": _("Targets"),
        "people": _("People and days"),
        "things": _("Things and supplies"),
        "letters": _("Letters"),
        "layouts": _("Upload layouts"),
        "templates": _("Templates"),
        "sheets": _("Sheets"),
        "printers": _("Printers"),
        "cards": _("Numbers and keys"),
        "money": _("Money"),
        "desk": _("Desk"),
        "privacy": _("Personal data"),
        "history": _("History"),
        "computer": _("This computer"),
        "data": _("Data"),
    }
