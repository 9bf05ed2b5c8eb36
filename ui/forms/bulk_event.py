"""Asks in place for the event that several people have to do with."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.events.queries import event_ids, event_rows
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Size
from ui.plain import label
from ui.widgets.header import action_button
from ui.widgets.panel import Card
from ui.widgets.text import Text
from ui.widgets.type_ahead import TypeAhead

PROPOSED = 8


class BulkEvent(Card):
    """A field that proposes events as one types, and the buttons to go on or not; hidden at first.

    Enter goes on once an event was chosen, Esc gives up.
    """

    chosen = Signal(object, str)
    """The event's id and its title."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = Text("", Size.STRONG, wrap=True)
        self.field = TypeAhead(_("Title or place of the event"), _finder(bench), "calendar-days")
        self.agree = action_button("", "check", primary=True)
        never_mind = action_button(_("Never mind"))
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(never_mind)
        row.addWidget(self.agree)
        self.column.addWidget(self._question)
        self.column.addLayout(row)
        self.field.chosen.connect(self._judge)
        self.field.textEdited.connect(self._judge)
        self.agree.clicked.connect(self._give)
        never_mind.clicked.connect(self.hide)
        self.hide()

    def ask(self, question: str, verb: str) -> None:
        """Ask ``question``; the button to go on says ``verb``."""
        self._question.setText(question)
        self.agree.setText(label(verb))
        self.field.show_value(None, "")
        self._judge()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.agree.isEnabled():
            self._give()
        else:
            super().keyPressEvent(event)

    def _judge(self, *_said: object) -> None:
        self.agree.setEnabled(isinstance(self.field.value(), int))

    def _give(self) -> None:
        event_id = self.field.value()
        if isinstance(event_id, int):
            self.hide()
            self.chosen.emit(event_id, self.field.text())


def found_events(bench: Bench, typed: str) -> Sequence[tuple[object, str, str]]:
    """Return the latest events that fit what was typed, as a field proposes them."""
    with bench.store.reading() as session:
        ids = event_ids(session, typed)[:PROPOSED]
        rows = event_rows(session, ids)
    return [
        (one, rows[one].title, spoken().weekday(rows[one].starts_at.date()))
        for one in ids
        if one in rows
    ]


def _finder(bench: Bench) -> Callable[[str], Sequence[tuple[object, str, str]]]:
    return lambda typed: found_events(bench, typed)
