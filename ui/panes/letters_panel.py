"""The letters of an event on its plan: their numbers, to whom, which were sent; and new ones."""

from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from models.events.called_off import off_said
from models.events.queries import event_rows
from models.events.tables import Event
from models.letters.drafts import kind_name
from models.letters.queries import LetterRow, event_letters
from models.letters.tables import Letter, LetterKind
from models.office.queries import time_zone, wall_now
from models.office.rights import Right
from models.office.tables import Office
from models.partners.tables import Partner
from models.words import _
from ui.bench import Bench
from ui.look import FAINT
from ui.looking import ask
from ui.panes.letters_standing import letter_badge, letter_remark
from ui.plain import label
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Panel
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

SHOWN = frozenset({Letter, Partner, Office, Event})
LEAST = 5
"""How many text lines of the list are seen at least."""
FEW = 12
"""How many letters are listed here; all of them are listed where one is opened."""


class Found(NamedTuple):
    """What the panel shows of an event."""

    letters: list[LetterRow]
    zone: ZoneInfo
    over: bool


class LettersPanel(Panel):
    """A line for each letter; choosing one, or a new one, is the plan's business."""

    counted = Signal(str)
    """How many of the letters that hold were sent, such as ``2/3``; empty without letters."""
    making_asked = Signal(object)
    """The kind of letter that is to be made."""
    letter_asked = Signal(object)
    """The id of the letter that is to be looked at; None for all of them."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Letters"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._likely = LetterKind.INVITATION
        self.new = action_button(_("New letter…"), "plus")
        self.other = action_button(_("Another kind"))
        menu = QMenu(self.other)
        for kind in LetterKind:
            menu.addAction(label(kind_name(kind)), partial(self.making_asked.emit, kind))
        self.other.setMenu(menu)
        self.list = EntryList()
        self.more = action_button("", "list")
        self._nothing = Text(_("No letter has been made for this event yet."), ink=FAINT, wrap=True)
        self.setFocusProxy(self.new)
        self._lay_out()
        self.new.clicked.connect(lambda: self.making_asked.emit(self._likely))
        self.more.clicked.connect(lambda: self.letter_asked.emit(None))
        self.list.chosen.connect(self.letter_asked)
        bench.needs(Right.PLAN, self.new, self.other)
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._read)

    def show_event(self, event_id: int) -> None:
        """Show the letters of an event."""
        self._event_id = event_id
        self._fresh.call_now()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost: nothing is typed here."""
        return True

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        column.addWidget(self.more)
        column.addStretch(1)
        self.add(Scrolling(inside, LEAST), 1)
        self.add(_row(self.new, self.other))

    def _read(self) -> None:
        event_id = self._event_id
        if event_id is not None:
            ask(self._bench, partial(_find, event_id), partial(self._show, event_id), self)

    def _show(self, event_id: int, found: Found) -> None:
        if event_id != self._event_id:
            return
        self._likely = LetterKind.THANKS if found.over else LetterKind.INVITATION
        letters = found.letters
        self.list.show_entries([_entry(row, found.zone) for row in letters[:FEW]])
        self._nothing.setVisible(not letters)
        self.more.setText(_("All letters"))
        self.more.setVisible(bool(letters))
        holding = [row for row in letters if row.voided_at is None and not row.replaced_by]
        sent = sum(row.sent_at is not None for row in holding)
        self.counted.emit(f"{sent}/{len(holding)}" if holding else "")


def _find(event_id: int, session: Any) -> Found:  # noqa: ANN401 - see ask
    row = event_rows(session, [event_id]).get(event_id)
    now: datetime = wall_now(session).replace(tzinfo=None)
    over = row is not None and row.ends_at < now and not off_said(row.stage)
    return Found(event_letters(session, event_id), time_zone(session), over)


def _entry(row: LetterRow, zone: ZoneInfo) -> Entry:
    to = " · ".join(part for part in (kind_name(row.kind), row.partner) if part)
    return Entry(
        row.id,
        row.number,
        to,
        badge=letter_badge(row),
        more=letter_remark(row, zone),
    )


def _row(*buttons: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return holder
