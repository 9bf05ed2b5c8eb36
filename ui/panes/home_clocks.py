"""What the law sets a clock for, on the first page: each line until it is done."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.base import utc_now
from models.office.queries import time_zone
from models.office.rights import Right
from models.people.tables import Person
from models.privacy.breaches import open_breaches
from models.privacy.queries import open_requests
from models.privacy.tables import Breach, DataRequest
from models.words import _, ngettext
from ui.bench import Bench
from ui.look import Role
from ui.looking import ask
from ui.panes.breaches_said import breach_entry
from ui.panes.requests_said import request_entry
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.entries import Entry, EntryList
from ui.widgets.panel import Panel

AGAIN = 60_000
"""Milliseconds after which the clocks are read again while they are seen."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: its lines, how many of them are overdue, and at which place each is met."""

    entries: Sequence[Entry]
    overdue: int
    places: Mapping[object, Mapping[str, object]]


class HomeClocks(Panel):
    """Lists what waits, the most urgent first; hidden without any. Only who plans sees it."""

    def __init__(
        self,
        bench: Bench,
        title: str,
        page: str,
        kinds: frozenset[type],
        parent: QWidget | None = None,
    ) -> None:
        """Show what waits under ``title``; it is met on ``page``, and may change with ``kinds``."""
        self.overdue = BadgeLabel()
        super().__init__(title, self.overdue, parent)
        self._bench = bench
        self._page = page
        self._places: Mapping[object, Mapping[str, object]] = {}
        self.list = EntryList()
        self.add(self.list)
        self.list.chosen.connect(self._open)
        self._clock = QTimer(self, interval=AGAIN)
        self._clock.timeout.connect(self.read)
        self._kinds = kinds
        bench.changes.committed.connect(self._changed)  # a method: a lambda would outlive the page
        self.hide()

    @abstractmethod
    def look(self, session: Any, now: datetime, zone: ZoneInfo) -> Waiting:  # noqa: ANN401 - see ask
        """Look up what waits at ``now`` (UTC)."""

    def read(self) -> None:
        """Look anew what waits."""
        if not self._bench.may(Right.PLAN):
            self.hide()
            return
        ask(self._bench, self._look, self._show, self)

    def _changed(self, changed: frozenset[type]) -> None:
        if changed & self._kinds:
            self.read()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _look(self, session: Any) -> Waiting:  # noqa: ANN401 - see ask
        return self.look(session, utc_now(), time_zone(session))

    def _open(self, record_id: object) -> None:
        if record_id in self._places:
            self._bench.show_page(self._page, **self._places[record_id])

    def _show(self, found: Waiting) -> None:
        self._places = found.places
        self.list.show_entries(found.entries)
        said = ngettext("{n} overdue", "{n} overdue", found.overdue)
        self.overdue.show_badge(Badge(said, Role.DANGER) if found.overdue else None)
        self.setVisible(bool(found.entries))


class HomeRequests(HomeClocks):
    """Requests about personal data that are not met, each leading to its person."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        title = _("Requests about personal data")
        super().__init__(bench, title, "people", frozenset({DataRequest, Person}), parent)

    @override
    def look(self, session: Any, now: datetime, zone: ZoneInfo) -> Waiting:
        rows = open_requests(session)
        return Waiting(
            [request_entry(row, now, zone, named=True) for row in rows],
            sum(row.overdue(now) for row in rows),
            {row.id: {"person_id": row.person_id} for row in rows},
        )


class HomeBreaches(HomeClocks):
    """Breaches of data that were not told yet, each leading to where its notices are written."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        title = _("Breaches of data to be told")
        super().__init__(bench, title, "settings", frozenset({Breach}), parent)

    @override
    def look(self, session: Any, now: datetime, zone: ZoneInfo) -> Waiting:
        rows = open_breaches(session)
        return Waiting(
            [breach_entry(row, now, zone) for row in rows],
            sum(row.overdue(now) for row in rows),
            {row.id: {"section": "privacy", "breach_id": row.id} for row in rows},
        )
