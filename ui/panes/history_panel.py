"""What has been done to an event: when, by whom, and a way to take each thing back."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from models.events.tables import Event
from models.history.reaching import of_enrolment
from models.history.timeline import OF_EVENT, TimelineEntry, event_timeline
from models.history.undo import Undoable
from models.office.queries import time_zone
from models.office.rights import Right
from models.words import _, spoken
from ui.bench import Bench
from ui.icons import icon
from ui.look import FAINT, Size, em, let_tab_reach
from ui.looking import ask
from ui.plain import tip
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.panel import Panel
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

STEP = 12
"""How many actions are shown, and how many more at a time."""
LEAST = 10
"""How many text lines of them are seen at least."""


class HistoryPanel(Panel):
    """The latest actions that touched an event, its people, enrolments and cards."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("History"), parent=parent)
        self._bench = bench
        self._event_id = 0
        self._limit = STEP
        self._lines: list[HistoryLine] = []
        self._nothing = Text(_("Nothing has been done yet."), ink=FAINT, wrap=True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.5))
        self._more = action_button(_("Show more"), "chevron-down")
        self._more.hide()
        self.whole = action_button(_("History of this event"), "history")
        self.whole.setToolTip(tip(_("Show all that was done to this event, to filter and save")))
        if not bench.may(Right.SEE_HISTORY):  # shown before it is laid out, it would be a window
            self.whole.hide()
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addWidget(self._more)
        column.addWidget(self.whole)
        column.addStretch(1)
        self.add(Scrolling(inside, LEAST), 1)
        self._more.clicked.connect(self._show_more)
        self.whole.clicked.connect(self._open_whole)
        with bench.store.reading() as session:
            self._zone = time_zone(session)
        kinds = frozenset({Event, *OF_EVENT, *of_enrolment()})
        self._fresh = Fresh(self, bench.changes.committed, kinds, self._read)

    def show_event(self, event_id: int) -> None:
        """Show what has been done to this event; the answer comes a moment later."""
        if event_id != self._event_id:
            self._limit = STEP
            self._show([], event_id, STEP)
        self._event_id = event_id
        self._fresh.call_now()

    def may_leave(self) -> bool:
        """Nothing is typed here."""
        return True

    def _open_whole(self) -> None:
        self._bench.show_page("settings", section="history", event_id=self._event_id)

    def _read(self) -> None:
        event_id, limit = self._event_id, self._limit
        if not event_id:
            return
        ask(
            self._bench,
            lambda session: event_timeline(session, event_id, limit + 1),
            partial(self._show, event_id=event_id, limit=limit),
            self,
        )

    def lines(self) -> "list[HistoryLine]":
        """Return the actions' lines, the latest first."""
        return self._lines

    def _show(self, entries: Sequence[TimelineEntry], event_id: int, limit: int) -> None:
        if event_id != self._event_id and entries:
            return  # another event is shown meanwhile
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [HistoryLine(entry, self._zone) for entry in entries[:limit]]
        for line in self._lines:
            line.undo_asked.connect(self._take_back)
            self._column.addWidget(line)
            if line.undo is not None:
                self._bench.needs(Right.SERVE, line.undo)
        self._nothing.setVisible(not entries)
        self._more.setVisible(len(entries) > limit)

    def _show_more(self) -> None:
        self._limit += STEP
        self.show_event(self._event_id)

    def _take_back(self, entry: TimelineEntry) -> None:
        self._bench.undoing.take_back(Undoable(entry.action_id, entry.title))


class HistoryLine(QWidget):
    """One action: what it was; below, when and who; and a button to take it back."""

    undo_asked = Signal(object)

    def __init__(self, entry: TimelineEntry, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Text(entry.title, wrap=True)
        self._detail = Text(_when_and_who(entry, zone), Size.CAPTION, FAINT, elide=True)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._title)
        lines.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(lines, 1)
        self.undo: QToolButton | None = None
        if entry.undone:
            row.addWidget(BadgeLabel(Badge(_("Undone"))))
        elif not entry.final:
            self.undo = _undo_button(entry.title)
            self.undo.clicked.connect(lambda: self.undo_asked.emit(entry))
            row.addWidget(self.undo)

    def text(self) -> str:
        """Return what the line says."""
        return f"{self._title.text()} | {self._detail.text()}"


def _undo_button(title: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon("undo-2"))
    button.setAutoRaise(True)
    said = _("Undo {action}").format(action=title)
    button.setAccessibleName(said)
    button.setToolTip(tip(said))
    let_tab_reach(button)
    return button


def _when_and_who(entry: TimelineEntry, zone: ZoneInfo) -> str:
    words, moment = spoken(), entry.at.astimezone(zone)
    when = f"{words.short_day(moment.date())} {moment:%Y} {words.clock(moment)}"
    return f"{when} · {entry.officer}" if entry.officer else when
