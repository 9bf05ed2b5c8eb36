"""Pengaturan: the office and its people, the window's look, protection, backup."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.words import _
from ui.bench import Bench
from ui.look import em
from ui.panes.settings_actions import SettingsActions
from ui.panes.settings_backup import BackupPanel
from ui.panes.settings_look import LookPanel
from ui.panes.settings_office import OfficePanel
from ui.panes.settings_officers import OfficersPanel
from ui.panes.settings_safety import SafetyPanel
from ui.widgets.page import Page
from ui.widgets.reflow import Columns
from ui.widgets.scrolling import bring_into_view


class SettingsPage(Page):
    """Cards beside one another. The office and its officers are saved; the rest holds at once."""

    def __init__(
        self, bench: Bench, actions: SettingsActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Settings"), _("The office, its people, this computer"), parent=parent)
        self.office, self.officers = OfficePanel(bench), OfficersPanel(bench)
        self.look = LookPanel(bench.settings, actions.speak, actions.wear)
        self.safety = SafetyPanel(bench, actions.lock, actions.lock_after)
        self.backup = BackupPanel(bench.store)
        left = _below_one_another(self.office, self.officers)
        right = _below_one_another(self.look, self.safety, self.backup)
        self.add(Columns([(left, 1), (right, 1)], narrow=60), 1)
        self.begin_at(self.office.panel.form)
        self.officers.opened.connect(lambda: bring_into_view(self.officers))
        self.officers.seated.connect(actions.sit_down)
        self.backup.back_up.clicked.connect(actions.back_up)
        actions.changed.connect(self._read)

    @override
    def go(self, **where: object) -> None:
        self._read()

    @override
    def may_leave(self) -> bool:
        if not (self.office.may_leave() and self.officers.may_leave()):
            return False
        self.safety.show_offers()
        return True

    def _read(self) -> None:
        self.look.read()
        self.backup.read()
        self.officers.read()


def _below_one_another(*panels: QWidget) -> QWidget:
    """Return ``panels`` in a column, the last of them as tall as there is room for."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(around, 0.75))
    for panel in panels:
        column.addWidget(panel, 1 if panel is panels[-1] else 0)
    return around
