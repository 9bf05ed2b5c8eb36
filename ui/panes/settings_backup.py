"""The settings' card about the database file and its backups: which there are, and what to do."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.backups.failing import last_failure
from models.backups.keeping import (
    choose_second_place,
    folder_of,
    keep_every,
    keeping,
)
from models.backups.known import Backup, known_backups
from models.backups.making import bring_to_second_place, last_backup, make_backup, verify
from models.backups.manifests import Reason
from models.backups.proving import NotProvenError, check_whole
from models.backups.restoring import undoable_restore
from models.errors import UserError
from models.office.queries import time_zone
from models.progress import Progress, Work
from models.words import _, ngettext
from ui.bench import Bench
from ui.forms.restore_form import backup_badge, backup_detail, backup_moment, backup_title
from ui.look import Role
from ui.panes.home_backup import failure_said
from ui.panes.settings_panel import SettingsPanel
from ui.tasks import Result
from ui.widgets.choice import Choice
from ui.widgets.entries import Entry, EntryList
from ui.widgets.facts import Facts
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.progress_strip import ProgressStrip

SHOWN = 8
"""How many backups are listed; all of them are where one restores."""
EVERY = (10, 25, 50, 100, 250)


class BackupPanel(SettingsPanel):
    """Says how the database is kept; lists its backups, which are chosen to be restored."""

    restore_asked = Signal(object)
    """The path of a backup, or None to choose one."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Database and backup"), parent=parent)
        self._bench = bench
        self._store = bench.store
        self.facts = Facts()
        self.list = EntryList()
        self.failure = Notice()
        self.notice = Notice(closable=True)
        self._strip = ProgressStrip()
        self.every = Choice({n: ngettext("{n} action", "{n} actions", n) for n in EVERY})
        self.back_up = action_button(_("Back up to a file…"), "upload")
        self._undo = action_button(_("Undo the restore…"), "undo-2")
        grid = FormGrid()
        grid.add("every", _("Back up after"), self.every)
        for widget in (self.failure, self.facts, grid, self.list, self._strip, self.notice):
            self.add(widget)
        for row in self._rows():
            self.add(row)
        self.column.addStretch(1)
        self.every.picked.connect(lambda: self._keep_every(self.every.value()))
        self.list.chosen.connect(self.restore_asked)
        self.read()

    @override
    def read(self) -> None:
        """Tell anew how things stand."""
        path, kept = self._store.path, keeping(self._store.path)
        second = kept.second()
        there = _("{folder} (not there just now)") if second and not second.is_dir() else "{folder}"
        self.facts.show_facts(
            [
                (_("Last backup"), self._last_backup()),
                (_("File"), path.name),
                (_("Folder"), str(path.parent)),
                (_("Second place"), there.format(folder=second.parent) if second else _("None")),
            ]
        )
        failure = last_failure(self._store)
        if failure is None:
            self.failure.hide()
        else:
            self.failure.say(failure_said(failure.reason), Role.DANGER)
        self.every.show_value(min(EVERY, key=lambda one: abs(one - kept.every)))
        found, zone = known_backups(path)[:SHOWN], self._zone()
        self.list.show_entries(
            [
                Entry(
                    one.path,
                    backup_title(one, zone),
                    backup_detail(one),
                    icon="save",
                    badge=backup_badge(one),
                )
                for one in found
            ]
        )
        self._undo.setVisible(undoable_restore(path) is not None)

    def make(self) -> None:
        """Make a backup now, as it is made by itself."""
        work = make_backup(self._store, Reason.BY_HAND)
        self._run(work, _("Backing up…"), lambda _made: _("Backed up, and the copy opens."))

    def verify_again(self) -> None:
        """Look through all backups again."""
        found = known_backups(self._store.path)
        self._run(
            _verified(found, self._store.file_key), _("Looking through them…"), _verified_said
        )

    def check(self) -> None:
        """Look through the whole database."""
        self._run(
            check_whole(self._store),
            _("Looking through the database…"),
            lambda _none: _("All whole."),
        )

    def choose_second(self) -> None:
        """Choose where every backup goes to, too."""
        chosen = self._bench.messages.folder(_("Second place for backups"))
        if chosen is not None:
            work = _second_chosen(self._store.path, chosen)
            self._run(work, _("Copying there…"), lambda _there: _("Backups go there, too, now."))

    def _rows(self) -> list[QHBoxLayout]:
        said = (
            (_("Back up now"), "save", self.make),
            (_("Restore…"), "history", lambda: self.restore_asked.emit(None)),
            (_("Second place…"), "folder-open", self.choose_second),
            (_("Verify again"), "refresh-cw", self.verify_again),
            (_("Check the database"), "shield-check", self.check),
            (_("Show the folder"), "folder-open", self._show_folder),
        )
        buttons = []
        for text, glyph, do in said:
            button = action_button(text, glyph)
            button.clicked.connect(do)
            buttons.append(button)
        self._undo.clicked.connect(
            lambda: self.restore_asked.emit(undoable_restore(self._store.path))
        )
        buttons += [self.back_up, self._undo]
        rows = []
        for start in range(0, len(buttons), 2):
            row = QHBoxLayout()
            for button in buttons[start : start + 2]:
                row.addWidget(button)
            row.addStretch(1)
            rows.append(row)
        return rows

    def _run(self, work: Work[Result], what: str, said: Callable[[Result], str]) -> None:
        self.notice.hide()

        def done(result: Result) -> None:
            self.read()
            self.notice.say(said(result), Role.SUCCESS)

        def failed(error: Exception) -> None:
            self.read()
            if not isinstance(error, UserError):
                raise error
            self.notice.say(str(error), Role.DANGER)

        self._bench.run(work, what, self._strip, done, failed)

    def _keep_every(self, actions: int) -> None:
        try:
            keep_every(self._store.path, actions)
        except OSError as error:
            self.notice.say(str(error), Role.DANGER)

    def _show_folder(self) -> None:
        folder = folder_of(self._store.path)
        shown = folder if folder.exists() else self._store.path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))

    def _last_backup(self) -> str:
        made = last_backup(self._store)
        if made is None:
            return _("None yet. Copy the database to a USB stick or another computer.")
        return backup_moment(made, self._zone())

    def _zone(self) -> ZoneInfo:
        with self._store.reading() as session:
            return time_zone(session)


def _second_chosen(database: Path, chosen: Path) -> Work[bool]:
    yield Progress(0, 0)
    choose_second_place(database, chosen, datetime.now(UTC))
    return (yield from bring_to_second_place(database))


def _verified(found: list[Backup], key: bytes | None) -> Work[tuple[int, int]]:
    """Look through backups; return how many are whole, and how many are not."""
    whole = 0
    for place, one in enumerate(found):
        yield Progress(place, len(found))
        try:
            yield from verify(one, key)
            whole += 1
        except NotProvenError:
            continue
    return whole, len(found) - whole


def _verified_said(found: tuple[int, int]) -> str:
    whole, hurt = found
    said = ngettext("{n} backup is whole.", "{n} backups are whole.", whole)
    bad = ngettext("{n} is damaged.", "{n} are damaged.", hurt)
    return f"{said} {bad}" if hurt else said
