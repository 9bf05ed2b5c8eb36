"""The sessions of an event: what, on which day, from when until when, and where."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from models.events.drafts import TITLE_LENGTH, SessionDraft
from models.events.sittings import stays_in_plan
from models.words import _
from ui.icons import icon
from ui.look import FAINT, Size, em, let_tab_reach
from ui.widgets.header import action_button
from ui.widgets.planned_day import ShortDay
from ui.widgets.read_field import ReadField
from ui.widgets.text import Text
from ui.widgets.time_field import TimeField

EACH_DAY_MOST = 31
"""For so many days at most a session each is offered."""


class SessionsField(QWidget):
    """Two lines of fields for each session, and buttons for another one and for one a day.

    ``follow`` tells it the event's own days and hours: sessions stay on the same day of the event.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._blocks: list[SessionBlock] = []
        self._begins, self._ends = datetime.combine(today, time()), datetime.combine(today, time())
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.75))
        self.add = action_button(_("Add session"), "plus")
        self.each_day = action_button(_("One session a day"), "calendar-days")
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.each_day)
        buttons.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(em(self, 0.5))
        around.addLayout(self._column)
        around.addLayout(buttons)
        self.add.clicked.connect(self._add_one)
        self.each_day.clicked.connect(self._add_each_day)
        self.setFocusProxy(self.add)

    def show_sessions(
        self, begins: datetime, ends: datetime, given: Sequence[SessionDraft]
    ) -> None:
        """Show these sessions of an event that is held from ``begins`` to ``ends``."""
        for block in list(self._blocks):
            self._drop(block)
        self._begins, self._ends = begins, ends
        for session in given:
            self._append(session)
        self._offer()

    def follow(self, begins: datetime, ends: datetime) -> None:
        """Note when the event is held now; the sessions move along with its first day."""
        moved = begins.date() != self._begins.date()
        self._begins, self._ends = begins, ends
        for block in self._blocks if moved else ():
            block.move_to(begins.date())
        self._offer()

    def sessions(self) -> tuple[SessionDraft, ...]:
        """Return the sessions, top down."""
        return tuple(block.session() for block in self._blocks)

    def problem(self) -> str:
        """Return what to say of the first field that is empty or cannot be read."""
        return next((said for block in self._blocks if (said := block.problem())), "")

    def blocks(self) -> "Sequence[SessionBlock]":
        """Return the sessions' fields, top down."""
        return self._blocks

    def _add_one(self) -> None:
        """Add a session after the last one, on the same day."""
        last = self._blocks[-1].session() if self._blocks else None
        begins = last.ends_at if last else self._begins
        ends = max(begins, datetime.combine(begins.date(), self._ends.time()))
        block = self._append(SessionDraft("", begins, ends))
        block.show()
        block.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()
        self.changed.emit()

    def _add_each_day(self) -> None:
        for session in _one_a_day(self._begins, self._ends):
            self._append(session).show()
        self._blocks[0].title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()
        self.changed.emit()

    def _append(self, session: SessionDraft) -> "SessionBlock":
        block = SessionBlock(session, self._begins.date(), self._today)
        block.changed.connect(self.changed)
        block.removed.connect(lambda: self._remove(block))
        self._blocks.append(block)
        self._column.addWidget(block)
        return block

    def _remove(self, block: "SessionBlock") -> None:
        self._drop(block)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()
        self.changed.emit()

    def _drop(self, block: "SessionBlock") -> None:
        self._blocks.remove(block)
        self._column.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _offer(self) -> None:
        days = (self._ends.date() - self._begins.date()).days + 1
        self.each_day.setVisible(not self._blocks and 1 < days <= EACH_DAY_MOST)


class SessionBlock(QWidget):
    """One session: title and place, below them day and hours, and a way to take it out."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, session: SessionDraft, first: date, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._base = session
        self._first = first
        self._after = session.starts_at.date() - first
        self.title = _line(_("Title of the session"), session.title)
        self.venue = _line(_("Place of the session"), session.venue)
        self.day = ShortDay(today)
        self.begins, self.ends = TimeField(_("from")), TimeField(_("until"))
        self.remove = _remove_button()
        self.day.set_value(session.starts_at.date())
        self.begins.set_value(session.starts_at.time())
        self.ends.set_value(session.ends_at.time())
        self.day.setAccessibleName(_("Day of the session"))
        self.begins.setAccessibleName(_("Session begins at"))
        self.ends.setAccessibleName(_("Session ends at"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.3))
        column.addLayout(_row((self.title, 3), (self.venue, 2)))
        column.addLayout(_row((self.day, 3), (self.begins, 1), (self.ends, 1), (self.remove, 0)))
        if session.seen:
            self.remove.setEnabled(False)
            why = stays_in_plan(session.seen)
            self.remove.setAccessibleDescription(why)
            column.addWidget(Text(why, Size.CAPTION, FAINT, wrap=True))
        for line in (self.title, self.venue):
            line.textEdited.connect(self.changed)
        self.day.changed.connect(self._note_day)
        for field in (self.day, self.begins, self.ends):
            field.changed.connect(self.changed)
        self.remove.clicked.connect(self.removed)

    def session(self) -> SessionDraft:
        """Return what is typed; of a day or time that cannot be read, the one shown before.

        One over several days, as only other programs make them, keeps its length.
        """
        day = self.day.value() or self._base.starts_at.date()
        days = self._base.ends_at.date() - self._base.starts_at.date()
        return SessionDraft(
            title=self.title.text().strip(),
            starts_at=datetime.combine(day, _time(self.begins, self._base.starts_at)),
            ends_at=datetime.combine(_plus(day, days), _time(self.ends, self._base.ends_at)),
            venue=self.venue.text().strip(),
            id=self._base.id,
            seen=self._base.seen,
        )

    def problem(self) -> str:
        """Return what to say of a day or time that is missing or cannot be read."""
        fields: tuple[ReadField[date] | ReadField[time], ...] = (self.day, self.begins, self.ends)
        for field in fields:
            if said := field.problem():
                return said
        if self.day.value() is None:
            return _("Choose a day for each session.")
        if self.begins.value() is None or self.ends.value() is None:
            return _("Type from when until when each session is.")
        return ""

    def move_to(self, first: date) -> None:
        """Move it so that it is on the same day of an event that now begins on ``first``."""
        self._first = first
        if self.day.value() is not None:
            self.day.set_value(_plus(first, self._after))

    def _note_day(self) -> None:
        day = self.day.value()
        if day is not None:
            self._after = day - self._first


def _one_a_day(begins: datetime, ends: datetime) -> list[SessionDraft]:
    """Return a session for each day, at the event's hours."""
    days = (ends.date() - begins.date()).days + 1
    last = ends.time() if ends.time() > begins.time() else begins.time()
    return [
        SessionDraft(
            _("Day {n}").format(n=n + 1),
            begins + timedelta(days=n),
            datetime.combine(begins.date() + timedelta(days=n), last),
        )
        for n in range(days)
    ]


def _time(field: TimeField, before: datetime) -> time:
    typed = field.value()
    return before.time() if typed is None else typed


def _plus(day: date, after: timedelta) -> date:
    """Return the day so long after another; at the ends of the calendar that one itself."""
    try:
        return day + after
    except OverflowError:
        return day


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(TITLE_LENGTH)
    line.setPlaceholderText(name)
    line.setAccessibleName(name)
    line.setCursorPosition(0)
    return line


def _remove_button() -> QToolButton:
    button = QToolButton()
    button.setIcon(icon("x"))
    button.setAutoRaise(True)
    button.setToolTip(_("Take this session out"))
    button.setAccessibleName(button.toolTip())
    let_tab_reach(button)
    return button


def _row(*widgets: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget, share in widgets:
        row.addWidget(widget, share)
    return row
