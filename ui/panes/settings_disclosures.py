"""The settings' card that lists what left the office with personal data in it."""

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.queries import time_zone
from models.privacy.disclosures import DisclosureRow, disclosure_count, disclosures, kind_name
from models.privacy.tables import Disclosure
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import FAINT, Role
from ui.panes.requests_said import moment_said
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.text import Text

SHOWN = 50


class DisclosuresPanel(SettingsPanel):
    """Shows the latest first, and more as they are asked for; nothing here can be changed."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("What left the office"), None, parent)
        self._bench = bench
        self._shown = SHOWN
        self._none = Text(_("Nothing with personal data has left yet."), ink=FAINT, wrap=True)
        self.list = EntryList()
        self.more = action_button(_("Show more"), "chevron-down")
        for part in (self._none, self.list, self.more):
            self.add(part)
        self.column.addStretch(1)
        self.more.clicked.connect(self._show_more)
        Fresh(self, bench.changes.committed, frozenset({Disclosure}), self.read)
        self.read()

    @override
    def read(self) -> None:
        with self._bench.store.reading() as session:
            rows, zone = disclosures(session, self._shown), time_zone(session)
            count = disclosure_count(session)
        self.list.show_entries([_entry(row, zone) for row in rows])
        self._none.setVisible(not rows)
        self.more.setVisible(count > len(rows))

    @override
    def beginning(self) -> QWidget | None:
        lines: list[Any] = self.list.lines()
        return lines[0] if lines else None

    def _show_more(self) -> None:
        self._shown += SHOWN
        self.read()


def _entry(row: DisclosureRow, zone: ZoneInfo) -> Entry:
    people = ngettext("{n} person", "{n} people", row.people)
    about = (moment_said(row.at, zone), row.officer, kind_name(row.kind), people)
    badge = Badge(_("Whole NIKs"), Role.WARNING) if row.full_niks else None
    detail = " · ".join(part for part in about if part)
    return Entry(None, row.title, detail, icon="upload", badge=badge, more=row.reason)
