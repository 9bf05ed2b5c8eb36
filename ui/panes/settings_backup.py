"""The settings' card about the database file: where it is, and when it was last copied."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.backup import last_backup
from models.office.queries import time_zone
from models.store import Store
from models.words import _, spoken
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.facts import Facts
from ui.widgets.header import action_button


class BackupPanel(SettingsPanel):
    """Says how the database is kept; its buttons copy it and show where it lies."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(_("Database and backup"), parent=parent)
        self._store = store
        self.facts = Facts()
        self.back_up = action_button(_("Back up now…"), "save")
        self._folder = action_button(_("Show the folder"), "folder-open")
        self._folder.clicked.connect(self._show_folder)
        row = QHBoxLayout()
        row.addWidget(self.back_up)
        row.addWidget(self._folder)
        row.addStretch(1)
        self.add(self.facts)
        self.add(row)
        self.column.addStretch(1)
        self.read()

    @override
    def read(self) -> None:
        """Tell anew how things stand."""
        path = self._store.path
        self.facts.show_facts(
            [
                (_("Last backup"), self._last_backup()),
                (_("File"), path.name),
                (_("Folder"), str(path.parent)),
            ]
        )

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._store.path.parent)))

    def _last_backup(self) -> str:
        made = last_backup(self._store)
        if made is None:
            return _("None yet. Copy the database to a USB stick or another computer.")
        with self._store.reading() as session:
            moment = made.astimezone(time_zone(session))
        words = spoken()
        return _("{day} at {time}").format(
            day=words.weekday(moment.date()), time=words.clock(moment)
        )
