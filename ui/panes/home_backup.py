"""The first page's line about backups: how old the newest is, and what to do about it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.backups.due import BackupState, backup_state
from models.backups.making import make_backup
from models.backups.manifests import Reason
from models.office.queries import time_zone
from models.progress import Progress, Work
from models.store import Store
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import FAINT, Role, Size
from ui.widgets.notice import Notice
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.text import Text

AGAIN = 60_000
"""Milliseconds after which it is looked up again while it is seen."""


class BackupLine(QWidget):
    """Faint where all is well; a warning with a button where work of days is at risk."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._quiet = Text("", Size.CAPTION, FAINT, wrap=True)
        self._notice = Notice()
        self._strip = ProgressStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._quiet, self._notice, self._strip):
            column.addWidget(widget)
        self._clock = QTimer(self, interval=AGAIN)
        self._clock.timeout.connect(self.read)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()
        self._clock.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def read(self) -> None:
        """Look up anew how the backups stand; a server is backed up by who looks after it."""
        if not self._bench.store.in_file:
            return
        self._bench.tasks.start(
            _looked_up(self._bench.store),
            succeeded=lambda found: self.show_state(*found),
            failed=self._bench.fail,
            owner=self,
        )

    def show_state(self, state: BackupState, zone: ZoneInfo) -> None:
        """Say how the backups stand; ``zone`` is that of the office's clock."""
        text, role = backup_said(state, zone)
        self._quiet.setText(text if role is Role.NEUTRAL else "")
        self._quiet.setVisible(role is Role.NEUTRAL)
        if role is Role.NEUTRAL:
            self._notice.hide()
        else:
            self._notice.say(text, role, _("Back up now"), self._back_up)

    def text(self) -> str:
        """Return what is said."""
        return self._notice.text() or self._quiet.text()

    def _back_up(self) -> None:
        work = make_backup(self._bench.store, Reason.BY_HAND)
        self._bench.run(work, _("Backing up…"), self._strip, lambda _made: self.read())


def backup_said(state: BackupState, zone: ZoneInfo) -> tuple[str, Role]:
    """Say how the backups stand, and how bad that is."""
    since = ngettext(
        "{n} action since is in no backup.",
        "{n} actions since are in no backup.",
        state.actions_since,
    )
    if state.failure is not None and not state.current:
        return failure_said(state.failure.reason), Role.DANGER
    if state.newest is None:
        said = _("There is no backup yet.") if state.actions_since else ""
        return said, Role.WARNING if state.actions_since else Role.NEUTRAL
    said = _("Last backup {age}, proven.").format(
        age=age_said(state.newest.moment, state.now, zone)
    )
    if state.at_risk:
        return f"{said} {since}", Role.DANGER
    if state.second_missed and state.second_at is not None:
        days = (state.now - state.second_at).days
        missed = ngettext(
            "The second place was not there for {n} day.",
            "The second place was not there for {n} days.",
            days,
        )
        return f"{said} {missed}", Role.WARNING
    return said if state.current else f"{said} {since}", Role.NEUTRAL


def failure_said(reason: str) -> str:
    """Say why the last backup did not succeed, and what to do."""
    return _(
        "The last backup did not succeed. {reason} See that its disk is there and has room, then "
        "back up again; if that fails, check the database in Settings."
    ).format(reason=reason)


def age_said(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Say how long ago a moment was: in hours of a day, in days, and by its date when older.

    ``zone`` is that of the office's clock.
    """
    age = now - moment
    if age < timedelta(hours=1):
        return _("less than an hour ago")
    if age < timedelta(days=1):
        return ngettext("{n} hour ago", "{n} hours ago", age // timedelta(hours=1))
    if age < timedelta(days=31):
        return ngettext("{n} day ago", "{n} days ago", age.days)
    return _("on {day}").format(day=spoken().day(moment.astimezone(zone).date()))


def _looked_up(store: Store) -> Work[tuple[BackupState, ZoneInfo]]:
    yield Progress(0, 0)
    with store.reading() as session:
        zone = time_zone(session)
    return backup_state(store, datetime.now(UTC)), zone
