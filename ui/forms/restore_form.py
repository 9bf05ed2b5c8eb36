"""Restoring a backup step by step: which one, what opens it, what is in it, what is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.backups.known import Backup, Place
from models.backups.manifests import Reason
from models.backups.restoring import Done, Preview
from models.backups.salvage import Saved
from models.history.telling import kind_word
from models.words import _, ngettext, shorten, spoken
from ui.forms.steps_form import StepsForm
from ui.look import FAINT, Role, Size, em
from ui.widgets.alone import heading
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.password_field import PasswordField
from ui.widgets.stack import Stack
from ui.widgets.text import Text

WIDTH = 44
SHOWN = 20
"""How many backups are listed; an older one is chosen as a file."""
LINES = 8
"""How many lines tell what would be lost, and how many of which days."""
FEW = 3
"""Up to so many actions of a kind are told one by one."""
LONGEST = 90
"""Letters of a line that are shown of it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done: with which backups, why, and whether the file may be salvaged."""

    path: Path
    backups: Sequence[Backup]
    problem: str = ""
    salvage: bool = False


class RestoreForm(StepsForm):
    """Offers backups, asks what opens the one chosen, and shows what it would bring and cost."""

    chosen = Signal(object)
    """The path of a backup."""
    file_asked = Signal()
    salvage_asked = Signal()
    secret_given = Signal(str)
    agreed = Signal()
    """What is shown shall take the place of the database."""

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        self._field = PasswordField()
        super().__init__(WIDTH, self._field, parent)
        self._choice = EntryList()
        self._facts = Facts()
        self._told = Text("", wrap=True)
        self._lines = Text("", ink=FAINT, wrap=True)
        self._restore = action_button(_("Restore"), "history", primary=True)
        self._go_on = action_button(_("Go on"), primary=True)
        self._lay_steps(self._choosing(offer), self._asking(), self._showing())
        self.column.addLayout(heading(_("Restore a backup"), offer.path.name))
        for widget in (self.notice, self._layers, self._waiting):
            self.column.addWidget(widget)
        if offer.problem:
            self.notice.say(offer.problem, Role.DANGER)
        self._choice.chosen.connect(self.chosen)
        self._field.entered.connect(self._give)
        self._go_on.clicked.connect(self._give)
        self._restore.clicked.connect(self.agreed)
        self.choose_again()

    def choose_again(self) -> None:
        """Show the backups there are."""
        self._layers.show_layer(self._steps[0])
        self._begin_at(self._choice.lines()[0] if self._choice.lines() else self._other)

    def ask_secret(self) -> None:
        """Ask what opens the backup that was chosen."""
        self._field.clear()
        self._layers.show_layer(self._steps[1])
        self._begin_at(self._field)

    def show_preview(self, preview: Preview, made: datetime | None) -> None:
        """Show what is in a backup, ``made`` at a moment, and what would be lost."""
        counts, words = preview.contents.counts, spoken()
        zone, latest = preview.zone, preview.latest
        self._facts.show_facts(
            [
                (_("Office"), preview.office),
                (_("Made"), backup_moment(made, zone) if made else ""),
                (_("People"), words.number(counts.get("person", 0))),
                (_("Events"), words.number(counts.get("event", 0))),
                (_("Enrolments"), words.number(counts.get("enrolment", 0))),
                (_("Last done in it"), backup_moment(latest[0].at, zone) if latest else ""),
            ]
        )
        said, role = _loss_said(preview)
        self._told.setText(said)
        self._told.set_ink(role)
        lost = preview.lost or ()
        self._lines.setText(
            "\n".join([*_by_kind(lost), *([""] if lost else []), *_by_day(lost, zone)])
        )
        self._lines.setVisible(bool(preview.lost))
        self._show_last()

    def show_saved(self, saved: Sequence[Saved]) -> None:
        """Show what could be read of a damaged database."""
        words = spoken()
        self._facts.show_facts(
            [
                (_saved_name(one.table), words.number(one.rows))
                for one in saved
                if one.rows and _saved_name(one.table) != _of_the_file()
            ]
        )
        hurt = [one for one in saved if one.gaps or one.lost]
        self._told.setText(
            _("Part of it could not be read any more. A backup may have it.")
            if hurt
            else _("All of it could be read.")
        )
        self._told.set_ink(Role.WARNING if hurt else Role.SUCCESS)
        self._lines.setText("\n".join(_saved_said(one) for one in hurt))
        self._lines.setVisible(bool(hurt))
        self._show_last()

    def text(self) -> str:
        """Return what is said above the steps."""
        return self.notice.text()

    def told(self) -> str:
        """Return what is said of what would be lost."""
        return self._told.text()

    def lost_lines(self) -> list[str]:
        """Return the lines that tell what would be lost, or could not be read."""
        return [line for line in self._lines.text().split("\n") if line]

    @override
    def enter(self) -> None:
        if self._layers.layer() is self._steps[1] and not self.is_busy():
            self._give()

    def _choosing(self, offer: Offer) -> QWidget:
        listed = offer.backups[:SHOWN]
        self._choice.show_entries([_entry(one) for one in listed])
        self._other = action_button(_("Another file…"), "folder-open")
        self._other.clicked.connect(self.file_asked)
        save = action_button(_("Save what can be read…"), "database")
        save.clicked.connect(self.salvage_asked)
        none = Text(
            _("No backup is known here. Look for one on the office's stick or share."), wrap=True
        )
        step = Stack().add(none).add(self._choice)
        step.add(self._buttons(self._back_button(), self._other, save))
        none.setVisible(not listed)  # on the card now: by itself it would be a window
        save.setVisible(offer.salvage)
        return step

    def _asking(self) -> QWidget:
        name = _("Password or recovery code")
        self._field.setAccessibleName(name)
        said = _("Type one that opened the database when the backup was made, or opens it now.")
        step = Stack().add(Text(name, Size.STRONG)).add(self._row)
        step.add(Text(said, ink=FAINT, wrap=True))
        step.add(self._buttons(self._back_button(), self._go_on))
        return step

    def _showing(self) -> QWidget:
        kept = _(
            "The database of today is moved aside among the backups and can be put back in "
            "Settings."
        )
        step = Stack().add(self._facts).add(self._told).add(self._lines)
        step.add(Text(kept, ink=FAINT, wrap=True))
        step.add(self._buttons(self._back_button(), self._restore))
        return step

    def _buttons(self, *widgets: QWidget) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.75))
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return line

    def _show_last(self) -> None:
        self._layers.show_layer(self._steps[2])
        self._begin_at(self._restore)

    @override
    def _back(self) -> None:
        if self._layers.layer() is self._steps[0]:
            self.left.emit()
        else:
            self.choose_again()

    def _give(self) -> None:
        if self._field.text():
            self.secret_given.emit(self._field.text())


def backup_title(one: Backup, zone: ZoneInfo | None = None) -> str:
    """Say when a backup was made; where no ``zone`` is given, by the clock of its own office."""
    return backup_moment(one.moment, zone or one.manifest.contents.clock)


def backup_moment(at: datetime, zone: ZoneInfo | None) -> str:
    """Say a moment as the office's clock showed it.

    Where a backup does not say in which zone that was, it is the clock of this computer.
    """
    moment, words = at.astimezone(zone), spoken()
    return _("{day} at {time}").format(day=words.weekday(moment.date()), time=words.clock(moment))


def backup_detail(one: Backup) -> str:
    """Say how many people are in a backup, where it lies and why it was made."""
    people = one.manifest.contents.counts.get("person", 0)
    reasons = {
        Reason.BY_HAND: _("made by hand"),
        Reason.BY_ITSELF: _("made by itself"),
        Reason.DAY_CLOSED: _("end of the day"),
        Reason.MOVED_ASIDE: _("before a restore"),
    }
    place = _("on this computer") if one.place is Place.HERE else _("in the second place")
    counted = ngettext("{n} person", "{n} people", people)
    return " · ".join([counted, place, reasons[one.manifest.reason]])


def backup_badge(one: Backup) -> Badge:
    """Say in words and colour whether a backup can be relied on."""
    if one.counts:
        return Badge(_("Proven"), Role.SUCCESS)
    return Badge(_("Damaged") if one.there else _("Missing"), Role.DANGER)


def _entry(one: Backup) -> Entry:
    return Entry(
        one.path, backup_title(one), backup_detail(one), icon="save", badge=backup_badge(one)
    )


def _loss_said(preview: Preview) -> tuple[str, Role]:
    if not preview.akin:
        return _("This is a backup of another database."), Role.DANGER
    if preview.lost is None:
        return _("What would be lost is not known: today's database cannot be read."), Role.WARNING
    if not preview.lost:
        return _("Nothing would be lost."), Role.SUCCESS
    said = ngettext(
        "{n} action done since would be lost:",
        "{n} actions done since would be lost:",
        len(preview.lost),
    )
    return said, Role.WARNING


def _by_kind(lost: Sequence[Done]) -> list[str]:
    """Say what would be lost, the most of it first; where it is little by its own words."""
    kinds: dict[str, list[Done]] = {}
    for one in lost:
        kinds.setdefault(one.kind, []).append(one)
    lines: list[str] = []
    for kind, done in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        if len(done) <= FEW:
            lines += [shorten(one.title, LONGEST) for one in done]
        else:
            said = _("{n} × {kind}")
            lines.append(said.format(n=spoken().number(len(done)), kind=shorten(kind, LONGEST)))
    more = len(lines) - LINES
    if more > 0:
        lines = [*lines[:LINES], ngettext("and {n} more line", "and {n} more lines", more)]
    return lines


def _by_day(lost: Sequence[Done], zone: ZoneInfo | None) -> list[str]:
    """Say how much of each day would be lost, and whose work it was."""
    words = spoken()
    lines = []
    for day, done in groupby(lost, lambda one: one.at.astimezone(zone).date()):
        actions = list(done)
        names = ", ".join(sorted({one.officer for one in actions if one.officer}))
        counted = ngettext("{n} action", "{n} actions", len(actions))
        lines.append(" · ".join(part for part in (words.weekday(day), counted, names) if part))
    more = len(lines) - LINES
    if more > 0:
        lines = [*lines[:LINES], ngettext("and {n} more day", "and {n} more days", more)]
    return lines


def _saved_said(one: Saved) -> str:
    name = _saved_name(one.table)
    if one.lost:
        return _("{kind}: {n} lost").format(kind=name, n=spoken().number(one.lost))
    return _("{kind}: some may be lost").format(kind=name)


def _saved_name(table: str) -> str:
    """Return what is kept in a table, in words also where its records are no kind of record."""
    word = kind_word(table)
    if word != table:
        return word
    others = {"action": _("Actions"), "change": _("Changes"), "content": _("Contents of files")}
    return others.get(table, _of_the_file())


def _of_the_file() -> str:
    return _("What only this file knows")
